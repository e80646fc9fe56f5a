"""Symbols for edits whose costs depend on the place: a border, states or pairs of states, and padding.

In: codes. Out: (sequences, 1 + positions) symbols: first the border, then one for each position, then null
beyond the end. Tables get the two extra symbols, with what makes border and padding neutral.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.problem import BIG
from kartoteka.analyse.sequences import VOID

Symbols = NDArray[np.int64]


def bordered(symbols: Symbols, border: int | Symbols, null: int, width: int) -> Symbols:
    """Return symbols with a border before and null beyond the end, (sequences, 1 + width)."""
    found = np.full((len(symbols), 1 + width), null, np.int64)
    found[:, 0] = border
    found[:, 1 : 1 + symbols.shape[1]] = np.where(symbols == VOID, null, symbols)
    return found


def match_table(costs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return costs of matches with border and null: only borders match each other, at no cost."""
    k = len(costs)
    table = np.full((k + 2, k + 2), BIG)
    table[:k, :k] = costs
    table[k, k] = 0.0
    return table


def delete_table(costs: NDArray[np.float64], borders: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what it costs to delete each symbol in each place of the other sequence.

    Parameters
    ----------
    costs
        (symbols, places).
    borders
        (symbols, border places): in front of the other sequence.

    Returns
    -------
    table
        (symbols + border + null, places + border places + null): the border row is never deleted, padding
        always, for nothing; and nothing real is deleted beyond the other's end.
    """
    k, places = costs.shape
    table = np.full((k + 2, places + borders.shape[1] + 1), BIG)
    table[:k, :places] = costs
    table[:k, places:-1] = borders
    table[k + 1, :] = 0.0
    return table
