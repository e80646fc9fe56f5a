# pyright: basic, reportCallIssue=false, reportIndexIssue=false
"""What the card makes of a block of scores: dissimilarities, sums of rows, nearest others.

In: raw scores (queries, targets) on the card. Out: the same on the card, or added to what is kept there. The
operations are those of ``finishing`` and ``keeping``, one rounding each and in their order, and nothing is
contracted: the bits are the processor's.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np
from numba import config
from numba import cuda as _cuda
from numpy.typing import NDArray

cuda: Any = _cuda  # it has no types
Array: TypeAlias = NDArray[Any]

SIMULATED = bool(getattr(config, "ENABLE_CUDASIM", 0))

if SIMULATED:
    times: Any = cuda.jit(device=True)(lambda a, b: a * b)
    plus: Any = cuda.jit(device=True)(lambda a, b: a + b)
else:
    # Of these the compiler never makes one operation with one rounding, as it does of a · b + c.
    from numba.cuda import libdevice

    times, plus = libdevice.dmul_rn, libdevice.dadd_rn

TILE = 128
"""Targets whose distances are added before their sum is: as in ``engines``."""


@cuda.jit
def finish(
    raw: Array,
    same: int,
    kind: int,
    unit: float,
    inverse: float,
    norm: int,
    low: float,
    gap: float,
    base_q: Array,
    base_t: Array,
    length_q: Array,
    length_t: Array,
    found: Array,
    turned: Array,
) -> None:
    """Write dissimilarities, (queries, targets), and turned, (targets, queries), float32.

    Of a block of sequences with themselves (``same``), both halves are written from the lower one.
    """
    t, q = cuda.grid(2)
    if q < raw.shape[0] and t < raw.shape[1] and not (same != 0 and q < t):
        score = np.float64(raw[q, t])
        if kind == 1:
            d = times(score, inverse)
        else:
            both = plus(base_q[q], base_t[t])
            if kind == 0:
                d = times(plus(both, -times(unit, score)), inverse)
            else:
                d = math.sqrt(max(plus(both, -times(2.0, score)), 0.0))
        if norm != 0 and d != 0.0:
            d = _normed(d, norm, low, gap, length_q[q], length_t[t])
        found[q, t] = d
        turned[t, q] = d
        if same != 0:
            found[t, q] = d
            turned[q, t] = d


@cuda.jit(device=True)
def _normed(d: float, norm: int, low: float, gap: float, n: float, m: float) -> float:
    least, most = min(n, m), max(n, m)
    largest = plus(times(low, least), times(gap, plus(most, -least)))
    if norm == 1:
        return d / most
    if norm == 2:
        if least == 0.0:
            return 1.0
        return plus(1.0, -(plus(largest, -d) / times(2.0, math.sqrt(times(n, m)))))
    if largest == 0.0:
        return 1.0
    if norm == 3:
        return d / largest
    return times(2.0, d) / plus(d, largest)


@cuda.jit
def tile_totals(turned: Array, q0: int, t0: int, weights: Array, totals: Array) -> None:
    """Write the weighted sum of each query over each tile of earlier targets, (tiles, queries)."""
    q, tile = cuda.grid(2)
    if q < turned.shape[1] and tile < totals.shape[0]:
        total = 0.0
        first = tile * TILE
        for t in range(first, min(first + TILE, turned.shape[0], q0 + q - t0)):
            total = plus(total, times(np.float64(turned[t, q]), weights[t0 + t]))
        totals[tile, q] = total


@cuda.jit
def add_totals(totals: Array, q0: int, t0: int, sums: Array) -> None:
    """Add the sums of tiles to those of their groups, (groups, sequences), tile after tile."""
    q = cuda.grid(1)
    if q < totals.shape[1]:
        for tile in range(totals.shape[0]):
            if t0 + tile * TILE < q0 + q:
                group = (t0 // TILE + tile) % sums.shape[0]
                sums[group, q0 + q] = plus(sums[group, q0 + q], totals[tile, q])


@cuda.jit
def add_targets(found: Array, q0: int, t0: int, weights: Array, sums: Array) -> None:
    """Add to each target its weighted distances from later queries, one after another."""
    t = cuda.grid(1)
    if t < found.shape[1]:
        group = ((t0 + t) // TILE) % sums.shape[0]
        total = sums[group, t0 + t]
        for q in range(max(0, t0 + t + 1 - q0), found.shape[0]):
            total = plus(total, times(np.float64(found[q, t]), weights[q0 + q]))
        sums[group, t0 + t] = total


@cuda.jit
def keep_nearest(block: Array, others0: int, own0: int, near: Array, who: Array) -> None:
    """Keep for each column of a block, (others, own), the nearest others: by distance, then by index.

    ``near`` and ``who`` are (k, sequences).
    """
    column = cuda.grid(1)
    if column < block.shape[1]:
        most, own = near.shape[0], own0 + column
        worst = near[most - 1, own]
        last = who[most - 1, own]
        for row in range(block.shape[0]):
            d = block[row, column]
            other = others0 + row
            if other != own and (d < worst or (d == worst and other < last)):
                place = most - 1
                while place > 0 and (
                    d < near[place - 1, own]
                    or (d == near[place - 1, own] and other < who[place - 1, own])
                ):
                    near[place, own] = near[place - 1, own]
                    who[place, own] = who[place - 1, own]
                    place -= 1
                near[place, own] = d
                who[place, own] = other
                worst = near[most - 1, own]
                last = who[most - 1, own]
