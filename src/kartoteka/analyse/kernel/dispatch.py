"""One door to all engines: this computer, its graphics card, a cluster.

In: a problem and the name of an engine. Out: condensed pairs, a table, its rows block by block, sums of rows,
nearest others: the same whichever it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel import sweep
from kartoteka.analyse.kernel.problem import Problem
from kartoteka.analyse.measure import Engine
from kartoteka.analyse.sequences import Index, Weights


def condensed(problem: Problem, engine: Engine) -> NDArray[np.float32]:
    """Return all pairs in SciPy's order, float32."""
    away = _away(engine)
    return away.condensed(problem) if away else sweep.condensed(problem, engine=engine)


def table(problem: Problem, engine: Engine) -> NDArray[np.float32]:
    """Return queries against targets, float32."""
    away = _away(engine)
    return away.table(problem) if away else sweep.table(problem, engine=engine)


def row_blocks(
    problem: Problem, engine: Engine, threads: int | None = None
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield (first query, float32 (some queries, all targets)) in order."""
    away = _away(engine)
    if away:
        return away.row_blocks(problem)
    return sweep.row_blocks(problem, engine=engine, threads=threads)


def row_sums(
    problem: Problem, weights: Weights, engine: Engine, threads: int | None = None
) -> NDArray[np.float64]:
    """Return the weighted sum of each sequence's dissimilarities from all, (n,); memory O(n)."""
    away = _away(engine)
    if away:
        return away.row_sums(problem, weights)
    return sweep.row_sums(problem, weights, engine=engine, threads=threads)


def nearest(
    problem: Problem, k: int, engine: Engine, threads: int | None = None
) -> tuple[Index, NDArray[np.float32]]:
    """Return the k nearest others of each sequence and how far they are, (n, k) each; memory O(n k)."""
    away = _away(engine)
    if away:
        return away.nearest(problem, k)
    return sweep.nearest(problem, k, engine=engine, threads=threads)


def sums_and_nearest(
    problem: Problem, weights: Weights, k: int, engine: Engine, threads: int | None = None
) -> tuple[NDArray[np.float64], Index, NDArray[np.float32]]:
    """Return :func:`row_sums` and :func:`nearest` of one sweep: all pairs are computed once for both."""
    away = _away(engine)
    if away:
        return away.sums_and_nearest(problem, weights, k)
    return sweep.sums_and_nearest(problem, weights, k, engine=engine, threads=threads)


def _away(engine: Engine) -> ModuleType | None:
    """Return the module of an engine elsewhere; its functions take problems as those of ``sweep`` do."""
    if engine == "gpu":
        from kartoteka.analyse.kernel import gpu

        return gpu
    if engine == "dask":
        from kartoteka.analyse.kernel import cluster

        return cluster
    return None
