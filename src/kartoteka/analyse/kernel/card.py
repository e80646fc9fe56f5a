# pyright: basic, reportCallIssue=false, reportIndexIssue=false
"""A graphics card that has a problem: its sequences and costs, one block of pairs, sums and nearest others.

In: a problem, then block after block. Out: the block, or at the end what was kept of all. Everything is
ordered one after another on the card; only what is fetched waits for it.
"""

from __future__ import annotations

import warnings
from typing import Any, TypeAlias

import numpy as np
from numba import cuda as _cuda
from numpy.typing import NDArray

from kartoteka.analyse.kernel import gpu_compiled, gpu_keeping
from kartoteka.analyse.kernel.engines import TILE
from kartoteka.analyse.kernel.gpu_compiled import OF_EDITS, SHARED
from kartoteka.analyse.kernel.problem import BIG as BIG_COST
from kartoteka.analyse.kernel.problem import Edits, Problem, Savings
from kartoteka.analyse.kernel.sweep import GROUPS
from kartoteka.analyse.sequences import Index, Weights

cuda: Any = _cuda  # it has no types
Array: TypeAlias = NDArray[Any]
Memory: TypeAlias = Any
"""An array on the card."""

BLOCKS = 8
"""Blocks of threads at once on each multiprocessor."""

WIDEST_EDITS = 12
"""Columns of a strip where each has three symbols: what the registers hold."""

SQUARE = (32, 8)
"""Threads of a block that walks over pairs."""

LINE = 64
"""Threads of a block that walks over sequences: few, so that all multiprocessors have some."""


warnings.filterwarnings("ignore", message=".*under-utilization")
# A block of few sequences is small, and there is nothing that anybody could do about it.


