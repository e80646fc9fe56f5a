"""``suggest``: who may be whom: pairs of people that may be one, with the reasons for and against.

In: a reader. Out: :class:`Suggestion`, the likeliest first. Nothing is judged: whoever knows the material
records ``same``, ``different`` or ``maybe`` (``identities:`` in an evidence file), and a pair that has been
judged is not suggested again.

Each reason weighs as many bits as it makes the pair likelier to be one person than two drawn at random
(log2 of the ratio of the two chances): a rare name in common says more than a common one. Only pairs that
share something rare are compared at all, so that fifty thousand people take seconds.

References: Fellegi & Sunter, A theory for record linkage, 1969. We deviate in that the chances given one
person are set by hand (there are no judged pairs to learn from in a new archive), and that being named
apart in one sentence rules a pair out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from math import log2
from typing import Literal

from kartoteka.archive.reader import Reader
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.heard import Days, known_days
from kartoteka.relate.identity import standing
from kartoteka.relate.likeness import alike, folded, keys

Ground = Literal[
    "same-name",
    "like-name",
    "same-nickname",
    "other-name",
    "came-together",
    "left-together",
    "same-fact",
    "other-fact",
    "named-apart",
    "elsewhere",
]
"""What speaks for a pair, or against it."""

BLOCK = 30
"""Of a name or an event that more people share than this nothing is concluded."""

EVENTS = 3
"""Events in common that are counted: people of one transport share many."""

FACTS = ("occupation", "charge", "trait")

LIKE, UNLIKE = 86.0, 70.0
"""From here on two names are alike; below, they are two names (0 to 100)."""

SHARED = 2
"""From so many days in two places on, two people."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason.

    Parameters
    ----------
    ground
        What it is.
    weight
        In bits; below 0 it speaks against.
    detail
        The name, the place, the fact.
    evidence
        Ids of the statements behind it.
    """

    ground: Ground
    weight: float
    detail: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two people who may be one.

    Parameters
    ----------
    a, b
        Entity ids, in alphabetical order.
    score
        Log2 of the odds: 0 is one to one, 3 is eight to one.
    reasons
        The weightiest first.
    """

    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the statements behind it."""
        return tuple(dict.fromkeys(i for reason in self.reasons for i in reason.evidence))


def suggest(
    reader: Reader, *, least: float = 0.0, most: int | None = None, atlas: Atlas | None = None
) -> tuple[Suggestion, ...]:
    """Return pairs of people who may be one, the likeliest first.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    least
        The least score (log2 of the odds) that is returned.
    most
        How many at most; by default all.
    atlas
        Names and places, where the caller has them already.
    """
    people = _People(reader, atlas or Atlas(reader))
    found = [s for a, b in sorted(people.candidates()) if (s := people.suggestion(a, b))]
    kept = [s for s in found if s.score >= least]
    kept.sort(key=lambda s: (-s.score, s.a, s.b))
    return tuple(kept[:most])


@dataclass(slots=True)
class _Person:
    """What is compared of a person."""

    names: set[str] = field(default_factory=set[str])
    nicknames: set[str] = field(default_factory=set[str])
    came: dict[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])
    left: dict[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])
    facts: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    spans: list[tuple[Days, str, str]] = field(default_factory=list[tuple[Days, str, str]])
    passages: set[str] = field(default_factory=set[str])
    sources: set[str] = field(default_factory=set[str])


class _People:
    """Everybody, with the indexes by which those who share something rare meet."""

    def __init__(self, reader: Reader, atlas: Atlas) -> None:
        self._reader, self._atlas = reader, atlas
        self._people = {e.id: self._named(e.id) for e in atlas.heads("person")}
        for found in reader.statements(predicate=("stay", "transfer", "member", *FACTS)):
            person = self._people.get(atlas.clusters.head(found.statement.subject))
            if person is not None and found.stands:
                self._take(person, found)
        self._shared: dict[tuple[str, object], list[str]] = {}
        for id_, person in self._people.items():
            for key in _keys(person):
                self._shared.setdefault(key, []).append(id_)
        self._held = _counted(p.facts for p in self._people.values())

    def _named(self, id_: str) -> _Person:
        person = _Person()
        for name in self._atlas.names(id_):
            kind = person.nicknames if name.kind == "nickname" else person.names
            kind.add(name.value)
        person.names -= person.nicknames
        return person

    def _take(self, person: _Person, found: Attested) -> None:
        statement = found.statement
        for evidence in found.evidence:
            person.passages.add(evidence.passage.id)
            person.sources.add(evidence.passage.source)
        if statement.predicate in FACTS:
            value = statement.object or statement.value or ""
            person.facts.setdefault(statement.predicate, {})[value] = statement.id
        elif statement.predicate != "member" and statement.object:
            self._take_move(person, found)

    def _take_move(self, person: _Person, found: Attested) -> None:
        when, statement = found.statement.when, found.statement
        place = self._atlas.clusters.head(statement.object or "")
        if when is not None and when.b0 is not None and when.b0 == when.b1:
            person.came[place, when.b0] = statement.id
        if statement.predicate == "stay":
            if when is not None and when.e0 is not None and when.e0 == when.e1 != when.b0:
                person.left[place, when.e0] = statement.id
            if days := known_days(found):
                person.spans.append((days, place, statement.id))

    # ── who is compared ───────────────────────────────────────────────────────────────────────────

    def candidates(self) -> set[tuple[str, str]]:
        """Return the pairs that share something rare, and that nobody has judged."""
        head = self._atlas.clusters.head
        judged = {frozenset((head(a), head(b))) for a, b in standing(self._reader.identities())}
        pairs: set[tuple[str, str]] = set()
        for ids in self._shared.values():
            if 1 < len(ids) <= BLOCK:
                pairs.update(combinations(sorted(ids), 2))
        return {pair for pair in pairs if frozenset(pair) not in judged}

    # ── how they compare ──────────────────────────────────────────────────────────────────────────

    def suggestion(self, a: str, b: str) -> Suggestion | None:
        """Return what speaks for two being one, and against; None where it is ruled out."""
        one, other = self._people[a], self._people[b]
        if one.passages & other.passages or self._apart(one, other):
            return None
        reasons = [
            *self._by_name(one, other),
            *self._by_events("came-together", one.came, other.came, "came"),
            *self._by_events("left-together", one.left, other.left, "left"),
            *self._by_facts(one, other),
        ]
        if both := one.sources & other.sources:
            reasons.append(Reason("named-apart", -3.0 - log2(len(both)), detail=min(both)))
        score = sum(r.weight for r in reasons) - log2(max(2, len(self._people)))
        reasons.sort(key=lambda r: -abs(r.weight))
        return Suggestion(a, b, score, tuple(reasons))

    def _apart(self, one: _Person, other: _Person) -> bool:
        """Whether they certainly were in two places on the same days."""
        for (first, last), place, _ in one.spans:
            for (begin, end), elsewhere, _ in other.spans:
                if min(last, end) - max(first, begin) + 1 >= SHARED and not self._atlas.nested(
                    place, elsewhere
                ):
                    return True
        return False

    def _by_name(self, one: _Person, other: _Person) -> Iterator[Reason]:
        shared = {folded(n) for n in one.nicknames} & {folded(n) for n in other.nicknames}
        if shared:  # in two scripts it is one nickname, not two
            name = max(sorted(shared), key=lambda n: self._rarity("nickname", n))
            yield Reason("same-nickname", self._rarity("nickname", name) - 1, detail=name)
        if not one.names or not other.names:
            return
        best = alike(one.names, other.names)
        detail = " / ".join((min(one.names), min(other.names)))
        if best >= LIKE:
            both = _name_keys(one) & _name_keys(other)
            rare = sum(self._rarity("name", key) for key in both)  # of first name and surname
            exact = best == 100
            yield Reason("same-name" if exact else "like-name", rare - (0 if exact else 2), detail)
        elif best < UNLIKE:
            yield Reason("other-name", -10.0, detail)
        else:
            yield Reason("other-name", -4.0, detail)

    def _rarity(self, kind: str, key: object) -> float:
        return log2(len(self._people) / max(1, len(self._shared.get((kind, key), ()))))

    def _by_events(
        self,
        ground: Ground,
        one: dict[tuple[str, int], str],
        other: dict[tuple[str, int], str],
        kind: str,
    ) -> Iterator[Reason]:
        # People of one transport come and leave together, too: an event says less than its rarity.
        shared = sorted(one.keys() & other.keys(), key=lambda k: -self._rarity(kind, k))
        for key in shared[:EVENTS]:
            weight = min(3.0, self._rarity(kind, key) / 2)
            yield Reason(ground, weight, self._atlas.name(key[0]), (one[key], other[key]))

    def _by_facts(self, one: _Person, other: _Person) -> Iterator[Reason]:
        for predicate in FACTS:
            mine, theirs = one.facts.get(predicate, {}), other.facts.get(predicate, {})
            if not mine or not theirs:
                continue
            if both := sorted(mine.keys() & theirs.keys()):
                held = self._held[predicate]
                rare = log2(sum(held.values()) / held[both[0]])
                yield Reason("same-fact", rare, both[0], (mine[both[0]], theirs[both[0]]))
            else:
                yield Reason("other-fact", -4.0, " / ".join((min(mine), min(theirs))))


def _name_keys(person: _Person) -> set[str]:
    return {key for name in person.names for key in keys(name)}


def _keys(person: _Person) -> Iterator[tuple[str, object]]:
    """Yield under what a person can be met."""
    yield from (("name", key) for key in _name_keys(person))
    yield from {("nickname", folded(name)) for name in person.nicknames}
    yield from (("came", key) for key in person.came)
    yield from (("left", key) for key in person.left)


def _counted(facts: Iterable[dict[str, dict[str, str]]]) -> dict[str, dict[str, int]]:
    """Return predicate → value → of how many people it is said."""
    counts: dict[str, dict[str, int]] = {}
    for each in facts:
        for predicate, values in each.items():
            held = counts.setdefault(predicate, {})
            for value in values:
                held[value] = held.get(value, 0) + 1
    return counts
