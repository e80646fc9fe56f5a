"""First-hand or hearsay: decided by the journeys.

In: everybody's stays, and an attestation. Out: ``first-hand`` or ``hearsay``, and the presence that decides.
Whoever was in a place before they spoke of it, at a time of which they speak, speaks of it first-hand,
however the word reached us; whoever was not, passes on hearsay, whatever they claim; and so does whoever
says themself that they heard or read it. About other things than places the basis of the attestation
decides, and where it is not known, whether one speaks of oneself or of one's own group.

What places somebody: a stay; a transfer (where to, from, via, and who came along); a meeting or an event
with a place; the place where they told something; the head of a letter; a stay of a group they belonged to.
A group was where its members were, except those who are the listeners: they cannot be their own informants.

The reasons are in ``docs/decisions/0004-first-hand-or-hearsay.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from kartoteka.archive.reader import Ids
from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.sources import Source
from kartoteka.model.statements import Attested, Evidence, Statement, Telling
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.heard import spoken
from kartoteka.relate.presence import Presence, fits, not_before, placed

Standing = Literal["first-hand", "hearsay"]

NEAR = frozenset({"experienced", "did", "saw"})
"""The bases on which one knows for oneself."""

TOLD = frozenset({"heard-said", "read"})
"""The bases on which one knows from others, by one's own admission."""

MOVES = frozenset({"stay", "transfer", "met"})
"""Statements that place somebody: whether they are first-hand cannot be read off themselves."""


@dataclass(frozen=True, slots=True)
class _Membership:
    who: str
    group: str
    begins: Day | None


class Placing(Protocol):
    """Whatever can be asked where people have been: a reader, or one of a few people only."""

    def statements(self, *, predicate: Ids) -> tuple[Attested, ...]:
        """Return the statements of some predicates."""
        ...

    def tellings(self) -> tuple[Telling, ...]:
        """Return the tellings."""
        ...

    def sources(self) -> Iterator[Source]:
        """Yield the sources."""
        ...


