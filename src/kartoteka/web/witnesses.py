"""First-hand or hearsay, for a handful of statements, without reading everybody's journeys.

In: what is known, and statements. Out: :class:`~kartoteka.relate.standing.Journeys` that know where the
witnesses of these statements have been: themselves, their groups, and their groups' members.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kartoteka.archive.reader import Ids
from kartoteka.model.sources import Source
from kartoteka.model.statements import Attested, Evidence, Telling
from kartoteka.relate.standing import MOVES, TOLD, Journeys
from kartoteka.web.known import Known

MOST_MEMBERS = 200
"""Of a larger group the members are not asked where they were."""


class _Nearby:
    """A reader that knows only where some people were."""

    def __init__(self, known: Known, who: Collection[str], places: Collection[str]) -> None:
        self._archive, self._known = known.archive, known
        self._who, self._places = tuple(who), tuple(places)

    def statements(self, *, predicate: Ids) -> tuple[Attested, ...]:
        if not self._who:
            return ()
        return self._archive.lists.placing(self._who, self._places, predicate)

    def tellings(self) -> tuple[Telling, ...]:
        return self._archive.lists.tellings_by(self._who)

    def sources(self) -> Iterator[Source]:
        by_author = self._known.kept("by author", lambda: _by_author(self._known), of="sources")
        return (source for who in self._who for source in by_author.get(who, ()))


def _by_author(known: Known) -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = {}
    for source in known.sources.values():
        found.setdefault(source.author or "", []).append(source)
    return found


def nearby(known: Known, found: Collection[Attested]) -> Journeys:
    """Return journeys that can judge these statements."""
    asked = [f for f in found if any(_depends(known, f, e) for e in f.evidence)]
    witnesses = {
        e.witness for f in asked for e in f.evidence if e.witness and _depends(known, f, e)
    }
    ids = {i for w in witnesses for i in known.atlas.ids(w)}
    near = _Nearby(known, ids | _groups(known, ids) | _members(known, ids), _places(known, asked))
    return Journeys(known.atlas, near)


def _depends(known: Known, found: Attested, evidence: Evidence) -> bool:
    """Tell whether it depends on where somebody was, or belonged, that their word is first-hand."""
    basis, statement = evidence.attestation.basis, found.statement
    if basis in TOLD:
        return False
    ends = (statement.subject, statement.object)
    of_place = any(i and (e := known.atlas.find(i)) and e.kind == "place" for i in ends)
    return (of_place and statement.predicate not in MOVES) or basis == "unknown"


def _places(known: Known, found: Collection[Attested]) -> set[str]:
    """Return the places that statements are about, with all that lies in them."""
    atlas, named = (
        known.atlas,
        {i for f in found for i in (f.statement.subject, f.statement.object)},
    )
    places = {i for i in named if i and (e := atlas.find(i)) and e.kind == "place"}
    return {i for p in places for i in atlas.all_ids(atlas.below(p))}


def _groups(known: Known, ids: Collection[str]) -> set[str]:
    """Return the groups that people belonged to, and the wholes these are part of."""
    groups = known.archive.lists.objects(list(ids), "member")
    return {i for g in groups for above in known.atlas.above(g) for i in known.atlas.ids(above)}


def _members(known: Known, witnesses: Collection[str]) -> set[str]:
    """Return the members of those witnesses that are groups: a group was where its members were."""
    wanted = [g for g in witnesses if (e := known.atlas.find(g)) and e.kind == "group"]
    members = known.archive.lists.subjects(wanted, "member", MOST_MEMBERS + 1) if wanted else ()
    return set(members) if len(members) <= MOST_MEMBERS else set()
