"""How much each of several factors explains, the others given: a regression on distances.

In: distances and a frame of factors (categories or numbers). Out: a frame with one row per factor and
one for all together.

References
----------
McArdle & Anderson 2001, Fitting multivariate models to community data, Ecology 82. Studer, Ritschard,
Gabadinho & Müller 2011, Sociological Methods & Research 40. Gower 1966 (the centred matrix).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from kartoteka.analyse.pairs import Distances, Floats, Real, Weights, square_of, weights_of
from kartoteka.errors import UsageError


def explain(
    distances: Distances,
    factors: pl.DataFrame,
    *,
    weights: Weights = None,
    permutations: int = 999,
    seed: int = 0,
) -> pl.DataFrame:
    """Return what each factor explains beyond all others.

    Parameters
    ----------
    factors
        One row per case; numbers are taken as they are, everything else as categories.
    permutations
        How often the rows of ``factors`` are dealt out anew.

    Returns
    -------
    DataFrame
        ``factor`` (``None``: all together), ``df``, ``f``, ``r2``, ``p``.

    Raises
    ------
    UsageError
        Another number of rows than cases, a missing value, or a factor that does not vary beside the others.
    """
    square = square_of(distances)
    n = len(square)
    w = weights_of(weights, n)
    if len(factors) != n:
        raise UsageError(f"{n} cases need {n} rows of factors; these are {len(factors)}.")
    designs = {name: _design(factors[name]) for name in factors.columns}
    work = _Regression(square, w, designs)
    observed = work.table(np.arange(n))
    chance = np.random.default_rng(seed)
    as_large = np.ones(len(observed))
    for _ in range(permutations):
        drawn = work.table(chance.permutation(n))
        as_large += drawn[:, 1] >= observed[:, 1] - 1e-12
    return pl.DataFrame(
        {
            "factor": [*designs, None],
            "df": work.degrees,
            "f": observed[:, 1],
            "r2": observed[:, 0],
            "p": as_large / (permutations + 1),
        }
    )


def _design(column: pl.Series) -> Real:
    """Return the columns of a factor: a number itself, of categories all but the first."""
    if column.null_count():
        raise UsageError(
            f"The factor {column.name!r} has missing values; leave those cases out first."
        )
    if column.dtype.is_numeric():
        return column.to_numpy().astype(np.float64)[:, None]
    names = sorted(map(str, column.unique().to_list()))
    given = np.array([str(value) for value in column])
    return np.column_stack([given == name for name in names[1:]]).astype(np.float64)


class _Regression:
    """Projections of the centred matrix on the columns of factors."""

    def __init__(self, square: Floats, w: Real, designs: dict[str, Real]) -> None:
        self.root = np.sqrt(w)
        share = w / w.sum()
        d = square.astype(np.float64)
        mean = d @ share
        self.centred = -(d - mean[:, None] - mean[None, :] + share @ mean) / 2
        self.centred *= self.root[:, None] * self.root[None, :]
        self.total = float(np.trace(self.centred))
        ones = np.ones((len(w), 1))
        self.whole = np.hstack([ones, *designs.values()])
        self.without = [
            np.hstack([ones, *(d for other, d in designs.items() if other != name)])
            for name in designs
        ]
        self.free = float(w.sum()) - np.linalg.matrix_rank(self.whole)
        self.degrees = [
            int(np.linalg.matrix_rank(self.whole) - np.linalg.matrix_rank(one))
            for one in (*self.without, ones)
        ]
        self._bases = [self._basis(one) for one in (self.whole, *self.without)]
        if 0 in self.degrees:
            name = [*designs, "all"][self.degrees.index(0)]
            raise UsageError(f"The factor {name!r} says nothing that the others do not say.")

    def _basis(self, design: Real) -> Real:
        left, values, _ = np.linalg.svd(design * self.root[:, None], full_matrices=False)
        return left[:, values > values.max() * 1e-10]

    def table(self, order: np.ndarray) -> Real:
        """Return share and F of every factor, and of all, (factors + 1, 2); ``order`` deals the rows out."""
        dealt = self.centred[np.ix_(order, order)]
        whole, *less = (float(np.sum(basis * (dealt @ basis))) for basis in self._bases)
        gains = np.array([whole - one for one in less] + [whole])
        rest = (self.total - whole) / self.free
        return np.column_stack([gains / self.total, gains / np.array(self.degrees) / rest])
