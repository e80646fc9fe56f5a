"""Clusters of very many lives: k-medoids on samples, and the best of them for all.

In: sequences and a measure; never a matrix of all pairs. Out: labels, medoids, and how stable they are
from sample to sample. The medoids of all samples are compared with all lives in one sweep, so that a
hundred samples cost hardly more than ten.

References
----------
Kaufman & Rousseeuw 1990, Finding Groups in Data, ch. 3 (CLARA). Studer, Sadeghi & Tochon 2024, Sequence
analysis for large databases, LIVES Working Papers 104. Hubert & Arabie 1985 (adjusted Rand index).
Davies & Bouldin 1979; Xie & Beni 1991; Pakhira, Bandyopadhyay & Maulik 2004 (PBM).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.cluster.kmedoids import KMedoids
from kartoteka.analyse.estimator import Estimator
from kartoteka.analyse.measure import Measure
from kartoteka.analyse.pairs import Ints, Real, summed
from kartoteka.analyse.sequences import Sequences
from kartoteka.errors import UsageError

_CELLS = 32_000_000
"""Distances kept at a time: 128 MB of float32."""


class Clara(Estimator):
    """k-medoids for more lives than pairs can be kept of.

    Parameters
    ----------
    n_clusters
        k.
    measure
        How lives are compared; it is fitted to all of them.
    samples
        How many samples are drawn.
    sample_size
        Distinct sequences in each; by default 40 + 2 k, and at least 200 where there are so many.
    fuzziness
        Above 1: memberships are kept too, by the distances to the medoids; None: crisp.
    seed
        Of the samples.

    Attributes
    ----------
    labels_ : array of int, shape (N,)
        0 is the heaviest cluster.
    medoids_ : array of int, shape (k,)
        Positions of lives.
    mean_distance_ : float
        Weighted mean distance to the medoid.
    means_ : array, shape (samples,)
        The same for every sample.
    stability_ : float
        Mean adjusted Rand index of the other samples' clusters with these.
    davies_bouldin_, xie_beni_, pbm_ : float
        Less, less and more is better.
    memberships_ : array, shape (N, k)
        Only where ``fuzziness`` is given.

    References
    ----------
    Kaufman & Rousseeuw 1990; Studer, Sadeghi & Tochon 2024.
    """

    def __init__(
        self,
        n_clusters: int,
        measure: Measure,
        *,
        samples: int = 100,
        sample_size: int | None = None,
        fuzziness: float | None = None,
        seed: int = 0,
    ) -> None:
        self.n_clusters, self.measure, self.samples = n_clusters, measure, samples
        self.sample_size, self.fuzziness, self.seed = sample_size, fuzziness, seed

    def fit(self, lives: Sequences) -> Self:
        """Find the clusters; return self.

        Raises
        ------
        UsageError
            Fewer distinct sequences than clusters, or nothing to draw.
        """
        if self.samples < 1 or (self.fuzziness is not None and self.fuzziness <= 1):
            raise UsageError("CLARA needs at least one sample, and a fuzziness above 1 if any.")
        unique = lives.unique
        if len(unique) < self.n_clusters:
            raise UsageError(
                f"{len(unique)} distinct sequences cannot make {self.n_clusters} clusters."
            )
        distinct = lives.select(unique.first).weighing(unique.weights)
        measure = self.measure.fit(lives)
        rounds = np.array(list(self._rounds(distinct, measure)))
        labels, totals = self._swept(distinct, measure, rounds)
        best = int(np.argmin(totals))
        self.means_ = totals / float(unique.weights.sum())
        others = [labels[:, r] for r in range(len(rounds)) if r != best]
        agree = [adjusted_rand(labels[:, best], o, unique.weights) for o in others]
        self.stability_ = float(np.mean(agree)) if agree else 1.0
        self._keep(distinct, measure, rounds[best], lives)
        return self

    def _rounds(self, distinct: Sequences, measure: Measure) -> Iterator[Ints]:
        """Yield the medoids of each sample, as positions among the distinct sequences."""
        chance = np.random.default_rng(self.seed)
        size = self.sample_size or max(200, 40 + 2 * self.n_clusters)
        size = min(max(size, self.n_clusters), len(distinct))
        share = distinct.weights / distinct.weights.sum()
        size = min(size, int((share > 0).sum()))
        for _ in range(self.samples):
            drawn = np.sort(chance.choice(len(distinct), size, replace=False, p=share))
            square = measure.dissimilarities(distinct.select(drawn)).square()
            # The draw has weighed them already: common sequences are more often in a sample.
            yield drawn[KMedoids(self.n_clusters).fit(square).medoids_]

    def _swept(
        self, distinct: Sequences, measure: Measure, rounds: Ints
    ) -> tuple[NDArray[np.int16], Real]:
        """Return every distinct sequence's cluster in each round, and the weighted sums of distances."""
        labels = np.empty((len(distinct), len(rounds)), np.int16)
        totals = np.zeros(len(rounds))
        for rows, to in _blocks(distinct, measure, rounds.reshape(-1)):
            per_round = to.reshape(len(rows), *rounds.shape)
            labels[rows] = per_round.argmin(axis=2)
            totals += distinct.weights[rows] @ per_round.min(axis=2).astype(np.float64)
        return labels, totals

    def _keep(self, distinct: Sequences, measure: Measure, medoids: Ints, lives: Sequences) -> None:
        w, unique = distinct.weights, lives.unique
        to = np.concatenate([to for _, to in _blocks(distinct, measure, medoids)])
        sizes = summed(to.argmin(axis=1), w, len(medoids))
        order = np.argsort(-sizes, kind="stable")
        medoids, to = medoids[order], to[:, order].astype(np.float64)
        labels = to.argmin(axis=1)
        self.labels_ = labels[unique.inverse].astype(np.int64)
        self.medoids_ = unique.first[medoids].astype(np.int64)
        self.mean_distance_ = float(w @ to.min(axis=1) / w.sum())
        between = next(iter(_blocks(distinct.select(medoids), measure, None)))[1].astype(np.float64)
        self._judge(to, labels, w, between)
        if self.fuzziness is not None:
            power = np.maximum(to, 1e-9 * max(float(to.max()), 1e-9)) ** (-1 / (self.fuzziness - 1))
            self.memberships_ = (power / power.sum(axis=1, keepdims=True))[unique.inverse]

    def _judge(self, to: Real, labels: Ints, w: Real, between: Real) -> None:
        k = len(between)
        if k < 2:
            self.davies_bouldin_ = self.xie_beni_ = self.pbm_ = float("nan")
            return
        near = to[np.arange(len(to)), labels]
        mean = summed(labels, w * near, k) / summed(labels, w, k)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = (mean[:, None] + mean[None, :]) / between
        np.fill_diagonal(ratio, -np.inf)
        self.davies_bouldin_ = float(ratio.max(axis=1).mean())
        apart = between[np.triu_indices(k, 1)]
        self.xie_beni_ = float(w @ near**2 / w.sum() / apart.min() ** 2) if apart.min() else np.inf
        alone = float((w @ to).min())
        inside = float(w @ near)
        self.pbm_ = (alone / inside * float(apart.max()) / k) ** 2 if inside else float("inf")


def _blocks(
    distinct: Sequences, measure: Measure, references: Ints | None
) -> Iterator[tuple[Ints, NDArray[np.float32]]]:
    """Yield positions, and the distances of those sequences from the references, a block at a time."""
    chosen = distinct if references is None else distinct.select(references)
    step = max(1, _CELLS // max(len(chosen), 1))
    for start in range(0, len(distinct), step):
        rows = np.arange(start, min(start + step, len(distinct)))
        yield rows, measure.dissimilarities(distinct.select(rows), chosen).table()


def adjusted_rand(a: NDArray[np.integer], b: NDArray[np.integer], weights: Real) -> float:
    """Return how much two partitions agree beyond chance: 1 the same, about 0 by chance.

    >>> import numpy as np
    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]), np.ones(4))
    1.0
    """
    table = np.zeros((int(a.max()) + 1, int(b.max()) + 1))
    np.add.at(table, (a, b), weights)

    def pairs(x: Real) -> float:
        return float((x * (x - 1)).sum()) / 2

    whole = float(weights.sum())
    together, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    expected = rows * columns / (whole * (whole - 1) / 2) if whole > 1 else 0.0
    most = (rows + columns) / 2
    return (together - expected) / (most - expected) if most != expected else 1.0
