# pyright: basic, reportCallIssue=false
"""What runs on the card: one pair a thread, one row of the table at a time, in whole numbers.

The row above is kept in global memory, (columns, pairs of the block): neighbouring threads read neighbouring
cells. Scores are float64 with whole numbers, as on the processor.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numba import cuda
from numpy.typing import NDArray

from kartoteka.analyse.kernel.problem import Edits, Savings

Array: TypeAlias = NDArray[Any]

BIG = 2.0**52
THREADS = 128


@cuda.jit
def savings(x: Array, y: Array, table: Array, above: Array, score: Array) -> None:
    """Write the scores of queries x against targets y, both (sequences, positions)."""
    pair = cuda.grid(1)
    lanes = y.shape[0]
    if pair < x.shape[0] * lanes:
        q, t = pair // lanes, pair % lanes
        columns = y.shape[1]
        for j in range(columns):
            above[j, pair] = 0.0
        for i in range(x.shape[1]):
            left = 0.0
            corner = 0.0
            symbol = x[q, i]
            for j in range(columns):
                up = above[j, pair]
                best = max(max(left, up), corner + table[symbol, y[t, j]])  # noqa: PLW3301
                corner = up
                left = best
                above[j, pair] = best
        score[q, t] = above[columns - 1, pair]


@cuda.jit
def edits(
    x: Array,
    y: Array,
    match: Array,
    delete: Array,
    insert: Array,
    ramp: Array,
    above: Array,
    score: Array,
) -> None:
    """Write the costs of queries x against targets y, both (3, sequences, positions)."""
    pair = cuda.grid(1)
    lanes = y.shape[1]
    if pair < x.shape[1] * lanes:
        q, t = pair // lanes, pair % lanes
        rows, columns = x.shape[2], y.shape[2]
        for j in range(columns):
            above[j, pair] = BIG
        for i in range(rows):
            left = BIG
            corner = 0.0 if i == 0 else BIG
            for j in range(columns):
                up = above[j, pair]
                best = min(
                    up + delete[x[1, q, i], y[1, t, j]], left + insert[x[2, q, i], y[2, t, j]]
                )
                best = min(best, corner + ramp[j - i + rows] + match[x[0, q, i], y[0, t, j]])
                corner = up
                left = best
                above[j, pair] = best
        score[q, t] = above[columns - 1, pair]


class Card:
    """A problem whose tables are on the card."""

    def __init__(self, problem: Savings | Edits) -> None:
        self.problem = problem
        if isinstance(problem, Savings):
            tables: tuple[Array, ...] = (problem.table,)
        else:
            tables = (problem.match, problem.delete, problem.insert, problem.ramp)
        self.tables = [cuda.to_device(np.ascontiguousarray(table)) for table in tables]

    def raw(self, q: slice, t: slice) -> Array:
        """Return raw scores of some queries against some targets."""
        x = np.ascontiguousarray(self.problem.queries.symbols[:, q])
        y = np.ascontiguousarray(self.problem.targets.symbols[:, t])
        pairs = x.shape[1] * y.shape[1]
        above = cuda.device_array((y.shape[2], pairs), np.float64)
        score = cuda.device_array((x.shape[1], y.shape[1]), np.float64)
        grid = (-(-pairs // THREADS), THREADS)
        if isinstance(self.problem, Savings):
            savings[grid](x[0], y[0], *self.tables, above, score)  # pyright: ignore[reportIndexIssue]
        else:
            edits[grid](x, y, *self.tables, above, score)  # pyright: ignore[reportIndexIssue]
        return score.copy_to_host()
