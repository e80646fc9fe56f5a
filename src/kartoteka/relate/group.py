"""A community's biography: how it formed, changed and ended, who belonged to it when, how it lived.

In: a reader and a group. Out: :class:`GroupBiography`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from kartoteka.archive.reader import Reader, Stretch
from kartoteka.model.dates import UncertainDate
from kartoteka.model.outlines import Excerpt, Outline
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas, touch
from kartoteka.relate.companions import hull
from kartoteka.relate.life import ABOUT_NAMES
from kartoteka.relate.order import outline_key
from kartoteka.relate.place import Visitor, head_of_kind, visitors_of

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
    more
        Section → how many further statements it has, where only the first were asked for. Of
        ``neighbours``: at least so many, because not all stays are looked through then.
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
    more: Mapping[str, int] = field(default_factory=dict[str, int], hash=False)


def group(
    reader: Reader,
    id: str,  # noqa: A002
    *,
    atlas: Atlas | None = None,
    limit: int | None = None,
) -> GroupBiography:
    """Return the biography of a group.

    Parameters
    ----------
    limit
        At most so many statements in each section, the first by time; ``more`` says how many are left out.

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
    found = _Sections(reader, ids, limit)
    turns = reader.excerpt(None, about=ids, predicate=TURNS).found
    return GroupBiography(
        group=head,
        ids=ids,
        turns=turns,
        places=visitors_of(found.said("places", "stay", standing=True), atlas),
        members=_members(found.members(), atlas),
        neighbours=found.neighbours(atlas),
        practices=found.said("practices", "practice"),
        has=found.said("has", "has"),
        numbers=found.said("numbers", "population", "count"),
        traits=found.said("traits", "trait", "attitude", "reputation"),
        events=found.said("events"),
        before=_linked(turns, ids, atlas, came_from=True),
        after=_linked(turns, ids, atlas, came_from=False),
        path=atlas.path(head),
        parts=atlas.children(head),
        more=found.more,
    )


_SHOWN_APART = (
    *ABOUT_NAMES,
    *TURNS,
    *("stay", "practice", "has", "population", "count", "trait", "attitude", "reputation"),
)


LOOKED_THROUGH = 500
"""Stays in one place that are looked through for neighbours, where only the first are asked for."""


class _Sections:
    """What is said of a group, section by section, each up to a limit."""

    def __init__(self, reader: Reader, ids: tuple[str, ...], limit: int | None) -> None:
        self.more: dict[str, int] = {}
        self._reader, self._ids, self._limit = reader, ids, limit

    def said(self, section: str, *predicates: str, standing: bool = False) -> tuple[Attested, ...]:
        """Return what is said under some predicates; without any, under all that have no section."""
        found = self._reader.excerpt(
            self._limit,
            standing=standing,
            subject=self._ids,
            predicate=predicates or None,
            without=None if predicates else _SHOWN_APART,
        )
        return self._kept(section, found)

    def members(self) -> tuple[Attested, ...]:
        """Return who belonged to it."""
        found = self._reader.excerpt(
            self._limit, standing=True, object=self._ids, predicate="member"
        )
        return self._kept("members", found)

    def _kept(self, section: str, found: Excerpt) -> tuple[Attested, ...]:
        if found.more:
            self.more[section] = found.more
        return found.found

    def neighbours(self, atlas: Atlas) -> tuple[Visitor, ...]:
        """Return who may have been in the same innermost places at the same time, and is no member."""
        members = self._reader.links("member", object=self._ids)
        known = {atlas.clusters.head(member.subject) for member in members}
        known.add(atlas.clusters.head(self._ids[0]))
        head = atlas.clusters.head
        near = [
            said
            for place, times in self._innermost(atlas).items()
            for said in self._near(place, times, atlas)
            if said.stands and head(said.subject) not in known
        ]
        near.sort(key=outline_key)
        shown = [said.id for said in near[: self._limit]]
        if len(near) > len(shown):
            self.more["neighbours"] = len(near) - len(shown)
        whole = {f.statement.id: f for f in self._reader.statements(ids=shown)}
        return visitors_of((whole[i] for i in shown), atlas)

    def _near(self, place: str, times: list[Stretch], atlas: Atlas) -> Iterator[Outline]:
        """Yield who stayed in a place at some of the times; not all where the first are enough."""
        ids, days = atlas.ids(place), hull(times)
        found = self._reader.outlines(object=ids, predicate="stay", during=days, brief=True)
        some = islice(found, None if self._limit is None else LOOKED_THROUGH)
        if len(times) == 1:  # that is what was asked for
            return some
        return (said for said in some if any(touch((said.b0, said.e1), time) for time in times))

    def _innermost(self, atlas: Atlas) -> dict[str, list[Stretch]]:
        """Return the places in which it was that have nothing within them, each with the times."""
        own: dict[str, list[Stretch]] = {}
        for stay in self._reader.links("stay", subject=self._ids):
            own.setdefault(atlas.clusters.head(stay.object), []).append((stay.begins, stay.ends))
        return {place: times for place, times in own.items() if not atlas.children(place)}


def _members(found: tuple[Attested, ...], atlas: Atlas) -> tuple[Membership, ...]:
    return tuple(
        Membership(
            atlas.clusters.head(f.statement.subject),
            f.statement.when,
            f.statement.role("function"),
            f,
        )
        for f in found
        if f.statement.subject not in atlas.ids(f.statement.object or "")
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
