"""Who was in a place at a time: by their own stays, and as members of groups that stayed there.

In: a reader, a place, perhaps a time. Out: a frame by :func:`present`, one row for each stay (and
membership); the same as :class:`Present` by :func:`those_present`. Only who, where and when are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import polars as pl

from kartoteka.archive.reader import Reader, Stretch
from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.gists import Days, Gist
from kartoteka.relate.atlas import Atlas, touch
from kartoteka.relate.leaving import leavings_of_gists
from kartoteka.relate.order import FIRST, LAST
from kartoteka.relate.place import head_of_kind
from kartoteka.relate.queries.frames import (
    IDS,
    asked,
    dates,
    evidence_of,
    ids_on,
    seldom_collecting,
    shared,
)
from kartoteka.relate.queries.stays import certain_days, closed
from kartoteka.relate.told_again import known_of, stays_told

SCHEMA = {
    "who": pl.String,
    "place": pl.String,
    "as_member_of": pl.String,
    "regime": pl.String,
    "certain": pl.Boolean,
    "possible_from": pl.Date,
    "possible_to": pl.Date,
    "certain_from": pl.Date,
    "certain_to": pl.Date,
    "evidence": IDS,
}


class Present(NamedTuple):
    """That somebody was, or may have been, in a place at the time asked about.

    Parameters
    ----------
    who, place
        Entity ids; ``place`` may lie within the one asked about.
    as_member_of
        The group that stayed there and to which they belonged; None for a stay of their own.
    regime
        A term of the list ``regime``, or None.
    possible, certain
        The first and last day on which it can, and must, have been; ``certain`` None: no such day.
    said
        The statements: those of the stay, and the membership if it is by one.
    """

    who: str
    place: str
    as_member_of: str | None
    regime: str | None
    possible: Stretch
    certain: Days | None
    said: tuple[Gist, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the statements, their attestations and passages."""
        return ids_on(self.said)


def present(
    reader: Reader,
    place: str,
    during: str | UncertainDate | None = None,
    *,
    certain: bool = False,
    atlas: Atlas | None = None,
) -> pl.DataFrame:
    """Return who was in a place, or within it, at a time.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    place
        An entity id.
    during
        EDTF or words ("March 2025"): who may have been there on one of these days; certain, if they must
        have been there on one of them. By default ever.
    certain
        Only those who must have been.
    atlas
        Names and places, where the caller has them already.

    Returns
    -------
    polars.DataFrame
        Columns ``who``, ``place``, ``as_member_of`` (ids; null: a stay of their own), ``regime``,
        ``certain``, ``possible_from``, ``possible_to``, ``certain_from``, ``certain_to`` (dates within the
        time asked about; null: open or not known), ``evidence`` (ids): one row for each stay,
        however often it was told.

    Raises
    ------
    NotFound
        No such entity.
    UsageError
        It is not a place.
    UnreadableDate
        ``during`` says no time.
    """
    with seldom_collecting():
        return as_frame(those_present(reader, place, during, certain=certain, atlas=atlas))


def as_frame(found: Sequence[Present]) -> pl.DataFrame:
    """Return those present as the frame that :func:`present` describes."""
    texts = ("who", "place", "as_member_of", "regime")
    days = np.array([_numbers(one) for one in found], np.int64).reshape(-1, 4)
    known = days[:, 2] <= days[:, 3]
    return pl.DataFrame(
        [
            *(pl.Series(n, [getattr(one, n) for one in found], pl.String) for n in texts),
            pl.Series("certain", known),
            *dates(days, SCHEMA, known=known),
            evidence_of([one.said for one in found]),
        ]
    )


def _numbers(found: Present) -> tuple[int, ...]:
    return *closed(found.possible), *(found.certain or (LAST, FIRST))


def those_present(
    reader: Reader,
    place: str,
    during: str | UncertainDate | None = None,
    *,
    certain: bool = False,
    atlas: Atlas | None = None,
) -> tuple[Present, ...]:
    """Return the same as :func:`present`, as values with the gists of the statements they rest on."""
    atlas = atlas or Atlas(reader)
    head, days = head_of_kind(atlas, place, "place").id, asked(during)
    stays = _stays(reader, head, days, atlas)
    found = [*_own(stays, days), *_members(reader, stays, days, atlas)]
    chosen = [p for p in found if p.certain] if certain else found
    chosen.sort(key=_order)
    return tuple(chosen)


def _order(found: Present) -> tuple[object, ...]:
    begins = FIRST if found.possible[0] is None else found.possible[0]
    ids = (gist.id for gist in found.said)
    return found.certain is None, begins, found.who, found.as_member_of or "", *ids


class _Stay(NamedTuple):
    """A stay there: whose, where, on which of the days it is possible; on which it is certain."""

    who: str
    place: str
    possible: Stretch
    certain: Days | None
    told: tuple[Gist, ...]

    @property
    def regime(self) -> str | None:
        """The regime that one of its statements names."""
        return next((gist.role for gist in self.told if gist.role), None)


def _stays(reader: Reader, place: str, days: Stretch, atlas: Atlas) -> list[_Stay]:
    """Return the stays in a place, or within it; who is known to be elsewhere has left."""
    head, below = atlas.clusters.head, atlas.all_ids(atlas.below(place))
    said = reader.gists(object=below, predicate="stay", during=days, role="regime")
    there = stays_told(
        (g for g in said if g.object and atlas.within(g.object, place, (g.b0, g.e1))), atlas
    )
    gone = leavings_of_gists(reader, (told[0] for told in there), atlas)
    found: list[_Stay] = []
    for told in there:
        stay, possible = told[0], gone.of(told[0])
        if touch(possible, days):
            where = head(stay.subject), head(stay.object or "")
            found.append(_Stay(*where, shared(possible, days), known_of(told), told))
    return found


def _own(stays: Iterable[_Stay], days: Stretch) -> Iterator[Present]:
    for stay in stays:
        certain = certain_days(stay.certain, days)
        yield Present(stay.who, stay.place, None, stay.regime, stay.possible, certain, stay.told)


def _members(
    reader: Reader, stays: Sequence[_Stay], days: Stretch, atlas: Atlas
) -> Iterator[Present]:
    """Yield the members of the groups among the visitors, for as long as they belonged."""
    groups = {entity.id for entity in reader.entities("group")} if stays else frozenset[str]()
    by_group: dict[str, list[tuple[Day, Day, _Stay]]] = {}
    for stay in stays:
        if stay.who in groups:
            by_group.setdefault(stay.who, []).append((*closed(stay.possible), stay))
    if not by_group:
        return
    ids = atlas.all_ids(tuple(sorted(by_group)))
    for member in reader.gists(object=ids, predicate="member", during=days):
        surely = member.known_days()
        first, last = closed((member.b0, member.e1))
        for came, left, stay in by_group[atlas.clusters.head(member.object or "")]:
            if first <= left and came <= last:
                yield _as_member(member, surely, stay, days, atlas)


def _as_member(
    member: Gist, surely: Days | None, stay: _Stay, days: Stretch, atlas: Atlas
) -> Present:
    both = certain_days(stay.certain, surely) if surely else None
    return Present(
        who=atlas.clusters.head(member.subject),
        place=stay.place,
        as_member_of=stay.who,
        regime=stay.regime,
        possible=shared((member.b0, member.e1), stay.possible),
        certain=certain_days(both, days),
        said=(*stay.told, member),
    )
