"""A community's biography: how it formed, changed and ended, who belonged to it when, how it lived.

In: a reader and a group. Out: :class:`GroupBiography`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kartoteka.archive.reader import Reader
from kartoteka.model.dates import UncertainDate
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.life import ABOUT_NAMES
from kartoteka.relate.order import may_meet, time_key
from kartoteka.relate.place import Visitor, by_predicate, head_of_kind, who_was_there

TURNS = ("formed", "split", "continued", "dissolved")
"""The predicates that tell how a group begins, changes and ends."""


@dataclass(frozen=True, slots=True)
class Membership:
    """That somebody belonged to a group; ``who`` may be a group within it."""

    who: str
    when: UncertainDate | None
    function: str | None
    attested: Attested


@dataclass(frozen=True, slots=True)
class GroupBiography:
    """What is known of a community.

    Parameters
    ----------
    group, ids
        The id that stands for it, and all that are judged the same.
    turns
        Forming, splitting, living on as another, dissolving; by time.
    places
        Where it was, by time.
    members
        Who belonged to it, by time.
    neighbours
        Who may have been in the same innermost places at the same time, and is not known as a member.
    practices
        Its customs; those it is said *not* to have carry polarity −1.
    has, numbers, traits, events
        Things; how many they were; traits, attitudes and reputation; everything else.
    before, after
        Groups that it came out of, and groups that it lived on in.
    path, parts
        What it is part of, innermost (itself) first; the groups directly within it.
    """

    group: str
    ids: tuple[str, ...]
    turns: tuple[Attested, ...]
    places: tuple[Visitor, ...]
    members: tuple[Membership, ...]
    neighbours: tuple[Visitor, ...]
    practices: tuple[Attested, ...]
    has: tuple[Attested, ...]
    numbers: tuple[Attested, ...]
    traits: tuple[Attested, ...]
    events: tuple[Attested, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    path: tuple[str, ...]
    parts: tuple[str, ...]


def group(reader: Reader, id: str, *, atlas: Atlas | None = None) -> GroupBiography:  # noqa: A002
    """Return the biography of a group.

    Raises
    ------
    NotFound
        No such entity.
    UsageError
        It is not a group.
    """
    atlas = atlas or Atlas(reader)
    head = head_of_kind(atlas, id, "group").id
    ids = atlas.ids(head)
    about = [f for f in reader.statements(about=ids) if f.statement.rank != "deprecated"]
    said = [f for f in about if f.statement.subject in ids]
    named = [f for f in about if f.statement.subject not in ids]
    members = _members(named, atlas)
    places = _places(said, atlas)
    turns = by_predicate(about, *TURNS)
    apart = ABOUT_NAMES | {*TURNS, "stay", "practice", "has", "population", "count"}
    apart |= {"trait", "attitude", "reputation"}
    return GroupBiography(
        group=head,
        ids=ids,
        turns=turns,
        places=places,
        members=members,
        neighbours=_neighbours(reader, head, members, places, atlas),
        practices=by_predicate(said, "practice"),
        has=by_predicate(said, "has"),
        numbers=by_predicate(said, "population", "count"),
        traits=by_predicate(said, "trait", "attitude", "reputation"),
        events=tuple(
            sorted(
                (f for f in said if f.statement.predicate not in apart),
                key=lambda f: time_key(f.statement.when),
            )
        ),
        before=_linked(turns, ids, atlas, came_from=True),
        after=_linked(turns, ids, atlas, came_from=False),
        path=atlas.path(head),
        parts=atlas.children(head),
    )


def _members(named: list[Attested], atlas: Atlas) -> tuple[Membership, ...]:
    found = [
        Membership(
            atlas.clusters.head(f.statement.subject),
            f.statement.when,
            f.statement.role("function"),
            f,
        )
        for f in named
        if f.statement.predicate == "member" and f.stands
    ]
    return tuple(sorted(found, key=lambda m: time_key(m.when)))


def _places(said: list[Attested], atlas: Atlas) -> tuple[Visitor, ...]:
    stays = by_predicate(said, "stay")
    return tuple(
        Visitor(
            atlas.clusters.head(f.statement.subject),
            atlas.clusters.head(f.statement.object or ""),
            f.statement.when,
            f.statement.duration,
            f.statement.role("regime"),
            f,
        )
        for f in stays
        if f.stands
    )


def _neighbours(
    reader: Reader,
    head: str,
    members: tuple[Membership, ...],
    places: tuple[Visitor, ...],
    atlas: Atlas,
) -> tuple[Visitor, ...]:
    known = {head, *(m.who for m in members)}
    own: dict[str, list[UncertainDate | None]] = {}
    for stay in places:
        if not atlas.children(stay.place):
            own.setdefault(stay.place, []).append(stay.when)
    there = who_was_there(reader, atlas.all_ids(tuple(own)), atlas) if own else ()
    return tuple(
        v for v in there if v.who not in known and any(may_meet(v.when, w) for w in own[v.place])
    )


def _linked(
    turns: tuple[Attested, ...], ids: tuple[str, ...], atlas: Atlas, *, came_from: bool
) -> tuple[str, ...]:
    """Return the groups at the other end of ``continued``, ``split`` and ``from_group``."""
    found: dict[str, None] = {}
    for turn in turns:
        statement = turn.statement
        own = statement.subject in ids
        formed = statement.predicate == "formed"
        origin = statement.role("from_group") if formed else statement.object
        other = origin if own else statement.subject
        # "A continued as B" leads from A to B; "A split off from B" and "A formed out of B" from B to A.
        forward = statement.predicate == "continued"
        links = turn.stands and statement.predicate != "dissolved"
        if other and links and (own == forward) != came_from:
            found[atlas.clusters.head(other)] = None
    return tuple(found)
