# pyright: basic
"""Matching spells of one pair after another, as loops for numba: ``others.matching_spells`` cell by cell.

Sequences of spells are short: there is nothing to gain from lanes.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.jit import compiled

Array: TypeAlias = NDArray[Any]

SUMS = 4
"""Kept of the subsequences that end with a pair of spells: number, time in one, in the other, product."""


@compiled
def spells(
    x: Array,
    y: Array,
    long_x: Array,
    long_y: Array,
    table: Array,
    u: Array,
    v: Array,
    weights: Array,
    shared: int,
    tile: Array,
    score: Array,
) -> None:
    """Write weighted counts of a tile (q0, q1, t0, width).

    ``shared``: 0 product of the times, 1 smaller time, 2 only count. ``long_x``: spells of each sequence.
    """
    rows, columns = x.shape[1], y.shape[1]
    near = np.zeros((rows, columns))
    now, before = np.zeros((SUMS, rows, columns)), np.zeros((SUMS, rows, columns))
    q0, q1, t0, width = tile[0], tile[1], tile[2], tile[3]
    for q in range(q0, q1):
        for lane in range(width):
            t = t0 + lane
            n, m = int(long_x[q]), int(long_y[t])
            for i in range(n):
                for j in range(m):
                    near[i, j] = table[x[q, i], y[t, j]]
            total = 0.0
            for k in range(min(n, m, weights.shape[0])):
                part = _longer(k, n, m, near, u[q], v[t], shared, now, before)
                total += weights[k] * part
                before[:, :n, :m] = now[:, :n, :m]
            score[q - q0, lane] = total


@compiled
def _longer(
    k: int, n: int, m: int, near: Array, u: Array, v: Array, shared: int, now: Array, before: Array
) -> float:
    """Fill ``now`` with the sums for subsequences of k + 1 spells; return what they count together."""
    part = 0.0
    now[:, :n, :m] = 0.0
    for i in range(k, n):
        run0 = run1 = run2 = run3 = 0.0
        for j in range(m):
            c0, c1, c2, c3 = 1.0, 0.0, 0.0, 0.0
            if k > 0:
                c0 = 0.0
                if i > 0 and j > 0:
                    c0, c1 = before[0, i - 1, j - 1], before[1, i - 1, j - 1]
                    c2, c3 = before[2, i - 1, j - 1], before[3, i - 1, j - 1]
            p, a, b = near[i, j], u[i], v[j]
            if shared == 1:
                a = min(a, b)
            e0, e1, e2 = p * c0, p * (c1 + a * c0), p * (c2 + b * c0)
            e3 = p * (c3 + a * c2 + b * c1 + a * b * c0)
            part += e3 if shared == 0 else e1 if shared == 1 else e0
            run0, run1, run2, run3 = run0 + e0, run1 + e1, run2 + e2, run3 + e3
            now[0, i, j], now[1, i, j], now[2, i, j], now[3, i, j] = run0, run1, run2, run3
            if i > k:
                for c in range(SUMS):
                    now[c, i, j] += now[c, i - 1, j]
    return part
