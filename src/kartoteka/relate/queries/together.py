"""Who was with whom, where and when: two stays in one place whose times can have met.

In: a reader; perhaps a person, another, a place, a time. Out: :class:`Meeting`, one for each pair of stays,
as a frame by :func:`together`. With a person it costs two questions to the archive; without, one sweep over
the stays of each place in the order in which they may have begun.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from kartoteka.archive.reader import ANY_TIME, Reader, Stretch
from kartoteka.model.dates import UncertainDate
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas, stretch, touch
from kartoteka.relate.companions import hull
from kartoteka.relate.heard import Days, known_days
from kartoteka.relate.leaving import leavings
from kartoteka.relate.order import FIRST
from kartoteka.relate.queries.frames import IDS, asked, frame, shared
from kartoteka.relate.queries.stays import Stay, both_certain, pairs

SCHEMA = {
    "person": pl.String,
    "other": pl.String,
    "place": pl.String,
    "certain": pl.Boolean,
    "possible_from": pl.Date,
    "possible_to": pl.Date,
    "certain_from": pl.Date,
    "certain_to": pl.Date,
    "evidence": IDS,
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """That two were, or may have been, in one place at one time.

    Parameters
    ----------
    person, other, place
        Entity ids.
    possible
        The first and last day on which it can have been.
    certain
        The first and last day on which it must have been; None where there is no such day.
    stays
        The two statements, the person's first.
    """

    person: str
    other: str
    place: str
    possible: Stretch
    certain: Days | None
    stays: tuple[Attested, Attested]

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of both statements, their attestations and passages."""
        return tuple(dict.fromkeys((*self.stays[0].ids(), *self.stays[1].ids())))


def together(
    reader: Reader,
    person: str | None = None,
    other: str | None = None,
    *,
    place: str | None = None,
    level: str | None = None,
    during: str | UncertainDate | None = None,
    certain: bool = False,
    atlas: Atlas | None = None,
) -> pl.DataFrame:
    """Return who was with whom, where and when, possibly and certainly.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    person, other
        Entity ids: of one person's company; of two; without: everybody's, each pair once.
    place
        Only there, or within it.
    level
        A sort of place within which being together is asked: ``prison``. By default the innermost place
        counts: being in one prison is not being together.
    during
        EDTF or words ("March 2025"): only meetings that may have been then, and certain then.
    certain
        Only those that must have been.
    atlas
        Names and places, where the caller has them already.

    Returns
    -------
    polars.DataFrame
        Columns ``person``, ``other``, ``place`` (ids), ``certain``, ``possible_from``, ``possible_to``,
        ``certain_from``, ``certain_to`` (dates; null: open or not known), ``evidence`` (ids): one row for
        each pair of stays, certain ones first.

    Raises
    ------
    NotFound
        No such entity.
    UnreadableDate
        ``during`` says no time.
    """
    found = meetings(
        reader, person, other, place=place, level=level, during=during, certain=certain, atlas=atlas
    )
    return as_frame(found)


def as_frame(found: Iterable[Meeting]) -> pl.DataFrame:
    """Return meetings as the frame that :func:`together` describes."""
    return frame((_row(m) for m in found), SCHEMA)


def _row(found: Meeting) -> tuple[object, ...]:
    days = (*found.possible, *(found.certain or (None, None)))
    is_certain = found.certain is not None
    return found.person, found.other, found.place, is_certain, *days, list(found.evidence)


def meetings(
    reader: Reader,
    person: str | None = None,
    other: str | None = None,
    *,
    place: str | None = None,
    level: str | None = None,
    during: str | UncertainDate | None = None,
    certain: bool = False,
    atlas: Atlas | None = None,
) -> tuple[Meeting, ...]:
    """Return the same as :func:`together`, as values with the statements they rest on."""
    atlas = atlas or Atlas(reader)
    if level is not None:
        atlas.vocabulary.get("sort", level)
    if person is None and other is not None:
        person, other = other, None
    asking = _Asking(reader, atlas, level, asked(during), place)
    found = asking.of_one(person, other) if person else asking.of_all()
    chosen = (m for m in found if m.certain or not certain)
    return tuple(sorted(chosen, key=_order))


