"""Where a person is: since when, under which regime, reachable how, on whose word, and as of when.

In: a reader, a person, a day. Out: :class:`Status`: as old as the newest source that bears it out, and never
"now". How the stays are weighed:

1. Only what was written by the day asked about is looked at, and no day after the newest word is spoken of.
2. Of the dated stays the one holds that is known to the latest day: a closed one to its end, an open one to
   the day it was last heard of; a transfer opens a stay. Of equals the one begun last, then the innermost.
3. If that one is over, nobody knows: no place is named, and :attr:`Status.last` says where it was.
4. A stay or move "at some time before" counts only where no dated one holds, or ended after that time.
5. The head of a letter written after a stay was last heard of takes its place.

The reasons are in ``docs/decisions/0005-status-is-as-of.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kartoteka.archive.reader import Reader
from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.gists import Gist, Mention
from kartoteka.model.outlines import Outline
from kartoteka.model.sources import Source
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas, touch
from kartoteka.relate.heard import written_by
from kartoteka.relate.life import JOURNEY
from kartoteka.relate.order import FIRST, LAST, outline_key, time_key


@dataclass(frozen=True, slots=True)
class Status:
    """Where somebody is, as far as the archive knows.

    Parameters
    ----------
    person
        Entity id.
    asked
        The day that was asked about; None for the newest word.
    as_of
        The day of the newest source that bears this out; None where there is none.
    place
        The innermost place; ``path`` is it and all it lies in.
    since
        When the stay began, with its bounds; None where only a letter's head places the person.
    certain
        Whether the person was certainly there on the last day spoken of: by a stay known to have lasted
        till then, or by a letter of that day.
    regime
        A term of the list ``regime``, or None.
    stay
        The statement behind it, with its evidence; None where only a letter's head places the person.
    letter
        The source whose head places the person, where that is the newest or only word.
    reach
        What is said of letters, parcels and visits for the person or for where they are, newest first;
        what was over by then is left out.
    last
        Where ``place`` is None: the last stay that is known, and known to be over.
    """

    person: str
    asked: Day | None
    as_of: Day | None
    place: str | None
    path: tuple[str, ...]
    since: UncertainDate | None
    certain: bool
    regime: str | None
    stay: Attested | None
    letter: Source | None
    reach: tuple[Attested, ...]
    last: Attested | None = None

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of all statements, attestations and passages behind it, and the letter's id."""
        ids = [i for found in (self.stay, self.last, *self.reach) if found for i in found.ids()]
        return tuple(dict.fromkeys([*ids, *([self.letter.id] if self.letter else [])]))


class _Hold(NamedTuple):
    """A stay as it bears on one day."""

    stay: Gist
    dated: bool
    """Whether it has a beginning, however uncertain; not "at some time before"."""
    last: Day
    """The latest day on which it is known, or can have been so, up to the day asked about."""
    over: bool
    """Whether it had certainly ended by the day asked about."""
    begun: Day


def status(
    reader: Reader, person: str, *, as_of: Day | None = None, atlas: Atlas | None = None
) -> Status:
    """Return where a person was on a day, from the sources written by then.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    person
        An entity id.
    as_of
        A day (see :data:`~kartoteka.model.dates.Day`); sources written later are not looked at, and of
        the rest the newest decides. By default every source is looked at.
    atlas
        Names and places, where the caller has them already.

    Raises
    ------
    NotFound
        No such entity.
    """
    atlas = atlas or Atlas(reader)
    head = atlas.clusters.head(atlas.entity(person).id)
    ids = atlas.ids(head)
    known = [s for s in _journey(reader, ids) if s.object and _told_by(s, as_of)]
    atlas.moving(
        [*dict.fromkeys(s.object for s in known if s.object)]
    )  # reads what they lie in, all at once
    letter = _newest_letter(reader, ids, as_of)
    day = _last_day(known, letter, as_of)
    holds = [_hold(s, day, as_of) for s in known]
    best = _best(holds, atlas)
    here, letter = _agree(best, holds, letter, atlas)
    place = _head(here, atlas) if here else letter.place if letter else None
    over = best if best and best.over and place is None else None
    whole = {hold.stay.id: _whole(reader, hold) for hold in (here, over) if hold}
    stay = whole[here.stay.id] if here else None
    return Status(
        person=head,
        asked=as_of,
        as_of=_borne_out(here.stay if here else None, letter, as_of),
        place=atlas.clusters.head(place) if place else None,
        path=atlas.path(place, day) if place else (),
        since=stay.statement.when if stay else None,
        certain=_is_certain(here, letter, day, as_of),
        regime=_regime(here, holds, atlas) if here else None,
        stay=stay,
        letter=letter,
        reach=_reach(
            reader, (*ids, *atlas.all_ids(atlas.path(place) if place else ())), day, as_of
        ),
        last=whole[over.stay.id] if over else None,
    )


