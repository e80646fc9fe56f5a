"""The same pairs on a graphics card, with numba-cuda: the edit family, the same bits.

In: a problem of savings or edits. Out: as ``sweep``. The card holds one block of pairs at a time, whatever
the number of sequences, and what is kept of it: sums of rows and nearest others leave it at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.problem import Edits, Problem, Savings
from kartoteka.analyse.sequences import Index, Weights
from kartoteka.errors import MissingExtra, NoDevice
from kartoteka.wording.saying import Saying
from kartoteka.wording.texts import say

if TYPE_CHECKING:
    from kartoteka.analyse.kernel.card import Card

BLOCK = 8192
"""Queries and targets of a block: 67 million pairs, 0.8 GB on the card. A multiple of a tile."""

Task: TypeAlias = tuple[slice, slice]
"""Some queries against some targets."""


def condensed(problem: Problem) -> NDArray[np.float32]:
    """Return all pairs in SciPy's order, float32."""
    n = len(problem.queries)
    out = np.empty(n * (n - 1) // 2, np.float32)
    card = _card(problem)
    for q, t in _tasks(problem):
        card.score(q, t)
        for target, row in zip(range(t.start, t.stop), card.turned(), strict=True):
            first = max(q.start, target + 1)
            base = target * (2 * n - target - 1) // 2 - target - 1
            out[base + first : base + q.stop] = row[first - q.start :]
    return out


def table(problem: Problem) -> NDArray[np.float32]:
    """Return queries against targets, float32."""
    out = np.empty((len(problem.queries), len(problem.targets)), np.float32)
    for start, rows in row_blocks(problem):
        out[start : start + len(rows)] = rows
    return out


def row_blocks(problem: Problem) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield (first query, float32 (some queries, all targets)) in order."""
    card = _card(problem)
    for q in _slices(0, len(problem.queries)):
        rows = np.empty((q.stop - q.start, len(problem.targets)), np.float32)
        for t in _slices(0, len(problem.targets)):
            card.score(q, t)
            rows[:, t] = card.found()
        yield q.start, rows


def row_sums(problem: Problem, weights: Weights) -> NDArray[np.float64]:
    """Return the weighted sum of each sequence's dissimilarities from all, (n,)."""
    card = _card(problem)
    card.prepare_sums(weights)
    for q, t in _tasks(problem):
        card.score(q, t)
        card.add()
    return card.sums()


def nearest(problem: Problem, k: int) -> tuple[Index, NDArray[np.float32]]:
    """Return the k nearest others of each sequence and how far they are, (n, k) each."""
    card = _card(problem)
    card.prepare_nearest(k)
    for q, t in _tasks(problem):
        card.score(q, t)
        card.keep()
    return card.nearest()


def sums_and_nearest(
    problem: Problem, weights: Weights, k: int
) -> tuple[NDArray[np.float64], Index, NDArray[np.float32]]:
    """Return :func:`row_sums` and :func:`nearest` of one sweep."""
    card = _card(problem)
    card.prepare_sums(weights)
    card.prepare_nearest(k)
    for q, t in _tasks(problem):
        card.score(q, t)
        card.add()
        card.keep()
    return (card.sums(), *card.nearest())


def _slices(start: int, stop: int) -> Iterator[slice]:
    for first in range(start, stop, BLOCK):
        yield slice(first, min(stop, first + BLOCK))


def _tasks(problem: Problem) -> Iterator[Task]:
    """Yield blocks of pairs; of a symmetric problem, only queries from the block of targets on."""
    for t in _slices(0, len(problem.targets)):
        for q in _slices(t.start if problem.symmetric else 0, len(problem.queries)):
            yield q, t


def _card(problem: Problem) -> Card:
    if not isinstance(problem, (Savings, Edits)):
        raise NoDevice("gpu", Saying("sequences.not_on_gpu", kind=type(problem).__name__))
    try:
        from numba import cuda

        from kartoteka.analyse.kernel.card import Card
    except ImportError:
        feature = say("sequences.engine", engine="gpu")
        raise MissingExtra(feature, "pip install 'kartoteka[gpu]'") from None
    if not cuda.is_available():
        raise NoDevice("gpu", Saying("sequences.no_gpu"))
    return Card(problem, BLOCK)
