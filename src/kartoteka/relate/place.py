"""A place: nested in time, who was there when, what it has, what is done there, how it is rated.

In: a reader and a place. Out: :class:`PlaceProfile`. Ratings are told apart by the journeys: first-hand
where the innermost speaker had been there, hearsay where not, each with its age.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kartoteka.archive.reader import ANY_TIME, Reader, Stretch
from kartoteka.errors import UsageError
from kartoteka.model.dates import Duration, UncertainDate
from kartoteka.model.entities import Entity, Kind
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas, stretch
from kartoteka.relate.hearsay import News, one_news
from kartoteka.relate.life import ABOUT_NAMES
from kartoteka.relate.order import may_meet, time_key
from kartoteka.relate.standing import Journeys


@dataclass(frozen=True, slots=True)
class Visitor:
    """That somebody stayed in a place. ``place`` may lie within the place that was asked about."""

    who: str
    place: str
    when: UncertainDate | None
    duration: Duration | None
    regime: str | None
    attested: Attested


@dataclass(frozen=True, slots=True)
class PlaceProfile:
    """What is known of a place and of the places within it.

    Parameters
    ----------
    place, ids
        The id that stands for it, and all that are judged the same.
    sort
        A term of the list ``sort``, or None.
    path, children
        What it lies in, innermost (itself) first; what lies directly in it.
    visitors
        Who was there, by time.
    ratings
        One per attestation, first-hand ones first, then by aspect.
    has, practices, traits, numbers
        Things; customs (of the place, or of groups that stayed there); traits; capacity and population.
    events
        Everything else said of it, by time.
    moves
        Where it lay in several places in turn: what it was part of, by time.
    """

    place: str
    ids: tuple[str, ...]
    sort: str | None
    path: tuple[str, ...]
    children: tuple[str, ...]
    visitors: tuple[Visitor, ...]
    ratings: tuple[News, ...]
    has: tuple[Attested, ...]
    practices: tuple[Attested, ...]
    traits: tuple[Attested, ...]
    numbers: tuple[Attested, ...]
    events: tuple[Attested, ...]
    moves: tuple[Attested, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups whose practices are counted here."""
        return tuple(dict.fromkeys(p.statement.subject for p in self.practices))


def place(
    reader: Reader,
    id: str,  # noqa: A002
    *,
    atlas: Atlas | None = None,
    journeys: Journeys | None = None,
) -> PlaceProfile:
    """Return what is known of a place.

    Raises
    ------
    NotFound
        No such entity.
    UsageError
        It is not a place.
    """
    atlas = atlas or Atlas(reader)
    journeys = journeys or Journeys(atlas)
    head = head_of_kind(atlas, id, "place").id
    below = atlas.all_ids(atlas.below(head))
    # A cell may have lain elsewhere at the time of which is spoken.
    said = [
        f
        for f in reader.statements(subject=below)
        if f.statement.rank != "deprecated"
        and atlas.within(f.statement.subject, head, stretch(f.statement.when))
    ]
    visitors = tuple(
        v
        for v in who_was_there(reader, below, atlas)
        if atlas.within(v.place, head, stretch(v.when))
    )
    here = _customs_of_groups(reader, visitors, atlas)
    ratings = [
        one_news(f, e, journeys)
        for f in said
        if f.statement.predicate == "rating"
        for e in f.evidence
    ]
    return PlaceProfile(
        place=head,
        ids=atlas.ids(head),
        sort=atlas.sort(head),
        path=atlas.path(head),
        children=atlas.children(head),
        visitors=visitors,
        ratings=tuple(sorted(ratings, key=_rating_order)),
        has=by_predicate(said, "has"),
        practices=(*by_predicate(said, "practice"), *here),
        traits=by_predicate(said, "trait"),
        numbers=by_predicate(said, "capacity", "population", "count"),
        events=tuple(
            sorted((f for f in said if _is_other(f)), key=lambda f: time_key(f.statement.when))
        ),
        moves=by_predicate(reader.statements(subject=atlas.ids(head)), "part_of")
        if atlas.has_moved(head)
        else (),
    )


_SHOWN_APART = ABOUT_NAMES | {
    "rating",
    "has",
    "practice",
    "trait",
    "capacity",
    "population",
    "count",
}


def _is_other(found: Attested) -> bool:
    return found.statement.predicate not in _SHOWN_APART


def head_of_kind(atlas: Atlas, id: str, kind: Kind) -> Entity:  # noqa: A002
    """Return the entity that stands for an id; UsageError where it is of another kind."""
    entity = atlas.entity(atlas.clusters.head(atlas.entity(id).id))
    if entity.kind != kind:
        message = (
            f"{id!r} is a {entity.kind}, not a {kind}. Ask for it with: {verb_for(entity.kind)}"
        )
        raise UsageError(message)
    return entity


def verb_for(kind: Kind) -> str:
    """Return the verb that shows an entity of a kind."""
    return {
        "person": "life",
        "place": "place",
        "group": "group",
        "type": "type",
        "thing": "hearsay",
    }[kind]


def by_predicate(found: Iterable[Attested], *predicates: str) -> tuple[Attested, ...]:
    """Return the statements of some predicates, by time."""
    chosen = (f for f in found if f.statement.predicate in predicates)
    return tuple(sorted(chosen, key=lambda f: time_key(f.statement.when)))


def _is_group(entity: Entity | None) -> bool:
    return entity is not None and entity.kind == "group"


def _customs_of_groups(
    reader: Reader, visitors: tuple[Visitor, ...], atlas: Atlas
) -> tuple[Attested, ...]:
    """Return the customs of the groups that stayed in a place, from the time when they may have."""
    stays: dict[str, list[UncertainDate | None]] = {}
    for visitor in visitors:
        if _is_group(atlas.find(visitor.who)):
            stays.setdefault(visitor.who, []).append(visitor.when)
    ids = atlas.all_ids(tuple(sorted(stays)))
    customs = reader.statements(subject=ids, predicate="practice") if ids else ()
    return tuple(
        f
        for f in by_predicate((f for f in customs if f.statement.rank != "deprecated"), "practice")
        if any(
            may_meet(f.statement.when, when)
            for when in stays[atlas.clusters.head(f.statement.subject)]
        )
    )


def _rating_order(item: News) -> tuple[bool, str, str]:
    statement = item.statement
    return item.standing != "first-hand", statement.role("aspect") or "", statement.id


def who_was_there(
    reader: Reader, places: tuple[str, ...], atlas: Atlas, during: Stretch = ANY_TIME
) -> tuple[Visitor, ...]:
    """Return the stays in some places that may have been at a time (by default: ever), by time."""
    head = atlas.clusters.head
    visitors = [
        Visitor(
            who=head(f.statement.subject),
            place=head(f.statement.object or ""),
            when=f.statement.when,
            duration=f.statement.duration,
            regime=f.statement.role("regime"),
            attested=f,
        )
        for f in reader.statements(object=places, predicate="stay", during=during)
        if f.stands
    ]
    return tuple(sorted(visitors, key=lambda v: time_key(v.when)))
