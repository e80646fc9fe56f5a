"""How good a partition is: ten figures, each from the paper that proposed it.

In: distances, a cluster per case, weights. Out: :class:`Quality`, and tables of it over several numbers of
clusters. All partitions share one sort of the distances and one pass over the matrix.

References
----------
Studer 2013, WeightedCluster library manual (the set of indices, weighted). Rousseeuw 1987 (silhouettes).
Calinski & Harabasz 1974 (pseudo F). Milligan & Cooper 1985 (point biserial correlation). Studer,
Ritschard, Gabadinho & Müller 2011, Discrepancy analysis of state sequences (sums of squares from distances).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

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
    summed,
)
from kartoteka.analyse.quality.ranked import OrderIndices, RankedDistances
from kartoteka.analyse.quality.silhouette import Silhouettes, silhouettes_from
from kartoteka.errors import UsageError

_ROWS = 512
"""Rows of the matrix in work at a time: what is squared on the way stays small."""


@dataclass(frozen=True, slots=True)
class Quality:
    """The quality of a partition into ``k`` clusters.

    Parameters
    ----------
    k
        Number of clusters.
    pbc
        Point biserial correlation of distance and lying apart, −1 … 1; more is better.
    hg, hgsd
        Hubert's Γ and Somers' D, −1 … 1: are pairs within nearer than pairs between? More is better.
    asw, asw_weighted
        Average silhouette width, −1 … 1, weights taken as numbers of copies, or as shares. More is better;
        ``asw`` is NaN where a cluster weighs less than one case.
    ch, chsq
        Calinski and Harabasz's pseudo F, of distances and of squared ones; more is better.
    r2, r2sq
        Share of the discrepancy that the clusters explain, 0 … 1; grows with k.
    hc
        Hubert's C, 0 … 1: how far the sum within is from the least possible; *less* is better.
    """

    k: int
    pbc: float
    hg: float
    hgsd: float
    asw: float
    asw_weighted: float
    ch: float
    r2: float
    chsq: float
    r2sq: float
    hc: float


INDICES: tuple[str, ...] = tuple(field.name for field in fields(Quality))[1:]
"""The names of the figures, in the order of WeightedCluster."""

LESS_IS_BETTER = frozenset({"hc"})


def quality(
    distances: Distances | RankedDistances, labels: npt.ArrayLike, *, weights: Weights = None
) -> Quality:
    """Return the quality of one partition.

    Parameters
    ----------
    distances
        Of N cases; where they were ranked already (:class:`RankedDistances`), their weights count.
    labels
        What cluster each case is in: any N values.

    Raises
    ------
    UsageError
        There are fewer than two clusters, or as many as cases.

    Examples
    --------
    >>> found = quality([1, 5, 5, 5, 5, 1], ["a", "a", "b", "b"])
    >>> round(found.asw, 3), found.hg, found.hc
    (0.8, 1.0, 0.0)
    """
    return qualities(distances, [labels], weights=weights)[0]


def qualities(
    distances: Distances | RankedDistances,
    partitions: Sequence[npt.ArrayLike],
    *,
    weights: Weights = None,
) -> list[Quality]:
    """Return the quality of several partitions of the same cases, in their order."""
    ranked = (
        distances if isinstance(distances, RankedDistances) else RankedDistances(distances, weights)
    )
    n = len(ranked.weights)
    coded = [_coded(labels, n) for labels in partitions]
    sums = _sums(ranked, coded)
    return [
        _one(ranked, codes, k, near, far)
        for (codes, k), (near, far) in zip(coded, sums, strict=True)
    ]


def quality_table(
    distances: Distances | RankedDistances,
    partitions: Mapping[int, npt.ArrayLike],
    *,
    weights: Weights = None,
) -> pl.DataFrame:
    """Return the quality over several numbers of clusters: one row each, columns ``k`` and :data:`INDICES`.

    Parameters
    ----------
    partitions
        Number of clusters → the cluster of each case.
    """
    found = qualities(distances, list(partitions.values()), weights=weights)
    return pl.DataFrame([{name: getattr(one, name) for name in ("k", *INDICES)} for one in found])


def _coded(labels: npt.ArrayLike, n: int) -> tuple[Ints, int]:
    codes, names = groups_of(labels, n)
    if not 2 <= len(names) < n:
        raise UsageError(
            f"Quality needs from 2 clusters up to one fewer than the {n} cases; these are {len(names)}."
        )
    return codes, len(names)


def _sums(ranked: RankedDistances, coded: Sequence[tuple[Ints, int]]) -> list[tuple[Real, Real]]:
    """Return, per partition, the weighted sums of distances and of squares to each cluster, (N, k) each."""
    columns = np.concatenate([one_hot(codes, k, ranked.weights) for codes, k in coded], axis=1)
    near, far = weighted_sums(ranked.square, columns)
    ends = np.cumsum([k for _, k in coded])[:-1]
    return list(zip(np.split(near, ends, axis=1), np.split(far, ends, axis=1), strict=True))


def weighted_sums(square: Floats, columns: Real) -> tuple[Real, Real]:
    """Return ``square @ columns`` and ``square² @ columns``, a few rows at a time."""
    near, far = np.empty(columns.shape), np.empty(columns.shape)
    for start in range(0, len(square), _ROWS):
        rows = square[start : start + _ROWS].astype(np.float64, copy=False)
        near[start : start + _ROWS] = rows @ columns
        far[start : start + _ROWS] = (rows * rows) @ columns
    return near, far


def _one(ranked: RankedDistances, codes: Ints, k: int, near: Real, far: Real) -> Quality:
    w = ranked.weights
    sizes = summed(codes, w, k)
    widths = silhouettes_from(near, codes, sizes)
    r2, ch = _explained(near, codes, w, sizes)
    r2sq, chsq = _explained(far, codes, w, sizes)
    order: OrderIndices = ranked.order_indices(codes, k)
    average = _average_of(widths, w)
    return Quality(
        k=k,
        pbc=_point_biserial(near, far, codes, w, sizes),
        hg=order.hg,
        hgsd=order.hgsd,
        asw=average[0],
        asw_weighted=average[1],
        ch=ch,
        r2=r2,
        chsq=chsq,
        r2sq=r2sq,
        hc=order.hc,
    )


def _average_of(widths: Silhouettes, w: Real) -> tuple[float, float]:
    return float(np.average(widths.asw, weights=w)), float(
        np.average(widths.asw_weighted, weights=w)
    )


def _explained(sums: Real, codes: Ints, w: Real, sizes: Real) -> tuple[float, float]:
    """Return the share of the discrepancy between clusters, and its pseudo F."""
    own = sums[np.arange(len(codes)), codes]
    within = float((summed(codes, w * own, len(sizes)) / sizes).sum()) / 2
    total = float(w @ sums.sum(axis=1)) / 2 / float(w.sum())
    if not total:
        return float("nan"), float("nan")
    k, free = len(sizes), float(w.sum()) - len(sizes)
    f = ((total - within) / (k - 1)) / (within / free) if within and free > 0 else float("nan")
    return 1 - within / total, f


def _point_biserial(near: Real, far: Real, codes: Ints, w: Real, sizes: Real) -> float:
    """Correlate distance with lying in different clusters, over the whole square."""
    pairs = float(w.sum()) ** 2
    apart = 1 - float((sizes**2).sum()) / pairs
    mean = float(w @ near.sum(axis=1)) / pairs
    within = float(w @ near[np.arange(len(codes)), codes]) / pairs
    spread = float(w @ far.sum(axis=1)) / pairs - mean**2
    if spread <= 0 or not 0 < apart < 1:
        return float("nan")
    return float((mean - within - mean * apart) / np.sqrt(spread * apart * (1 - apart)))
