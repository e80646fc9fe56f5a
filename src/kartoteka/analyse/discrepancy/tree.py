"""A tree of questions that tell lives apart: the property that divides them best, then the next.

In: distances and a frame of properties. Out: leaves with rules that can be read. A branch grows while a
permutation test finds its best question better than chance.

References
----------
Studer, Ritschard, Gabadinho & Müller 2011, Discrepancy analysis of state sequences, Sociological Methods
& Research 40.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
import polars as pl

from kartoteka.analyse.discrepancy.split import Split, best_split
from kartoteka.analyse.discrepancy.variance import medoid
from kartoteka.analyse.estimator import Estimator
from kartoteka.analyse.pairs import Distances, Floats, Ints, Real, Weights, square_of, weights_of
from kartoteka.errors import UsageError


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of a tree.

    Parameters
    ----------
    rule
        The answers that lead here; empty at the root.
    rows
        The cases in it.
    weight, discrepancy
        Of those cases.
    medoid
        The case in the middle of them.
    split, r2, p
        The question asked here, what share of the discrepancy here it explains, and its permutation
        share; None at a leaf.
    left, right
        Where the answers lead.
    """

    rule: tuple[str, ...]
    rows: Ints
    weight: float
    discrepancy: float
    medoid: int
    split: Split | None = None
    r2: float | None = None
    p: float | None = None
    left: Branch | None = None
    right: Branch | None = None

    def leaves(self) -> Iterator[Branch]:
        """Yield the leaves, from left to right."""
        if self.left is None or self.right is None:
            yield self
        else:
            yield from self.left.leaves()
            yield from self.right.leaves()


class DiscrepancyTree(Estimator):
    """A regression tree on distances.

    Parameters
    ----------
    max_depth
        How many questions one above another.
    min_share
        The least share of the whole weight on each side of a question.
    p
        A question is asked if chance does as well in at most this share of permutations.
    permutations, seed
        How many, drawn how.

    Attributes
    ----------
    root_ : Branch
    labels_ : array of int, shape (N,)
        The leaf of each case, from left to right.
    rules_ : list of str
        What leads to each leaf.
    r2_ : float
        Share of the discrepancy that the leaves explain.
    medoids_ : array of int, shape (leaves,)
    """

    def __init__(
        self,
        *,
        max_depth: int = 5,
        min_share: float = 0.05,
        p: float = 0.05,
        permutations: int = 99,
        seed: int = 0,
    ) -> None:
        self.max_depth, self.min_share, self.p = max_depth, min_share, p
        self.permutations, self.seed = permutations, seed

    def fit(
        self, distances: Distances, properties: pl.DataFrame, *, weights: Weights = None
    ) -> Self:
        """Grow the tree; return self.

        Raises
        ------
        UsageError
            Another number of rows than cases, or a missing value.
        """
        square = square_of(distances)
        w = weights_of(weights, len(square))
        if len(properties) != len(square):
            raise UsageError(
                f"{len(square)} cases need {len(square)} rows of properties; these are {len(properties)}."
            )
        growing = _Growing(self, square, w, properties)
        self.root_ = growing.branch(np.arange(len(w)), (), self.max_depth)
        leaves = list(self.root_.leaves())
        self.labels_ = np.empty(len(w), np.int64)
        for position, leaf in enumerate(leaves):
            self.labels_[leaf.rows] = position
        self.rules_ = [" & ".join(leaf.rule) for leaf in leaves]
        self.medoids_ = np.array([leaf.medoid for leaf in leaves], np.int64)
        rest = sum(leaf.weight * leaf.discrepancy for leaf in leaves)
        whole = self.root_.weight * self.root_.discrepancy
        self.r2_ = 1 - rest / whole if whole else float("nan")
        return self


class _Growing:
    """What every branch of a growing tree needs."""

    def __init__(
        self, tree: DiscrepancyTree, square: Floats, w: Real, properties: pl.DataFrame
    ) -> None:
        self.tree, self.square, self.w, self.properties = tree, square, w, properties
        self.least = tree.min_share * float(w.sum())
        self.chance = np.random.default_rng(tree.seed)

    def branch(self, rows: Ints, rule: tuple[str, ...], depth: int) -> Branch:
        here, w = self.square[np.ix_(rows, rows)], self.w[rows]
        weight = float(w.sum())
        spread = float(w @ (here @ w)) / 2 / weight**2
        middle = int(rows[medoid(here, weights=w)])
        leaf = Branch(rule, rows, weight, spread, middle)
        if depth <= 0 or weight < 2 * self.least or not spread:
            return leaf
        table = self.properties[rows.tolist()]
        found = [best_split(here, w, table[name], self.least) for name in table.columns]
        best = max((s for s in found if s), key=lambda s: s.gain, default=None)
        if best is None or best.gain <= 0:
            return leaf
        left = best.goes_left(table[best.column])
        p = self._p(here, w, left, best.gain)
        if p > self.tree.p:
            return leaf
        sides = [
            self.branch(rows[side], (*rule, best.told(name)), depth - 1)
            for name, side in (("left", left), ("right", ~left))
        ]
        return Branch(
            rule, rows, weight, spread, middle, best, best.gain / (weight * spread), p, *sides
        )

    def _p(self, here: Floats, w: Real, left: np.ndarray, gain: float) -> float:
        """Return in what share of deals of the same two sides chance explains as much."""
        whole = float(w @ (here @ w)) / 2 / float(w.sum())
        as_good = 1
        for _ in range(self.tree.permutations):
            side = self.chance.permutation(left)
            a, b = np.where(side, w, 0), np.where(side, 0, w)
            rest = sum(float(x @ (here @ x)) / 2 / float(x.sum()) for x in (a, b) if x.any())
            as_good += whole - rest >= gain - 1e-12 * abs(gain)
        return as_good / (self.tree.permutations + 1)
