"""Who was with whom, where and when: two stays in one place whose times can have met.

In: a reader; perhaps a person, another, a place, a time. Out: a frame by :func:`together`, one row for each
pair of stays; the same as :class:`Meeting` by :func:`meetings`. With a person it costs two questions to the
archive; without, one sweep over the stays of each place in the order in which they may have begun. Only who,
where and when are read, and compared as arrays (``stays``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import polars as pl

from kartoteka.archive.reader import ANY_TIME, Reader, Stretch
from kartoteka.model.dates import UncertainDate
from kartoteka.model.gists import Days, Gist
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.companions import hull
from kartoteka.relate.leaving import leavings_of_gists
from kartoteka.relate.order import FIRST, LAST
from kartoteka.relate.queries.frames import (
    IDS,
    asked,
    dates,
    evidence_of,
    ids_on,
    joined_ids,
    seldom_collecting,
    shared,
)
from kartoteka.relate.queries.stays import Pairs, Stay, Stays, Told, met, pairs
from kartoteka.relate.told_again import stays_told

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
        The statements of the two stays, the person's first.
    """

    person: str
    other: str
    place: str
    possible: Stretch
    certain: Days | None
    stays: tuple[Told, Told]

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of both statements, their attestations and passages."""
        return ids_on((*self.stays[0], *self.stays[1]))


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
        each pair of stays (a stay told twice is one), certain ones first.

    Raises
    ------
    NotFound
        No such entity.
    UnreadableDate
        ``during`` says no time.
    """
    with seldom_collecting():
        found = pairs_met(
            reader,
            person,
            other,
            place=place,
            level=level,
            during=during,
            certain=certain,
            atlas=atlas,
        )
        return as_frame(found)


def as_frame(found: Pairs) -> pl.DataFrame:
    """Return pairs of stays as the frame that :func:`together` describes."""
    who, spots = (
        pl.Series(found.stays.who, dtype=pl.String),
        pl.Series(found.stays.spots, dtype=pl.String),
    )
    evidence = evidence_of(found.stays.told)
    is_certain = found.certain
    return pl.DataFrame(
        [
            who.gather(found.a).alias("person"),
            who.gather(found.b).alias("other"),
            spots.gather(found.a).alias("place"),
            pl.Series("certain", is_certain),
            *dates(found.days, SCHEMA, known=is_certain),
            joined_ids(evidence.gather(found.a), evidence.gather(found.b)),
        ]
    )


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
    """Return the same as :func:`together`, as values with the gists of the statements they rest on."""
    found = pairs_met(
        reader, person, other, place=place, level=level, during=during, certain=certain, atlas=atlas
    )
    return as_meetings(found)


def as_meetings(found: Pairs) -> tuple[Meeting, ...]:
    """Return pairs of stays as values."""
    stays, told = found.stays, found.stays.told
    return tuple(
        Meeting(
            stays.who[a],
            stays.who[b],
            stays.spots[a],
            (None if first == FIRST else first, None if last == LAST else last),
            (sure, surely) if sure <= surely else None,
            (told[a], told[b]),
        )
        for a, b, (first, last, sure, surely) in found.rows()
    )


def pairs_met(
    reader: Reader,
    person: str | None = None,
    other: str | None = None,
    *,
    place: str | None = None,
    level: str | None = None,
    during: str | UncertainDate | None = None,
    certain: bool = False,
    atlas: Atlas | None = None,
) -> Pairs:
    """Return the same as :func:`together`, as pairs of stays."""
    atlas = atlas or Atlas(reader)
    if level is not None:
        atlas.vocabulary.get("sort", level)
    if person is None and other is not None:
        person, other = other, None
    asking = _Asking(reader, atlas, level, asked(during), place)
    found = asking.of_one(person, other) if person else asking.of_all()
    return (found.chosen(found.certain) if certain else found).in_order()


class _Asking:
    """One question: what counts as one place, and as the time asked about."""

    def __init__(
        self, reader: Reader, atlas: Atlas, level: str | None, during: Stretch, place: str | None
    ) -> None:
        self._reader, self._atlas = reader, atlas
        self._level, self._during = level, during
        self._place = atlas.clusters.head(atlas.entity(place).id) if place else None

    def of_one(self, person: str, other: str | None) -> Pairs:
        """Return the meetings of one person, with one other or with anybody."""
        head = self._atlas.clusters.head(self._atlas.entity(person).id)
        own = self._stays(self._said(subject=self._atlas.ids(head)))
        if not own:
            return Pairs.of(Stays.of([]), iter(()), self._during)
        where = {i for spot in {spot for _, _, spot, _ in own} for i in self._ids_at(spot)}
        whose = self._atlas.ids(self._atlas.entity(other).id) if other else None
        days = hull(possible for *_, possible in own)
        found = self._stays(self._said(subject=whose, object=sorted(where), during=days))
        others = [stay for stay in found if stay[1] != head]
        stays = Stays.of([*own, *others])
        return Pairs.of(stays, met(stays, len(own)), self._during)

    def of_all(self) -> Pairs:
        """Return everybody's meetings, each pair of stays once."""
        below = self._atlas.all_ids(self._atlas.below(self._place)) if self._place else None
        stays = Stays.of(self._stays(self._said(object=below)))
        return Pairs.of(stays, pairs(stays), self._during)

    def _said(
        self,
        *,
        subject: Collection[str] | None = None,
        object: Collection[str] | None = None,  # noqa: A002
        during: Stretch = ANY_TIME,
    ) -> Iterable[Gist]:
        days = shared(self._during, during)
        return self._reader.gists(subject=subject, object=object, predicate="stay", during=days)

    def _stays(self, found: Iterable[Gist]) -> list[Stay]:
        head = self._atlas.clusters.head
        at = [
            (told, spot)
            for told in stays_told(found, self._atlas)
            if (spot := self._spot(told[0].object, (told[0].b0, told[0].e1)))
        ]
        gone = leavings_of_gists(self._reader, (told[0] for told, _ in at), self._atlas)
        return [(told, head(told[0].subject), spot, gone.of(told[0])) for told, spot in at]

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
