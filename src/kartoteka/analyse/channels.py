"""Several sequences of one life side by side: work beside household, place beside regime.

In: sequences of the same lives. Out: :class:`Channels`, and the one sequence in which a state is a
combination of states, which is also how distinct lives are told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.sequences import VOID, Sequences, sequences
from kartoteka.errors import UnusableSequences
from kartoteka.wording.saying import Saying

JOIN = "+"
"""Between the names of states that are combined."""


@dataclass(frozen=True, eq=False)
class Channels:
    """Sequences of the same lives, one for each domain; each life has one length in all of them.

    Examples
    --------
    >>> work = sequences([[0, 1], [0, 0]], ("job", "none"))
    >>> home = sequences([[0, 0], [1, 0]], ("alone", "couple"))
    >>> both = Channels((work, home), ("work", "home")).combined
    >>> both.spelled(0)
    ('job+alone', 'none+alone')
    """

    parts: tuple[Sequences, ...]
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.parts or len(self.parts) != len(self.names):
            reason = Saying("sequences.wrong_number", found=len(self.names), wanted=len(self.parts))
            raise UnusableSequences("names", reason)
        first = self.parts[0]
        for name, part in zip(self.names, self.parts, strict=True):
            if part.ids != first.ids:
                raise UnusableSequences(name, Saying("sequences.other_lives"))
            same = part.codes.shape == first.codes.shape and np.array_equal(
                part.lengths, first.lengths
            )
            if not same:
                raise UnusableSequences(name, Saying("sequences.other_lengths"))

    def __len__(self) -> int:
        """How many lives."""
        return len(self.parts[0])

    @cached_property
    def _mixed(self) -> NDArray[np.int64]:
        """One number for the states of all channels, (lives, positions); -1 beyond the end."""
        mixed = np.zeros(self.parts[0].codes.shape, np.int64)
        for part in self.parts:
            mixed = mixed * len(part.states) + part.codes
        mixed[self.parts[0].codes == VOID] = VOID
        return mixed

    @cached_property
    def parts_of(self) -> NDArray[np.int64]:
        """Which state of each channel a combined state is, (combined states, channels)."""
        found = np.unique(self._mixed)
        sizes = tuple(len(part.states) for part in self.parts)
        return np.column_stack(np.unravel_index(found[found != VOID], sizes)).astype(np.int64)

    @cached_property
    def combined(self) -> Sequences:
        """One sequence a life: each state that occurs is a combination of the channels' states."""
        first = self.parts[0]
        found = np.unique(self._mixed)
        codes = np.searchsorted(found[found != VOID], self._mixed)
        codes[self._mixed == VOID] = VOID
        names = [
            JOIN.join(part.states[int(state)] for part, state in zip(self.parts, row, strict=True))
            for row in self.parts_of
        ]
        return sequences(codes, names, ids=first.ids, weights=first.weights, times=first.times)
