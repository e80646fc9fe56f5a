"""Published statements, found by what they are about, who told them and where they stand.

In: statements. Out: positions among them, in order. Conditions are joined by *and*, ids by *or*. Positions
are kept as arrays of four bytes each: as sets they took more memory than the statements' own words. Only the
rarest condition is read through; whether a position meets the others is looked up in theirs by halves.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from kartoteka.archive.reader import Ids
from kartoteka.model.statements import Attested

Positions = Sequence[int]
"""Positions of statements, ascending, each once."""

Array = npt.NDArray[np.uint32]
"""The same as numbers of four bytes; shape (statements,)."""

_FEW = 8
"""Lists that are looked through one by one; of more, one is made."""


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
        self._passages = array("q")  # as hashes
        for found in statements:
            self.add(found)

    def add(self, found: Attested) -> None:
        """Take the next statement in."""
        position = self._count
        for condition, ids in _facets(found):
            under = self._by.setdefault(condition, {})
            for id_ in dict.fromkeys(ids):
                under.setdefault(id_, array("I")).append(position)
        self._passages.extend(hash(e.passage.id) for e in found.evidence)
        self._count += 1

    def passages(self) -> int:
        """Return how many passages the statements point at."""
        return len(np.unique(np.frombuffer(self._passages, np.int64)))

    def positions(self, wanted: Mapping[str, Ids]) -> Positions:
        """Return the positions of what meets every condition, in order."""
        if not wanted:
            return range(self._count)
        rarest, *others = sorted((self._lists(c, ids) for c, ids in wanted.items()), key=_size)
        if not others and len(rarest) == 1:
            return rarest[0].tolist()
        found = _merged(rarest)
        for other in others:
            found = found[_held(found, other)]
        return found.tolist()

    def count(self, wanted: Mapping[str, Ids]) -> int:
        """Return how many statements meet every condition."""
        return len(self.positions(wanted))

    def _lists(self, condition: str, ids: Ids) -> list[Array]:
        """Return the positions of each id that a condition allows."""
        each = [ids] if isinstance(ids, str) else dict.fromkeys(ids)
        if condition == "ids":
            numbers = sorted({n for i in each if (n := self._number_of(i)) is not None})
            return [np.array(numbers, np.uint32)]
        under = self._by.get(condition, {})
        return [np.frombuffer(under[i], np.uint32) for i in each if i in under]


def _size(lists: Sequence[Array]) -> int:
    return sum(map(len, lists))


def _merged(lists: Sequence[Array]) -> Array:
    """Return the positions that are in any of some lists."""
    if len(lists) == 1:
        return lists[0]
    return np.unique(np.concatenate(lists)) if lists else np.zeros(0, np.uint32)


def _held(found: Array, lists: Sequence[Array]) -> npt.NDArray[np.bool_]:
    """Tell of each position whether it is in any of some lists."""
    held = np.zeros(len(found), bool)
    for other in lists if len(lists) <= _FEW else (_merged(lists),):
        if len(other):
            at = np.minimum(np.searchsorted(other, found), len(other) - 1)
            held |= other[at] == found
    return held


def _facets(found: Attested) -> Iterator[tuple[str, Iterable[str]]]:
    statement = found.statement
    yield "subject", (statement.subject,)
    yield "object", (statement.object,) if statement.object else ()
    yield "predicate", (statement.predicate,)
    yield "about", statement.entities()
    yield "speaker", [t.speaker for e in found.evidence for t in e.chain if t.speaker]
    yield "source", [e.source.id for e in found.evidence]


def positions_of(ids: Iterable[str | None]) -> dict[str, list[int]]:
    """Return id → at which positions it stands.

    >>> positions_of(["ana", None, "boris", "ana"])
    {'ana': [0, 3], 'boris': [2]}
    """
    found: dict[str, list[int]] = {}
    for position, id_ in enumerate(ids):
        if id_ is not None:
            found.setdefault(id_, []).append(position)
    return found


def counted(
    found: Iterable[Attested], tell: Callable[[int], None] | None, every: int = 1_000
) -> Iterator[Attested]:
    """Yield statements, and tell now and then how many there have been."""
    for number, each in enumerate(found, 1):
        if tell and not number % every:
            tell(number)
        yield each
