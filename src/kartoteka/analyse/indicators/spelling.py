"""The spells of many sequences at once, flat: what every indicator counts.

In: sequences. Out: for all spells of all sequences, in order: whose, which state, where it begins, how long.
"Not known" is a state like any other here, if the sequences keep it; what is void is not there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.pairs import summed
from kartoteka.analyse.sequences import Sequences

Ints = NDArray[np.int64]
Real = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Spelling:
    """All spells of N sequences.

    Parameters
    ----------
    n, states
        How many sequences, and how many states the alphabet has.
    lengths
        Positions of each sequence, (N,).
    life, state, start, length
        Of every spell, sequences one after another, (M,).
    """

    n: int
    states: int
    lengths: Ints
    life: Ints
    state: Ints
    start: Ints
    length: Ints

    @property
    def counts(self) -> Ints:
        """How many spells each sequence has, (N,)."""
        return np.bincount(self.life, minlength=self.n)

    def visits(self) -> Ints:
        """Return how long each sequence is in each state, (N, states)."""
        found = np.zeros((self.n, self.states), np.int64)
        np.add.at(found, (self.life, self.state), self.length)
        return found

    def total(self, values: NDArray[np.floating]) -> Real:
        """Return the sum of a value of every spell over each sequence, (N,)."""
        return summed(self.life, values, self.n)


def spelling(lives: Sequences) -> Spelling:
    """Return the spells of sequences.

    Examples
    --------
    >>> from kartoteka.analyse.sequences import sequences
    >>> found = spelling(sequences([[0, 0, 1], [1, -1, -1]], ("a", "b")))
    >>> found.life.tolist(), found.state.tolist(), found.length.tolist()
    ([0, 0, 1], [0, 1, 1], [2, 1, 1])
    """
    codes = lives.codes.astype(np.int64)
    there = codes >= 0
    begins = there.copy()
    begins[:, 1:] &= codes[:, 1:] != codes[:, :-1]
    life, start = np.nonzero(begins)
    lengths = there.sum(axis=1)
    last = np.append(life[1:] != life[:-1], True)[: len(life)]
    end = np.append(start[1:], 0)[: len(life)]
    end[last] = lengths[life[last]]
    return Spelling(
        len(codes), len(lives.states), lengths, life, codes[life, start], start, end - start
    )
