"""All tiles of a problem, over threads; what is kept of each tile is all the memory there is.

In: a problem and an engine. Out: condensed pairs, a table, rows block by block, weighted row sums, nearest
neighbours. Tiles have one width on every computer, and sums are added in one order: the results are the same
bits for any number of threads.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel import keeping
from kartoteka.analyse.kernel.engines import HEIGHT, TILE, Maker, chosen, maker
from kartoteka.analyse.kernel.problem import Problem
from kartoteka.analyse.measure import Engine
from kartoteka.analyse.sequences import Index, Weights

Task: TypeAlias = tuple[int, int, int, int]
"""(q0, q1, t0, width): some queries against one tile of targets."""

Keep: TypeAlias = Callable[[NDArray[np.float64], Task], None]

GROUPS = 32
"""Partial sums that are added in their order; more than the threads of most computers."""


def threads_here() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def tasks(problem: Problem, height: int, tile: int) -> Iterator[Task]:
    """Yield the tasks of one tile of targets; of a symmetric problem, only queries from it on."""
    n, width = len(problem.queries), min(TILE, len(problem.targets) - tile * TILE)
    start = tile * TILE if problem.symmetric else 0
    for q0 in range(start, n, height):
        yield q0, min(n, q0 + height), tile * TILE, width


def tiles(problem: Problem) -> int:
    """Return how many tiles of targets there are."""
    return -(-len(problem.targets) // TILE)


def sweep(
    problem: Problem,
    keeps: list[Keep],
    *,
    engine: Engine = "auto",
    threads: int | None = None,
    reuse: bool = True,
) -> None:
    """Compute all tiles; those of group g (tile modulo groups) go to ``keeps[g]``, in their order."""
    how = chosen(engine)
    make_worker = maker(problem, how, reuse=reuse)
    waiting = deque(range(len(keeps)))

    def work() -> None:
        make: Maker | None = None
        while waiting:
            try:
                group = waiting.popleft()
            except IndexError:
                return
            make = make or make_worker()
            for tile in range(group, tiles(problem), len(keeps)):
                for task in tasks(problem, HEIGHT[how], tile):
                    keeps[group](make(*task), task)

    count = min(threads or threads_here(), len(keeps))
    if count <= 1:
        return work()
    with ThreadPoolExecutor(count) as pool:
        for future in [pool.submit(work) for _ in range(count)]:
            future.result()
    return None


def condensed(
    problem: Problem, *, engine: Engine = "auto", threads: int | None = None, reuse: bool = True
) -> NDArray[np.float32]:
    """Return all pairs of a symmetric problem in SciPy's order, float32, (n (n - 1) / 2,)."""
    n = len(problem.queries)
    out = np.empty(n * (n - 1) // 2, np.float32)
    keep = keeping.condensed(out, n, compiled=chosen(engine) == "vector")
    sweep(problem, [keep] * tiles(problem), engine=engine, threads=threads, reuse=reuse)
    return out


def table(
    problem: Problem, *, engine: Engine = "auto", threads: int | None = None
) -> NDArray[np.float32]:
    """Return all queries against all targets, float32, (queries, targets)."""
    out = np.empty((len(problem.queries), len(problem.targets)), np.float32)
    for q0, block in row_blocks(problem, engine=engine, threads=threads):
        out[q0 : q0 + len(block)] = block
    return out


def row_blocks(
    problem: Problem, *, engine: Engine = "auto", threads: int | None = None
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield (first query, float32 (some queries, all targets)) in order, a few blocks ahead."""
    how = chosen(engine)
    make_worker = maker(problem, how)
    idle: deque[Maker] = deque()
    height, n = HEIGHT[how], len(problem.queries)

    def block(q0: int) -> tuple[int, NDArray[np.float32]]:
        make = idle.pop() if idle else make_worker()
        q1 = min(n, q0 + height)
        out = np.empty((q1 - q0, len(problem.targets)), np.float32)
        for t0 in range(0, len(problem.targets), TILE):
            width = min(TILE, len(problem.targets) - t0)
            out[:, t0 : t0 + width] = make(q0, q1, t0, width)[: q1 - q0, :width]
        idle.append(make)
        return q0, out

    count = threads or threads_here()
    with ThreadPoolExecutor(count) as pool:
        ahead: deque[Future[tuple[int, NDArray[np.float32]]]] = deque()
        for q0 in range(0, n, height):
            ahead.append(pool.submit(block, q0))
            if len(ahead) > 2 * count:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def row_sums(
    problem: Problem, weights: Weights, *, engine: Engine = "auto", threads: int | None = None
) -> NDArray[np.float64]:
    """Return the weighted sum of each sequence's dissimilarities from all, (n,); memory O(n)."""
    adding = _Adding(problem, weights, chosen(engine))
    sweep(problem, adding.keeps, engine=engine, threads=threads)
    return adding.total()


def nearest(
    problem: Problem, k: int, *, engine: Engine = "auto", threads: int | None = None
) -> tuple[Index, NDArray[np.float32]]:
    """Return the k nearest others of each sequence and how far they are, (n, k) each; memory O(n k).

    Of others equally far, the earlier is nearer; where there are fewer than k, index -1 and infinity.
    """
    count = max(min(threads or threads_here(), tiles(problem)), 1)
    finding = _Finding(problem, k, chosen(engine), count)
    sweep(problem, [finding.keep] * count, engine=engine, threads=threads)
    return finding.found()


def sums_and_nearest(
    problem: Problem,
    weights: Weights,
    k: int,
    *,
    engine: Engine = "auto",
    threads: int | None = None,
) -> tuple[NDArray[np.float64], Index, NDArray[np.float32]]:
    """Return :func:`row_sums` and :func:`nearest` of one sweep: all pairs are computed once for both."""
    how = chosen(engine)
    adding = _Adding(problem, weights, how)
    finding = _Finding(problem, k, how, max(min(threads or threads_here(), GROUPS), 1))

    def both(add: Keep) -> Keep:
        def keep(found: NDArray[np.float64], task: Task) -> None:
            add(found, task)
            finding.keep(found, task)

        return keep

    sweep(problem, [both(add) for add in adding.keeps], engine=engine, threads=threads)
    return (adding.total(), *finding.found())


class _Adding:
    """Partial row sums, one for each group of tiles, so that they are added in one order."""

    def __init__(self, problem: Problem, weights: Weights, how: str) -> None:
        groups = min(GROUPS, max(tiles(problem), 1))
        self._parts = [np.zeros(len(weights)) for _ in range(groups)]
        self.keeps = [keeping.sums(own, weights, compiled=how == "vector") for own in self._parts]

    def total(self) -> NDArray[np.float64]:
        """Return the sums of all."""
        total = np.zeros_like(self._parts[0])
        for own in self._parts:
            total += own
        return total


class _Finding:
    """The nearest so far, one list for each thread: which thread has which tile does not matter."""

    def __init__(self, problem: Problem, k: int, how: str, count: int) -> None:
        n = len(problem.queries)
        self._lists = [
            (np.full((n, k), np.inf, np.float32), np.full((n, k), -1, np.intp))
            for _ in range(count)
        ]
        self._idle = deque(
            keeping.nearest(near, who, compiled=how == "vector") for near, who in self._lists
        )

    def keep(self, found: NDArray[np.float64], task: Task) -> None:
        """Keep what is near in a tile, in a list that no other thread has at the moment."""
        keep = self._idle.pop()
        keep(found, task)
        self._idle.append(keep)

    def found(self) -> tuple[Index, NDArray[np.float32]]:
        """Return who is nearest, and how far."""
        near, who = self._lists[0]
        for other_near, other_who in self._lists[1:]:
            near, who = keeping.merged(near, who, other_near, other_who)
        return who, near
