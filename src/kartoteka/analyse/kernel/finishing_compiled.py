# pyright: basic
"""``finishing`` and what is kept of a tile, as loops for numba: the same operations in the same order."""

from __future__ import annotations

from typing import Any

import numpy as np

from kartoteka.analyse.kernel.jit import compiled


@compiled
def finish(
    score: Any,
    height: int,
    width: int,
    kind: int,
    unit: float,
    inverse: float,
    base_q: Any,
    base_t: Any,
) -> None:
    """Turn raw scores into dissimilarities, in place; ``base_q`` and ``base_t`` begin with the tile."""
    for q in range(height):
        row = score[q]
        own = base_q[q]
        if kind == 1:
            for k in range(width):
                row[k] = row[k] * inverse
        elif kind == 0:
            for k in range(width):
                row[k] = ((own + base_t[k]) - unit * row[k]) * inverse
        else:
            for k in range(width):
                row[k] = np.sqrt(max((own + base_t[k]) - 2.0 * row[k], 0.0))


@compiled
def keep_condensed(score: Any, q0: int, q1: int, t0: int, width: int, n: int, out: Any) -> None:
    """Store the pairs t < q of a tile in SciPy's condensed order."""
    for start in range(q0, q1, 64):
        stop = min(q1, start + 64)
        for k in range(width):
            t = t0 + k
            base = t * (2 * n - t - 1) // 2 - t - 1
            for q in range(max(start, t + 1), stop):
                out[base + q] = np.float32(score[q - q0, k])


@compiled
def keep_table(score: Any, q0: int, q1: int, t0: int, width: int, out: Any) -> None:
    """Store a tile of a table (queries, targets)."""
    for q in range(q0, q1):
        for k in range(width):
            out[q, t0 + k] = np.float32(score[q - q0, k])


@compiled
def add_sums(score: Any, q0: int, q1: int, t0: int, width: int, weights: Any, sums: Any) -> None:
    """Add the pairs t < q of a tile to weighted row sums, in the order of the pairs."""
    for q in range(q0, q1):
        total = 0.0
        own = weights[q]
        for k in range(min(width, q - t0)):
            d = np.float64(np.float32(score[q - q0, k]))
            total += d * weights[t0 + k]
            sums[t0 + k] += d * own
        sums[q] += total


@compiled
def keep_nearest(score: Any, q0: int, q1: int, t0: int, width: int, near: Any, who: Any) -> None:
    """Keep for both of each pair t < q the nearest others: by distance, then by index."""
    most = near.shape[1]
    for q in range(q0, q1):
        for k in range(min(width, q - t0)):
            d = np.float32(score[q - q0, k])
            for a, b in ((q, t0 + k), (t0 + k, q)):
                place = most
                while place > 0 and (
                    d < near[a, place - 1] or (d == near[a, place - 1] and b < who[a, place - 1])
                ):
                    place -= 1
                if place < most:
                    for p in range(most - 1, place, -1):
                        near[a, p] = near[a, p - 1]
                        who[a, p] = who[a, p - 1]
                    near[a, place] = d
                    who[a, place] = b


@compiled
def spells(
    x: Any,
    y: Any,
    table: Any,
    u: Any,
    v: Any,
    weights: Any,
    shared: int,
    q0: int,
    q1: int,
    t0: int,
    width: int,
    score: Any,
) -> None:
    """Write weighted counts of matching spells; ``shared``: 0 product of times, 1 smaller time, 2 count."""
    rows, columns = x.shape[1], y.shape[1]
    near = np.zeros((rows, columns))
    cell = np.zeros((4, rows, columns))
    last = np.zeros((4, rows, columns))
    for q in range(q0, q1):
        for lane in range(width):
            t = t0 + lane
            n, m = rows, columns
            while n > 0 and x[q, n - 1] == table.shape[0] - 1:
                n -= 1
            while m > 0 and y[t, m - 1] == table.shape[1] - 1:
                m -= 1
            for i in range(n):
                for j in range(m):
                    near[i, j] = table[x[q, i], y[t, j]]
            total = 0.0
            for k in range(min(n, m, weights.shape[0])):
                part = 0.0
                for i in range(k, n):
                    run0 = run1 = run2 = run3 = 0.0
                    for j in range(m):
                        # sums over all cells above and to the left: those of the row above, plus ours
                        p = near[i, j]
                        a, b = u[q, i], v[t, j]
                        c0 = c1 = c2 = c3 = 0.0
                        if k == 0:
                            c0 = 1.0
                        elif i > 0 and j > 0:
                            c0, c1, c2, c3 = (
                                last[0, i - 1, j - 1],
                                last[1, i - 1, j - 1],
                                last[2, i - 1, j - 1],
                                last[3, i - 1, j - 1],
                            )
                        if shared == 1:
                            least = min(a, b)
                            e0, e1, e2, e3 = p * c0, p * (c1 + least * c0), 0.0, 0.0
                            part += e1
                        elif shared == 0:
                            e0, e1, e2 = p * c0, p * (c1 + a * c0), p * (c2 + b * c0)
                            e3 = p * (c3 + a * c2 + b * c1 + a * b * c0)
                            part += e3
                        else:
                            e0, e1, e2, e3 = p * c0, 0.0, 0.0, 0.0
                            part += e0
                        run0 += e0
                        run1 += e1
                        run2 += e2
                        run3 += e3
                        up = i - 1
                        cell[0, i, j] = run0 + (cell[0, up, j] if i > k else 0.0)
                        cell[1, i, j] = run1 + (cell[1, up, j] if i > k else 0.0)
                        cell[2, i, j] = run2 + (cell[2, up, j] if i > k else 0.0)
                        cell[3, i, j] = run3 + (cell[3, up, j] if i > k else 0.0)
                total += weights[k] * part
                for i in range(n):
                    for j in range(m):
                        for c in range(4):
                            last[c, i, j] = cell[c, i, j] if i >= k else 0.0
            score[q - q0, lane] = total
