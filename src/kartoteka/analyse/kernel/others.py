"""Problems without a table of cells: spells that match, distributions, common beginnings.

In: as ``problem``. They are cheap, or their sequences are short (spells, not positions), so that NumPy and
SciPy, or plain loops compiled by numba, are fast enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.problem import Problem, Table


@dataclass(frozen=True, eq=False)
class Spells(Problem):
    """Matching subsequences of spells, weighted by time and by how long they are.

    Parameters
    ----------
    table
        How near two symbols are (1 if equal), (symbols, symbols); the null symbol is near none.
    times_q, times_t
        What each spell's time counts, (sequences, spells); 0 beyond the end.
    weights
        What a subsequence of 1, 2 … spells counts, (spells,).
    shared
        Count the smaller of two times (NMSMST) instead of the product of both sums (SVRspell); None: only
        count pairs (NMS).
    """

    table: Table
    times_q: NDArray[np.float64]
    times_t: NDArray[np.float64]
    weights: NDArray[np.float64]
    shared: bool | None

    def raw(self, q: slice, t: slice) -> NDArray[np.float64]:
        """Return the weighted counts."""
        x, y = self.queries.symbols[0, q], self.targets.symbols[0, t]
        near = self.table[x[:, None, :, None], y[None, :, None, :]]
        u, v = self.times_q[q][:, None, :, None], self.times_t[t][None, :, None, :]
        return matching_spells(near, u, v, self.weights, self.shared)


def matching_spells(
    near: NDArray[np.float64],
    u: NDArray[np.float64],
    v: NDArray[np.float64],
    weights: NDArray[np.float64],
    shared: bool | None,  # noqa: FBT001 - the three ways to count
) -> NDArray[np.float64]:
    """Return weighted counts over the last two axes (spells of one, spells of the other).

    Each table holds, for subsequences that end with this pair of spells, a sum over all of them: their
    number, their time in one, in the other, the product of both, the smaller one.
    """
    least, product = np.minimum(u, v), u * v
    pairs, left, right, both, timed = near, near * u, near * v, near * product, near * least
    found = np.zeros(near.shape[:-2])
    for k, weight in enumerate(weights):
        if k:
            n, a, b, c, m = map(_before, (pairs, left, right, both, timed))
            pairs, timed = near * n, near * (m + least * n)
            left, right = near * (a + u * n), near * (b + v * n)
            both = near * (c + u * b + v * a + product * n)
        counted = pairs if shared is None else timed if shared else both
        flat = counted.reshape(*counted.shape[:-2], -1)
        found = found + weight * flat.cumsum(axis=-1)[..., -1]  # one after another, as compiled
    return found


def _before(cells: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sums of all cells above and to the left of each cell."""
    found = np.zeros_like(cells)
    found[..., 1:, 1:] = cells.cumsum(axis=-1).cumsum(axis=-2)[..., :-1, :-1]
    return found


@dataclass(frozen=True, eq=False)
class Features(Problem):
    """Euclidean distances between rows of numbers, (sequences, features)."""

    features_q: NDArray[np.float64]
    features_t: NDArray[np.float64]

    def raw(self, q: slice, t: slice) -> NDArray[np.float64]:
        """Return the distances."""
        from scipy.spatial.distance import cdist

        return cdist(self.features_q[q], self.features_t[t])


@dataclass(frozen=True, eq=False)
class Beginnings(Problem):
    """How many leading symbols are common."""

    def raw(self, q: slice, t: slice) -> NDArray[np.float64]:
        """Return the counts."""
        x, y = self.queries.symbols[0, q], self.targets.symbols[0, t]
        together = np.ones((len(x), len(y)), bool)
        found = np.zeros((len(x), len(y)))
        for j in range(x.shape[1]):
            together &= x[:, j, None] == y[None, :, j]
            found += together
        null = np.minimum(self.queries.lengths[q, None], self.targets.lengths[None, t])
        return np.minimum(found, null)
