"""How fast sequences are compared, told so that machines can be compared: cells, and the processor's limit.

GCUPS are billions of cells of the table a second: pairs × positions², counted the same way for everybody, so
that what need not be computed counts as speed. Times are CPU seconds (the machine may be shared) and, of
several threads, of the clock.

    python -m benchmarks.sequences [--scale small|full] [--peers]

``--peers`` installs Sequenzo from PyPI into an environment that is thrown away, and asks R for TraMineR.
Without them ratios are to the CPU seconds that we measured earlier on an AMD EPYC 9004 (Zen 4), which are
labelled so.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks import sequence_peers
from benchmarks.runner import Bench
from benchmarks.vector_limit import limit
from kartoteka.analyse import streaming
from kartoteka.analyse.kernel import sweep
from kartoteka.analyse.measures import NMS, OM, TWED, OMloc, OMslen, OMspell, OMstran
from kartoteka.analyse.measures.pairwise import Pairwise
from kartoteka.analyse.multiverse import multiverse
from kartoteka.analyse.sequences import Sequences, sequences
from kartoteka.analyse.typology.clusters import clusters

STATES = ("free", "cell", "camp", "exile", "hospital", "work")
EARLIER = {
    "TraMineR OM 5000x72": 97.6,
    "Sequenzo OM 5000x72": 225.0,
    "OMloc": 26.4,
    "OMslen": 12.6,
    "OMstran": 25.9,
    "TWED": 17.0,
    "NMS": 132.0,
    "OMspell": 0.79,
}
"""CPU seconds of one run on Zen 4 (measures: TraMineR 2.2-12, 1,000 lives of 72 positions, 6 states)."""


def made_up(n: int, length: int, seed: int = 0) -> Sequences:
    """Return semi-Markov lives of about five spells, nearly all different."""
    chance = np.random.default_rng(seed)
    codes = np.empty((n, length), np.int8)
    state = chance.integers(len(STATES), size=n)
    left = 1 + chance.geometric(5 / length, n)
    for at in range(length):
        over = left <= 0
        state = np.where(over, (state + chance.integers(1, len(STATES), n)) % len(STATES), state)
        left = np.where(over, 1 + chance.geometric(5 / length, n), left) - 1
        codes[:, at] = state
    return sequences(codes, STATES)


def cpu(work: Callable[[], object], repeats: int = 3) -> tuple[float, float]:
    """Return the least CPU and clock seconds of a few runs; the first, which compiles, does not count."""
    work()
    best = [np.inf, np.inf]
    for _ in range(repeats):
        start, wall = time.process_time(), time.perf_counter()
        work()
        best = [
            min(best[0], time.process_time() - start),
            min(best[1], time.perf_counter() - wall),
        ]
    return best[0], best[1]


def gcups(lives: Sequences, seconds: float) -> float:
    n = len(lives.unique)
    return n * (n - 1) / 2 * lives.codes.shape[1] ** 2 / seconds / 1e9


def matching(scale: str) -> Iterator[str]:
    """Measure optimal matching with learnt costs, from sequences to condensed pairs."""
    yield "| lives × positions | CPU s | clock s | GCUPS a core | without reuse | of the limit |"
    yield "|---|--:|--:|--:|--:|--:|"
    sizes = {"small": [(1000, 20), (2000, 72)], "full": [(5000, 20), (5000, 72), (2000, 200)]}
    for n, length in sizes[scale]:
        lives = made_up(n, length)
        measure = OM().fit(lives)
        whole = cpu(lambda s=lives: OM().fit(s).dissimilarities(s))
        problem = measure.problem(lives)
        bare, _ = cpu(lambda p=problem: sweep.condensed(p, threads=1, reuse=False))
        top = limit()
        yield (
            f"| {n:,} × {length} | {whole[0]:.2f} | {whole[1]:.2f} | {gcups(lives, whole[0]):.0f} "
            f"| {gcups(lives, bare):.0f} | {gcups(lives, bare) / top:.0%} of {top:.0f} |"
        )


def measures(scale: str) -> Iterator[str]:
    """Compare the other edit measures with TraMineR's CPU seconds (earlier, Zen 4)."""
    yield "| measure | CPU s | TraMineR (earlier) | ratio |"
    yield "|---|--:|--:|--:|"
    lives = made_up(1000 if scale == "full" else 300, 72)
    share = (len(lives) / 1000) ** 2
    every: list[Pairwise] = [OMloc(), OMslen(), OMstran(), TWED(), NMS(), OMspell()]
    for measure in every:
        name = type(measure).__name__
        own, _ = cpu(lambda m=measure: m.fit(lives).dissimilarities(lives))
        yield f"| {name} | {own:.3f} | {EARLIER[name] * share:.2f} | {EARLIER[name] * share / own:.0f} |"


