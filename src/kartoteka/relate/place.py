"""A place: nested in time, who was there when, what it has, what is done there, how it is rated.

In: a reader and a place. Out: :class:`PlaceProfile`. Ratings are told apart by the journeys: first-hand
where the innermost speaker had been there, hearsay where not, each with its age.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kartoteka.archive.reader import ANY_TIME, Reader, Stretch
from kartoteka.errors import UsageError
from kartoteka.model.dates import Duration, UncertainDate
from kartoteka.model.entities import Entity, Kind
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas, stretch, touch
from kartoteka.relate.hearsay import News, one_news
from kartoteka.relate.life import ABOUT_NAMES
from kartoteka.relate.order import time_key
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
    more
        Section → how many further statements it has, where only the first were asked for. Of the customs
        of groups some may be of another time.
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
    more: Mapping[str, int] = field(default_factory=dict[str, int], hash=False)

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
    limit: int | None = None,
) -> PlaceProfile:
    """Return what is known of a place.

    Parameters
    ----------
    limit
        At most so many statements in each section, the first by time; ``more`` says how many are left out.

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
    found = _Sections(reader, atlas, head, limit)
    visitors = found.stays()
    ratings = [
        one_news(f, e, journeys) for f in found.said("ratings", "rating") for e in f.evidence
    ]
    own, groups = found.said("practices", "practice"), found.customs_of_groups()
    return PlaceProfile(
        place=head,
        ids=atlas.ids(head),
        sort=atlas.sort(head),
        path=atlas.path(head),
        children=atlas.children(head),
        visitors=visitors,
        ratings=tuple(sorted(ratings, key=_rating_order)),
        has=found.said("has", "has"),
        practices=(*own, *groups),
        traits=found.said("traits", "trait"),
        numbers=found.said("numbers", "capacity", "population", "count"),
        events=found.said("events"),
        moves=by_predicate(reader.statements(subject=atlas.ids(head)), "part_of")
        if atlas.has_moved(head)
        else (),
        more=found.more,
    )


class _Sections:
    """What is said of a place and of those within it, section by section, each up to a limit."""

    def __init__(self, reader: Reader, atlas: Atlas, head: str, limit: int | None) -> None:
        self.more: dict[str, int] = {}
        self._reader, self._atlas, self._head, self._limit = reader, atlas, head, limit
        heads = atlas.below(head)
        self._ids = atlas.all_ids(heads)
        # A cell may have lain elsewhere at the time of which is spoken; then each statement is looked at.
        self._moving = atlas.moving(heads)

    def stays(self) -> tuple[Visitor, ...]:
        """Return who was there."""
        limit = None if self._moving else self._limit
        found = self._reader.excerpt(limit, standing=True, object=self._ids, predicate="stay")
        here = visitors_of(found.found, self._atlas)
        if self._moving:
            here = tuple(v for v in here if self._lay_here(v.place, v.when))
            self._leave("visitors", len(here))
            return here[: self._limit]
        self._leave("visitors", found.total)
        return here

    def said(self, section: str, *predicates: str) -> tuple[Attested, ...]:
        """Return what is said under some predicates; without any, under all that have no section."""
        limit = None if self._moving else self._limit
        found = self._reader.excerpt(
            limit,
            subject=self._ids,
            predicate=predicates or None,
            without=None if predicates else tuple(_SHOWN_APART),
        )
        if self._moving:
            here = [f for f in found.found if self._lay_here(f.statement.subject, f.statement.when)]
            self._leave(section, len(here))
            return tuple(here[: self._limit])
        self._leave(section, found.total)
        return found.found

    def customs_of_groups(self) -> tuple[Attested, ...]:
        """Return the customs of the groups that stayed there, from the time when they may have."""
        stays: dict[str, list[Stretch]] = {}
        for stay in self._reader.links("stay", object=self._ids, kind="group"):
            when = stay.begins, stay.ends
            if self._lay_here(stay.object, when):
                stays.setdefault(self._atlas.clusters.head(stay.subject), []).append(when)
        ids = self._atlas.all_ids(tuple(sorted(stays)))
        if not ids:
            return ()
        found = self._reader.excerpt(self._limit, subject=ids, predicate="practice")
        self._leave("practices", found.total)
        return tuple(
            f
            for f in found.found
            if any(
                touch(stretch(f.statement.when), when)
                for when in stays[self._atlas.clusters.head(f.statement.subject)]
            )
        )

    def _lay_here(self, place: str, when: UncertainDate | Stretch | None) -> bool:
        during = when if isinstance(when, tuple) else stretch(when)
        return not self._moving or self._atlas.within(place, self._head, during)

    def _leave(self, section: str, total: int) -> None:
        if self._limit is not None and total > self._limit:
            self.more[section] = self.more.get(section, 0) + total - self._limit


_SHOWN_APART = ABOUT_NAMES | {
    "rating",
    "has",
    "practice",
    "trait",
    "capacity",
    "population",
    "count",
}


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


def _rating_order(item: News) -> tuple[bool, str, str]:
    statement = item.statement
    return item.standing != "first-hand", statement.role("aspect") or "", statement.id


def who_was_there(
    reader: Reader, places: tuple[str, ...], atlas: Atlas, during: Stretch = ANY_TIME
) -> tuple[Visitor, ...]:
    """Return the stays in some places that may have been at a time (by default: ever), by time."""
    found = reader.excerpt(None, standing=True, object=places, predicate="stay", during=during)
    return visitors_of(found.found, atlas)


def visitors_of(stays: Iterable[Attested], atlas: Atlas) -> tuple[Visitor, ...]:
    """Return who stayed where, from the stays."""
    head = atlas.clusters.head
    return tuple(
        Visitor(
            who=head(f.statement.subject),
            place=head(f.statement.object or ""),
            when=f.statement.when,
            duration=f.statement.duration,
            regime=f.statement.role("regime"),
            attested=f,
        )
        for f in stays
    )
