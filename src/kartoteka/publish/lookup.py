"""Published statements, found by what they are about, who told them and where they stand.

In: statements. Out: positions among them, in order. Conditions are joined by *and*, ids by *or*. Positions
are kept as arrays of four bytes each: as sets they took more memory than the statements' own words.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from heapq import merge

from kartoteka.archive.reader import Ids
from kartoteka.model.statements import Attested

Positions = Sequence[int]
"""Positions of statements, ascending, each once."""


class Lookup:
    """Positions of statements by each thing that can be asked for.

    Parameters
    ----------
    number_of
        From a statement's id to its position; None where there is none.
    statements
        The first of them.
    """

    def __init__(
        self, number_of: Callable[[str], int | None], statements: Iterable[Attested] = ()
    ) -> None:
        self._number_of = number_of
        self._count = 0
        self._by: dict[str, dict[str, array[int]]] = {}
        for found in statements:
            self.add(found)

    def add(self, found: Attested) -> None:
        """Take the next statement in."""
        position = self._count
        for condition, ids in _facets(found):
            under = self._by.setdefault(condition, {})
            for id_ in dict.fromkeys(ids):
                under.setdefault(id_, array("I")).append(position)
        self._count += 1

    def positions(self, wanted: Mapping[str, Ids]) -> Positions:
        """Return the positions of what meets every condition, in order."""
        if not wanted:
            return range(self._count)
        # The rarest first, so that the others are only asked whether they have it too.
        first, *others = sorted((self._any(c, ids) for c, ids in wanted.items()), key=len)
        for other in others:
            held = set(other)
            first = [position for position in first if position in held]
        return first

    def count(self, wanted: Mapping[str, Ids]) -> int:
        """Return how many statements meet every condition."""
        return len(self.positions(wanted))

    def _any(self, condition: str, ids: Ids) -> Positions:
        each: Collection[str] = [ids] if isinstance(ids, str) else ids
        if condition == "ids":
            return sorted({n for i in each if (n := self._number_of(i)) is not None})
        under = self._by.get(condition, {})
        found = [under[i] for i in each if i in under]
        return found[0] if len(found) == 1 else list(dict.fromkeys(merge(*found)))


def _facets(found: Attested) -> Iterator[tuple[str, Iterable[str]]]:
    statement = found.statement
    yield "subject", (statement.subject,)
    yield "object", (statement.object,) if statement.object else ()
    yield "predicate", (statement.predicate,)
    yield "about", statement.entities()
    yield "speaker", [t.speaker for e in found.evidence for t in e.chain if t.speaker]
    yield "source", [e.source.id for e in found.evidence]
