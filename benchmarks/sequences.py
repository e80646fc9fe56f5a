"""How fast sequences are compared, told so that machines can be compared: cells, and the processor's limit.

GCUPS are billions of cells of the table a second: pairs × positions², counted the same way for everybody, so
that what need not be computed counts as speed. Times are CPU seconds (the machine may be shared) and, of
several threads, of the clock.

    python -m benchmarks sequences [--scale small|full] [--peers]

``--peers`` runs the same beside Sequenzo and TraMineR, where they can be had (``sequence_peers``). What could
not be run is compared with the CPU seconds that we measured earlier on an AMD EPYC 9004 (Zen 4), and
labelled so.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks import sequence_peers, sequences_large
from benchmarks.lives_made_up import made_up
from benchmarks.runner import Bench
from benchmarks.vector_limit import limit
from kartoteka.analyse.kernel import sweep
from kartoteka.analyse.measures import OM
from kartoteka.analyse.sequences import Sequences
from kartoteka.analyse.typology.clusters import clusters

LENGTH = 72
"""Months of a life: six years."""


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


def beside(bench: Bench) -> Iterator[str]:
    """Compare every edit measure with the other programs, from sequences to the square matrix."""
    small = bench.scale == "small"
    yield from sequence_peers.HEAD
    for name, (few, many) in sequence_peers.CASES.items():
        n = few if small else many
        bench.say(f"{name} of {n:,} lives")
        yield sequence_peers.row(name, n, sequence_peers.beside(made_up(n, LENGTH), name))


def live() -> Iterator[str]:
    """Measure the slider of costs."""
    lives = made_up(700, LENGTH)
    one, wall = cpu(lambda: OM().fit(lives).dissimilarities(lives), 5)
    yield f"- the matrix of 700 lives when a cost is moved: {one * 1000:.0f} ms of CPU, {wall * 1000:.0f} ms"
    square, weights = OM().fit(lives).dissimilarities(lives).square(), np.ones(len(lives))
    one, wall = cpu(lambda: clusters(square, weights, 5), 5)
    yield f"- and five groups of them by k-medoids: {one * 1000:.0f} ms of CPU, {wall * 1000:.0f} ms"


def start_up() -> Iterator[str]:
    """Measure the first call ever, and the first call of a later process."""
    code = (
        "import time; s = time.perf_counter(); from benchmarks.lives_made_up import made_up; "
        "from kartoteka.analyse.measures import OM; "
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


def run(bench: Bench) -> str:
    """Return all figures as Markdown."""
    small = bench.scale == "small"
    parts = {
        "Optimal matching, learnt costs": matching("small" if small else "full"),
        "Beside others": beside(bench) if bench.peers else iter(("Not asked for (`--peers`).",)),
        "Without a matrix": sequences_large.table(bench),
        "Live": live(),
        "Starting": start_up(),
    }
    return "\n".join(f"\n### {t}\n\n" + "\n".join(lines) for t, lines in parts.items()).strip()
