"""Costs as whole numbers, so that sums are exact and the same everywhere.

In: tables of costs. Out: the same in whole numbers of a unit. Where all costs are multiples of one small unit
(constant costs, costs with two decimals) nothing is rounded. Otherwise the unit is 2^-30 and less of the
largest cost: far below what float32 results show.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MOST = 2.0**50
"""The largest sum that must be exact, with room for :data:`~kartoteka.analyse.kernel.problem.BIG`."""

_LIMITS = {"u1": 2.0**8 - 1, "i2": 2.0**15 - 1, "i4": 2.0**31 - 1, "f8": 2.0**53}
"""Element type → the largest score it can hold; shortest first."""

PRECISION = 2e-7
"""The largest error of a single cost, relative to it, that 32-bit scores may have; else 53 bits are used."""


def scale_of(tables: Sequence[NDArray[np.float64]], steps: float, most: float = MOST) -> float:
    """Return by what to multiply costs so that rounding them is harmless.

    Parameters
    ----------
    tables
        Costs, finite and not negative.
    steps
        How many of the largest cost a sum can hold.
    most
        What such a sum may be at most.
    """
    costs = np.unique(np.concatenate([table.ravel() for table in tables]))
    costs = costs[costs > 0]
    if not len(costs):
        return 1.0
    room = most / (steps * costs[-1])
    if len(costs) <= _FEW:
        for unit in (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 20.0, 100.0, 1000.0, 10_000.0):
            whole = np.rint(costs * unit)
            if unit < room and np.abs(costs * unit - whole).max() < _ALMOST * unit:
                return unit
    return float(2.0 ** np.floor(np.log2(room)))


_FEW = 4096
_ALMOST = 1e-12


def whole(table: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Return costs in whole numbers of the unit."""
    return np.rint(table * scale)


def divisor(table: NDArray[np.float64]) -> float:
    """Return the largest number that divides all whole numbers of a table."""
    found = np.unique(table[(table > 0) & (table < MOST)]).astype(np.int64)
    return float(np.gcd.reduce(found)) if len(found) else 1.0


def element_type(score: float, single: float) -> np.dtype[np.generic]:
    """Return the shortest element that holds a score: uint8, int16, uint16 (differences), int32 or float64.

    ``single`` is the largest saving of one cell: differences must hold that only.
    """
    if score <= _LIMITS["u1"]:
        return np.dtype(np.uint8)
    if score <= _LIMITS["i2"]:
        return np.dtype(np.int16)
    if single <= 2.0**16 - 1:
        return np.dtype(np.uint16)
    return np.dtype(np.int32 if score <= _LIMITS["i4"] else np.float64)