def _journey(reader: Reader, ids: Sequence[str]) -> list[Gist]:
    """Return the stays and moves of a person that stand, by time."""
    return sorted(reader.gists(subject=ids, predicate=JOURNEY, role="regime"), key=outline_key)


def _whole(reader: Reader, hold: _Hold) -> Attested:
    return reader.statements(ids=hold.stay.id)[0]


def _told_by(stay: Gist, day: Day | None) -> bool:
    """Whether it had been written of by a day, and not only as what was to come."""
    begun = day is None or stay.b0 is None or stay.b0 <= day
    return begun and (not stay.mentions or any(_known_by(stay, m, day) for m in stay.mentions))


def _known_by(stay: Gist, mention: Mention, day: Day | None) -> bool:
    last = mention.last_written
    to_come = last is not None and stay.b0 is not None and last < stay.b0
    return mention.written_by(day) and not to_come


def _newest_letter(reader: Reader, ids: Sequence[str], as_of: Day | None) -> Source | None:
    letters = [
        s
        for s in reader.sources(author=ids)
        if s.place and s.written and written_by(s.written, as_of)
    ]
    return max(letters, key=lambda s: time_key(s.written), default=None)


def _last_day(known: list[Gist], letter: Source | None, as_of: Day | None) -> Day | None:
    """Return the day of the newest word, or the day asked about where that is earlier."""
    days = [m.last_written for s in known for m in s.mentions if m.written_by(as_of)]
    return _newest([*days, _last(letter)], as_of)


def _last(letter: Source | None) -> Day | None:
    return letter.written.e1 if letter and letter.written else None


def _newest(days: Sequence[Day | None], as_of: Day | None) -> Day | None:
    newest = max((day for day in days if day is not None), default=None)
    return newest if as_of is None or newest is None else min(as_of, newest)


def _hold(stay: Gist, day: Day | None, as_of: Day | None) -> _Hold:
    limit = LAST if day is None else day
    if not stay.dated:
        return _Hold(stay, dated=False, last=FIRST, over=False, begun=FIRST)
    begun = FIRST if stay.b0 is None else stay.b0
    at_least, over = FIRST if stay.b1 is None else stay.b1, False
    if stay.predicate == "transfer":
        known = at_least  # who tells of a move again does not say that nothing came after it
    elif stay.is_open_end:
        heard = stay.last_heard(as_of)
        known = at_least if heard is None else heard
    elif stay.e1 is None:  # it ended, nobody knows when
        known = at_least
    else:
        known, over = stay.e1, stay.e1 < limit
    sure = stay.b1 is not None and stay.e0 is not None and stay.b1 <= stay.e0
    return _Hold(stay, stay.b0 is not None or sure, min(known, limit), over, begun)


def _best(holds: list[_Hold], atlas: Atlas) -> _Hold | None:
    """Return the stay that most likely holds, of vague ones the one told last; else the one that is over."""

    @cache
    def depth(place: str) -> int:
        return len(atlas.path(place))

    def weight(hold: _Hold) -> tuple[Day, Day, int]:
        return hold.last, hold.begun, depth(hold.stay.object or "")

    newest = max((h for h in holds if h.dated), key=weight, default=None)
    if newest and not newest.over:
        return _innermost(newest, holds, atlas)
    since = newest.last if newest else FIRST
    vague = [h for h in holds if not (h.dated or h.over or _ends_before(h, since))]
    return max(reversed(vague), key=lambda h: h.last) if vague else newest


