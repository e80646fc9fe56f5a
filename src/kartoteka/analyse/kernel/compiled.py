# pyright: basic, reportCallIssue=false
"""A tile of the work in vector code: profiles of the targets, queries one after another.

In: symbols of queries and targets, tables of whole numbers. Out: raw scores, (queries, targets) float64.

A *profile* holds, for each symbol that a query may have, the table's values against the targets: the look-up
of a cell is one load. Queries are sorted, so that each shares its beginning with the one before: the rows of
the shared beginning are still in ``cells`` and are not computed again. That is exact.

numba keeps compiled code by this file's time and size: whoever changes ``vector`` or ``vector_edits`` must
touch this file too.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from numpy.typing import NDArray

from kartoteka.analyse.kernel.jit import compiled
from kartoteka.analyse.kernel.vector import ROWS, savings_4, savings_8
from kartoteka.analyse.kernel.vector_edits import edits_4, level_edits_4, matches_4

Array: TypeAlias = NDArray[Any]

HALF = ROWS // 2


@compiled
def mark_used(rows: Array, q0: int, q1: int, used: Array) -> None:
    """Mark which symbols the queries q0 … q1 have."""
    used[:] = False
    for q in range(q0, q1):
        for i in range(rows.shape[1]):
            used[rows[q, i]] = True


@compiled
def fill(profile: Array, table: Array, used: Array, targets: Array, t0: int) -> None:
    """Fill a profile (symbols, columns, lanes) of the targets from t0; the last one fills up the lanes."""
    symbols, columns, lanes = profile.shape
    last = targets.shape[0] - 1
    for s in range(symbols):
        if used[s]:
            for j in range(columns):
                for k in range(lanes):
                    profile[s, j, k] = table[s, targets[min(t0 + k, last), j]]


@compiled
def savings(
    rows: Array,
    shared: Array,
    ends: Array,
    profile: Array,
    cells: Array,
    offsets: Array,
    q0: int,
    q1: int,
    score: Array,
    lane: int,
) -> int:
    """Write the scores of queries q0 … q1 into ``score[:, lane:]``; return how many rows were computed.

    ``rows`` (queries, a multiple of 4), ``cells`` (strips + 1, columns, lanes), ``score`` (queries, lanes).
    ``ends`` (queries,) is the strip after the last that has a symbol: below it nothing is saved.
    """
    eights = rows.shape[1] // ROWS
    columns, lanes = profile.shape[1], profile.shape[2]
    step, symbol = cells.strides[0], profile.strides[0]
    differences = profile.itemsize == 2 and profile.dtype.type(0) - profile.dtype.type(1) > 0
    done = 0
    for q in range(q0, q1):
        strips = ends[q]
        first = min(shared[q] // ROWS, strips - 1) if q > q0 else 0
        for strip in range(first, strips):
            above = cells.ctypes.data + strip * step
            for r in range(ROWS if strip < eights else HALF):
                offsets[r] = rows[q, strip * ROWS + r] * symbol
            if strip < eights:
                savings_8(
                    profile, profile.ctypes.data, offsets.ctypes.data, above, above + step, columns
                )
            else:
                savings_4(
                    profile, profile.ctypes.data, offsets.ctypes.data, above, above + step, columns
                )
            done += ROWS if strip < eights else HALF
        bottom = cells[strips]
        for k in range(lanes):
            score[q - q0, lane + k] = bottom[columns - 1, k]
        if differences:
            for c in range(columns - 1):
                for k in range(lanes):
                    score[q - q0, lane + k] += bottom[c, k]
    return done


@compiled
def _edit_strip(
    match: Array,
    delete: Array,
    insert: Array,
    offsets: Array,
    above: int,
    below: int,
    ramped: bool,  # noqa: FBT001 - numba has no keywords
) -> None:
    """Write one strip of edits; ``offsets`` tells what its rows cost, its end where the ramp is."""
    own, ramps = offsets.ctypes.data, offsets.ctypes.data + 8 * 3 * HALF
    profiles = match.ctypes.data, delete.ctypes.data, insert.ctypes.data
    columns = match.shape[1]
    if ramped:
        edits_4(match, profiles[0], profiles[1], profiles[2], own, ramps, above, below, columns)
    else:
        level_edits_4(
            match, profiles[0], profiles[1], profiles[2], own, ramps, above, below, columns
        )


@compiled
def edits(
    rows: Array,
    shared: Array,
    match: Array,
    delete: Array,
    insert: Array,
    ramp: Array,
    cells: Array,
    offsets: Array,
    q0: int,
    q1: int,
    score: Array,
    lane: int,
) -> int:
    """Write the costs of the cheapest edits; ``rows`` (3, queries, a multiple of 4), as :func:`savings`.

    ``cells`` (strips + 1, columns + 1, lanes): its column 0 is left of the border; ``ramp[j - i + width]``.
    """
    width = rows.shape[2]
    strips = width // HALF
    columns, lanes = match.shape[1], match.shape[2]
    step, start = cells.strides[0], cells.ctypes.data + cells.strides[1]
    ramped = (ramp != 0).any()
    done = 0
    for q in range(q0, q1):
        first = min(shared[q] // HALF, strips - 1) if q > q0 else 0
        for strip in range(first, strips):
            for r in range(HALF):
                i = strip * HALF + r
                offsets[3 * r] = rows[0, q, i] * match.strides[0]
                offsets[3 * r + 1] = rows[1, q, i] * delete.strides[0]
                offsets[3 * r + 2] = rows[2, q, i] * insert.strides[0]
                offsets[3 * HALF + r] = ramp.ctypes.data + (width - i) * ramp.itemsize
            _edit_strip(
                match,
                delete,
                insert,
                offsets,
                start + strip * step,
                start + (strip + 1) * step,
                ramped,
            )
            done += HALF
        for k in range(lanes):
            score[q - q0, lane + k] = cells[strips, columns, k]
    return done


@compiled
def matches(
    rows: Array,
    shared: Array,
    profile: Array,
    cells: Array,
    offsets: Array,
    q0: int,
    q1: int,
    score: Array,
    lane: int,
) -> int:
    """Write how many subsequences match, as :func:`savings`."""
    strips = rows.shape[1] // HALF
    columns, lanes = profile.shape[1], profile.shape[2]
    step, symbol = cells.strides[0], profile.strides[0]
    done = 0
    for q in range(q0, q1):
        first = min(shared[q] // HALF, strips - 1) if q > q0 else 0
        for strip in range(first, strips):
            above = cells.ctypes.data + strip * step
            for r in range(HALF):
                offsets[r] = rows[q, strip * HALF + r] * symbol
            matches_4(
                profile, profile.ctypes.data, offsets.ctypes.data, above, above + step, columns
            )
            done += HALF
        for k in range(lanes):
            score[q - q0, lane + k] = cells[strips, columns - 1, k]
    return done


@compiled
def positions(
    rows: Array, tables: Array, targets: Array, q0: int, q1: int, t0: int, score: Array
) -> None:
    """Write sums over positions of a table for each position; ``tables`` (positions, symbols, symbols)."""
    length, symbols, _ = tables.shape
    lanes = score.shape[1]
    last = targets.shape[0] - 1
    row = score[0, :].copy()
    for q in range(q1 - q0):
        for k in range(lanes):
            score[q, k] = 0.0
    profile = tables[0, :, :1].repeat(lanes).reshape(symbols, lanes)
    for j in range(length):
        for s in range(symbols):
            for k in range(lanes):
                profile[s, k] = tables[j, s, targets[min(t0 + k, last), j]]
        for q in range(q0, q1):
            row = profile[rows[q, j]]
            out = score[q - q0]
            for k in range(lanes):
                out[k] += row[k]
