"""Clusters of very many lives: k-medoids on samples, and the best of them for all.

In: sequences and a measure; never a matrix of all pairs. Out: labels, medoids, and how stable they are
from sample to sample. The medoids of all samples are compared with all lives in one sweep, so that a
hundred samples cost hardly more than ten.

References
----------
Kaufman & Rousseeuw 1990, Finding Groups in Data, ch. 3 (CLARA). Studer, Sadeghi & Tochon 2024, Sequence
analysis for large databases, LIVES Working Papers 104. Davé 1991, Characterization and detection of noise in
clustering, Pattern Recognition Letters 12 (noise). Indices and agreement: ``medoid_indices``, ``agreement``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.cluster.agreement import crossed, jaccard_of, rand_of
from kartoteka.analyse.cluster.kmedoids import KMedoids
from kartoteka.analyse.cluster.medoid_indices import medoid_indices
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
    noise
        Lives farther than this from every medoid are in no cluster (label −1), and each counts this much and
        no more, so that what is like nothing else draws no medoid to itself; None: everybody is in a cluster.
    seed
        Of the samples.

    Attributes
    ----------
    labels_ : array of int, shape (N,)
        0 is the heaviest cluster; −1 noise.
    medoids_ : array of int, shape (k,)
        Positions of lives.
    mean_distance_ : float
        Weighted mean distance to the medoid; of noise, ``noise``.
    means_ : array, shape (samples,)
        The same for every sample.
    stability_ : float
        Mean adjusted Rand index of the other samples' clusters with these; noise counts as a cluster.
    stabilities_ : array, shape (k,)
        Of each cluster: its mean Jaccard index with the most alike cluster of each other sample; below 0.5 it
        dissolves as often as not.
    medoid_silhouette_, davies_bouldin_, xie_beni_, pbm_ : float
        More, less, less and more is better; of the lives that are in a cluster.
    noise_share_ : float
        The weight of those in no cluster, 0 … 1.
    memberships_ : array, shape (N, k)
        Only where ``fuzziness`` is given; what is missing to 1 is noise.

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
        noise: float | None = None,
        seed: int = 0,
    ) -> None:
        self.n_clusters, self.measure, self.samples = n_clusters, measure, samples
        self.sample_size, self.fuzziness, self.noise, self.seed = (
            sample_size,
            fuzziness,
            noise,
            seed,
        )

    def fit(self, lives: Sequences) -> Self:
        """Find the clusters; return self.

        Raises
        ------
        UsageError
            Fewer distinct sequences than clusters, or nothing to draw.
        """
        self._check()
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
        order = self._keep(distinct, measure, rounds[best], lives)
        self._compare(labels, best, order, unique.weights)
        return self

    def _check(self) -> None:
        if self.samples < 1 or (self.fuzziness is not None and self.fuzziness <= 1):
            raise UsageError("CLARA needs at least one sample, and a fuzziness above 1 if any.")
        if self.noise is not None and not self.noise > 0:
            raise UsageError(f"Noise begins at a distance above 0, not at {self.noise}.")

    def _rounds(self, distinct: Sequences, measure: Measure) -> Iterator[Ints]:
        """Yield the medoids of each sample, as positions among the distinct sequences."""
        chance = np.random.default_rng(self.seed)
        size = self.sample_size or max(200, 40 + 2 * self.n_clusters)
        size = min(max(size, self.n_clusters), len(distinct))
        share = distinct.weights / distinct.weights.sum()
        size = min(size, int((share > 0).sum()))
        for _ in range(self.samples):
            drawn = np.sort(chance.choice(len(distinct), size, replace=False, p=share))
            square = self._bounded(measure.dissimilarities(distinct.select(drawn)).square())
            # The draw has weighed them already: common sequences are more often in a sample.
            yield drawn[KMedoids(self.n_clusters).fit(square).medoids_]

    def _swept(
        self, distinct: Sequences, measure: Measure, rounds: Ints
    ) -> tuple[NDArray[np.integer], Real]:
        """Return every distinct sequence's cluster in each round, and the weighted sums of distances."""
        labels = np.empty(
            (len(distinct), len(rounds)), np.int8 if rounds.shape[1] < 128 else np.int16
        )
        totals = np.zeros(len(rounds))
        for rows, to in _blocks(distinct, measure, rounds.reshape(-1)):
            per_round = to.reshape(len(rows), *rounds.shape)
            nearest = per_round.min(axis=2)
            labels[rows] = per_round.argmin(axis=2)
            if self.noise is not None:
                labels[rows] = np.where(nearest > self.noise, rounds.shape[1], labels[rows])
            totals += distinct.weights[rows] @ self._bounded(nearest).astype(np.float64)
        return labels, totals

    def _bounded(self, distances: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return distances that count no more than noise: k-medoids of these is k-medoids with noise."""
        return distances if self.noise is None else np.minimum(distances, np.float32(self.noise))

    def _keep(self, distinct: Sequences, measure: Measure, medoids: Ints, lives: Sequences) -> Ints:
        """Keep the clusters around the medoids; return the order that puts the heaviest first."""
        w, unique, k = distinct.weights, lives.unique, len(medoids)
        to = np.concatenate([to for _, to in _blocks(distinct, measure, medoids)])
        outside = np.zeros(len(to), bool) if self.noise is None else to.min(axis=1) > self.noise
        sizes = summed(to.argmin(axis=1), np.where(outside, 0.0, w), k)
        order = np.argsort(-sizes, kind="stable")
        medoids, to = medoids[order], to[:, order]
        labels = to.argmin(axis=1)
        self.labels_ = np.where(outside, -1, labels)[unique.inverse].astype(np.int64)
        self.medoids_ = unique.first[medoids].astype(np.int64)
        near = self._bounded(to.min(axis=1)).astype(np.float64)
        self.mean_distance_ = float(w @ near / w.sum())
        self.noise_share_ = float(w[outside].sum() / w.sum())
        between = next(iter(_blocks(distinct.select(medoids), measure, None)))[1].astype(np.float64)
        inside = ~outside
        found = medoid_indices(to[inside].astype(np.float64), labels[inside], w[inside], between)
        self.medoid_silhouette_, self.davies_bouldin_ = (
            found.medoid_silhouette,
            found.davies_bouldin,
        )
        self.xie_beni_, self.pbm_ = found.xie_beni, found.pbm
        if self.fuzziness is not None:
            self.memberships_ = self._memberships(to.astype(np.float64), self.fuzziness)[
                unique.inverse
            ]
        return order

    def _memberships(self, to: Real, fuzziness: float) -> Real:
        least = 1e-9 * max(float(to.max(initial=0.0)), 1e-9)
        power = np.maximum(to, least) ** (-1 / (fuzziness - 1))
        whole = power.sum(axis=1, keepdims=True)
        if self.noise is not None:
            whole += self.noise ** (-1 / (fuzziness - 1))
        return power / whole

    def _compare(self, labels: NDArray[np.integer], best: int, order: Ints, weights: Real) -> None:
        """Keep how much of the clusters the other samples found."""
        tables = [
            crossed(labels[:, best], labels[:, r], weights)
            for r in range(labels.shape[1])
            if r != best
        ]
        self.stability_ = float(np.mean([rand_of(t) for t in tables])) if tables else 1.0
        k = len(order)
        each = np.zeros(k)
        for table in tables:
            overlap = jaccard_of(table, k)[:k]
            each[: len(overlap)] += overlap
        self.stabilities_ = each[order] / len(tables) if tables else np.ones(k)


def _blocks(
    distinct: Sequences, measure: Measure, references: Ints | None
) -> Iterator[tuple[Ints, NDArray[np.float32]]]:
    """Yield positions, and the distances of those sequences from the references, a block at a time."""
    chosen = distinct if references is None else distinct.select(references)
    step = max(1, _CELLS // max(len(chosen), 1))
    for start in range(0, len(distinct), step):
        rows = np.arange(start, min(start + step, len(distinct)))
        yield rows, measure.dissimilarities(distinct.select(rows), chosen).table()
