"""The statements that rules look at, read once and held in little memory.

In: a reader. Out: :class:`Told`: statements by what they say and by whether somebody attests or disputes
them. A list holds a number for each; a statement is unpacked when a rule looks at it, and by ``where`` a rule
says at which of very many it has to look at all.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kartoteka.archive.archive import Archive
from kartoteka.archive.columns import ATTESTED, DEPRECATED, DISPUTED, STANDS, Ints, ints
from kartoteka.archive.compact import Compact
from kartoteka.archive.kept import KeptAll
from kartoteka.archive.reader import Reader

Mask = NDArray[np.bool_]
"""For each statement, by its number, whether something holds."""


class Told:
    """What is told, as the rules see it."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    @cached_property
    def compact(self) -> Compact:
        """All statements, packed; those of a view that holds them so are not packed twice."""
        held: Any = getattr(self.reader, "compact", None)
        if isinstance(held, Compact):
            return held
        if isinstance(self.reader, Archive):
            return self.reader.packed()
        return Compact(self.reader.stream())

    @cached_property
    def statements(self) -> KeptAll:
        """All statements except deprecated ones."""
        return self.kept(np.flatnonzero(~self._has(DEPRECATED)).astype(np.int32))

    def kept(self, numbers: Ints) -> KeptAll:
        """Return the statements of some numbers, in that order."""
        return KeptAll(self.compact, numbers)

    def of(self, *predicates: str) -> KeptAll:
        """Return the statements of some predicates that stand."""
        return self._those(self.said(*predicates), self._has(STANDS))

    def said(self, *predicates: str) -> KeptAll:
        """Return the statements of some predicates, those denied included."""
        each = [self._by_predicate.get(p, _NONE) for p in predicates]
        return self.kept(np.concatenate([_NONE, *each]))

    @cached_property
    def _by_predicate(self) -> dict[str, Ints]:
        told = self.statements.numbers
        predicates = ints(self.compact.columns.predicate)[told]
        order = np.argsort(predicates, kind="stable")
        some, begins = np.unique(predicates[order], return_index=True)
        each = np.split(told[order], begins[1:])
        names = self.compact.columns.names
        return {names[int(p)]: numbers for p, numbers in zip(some, each, strict=False)}

    @property
    def attested(self) -> KeptAll:
        """All statements that somebody attests, except deprecated ones."""
        return self._those(self.statements, self._has(ATTESTED))

    @property
    def unattested(self) -> KeptAll:
        """All statements that nobody attests, except deprecated ones."""
        return self._those(self.statements, ~self._has(ATTESTED))

    @property
    def disputed(self) -> KeptAll:
        """Statements of what is not so, and those that somebody denies or doubts; no deprecated ones."""
        return self._those(self.statements, self._has(DISPUTED))

    def _those(self, found: KeptAll, mask: Mask) -> KeptAll:
        return self.kept(found.numbers[mask[found.numbers]])

    def _has(self, flag: int) -> Mask:
        return (np.frombuffer(self.compact.columns.flags, dtype=np.uint8) & flag) != 0


_NONE = np.empty(0, dtype=np.int32)