def _ends_before(hold: _Hold, day: Day) -> bool:
    return hold.stay.e1 is not None and hold.stay.e1 < day


def _innermost(best: _Hold, holds: list[_Hold], atlas: Atlas) -> _Hold:
    """Return the innermost stay within the best one that is heard of as lately: its cell."""
    inside = [
        h
        for h in holds
        if h.dated and not h.over and h.last >= best.last and _lies_within(h, best, atlas)
    ]
    return max(inside, key=lambda h: (len(atlas.path(_head(h, atlas))), h.begun), default=best)


def _lies_within(inner: _Hold, outer: _Hold, atlas: Atlas) -> bool:
    return atlas.within(_head(inner, atlas), _head(outer, atlas), (inner.stay.b0, inner.stay.e1))


def _head(hold: _Hold, atlas: Atlas) -> str:
    return atlas.clusters.head(hold.stay.object or "")


def _agree(
    best: _Hold | None, holds: list[_Hold], letter: Source | None, atlas: Atlas
) -> tuple[_Hold | None, Source | None]:
    """Drop whichever of stay and letter the other supersedes; agreeing ones both stay."""
    if letter is None or letter.place is None:
        return (None if best is None or best.over else best), None
    place = letter.place
    if best is None or best.over:
        return None, letter
    written = letter.written.b0 if letter.written else None
    if not best.dated:
        # "At some time before" fits the letter's place only where nothing else within it does.
        inside = [h for h in holds if not h.dated and atlas.within(_head(h, atlas), place)]
        return (inside[0] if len(inside) == 1 else None), letter
    if atlas.nested(_head(best, atlas), place):
        return best, letter
    return (None, letter) if written is not None and best.last < written else (best, None)


def _is_certain(
    here: _Hold | None, letter: Source | None, day: Day | None, as_of: Day | None
) -> bool:
    if day is None:
        return False
    if here is None:
        return bool(letter and letter.written and letter.written.certain_on(day))
    days = here.stay.known_days(as_of)
    return days is not None and days[0] <= day <= days[1]


def _regime(here: _Hold, holds: list[_Hold], atlas: Atlas) -> str | None:
    """Return the regime of the stay, else of one around it that holds as well."""
    around = [h for h in holds if h.dated and not h.over and _lies_within(here, h, atlas)]
    for hold in (here, *reversed(around)):
        if hold.stay.role:
            return hold.stay.role
    return None


def _borne_out(stay: Gist | None, letter: Source | None, as_of: Day | None) -> Day | None:
    mentions = stay.mentions if stay else ()
    days = [m.last_written for m in mentions if m.written_by(as_of)]
    if stay and stay.predicate == "transfer":  # told again, a move is no newer
        days = [stay.e1]
    return _newest([*days, _last(letter)], as_of)


def _reach(
    reader: Reader, ids: tuple[str, ...], day: Day | None, as_of: Day | None
) -> tuple[Attested, ...]:
    said = reader.outlines(subject=ids, predicate="reach", brief=True)
    still = [o.id for o in said if o.stands and _still(o, day)]
    found = [
        f
        for f in (reader.statements(ids=still) if still else ())
        if not f.evidence or any(written_by(e.written, as_of) for e in f.evidence)
    ]
    return tuple(sorted(found, key=_last_written, reverse=True))


def _still(said: Outline, day: Day | None) -> bool:
    """Whether something can still have been so on a day."""
    return day is None or touch((said.b0, said.e1), (day, day))


def _last_written(found: Attested) -> Day:
    written = (e.written.e1 for e in found.evidence if e.written and e.written.e1 is not None)
    return max(written, default=FIRST)
