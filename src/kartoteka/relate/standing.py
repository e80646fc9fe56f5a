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
from dataclasses import dataclass, replace
from typing import Literal

from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.statements import Attested, Evidence, Statement
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.heard import spoken

Standing = Literal["first-hand", "hearsay"]

NEAR = frozenset({"experienced", "did", "saw"})
"""The bases on which one knows for oneself."""

TOLD = frozenset({"heard-said", "read"})
"""The bases on which one knows from others, by one's own admission."""

_MOVES = frozenset({"stay", "transfer", "met"})
"""Statements that place somebody: whether they are first-hand cannot be read off themselves."""


@dataclass(frozen=True, slots=True)
class Presence:
    """That somebody was somewhere.

    Parameters
    ----------
    who, place
        Entity ids; ``who`` may be a member of the group asked about, or a group of the person.
    attested
        The statement it is read from; None for a letter's head or the place of a telling.
    begins, ends
        The earliest day on which it can have begun, the latest on which it can have ended.
    source
        The source whose head or telling it is read from.
    """

    who: str
    place: str
    attested: Attested | None
    begins: Day | None
    source: str | None = None
    ends: Day | None = None


@dataclass(frozen=True, slots=True)
class _Membership:
    who: str
    group: str
    begins: Day | None


class Journeys:
    """Where everybody has been, read once."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._presences: dict[str, list[Presence]] = {}
        self._members: dict[str, list[_Membership]] = {}
        self._groups: dict[str, list[_Membership]] = {}
        placing = ("stay", "transfer", "met", "event", "member")
        for found in atlas.reader.statements(predicate=placing):
            if found.stands:
                self._take(found)
        for telling in atlas.reader.tellings():
            if telling.speaker and telling.place:
                self._note(telling.speaker, telling.place, None, telling.when, telling.source)
        for source in atlas.reader.sources():
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
        for who, place, when in _placed(statement):
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

    def presences(self, who: str) -> tuple[Presence, ...]:
        """Return where somebody was, themself or with a group; of a group, also where its members were."""
        head = self._atlas.clusters.head(who)
        own = self._presences.get(head, ())
        return (*own, *self._with_groups(head), *self._of_members(head))

    def _with_groups(self, head: str) -> Iterator[Presence]:
        """Yield the stays of the groups somebody belonged to, and of the wholes these are part of."""
        for membership in self._groups.get(head, ()):
            for group in self._atlas.above(membership.group):
                for presence in self._presences.get(group, ()):
                    yield _not_before(presence, membership.begins)

    def _of_members(self, head: str) -> Iterator[Presence]:
        for membership in self._members.get(head, ()):
            for presence in self._presences.get(membership.who, ()):
                yield _not_before(presence, membership.begins)

    def belonged(self, who: str, group: str) -> bool:
        """Tell whether somebody ever belonged to a group, or to a part of it."""
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
        for presence in self.presences(who):
            if presence.who in without and presence.who != self._atlas.clusters.head(who):
                continue
            begun = by is None or presence.begins is None or presence.begins <= by
            if begun and _fits(presence, during) and self._atlas.within(presence.place, place):
                return presence
        return None

    def standing(self, statement: Statement, evidence: Evidence) -> Standing:
        """Tell how the innermost speaker of an attestation stands to what they say."""
        basis = evidence.attestation.basis
        if basis in TOLD:
            return "hearsay"
        if self.place_of(statement) is not None and statement.predicate not in _MOVES:
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


def _placed(statement: Statement) -> Iterator[tuple[str, str, UncertainDate | None]]:
    """Yield who was where, and when, by a stay, a transfer, a meeting or an event."""
    place, when = statement.role("place"), statement.when
    if statement.predicate == "stay" and statement.object:
        yield statement.subject, statement.object, when
    elif statement.predicate == "transfer" and statement.object:
        companions = [r.entity for r in statement.roles if r.term == "with" and r.entity]
        passed = [r.entity for r in statement.roles if r.term == "via" and r.entity]
        for who in (statement.subject, *companions):
            yield who, statement.object, _since(when)
            yield from ((who, via, when) for via in passed)
            if start := statement.role("from"):
                yield who, start, _until(when)
    elif place and statement.predicate in ("met", "event"):
        met = statement.object if statement.predicate == "met" else None
        yield from ((who, place, when) for who in (statement.subject, met) if who)


def _since(when: UncertainDate | None) -> UncertainDate | None:
    return when and UncertainDate(when.edtf, when.b0, when.b1, when.b1, None)


def _until(when: UncertainDate | None) -> UncertainDate | None:
    return when and UncertainDate(when.edtf, None, when.e1, when.e0, when.e1)


def _not_before(presence: Presence, day: Day | None) -> Presence:
    """Whoever joined a group later speaks for it, and was with it, only from then on."""
    if day is None or (presence.begins is not None and presence.begins >= day):
        return presence
    return replace(presence, begins=day)


def _fits(presence: Presence, during: UncertainDate | None) -> bool:
    if during is None or presence.attested is None:
        return True  # a letter's head shows one day of a stay of which we know no more
    left = presence.ends is not None and during.b0 is not None and presence.ends < during.b0
    came = presence.begins is not None and during.e1 is not None and presence.begins > during.e1
    return not (left or came)
