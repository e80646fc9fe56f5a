"""First-hand or hearsay: decided by the journeys.

Whoever has a stay in a place, begun before they spoke of it, speaks of it first-hand, however the word
reached us; whoever has none, passes on hearsay, whatever they claim. A group speaks first-hand where it or
one of its members was there. The place from which an author dates a letter counts as a stay on that day.

About other things than places (a person, a type) the basis of the attestation decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kartoteka.model.dates import Day
from kartoteka.model.statements import Attested, Evidence, Statement
from kartoteka.relate.atlas import Atlas

Standing = Literal["first-hand", "hearsay"]

NEAR = frozenset({"experienced", "did", "saw"})
"""The bases on which one knows for oneself."""


@dataclass(frozen=True, slots=True)
class Presence:
    """That somebody was somewhere: by a stay, a membership or the head of a letter."""

    who: str
    place: str
    attested: Attested | None
    begins: Day | None
    source: str | None = None


class Journeys:
    """Where everybody has been, read once."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._presences: dict[str, list[Presence]] = {}
        self._members: dict[str, list[str]] = {}
        head = atlas.clusters.head
        for found in atlas.reader.statements(predicate=("stay", "transfer", "member")):
            statement = found.statement
            if not found.stands or not statement.object:
                continue
            if statement.predicate == "member":
                self._members.setdefault(head(statement.object), []).append(head(statement.subject))
            else:
                begins = statement.when.b0 if statement.when else None
                self._note(statement.subject, statement.object, found, begins, None)
        for source in atlas.reader.sources():
            if source.author and source.place:
                begins = source.written.b0 if source.written else None
                self._note(source.author, source.place, None, begins, source.id)

    def _note(
        self, who: str, place: str, found: Attested | None, begins: Day | None, source: str | None
    ) -> None:
        head = self._atlas.clusters.head(who)
        presence = Presence(head, self._atlas.clusters.head(place), found, begins, source)
        self._presences.setdefault(head, []).append(presence)

    def presences(self, who: str) -> Sequence[Presence]:
        """Return where somebody was; of a group, also where its members were."""
        head = self._atlas.clusters.head(who)
        members = [p for m in self._members.get(head, ()) for p in self._presences.get(m, ())]
        return [*self._presences.get(head, ()), *members]

    def been_in(self, who: str, place: str, by: Day | None = None) -> Presence | None:
        """Return a presence of somebody in a place (or within it), begun by a day; None if none."""
        for presence in self.presences(who):
            begun = by is None or presence.begins is None or presence.begins <= by
            if begun and self._atlas.within(presence.place, place):
                return presence
        return None

    def standing(self, statement: Statement, evidence: Evidence) -> Standing:
        """Tell how the innermost speaker of an attestation stands to what they say."""
        place = self._place_of(statement)
        if place is None or statement.predicate in ("stay", "transfer", "met"):
            return "first-hand" if evidence.attestation.basis in NEAR else "hearsay"
        return "first-hand" if self.grounds(statement, evidence) else "hearsay"

    def grounds(self, statement: Statement, evidence: Evidence) -> Presence | None:
        """Return the presence that makes the innermost speaker's word first-hand, if one does."""
        place, witness = self._place_of(statement), evidence.witness
        if place is None or witness is None:
            return None
        return self.been_in(witness, place, _spoken_by(evidence))

    def _place_of(self, statement: Statement) -> str | None:
        for id_ in (statement.subject, statement.object):
            entity = self._atlas.find(id_) if id_ else None
            if entity is not None and entity.kind == "place":
                return entity.id
        return None


def _spoken_by(evidence: Evidence) -> Day | None:
    """Return the latest day on which the words were spoken or written."""
    for when in (*(t.when for t in evidence.chain), evidence.written):
        if when is not None and when.e1 is not None:
            return when.e1
    return None