class Journeys:
    """Where everybody has been, read once, when first asked: many a page never asks.

    Parameters
    ----------
    atlas
        Names and places.
    reader
        Of whom to read, where not of everybody; by default the atlas's own.
    """

    def __init__(self, atlas: Atlas, reader: Placing | None = None) -> None:
        self._atlas = atlas
        self._reader = reader or atlas.reader
        self._presences: dict[str, list[Presence]] = {}
        self._members: dict[str, list[_Membership]] = {}
        self._groups: dict[str, list[_Membership]] = {}
        self._within: dict[tuple[str, str | None], tuple[Presence, ...]] = {}
        self._is_read = False

    def _read(self) -> None:
        if self._is_read:
            return
        self._is_read = True
        placing = ("stay", "transfer", "met", "event", "member")
        for found in self._reader.statements(predicate=placing):
            if found.stands:
                self._take(found)
        for telling in self._reader.tellings():
            if telling.speaker and telling.place:
                self._note(telling.speaker, telling.place, None, telling.when, telling.source)
        for source in self._reader.sources():
            if source.author and source.place:
                self._note(source.author, source.place, None, source.written, source.id)

    def _take(self, found: Attested) -> None:
        statement, head = found.statement, self._atlas.clusters.head
        if statement.predicate == "member":
            if statement.object:
                begins = statement.when.b0 if statement.when else None
                known = _Membership(head(statement.subject), head(statement.object), begins)
                self._members.setdefault(known.group, []).append(known)
                self._groups.setdefault(known.who, []).append(known)
            return
        for who, place, when in placed(statement):
            self._note(who, place, found, when)

    def _note(
        self,
        who: str,
        place: str,
        found: Attested | None,
        when: UncertainDate | None,
        source: str | None = None,
    ) -> None:
        head = self._atlas.clusters.head(who)
        begins, ends = (when.b0, when.e1) if when else (None, None)
        presence = Presence(head, self._atlas.clusters.head(place), found, begins, source, ends)
        self._presences.setdefault(head, []).append(presence)

    def presences(self, who: str, place: str | None = None) -> tuple[Presence, ...]:
        """Return where somebody was, themself or with a group; of a group, also where its members were.

        With a place: only where that was the place, or within it.
        """
        self._read()
        head = self._atlas.clusters.head(who)
        own = self._own(head, place)
        return (*own, *self._with_groups(head, place), *self._of_members(head, place))

    def _own(self, head: str, place: str | None) -> tuple[Presence, ...]:
        # Kept by place: of few places much is said, and of a group's many members each is asked.
        if (head, place) not in self._within:
            self._within[head, place] = tuple(
                p
                for p in self._presences.get(head, ())
                if place is None or self._atlas.within(p.place, place, (p.begins, p.ends))
            )
        return self._within[head, place]

    def _with_groups(self, head: str, place: str | None) -> Iterator[Presence]:
        """Yield the stays of the groups somebody belonged to, and of the wholes these are part of."""
        for membership in self._groups.get(head, ()):
            for group in self._atlas.above(membership.group):
                for presence in self._own(group, place):
                    yield not_before(presence, membership.begins)

    def _of_members(self, head: str, place: str | None) -> Iterator[Presence]:
        for membership in self._members.get(head, ()):
            for presence in self._own(membership.who, place):
                yield not_before(presence, membership.begins)

    def belonged(self, who: str, group: str) -> bool:
        """Tell whether somebody ever belonged to a group, or to a part of it."""
        self._read()
        head = self._atlas.clusters.head(who)
        return any(self._atlas.within(m.group, group) for m in self._groups.get(head, ()))

    def been_in(
        self,
        who: str,
        place: str,
        by: Day | None = None,
        *,
        during: UncertainDate | None = None,
        without: Collection[str] = (),
    ) -> Presence | None:
        """Return a presence of somebody in a place or within it; None if none is known.

        Parameters
        ----------
        who, place
            A person or a group; a place.
        by
            It may have begun by this day.
        during
            It may have been at this time: who left before it, or came after it, was not there.
        without
            Members (of a group) whose own presences do not count: its listeners.
        """
        for presence in self.presences(who, self._atlas.clusters.head(place)):
            if presence.who in without and presence.who != self._atlas.clusters.head(who):
                continue
            begun = by is None or presence.begins is None or presence.begins <= by
            if begun and fits(presence, during):
                return presence
        return None

    def standing(self, statement: Statement, evidence: Evidence) -> Standing:
        """Tell how the innermost speaker of an attestation stands to what they say."""
        basis = evidence.attestation.basis
        if basis in TOLD:
            return "hearsay"
        if self.place_of(statement) is not None and statement.predicate not in MOVES:
            return "first-hand" if self.grounds(statement, evidence) else "hearsay"
        if basis in NEAR or (basis == "unknown" and self._of_themself(statement, evidence.witness)):
            return "first-hand"
        return "hearsay"

    def grounds(self, statement: Statement, evidence: Evidence) -> Presence | None:
        """Return the presence that makes the innermost speaker's word first-hand, if one does."""
        place, witness = self.place_of(statement), evidence.witness
        if place is None or witness is None:
            return None
        when = spoken(evidence)
        listeners = {self._atlas.clusters.head(who) for who in evidence.speakers()[1:] if who}
        return self.been_in(
            witness,
            place,
            when.e1 if when else None,
            during=statement.when,
            without=listeners,
        )

    def place_of(self, statement: Statement) -> str | None:
        """Return the place that a statement is about: its subject, else its object; None if neither."""
        for id_ in (statement.subject, statement.object):
            entity = self._atlas.find(id_) if id_ else None
            if entity is not None and entity.kind == "place":
                return entity.id
        return None

    def _of_themself(self, statement: Statement, witness: str | None) -> bool:
        if witness is None:
            return False
        own = self._atlas.ids(witness)
        return statement.subject in own or self.belonged(witness, statement.subject)
