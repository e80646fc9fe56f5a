"""Clusters and their quality: CPU seconds by the number of lives.

Synthetic lives of 72 months in six states, the same every time. WeightedCluster's figure stands beside; it
was measured on the same kind of machine, and is not measured here.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import numpy as np

from benchmarks.runner import Bench
from kartoteka.analyse.cluster import Clara, Hierarchical, KMedoids
from kartoteka.analyse.measures import OM
from kartoteka.analyse.quality import RankedDistances, quality_table
from kartoteka.analyse.sequences import Sequences, sequences

PEER = "30 s a number of clusters at 5,000 lives (wcClusterQuality 2.0)"


def lives(n: int, length: int = 72, states: int = 6, *, seed: int = 1) -> Sequences:
    """Return lives of about five spells."""
    chance = np.random.default_rng(seed)
    codes = np.empty((n, length), np.int8)
    for start in range(0, n, 20_000):  # so that the making of them is not the peak of memory
        rows = codes[start : start + 20_000]
        moves = chance.random(rows.shape) < 4 / length
        moves[:, 0] = True
        last = np.maximum.accumulate(np.where(moves, np.arange(length), 0), axis=1)
        rows[:] = np.take_along_axis(chance.integers(0, states, rows.shape), last, axis=1)
    return sequences(codes, "abcdefgh"[:states])


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Return CPU seconds, and what came out."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def run(bench: Bench) -> str:
    """Return the figures as Markdown: of some lives with all pairs, and of many for CLARA."""
    n, many = bench.of(1_000, 5_000, 5_000), bench.of(20_000, 100_000, 1_000_000)
    rows: list[tuple[str, float, str]] = []
    given = lives(n)
    measure = OM(costs="transitions", indels=1).fit(given)
    square = measure.dissimilarities(given).square()
    seconds, ranked = timed(lambda: RankedDistances(square))
    rows.append((f"distances of {n:,} lives ranked, once", seconds, ""))
    partitions: dict[int, np.ndarray] = {}
    seconds, _ = timed(lambda: partitions.update({5: KMedoids(5).fit(square).labels_}))
    rows.append((f"k-medoids, k = 5, {n:,} lives", seconds, ""))
    tree = Hierarchical(2)
    seconds, _ = timed(lambda: tree.fit(square))
    rows.append((f"Ward's tree, {n:,} lives", seconds, ""))
    partitions |= {k: tree.cut(k)[0] for k in range(2, 12)}
    assert isinstance(ranked, RankedDistances)
    seconds, _ = timed(lambda: quality_table(ranked, partitions))
    rows.append(
        (f"ten indices, a number of clusters, {n:,} lives", seconds / len(partitions), PEER)
    )
    crowd = lives(many, seed=2)
    clara = Clara(5, OM(costs="transitions", indels=1), samples=100)
    seconds, _ = timed(lambda: clara.fit(crowd))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    rows.append(
        (
            f"CLARA, k = 5, 100 samples, {many:,} lives",
            seconds,
            f"peak of the process {peak:.1f} GiB",
        )
    )
    head = "| what | CPU s | beside |\n|---|---|---|\n"
    return head + "\n".join(f"| {what} | {seconds:.3f} | {note} |" for what, seconds, note in rows)
