"""Partitioning around medoids on a distance matrix: where to begin, and which swaps to make.

In: distances (N, N), weights, k. Out: the positions of k medoids whose weighted sum of distances no swap of a
medoid with another case makes less.

A swap is judged for all k medoids at once from the nearest and second nearest medoid of each case, the
idea of FastPAM. Candidates are judged a block at a time and the best of a block is taken at once,
between the eager FasterPAM (blocks of one) and the classical PAM (one block): whole-array arithmetic, no
compiler needed.

References
----------
Kaufman & Rousseeuw 1990, Finding Groups in Data, ch. 2 (PAM). Schubert & Rousseeuw 2021, Fast and eager
k-medoids clustering, Information Systems 101. Studer 2013, WeightedCluster library manual (weights).
"""

from __future__ import annotations

import numpy as np

from kartoteka.analyse.pairs import Floats, Ints, Real

_BLOCK_CELLS = 4_000_000
"""Cells of the distance matrix judged at a time (32 MB of float64)."""

EAGER = 64
"""Candidates that are judged at a time in a hurry: what is computed stays in the processor's cache."""

_ENOUGH = 1e-9
"""A swap must gain at least this share of the total, so that rounding cannot swap for ever."""


def build(square: Floats, weights: Real, k: int) -> Ints:
    """Return k medoids to begin with: each the one that lowers the sum most (BUILD of PAM)."""
    first = int(np.argmin(square @ weights))
    chosen, near = [first], square[:, first].copy()
    while len(chosen) < k:
        gains = np.empty(len(square))
        step = max(1, _BLOCK_CELLS // len(square))
        for start in range(0, len(square), step):
            gained = near[:, None] - square[:, start : start + step]
            gains[start : start + step] = weights @ np.maximum(gained, 0, out=gained)
        gains[chosen] = -1
        chosen.append(int(np.argmax(gains)))
        near = np.minimum(near, square[:, chosen[-1]])
    return np.array(chosen, np.int64)


def swap(
    square: Floats, weights: Real, medoids: Ints, most_swaps: int = 10_000, block: int | None = None
) -> tuple[Ints, int]:
    """Swap medoids with other cases while that lowers the weighted sum.

    Parameters
    ----------
    square, weights, medoids
        Distances (N, N), weights (N,), where to begin (k,).
    most_swaps
        After so many it ends.
    block
        Candidates judged at a time, of which the best is taken; by default as many as fit into 32 MB.

    Returns
    -------
    medoids : array, shape (k,)
    swaps : int
        How many were made.
    """
    medoids = medoids.copy()
    n, swaps, since, start = len(square), 0, 0, 0
    step = min(n, block or n, max(1, _BLOCK_CELLS // n))
    state = _Nearest(square, weights, medoids)
    while since < n and swaps < most_swaps:
        candidates = np.arange(start, min(start + step, n))
        change = state.changes(candidates)
        out, into = np.unravel_index(int(np.argmin(change)), change.shape)
        start, since = (start + len(candidates)) % n, since + len(candidates)
        if change[out, into] < -_ENOUGH * max(state.total, 1e-300):
            medoids[out] = candidates[into]
            state = _Nearest(square, weights, medoids)
            swaps, since = swaps + 1, 0
    return medoids, swaps


class _Nearest:
    """The nearest and second nearest medoid of every case, and what removing a medoid costs."""

    def __init__(self, square: Floats, weights: Real, medoids: Ints) -> None:
        to = square[:, medoids].astype(np.float64)
        rows = np.arange(len(square))
        self.square, self.weights, self.medoids = square, weights, medoids
        self.label = to.argmin(axis=1)
        # Equal cases can be medoids side by side: each is its own, so that no cluster is empty.
        self.label[medoids] = np.arange(len(medoids))
        self.near = to[rows, self.label]
        to[rows, self.label] = np.inf
        alone = len(medoids) == 1
        self.second = np.full(len(square), np.inf) if alone else to.min(axis=1)
        self.total = float(weights @ self.near)
        self._members = np.zeros((len(medoids), len(square)))
        self._members[self.label, rows] = weights

    def changes(self, candidates: Ints) -> Real:
        """Return how the sum changes if a medoid (row) is swapped with a candidate (column)."""
        to = self.square[:, candidates].astype(np.float64)
        if len(self.medoids) == 1:
            return (self.weights @ to - self.total)[None, :]
        to -= self.near[:, None]
        nearer = np.minimum(to, 0)
        # Without its medoid a case goes to the candidate or to its second nearest, whichever is nearer;
        # what it gains by the candidate anyway is in `nearer` already.
        to -= nearer
        np.minimum(to, (self.second - self.near)[:, None], out=to)
        change = self._members @ to
        change += self.weights @ nearer
        change[:, np.isin(candidates, self.medoids)] = np.inf
        return change


def assigned(square: Floats, medoids: Ints) -> Ints:
    """Return the position (0 … k−1) of the nearest medoid of every case; a medoid is its own."""
    labels = square[:, medoids].argmin(axis=1).astype(np.int64)
    labels[medoids] = np.arange(len(medoids))
    return labels
