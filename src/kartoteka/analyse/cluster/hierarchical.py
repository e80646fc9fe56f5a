"""Hierarchical clustering: a tree of which lives are alike, cut where one wishes.

In: distances and weights. Out: the tree, labels, and the medoid of each cluster. To choose when one
wants to see how types divide into narrower ones (a dendrogram) before settling on a number.
"""

from __future__ import annotations

from typing import Self

import numpy as np
from scipy.cluster.hierarchy import leaves_list

from kartoteka.analyse.cluster.kmedoids import check_clusters
from kartoteka.analyse.cluster.linkage import JOINED, cut, grown
from kartoteka.analyse.estimator import Estimator
from kartoteka.analyse.pairs import Distances, Floats, Ints, Real, Weights, square_of, weights_of
from kartoteka.errors import UnknownName


class Hierarchical(Estimator):
    """Agglomerative clustering.

    Parameters
    ----------
    n_clusters
        Where to cut for ``labels_``.
    linkage
        ``ward`` (Ward's criterion, R's ward.D2), ``ward-d`` (the same formula on distances that are squares
        already, R's ward.D), ``average``, ``complete``, ``single``, ``weighted`` (McQuitty).

    Attributes
    ----------
    tree_ : array, shape (N−1, 4)
        As scipy's; any function of :mod:`scipy.cluster.hierarchy` reads it.
    labels_ : array of int, shape (N,)
        0 is the heaviest cluster.
    medoids_ : array of int, shape (k,)
    order_ : array of int, shape (N,)
        The cases from one end of the tree to the other.

    References
    ----------
    Lance & Williams 1967; Murtagh & Legendre 2014. See ``linkage``.

    Examples
    --------
    >>> Hierarchical(2).fit([1, 5, 5, 5, 5, 1]).labels_
    array([0, 0, 1, 1])
    """

    def __init__(self, n_clusters: int = 2, *, linkage: str = "ward") -> None:
        self.n_clusters, self.linkage = n_clusters, linkage

    def fit(self, distances: Distances, *, weights: Weights = None) -> Self:
        """Grow the tree; return self."""
        if self.linkage not in JOINED:
            raise UnknownName("linkage", self.linkage, tuple(JOINED))
        square = square_of(distances)
        w = weights_of(weights, len(square))
        check_clusters(self.n_clusters, len(square))
        self.tree_ = grown(square, w, self.linkage)
        self.order_ = np.asarray(leaves_list(self.tree_), np.int64)
        self._square, self._weights = square, w
        self.labels_, self.medoids_ = self.cut(self.n_clusters)
        return self

    def cut(self, k: int) -> tuple[Ints, Ints]:
        """Return the labels and the medoids of the cut into ``k`` clusters."""
        check_clusters(k, len(self.tree_) + 1)
        codes = by_weight(cut(self.tree_, k), self._weights)
        return codes, medoids_of(self._square, codes, self._weights)

    def fit_predict(self, distances: Distances, *, weights: Weights = None) -> Ints:
        """Grow the tree; return the labels."""
        return self.fit(distances, weights=weights).labels_


def by_weight(codes: Ints, weights: Real) -> Ints:
    """Return the labels renumbered so that 0 is the heaviest cluster (of equal ones the first seen)."""
    _, first, codes = np.unique(codes, return_index=True, return_inverse=True)
    order = np.lexsort((first, -np.bincount(codes, weights)))
    renamed = np.empty(len(order), np.int64)
    renamed[order] = np.arange(len(order))
    return renamed[codes]


def medoids_of(square: Floats, codes: Ints, weights: Real) -> Ints:
    """Return, per cluster, the case with the least weighted sum of distances to the others."""
    found = np.empty(int(codes.max(initial=-1)) + 1, np.int64)
    for cluster in range(len(found)):
        members = np.flatnonzero(codes == cluster)
        sums = square[np.ix_(members, members)] @ weights[members]
        found[cluster] = members[int(np.argmin(sums))]
    return found
