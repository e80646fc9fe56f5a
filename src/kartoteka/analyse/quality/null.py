"""Would chance alone give clusters as clear? Randomised sequences to hold a typology against.

In: sequences, a way to get distances from them, numbers of clusters. Out: the quality of typologies of random
sequences that share something with ours: their spells in another order, other durations, or nothing but
how often each state occurs. A typology that is no better than those of a null model shows that model's
structure, not types. What a model keeps of the lives is said in ``chance``.

References
----------
Studer 2021, Validating sequence analysis typologies using parametric bootstrap, Sociological Methodology 51;
Hennig & Lin 2015, Flexible parametric bootstrap for testing homogeneity against clustering, Statistics and
Computing 25.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kartoteka.analyse.cluster.kmedoids import KMedoids
from kartoteka.analyse.pairs import Distances, Ints
from kartoteka.analyse.quality.chance import Null, randomised
from kartoteka.analyse.quality.indices import INDICES, LESS_IS_BETTER, qualities
from kartoteka.analyse.quality.ranked import RankedDistances
from kartoteka.analyse.sequences import Sequences
from kartoteka.errors import UnknownName


@dataclass(frozen=True, slots=True)
class Validation:
    """The quality of a typology beside those of random sequences.

    Parameters
    ----------
    null
        The null model.
    observed
        One row per number of clusters: ``k`` and the indices.
    random
        The same for every draw: ``draw``, ``k`` and the indices.
    """

    null: Null
    observed: pl.DataFrame
    random: pl.DataFrame

    def table(self, index: str = "asw") -> pl.DataFrame:
        """Return, per k: observed, mean and limits of the random ones, and how often chance is as good.

        Returns
        -------
        DataFrame
            ``k``, ``observed``, ``mean``, ``low``, ``high`` (the middle 95 %), ``standardised``, ``p`` (the
            share of draws that are as good or better, the observed one counted among them).
        """
        if index not in INDICES:
            raise UnknownName("quality index", index, INDICES)
        sign = -1 if index in LESS_IS_BETTER else 1
        rows: list[dict[str, float]] = []
        for k, seen in self.observed.select("k", index).iter_rows():
            drawn = self.random.filter(pl.col("k") == k)[index].to_numpy()
            spread = float(drawn.std(ddof=1)) if len(drawn) > 1 else float("nan")
            rows.append(
                {
                    "k": k,
                    "observed": seen,
                    "mean": float(drawn.mean()),
                    "low": float(np.quantile(drawn, 0.025)),
                    "high": float(np.quantile(drawn, 0.975)),
                    "standardised": (seen - float(drawn.mean())) / spread
                    if spread
                    else float("nan"),
                    "p": float(1 + (sign * drawn >= sign * seen).sum()) / (1 + len(drawn)),
                }
            )
        return pl.DataFrame(rows)


Measured = Callable[[Sequences], Distances]
"""Sequences → distances between them."""

Clustered = Callable[[Distances, NDArray[np.float64], int], Ints]
"""Distances, weights, k → the cluster of each case."""


def medoid_clusters(distances: Distances, weights: NDArray[np.float64], k: int) -> Ints:
    """Return k-medoids clusters."""
    return KMedoids(k).fit(distances, weights=weights).labels_


def validate(
    lives: Sequences,
    measure: Measured,
    ks: Sequence[int],
    *,
    null: Null = "both",
    draws: int = 100,
    clustered: Clustered = medoid_clusters,
    seed: int = 0,
) -> Validation:
    """Compare the quality of a typology with what the same procedure makes of random sequences.

    Parameters
    ----------
    measure
        How distances are got, for ours and for the random ones alike: ``measure(sequences)``.
    ks
        Numbers of clusters.
    draws
        How many random sets.
    clustered
        How clusters are got; by default k-medoids.
    """
    chance = np.random.default_rng(seed)

    def judged(one: Sequences) -> list[dict[str, float]]:
        ranked = RankedDistances(measure(one), one.weights)
        labels = [clustered(ranked.square, one.weights, k) for k in ks]
        found = qualities(ranked, labels)
        return [
            {"k": k, **{i: getattr(q, i) for i in INDICES}} for k, q in zip(ks, found, strict=True)
        ]

    random = [
        {"draw": draw, **row}
        for draw in range(draws)
        for row in judged(randomised(lives, null, seed=chance))
    ]
    return Validation(null, pl.DataFrame(judged(lives)), pl.DataFrame(random))
