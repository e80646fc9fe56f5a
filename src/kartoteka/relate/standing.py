"""First-hand or hearsay: decided by the journeys.

In: an atlas, and an attestation. Out: ``first-hand`` or ``hearsay``, and the presence that decides.
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

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.outlines import Outline
from kartoteka.model.statements import Evidence, Statement
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.heard import spoken
from kartoteka.relate.presence import Presence, fits, not_before, placed

Standing = Literal["first-hand", "hearsay"]

NEAR = frozenset({"experienced", "did", "saw"})
"""The bases on which one knows for oneself."""

TOLD = frozenset({"heard-said", "read"})
"""The bases on which one knows from others, by one's own admission."""

_MOVES = frozenset({"stay", "transfer", "met"})
"""Statements that place somebody: whether they are first-hand cannot be read off themselves."""


@dataclass(frozen=True, slots=True)
class _Membership:
    who: str
    group: str
    begins: Day | None


_MEETING = ("transfer", "met", "event")
"""What places somebody in other ways than by a stay."""

_KEPT = 200_000
"""Presences kept in memory, about; beyond it they are read again."""

_FEW_PLACES = 8
"""Places up to which presences are read place by place."""

_AT_ONCE = 100
"""Members of a group whose presences are read at a time."""


class Journeys:
    """Where everybody has been, each read when first asked for: a page asks of few."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._members: dict[str, list[_Membership]] = {}
        self._groups: dict[str, list[_Membership]] = {}
        self._known: dict[tuple[str, str | None], list[Presence]] = {}
        self._kept = 0

    # ── reading ───────────────────────────────────────────────────────────────────────────────────

    def _read(self, heads: Iterable[str], place: str | None) -> None:
        """Read where some have been within a place (None: anywhere), all that are not known yet at once."""
        wanted = {h: list[Presence]() for h in heads if (h, place) not in self._known}
        if not wanted:
            return
        ids = self._atlas.all_ids(tuple(wanted))
        inside = None if place is None else self._atlas.all_ids(self._atlas.below(place))
        for found in self._look(ids, inside):
            if found.who in wanted and self._lies_in(found, place):
                wanted[found.who].append(found)
        self._keep(wanted, place)

    def _keep(self, found: Mapping[str, list[Presence]], place: str | None) -> None:
        if self._kept > _KEPT:
            self._known.clear()
            self._kept = 0
        self._known.update({(head, place): each for head, each in found.items()})
        self._kept += sum(map(len, found.values())) + len(found)

    def _lies_in(self, found: Presence, place: str | None) -> bool:
        return place is None or self._atlas.within(found.place, place, (found.begins, found.ends))

    def _look(self, ids: tuple[str, ...], inside: tuple[str, ...] | None) -> Iterator[Presence]:
        """Yield where some may have been: what statements say, then what tellings, then letters' heads."""
        reader, head = self._atlas.reader, self._atlas.clusters.head
        # Half of all that is told are stays, and who stayed where is read off one index.
        stays = reader.outlines(subject=ids, object=inside, predicate="stay")
        rest = reader.outlines(about=ids, predicate=_MEETING, touching=inside)
        for said in chain(stays, rest):
            if said.stands:
                for who, place, begins, ends in placed(said):
                    yield Presence(head(who), head(place), said.id, begins, None, ends)
        for t in reader.tellings(speaker=ids, place=inside):
            if t.speaker and t.place:
                begins, ends = (t.when.b0, t.when.e1) if t.when else (None, None)
                yield Presence(head(t.speaker), head(t.place), None, begins, t.source, ends)
        for s in reader.sources(author=ids):
            if s.author and s.place:
                begins, ends = (s.written.b0, s.written.e1) if s.written else (None, None)
                yield Presence(head(s.author), head(s.place), None, begins, s.id, ends)

    def _groups_of(self, head: str) -> list[_Membership]:
        if head not in self._groups:
            ids = self._atlas.ids(head)
            found = self._atlas.reader.outlines(subject=ids, predicate="member")
            self._groups[head] = list(self._memberships(found))
        return self._groups[head]

    def _members_of(self, head: str) -> list[_Membership]:
        if head not in self._members:
            ids = self._atlas.ids(head)
            found = self._atlas.reader.outlines(object=ids, predicate="member")
            self._members[head] = list(self._memberships(found))
        return self._members[head]

    def _memberships(self, found: Iterable[Outline]) -> Iterator[_Membership]:
        head = self._atlas.clusters.head
        for said in found:
            if said.stands and said.object:
                yield _Membership(head(said.subject), head(said.object), said.b0)

    # ── asking ────────────────────────────────────────────────────────────────────────────────────

    def presences(self, who: str, place: str | None = None) -> tuple[Presence, ...]:
        """Return where somebody was, themself or with a group; of a group, also where its members were.

        With a place: only where that was the place, or within it.
        """
        return tuple(self._of(self._atlas.clusters.head(who), place))

    def _of(self, head: str, place: str | None) -> Iterator[Presence]:
        """Yield presences as :meth:`presences`, the nearest first: often the first is enough."""
        yield from self._own(head, place)
        yield from self._with_groups(head, place)
        yield from self._of_members(head, place)

    def _own(self, head: str, place: str | None) -> list[Presence]:
        if (head, place) not in self._known:
            if place is not None and (head, None) in self._known:
                found = [p for p in self._known[head, None] if self._lies_in(p, place)]
                self._keep({head: found}, place)
            else:
                self._read([head], place)
        return self._known[head, place]

    def _with_groups(self, head: str, place: str | None) -> Iterator[Presence]:
        """Yield the stays of the groups somebody belonged to, and of the wholes these are part of."""
        memberships = self._groups_of(head)
        wholes = {m.group: self._atlas.above(m.group) for m in memberships}
        self._read({group for each in wholes.values() for group in each}, place)
        for membership in memberships:
            for group in wholes[membership.group]:
                for presence in self._own(group, place):
                    yield not_before(presence, membership.begins)

    def _of_members(self, head: str, place: str | None) -> Iterator[Presence]:
        members = self._members_of(head)
        for start in range(0, len(members), _AT_ONCE):
            some = members[start : start + _AT_ONCE]
            self._read([m.who for m in some], place)
            for membership in some:
                for presence in self._own(membership.who, place):
                    yield not_before(presence, membership.begins)

    def belonged(self, who: str, group: str) -> bool:
        """Tell whether somebody ever belonged to a group, or to a part of it."""
        head = self._atlas.clusters.head(who)
        return any(self._atlas.within(m.group, group) for m in self._groups_of(head))

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
        head = self._atlas.clusters.head(who)
        for presence in self._of(head, self._atlas.clusters.head(place)):
            if presence.who in without and presence.who != head:
                continue
            begun = by is None or presence.begins is None or presence.begins <= by
            if begun and fits(presence, during):
                return presence
        return None

    def prepare(self, told: Iterable[tuple[Statement, Evidence]]) -> None:
        """Read at once what :meth:`standing` of all these will need: it changes no answer."""
        places: dict[str, set[str]] = {}
        head = self._atlas.clusters.head
        for statement, evidence in told:
            place = self.place_of(statement)
            if place and evidence.witness and self._is_decided_by_presence(statement, evidence):
                places.setdefault(head(evidence.witness), set()).add(head(place))
        # Of whoever speaks of many places, everything is read at once, else each place for all.
        self._read([who for who, where in places.items() if len(where) > _FEW_PLACES], None)
        for place in set[str]().union(*places.values()):
            some = [
                w for w, where in places.items() if place in where and len(where) <= _FEW_PLACES
            ]
            self._read(some, place)

    @staticmethod
    def _is_decided_by_presence(statement: Statement, evidence: Evidence) -> bool:
        return statement.predicate not in _MOVES and evidence.attestation.basis not in TOLD

    def standing(self, statement: Statement, evidence: Evidence) -> Standing:
        """Tell how the innermost speaker of an attestation stands to what they say."""
        return self.judged(statement, evidence, because=False)[0]

    def judged(
        self, statement: Statement, evidence: Evidence, *, because: bool = True
    ) -> tuple[Standing, Presence | None]:
        """Return how the innermost speaker stands to what they say, and the presence that decides.

        ``because=False``: the presence only where it is needed to tell.
        """
        basis = evidence.attestation.basis
        if basis in TOLD:
            return "hearsay", None
        placed_by_itself = statement.predicate in _MOVES or self.place_of(statement) is None
        if not placed_by_itself:
            grounds = self.grounds(statement, evidence)
            return ("first-hand" if grounds else "hearsay"), grounds
        if basis in NEAR or (basis == "unknown" and self._of_themself(statement, evidence.witness)):
            return "first-hand", self.grounds(statement, evidence) if because else None
        return "hearsay", None

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
