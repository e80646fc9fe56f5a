# pyright: basic, reportCallIssue=false, reportIndexIssue=false
"""What runs on the card: one pair a thread, a strip of columns of the table in registers, in whole numbers.

A block of threads has one query and neighbouring targets: the symbol of the query is the same for all,
those of the targets are read side by side, costs lie in shared memory. Memory is touched once a row and
strip: what the strip to the left left at its edge, (rows, threads). Numbers are int32 where every score fits,
else float64 with whole numbers; sums of them do not depend on their order, so that the bits are those of the
processor.

Indices are unsigned: of signed ones numba would ask each time whether they count from the end.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numba import cuda as _cuda
from numpy.typing import NDArray

cuda: Any = _cuda  # it has no types
Array: TypeAlias = NDArray[Any]
Number: TypeAlias = Any
"""A number of the element type, or several."""

THREADS = 256
WIDTHS = (8, 12, 24, 36)
"""Columns of a strip: the wider the faster, until the registers are full."""

SHARED = 1024
OF_EDITS = 3 * SHARED
"""Costs that are kept in shared memory, of one table and of three; more are read from the card's."""

BIG = {np.dtype(np.int32): 2**29, np.dtype(np.float64): 2.0**52}
"""More than any cost, small enough to be added to itself."""


def width_for(columns: int, most: int = WIDTHS[-1]) -> int:
    """Return the width of strips that leaves the fewest columns unused; the wider of equals."""
    return min((w for w in WIDTHS if w <= most), key=lambda w: (-(-columns // w) * w, -w))


@cuda.jit(device=True)
def _bring(costs: Array, near: Array) -> None:
    """Copy costs into the memory that a block of threads shares."""
    for place in range(cuda.threadIdx.x, costs.shape[0], THREADS):
        near[place] = costs[place]
    cuda.syncthreads()


def _savings_row(width: int, real: Number) -> Callable[..., Any]:
    """Return what does one row of a strip of savings and returns its last cell."""

    @cuda.jit(device=True)
    def savings_row(
        near: Array, row: int, own: Array, cells: Array, corner: Number, left: Number
    ) -> Number:
        for k in range(width):
            up = cells[k]
            best = real(corner + near[row + own[k]])
            best = max(up, best)
            left = max(left, best)
            corner = up
            cells[k] = left
        return left

    return savings_row


@cache
def savings(width: int, element: np.dtype[Any], *, shared: bool) -> Callable[..., Any]:
    """Return the kernel of the table of savings, compiled for one width of strips and one type.

    It takes queries (sequences, rows), targets (columns, sequences) with columns added to whole strips, how
    many columns count, the costs as one row and the symbols of the targets; it writes (queries, targets).
    """
    real = element.type
    savings_row = _savings_row(width, real)

    @cuda.jit
    def savings(
        x: Array, y: Array, columns: int, costs: Array, symbols: int, edge: Array, score: Array
    ) -> None:
        near = costs
        if shared:
            near = cuda.shared.array(SHARED, real)
            _bring(costs, near)
        across = (y.shape[1] + THREADS - 1) // THREADS
        thread = cuda.blockIdx.x * THREADS + cuda.threadIdx.x
        for unit in range(cuda.blockIdx.x, x.shape[0] * across, cuda.gridDim.x):
            q = unit // across
            t = (unit % across) * THREADS + cuda.threadIdx.x
            if t < y.shape[1]:
                for first in range(0, y.shape[0], width):
                    cells = cuda.local.array(width, real)
                    own = cuda.local.array(width, np.uint64)
                    for k in range(width):
                        cells[k] = real(0)
                        own[k] = np.uint64(y[first + k, t])
                    corner = real(0)
                    for i in range(x.shape[1]):
                        row = np.uint64(x[q, i]) * np.uint64(symbols)
                        left = edge[i, thread] if first > 0 else real(0)
                        edge[i, thread] = savings_row(near, row, own, cells, corner, left)
                        corner = left
                    for k in range(width):
                        if first + k == columns - 1:
                            score[q, t] = cells[k]

    return savings


def _edits_row(width: int, real: Number, *, ramped: bool) -> Callable[..., Any]:
    """Return what does one row of a strip of edits and returns its last cell."""

    @cuda.jit(device=True)
    def edits_row(
        near: Array, rows: Number, own: Number, ramp: Array, far: int, cells: Array, last: Number
    ) -> Number:
        corner, left = last
        for k in range(width):
            up = cells[k]
            best = real(corner + near[rows[0] + own[0][k]])
            if ramped:
                best = real(best + ramp[np.uint64(far + k)])
            other = real(up + near[rows[1] + own[1][k]])
            best = min(other, best)
            other = real(left + near[rows[2] + own[2][k]])
            left = min(other, best)
            corner = up
            cells[k] = left
        return left

    return edits_row


@cache
def edits(width: int, element: np.dtype[Any], *, shared: bool, ramped: bool) -> Callable[..., Any]:
    """Return the kernel of cheapest edits, compiled for one width of strips and one type.

    As :func:`savings`, with three tracks of symbols before the other dimensions. ``tables`` says of match,
    delete and insert, which lie one after another in ``costs``, how many symbols the targets have, and where
    the last two begin.
    """
    real, big = element.type, element.type(BIG[element])
    edits_row = _edits_row(width, real, ramped=ramped)

    @cuda.jit
    def edits(
        x: Array,
        y: Array,
        columns: int,
        costs: Array,
        tables: Number,
        ramp: Array,
        edge: Array,
        score: Array,
    ) -> None:
        near = costs
        if shared:
            near = cuda.shared.array(OF_EDITS, real)
            _bring(costs, near)
        across = (y.shape[2] + THREADS - 1) // THREADS
        thread = cuda.blockIdx.x * THREADS + cuda.threadIdx.x
        for unit in range(cuda.blockIdx.x, x.shape[1] * across, cuda.gridDim.x):
            q = unit // across
            t = (unit % across) * THREADS + cuda.threadIdx.x
            if t < y.shape[2]:
                for first in range(0, y.shape[1], width):
                    cells = cuda.local.array(width, real)
                    matched = cuda.local.array(width, np.uint64)
                    deleted = cuda.local.array(width, np.uint64)
                    inserted = cuda.local.array(width, np.uint64)
                    for k in range(width):
                        cells[k] = big
                        matched[k] = np.uint64(y[0, first + k, t])
                        deleted[k] = np.uint64(y[1, first + k, t] + tables[3])
                        inserted[k] = np.uint64(y[2, first + k, t] + tables[4])
                    own = (matched, deleted, inserted)
                    corner = real(0) if first == 0 else big
                    for i in range(x.shape[2]):
                        match, delete = x[0, q, i] * tables[0], x[1, q, i] * tables[1]
                        rows = (
                            np.uint64(match),
                            np.uint64(delete),
                            np.uint64(x[2, q, i] * tables[2]),
                        )
                        left = edge[i, thread] if first > 0 else big
                        far = first - i + x.shape[2]
                        edge[i, thread] = edits_row(
                            near, rows, own, ramp, far, cells, (corner, left)
                        )
                        corner = left
                    for k in range(width):
                        if first + k == columns - 1:
                            score[q, t] = cells[k]

    return edits
