"""What is to be computed, in whole numbers: the bridge between a measure and the engines.

In: symbols and tables from a measure. Out: values that every engine computes alike, and NumPy code that
computes them where no compiler is (:meth:`Problem.raw`), hundreds of times slower.

Tables hold whole numbers in float64 (exact up to 2^53): sums of them do not depend on their order, so results
are the same bit for bit over threads, widths of registers, engines and machines. Dissimilarities follow from
a raw score in one place (``finishing``).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.sequences import Index

Table = NDArray[np.float64]
"""Whole numbers by symbols, (symbols of queries, symbols of targets)."""

BIG = 2.0**52
"""More than any cost: what must not be chosen."""


class Norm(IntEnum):
    """How a dissimilarity is made comparable over lengths."""

    NONE = 0
    MAXLENGTH = 1
    GMEAN = 2
    MAXDIST = 3
    YUJIANBO = 4


class Finish(IntEnum):
    """How a dissimilarity follows from a raw score."""

    SAVED = 0  # (base + base - unit * score) * inverse
    SPENT = 1  # score * inverse
    ANGLE = 2  # sqrt(base + base - 2 * score)


@dataclass(frozen=True, eq=False)
class Side:
    """One set of sequences as the engines read them.

    ``symbols`` (tracks, sequences, width) int16; ``base`` (sequences,) what a sequence costs or counts alone;
    ``lengths`` (sequences,) for the norm.
    """

    symbols: NDArray[np.int16]
    base: NDArray[np.float64]
    lengths: NDArray[np.float64]

    def __len__(self) -> int:
        """How many sequences."""
        return len(self.base)

    def part(self, chosen: slice | Index) -> Side:
        """Return some of the sequences."""
        return Side(self.symbols[:, chosen], self.base[chosen], self.lengths[chosen])


@dataclass(frozen=True)
class Finishing:
    """Everything that turns a raw score into a dissimilarity.

    The largest possible dissimilarity, for the norms, is ``low * min(n, m) + gap * |n - m|``.
    """

    kind: Finish
    unit: float = 1.0
    inverse: float = 1.0
    norm: Norm = Norm.NONE
    low: float = 0.0
    gap: float = 0.0


@dataclass(frozen=True, eq=False)
class Problem(ABC):
    """Queries against targets; the same sequences on both sides if ``symmetric``."""

    queries: Side
    targets: Side
    finishing: Finishing
    symmetric: bool

    @abstractmethod
    def raw(self, q: slice, t: slice) -> NDArray[np.float64]:
        """Return raw scores of some queries against some targets with NumPy alone."""


@dataclass(frozen=True, eq=False)
class Savings(Problem):
    """Weighted common subsequences: H[i, j] = max(H[i-1, j], H[i, j-1], H[i-1, j-1] + table).

    Optimal matching is this: with the saving w(a, b) = I(a) + I(b) - s(a, b) of substituting instead of
    deleting and inserting, D = sum I(x) + sum I(y) - H. A null symbol (the last) that saves nothing pads
    sequences of unequal length. ``most`` bounds a score.
    """

    table: Table
    most: float

    def raw(self, q: slice, t: slice) -> NDArray[np.float64]:
        """Return the scores."""
        x, y = self.queries.symbols[0, q], self.targets.symbols[0, t]
        above = np.zeros((y.shape[1] + 1, len(x), len(y)))
        for i in range(x.shape[1]):
            here = np.zeros_like(above)
            for j in range(y.shape[1]):
                taken = above[j] + self.table[x[:, i, None], y[None, :, j]]
                here[j + 1] = np.maximum(np.maximum(above[j + 1], here[j]), taken)
            above = here
        return above[-1]


@dataclass(frozen=True, eq=False)
class Edits(Problem):
    """Cheapest edits whose costs depend on the place: D = min of match, delete and insert.

    Symbols have three tracks (match, delete, insert). Row 0 and column 0 are the border, written with symbols
    of their own; ``ramp[j - i + width]`` is added to a match.
    """

    match: Table
    delete: Table
    insert: Table
    ramp: NDArray[np.float64]

    def raw(self, q: slice, t: slice) -> NDArray[np.float64]:
        """Return the costs."""
        x, y = self.queries.symbols[:, q], self.targets.symbols[:, t]
        rows, columns = x.shape[2], y.shape[2]
        above = np.full((columns + 1, x.shape[1], y.shape[1]), BIG)
        above[0] = 0.0
        for i in range(rows):
            here = np.full_like(above, BIG)
            for j in range(columns):
                far = self.ramp[j - i + rows]
                best = above[j] + far + self.match[x[0, :, i, None], y[0, None, :, j]]
                best = np.minimum(
                    best, above[j + 1] + self.delete[x[1, :, i, None], y[1, None, :, j]]
                )
                best = np.minimum(best, here[j] + self.insert[x[2, :, i, None], y[2, None, :, j]])
                here[j + 1] = best
            above = here
        return above[-1]


@dataclass(frozen=True, eq=False)
class Matches(Problem):
    """How many pairs of equal subsequences there are, weighted by the proximity of their symbols."""

    table: Table

    def raw(self, q: slice, t: slice) -> NDArray[np.float64]:
        """Return the counts."""
        x, y = self.queries.symbols[0, q], self.targets.symbols[0, t]
        above = np.zeros((y.shape[1] + 1, len(x), len(y)))
        for i in range(x.shape[1]):
            here = np.zeros_like(above)
            along = np.zeros(above.shape[1:])
            for j in range(y.shape[1]):
                along = along + self.table[x[:, i, None], y[None, :, j]] * (1.0 + above[j])
                here[j + 1] = above[j + 1] + along
            above = here
        return above[-1]


@dataclass(frozen=True, eq=False)
class Positions(Problem):
    """Sums over positions of a table for each position, ``tables`` (positions, symbols, symbols)."""

    tables: NDArray[np.float64]

    def raw(self, q: slice, t: slice) -> NDArray[np.float64]:
        """Return the sums."""
        x, y = self.queries.symbols[0, q], self.targets.symbols[0, t]
        found = np.zeros((len(x), len(y)))
        for j in range(x.shape[1]):
            found += self.tables[j][x[:, j, None], y[None, :, j]]
        return found
