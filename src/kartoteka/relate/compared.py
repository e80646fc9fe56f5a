"""What is compared of people who may be one: names, comings and goings, facts; and who meets whom.

In: a reader. Out: :class:`People`, read once, with indexes by which those who share something rare meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from math import log2

from kartoteka.archive.reader import Reader
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.heard import Days, known_days
from kartoteka.relate.identity import standing
from kartoteka.relate.likeness import folded, keys

BLOCK = 30
"""Of a name or an event that more people share than this nothing is concluded."""

FACTS = ("occupation", "charge", "trait")

Events = dict[tuple[str, int], str]
"""Place and day → the statement that says so."""


@dataclass(slots=True)
class Person:
    """What is compared of a person."""

    names: set[str] = field(default_factory=set[str])
    nicknames: set[str] = field(default_factory=set[str])
    came: Events = field(default_factory=dict[tuple[str, int], str])
    left: Events = field(default_factory=dict[tuple[str, int], str])
    facts: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    spans: list[tuple[Days, str, str]] = field(default_factory=list[tuple[Days, str, str]])
    passages: set[str] = field(default_factory=set[str])
    sources: set[str] = field(default_factory=set[str])


class People:
    """Everybody, with the indexes by which those who share something rare meet."""

    def __init__(self, reader: Reader, atlas: Atlas) -> None:
        self._reader, self.atlas = reader, atlas
        self.people = {e.id: self._named(e.id) for e in atlas.heads("person")}
        for found in reader.statements(predicate=("stay", "transfer", "member", *FACTS)):
            person = self.people.get(atlas.clusters.head(found.statement.subject))
            if person is not None and found.stands:
                self._take(person, found)
        self._shared: dict[tuple[str, object], list[str]] = {}
        for id_, person in self.people.items():
            for key in _keys(person):
                self._shared.setdefault(key, []).append(id_)
        self.held = _counted(p.facts for p in self.people.values())

    def _named(self, id_: str) -> Person:
        person = Person()
        for name in self.atlas.names(id_):
            kind = person.nicknames if name.kind == "nickname" else person.names
            kind.add(name.value)
        person.names -= person.nicknames
        return person

    def _take(self, person: Person, found: Attested) -> None:
        statement = found.statement
        for evidence in found.evidence:
            person.passages.add(evidence.passage.id)
            person.sources.add(evidence.passage.source)
        if statement.predicate in FACTS:
            value = statement.object or statement.value or ""
            person.facts.setdefault(statement.predicate, {})[value] = statement.id
        elif statement.predicate != "member" and statement.object:
            self._take_move(person, found)

    def _take_move(self, person: Person, found: Attested) -> None:
        when, statement = found.statement.when, found.statement
        place = self.atlas.clusters.head(statement.object or "")
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
        head = self.atlas.clusters.head
        judged = {frozenset((head(a), head(b))) for a, b in standing(self._reader.identities())}
        pairs: set[tuple[str, str]] = set()
        for ids in self._shared.values():
            if 1 < len(ids) <= BLOCK:
                pairs.update(combinations(sorted(ids), 2))
        return {pair for pair in pairs if frozenset(pair) not in judged}

    def rarity(self, kind: str, key: object) -> float:
        """Return how rare something is among these people, in bits."""
        return log2(len(self.people) / max(1, len(self._shared.get((kind, key), ()))))


def name_keys(person: Person) -> set[str]:
    """Return the keys under which the names of a person meet others."""
    return {key for name in person.names for key in keys(name)}


def _keys(person: Person) -> Iterator[tuple[str, object]]:
    """Yield under what a person can be met."""
    yield from (("name", key) for key in name_keys(person))
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
