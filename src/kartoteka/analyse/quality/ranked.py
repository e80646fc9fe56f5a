"""The pairs of a distance matrix, ranked once: every partition is then judged without sorting again.

In: distances and weights. Out: for a partition, Hubert's Γ (HG), Somers' D (HGSD) and C (HC). The sort costs
O(N² log N) once; a partition costs one pass over the pairs *within* its clusters, because the pairs
between are all the others. Pairs of equal distance share a rank, so that ties are counted exactly.

A case is paired with itself at distance 0 with half its squared weight: the whole square matrix is summed and
halved. So does WeightedCluster, to whose numbers these agree.

References
----------
Hubert & Arabie 1985, Comparing partitions, J. Classification 2. Hubert & Levin 1976, A general statistical
framework for assessing categorical clustering in free recall, Psychol. Bulletin 83 (C index). Hennig &
Liao 2013, How to find an appropriate clustering for mixed-type variables, JRSS C 62. Studer 2013,
WeightedCluster library manual, LIVES Working Papers 24.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kartoteka.analyse.pairs import Distances, Ints, Real, Weights, square_of, summed, weights_of


@dataclass(frozen=True, slots=True)
class OrderIndices:
    """What depends on the order of the distances: Hubert's Γ, Somers' D, Hubert's C."""

    hg: float
    hgsd: float
    hc: float


class RankedDistances:
    """A distance matrix whose pairs have been ranked.

    Parameters
    ----------
    distances
        Square, condensed, or a result with ``square()``; N cases.
    weights
        One per case.

    Attributes
    ----------
    square : array, shape (N, N)
    weights : array, shape (N,)
    values : array, shape (G,)
        The different distances, ascending.
    rank : array of int32, shape (N, N)
        The position of each pair's distance in ``values``.
    """

    def __init__(self, distances: Distances, weights: Weights = None) -> None:
        self.square = square_of(distances)
        n = len(self.square)
        self.rank = np.zeros((n, n), np.int32)
        above = np.triu_indices(n, 1)
        values, ranks = _ranked(self.square[above])
        self.rank[above] = ranks
        self.rank.T[above] = ranks
        self.values = values
        self._weigh(weights_of(weights, n))

    def reweighted(self, weights: Weights) -> RankedDistances:
        """Return the same distances under other weights, without sorting again."""
        found = object.__new__(RankedDistances)
        found.square, found.rank, found.values = self.square, self.rank, self.values
        found._weigh(weights_of(weights, len(self.square)))
        return found

    def _weigh(self, weights: Real) -> None:
        self.weights = weights
        self._even = bool((weights == 1).all())
        total = self._counted(np.arange(len(weights), dtype=np.int64))
        self._upto = np.cumsum(total)
        self._sum_upto = np.cumsum(total * self.values)

    def order_indices(self, codes: Ints, k: int) -> OrderIndices:
        """Return what the ranks say of a partition.

        Parameters
        ----------
        codes
            The cluster of each case, 0 … k−1, shape (N,).
        """
        within = np.zeros(len(self.values))
        for cluster in range(k):
            within += self._counted(np.flatnonzero(codes == cluster))
        upto = np.cumsum(within)
        between_upto = self._upto - upto
        all_within, all_between = float(upto[-1]), float(between_upto[-1])
        farther = all_within * all_between - float(within @ between_upto)
        between_upto[1:] -= np.diff(between_upto)  # now: strictly below each rank
        between_upto[0] = 0.0
        nearer = float(within @ between_upto)
        tied = all_within * all_between - farther - nearer
        ordered = farther - nearer
        return OrderIndices(
            hg=_share(ordered, farther + nearer),
            # Half of the ties, as WeightedCluster counts them; Somers (1962) would count them all.
            hgsd=_share(ordered, farther + nearer + tied / 2),
            hc=self._c_index(all_within, float(within @ self.values)),
        )

    def _counted(self, members: Ints) -> Real:
        """Return the weight of the pairs of some cases at each rank, shape (G,)."""
        if len(members) == len(self.weights):
            ranks = self.rank.reshape(-1)
        else:
            ranks = self.rank[np.ix_(members, members)].reshape(-1)
        if self._even:
            return np.bincount(ranks, minlength=len(self.values)) / 2
        w = self.weights[members]
        return summed(ranks, np.outer(w, w).reshape(-1), len(self.values)) / 2

    def _c_index(self, pairs: float, total: float) -> float:
        """Return how far the sum within lies between the least and the most that as many pairs can have."""
        least = self._least_sum(pairs)
        most = float(self._sum_upto[-1]) - self._least_sum(float(self._upto[-1]) - pairs)
        return _share(total - least, most - least)

    def _least_sum(self, pairs: float) -> float:
        at = min(int(np.searchsorted(self._upto, pairs)), len(self.values) - 1)
        before, below = (self._upto[at - 1], self._sum_upto[at - 1]) if at else (0.0, 0.0)
        return float(below + (pairs - before) * self.values[at])


def _ranked(distances: npt.NDArray[np.floating]) -> tuple[npt.NDArray[np.float64], Ints]:
    """Return the different values, 0 first, and the position of each distance among them."""
    order = np.argsort(distances)
    lined = distances[order]
    rises = np.empty(len(lined), bool)
    rises[:1] = lined[:1] > 0
    np.not_equal(lined[1:], lined[:-1], out=rises[1:])
    ranks = np.empty(len(lined), np.int64)
    ranks[order] = np.cumsum(rises)
    return np.concatenate([[0.0], lined[rises]]), ranks


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")
