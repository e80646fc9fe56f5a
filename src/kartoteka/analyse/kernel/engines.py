"""Which way the work is done: the fastest that is here, or the one that is asked for.

In: the name of an engine. Out: a :class:`Maker` for each worker, which computes finished tiles. All makers
give the same bits.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel import finishing
from kartoteka.analyse.kernel.problem import Norm, Problem
from kartoteka.analyse.measure import Engine
from kartoteka.errors import MissingExtra, UnknownName
from kartoteka.wording.texts import say

TILE = 128
"""Targets of a tile."""

HEIGHT = {"vector": 1024, "plain": 512, "numpy": 128}
"""Queries of a tile."""

Maker: TypeAlias = Callable[[int, int, int, int], NDArray[np.float64]]
"""(q0, q1, t0, width) → dissimilarities, (at least q1 - q0, at least width)."""


class SlowerWarning(UserWarning):
    """Something works, and would be much faster with a package that is not here."""


@cache
def numba_is_here() -> bool:
    """Tell whether numba can be used; if not, say once that everything is slower."""
    if find_spec("numba") is not None:
        return True
    warnings.warn(say("sequences.slower"), SlowerWarning, stacklevel=2)
    return False


@cache
def vectors_work() -> bool:
    """Tell whether the vector code compiles here: it is tried once, on the smallest problem."""
    try:
        from kartoteka.analyse.kernel import scorers, trial

        return trial.works(scorers)
    except (ImportError, AttributeError, NotImplementedError, RuntimeError):
        return False  # another numba or LLVM than the code was written for


def chosen(engine: Engine) -> str:
    """Return which engine does the work on this computer: ``vector``, ``plain`` or ``numpy``."""
    if engine == "auto":
        if not numba_is_here():
            return "numpy"
        return "vector" if vectors_work() else "plain"
    if engine not in HEIGHT:
        raise UnknownName("engine", engine, ("auto", *HEIGHT, "gpu", "dask"))
    if engine != "numpy" and find_spec("numba") is None:
        raise MissingExtra(say("sequences.engine", engine=engine), "pip install 'kartoteka[fast]'")
    return engine


def maker(problem: Problem, engine: str, *, reuse: bool = True) -> Callable[[], Maker]:
    """Return what makes a maker for each worker; what they share is prepared once."""
    if engine == "vector":
        return _vector(problem, reuse=reuse)
    if engine == "plain":
        from kartoteka.analyse.kernel import plain

        return lambda: _finished(problem, lambda q, t: plain.raw(problem, q, t))
    return lambda: _finished(problem, problem.raw)


def _finished(problem: Problem, raw: Callable[[slice, slice], NDArray[np.float64]]) -> Maker:
    def make(q0: int, q1: int, t0: int, width: int) -> NDArray[np.float64]:
        q, t = slice(q0, q1), slice(t0, t0 + width)
        return finishing.finish(problem, raw(q, t), q, t)

    return make


def _vector(problem: Problem, *, reuse: bool) -> Callable[[], Maker]:
    from kartoteka.analyse.kernel import finishing_compiled as loops
    from kartoteka.analyse.kernel import scorers

    prepared = scorers.prepare(problem, reuse=reuse)
    how = problem.finishing
    settings: tuple[Any, ...] = (int(how.kind), how.unit, how.inverse)

    def worker() -> Maker:
        score = scorers.scorer(prepared, problem, min(HEIGHT["vector"], len(problem.queries)))

        def make(q0: int, q1: int, t0: int, width: int) -> NDArray[np.float64]:
            raw = score(q0, q1, t0, width)
            bases = problem.queries.base[q0:q1], problem.targets.base[t0 : t0 + width]
            loops.finish(raw, q1 - q0, width, *settings, *bases)  # pyright: ignore[reportCallIssue]
            if how.norm is not Norm.NONE:
                part = raw[: q1 - q0, :width]
                part[:] = finishing.normed(problem, part, slice(q0, q1), slice(t0, t0 + width))
            return raw

        return make

    return worker
