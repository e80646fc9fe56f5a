# pyright: basic
"""The same tiles as ``compiled`` in plain numba, for computers where the vector code does not compile.

Some ten times faster than one pair at a time, some five times slower than ``compiled``. Everything is in
float64; the tables hold whole numbers, so the results are the same.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.jit import compiled
from kartoteka.analyse.kernel.problem import Edits, Matches, Problem, Savings

Array: TypeAlias = NDArray[Any]

LANES = 64
"""Targets side by side in the innermost loop."""

BIG = 2.0**52


@compiled
def savings(x: Array, y: Array, table: Array, score: Array) -> None:
    """Write the scores of queries x against targets y, both (sequences, positions)."""
    columns, lanes = y.shape[1], y.shape[0]
    cells = np.zeros((columns, lanes))
    left, corner = np.zeros(lanes), np.zeros(lanes)
    for q in range(x.shape[0]):
        cells[:, :] = 0.0
        for i in range(x.shape[1]):
            costs = table[x[q, i]]
            left[:] = 0.0
            corner[:] = 0.0
            for j in range(columns):
                for k in range(lanes):
                    up = cells[j, k]
                    best = max(left[k], up, corner[k] + costs[y[k, j]])
                    corner[k] = up
                    left[k] = best
                    cells[j, k] = best
        for k in range(lanes):
            score[q, k] = cells[columns - 1, k]


@compiled
def edits(
    x: Array, y: Array, match: Array, delete: Array, insert: Array, ramp: Array, score: Array
) -> None:
    """Write the costs of queries x against targets y, both (3, sequences, positions)."""
    rows, columns, lanes = x.shape[2], y.shape[2], y.shape[1]
    cells = np.zeros((columns, lanes))
    left, corner = np.zeros(lanes), np.zeros(lanes)
    for q in range(x.shape[1]):
        cells[:, :] = BIG
        for i in range(rows):
            m, v, h = match[x[0, q, i]], delete[x[1, q, i]], insert[x[2, q, i]]
            left[:] = BIG
            corner[:] = 0.0 if i == 0 else BIG
            for j in range(columns):
                far = ramp[j - i + rows]
                for k in range(lanes):
                    up = cells[j, k]
                    best = min(up + v[y[1, k, j]], left[k] + h[y[2, k, j]])
                    best = min(best, corner[k] + far + m[y[0, k, j]])
                    corner[k] = up
                    left[k] = best
                    cells[j, k] = best
        for k in range(lanes):
            score[q, k] = cells[columns - 1, k]


@compiled
def matches(x: Array, y: Array, table: Array, score: Array) -> None:
    """Write the counts of queries x against targets y, both (sequences, positions)."""
    columns, lanes = y.shape[1], y.shape[0]
    cells = np.zeros((columns, lanes))
    along, corner = np.zeros(lanes), np.zeros(lanes)
    for q in range(x.shape[0]):
        cells[:, :] = 0.0
        for i in range(x.shape[1]):
            near = table[x[q, i]]
            along[:] = 0.0
            corner[:] = 0.0
            for j in range(columns):
                for k in range(lanes):
                    up = cells[j, k]
                    along[k] += near[y[k, j]] * (1.0 + corner[k])
                    corner[k] = up
                    cells[j, k] = up + along[k]
        for k in range(lanes):
            score[q, k] = cells[columns - 1, k]


def raw(problem: Problem, q: slice, t: slice) -> Array:
    """Return raw scores as :meth:`Problem.raw` does, for problems with a table of cells."""
    x, y = problem.queries.symbols[:, q], problem.targets.symbols[:, t]
    score = np.empty((x.shape[1], y.shape[1]))
    for k in range(0, y.shape[1], LANES):
        part = np.ascontiguousarray(y[:, k : k + LANES])
        out = np.empty((x.shape[1], part.shape[1]))
        if isinstance(problem, Edits):
            tables = (problem.match, problem.delete, problem.insert)
            edits(x, part, *tables, problem.ramp, out)
        elif isinstance(problem, Savings):
            savings(x[0], part[0], problem.table, out)
        elif isinstance(problem, Matches):
            matches(x[0], part[0], problem.table, out)
        else:
            return problem.raw(q, t)
        score[:, k : k + LANES] = out
    return score
