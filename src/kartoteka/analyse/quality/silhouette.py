"""Silhouettes: how much nearer each case is to its own cluster than to the next.

In: distances, a cluster per case, weights. Out: a width per case, −1 … 1. Near 0 a case lies on a
border; below 0 it is nearer to another cluster than to its own.

References
----------
Rousseeuw 1987, Silhouettes, J. Comp. Appl. Math. 20. Studer 2013, WeightedCluster library manual, for
weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kartoteka.analyse.pairs import (
    Distances,
    Ints,
    Real,
    Weights,
    groups_of,
    one_hot,
    square_of,
    summed,
    weights_of,
)


@dataclass(frozen=True, slots=True)
class Silhouettes:
    """The silhouette widths of N cases.

    Parameters
    ----------
    asw
        Weights taken as numbers of copies: the mean distance within leaves the case itself out, shape (N,).
        NaN in a cluster that weighs less than one case. Deviates from Rousseeuw, who gives 0 to a case that
        is alone in its cluster: as in WeightedCluster it has 1, being at distance 0 from all its own.
    asw_weighted
        Weights taken as shares: the case itself counts within, shape (N,).
    nearest
        The nearest other cluster, as a position in ``names``, shape (N,).
    names
        What the clusters are called, sorted.
    """

    asw: Real
    asw_weighted: Real
    nearest: Ints
    names: npt.NDArray[np.generic]


def silhouettes(
    distances: Distances, labels: npt.ArrayLike, *, weights: Weights = None
) -> Silhouettes:
    """Return the silhouette widths of every case.

    Examples
    --------
    >>> silhouettes([1, 5, 5, 5, 5, 1], [1, 1, 2, 2]).asw
    array([0.8, 0.8, 0.8, 0.8])
    """
    square = square_of(distances)
    codes, names = groups_of(labels, len(square))
    w = weights_of(weights, len(square))
    sums = np.asarray(square @ one_hot(codes, len(names), w), np.float64)
    return silhouettes_from(sums, codes, summed(codes, w, len(names)), names)


def silhouettes_from(
    sums: Real, codes: Ints, sizes: Real, names: npt.NDArray[np.generic] | None = None
) -> Silhouettes:
    """Return the widths from the weighted sums of distances to each cluster, shape (N, k)."""
    rows = np.arange(len(codes))
    with np.errstate(divide="ignore", invalid="ignore"):
        means = sums / sizes
        means[rows, codes] = np.inf
        nearest = means.argmin(axis=1).astype(np.int64)
        apart = means[rows, nearest]
        own, size = sums[rows, codes], sizes[codes]
        copies = _width(np.where(own > 0, own / (size - 1), 0.0), apart)
        copies[size < 1] = np.nan
        shares = _width(own / size, apart)
    labels = np.arange(len(sizes)) if names is None else names
    return Silhouettes(copies, shares, nearest, labels)


def _width(own: Real, apart: Real) -> Real:
    most = np.maximum(own, apart)
    return np.where(most > 0, (apart - own) / most, 0.0)
