"""How fast a graphics card compares lives: all pairs, beside this computer and the card's own limit.

The limit is that of ``vector_limit`` on the card: an addition and two maxima of 32-bit whole numbers a cell,
in registers alone. Both engines give the same bits, which is looked at each time.

    python -m benchmarks card --scale full      # where a card is, and the extra `gpu`
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, TypeAlias

import numpy as np

from benchmarks.lives_made_up import made_up
from benchmarks.runner import Bench, Skipped, table
from kartoteka.analyse import streaming
from kartoteka.analyse.kernel import sweep
from kartoteka.analyse.measure import Engine
from kartoteka.analyse.measures import OM, TWED, OMloc, OMstran
from kartoteka.analyse.measures.pairwise import Pairwise
from kartoteka.analyse.sequences import Sequences

Memory: TypeAlias = Any
"""What is on the card; it has no types."""

LENGTH = 72
NEAREST = 10
CHAINS = 8
STEPS = 100_000
MEASURES: dict[str, Pairwise] = {
    "OM, learnt costs": OM(),
    "OM, constant costs": OM(costs="constant"),
    "OMloc": OMloc(),
    "OMstran": OMstran(),
    "TWED": TWED(),
}


def clock(work: Callable[[], Any], repeats: int = 2) -> tuple[float, Any]:
    """Return the least seconds of a few runs, after one that compiles, and what came of it."""
    found = work()
    best = np.inf
    for _ in range(repeats):
        start = time.perf_counter()
        found = work()
        best = min(best, time.perf_counter() - start)
    return best, found


def limit() -> float:
    """Return how many thousand million cells a second the card could do if nothing were read or written."""
    from numba import cuda as _cuda

    cuda: Any = _cuda

    @cuda.jit
    def spin(start: Memory, out: Memory, steps: int) -> None:
        cells = cuda.local.array(CHAINS, np.int32)
        saved = start[CHAINS]
        for k in range(CHAINS):
            cells[k] = start[k]
        for _ in range(steps):
            for k in range(CHAINS):
                best = np.int32(cells[(k + 2) % CHAINS] + saved)
                best = max(cells[(k + 1) % CHAINS], best)
                cells[k] = max(cells[k], best)
        for k in range(CHAINS):
            out[cuda.grid(1)] += cells[k]

    blocks, threads = cuda.get_current_device().MULTIPROCESSOR_COUNT * 8, 256
    start = cuda.to_device(np.arange(CHAINS + 1, dtype=np.int32) - CHAINS)
    out = cuda.to_device(np.zeros(blocks * threads, np.int32))

    def work() -> None:
        spin[blocks, threads](start, out, STEPS)
        cuda.synchronize()

    return blocks * threads * CHAINS * STEPS / clock(work)[0] / 1e9


def cells(lives: Sequences) -> float:
    """Return how many thousand million cells the tables of all pairs have."""
    n = len(lives.unique)
    return n * (n - 1) / 2 * lives.codes.shape[1] ** 2 / 1e9


def both(name: str, measure: Pairwise, lives: Sequences, top: float) -> tuple[object, ...]:
    """Return a row: sums and nearest of all pairs, on the card and on this computer."""
    measure.fit(lives)

    def work(engine: Engine) -> tuple[streaming.Sums, streaming.Neighbours]:
        return streaming.sums_and_neighbours(measure, lives, NEAREST, engine=engine)

    card, (sums, near) = clock(lambda: work("gpu"))
    here, (own_sums, own_near) = clock(lambda: work("auto"), 1)
    same = (sums.values == own_sums.values).all() and (near.who == own_near.who).all()
    rate = cells(lives) / card
    said = "yes" if same else "no"
    return name, len(lives), card, here, here / card, rate, f"{rate / top:.0%}", said


def run(bench: Bench) -> str:
    """Return the figures as Markdown."""
    cuda = _card()
    name = cuda.get_current_device().name
    name = name.decode() if isinstance(name, bytes) else name
    top = limit()
    bench.say(f"{name}: {top:,.0f} thousand million cells a second at most")
    few, many = bench.of(2_000, 20_000, 20_000), bench.of(10_000, 100_000, 100_000)
    rows = [both(what, measure, made_up(few, LENGTH), top) for what, measure in MEASURES.items()]
    bench.say(f"all pairs of {many:,}")
    rows.append(both("OM, learnt costs", OM(), made_up(many, LENGTH), top))
    head = ("measure", "lives:", "card, s:", f"{sweep.threads_here()} cores, s:", "ratio:")
    after = ("GCUPS:", "of the limit:", "same bits")
    said = f"{name}, at most {top:,.0f} GCUPS. Seconds of the clock: sums and {NEAREST} nearest of each."
    return f"{said}\n\n{table((*head, *after), rows)}"


def _card() -> Memory:
    if find_spec("numba") is None:
        raise Skipped("the extra `gpu` is not installed")
    from numba import cuda as _cuda

    cuda: Any = _cuda
    if not cuda.is_available():
        raise Skipped("no graphics card with CUDA is here")
    return cuda
