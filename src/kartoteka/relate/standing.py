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

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from kartoteka.archive.reader import Stretch
from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.presence import Presence
from kartoteka.model.quotes import Quote
from kartoteka.model.statements import Evidence, Statement
from kartoteka.relate.atlas import Atlas, stretch
from kartoteka.relate.heard import spoken
from kartoteka.relate.memberships import Memberships
from kartoteka.relate.presence import fits, not_before
from kartoteka.relate.presences import Presences

Standing = Literal["first-hand", "hearsay"]

NEAR = frozenset({"experienced", "did", "saw"})
"""The bases on which one knows for oneself."""

TOLD = frozenset({"heard-said", "read"})
"""The bases on which one knows from others, by one's own admission."""

_MOVES = frozenset({"stay", "transfer", "met"})
"""Statements that place somebody: whether they are first-hand cannot be read off themselves."""

_FEW_PLACES = 8
"""Places up to which presences are read place by place."""

_FIRST, _AT_ONCE = 8, 200
"""Members of a group whose presences are read at a time: few at first, because often one settles it."""


class Journeys:
    """Where everybody has been, each read when first asked for: a page asks of few.

    Parameters
    ----------
    atlas
        Names and places.
    scope
        A place within which much will be asked: everything within it is read at once.
    """

    def __init__(self, atlas: Atlas, scope: str | None = None) -> None:
        self._atlas = atlas
        self._belonging = Memberships(atlas)
        self._presences = Presences(atlas, scope)

    # ── asking ────────────────────────────────────────────────────────────────────────────────────

    def presences(self, who: str, place: str | None = None) -> tuple[Presence, ...]:
        """Return where somebody was, themself or with a group; of a group, also where its members were.

        With a place: only where that was the place, or within it.
        """
        return tuple(self._of(self._atlas.clusters.head(who), place))

    def _of(self, head: str, place: str | None) -> Iterator[Presence]:
        """Yield presences as :meth:`presences`, the nearest first: often the first is enough."""
        yield from self._presences.own(head, place)
        yield from self._with_groups(head, place)
        yield from self._of_members(head, place)

    def _with_groups(self, head: str, place: str | None) -> Iterator[Presence]:
        """Yield the stays of the groups somebody belonged to, and of the wholes these are part of."""
        memberships = self._belonging.groups_of(head)
        self._atlas.gather_links({m.group for m in memberships})
        wholes = {m.group: self._atlas.above(m.group) for m in memberships}
        self._presences.read({group for each in wholes.values() for group in each}, place)
        for membership in memberships:
            for group in wholes[membership.group]:
                for presence in self._presences.own(group, place):
                    yield not_before(presence, membership.begins)

    def _of_members(self, head: str, place: str | None) -> Iterator[Presence]:
        members = self._belonging.members_of(head)
        start, size = 0, _FIRST
        while some := members[start : start + size]:
            start, size = start + size, min(_AT_ONCE, 2 * size)
            self._presences.read([m.who for m in some], place)
            for membership in some:
                for presence in self._presences.own(membership.who, place):
                    yield not_before(presence, membership.begins)

    def belonged(self, who: str, group: str) -> bool:
        """Tell whether somebody ever belonged to a group, or to a part of it."""
        head = self._atlas.clusters.head(who)
        return any(self._atlas.within(m.group, group) for m in self._belonging.groups_of(head))

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
        return self._been_in(who, place, by, stretch(during), without)

    def _been_in(
        self, who: str, place: str, by: Day | None, during: Stretch, without: Collection[str]
    ) -> Presence | None:
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
        widely = [who for who, where in places.items() if len(where) > _FEW_PLACES]
        self._presences.read(widely, None)
        for place in set[str]().union(*places.values()):
            some = [
                w for w, where in places.items() if place in where and len(where) <= _FEW_PLACES
            ]
            self._presences.read(some, place)

    def prepare_quotes(self, quotes: Iterable[Quote]) -> None:
        """Read at once what :meth:`standing_of` of all these will need: it changes no answer.

        With a scope; else each is read when it is needed.
        """
        decided = (q for q in quotes if _is_placed(q) and q.basis not in TOLD and q.witness)
        heads = {self._atlas.clusters.head(q.witness or "") for q in decided}
        belonging = self._belonging
        belonging.read(heads)
        groups = {m.group for head in heads for m in belonging.groups_of(head)}
        self._atlas.gather_links(groups)
        wholes = {whole for group in groups for whole in self._atlas.above(group)}
        members = {m.who for head in heads for m in belonging.members_of(head)[:_FIRST]}
        self._presences.read_scope(heads | wholes | members)

    def standing_of(self, quote: Quote) -> Standing:
        """Tell how the innermost speaker of a quote stands to what they say; as :meth:`standing`."""
        witness = quote.witness
        if quote.basis in TOLD:
            return "hearsay"
        if _is_placed(quote):
            without = set(map(self._atlas.clusters.head, quote.listeners))
            knows = witness is not None and self._been_in(
                witness, quote.place or "", quote.spoken_by, quote.days, without
            )
        else:
            knows = quote.basis in NEAR or (
                quote.basis == "unknown" and self._of_themself(quote.subject, witness)
            )
        return "first-hand" if knows else "hearsay"

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
        if basis in NEAR or (
            basis == "unknown" and self._of_themself(statement.subject, evidence.witness)
        ):
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

    def _of_themself(self, subject: str, witness: str | None) -> bool:
        if witness is None:
            return False
        return subject in self._atlas.ids(witness) or self.belonged(witness, subject)


def _is_placed(quote: Quote) -> bool:
    """Whether a quote is about a place, so that journeys decide who knows."""
    return quote.predicate not in _MOVES and quote.place is not None
