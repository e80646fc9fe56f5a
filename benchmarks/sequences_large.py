"""What must not keep a matrix, each in a process of its own, so that its peak of memory is its own.

In: a bench. Out: rows of Markdown. Seconds are of the work itself; making the lives and imports do not count,
a first small run of the same, which compiles, neither. The peak is of the whole process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np

from benchmarks.lives_made_up import made_up
from benchmarks.runner import Bench, Figure
from kartoteka.analyse import streaming
from kartoteka.analyse.cluster import Clara
from kartoteka.analyse.measures import OM
from kartoteka.analyse.multiverse import multiverse
from kartoteka.analyse.sequences import Sequences

NEAREST = 10
LENGTH = 72


def table(bench: Bench) -> Iterator[str]:
    """Yield the table of all of them."""
    yield "| task | CPU s | clock s | peak MiB | found |"
    yield "|---|--:|--:|--:|---|"
    n, many = bench.of(10_000, 100_000, 100_000), bench.of(50_000, 1_000_000, 1_000_000)
    settings = bench.of(20, 1000, 1000)
    yield _row(
        f"all pairs of {n:,}: sums, exact medoid, discrepancy, {NEAREST} nearest of each",
        bench.step(all_pairs, n),
    )
    yield _row(f"CLARA, k = 5, 100 samples, {many:,}", bench.step(clara, many))
    yield _row(
        f"{settings:,} settings of costs × 2,000, parted by one life",
        bench.step(settings_of, settings),
    )


def _row(what: str, figure: Figure) -> str:
    facts = figure.facts
    return f"| {what} | {facts['cpu']:.0f} | {facts['wall']:.0f} | {figure.peak:.0f} | {facts['said']} |"


def _timed(work: Callable[[], str]) -> dict[str, float | str]:
    start, clock = time.process_time(), time.perf_counter()
    said = work()
    return {
        "said": said,
        "cpu": time.process_time() - start,
        "wall": time.perf_counter() - clock,
    }


def all_pairs(number: str) -> tuple[int, dict[str, float | str]]:
    """Sweep over all pairs once; learning the costs counts."""
    lives = made_up(int(number), LENGTH)
    few = lives.select(np.arange(300))
    streaming.sums_and_neighbours(OM().fit(few), few, NEAREST)

    def work() -> str:
        sums, near = streaming.sums_and_neighbours(OM().fit(lives), lives, NEAREST)
        apart = float(near.distances[:, 0].mean())
        return (
            f"medoid {lives.ids[sums.medoid]}, discrepancy {sums.discrepancy:.4f}, "
            f"nearest other at {apart:.2f} on average"
        )

    return len(lives), _timed(work)


def clara(number: str) -> tuple[int, dict[str, float | str]]:
    """Find five types among very many lives."""
    lives = made_up(int(number), LENGTH, seed=1)
    few = lives.select(np.arange(300))
    Clara(5, OM(indels=1.0), samples=1).fit(few)

    def work() -> str:
        found = Clara(5, OM(indels=1.0), samples=100).fit(lives)
        return (
            f"mean distance {found.mean_distance_:.2f}, stability {found.stability_:.2f}, "
            f"AMS {found.medoid_silhouette_:.2f}"
        )

    return len(lives), _timed(work)


def settings_of(number: str) -> tuple[int, dict[str, float | str]]:
    """Compare 2,000 lives with many costs, and see which are never parted."""
    lives = made_up(2000, LENGTH)
    chance = np.random.default_rng(0)

    def cores(some: Sequences, count: int) -> str:
        costs = (OM("transitions", float(i)) for i in chance.uniform(0.5, 2, count))
        found = multiverse(costs, some, lambda d: d.row(0) > np.median(d.row(0)))
        return f"{len(set(found.cores.tolist())):,} cores"

    cores(lives.select(np.arange(300)), 1)
    return int(number), _timed(lambda: cores(lives, int(number)))
