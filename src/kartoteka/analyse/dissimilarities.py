"""How unlike sequences are: what every measure returns.

In: what a kernel computed between distinct sequences. Out: :class:`Dissimilarities` (all against all) and
:class:`CrossDissimilarities` (all against a reference). Only distinct sequences are stored, in float32: the
full table of 100,000 lives with few distinct ones never exists, and that of 10,000 distinct lives is 200 MB
and not 800. Whoever needs a square of everybody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.sequences import Index, Weights


@dataclass(frozen=True, eq=False)
class Dissimilarities:
    """Dissimilarities of all pairs of sequences, kept once for each pair of distinct sequences.

    Parameters
    ----------
    condensed
        float32, (m (m - 1) / 2,) for m distinct sequences in sorted order: (0, 1), (0, 2) … as in SciPy.
    inverse
        (n,): which distinct sequence each of the n sequences is.
    weights
        (m,): how many cases each distinct sequence stands for.
    ids
        Whose life each of the n sequences is.

    Examples
    --------
    >>> import numpy as np
    >>> d = Dissimilarities(np.float32([2.0]), np.array([0, 1, 0]), np.array([2.0, 1.0]), ("a", "b", "c"))
    >>> d.square().tolist()
    [[0.0, 2.0, 0.0], [2.0, 0.0, 2.0], [0.0, 2.0, 0.0]]
    >>> d.row(1).tolist(), d.pairs().tolist()
    ([2.0, 0.0, 2.0], [2.0, 0.0, 2.0])
    """

    condensed: NDArray[np.float32]
    inverse: Index
    weights: Weights
    ids: tuple[str, ...]

    def __len__(self) -> int:
        """How many sequences, equal ones counted each."""
        return len(self.inverse)

    @property
    def distinct(self) -> int:
        """How many distinct sequences there are, m."""
        return len(self.weights)

    def distinct_row(self, index: int) -> NDArray[np.float32]:
        """Return one distinct sequence against all distinct ones, (m,)."""
        m = self.distinct
        found = np.zeros(m, np.float32)
        before = np.arange(index)
        found[:index] = self.condensed[before * (2 * m - before - 1) // 2 + index - before - 1]
        start = index * (2 * m - index - 1) // 2
        found[index + 1 :] = self.condensed[start : start + m - index - 1]
        return found

    def distinct_square(self) -> NDArray[np.float32]:
        """Return all distinct sequences against each other, (m, m)."""
        m = self.distinct
        found = np.zeros((m, m), np.float32)
        start = 0
        for index in range(m - 1):
            end = start + m - index - 1
            found[index, index + 1 :] = self.condensed[start:end]
            start = end
        for low in range(0, m, 256):  # mirror by blocks: a column of a large table is slow to write
            high = min(low + 256, m)
            found[high:, low:high] = found[low:high, high:].T
            corner = found[low:high, low:high]
            corner += corner.T.copy()
        return found

    def row(self, index: int) -> NDArray[np.float32]:
        """Return one sequence against all, (n,)."""
        return self.distinct_row(int(self.inverse[index]))[self.inverse]

    def rows(self) -> Iterator[NDArray[np.float32]]:
        """Yield each sequence against all, (n,) at a time."""
        return (self.row(index) for index in range(len(self)))

    def square(self) -> NDArray[np.float32]:
        """Return everybody against everybody, (n, n): 4 n² bytes."""
        distinct, n = self.distinct_square(), len(self)
        found = np.empty((n, n), np.float32)
        for row, which in zip(found, self.inverse, strict=True):
            np.take(distinct[which], self.inverse, out=row, mode="clip")
        return found

    def pairs(self) -> NDArray[np.float32]:
        """Return everybody against everybody, each pair once, in SciPy's order, (n (n - 1) / 2,)."""
        n = len(self)
        found = np.empty(n * (n - 1) // 2, np.float32)
        start = 0
        for index in range(n - 1):
            found[start : start + n - index - 1] = self.row(index)[index + 1 :]
            start += n - index - 1
        return found


@dataclass(frozen=True, eq=False)
class CrossDissimilarities:
    """Dissimilarities of sequences from reference sequences, kept once for each distinct sequence.

    ``values`` is float32, (m, k): m distinct sequences in sorted order, k references in the given order;
    ``inverse`` (n,) tells which distinct sequence each of the n sequences is.
    """

    values: NDArray[np.float32]
    inverse: Index
    ids: tuple[str, ...]
    reference_ids: tuple[str, ...]

    def __len__(self) -> int:
        """How many sequences, equal ones counted each."""
        return len(self.inverse)

    def table(self) -> NDArray[np.float32]:
        """Return every sequence against every reference, (n, k)."""
        return self.values[self.inverse]

    def nearest(self) -> Index:
        """Return which reference is nearest to each sequence, (n,); the earlier of equals."""
        return self.values.argmin(axis=1)[self.inverse]
