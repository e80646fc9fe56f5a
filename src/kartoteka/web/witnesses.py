"""First-hand or hearsay, for a handful of statements, without reading everybody's journeys.

In: what is known, and statements. Out: :class:`~kartoteka.relate.standing.Journeys` that know where the
witnesses of these statements have been: themselves, their groups, and their groups' members.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kartoteka.archive.archive import Archive
from kartoteka.archive.reader import Ids
from kartoteka.model.sources import Source
from kartoteka.model.statements import Attested, Telling
from kartoteka.relate.standing import Journeys
from kartoteka.web.known import Known

MOST_MEMBERS = 200
"""Of a larger group the members are not asked where they were."""


class _Nearby:
    """A reader that knows only what concerns some people."""

    def __init__(self, archive: Archive, known: Known, who: Collection[str]) -> None:
        self._archive, self._known, self._who = archive, known, tuple(who)

    def statements(self, *, predicate: Ids) -> tuple[Attested, ...]:
        return self._archive.statements(about=self._who, predicate=predicate)

    def tellings(self) -> tuple[Telling, ...]:
        return self._archive.lists.tellings_by(self._who)

    def sources(self) -> Iterator[Source]:
        who = frozenset(self._who)
        return (s for s in self._known.sources.values() if s.author in who)


def nearby(known: Known, found: Collection[Attested]) -> Journeys:
    """Return journeys that can judge these statements."""
    head = known.atlas.clusters
    who = {w for f in found for e in f.evidence for w in e.speakers() if w}
    ids = {i for w in who for i in head.ids(w)}
    groups = _groups(known, ids)
    near = _Nearby(known.archive, known, ids | groups | _members(known, groups | ids))
    return Journeys(known.atlas, near)


def _groups(known: Known, ids: Collection[str]) -> set[str]:
    found = known.archive.statements(subject=list(ids), predicate="member")
    groups = {f.statement.object for f in found if f.statement.object}
    return {i for g in groups for above in known.atlas.above(g) for i in known.atlas.ids(above)}


def _members(known: Known, groups: Collection[str]) -> set[str]:
    wanted = [g for g in groups if (e := known.atlas.find(g)) and e.kind == "group"]
    members = known.archive.lists.subjects(wanted, "member", MOST_MEMBERS + 1)
    return set(members) if len(members) <= MOST_MEMBERS else set()
