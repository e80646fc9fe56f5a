"""The statements that rules look at, read once and held in little memory.

In: a reader. Out: :class:`Told`: statements by what they say and by whether somebody attests or disputes
them. A list holds a number for each; a statement is unpacked when a rule looks at it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import cached_property

from kartoteka.archive.compact import Compact
from kartoteka.archive.kept import Kept, KeptAll
from kartoteka.archive.reader import Reader
from kartoteka.model.statements import Attested


class Told:
    """What is told, as the rules see it."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    @cached_property
    def compact(self) -> Compact:
        """All statements, packed; those of a view that holds them so are not packed twice."""
        held = getattr(self.reader, "compact", None)
        return held if isinstance(held, Compact) else Compact(self.reader.stream())

    @cached_property
    def statements(self) -> Sequence[Attested]:
        """All statements except deprecated ones."""
        compact = self.compact
        numbers = (n for n in range(len(compact)) if not compact.is_deprecated(n))
        return KeptAll(compact, array("I", numbers))

    @cached_property
    def _by_predicate(self) -> dict[str, array[int]]:
        found: dict[str, array[int]] = {}
        for number in range(len(self.compact)):
            if not self.compact.is_deprecated(number):
                found.setdefault(self.compact.predicate(number), array("I")).append(number)
        return found

    def of(self, *predicates: str) -> list[Attested]:
        """Return the statements of some predicates that stand."""
        return [f for f in self.said(*predicates) if f.stands]

    def said(self, *predicates: str) -> list[Attested]:
        """Return the statements of some predicates, those denied included."""
        return [Kept(self.compact, n) for p in predicates for n in self._by_predicate.get(p, ())]

    @property
    def attested(self) -> Sequence[Attested]:
        """All statements that somebody attests, except deprecated ones."""
        return self._where(self.compact.is_attested)

    @property
    def unattested(self) -> Sequence[Attested]:
        """All statements that nobody attests, except deprecated ones."""
        return self._where(lambda number: not self.compact.is_attested(number))

    @property
    def disputed(self) -> Sequence[Attested]:
        """Statements of what is not so, and those that somebody denies or doubts; no deprecated ones."""
        return self._where(self.compact.is_disputed)

    def _where(self, holds: Callable[[int], bool]) -> KeptAll:
        compact = self.compact
        numbers = (n for n in range(len(compact)) if holds(n) and not compact.is_deprecated(n))
        return KeptAll(compact, array("I", numbers))
