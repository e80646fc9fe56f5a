"""The best way to split cases in two by one property: what trees and monothetic clusters are made of.

In: distances between some cases and a column of values. Out: the :class:`Split` that explains most.
Numbers are split at a threshold, categories into two sets of them.

References
----------
Studer, Ritschard, Gabadinho & Müller 2011, Sociological Methods & Research 40; Breiman et al. 1984,
Classification and Regression Trees.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from kartoteka.analyse.pairs import Floats, Real
from kartoteka.errors import UsageError

MOST_CATEGORIES = 12
"""Of so many categories all ways to make two sets are tried (2,047); of more none."""


@dataclass(frozen=True, slots=True)
class Split:
    """A question with two answers.

    Parameters
    ----------
    column
        What is asked of.
    threshold
        Up to it: left; above: right. None for categories.
    left, right
        The categories on each side; empty for numbers.
    gain
        The sum of squares that it explains.
    """

    column: str
    threshold: float | None
    left: tuple[str, ...]
    right: tuple[str, ...]
    gain: float

    def goes_left(self, column: pl.Series) -> np.ndarray:
        """Return which values of the column go left, (N,) bool; unknown categories go right."""
        if self.threshold is not None:
            return column.to_numpy() <= self.threshold
        return np.isin(np.array([str(value) for value in column]), self.left)

    def told(self, side: str) -> str:
        """Return the answer of one side, ``left`` or ``right``, in words of the columns."""
        if self.threshold is not None:
            return f"{self.column} {'<=' if side == 'left' else '>'} {self.threshold:g}"
        values = self.left if side == "left" else self.right
        return f"{self.column} in {', '.join(values)}"


def best_split(square: Floats, w: Real, column: pl.Series, least: float) -> Split | None:
    """Return the best split by a column; None where each leaves less weight than ``least`` on a side."""
    if column.null_count():
        raise UsageError(f"{column.name!r} has missing values; leave those cases out first.")
    if column.dtype.is_numeric():
        return _threshold(square, w, column, least)
    return _categories(square, w, column, least)


def _total(square: Floats, w: Real) -> float:
    return float(w @ (square @ w)) / 2 / float(w.sum())


def _threshold(square: Floats, w: Real, column: pl.Series, least: float) -> Split | None:
    values = column.to_numpy().astype(np.float64)
    order = np.argsort(values, kind="stable")
    lined, weights = values[order], w[order]
    pairs = square[np.ix_(order, order)] * weights[:, None] * weights[None, :]
    low = np.cumsum(np.tril(pairs).sum(axis=1))  # pairs among the first i cases
    rows = pairs.sum(axis=1)
    upto = np.cumsum(weights)
    high = rows.sum() / 2 - np.cumsum(rows) + low  # pairs among the others
    whole = upto[-1]
    possible = np.flatnonzero(
        (lined[:-1] < lined[1:]) & (upto[:-1] >= least) & (whole - upto[:-1] >= least)
    )
    if not len(possible):
        return None
    rest = low[possible] / upto[possible] + high[possible] / (whole - upto[possible])
    best = int(np.argmin(rest))
    gain = _total(square, w) - float(rest[best])
    return Split(column.name, float(lined[possible[best]]), (), (), gain)


def _categories(square: Floats, w: Real, column: pl.Series, least: float) -> Split | None:
    given = np.array([str(value) for value in column])
    names, codes = np.unique(given, return_inverse=True)
    m = len(names)
    if m > MOST_CATEGORIES:
        raise UsageError(
            f"{column.name!r} has {m} categories; up to {MOST_CATEGORIES} can be split. Join some of them."
        )
    if m < 2:
        return None
    hot = np.zeros((len(w), m))
    hot[np.arange(len(w)), codes] = w
    between = hot.T @ (square @ hot)
    sizes = hot.sum(axis=0)
    # Each way once: the first category is always on the left.
    sets = np.array(
        [[1, *(i >> j & 1 for j in range(m - 1))] for i in range(2 ** (m - 1) - 1)], float
    )
    left, right = sets @ sizes, (1 - sets) @ sizes
    rest = _half(sets, between) / left + _half(1 - sets, between) / right
    rest[(left < least) | (right < least)] = np.inf
    best = int(np.argmin(rest))
    if not np.isfinite(rest[best]):
        return None
    chosen = sets[best].astype(bool)
    sides = tuple(names[chosen].tolist()), tuple(names[~chosen].tolist())
    return Split(column.name, None, *sides, _total(square, w) - float(rest[best]))


def _half(sets: Real, between: Real) -> Real:
    return np.sum((sets @ between) * sets, axis=1) / 2