def _order(found: Meeting) -> tuple[object, ...]:
    begins = FIRST if found.possible[0] is None else found.possible[0]
    ids = (s.statement.id for s in found.stays)
    return found.certain is None, begins, found.place, found.person, found.other, *ids


class _Asking:
    """One question: what counts as one place, and as the time asked about."""

    def __init__(
        self, reader: Reader, atlas: Atlas, level: str | None, during: Stretch, place: str | None
    ) -> None:
        self._reader, self._atlas = reader, atlas
        self._level, self._during = level, during
        self._place = atlas.clusters.head(atlas.entity(place).id) if place else None

    def of_one(self, person: str, other: str | None) -> Iterator[Meeting]:
        """Yield the meetings of one person, with one other or with anybody."""
        head = self._atlas.clusters.head(self._atlas.entity(person).id)
        own = list(self._stays(self._said(subject=self._atlas.ids(head))))
        by_spot: dict[str, list[Stay]] = {}
        for stay in own:
            by_spot.setdefault(stay.spot, []).append(stay)
        if not by_spot:
            return
        where = {i for spot in by_spot for i in self._ids_at(spot)}
        whose = self._atlas.ids(self._atlas.entity(other).id) if other else None
        days = hull(stay.possible for stay in own)
        for stay in self._stays(self._said(subject=whose, object=sorted(where), during=days)):
            for mine in by_spot.get(stay.spot, ()):
                if stay.who != head and touch(mine.possible, stay.possible):
                    yield from self._meeting(mine, stay)

    def of_all(self) -> Iterator[Meeting]:
        """Yield everybody's meetings, each pair of stays once."""
        below = self._atlas.all_ids(self._atlas.below(self._place)) if self._place else None
        by_spot: dict[str, list[Stay]] = {}
        for stay in self._stays(self._said(object=below)):
            by_spot.setdefault(stay.spot, []).append(stay)
        for spot in sorted(by_spot):
            for a, b in pairs(by_spot[spot]):
                yield from self._meeting(*((a, b) if a.who < b.who else (b, a)))

    def _said(
        self,
        *,
        subject: Collection[str] | None = None,
        object: Collection[str] | None = None,  # noqa: A002
        during: Stretch = ANY_TIME,
    ) -> Iterable[Attested]:
        days = shared(self._during, during)
        return self._reader.statements(
            subject=subject, object=object, predicate="stay", during=days
        )

    def _stays(self, found: Iterable[Attested]) -> Iterator[Stay]:
        head = self._atlas.clusters.head
        at = [
            (attested, spot)
            for attested in found
            if attested.stands
            and (spot := self._spot(attested.statement.object, stretch(attested.statement.when)))
        ]
        gone = leavings(self._reader, (attested for attested, _ in at), self._atlas)
        for attested, spot in at:
            who, days = head(attested.statement.subject), gone.possible(attested)
            yield Stay(who, spot, days, known_days(attested), attested)

    def _spot(self, where: str | None, during: Stretch) -> str | None:
        """Return what counts as the one place of a stay; None where it does not count."""
        if where is None:
            return None
        if self._place and not self._atlas.within(where, self._place, during):
            return None
        if self._level:
            return self._atlas.of_sort(where, self._level, during)
        return None if self._atlas.children(where) else self._atlas.clusters.head(where)

    def _ids_at(self, spot: str) -> tuple[str, ...]:
        return (
            self._atlas.all_ids(self._atlas.below(spot)) if self._level else self._atlas.ids(spot)
        )

    def _meeting(self, a: Stay, b: Stay) -> Iterator[Meeting]:
        days = shared(shared(a.possible, b.possible), self._during)
        if days[0] is not None and days[1] is not None and days[0] > days[1]:
            return
        surely = both_certain(a.certain, b.certain, self._during)
        yield Meeting(a.who, b.who, a.spot, days, surely, (a.attested, b.attested))
