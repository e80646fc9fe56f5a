"""Who was in a place at a time: by their own stays, and as members of groups that stayed there.

In: a reader, a place, perhaps a time. Out: :class:`Present`, one for each stay (and membership), as a frame
by :func:`present`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from kartoteka.archive.reader import Reader, Stretch
from kartoteka.model.dates import UncertainDate
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas, stretch, touch
from kartoteka.relate.heard import Days, known_days
from kartoteka.relate.leaving import Leavings, leavings
from kartoteka.relate.order import FIRST
from kartoteka.relate.place import Visitor, head_of_kind, who_was_there
from kartoteka.relate.queries.frames import IDS, asked, frame, shared
from kartoteka.relate.queries.stays import certain_days

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


@dataclass(frozen=True, slots=True)
class Present:
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
        The statements: the stay, and the membership if it is by one.
    """

    who: str
    place: str
    as_member_of: str | None
    regime: str | None
    possible: Stretch
    certain: Days | None
    said: tuple[Attested, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the statements, their attestations and passages."""
        return tuple(dict.fromkeys(i for found in self.said for i in found.ids()))


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
        time asked about; null: open or not known), ``evidence`` (ids): one row for each stay.

    Raises
    ------
    NotFound
        No such entity.
    UsageError
        It is not a place.
    UnreadableDate
        ``during`` says no time.
    """
    found = those_present(reader, place, during, certain=certain, atlas=atlas)
    return as_frame(found)


def as_frame(found: Iterable[Present]) -> pl.DataFrame:
    """Return those present as the frame that :func:`present` describes."""
    return frame((_row(p) for p in found), SCHEMA)


def _row(found: Present) -> tuple[object, ...]:
    days = (*found.possible, *(found.certain or (None, None)))
    facts = (found.who, found.place, found.as_member_of, found.regime, found.certain is not None)
    return *facts, *days, list(found.evidence)


def those_present(
    reader: Reader,
    place: str,
    during: str | UncertainDate | None = None,
    *,
    certain: bool = False,
    atlas: Atlas | None = None,
) -> tuple[Present, ...]:
    """Return the same as :func:`present`, as values with the statements they rest on."""
    atlas = atlas or Atlas(reader)
    head, days = head_of_kind(atlas, place, "place").id, asked(during)
    below = atlas.all_ids(atlas.below(head))
    stays = [
        v
        for v in who_was_there(reader, below, atlas, days)
        if atlas.within(v.place, head, stretch(v.when))
    ]
    gone = leavings(reader, (v.attested for v in stays), atlas)
    stays = [v for v in stays if touch(_possible(v, gone), days)]
    found = (*_own(stays, days, gone), *_members(reader, stays, days, atlas, gone))
    return tuple(sorted((p for p in found if p.certain or not certain), key=_order))


def _order(found: Present) -> tuple[object, ...]:
    begins = FIRST if found.possible[0] is None else found.possible[0]
    return found.certain is None, begins, found.who, found.as_member_of or "", found.evidence


def _possible(stay: Visitor, gone: Leavings) -> Stretch:
    """Return the days on which a stay is possible: who is known to be elsewhere has left."""
    return gone.possible(stay.attested)


def _own(stays: Iterable[Visitor], days: Stretch, gone: Leavings) -> Iterator[Present]:
    for stay in stays:
        possible = shared(_possible(stay, gone), days)
        certain = certain_days(known_days(stay.attested), days)
        yield Present(stay.who, stay.place, None, stay.regime, possible, certain, (stay.attested,))


def _members(
    reader: Reader, stays: Iterable[Visitor], days: Stretch, atlas: Atlas, gone: Leavings
) -> Iterator[Present]:
    """Yield the members of the groups among the visitors, for as long as they belonged."""
    by_group: dict[str, list[Visitor]] = {}
    for stay in stays:
        entity = atlas.find(stay.who)
        if entity is not None and entity.kind == "group":
            by_group.setdefault(stay.who, []).append(stay)
    if not by_group:
        return
    ids = atlas.all_ids(tuple(sorted(by_group)))
    for found in reader.statements(object=ids, predicate="member", during=days):
        if found.stands:
            group = atlas.clusters.head(found.statement.object or "")
            for stay in by_group[group]:
                yield from _as_member(found, stay, _possible(stay, gone), days, atlas)


def _as_member(
    member: Attested, stay: Visitor, possible: Stretch, days: Stretch, atlas: Atlas
) -> Iterator[Present]:
    belonged, stayed = stretch(member.statement.when), shared(possible, days)
    if not touch(belonged, stayed):
        return
    surely, there = known_days(member), known_days(stay.attested)
    both = certain_days(there, surely) if surely else None
    yield Present(
        who=atlas.clusters.head(member.statement.subject),
        place=stay.place,
        as_member_of=stay.who,
        regime=stay.regime,
        possible=shared(belonged, stayed),
        certain=certain_days(both, days),
        said=(stay.attested, member),
    )
