# pyright: basic, reportCallIssue=false
"""A scorer does one tile of a problem with vector code; each worker thread has its own.

In: a problem, a tile. Out: raw scores in ``score[:height, :width]``. Profiles and cells are kept and used
again; their memory is that of one tile.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kartoteka.analyse.kernel import compiled
from kartoteka.analyse.kernel.integers import element_type
from kartoteka.analyse.kernel.others import Spells
from kartoteka.analyse.kernel.problem import BIG, Edits, Matches, Positions, Problem, Savings
from kartoteka.analyse.kernel.spells_compiled import spells
from kartoteka.analyse.kernel.vector import COLUMN_BYTES, ROWS

Array: TypeAlias = NDArray[Any]

TILE = 128
"""Targets of a tile: fixed, so that sums are added in the same order whatever the registers' width."""


def aligned(shape: tuple[int, ...], dtype: DTypeLike) -> Array:
    """Return zeros that begin at a multiple of 64 bytes."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    raw = np.zeros(size + 64, np.uint8)
    start = -raw.ctypes.data % 64
    return raw[start : start + size].view(dtype).reshape(shape)


def shared_beginnings(rows: Array) -> Array:
    """Return how many leading symbols, in all tracks, each query shares with the one before."""
    found = np.zeros(rows.shape[1], np.int64)
    if rows.shape[1] > 1:
        differs = (rows[:, 1:] != rows[:, :-1]).any(axis=0)
        found[1:] = np.where(differs.any(axis=1), differs.argmax(axis=1), rows.shape[2])
    return found


def strips_of(rows: Array, null: int) -> Array:
    """Return how many strips each query needs: up to its last symbol, and one at least."""
    lengths = np.zeros(len(rows), np.int64)
    for at, column in enumerate(rows.T, 1):  # a register has millions of rows
        lengths[column != null] = at
    return np.maximum(-(-lengths // ROWS), 1)


class Prepared:
    """What all workers share: rows padded to whole strips, tables in the element type."""

    def __init__(self, problem: Problem, *, reuse: bool = True) -> None:
        self.problem = problem
        symbols = problem.queries.symbols
        width = -(-max(symbols.shape[2], 1) // (ROWS // 2)) * (ROWS // 2)
        tables = _tables(problem)
        nulls = [table.shape[0] - 1 for table in tables]
        self.rows = np.empty((len(symbols), symbols.shape[1], width), np.int16)
        for track, null in enumerate(nulls):
            self.rows[track] = null
            self.rows[track, :, : symbols.shape[2]] = symbols[track]
        self.element = np.dtype(np.float64)
        if isinstance(problem, Savings):
            self.element = element_type(problem.most, float(problem.table.max(initial=0.0)))
        self.tables = [np.ascontiguousarray(table.astype(self.element)) for table in tables]
        self.shared = shared_beginnings(self.rows)
        self.ends = strips_of(self.rows[0], nulls[0])
        if not reuse:
            self.shared[:] = 0
        self.lanes = COLUMN_BYTES // self.element.itemsize


def _tables(problem: Problem) -> list[Array]:
    if isinstance(problem, Edits):
        return [problem.match, problem.delete, problem.insert]
    return [problem.table]  # pyright: ignore[reportAttributeAccessIssue]


class Scorer:
    """One worker's buffers, and the tile they make."""

    def __init__(self, prepared: Prepared, height: int) -> None:
        self.prepared = prepared
        lanes, element = prepared.lanes, prepared.element
        problem = prepared.problem
        columns = problem.targets.symbols.shape[2]
        strips = prepared.rows.shape[2] // (ROWS // 2) + 1
        self.score = np.zeros((height, max(TILE, lanes)))
        self.offsets = np.zeros(2 * ROWS, np.int64)
        self.profiles = [aligned((len(t), columns, lanes), element) for t in prepared.tables]
        self.used = [np.zeros(len(t), np.bool_) for t in prepared.tables]
        self.cells = aligned((strips, columns + isinstance(problem, Edits), lanes), element)
        if isinstance(problem, Edits):
            self.cells[:] = BIG
            self.cells[0, 0] = 0.0

    def __call__(self, q0: int, q1: int, t0: int, width: int) -> Array:
        """Write raw scores of queries q0 … q1 against ``width`` targets from t0."""
        made = self.prepared
        targets = made.problem.targets.symbols
        for track, used in enumerate(self.used):
            compiled.mark_used(made.rows[track], q0, q1, used)
        for lane in range(0, width, made.lanes):
            for track, profile in enumerate(self.profiles):
                compiled.fill(
                    profile, made.tables[track], self.used[track], targets[track], t0 + lane
                )
            # Of pairs with themselves only those below the diagonal are wanted.
            start = max(q0, t0 + lane) if made.problem.symmetric else q0
            self._part(start, q1, lane, self.score[start - q0 :])
        return self.score

    def _part(self, q0: int, q1: int, lane: int, score: Array) -> None:
        made, place = self.prepared, (self.cells, self.offsets)
        if isinstance(made.problem, Edits):
            ramp = np.zeros(2 * max(made.rows.shape[2], self.cells.shape[1]) + 2)
            own = made.problem.ramp
            start = made.rows.shape[2] - made.problem.queries.symbols.shape[2]
            ramp[start : start + len(own)] = own
            compiled.edits(
                made.rows, made.shared, *self.profiles, ramp, *place, q0, q1, score, lane
            )
            return
        if isinstance(made.problem, Savings):
            told = made.rows[0], made.shared, made.ends, self.profiles[0]
            compiled.savings(*told, *place, q0, q1, score, lane)
            return
        work = made.rows[0], made.shared, self.profiles[0]
        compiled.matches(*work, *place, q0, q1, score, lane)


class DirectScorer:
    """Problems that need no profile: positions and spells."""

    def __init__(self, problem: Problem, height: int) -> None:
        self.problem = problem
        self.score = np.zeros((height, TILE))

    def __call__(self, q0: int, q1: int, t0: int, width: int) -> Array:
        """Write raw scores of queries q0 … q1 against ``width`` targets from t0."""
        problem = self.problem
        x, y = problem.queries.symbols[0], problem.targets.symbols[0]
        if isinstance(problem, Positions):
            compiled.positions(x, problem.tables, y, q0, q1, t0, self.score)
        elif isinstance(problem, Spells):
            how = 2 if problem.shared is None else int(problem.shared)
            sides = x, y, problem.queries.lengths, problem.targets.lengths
            times = problem.times_q, problem.times_t, problem.weights
            tile = np.array((q0, q1, t0, width))
            spells(*sides, problem.table, *times, how, tile, self.score)
        else:
            raw = problem.raw(slice(q0, q1), slice(t0, t0 + width))
            self.score[: q1 - q0, :width] = raw
        return self.score


def scorer(prepared: Prepared | None, problem: Problem, height: int) -> Scorer | DirectScorer:
    """Return a worker for a problem."""
    return DirectScorer(problem, height) if prepared is None else Scorer(prepared, height)


def prepare(problem: Problem, *, reuse: bool = True) -> Prepared | None:
    """Return what workers share, or None for problems that need no profile."""
    profiled = isinstance(problem, (Savings, Edits, Matches))
    return Prepared(problem, reuse=reuse) if profiled else None
