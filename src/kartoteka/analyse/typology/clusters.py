"""From distances between lives to types: how many, which lives, and whether they survive.

In: distances and weights. Out: labels and medoids; and, over other ways the dates may have been and over
archives with one life less, how often each life and each type is found again.

References
----------
Rousseeuw 1987 (choice of k by silhouettes). Hennig 2007, Cluster-wise assessment of cluster stability,
Computational Statistics & Data Analysis 52 (Jaccard index per cluster). Krishnapuram et al. 2001,
Low-complexity fuzzy relational clustering algorithms, IEEE Trans. Fuzzy Systems 9 (membership from
distances to medoids).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from kartoteka.analyse.cluster.kmedoids import KMedoids
from kartoteka.analyse.pairs import Floats, Ints, Real
from kartoteka.analyse.quality.indices import Quality, qualities
from kartoteka.analyse.quality.silhouette import silhouettes

MOST_TYPES = 8


@dataclass(frozen=True, eq=False)
class Clusters:
    """Lives in k clusters, 0 the heaviest."""

    labels: Ints
    medoids: Ints

    @property
    def k(self) -> int:
        """How many."""
        return len(self.medoids)


def clusters(square: Floats, weights: Real, k: int) -> Clusters:
    """Return the k-medoids clusters."""
    found = KMedoids(k, eager=True).fit(square, weights=weights)
    return Clusters(found.labels_, found.medoids_)


def tried(
    square: Floats, weights: Real, ks: Iterable[int]
) -> dict[int, tuple[Clusters, Quality, float]]:
    """Return, for each number of types: the clusters, their quality, and the width that decides."""
    made = {k: clusters(square, weights, k) for k in ks}
    judged = qualities(square, [c.labels for c in made.values()], weights=weights)
    return {
        k: (c, q, float(np.average(widths(square, c, weights), weights=weights)))
        for (k, c), q in zip(made.items(), judged, strict=True)
    }


def widths(square: Floats, found: Clusters, weights: Real) -> Real:
    """Return the silhouette width of each life; a life alone in its type has 0, as Rousseeuw has it."""
    width = silhouettes(square, found.labels, weights=weights).asw_weighted.copy()
    counts = np.bincount(found.labels, minlength=found.k)
    width[counts[found.labels] == 1] = 0
    return width


def strengths(square: Floats, medoids: Ints) -> Real:
    """Return how much each life belongs to each type, (N, k): by the inverse square of its distance."""
    to = square[:, medoids].astype(np.float64)
    with np.errstate(divide="ignore"):
        near = 1 / to**2
    here = np.isinf(near)
    near[here.any(axis=1)] = here[here.any(axis=1)]
    return near / near.sum(axis=1, keepdims=True)


@dataclass(frozen=True, eq=False)
class Survival:
    """How often lives (N,) and types (k,) were found again; NaN where nothing was tried."""

    lives: Real
    types: Real
    tries: int


def survival(base: Clusters, others: Iterable[tuple[Ints, Clusters]]) -> Survival:
    """Hold a typology against others of (some of) the same lives.

    Parameters
    ----------
    others
        The positions of the lives in it, and its clusters. Types are matched so that most lives stay.
    """
    n = len(base.labels)
    stayed, asked, alike, tries = np.zeros(n), np.zeros(n), np.zeros(base.k), 0
    for rows, other in others:
        both = np.zeros((base.k, other.k))
        np.add.at(both, (base.labels[rows], other.labels), 1)
        mine, theirs = linear_sum_assignment(-both)
        match = np.full(base.k, -1)
        match[mine] = theirs
        stayed[rows] += match[base.labels[rows]] == other.labels
        asked[rows] += 1
        whole = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
        alike += (both / np.maximum(whole, 1)).max(axis=1)
        tries += 1
    with np.errstate(invalid="ignore"):
        return Survival(stayed / asked, alike / tries if tries else np.full(base.k, np.nan), tries)


def without_one(
    square: Floats, weights: Real, k: int, most: int
) -> Iterable[tuple[Ints, Clusters]]:
    """Yield the clusters that are found when one life is left out, for up to ``most`` lives in turn."""
    n = len(weights)
    for out in np.unique(np.linspace(0, n - 1, min(n, most)).astype(int)):
        rows = np.delete(np.arange(n), out)
        yield rows, clusters(square[np.ix_(rows, rows)], weights[rows], k)


def otherwise_dated(
    draw: Callable[[], Floats], weights: Real, k: int, draws: int
) -> Iterable[tuple[Ints, Clusters]]:
    """Yield the clusters of other ways the dates may have been."""
    for _ in range(draws):
        yield np.arange(len(weights)), clusters(draw(), weights, k)
