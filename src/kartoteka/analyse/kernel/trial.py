# pyright: basic
"""One tiny problem, to see whether the vector code compiles on this computer and counts right."""

from __future__ import annotations

from types import ModuleType

import numpy as np


def works(scorers: ModuleType) -> bool:
    """Tell whether two sequences of two symbols get the score that is known."""
    from numba.core.errors import NumbaError

    from kartoteka.analyse.kernel.problem import Finish, Finishing, Savings, Side

    symbols = np.array([[[0, 1], [1, 0]]], np.int16)
    side = Side(symbols, np.zeros(2), np.full(2, 2.0))
    table = np.diag([2.0**17, 2.0**17, 0.0])
    problem = Savings(side, side, Finishing(Finish.SAVED), True, table, 2.0**20)  # noqa: FBT003
    try:
        score = scorers.Scorer(scorers.prepare(problem), 2)(0, 2, 0, 2)
    except NumbaError:
        return False
    return bool((score[:2, :2] == [[2**18, 2**17], [2**17, 2**18]]).all())
