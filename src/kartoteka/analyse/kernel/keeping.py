"""What is kept of each tile, compiled or with NumPy.

In: arrays to keep it in. Out: functions that ``sweep`` gives each finished tile. Only pairs t < q count.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.sequences import Index, Weights

Keep: TypeAlias = Callable[[NDArray[np.float64], tuple[int, int, int, int]], None]


def condensed(out: NDArray[np.float32], n: int, *, compiled: bool) -> Keep:
    """Return what stores tiles in SciPy's condensed order."""

    def keep(found: NDArray[np.float64], task: tuple[int, int, int, int]) -> None:
        q0, q1, t0, width = task
        if compiled:
            from kartoteka.analyse.kernel import finishing_compiled

            finishing_compiled.keep_condensed(found, q0, q1, t0, width, n, out)
            return
        for t in range(t0, t0 + width):
            start = max(q0, t + 1)
            base = t * (2 * n - t - 1) // 2 - t - 1
            if start < q1:
                out[base + start : base + q1] = found[start - q0 : q1 - q0, t - t0]

    return keep


def sums(own: NDArray[np.float64], weights: Weights, *, compiled: bool) -> Keep:
    """Return what adds tiles to weighted row sums, pair after pair."""

    def keep(found: NDArray[np.float64], task: tuple[int, int, int, int]) -> None:
        q0, q1, t0, width = task
        if compiled:
            from kartoteka.analyse.kernel import finishing_compiled

            finishing_compiled.add_sums(found, q0, q1, t0, width, weights, own)
            return
        for q in range(q0, q1):
            count = min(width, q - t0)
            if count > 0:
                # In the order of the compiled loop: cumsum adds one after another, sum would not.
                d = found[q - q0, :count].astype(np.float32).astype(np.float64)
                own[q] += np.cumsum(d * weights[t0 : t0 + count])[-1]
                own[t0 : t0 + count] += d * weights[q]

    return keep


def nearest(near: NDArray[np.float32], who: Index, *, compiled: bool) -> Keep:
    """Return what keeps the nearest others of each sequence."""

    def keep(found: NDArray[np.float64], task: tuple[int, int, int, int]) -> None:
        q0, q1, t0, width = task
        if compiled:
            from kartoteka.analyse.kernel import finishing_compiled

            finishing_compiled.keep_nearest(found, q0, q1, t0, width, near, who)
            return
        part = found[: q1 - q0, :width].astype(np.float32)
        part[np.arange(q0, q1)[:, None] <= np.arange(t0, t0 + width)[None, :]] = np.inf
        for rows, others, table in (
            (slice(q0, q1), np.arange(t0, t0 + width), part),
            (slice(t0, t0 + width), np.arange(q0, q1), part.T),
        ):
            names = np.broadcast_to(np.where(np.isinf(table), -1, others[None, :]), table.shape)
            near[rows], who[rows] = merged(near[rows], who[rows], table, names)

    return keep


def merged(
    near: NDArray[np.float32], who: Index, other_near: NDArray[np.float32], other_who: Index
) -> tuple[NDArray[np.float32], Index]:
    """Return the nearest of two lists for each row: by distance, then by index."""
    k = near.shape[1]
    far = np.concatenate((near, other_near), axis=1)
    names = np.concatenate((who, other_who), axis=1)
    order = np.lexsort((names, far), axis=1)[:, :k]
    return np.take_along_axis(far, order, axis=1), np.take_along_axis(names, order, axis=1)