def peers(*, run: bool) -> Iterator[str]:
    """Compare OM of 5,000 lives of 72 positions with the others."""
    lives = made_up(5000, 72)
    own = cpu(lambda: OM(indels=1.0).fit(lives).dissimilarities(lives))
    yield "| program | CPU s | clock s | ratio of CPU | where |"
    yield "|---|--:|--:|--:|---|"
    yield f"| kartoteka | {own[0]:.2f} | {own[1]:.2f} | 1 | here |"
    for name in ("TraMineR", "Sequenzo"):
        figure = sequence_peers.measure(name, lives) if run else "not asked for (--peers)"
        if isinstance(figure, str):
            seconds, where = EARLIER[f"{name} OM 5000x72"], f"earlier, Zen 4; here: {figure}"
            yield f"| {name} | {seconds:.1f} | | {seconds / own[0]:.0f} | {where} |"
        else:
            yield f"| {name} | {figure.cpu:.1f} | {figure.wall:.1f} | {figure.cpu / own[0]:.0f} | here |"


def large(scale: str) -> Iterator[str]:
    """Measure what keeps no matrix: sums of all pairs; the medoids of all rounds of CLARA in one sweep."""
    yield "| task | CPU s | clock s | peak MiB |"
    yield "|---|--:|--:|--:|"
    n = 100_000 if scale == "full" else 10_000
    lives = made_up(n, 72)
    measure = OM().fit(lives)
    streaming.sums(measure, lives.select(np.arange(300)))
    tasks: dict[str, Callable[[], object]] = {
        f"sums, medoid, discrepancy of {n:,}": lambda: streaming.sums(measure, lives),
    }
    many = 1_000_000 if scale == "full" else 50_000
    register = made_up(many, 72, seed=1)
    chosen = np.random.default_rng(2).integers(0, many, (100, 5))
    rows, where = np.unique(chosen, return_inverse=True)
    medoids = register.select(rows)
    tasks[f"100 rounds of 5 medoids against {many:,}"] = lambda: streaming.costs_of_rounds(
        measure, register, medoids, where.reshape(chosen.shape)
    )
    for name, work in tasks.items():
        start, wall = time.process_time(), time.perf_counter()
        work()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        used = time.process_time() - start
        yield f"| {name} | {used:.1f} | {time.perf_counter() - wall:.1f} | {peak:.0f} |"


def live(scale: str) -> Iterator[str]:
    """Measure the slider of costs, and the multiverse of settings."""
    lives = made_up(700, 72)
    one, wall = cpu(lambda: OM().fit(lives).dissimilarities(lives), 5)
    yield f"- the matrix of 700 lives when a cost is moved: {one * 1000:.0f} ms of CPU, {wall * 1000:.0f} ms"
    square, weights = OM().fit(lives).dissimilarities(lives).square(), np.ones(len(lives))
    one, wall = cpu(lambda: clusters(square, weights, 5), 5)
    yield f"- and five groups of them by k-medoids: {one * 1000:.0f} ms of CPU, {wall * 1000:.0f} ms"
    settings = 1000 if scale == "full" else 20
    some = made_up(2000, 72)
    chance = np.random.default_rng(0)
    costs = (OM("constant", float(i)) for i in chance.uniform(0.5, 2, settings))
    start, wall = time.process_time(), time.perf_counter()
    multiverse(costs, some, lambda d: d.distinct_row(0)[d.inverse] > 60)
    used, clock = time.process_time() - start, time.perf_counter() - wall
    yield f"- {settings:,} settings × 2,000 lives, parted by one life: {used:.0f} s of CPU, {clock:.0f} s"


def start_up() -> Iterator[str]:
    """Measure the first call ever, and the first call of a later process."""
    code = (
        "import time; s = time.perf_counter(); from benchmarks.sequences import made_up, OM; "
        "x = made_up(50, 20); i = time.perf_counter(); OM().fit(x).dissimilarities(x); "
        "print(f'{time.perf_counter() - i:.2f} s (imports {i - s:.2f} s)')"
    )
    with tempfile.TemporaryDirectory() as folder:
        environment = {"NUMBA_CACHE_DIR": folder, "PYTHONPATH": ":".join(sys.path), "PATH": ""}
        for name in ("first call ever", "first call of a later process"):
            said = subprocess.run(
                [sys.executable, "-c", code],
                capture_output=True,
                text=True,
                check=True,
                env=environment,
                cwd=Path(__file__).parents[1],
            )
            yield f"- {name}: {said.stdout.strip()}"


def table(scale: str, *, run_peers: bool = False) -> str:
    """Return all figures as Markdown."""
    parts = {
        "Optimal matching, learnt costs": matching(scale),
        "Other measures": measures(scale),
        "Beside others": peers(run=run_peers) if scale == "full" else iter(()),
        "Without a matrix": large(scale),
        "Live": live(scale),
        "Starting": start_up(),
    }
    return "\n".join(f"\n### {title}\n\n" + "\n".join(lines) for title, lines in parts.items())


def run(bench: Bench) -> str:
    """Return the figures for a run of all benchmarks."""
    large_scale = bench.scale != "small"
    return table("full" if large_scale else "small", run_peers=large_scale).strip()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sequences", description=__doc__)
    parser.add_argument("--scale", choices=("small", "full"), default="small")
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    print(table(options.scale, run_peers=options.peers))


if __name__ == "__main__":
    main()
