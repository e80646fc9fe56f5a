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
from typing import NamedTuple

from kartoteka.archive.reader import Reader
from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.lives import Episode
from kartoteka.model.sources import Source
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas, stretch
from kartoteka.relate.heard import known_days, last_heard, written_by
from kartoteka.relate.life import journey_of
from kartoteka.relate.order import FIRST, LAST, begins_after, ends_before, time_key


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

    episode: Episode
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
    known = [e for e in journey_of(reader, ids, head) if e.place and _told_by(e, as_of)]
    atlas.moving([e.place for e in known if e.place])  # reads what they lie in, all at once
    letter = _newest_letter(reader, ids, as_of)
    day = _last_day(known, letter, as_of)
    holds = [_hold(e, day, as_of) for e in known]
    best = _best(holds, atlas)
    here, letter = _agree(best, holds, letter, atlas)
    place = _head(here, atlas) if here else letter.place if letter else None
    return Status(
        person=head,
        asked=as_of,
        as_of=_borne_out(here.episode if here else None, letter, as_of),
        place=atlas.clusters.head(place) if place else None,
        path=atlas.path(place, day) if place else (),
        since=here.episode.when if here else None,
        certain=_is_certain(here, letter, day, as_of),
        regime=_regime(here, holds, atlas) if here else None,
        stay=here.episode.attested if here else None,
        letter=letter,
        reach=_reach(
            reader, (*ids, *atlas.all_ids(atlas.path(place) if place else ())), day, as_of
        ),
        last=best.episode.attested if best and best.over and place is None else None,
    )


def _told_by(episode: Episode, day: Day | None) -> bool:
    """Whether it had been written of by a day, and not only as what was to come."""
    when, evidence = episode.when, episode.attested.evidence
    begun = day is None or when is None or when.b0 is None or when.b0 <= day
    known = (
        e for e in evidence if written_by(e.written, day) and not begins_after(when, e.written)
    )
    return begun and (not evidence or any(known))


def _newest_letter(reader: Reader, ids: Sequence[str], as_of: Day | None) -> Source | None:
    letters = [
        s
        for s in reader.sources(author=ids)
        if s.place and s.written and written_by(s.written, as_of)
    ]
    return max(letters, key=lambda s: time_key(s.written), default=None)


def _last_day(known: list[Episode], letter: Source | None, as_of: Day | None) -> Day | None:
    """Return the day of the newest word, or the day asked about where that is earlier."""
    dates = [
        e.written
        for episode in known
        for e in episode.attested.evidence
        if written_by(e.written, as_of)
    ]
    return _newest([*dates, letter.written if letter else None], as_of)


def _newest(dates: Sequence[UncertainDate | None], as_of: Day | None) -> Day | None:
    newest = max((d.e1 for d in dates if d is not None and d.e1 is not None), default=None)
    return newest if as_of is None or newest is None else min(as_of, newest)


def _hold(episode: Episode, day: Day | None, as_of: Day | None) -> _Hold:
    when, limit = episode.when, LAST if day is None else day
    if when is None:
        return _Hold(episode, dated=False, last=FIRST, over=False, begun=FIRST)
    begun = FIRST if when.b0 is None else when.b0
    at_least, over = FIRST if when.b1 is None else when.b1, False
    if episode.what == "transfer":
        known = at_least  # who tells of a move again does not say that nothing came after it
    elif when.is_open_end:
        heard = last_heard(episode.attested, as_of)
        known = at_least if heard is None else heard
    elif when.e1 is None:  # it ended, nobody knows when
        known = at_least
    else:
        known, over = when.e1, when.e1 < limit
    dated = when.b0 is not None or when.certain_days is not None
    return _Hold(episode, dated, min(known, limit), over, begun)


def _best(holds: list[_Hold], atlas: Atlas) -> _Hold | None:
    """Return the stay that most likely holds, of vague ones the one told last; else the one that is over."""

    def weight(hold: _Hold) -> tuple[Day, Day, int]:
        return hold.last, hold.begun, len(atlas.path(hold.episode.place or ""))

    newest = max((h for h in holds if h.dated), key=weight, default=None)
    if newest and not newest.over:
        return _innermost(newest, holds, atlas)
    since = newest.last if newest else FIRST
    vague = [h for h in holds if not (h.dated or h.over or ends_before(h.episode.when, since))]
    return max(reversed(vague), key=lambda h: h.last) if vague else newest


def _innermost(best: _Hold, holds: list[_Hold], atlas: Atlas) -> _Hold:
    """Return the innermost stay within the best one that is heard of as lately: its cell."""
    inside = [
        h
        for h in holds
        if h.dated and not h.over and h.last >= best.last and _lies_within(h, best, atlas)
    ]
    return max(inside, key=lambda h: (len(atlas.path(_head(h, atlas))), h.begun), default=best)


def _lies_within(inner: _Hold, outer: _Hold, atlas: Atlas) -> bool:
    return atlas.within(_head(inner, atlas), _head(outer, atlas), stretch(inner.episode.when))


def _head(hold: _Hold, atlas: Atlas) -> str:
    return atlas.clusters.head(hold.episode.place or "")


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
    days = known_days(here.episode.attested, as_of)
    return days is not None and days[0] <= day <= days[1]


def _regime(here: _Hold, holds: list[_Hold], atlas: Atlas) -> str | None:
    """Return the regime of the stay, else of one around it that holds as well."""
    around = [h for h in holds if h.dated and not h.over and _lies_within(here, h, atlas)]
    for hold in (here, *reversed(around)):
        if regime := hold.episode.attested.statement.role("regime"):
            return regime
    return None


def _borne_out(stay: Episode | None, letter: Source | None, as_of: Day | None) -> Day | None:
    evidence = stay.attested.evidence if stay else ()
    dates = [e.written for e in evidence if written_by(e.written, as_of)]
    if stay and stay.what == "transfer":  # told again, a move is no newer
        dates = [stay.when]
    return _newest([*dates, letter.written if letter else None], as_of)


def _reach(
    reader: Reader, ids: tuple[str, ...], day: Day | None, as_of: Day | None
) -> tuple[Attested, ...]:
    found = [
        f
        for f in reader.statements(subject=ids, predicate="reach")
        if f.stands and _still(f.statement.when, day)
        if not f.evidence or any(written_by(e.written, as_of) for e in f.evidence)
    ]
    return tuple(sorted(found, key=_last_written, reverse=True))


def _still(when: UncertainDate | None, day: Day | None) -> bool:
    return when is None or day is None or when.possible_on(day)


def _last_written(found: Attested) -> Day:
    written = (e.written.e1 for e in found.evidence if e.written and e.written.e1 is not None)
    return max(written, default=FIRST)
