"""How much a sequence matches itself: what the distances of subsequence measures begin with.

In: symbols (sequences, width). Out: (sequences,) float64, computed for all sequences at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.others import matching_spells
from kartoteka.analyse.kernel.problem import Table

BLOCK = 1024
"""Sequences at a time, which bounds the memory."""


def matches_alone(symbols: NDArray[np.int16], table: Table) -> NDArray[np.float64]:
    """Return how many pairs of equal subsequences each sequence has with itself."""
    above = np.zeros((symbols.shape[1] + 1, len(symbols)))
    for i in range(symbols.shape[1]):
        here = np.zeros_like(above)
        along = np.zeros(len(symbols))
        for j in range(symbols.shape[1]):
            along = along + table[symbols[:, i], symbols[:, j]] * (1.0 + above[j])
            here[j + 1] = above[j + 1] + along
        above = here
    return above[-1]


def spells_alone(
    symbols: NDArray[np.int16],
    times: NDArray[np.float64],
    table: Table,
    weights: NDArray[np.float64],
    *,
    shared: bool | None,
) -> NDArray[np.float64]:
    """Return the weighted count of matching spells of each sequence with itself."""
    found = np.zeros(len(symbols))
    for start in range(0, len(symbols), BLOCK):
        part = slice(start, start + BLOCK)
        x, u = symbols[part], times[part]
        near = table[x[:, :, None], x[:, None, :]]
        found[part] = matching_spells(near, u[:, :, None], u[:, None, :], weights, shared)
    return found
