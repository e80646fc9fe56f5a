# pyright: basic
"""``finishing`` and what is kept of a tile, as loops for numba: the same operations in the same order."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.jit import compiled

Array: TypeAlias = NDArray[Any]


@compiled
def finish(
    score: Array,
    height: int,
    width: int,
    kind: int,
    unit: float,
    inverse: float,
    base_q: Array,
    base_t: Array,
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
def keep_condensed(score: Array, q0: int, q1: int, t0: int, width: int, n: int, out: Array) -> None:
    """Store the pairs t < q of a tile in SciPy's condensed order."""
    for start in range(q0, q1, 64):
        stop = min(q1, start + 64)
        for k in range(width):
            t = t0 + k
            base = t * (2 * n - t - 1) // 2 - t - 1
            for q in range(max(start, t + 1), stop):
                out[base + q] = np.float32(score[q - q0, k])


@compiled
def keep_table(score: Array, q0: int, q1: int, t0: int, width: int, out: Array) -> None:
    """Store a tile of a table (queries, targets)."""
    for q in range(q0, q1):
        for k in range(width):
            out[q, t0 + k] = np.float32(score[q - q0, k])


@compiled
def add_sums(
    score: Array, q0: int, q1: int, t0: int, width: int, weights: Array, sums: Array
) -> None:
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
def keep_nearest(
    score: Array, q0: int, q1: int, t0: int, width: int, near: Array, who: Array
) -> None:
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
