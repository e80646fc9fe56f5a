"""The same tiles on a graphics card, with numba-cuda: the edit family, the same bits.

In: a problem of savings or edits. Out: as ``sweep``. The card computes raw scores in whole numbers and
nothing else; dissimilarities follow from them on this computer (``finishing``), so that rounding is the same.

One thread has one query and one target and sweeps the table column by column in strips; sums and maxima of
whole numbers do not depend on the order. Blocks of pairs come back one after another: the card holds two,
whatever the number of sequences.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel import finishing, keeping
from kartoteka.analyse.kernel.problem import Edits, Problem, Savings
from kartoteka.errors import MissingExtra, NoDevice
from kartoteka.wording.saying import Saying
from kartoteka.wording.texts import say

BLOCK = 2048
"""Queries and targets of a block: 4 million pairs."""


def condensed(problem: Problem) -> NDArray[np.float32]:
    """Return all pairs in SciPy's order, float32."""
    n = len(problem.queries)
    out = np.empty(n * (n - 1) // 2, np.float32)
    keep = keeping.condensed(out, n, compiled=False)
    for task, block in _computed(problem):
        keep(block, task)
    return out


def table(problem: Problem) -> NDArray[np.float32]:
    """Return queries against targets, float32."""
    out = np.empty((len(problem.queries), len(problem.targets)), np.float32)
    for (q0, q1, t0, width), block in _computed(problem):
        out[q0:q1, t0 : t0 + width] = block
    return out


def _computed(problem: Problem) -> Iterator[tuple[tuple[int, int, int, int], NDArray[np.float64]]]:
    """Yield finished blocks of pairs."""
    card = _card(problem)
    n, m = len(problem.queries), len(problem.targets)
    for t0 in range(0, m, BLOCK):
        width = min(BLOCK, m - t0)
        for q0 in range(t0 if problem.symmetric else 0, n, BLOCK):
            q, t = slice(q0, min(n, q0 + BLOCK)), slice(t0, t0 + width)
            yield (q0, q.stop, t0, width), finishing.finish(problem, card.raw(q, t), q, t)


def _card(problem: Problem):  # noqa: ANN202 - a class of an optional package
    if not isinstance(problem, (Savings, Edits)):
        raise NoDevice("gpu", Saying("sequences.not_on_gpu", kind=type(problem).__name__))
    try:
        from numba import cuda

        from kartoteka.analyse.kernel import gpu_compiled
    except ImportError:
        feature = say("sequences.engine", engine="gpu")
        raise MissingExtra(feature, "pip install 'kartoteka[gpu]'") from None
    if not cuda.is_available():
        raise NoDevice("gpu", Saying("sequences.no_gpu"))
    return gpu_compiled.Card(problem)
