"""Published statements, found by what they are about, who told them and where they stand.

In: statements. Out: positions among them, in order. Conditions are joined by *and*, ids by *or*.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from kartoteka.archive.reader import Ids
from kartoteka.model.statements import Attested


class Lookup:
    """Positions of statements by each thing that can be asked for."""

    def __init__(self, statements: tuple[Attested, ...]) -> None:
        self._count = len(statements)
        self._by: dict[str, dict[str, set[int]]] = {}
        for position, found in enumerate(statements):
            for condition, ids in _facets(found):
                under = self._by.setdefault(condition, {})
                for id_ in ids:
                    under.setdefault(id_, set()).add(position)

    def positions(self, wanted: Mapping[str, Ids]) -> Iterable[int]:
        """Return the positions of what meets every condition, in order."""
        if not wanted:
            return range(self._count)
        first, *others = (self._any(condition, ids) for condition, ids in wanted.items())
        return sorted(first.intersection(*others))

    def _any(self, condition: str, ids: Ids) -> set[int]:
        under = self._by.get(condition, {})
        each: Collection[str] = [ids] if isinstance(ids, str) else ids
        return set[int]().union(*(under.get(i, ()) for i in each))


def _facets(found: Attested) -> Iterator[tuple[str, Iterable[str]]]:
    statement = found.statement
    yield "ids", (statement.id,)
    yield "subject", (statement.subject,)
    yield "object", (statement.object,) if statement.object else ()
    yield "predicate", (statement.predicate,)
    yield "about", statement.entities()
    yield "speaker", [t.speaker for e in found.evidence for t in e.chain if t.speaker]
    yield "source", [e.source.id for e in found.evidence]
