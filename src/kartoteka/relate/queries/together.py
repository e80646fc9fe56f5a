"""Who was with whom, where and when: two stays in one place whose times can have met.

In: a reader; perhaps a person, another, a place, a time. Out: a frame by :func:`together`, one row for each
pair of stays; the same as :class:`Meeting` by :func:`meetings`. With a person it costs two questions to the
archive; without, one sweep over the stays of each place in the order in which they may have begun. Only who,
where and when are read, and compared as arrays (``stays``).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kartoteka.archive.reader import Reader, Stretch
from kartoteka.model.dates import UncertainDate
from kartoteka.model.gists import Days
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.order import FIRST, LAST
from kartoteka.relate.queries.company import Asking
from kartoteka.relate.queries.frames import (
    IDS,
    asked,
    dates,
    evidence_of,
    ids_on,
    joined_ids,
    seldom_collecting,
)
from kartoteka.relate.queries.stays import Pairs, Told

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
    asking = Asking(reader, atlas, level, asked(during), place)
    found = asking.of_one(person, other) if person else asking.of_all()
    return (found.chosen(found.certain) if certain else found).in_order()
