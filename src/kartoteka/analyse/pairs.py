"""Distances and weights as every estimator here takes them, checked once at the door.

In: a square matrix, a condensed vector (scipy's order), or anything with ``square()``; weights or None.
Out: a square float array and a weight per case. Whatever is wrong is said here, so that the estimators
need not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias, runtime_checkable

import numpy as np
import numpy.typing as npt

from kartoteka.errors import UsageError

Floats: TypeAlias = npt.NDArray[np.floating]
Real: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]


@runtime_checkable
class HasSquare(Protocol):
    """Dissimilarities that can be had as a square matrix."""

    def square(self) -> Floats:
        """Return the matrix, shape (N, N)."""
        ...


Distances: TypeAlias = npt.ArrayLike | HasSquare
"""Square (N, N), condensed (N(N−1)/2,), or a result of ``analyse`` with ``square()``."""

Weights: TypeAlias = npt.ArrayLike | Sequence[float] | None
"""One number ≥ 0 per case; None: every case counts once."""


def square_of(distances: Distances) -> Floats:
    """Return distances as a square matrix.

    Returns
    -------
    array, shape (N, N)
        float32 stays float32, everything else becomes float64.

    Raises
    ------
    UsageError
        It is no distance matrix: not square, not symmetric, negative, not finite, or not 0 on the diagonal.

    Examples
    --------
    >>> square_of([1.0, 2.0, 3.0])
    array([[0., 1., 2.],
           [1., 0., 3.],
           [2., 3., 0.]])
    """
    if isinstance(distances, HasSquare):
        return distances.square()
    given = np.asarray(distances)
    if given.dtype != np.float32:
        given = given.astype(np.float64, copy=False)
    if given.ndim == 1:
        return _from_condensed(given)
    _check_square(given)
    return given


def _from_condensed(given: Floats) -> Floats:
    n = round((1 + (1 + 8 * len(given)) ** 0.5) / 2)
    if n * (n - 1) // 2 != len(given):
        raise UsageError(
            f"{len(given)} condensed distances belong to no whole number of cases (N(N−1)/2)."
        )
    found = np.zeros((n, n), given.dtype)
    above = np.triu_indices(n, 1)
    found[above] = given
    found.T[above] = given
    _check_square(found)
    return found


def _check_square(given: Floats) -> None:
    if given.ndim != 2 or given.shape[0] != given.shape[1]:
        raise UsageError(
            f"Distances are square or condensed; this array has the shape {given.shape}."
        )
    if not np.isfinite(given).all():
        raise UsageError("Some distances are not finite numbers (NaN or infinite).")
    if (given < 0).any():
        raise UsageError("Some distances are negative.")
    if np.diagonal(given).any():
        raise UsageError("The distance of a case from itself is 0; this diagonal is not.")
    most = float(given.max(initial=0.0))
    if not np.allclose(given, given.T, rtol=1e-6, atol=1e-6 * most):
        raise UsageError("The distances are not symmetric: d(a, b) is not d(b, a).")


def weights_of(weights: Weights, n: int) -> Real:
    """Return a weight per case, shape (n,); 1 each where there are none.

    Raises
    ------
    UsageError
        Not one per case, negative, not finite, or all 0.
    """
    if weights is None:
        return np.ones(n)
    given = np.asarray(weights, np.float64)
    if given.shape != (n,):
        raise UsageError(f"{n} cases need {n} weights; these have the shape {given.shape}.")
    if not np.isfinite(given).all() or (given < 0).any():
        raise UsageError("A weight is a finite number, 0 or more.")
    if n and not given.any():
        raise UsageError("All weights are 0.")
    return given


def groups_of(labels: npt.ArrayLike, n: int) -> tuple[Ints, npt.NDArray[np.generic]]:
    """Return the group of each case as 0 … k−1, and what each was called (sorted)."""
    given = np.asarray(labels)
    if given.shape != (n,):
        raise UsageError(f"{n} cases need {n} labels; these have the shape {given.shape}.")
    names, codes = np.unique(given, return_inverse=True)
    return codes.astype(np.int64), names


def one_hot(codes: Ints, k: int, weights: Real) -> Real:
    """Return the weight of each case in the column of its group, shape (N, k)."""
    found = np.zeros((len(codes), k))
    found[np.arange(len(codes)), codes] = weights
    return found


def summed(codes: npt.NDArray[np.integer], values: npt.NDArray[np.number], k: int) -> Real:
    """Return the sum of values in each of ``k`` groups, shape (k,)."""
    return np.bincount(codes, values, k).astype(np.float64)
