"""A statement that is unpacked when it is looked at: what a list of a hundred thousand holds.

In: a :class:`~kartoteka.archive.compact.Compact` and a number. Out: :class:`Kept`, which is equal to the
statement in every way, and :class:`KeptAll`, many of them in a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from kartoteka.archive.columns import Ints
from kartoteka.archive.compact import Compact
from kartoteka.model.statements import Attested, Evidence, Statement


class Kept(Attested):
    """One statement with all its evidence, in sixty bytes; the words stay in the compact store."""

    __slots__ = ("_compact", "_number")

    _compact: Compact
    _number: int

    def __init__(self, compact: Compact, number: int) -> None:
        _set_compact(self, compact)
        _set_number(self, number)

    @property
    def number(self) -> int:
        """Its number in the compact store."""
        return self._number

    @property
    def statement(self) -> Statement:  # pyright: ignore[reportIncompatibleVariableOverride]
        """The statement."""
        return self._compact.statement(self._number)

    @property
    def evidence(self) -> tuple[Evidence, ...]:  # pyright: ignore[reportIncompatibleVariableOverride]
        """What it stands on."""
        return self._compact.evidence(self._number)

    @property
    def stands(self) -> bool:
        """Whether it is said, and not deprecated."""
        return self._compact.stands(self._number)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Attested):
            return NotImplemented
        return self.statement == other.statement and self.evidence == other.evidence

    def __hash__(self) -> int:
        return hash((self.statement, self.evidence))

    def __repr__(self) -> str:
        return f"Attested(statement={self.statement!r}, evidence={self.evidence!r})"


# The dataclass is frozen: what sets its slots is asked of the slots themselves.
_set_compact: Any = Kept._compact.__set__  # type: ignore[attr-defined]
_set_number: Any = Kept._number.__set__  # type: ignore[attr-defined]


class KeptAll(Sequence[Attested]):
    """Some statements of a compact store, in an order."""

    def __init__(self, compact: Compact, numbers: Sequence[int] | Ints) -> None:
        self._compact, self._numbers = compact, numbers

    @property
    def numbers(self) -> Ints:
        """Their numbers in the store, in this order."""
        return np.asarray(self._numbers, dtype=np.int32)

    def where(self, mask: NDArray[np.bool_]) -> KeptAll:
        """Return those of them for whose number in the store a mask holds: a sieve, before a rule looks."""
        return KeptAll(self._compact, (numbers := self.numbers)[mask[numbers]])

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> Attested: ...
    @overload
    def __getitem__(self, index: slice) -> KeptAll: ...
    def __getitem__(self, index: int | slice) -> Attested | KeptAll:
        if isinstance(index, slice):
            return KeptAll(self._compact, self._numbers[index])
        return Kept(self._compact, int(self._numbers[index]))

    def __iter__(self) -> Iterator[Attested]:
        return (Kept(self._compact, number) for number in self.numbers.tolist())
