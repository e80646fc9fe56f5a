"""How good clusters around medoids are, judged by the distances to the medoids alone.

In: distances of all cases from k medoids, and between these. Out: four indices that need no matrix of all
pairs, for more cases than pairs can be kept of.

References
----------
Davies & Bouldin 1979, IEEE Trans. Pattern Analysis and Machine Intelligence 1. Xie & Beni 1991, the same 13.
Pakhira, Bandyopadhyay & Maulik 2004, Pattern Recognition 37 (PBM). Van der Laan, Pollard & Bryan 2003, A new
partitioning around medoids algorithm, J. Statistical Computation and Simulation 73, and Lenssen & Schubert
2024, Medoid silhouette clustering with automatic cluster number selection, Information Systems 120 (AMS).
Studer, Sadeghi & Tochon 2024 judge CLARA of sequences by these four.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kartoteka.analyse.pairs import Ints, Real, summed


@dataclass(frozen=True, slots=True)
class MedoidIndices:
    """Indices of clusters around medoids; NaN where there is one cluster only, or no case in any.

    Parameters
    ----------
    medoid_silhouette
        AMS, 0 … 1, more is better: the weighted mean of 1 − a / b, a the distance from the nearest and b from
        the second nearest medoid; 1 of a case at a distance of 0.
    davies_bouldin, xie_beni
        Less is better.
    pbm
        More is better.
    """

    medoid_silhouette: float
    davies_bouldin: float
    xie_beni: float
    pbm: float


def medoid_indices(to: Real, labels: Ints, weights: Real, between: Real) -> MedoidIndices:
    """Return the indices.

    Parameters
    ----------
    to
        Distances from the medoids, (N, k).
    labels
        The cluster of each case, the one with the nearest medoid, (N,).
    weights
        (N,).
    between
        Distances between the medoids, (k, k).
    """
    k = len(between)
    if k < 2 or not len(to):
        return MedoidIndices(*[float("nan")] * 4)
    near = to[np.arange(len(to)), labels]
    return MedoidIndices(
        medoid_silhouette(to, weights),
        _davies_bouldin(near, labels, weights, between),
        _xie_beni(near, weights, between),
        _pbm(to, near, weights, between),
    )


def medoid_silhouette(to: Real, weights: Real) -> float:
    """Return the average medoid silhouette.

    >>> import numpy as np
    >>> medoid_silhouette(np.array([[0.0, 4.0], [1.0, 4.0]]), np.ones(2))
    0.875
    """
    two = np.partition(to, 1, axis=1)[:, :2]
    ratio = np.divide(two[:, 0], two[:, 1], out=np.zeros(len(to)), where=two[:, 1] > 0)
    return 1.0 - float(weights @ ratio / weights.sum())


def _davies_bouldin(near: Real, labels: Ints, w: Real, between: Real) -> float:
    k = len(between)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = summed(labels, w * near, k) / summed(labels, w, k)
        ratio = (mean[:, None] + mean[None, :]) / between
    np.fill_diagonal(ratio, -np.inf)
    return float(ratio.max(axis=1).mean())


def _xie_beni(near: Real, w: Real, between: Real) -> float:
    least = float(between[np.triu_indices(len(between), 1)].min())
    return float(w @ near**2 / w.sum() / least**2) if least else float("inf")


def _pbm(to: Real, near: Real, w: Real, between: Real) -> float:
    alone, inside = float((w @ to).min()), float(w @ near)
    return (alone / inside * float(between.max()) / len(between)) ** 2 if inside else float("inf")
