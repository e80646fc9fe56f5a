"""Where a person is: since when, under which regime, reachable how, on whose word, and as of when.

In: a reader, a person, a day. Out: :class:`Status`. Never "now": a status is as old as the newest source
that bears it out, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from kartoteka.archive.reader import Reader
from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.lives import Episode
from kartoteka.model.sources import Source
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.life import life
from kartoteka.relate.order import FIRST, time_key


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
        Whether the stay certainly covers ``as_of``.
    regime
        A term of the list ``regime``, or None.
    stay
        The statement behind it, with its evidence; None where only a letter's head places the person.
    letter
        The source whose head places the person, where that is the newest or only word.
    reach
        What is said of letters, parcels and visits, newest first.
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

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of all statements, attestations and passages behind it, and the letter's id."""
        ids = [i for found in (self.stay, *self.reach) if found for i in found.ids()]
        return tuple(dict.fromkeys([*ids, *([self.letter.id] if self.letter else [])]))


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
    story = life(reader, person, atlas=atlas)
    known = [e for e in story.journey if e.place and _known_by(e.attested, as_of)]
    letters = [
        s
        for s in reader.sources()
        if s.author in story.ids and s.place and s.written and _by(s.written, as_of)
    ]
    letter = max(letters, key=lambda s: time_key(s.written), default=None)
    newest = _newest_word(known, letter)
    stay = _best(known, newest if as_of is None else min(as_of, newest or as_of))
    stay, letter = _agree(stay, letter, atlas)
    place = stay.place if stay else letter.place if letter else None
    return Status(
        person=story.person,
        asked=as_of,
        as_of=_borne_out(stay, letter),
        place=place,
        path=atlas.path(place) if place else (),
        since=stay.when if stay else None,
        certain=bool(stay and stay.when and newest and stay.when.certain_on(newest)),
        regime=stay.attested.statement.role("regime") if stay else None,
        stay=stay.attested if stay else None,
        letter=letter,
        reach=_reach(reader, story.ids, as_of),
    )


def _by(when: UncertainDate | None, day: Day | None) -> bool:
    return day is None or when is None or when.b0 is None or when.b0 <= day


def _known_by(found: Attested, day: Day | None) -> bool:
    return not found.evidence or any(_by(e.written, day) for e in found.evidence)


def _newest_word(known: list[Episode], letter: Source | None) -> Day | None:
    dates = [e.written for episode in known for e in episode.attested.evidence]
    dates.append(letter.written if letter else None)
    return max((d.e1 for d in dates if d is not None and d.e1 is not None), default=None)


def _best(known: list[Episode], day: Day | None) -> Episode | None:
    """Return the stay that most likely holds on a day: possible there, begun last, best attested."""
    if day is None:
        return known[-1] if known else None
    held = [e for e in known if e.when is None or e.when.possible_on(day)]
    return max(held, key=lambda e: (_weight(e.when, day), _begun(e.when)), default=None)


def _weight(when: UncertainDate | None, day: Day) -> int:
    """Certain on the day, still so when last heard, merely possible, "at some time before"."""
    if when is None:
        return 0
    if when.certain_on(day) and not when.is_open_end:
        return 3
    if when.is_open_end:
        return 3 if when.b0 is None or when.b0 <= day else 0
    return 1 if when.is_open_start else 2


def _begun(when: UncertainDate | None) -> Day:
    return FIRST if when is None or when.b1 is None else when.b1


def _agree(
    stay: Episode | None, letter: Source | None, atlas: Atlas
) -> tuple[Episode | None, Source | None]:
    """Drop whichever of stay and letter the newer one supersedes; agreeing ones both stay."""
    if stay is None or letter is None or stay.place is None or letter.place is None:
        return stay, letter
    if atlas.within(stay.place, letter.place) or atlas.within(letter.place, stay.place):
        return stay, letter
    if letter.written and letter.written.b0 is not None and _begun(stay.when) < letter.written.b0:
        return None, letter
    return stay, None


def _borne_out(stay: Episode | None, letter: Source | None) -> Day | None:
    dates = [e.written for e in stay.attested.evidence] if stay else []
    dates.append(letter.written if letter else None)
    return max((d.e1 for d in dates if d is not None and d.e1 is not None), default=None)


def _reach(reader: Reader, ids: tuple[str, ...], as_of: Day | None) -> tuple[Attested, ...]:
    found = [
        f
        for f in reader.statements(subject=ids, predicate="reach")
        if f.stands and _known_by(f, as_of) and _by(f.statement.when, as_of)
    ]
    return tuple(sorted(found, key=_last_written, reverse=True))


def _last_written(found: Attested) -> Day:
    written = (e.written.e1 for e in found.evidence if e.written and e.written.e1 is not None)
    return max(written, default=FIRST)
