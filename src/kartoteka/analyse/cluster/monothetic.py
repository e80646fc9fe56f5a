"""Monothetic clusters: types that can be told by a rule, made by asking about one property after another.

In: distances and a frame of properties of the same cases. Out: labels, and a rule for each. To choose
when it matters that a stranger can tell from a life which type it is. :func:`properties` makes such a
frame from sequences.

References
----------
Chavent, Lechevallier & Briant 2007, DIVCLUS-T: a monothetic divisive hierarchical clustering method,
Computational Statistics & Data Analysis 52. Studer 2018, Divisive property-based and fuzzy clustering
for sequence analysis, in Sequence Analysis and Related Approaches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import polars as pl

from kartoteka.analyse.cluster.hierarchical import medoids_of
from kartoteka.analyse.cluster.kmedoids import check_clusters
from kartoteka.analyse.discrepancy.split import Split, best_split
from kartoteka.analyse.estimator import Estimator
from kartoteka.analyse.indicators.spelling import spelling
from kartoteka.analyse.pairs import Distances, Floats, Ints, Real, Weights, square_of, weights_of
from kartoteka.analyse.sequences import Sequences
from kartoteka.errors import UsageError


@dataclass(eq=False)
class _Leaf:
    rows: Ints
    rule: tuple[str, ...]
    split: Split | None


class PropertyClusters(Estimator):
    """Divisive clustering by properties.

    Parameters
    ----------
    n_clusters
        Where to stop; earlier where no question is left.
    min_share
        The least share of the whole weight on each side of a question.

    Attributes
    ----------
    labels_ : array of int, shape (N,)
        In the order of ``rules_``.
    rules_ : list of str
        What has to hold for each cluster.
    medoids_ : array of int, shape (k,)
    r2_ : float
        Share of the discrepancy that the clusters explain.
    splits_ : list of Split
        The questions, in the order in which they were asked.
    """

    def __init__(self, n_clusters: int, *, min_share: float = 0.01) -> None:
        self.n_clusters, self.min_share = n_clusters, min_share

    def fit(
        self, distances: Distances, properties: pl.DataFrame, *, weights: Weights = None
    ) -> Self:
        """Divide the cases; return self.

        Raises
        ------
        UsageError
            Another number of rows than cases, or a missing value.
        """
        square = square_of(distances)
        w = weights_of(weights, len(square))
        check_clusters(self.n_clusters, len(w))
        if len(properties) != len(w):
            raise UsageError(
                f"{len(w)} cases need {len(w)} rows of properties; these are {len(properties)}."
            )
        least = self.min_share * float(w.sum())
        leaves = [self._leaf(square, w, properties, np.arange(len(w)), (), least)]
        self.splits_: list[Split] = []
        while len(leaves) < self.n_clusters:
            able = [i for i, leaf in enumerate(leaves) if leaf.split and leaf.split.gain > 0]
            if not able:
                break
            at = max(able, key=lambda i: leaves[i].split.gain)  # pyright: ignore[reportOptionalMemberAccess]
            leaves[at : at + 1] = self._divided(square, w, properties, leaves[at], least)
        self._keep(square, w, leaves)
        return self

    def _leaf(
        self,
        square: Floats,
        w: Real,
        properties: pl.DataFrame,
        rows: Ints,
        rule: tuple[str, ...],
        least: float,
    ) -> _Leaf:
        here, table = square[np.ix_(rows, rows)], properties[rows.tolist()]
        found = (best_split(here, w[rows], table[name], least) for name in table.columns)
        return _Leaf(rows, rule, max((s for s in found if s), key=lambda s: s.gain, default=None))

    def _divided(
        self, square: Floats, w: Real, properties: pl.DataFrame, leaf: _Leaf, least: float
    ) -> list[_Leaf]:
        split = leaf.split
        assert split is not None  # noqa: S101 - only such leaves are divided
        self.splits_.append(split)
        left = split.goes_left(properties[leaf.rows.tolist()][split.column])
        return [
            self._leaf(
                square, w, properties, leaf.rows[side], (*leaf.rule, split.told(name)), least
            )
            for name, side in (("left", left), ("right", ~left))
        ]

    def _keep(self, square: Floats, w: Real, leaves: list[_Leaf]) -> None:
        self.labels_ = np.empty(len(w), np.int64)
        for position, leaf in enumerate(leaves):
            self.labels_[leaf.rows] = position
        self.rules_ = [" & ".join(leaf.rule) for leaf in leaves]
        self.medoids_ = medoids_of(square, self.labels_, w)
        whole = float(w @ (square @ w)) / 2 / float(w.sum())
        gained = sum(split.gain for split in self.splits_)
        self.r2_ = gained / whole if whole else float("nan")


def properties(lives: Sequences) -> pl.DataFrame:
    """Return properties of lives by which a rule can be made.

    Returns
    -------
    DataFrame
        For each state: ``ever:STATE`` (yes or no), ``time:STATE`` (positions in it), ``spells:STATE``,
        ``begins:STATE`` (the first position in it, counted from 1; one more than the longest life where
        it never is); and ``first``,
        ``last``.
    """
    found = spelling(lives)
    visits = found.visits()
    count = np.zeros_like(visits)
    np.add.at(count, (found.life, found.state), 1)
    begins = np.full(visits.shape, lives.codes.shape[1] + 1)
    np.minimum.at(begins, (found.life, found.state), found.start + 1)
    columns: dict[str, object] = {}
    for position, state in enumerate(lives.states):
        if position == lives.missing or not visits[:, position].any():
            continue
        columns[f"ever:{state}"] = np.where(visits[:, position] > 0, "yes", "no")
        columns[f"time:{state}"] = visits[:, position]
        columns[f"spells:{state}"] = count[:, position]
        columns[f"begins:{state}"] = begins[:, position]
    last = lives.codes[np.arange(len(lives)), np.maximum(lives.lengths - 1, 0)]
    for name, codes in (("first", lives.codes[:, 0]), ("last", last)):
        columns[name] = [lives.states[c] if c >= 0 else "" for c in codes.tolist()]
    return pl.DataFrame(columns)
