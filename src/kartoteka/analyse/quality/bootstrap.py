"""How firm a figure of quality is: the same partition, the cases drawn anew.

In: distances, partitions, weights. Out: per number of clusters and index the mean, spread and limits
over draws. Drawing cases anew is giving them other weights; the distances are sorted once for all draws.

References
----------
Efron & Tibshirani 1993, An Introduction to the Bootstrap; Studer 2013 (bootstrapped cluster quality).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from kartoteka.analyse.pairs import Distances, Weights
from kartoteka.analyse.quality.indices import INDICES, qualities
from kartoteka.analyse.quality.ranked import RankedDistances


def bootstrap(
    distances: Distances | RankedDistances,
    partitions: Mapping[int, npt.ArrayLike],
    *,
    weights: Weights = None,
    draws: int = 100,
    seed: int = 0,
) -> pl.DataFrame:
    """Return how much the quality of partitions varies when the cases are drawn anew.

    Parameters
    ----------
    partitions
        Number of clusters → the cluster of each case.
    draws
        How many times N cases are drawn, each by its weight.

    Returns
    -------
    DataFrame
        One row per number of clusters and index: ``k``, ``index``, ``observed``, ``mean``, ``sd``, ``low``,
        ``high`` (the middle 95 %). A draw in which a cluster is empty or weighs less than one is left out of
        the figures that then do not exist.
    """
    ranked = (
        distances if isinstance(distances, RankedDistances) else RankedDistances(distances, weights)
    )
    labels = list(partitions.values())
    w = ranked.weights
    chance = np.random.default_rng(seed)
    size = max(round(float(w.sum())), 2)
    observed = _values(ranked, labels)
    drawn = np.array(
        [
            _values(ranked.reweighted(chance.multinomial(size, w / w.sum())), labels)
            for _ in range(draws)
        ]
    )
    rows = [
        {"k": k, "index": index, "observed": float(observed[i, j]), **_summary(drawn[:, i, j])}
        for i, k in enumerate(partitions)
        for j, index in enumerate(INDICES)
    ]
    return pl.DataFrame(rows)


def _values(ranked: RankedDistances, labels: list[npt.ArrayLike]) -> npt.NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        found = qualities(ranked, labels)
    return np.array([[getattr(one, index) for index in INDICES] for one in found])


def _summary(values: npt.NDArray[np.float64]) -> dict[str, float]:
    there = values[np.isfinite(values)]
    if not len(there):
        return dict.fromkeys(("mean", "sd", "low", "high"), float("nan"))
    low, high = np.quantile(there, (0.025, 0.975))
    return {
        "mean": float(there.mean()),
        "sd": float(there.std(ddof=1)) if len(there) > 1 else float("nan"),
        "low": float(low),
        "high": float(high),
    }
