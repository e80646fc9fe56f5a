"""The same tiles on a cluster: Dask sends them to workers, and again if a worker is lost.

In: a problem and a cluster that is there already (``distributed.Client(…)``). Out: the same bits as on one
computer. The problem travels once to each worker; a piece of work (a run of tiles, a group of them with its
sums, some rows) depends on nothing but the problem, so that whoever is alive can do it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel import keeping, sweep
from kartoteka.analyse.kernel.engines import HEIGHT, chosen, maker
from kartoteka.analyse.kernel.problem import Problem
from kartoteka.analyse.sequences import Index, Weights
from kartoteka.errors import MissingExtra, NoDevice
from kartoteka.wording.saying import Saying
from kartoteka.wording.texts import say

Task: TypeAlias = tuple[int, int, int, int]

PAIRS = 20_000_000
"""Pairs of a piece of work: seconds of computing against milliseconds of sending."""


def condensed(problem: Problem) -> NDArray[np.float32]:
    """Return all pairs in SciPy's order, float32."""
    n = len(problem.queries)
    out = np.empty(n * (n - 1) // 2, np.float32)
    keep = keeping.condensed(out, n, compiled=False)
    for task, block in _computed(problem):
        keep(block, task)
    return out


def table(problem: Problem) -> NDArray[np.float32]:
    """Return queries against targets, float32."""
    out = np.empty((len(problem.queries), len(problem.targets)), np.float32)
    for (q0, q1, t0, width), block in _computed(problem):
        out[q0:q1, t0 : t0 + width] = block
    return out


def row_blocks(problem: Problem) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield (first query, float32 (some queries, all targets)) in order."""
    client, _ = _client()
    there = client.scatter(problem, broadcast=True)
    starts = range(0, len(problem.queries), HEIGHT["vector"])
    futures = [client.submit(rows, there, start, pure=False) for start in starts]
    for start, future in zip(starts, futures, strict=True):
        yield start, future.result()
        future.release()


def row_sums(problem: Problem, weights: Weights) -> NDArray[np.float64]:
    """Return the weighted sum of each sequence's dissimilarities from all, (n,)."""
    return sums_and_nearest(problem, weights, 1)[0]


def nearest(problem: Problem, k: int) -> tuple[Index, NDArray[np.float32]]:
    """Return the k nearest others of each sequence and how far they are, (n, k) each."""
    return sums_and_nearest(problem, np.ones(len(problem.queries)), k)[1:]


def sums_and_nearest(
    problem: Problem, weights: Weights, k: int
) -> tuple[NDArray[np.float64], Index, NDArray[np.float32]]:
    """Return :func:`row_sums` and :func:`nearest` of one sweep."""
    client, as_completed = _client()
    there = client.scatter(problem, broadcast=True)
    groups = min(sweep.GROUPS, max(sweep.tiles(problem), 1))
    futures = {
        client.submit(group, there, number, groups, weights, k, pure=False): number
        for number in range(groups)
    }
    n = len(problem.queries)
    parts = np.zeros((groups, n))
    near, who = np.full((n, k), np.inf, np.float32), np.full((n, k), -1, np.intp)
    for done in as_completed(futures):
        parts[futures[done]], own_near, own_who = done.result()
        near, who = keeping.merged(near, who, own_near, own_who)
        done.release()
    total = np.zeros(n)
    for part in parts:
        total += part
    return total, who, near


def _computed(problem: Problem) -> Iterator[tuple[Task, NDArray[np.float64]]]:
    """Yield finished tiles as the workers send them."""
    client, as_completed = _client()
    there = client.scatter(problem, broadcast=True)
    futures = [client.submit(work, there, piece, pure=False) for piece in _pieces(problem)]
    for done in as_completed(futures):
        for task, block in done.result():
            yield task, block.astype(np.float64)
        done.release()


def work(problem: Problem, tasks: list[Task]) -> list[tuple[Task, NDArray[np.float32]]]:
    """Compute some tiles: what a worker does."""
    make = maker(problem, chosen("auto"))()
    return [
        ((q0, q1, t0, width), make(q0, q1, t0, width)[: q1 - q0, :width].astype(np.float32))
        for q0, q1, t0, width in tasks
    ]


def rows(problem: Problem, start: int) -> NDArray[np.float32]:
    """Compute some queries against all targets: what a worker does."""
    part = replace(
        problem,
        queries=problem.queries.part(slice(start, start + HEIGHT["vector"])),
        symmetric=False,
    )
    return sweep.table(part)


def group(
    problem: Problem, number: int, groups: int, weights: Weights, k: int
) -> tuple[NDArray[np.float64], NDArray[np.float32], Index]:
    """Compute one group of tiles, and return its sums and who is near in it: what a worker does."""
    n, how = len(problem.queries), chosen("auto")
    own = np.zeros(n)
    near, who = np.full((n, k), np.inf, np.float32), np.full((n, k), -1, np.intp)
    keeps = (
        keeping.sums(own, weights, compiled=how == "vector"),
        keeping.nearest(near, who, compiled=how == "vector"),
    )
    make = maker(problem, how)()
    for tile in range(number, sweep.tiles(problem), groups):
        for task in sweep.tasks(problem, HEIGHT[how], tile):
            found = make(*task)
            for keep in keeps:
                keep(found, task)
    return own, near, who


def _pieces(problem: Problem) -> Iterator[list[Task]]:
    """Yield runs of tasks of about :data:`PAIRS` pairs, and never fewer than eight pieces."""
    every = [
        task
        for tile in range(sweep.tiles(problem))
        for task in sweep.tasks(problem, HEIGHT["vector"], tile)
    ]
    pairs = sum((q1 - q0) * width for q0, q1, _, width in every)
    most = min(PAIRS, max(pairs // 8, 1))
    piece: list[Task] = []
    size = 0
    for task in every:
        piece.append(task)
        size += (task[1] - task[0]) * task[3]
        if size >= most:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _client() -> tuple[Any, Any]:
    """Return the cluster that is connected to."""
    try:
        import distributed
    except ImportError:
        feature = say("sequences.engine", engine="dask")
        raise MissingExtra(feature, "pip install 'kartoteka[cluster]'") from None
    try:
        client: Any = distributed.get_client()  # pyright: ignore[reportUnknownMemberType]
        return client, distributed.as_completed
    except ValueError:
        raise NoDevice("dask", Saying("sequences.no_cluster")) from None
