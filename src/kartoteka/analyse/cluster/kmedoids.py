"""k-medoids: each cluster around one real case, its exemplar.

In: distances and weights. Out: labels and medoids. To choose when every type is to be shown by a life
that was lived, and the distances are not Euclidean.
"""

from __future__ import annotations

from typing import Self

import numpy as np

from kartoteka.analyse.cluster.pam import EAGER, assigned, build, swap
from kartoteka.analyse.estimator import Estimator
from kartoteka.analyse.pairs import (
    Distances,
    Floats,
    Ints,
    Real,
    Weights,
    square_of,
    summed,
    weights_of,
)
from kartoteka.errors import UsageError


class KMedoids(Estimator):
    """Weighted partitioning around medoids.

    Parameters
    ----------
    n_clusters
        k, from 1 up to the number of cases.
    n_starts
        How many random starts are tried besides the constructed one (BUILD); the best result is kept.
    seed
        Of the random starts.
    eager
        Take the best of each few candidates at once: some ten times faster on a thousand cases, and often
        another optimum of the same kind.

    Attributes
    ----------
    labels_ : array of int, shape (N,)
        0 is the heaviest cluster.
    medoids_ : array of int, shape (k,)
        The case around which each cluster lies.
    total_ : float
        The weighted sum of the distances to the medoids.
    swaps_ : int

    References
    ----------
    Schubert & Rousseeuw 2021, Information Systems 101; Studer 2013. See ``pam`` for how.

    Examples
    --------
    >>> found = KMedoids(2).fit([1, 5, 5, 5, 5, 1])
    >>> found.labels_, found.medoids_
    (array([0, 0, 1, 1]), array([0, 2]))
    """

    def __init__(
        self, n_clusters: int, *, n_starts: int = 0, seed: int = 0, eager: bool = False
    ) -> None:
        self.n_clusters, self.n_starts, self.seed, self.eager = n_clusters, n_starts, seed, eager

    def fit(self, distances: Distances, *, weights: Weights = None) -> Self:
        """Find the clusters; return self.

        Raises
        ------
        UsageError
            No distance matrix, or fewer cases than clusters.
        """
        square = square_of(distances)
        w = weights_of(weights, len(square))
        check_clusters(self.n_clusters, len(square))
        starts = [build(square, w, self.n_clusters)]
        chance = np.random.default_rng(self.seed)
        starts += [
            chance.choice(len(square), self.n_clusters, replace=False).astype(np.int64)
            for _ in range(self.n_starts)
        ]
        block = EAGER if self.eager else None
        runs = [swap(square, w, start, block=block) for start in starts]
        totals = [total_of(square, w, medoids) for medoids, _ in runs]
        best = int(np.argmin(totals))
        self._keep(square, w, *runs[best], totals[best])
        return self

    def _keep(self, square: Floats, w: Real, medoids: Ints, swaps: int, total: float) -> None:
        sizes = summed(assigned(square, medoids), w, len(medoids))
        self.medoids_ = medoids[np.lexsort((medoids, -sizes))]
        self.labels_ = assigned(square, self.medoids_)
        self.total_, self.swaps_ = total, swaps

    def fit_predict(self, distances: Distances, *, weights: Weights = None) -> Ints:
        """Find the clusters; return the labels."""
        return self.fit(distances, weights=weights).labels_


def check_clusters(k: int, n: int) -> None:
    """Raise UsageError where ``n`` cases cannot make ``k`` clusters."""
    if not 1 <= k <= n:
        raise UsageError(f"{n} cases can make from 1 to {n} clusters, not {k}.")


def total_of(square: Floats, weights: Real, medoids: Ints) -> float:
    """Return the weighted sum of the distances to the nearest medoid."""
    return float(weights @ square[:, medoids].min(axis=1))
