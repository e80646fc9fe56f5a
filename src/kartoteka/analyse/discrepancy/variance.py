"""How different lives are from each other: a variance that needs distances only.

In: distances and weights. Out: the discrepancy of a set, and how far each case lies from the centre of
its group. The centre is no case and need not exist: distances to it follow from those between cases.

References
----------
Batagelj 1988, Generalized Ward and related clustering problems. Studer, Ritschard, Gabadinho & Müller 2011,
Discrepancy analysis of state sequences, Sociological Methods & Research 40.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kartoteka.analyse.pairs import (
    Distances,
    Floats,
    Ints,
    Real,
    Weights,
    groups_of,
    one_hot,
    square_of,
    summed,
    weights_of,
)


def discrepancy(distances: Distances, *, weights: Weights = None) -> float:
    """Return half the mean distance of all pairs, each case paired with itself too: the pseudo-variance.

    Examples
    --------
    >>> discrepancy([2.0, 2.0, 2.0])
    0.6666666666666666
    """
    square = square_of(distances)
    w = weights_of(weights, len(square))
    return float(w @ (square @ w)) / 2 / float(w.sum()) ** 2


def to_centre(
    distances: Distances, groups: npt.ArrayLike | None = None, *, weights: Weights = None
) -> Real:
    """Return how far each case lies from the centre of all, or of its group, (N,).

    It can be negative where the distances are not squares of Euclidean ones.
    """
    square = square_of(distances)
    n = len(square)
    codes, names = groups_of(np.zeros(n) if groups is None else groups, n)
    w = weights_of(weights, n)
    sums = np.asarray(square @ one_hot(codes, len(names), w), np.float64)
    return centred(sums, codes, w)


def centred(sums: Real, codes: Ints, w: Real) -> Real:
    """Return the distances to the centres of groups, from the weighted sums of distances to each, (N, k)."""
    sizes = summed(codes, w, sums.shape[1])
    own = sums[np.arange(len(codes)), codes] / sizes[codes]
    spread = summed(codes, w * own, len(sizes)) / 2 / sizes
    return own - spread[codes]


def medoid(distances: Distances, *, weights: Weights = None) -> int:
    """Return the position of the case with the least weighted sum of distances; the first of equals."""
    square = square_of(distances)
    return int(np.argmin(square @ weights_of(weights, len(square))))


def within(square: Floats, codes: Ints, k: int, w: Real) -> Real:
    """Return the sum of squares within each group, (k,)."""
    sums = np.asarray(square @ one_hot(codes, k, w), np.float64)
    own = sums[np.arange(len(codes)), codes]
    return summed(codes, w * own, k) / 2 / summed(codes, w, k)