class Card:
    """A problem whose tables are on the card."""

    def __init__(self, problem: Savings | Edits, block: int) -> None:
        self.problem = problem
        self._work = _Savings(problem) if isinstance(problem, Savings) else _Edits(problem)
        height, width = min(block, len(problem.queries)), min(block, len(problem.targets))
        self._raw = cuda.device_array(height * width, self._work.element)
        self._found = cuda.device_array(height * width, np.float32)
        self._turned = cuda.device_array(height * width, np.float32)
        self._most = _multiprocessors() * BLOCKS
        rows = max(problem.queries.symbols.shape[2], 1)
        self._edge = cuda.device_array(
            (rows, self._most * gpu_compiled.THREADS), self._work.element
        )

    def score(self, q: slice, t: slice) -> None:
        """Compute the dissimilarities of some queries and some targets; they stay on the card."""
        self._q, self._t = q, t
        self._shape = height, width = q.stop - q.start, t.stop - t.start
        raw = _shaped(self._raw, height, width)
        grid = min(height * -(-width // gpu_compiled.THREADS), self._most)
        self._work.run((grid, gpu_compiled.THREADS), q, t, self._edge, raw)
        queries, targets = self.problem.queries, self.problem.targets
        own = (queries.base[q], targets.base[t], queries.lengths[q], targets.lengths[t])
        how = self.problem.finishing
        settings = (int(how.kind), how.unit, how.inverse, int(how.norm), how.low, how.gap)
        gpu_keeping.finish[_over(width, height), SQUARE](
            raw, int(self._same), *settings, *map(_sent, own), self.block, self.turned_block
        )

    @property
    def _same(self) -> bool:
        """Whether the block has sequences with themselves."""
        return self.problem.symmetric and self._q.start == self._t.start

    @property
    def block(self) -> Memory:
        """The block on the card, (queries, targets) float32."""
        return _shaped(self._found, *self._shape)

    @property
    def turned_block(self) -> Memory:
        """The block on the card, (targets, queries) float32."""
        return _shaped(self._turned, *reversed(self._shape))

    def found(self) -> NDArray[np.float32]:
        """Fetch the block, (queries, targets)."""
        return self.block.copy_to_host()

    def turned(self) -> NDArray[np.float32]:
        """Fetch the block, (targets, queries)."""
        return self.turned_block.copy_to_host()

    def prepare_sums(self, weights: Weights) -> None:
        """Make room for weighted sums of rows, one for each group of tiles."""
        n = len(self.problem.queries)
        groups = min(GROUPS, max(-(-n // TILE), 1))
        self._weights = _sent(weights)
        self._sums = _sent(np.zeros((groups, n)))

    def add(self) -> None:
        """Add the block to the sums, in the order of the processor."""
        height, width = self._shape
        q0, t0 = self._q.start, self._t.start
        totals = cuda.device_array((-(-width // TILE), height), np.float64)
        gpu_keeping.tile_totals[_over(height, len(totals)), SQUARE](
            self.turned_block, q0, t0, self._weights, totals
        )
        gpu_keeping.add_totals[_along(height), LINE](totals, q0, t0, self._sums)
        gpu_keeping.add_targets[_along(width), LINE](self.block, q0, t0, self._weights, self._sums)

    def sums(self) -> NDArray[np.float64]:
        """Fetch the sums of rows, (sequences,)."""
        total = np.zeros(self._sums.shape[1])
        for part in self._sums.copy_to_host():
            total += part
        return total

    def prepare_nearest(self, k: int) -> None:
        """Make room for the k nearest others of each sequence."""
        n = len(self.problem.queries)
        self._near = _sent(np.full((k, n), np.inf, np.float32))
        self._who = _sent(np.full((k, n), -1, np.int64))

    def keep(self) -> None:
        """Keep what is near in the block, for its targets and its queries."""
        q0, t0 = self._q.start, self._t.start
        kept = self._near, self._who
        gpu_keeping.keep_nearest[_along(self._shape[1]), LINE](self.block, q0, t0, *kept)
        if not self._same:
            gpu_keeping.keep_nearest[_along(self._shape[0]), LINE](self.turned_block, t0, q0, *kept)

    def nearest(self) -> tuple[Index, NDArray[np.float32]]:
        """Fetch who is nearest and how far they are, (sequences, k) each."""
        who, near = self._who.copy_to_host().T, self._near.copy_to_host().T
        return np.ascontiguousarray(who, np.intp), np.ascontiguousarray(near)


class _Savings:
    """The table of savings on the card."""

    def __init__(self, problem: Savings) -> None:
        small = problem.most <= np.iinfo(np.int32).max
        self.element = np.dtype(np.int32 if small else np.float64)
        columns = problem.targets.symbols.shape[2]
        width = gpu_compiled.width_for(columns)
        self._x, self._y = problem.queries.symbols[0], _columns(problem, width)[0]
        self._told = columns, _sent(problem.table.ravel().astype(self.element))
        self._symbols = problem.table.shape[1]
        shared = problem.table.size <= SHARED
        self._kernel = gpu_compiled.savings(width, self.element, shared=shared)

    def run(self, grid: tuple[int, int], q: slice, t: slice, edge: Array, raw: Array) -> None:
        """Write the scores of some pairs."""
        x, y = _sent(self._x[q]), _sent(self._y[:, t])
        self._kernel[grid](x, y, *self._told, self._symbols, edge, raw)


class _Edits:
    """The tables of cheapest edits on the card."""

    def __init__(self, problem: Edits) -> None:
        tables = problem.match, problem.delete, problem.insert
        self.element = _edits_element(problem)
        big = gpu_compiled.BIG[self.element]
        columns = problem.targets.symbols.shape[2]
        width = gpu_compiled.width_for(columns, WIDEST_EDITS)
        self._x, self._y = problem.queries.symbols, _columns(problem, width)
        costs = np.concatenate([np.minimum(table, big).ravel() for table in tables])
        starts = tables[0].size, tables[0].size + tables[1].size
        places = (*(table.shape[1] for table in tables), *starts)
        ramp = np.append(problem.ramp, np.zeros(width)).astype(self.element)
        self._told = columns, _sent(costs.astype(self.element)), places, _sent(ramp)
        shared = costs.size <= OF_EDITS
        self._kernel = gpu_compiled.edits(
            width, self.element, shared=shared, ramped=bool(problem.ramp.any())
        )

    def run(self, grid: tuple[int, int], q: slice, t: slice, edge: Array, raw: Array) -> None:
        """Write the costs of some pairs."""
        x, y = _sent(self._x[:, q]), _sent(self._y[:, :, t])
        self._kernel[grid](x, y, *self._told, edge, raw)


def _edits_element(problem: Edits) -> np.dtype[Any]:
    """Return int32 if every cost of edits is well below what stands for no way, else float64."""
    finite = [table[table < BIG_COST] for table in (problem.match, problem.delete, problem.insert)]
    largest = max(float(costs.max(initial=0.0)) for costs in finite)
    steps = problem.queries.symbols.shape[2] + problem.targets.symbols.shape[2]
    most = (largest + float(np.abs(problem.ramp).max(initial=0.0))) * steps
    return np.dtype(np.int32 if 2 * most < gpu_compiled.BIG[np.dtype(np.int32)] else np.float64)


def _columns(problem: Problem, width: int) -> NDArray[np.int16]:
    """Return the symbols of targets as (tracks, columns, targets), with columns added to whole strips."""
    symbols = problem.targets.symbols.transpose(0, 2, 1)
    missing = -symbols.shape[1] % width
    return np.ascontiguousarray(np.pad(symbols, ((0, 0), (0, missing), (0, 0))))


def _sent(values: Array) -> Memory:
    """Return an array on the card."""
    return cuda.to_device(np.ascontiguousarray(values))


def _shaped(flat: Memory, *shape: int) -> Memory:
    """Return the beginning of memory on the card as an array."""
    return flat[: int(np.prod(shape))].reshape(shape)


def _over(*sizes: int) -> tuple[int, ...]:
    """Return how many squares of threads cover two dimensions."""
    return tuple(-(-size // side) for size, side in zip(sizes, SQUARE, strict=True))


def _along(size: int) -> int:
    """Return how many lines of threads cover one dimension."""
    return -(-size // LINE)


def _multiprocessors() -> int:
    """Return how many multiprocessors the card has; the simulator does not say."""
    return 1 if gpu_keeping.SIMULATED else int(cuda.get_current_device().MULTIPROCESSOR_COUNT)
