"""Fuzzy clusters: every case belongs to every cluster, more or less.

In: distances and weights. Out: memberships. To choose when lives lie between types and a border would be
a fiction.

References
----------
Kaufman & Rousseeuw 1990, Finding Groups in Data, ch. 4 (FANNY, whose criterion this is). Hathaway,
Davenport & Bezdek 1989, Relational duals of the c-means clustering algorithms, Pattern Recognition 22
(how it is lowered). Studer 2018, Divisive property-based and fuzzy clustering for sequence analysis, in
Sequence Analysis and Related Approaches.
"""

from __future__ import annotations

from typing import Self

import numpy as np

from kartoteka.analyse.cluster.kmedoids import KMedoids
from kartoteka.analyse.estimator import Estimator
from kartoteka.analyse.pairs import Distances, Floats, Ints, Real, Weights, square_of, weights_of
from kartoteka.errors import UsageError


class Fuzzy(Estimator):
    """Fuzzy clustering of a distance matrix.

    Parameters
    ----------
    n_clusters
        k.
    fuzziness
        Above 1; near 1 memberships are 0 or 1, at 2 and more they are often all alike.
    tolerance
        Stop when no membership changes by more.
    most_steps
        Stop then in any case.

    Attributes
    ----------
    memberships_ : array, shape (N, k)
        Rows sum to 1.
    labels_ : array of int, shape (N,)
        The cluster of the largest membership.
    medoids_ : array of int, shape (k,)
        The case nearest to each cluster.
    criterion_ : float
        FANNY's, which is lowered.
    crispness_ : float
        Dunn's normalised partition coefficient: 0 all alike, 1 crisp.
    steps_ : int

    Examples
    --------
    >>> Fuzzy(2).fit([1, 5, 5, 5, 5, 1]).memberships_.round(2)
    array([[1., 0.],
           [1., 0.],
           [0., 1.],
           [0., 1.]])
    """

    def __init__(
        self,
        n_clusters: int,
        *,
        fuzziness: float = 1.5,
        tolerance: float = 1e-8,
        most_steps: int = 500,
    ) -> None:
        self.n_clusters, self.fuzziness = n_clusters, fuzziness
        self.tolerance, self.most_steps = tolerance, most_steps

    def fit(self, distances: Distances, *, weights: Weights = None) -> Self:
        """Find the memberships, beginning with k-medoids; return self."""
        if self.fuzziness <= 1:
            raise UsageError(f"Fuzziness lies above 1, not at {self.fuzziness}.")
        square = square_of(distances)
        w = weights_of(weights, len(square))
        start = KMedoids(self.n_clusters).fit(square, weights=w)
        u = np.full((len(w), self.n_clusters), 0.1 / self.n_clusters)
        u[np.arange(len(w)), start.labels_] += 0.9
        self.steps_ = 0
        change = np.inf
        while change > self.tolerance and self.steps_ < self.most_steps:
            fresh = self._step(square, w, u)
            change = float(np.abs(fresh - u).max())
            u, self.steps_ = fresh, self.steps_ + 1
        self._keep(square, w, u)
        return self

    def _step(self, square: Floats, w: Real, u: Real) -> Real:
        """Return the memberships that are best while the clusters stand as they are."""
        away = np.maximum(self._away(square, w, u)[0], 1e-12 * float(square.max(initial=1)))
        power = away ** (-1 / (self.fuzziness - 1))
        return power / power.sum(axis=1, keepdims=True)

    def _away(self, square: Floats, w: Real, u: Real) -> tuple[Real, Real]:
        """Return distances from fuzzy centres (N, k), and each cluster's part of the criterion (k,)."""
        mass = w[:, None] * u**self.fuzziness
        total = mass.sum(axis=0)
        mean = np.asarray(square @ mass, np.float64) / total
        inner = (mass * mean).sum(axis=0) / 2
        return mean - inner / total, inner

    def _keep(self, square: Floats, w: Real, u: Real) -> None:
        order = np.argsort(-(w @ u), kind="stable")
        u = u[:, order]
        away, inner = self._away(square, w, u)
        self.memberships_ = u
        self.labels_: Ints = u.argmax(axis=1).astype(np.int64)
        self.medoids_: Ints = away.argmin(axis=0).astype(np.int64)
        self.criterion_ = float(inner.sum())
        k = self.n_clusters
        coefficient = float(w @ (u**2).sum(axis=1)) / float(w.sum())
        self.crispness_ = (k * coefficient - 1) / (k - 1) if k > 1 else 1.0
