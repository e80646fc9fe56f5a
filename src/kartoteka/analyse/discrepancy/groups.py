"""Do groups of lives differ? An analysis of variance on distances, with permutations.

In: distances, a group per case, weights. Out: how much of the discrepancy the groups explain, whether
they are equally diverse within, and how often groups drawn by chance do as well.

References
----------
Studer, Ritschard, Gabadinho & Müller 2011, Discrepancy analysis of state sequences, Sociological Methods
& Research 40. Anderson 2001, A new method for non-parametric multivariate analysis of variance, Austral
Ecology 26. Brown & Forsythe 1974 (F for unequal variances).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

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
from kartoteka.errors import UsageError

STATISTICS = ("f", "f_bf", "r2", "bartlett", "levene")
"""Pseudo F; Brown and Forsythe's; share explained; Bartlett's and Levene's tests of equal discrepancy."""

_COLUMNS = 256
"""Columns of one product of matrices: how many permuted groups are summed at a time."""


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """How groups differ.

    Parameters
    ----------
    statistics
        Name (:data:`STATISTICS`) → value.
    p
        Name → the share of permutations, the observed one counted, that give as large a value.
    groups
        ``group``, ``weight``, ``discrepancy``; the last row is all together (group None).
    anova
        ``source`` (between, within, total), ``ss``, ``df``, ``ms``.
    permutations, seed
        How many, drawn how.
    """

    statistics: dict[str, float]
    p: dict[str, float]
    groups: pl.DataFrame
    anova: pl.DataFrame
    permutations: int
    seed: int


def compare_groups(
    distances: Distances,
    groups: npt.ArrayLike,
    *,
    weights: Weights = None,
    permutations: int = 999,
    seed: int = 0,
) -> GroupComparison:
    """Compare groups by the distances within and between them.

    Parameters
    ----------
    groups
        What group each case is in, (N,).
    permutations
        How often the groups are dealt out anew over the cases.

    Raises
    ------
    UsageError
        There is only one group.

    Examples
    --------
    >>> found = compare_groups([1, 5, 5, 5, 5, 1], ["a", "a", "b", "b"], permutations=99)
    >>> round(found.statistics["r2"], 3), round(found.statistics["f"], 1)
    (0.818, 9.0)
    """
    square = square_of(distances)
    n = len(square)
    w = weights_of(weights, n)
    codes, names = groups_of(groups, n)
    if len(names) < 2:
        raise UsageError("To compare groups there must be two of them at least.")
    deal = _Deal(square, w, len(names))
    observed = deal.statistics(codes[None, :])[0]
    chance = np.random.default_rng(seed)
    as_large = np.ones(len(STATISTICS))
    step = max(1, _COLUMNS // len(names))
    for start in range(0, permutations, step):
        dealt = [chance.permutation(codes) for _ in range(min(step, permutations - start))]
        drawn = deal.statistics(np.array(dealt))
        with np.errstate(invalid="ignore"):  # groups without any spread have no finite statistic
            as_large += (drawn >= observed - 1e-12 * np.abs(observed)).sum(axis=0)
    shares = as_large / (permutations + 1)
    return GroupComparison(
        dict(zip(STATISTICS, observed.tolist(), strict=True)),
        dict(zip(STATISTICS, shares.tolist(), strict=True)),
        *deal.tables(codes, [str(name) for name in names]),
        permutations,
        seed,
    )


class _Deal:
    """Sums of squares for many ways to deal k groups out over the cases."""

    def __init__(self, square: Floats, w: Real, k: int) -> None:
        self.square, self.w, self.k = square, w, k
        self.weight = float(w.sum())
        self.total = float(w @ (square @ w)) / 2 / self.weight

    def _sums(self, codes: Ints) -> tuple[Real, Real, Real]:
        """Return for each deal: distances to the own centre (P, N), squares within (P, k), sizes (P, k)."""
        p, n = codes.shape
        columns = np.concatenate([one_hot(row, self.k, self.w) for row in codes], axis=1)
        sums = np.asarray(self.square @ columns, np.float64).reshape(n, p, self.k)
        own = np.take_along_axis(sums, codes.T[:, :, None], axis=2)[:, :, 0].T
        sizes = np.array([summed(row, self.w, self.k) for row in codes])
        weighed = np.array(
            [summed(row, self.w * o, self.k) for row, o in zip(codes, own, strict=True)]
        )
        ss = weighed / 2 / sizes
        centred = own / np.take_along_axis(sizes, codes, axis=1)
        centred -= np.take_along_axis(ss / sizes, codes, axis=1)
        return centred, ss, sizes

    def statistics(self, codes: Ints) -> Real:
        """Return the statistics of each deal, (P, 5)."""
        centred, ss, sizes = self._sums(codes)
        free, k = self.weight - self.k, self.k
        rest = ss.sum(axis=1)
        between = self.total - rest
        with np.errstate(divide="ignore", invalid="ignore"):
            variance = ss / sizes
            f = between / (k - 1) / (rest / free)
            f_bf = between / ((1 - sizes / self.weight) * variance).sum(axis=1)
            bartlett = self._bartlett(variance, sizes)
            levene = self._levene(centred, codes, sizes)
        return np.column_stack([f, f_bf, between / self.total, bartlett, levene])

    def _bartlett(self, variance: Real, sizes: Real) -> Real:
        free = self.weight - self.k
        pooled = ((sizes - 1) * variance).sum(axis=1) / free
        scale = 1 + ((1 / (sizes - 1)).sum(axis=1) - 1 / free) / (3 * (self.k - 1))
        return (free * np.log(pooled) - ((sizes - 1) * np.log(variance)).sum(axis=1)) / scale

    def _levene(self, centred: Real, codes: Ints, sizes: Real) -> Real:
        """Return the F of a one-way analysis of the distances to the centres."""
        whole = (centred @ self.w) / self.weight
        means = np.array(
            [summed(row, self.w * x, self.k) for row, x in zip(codes, centred, strict=True)]
        )
        means /= sizes
        between = (sizes * (means - whole[:, None]) ** 2).sum(axis=1)
        rest = ((centred - np.take_along_axis(means, codes, axis=1)) ** 2) @ self.w
        return between / (self.k - 1) / (rest / (self.weight - self.k))

    def tables(self, codes: Ints, names: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the groups and the analysis of variance."""
        _, ss, sizes = self._sums(codes[None, :])
        groups = pl.DataFrame(
            {
                "group": [*names, None],
                "weight": [*sizes[0].tolist(), self.weight],
                "discrepancy": [*(ss[0] / sizes[0]).tolist(), self.total / self.weight],
            }
        )
        within = float(ss.sum())
        df = [self.k - 1.0, self.weight - self.k, self.weight - 1]
        squares = [self.total - within, within, self.total]
        return groups, pl.DataFrame(
            {
                "source": ["between", "within", "total"],
                "ss": squares,
                "df": df,
                "ms": [s / d for s, d in zip(squares, df, strict=True)],
            }
        )
