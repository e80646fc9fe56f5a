"""From symbols and costs to problems in whole numbers.

In: what a measure knows: symbols of each sequence, substitution and indel costs between symbols. Out: a
:class:`~kartoteka.analyse.kernel.problem.Savings`, its unit chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.integers import MOST, PRECISION, divisor, scale_of, whole
from kartoteka.analyse.kernel.problem import Finish, Finishing, Norm, Savings, Side
from kartoteka.analyse.sequences import VOID

Symbols = NDArray[np.int64]
"""Symbols of sequences, (sequences, positions); :data:`VOID` beyond the end."""


@dataclass(frozen=True)
class Normed:
    """The norm, and the largest possible dissimilarity: low * min(n, m) + gap * |n - m|."""

    norm: Norm = Norm.NONE
    low: float = 0.0
    gap: float = 0.0


def padded(symbols: NDArray[np.integer], null: int, width: int) -> NDArray[np.int16]:
    """Return symbols with the null symbol beyond each end, one track, (1, sequences, width)."""
    found = np.full((1, len(symbols), width), null, np.int16)
    ended = symbols == VOID
    found[0, :, : symbols.shape[1]] = np.where(ended, null, symbols)
    return found


def state_savings(
    queries: NDArray[np.integer],
    targets: NDArray[np.integer] | None,
    costs: NDArray[np.float64],
    indels: NDArray[np.float64],
    lengths: tuple[NDArray[np.float64], NDArray[np.float64]],
    normed: Normed,
) -> Savings:
    """State a problem of substitution and indel costs as one of savings.

    Parameters
    ----------
    queries, targets
        Symbols; targets None: the queries against themselves.
    costs, indels
        (symbols, symbols) and (symbols,).
    lengths
        Of queries and targets, for the norm.
    """
    other = queries if targets is None else targets
    width = max(queries.shape[1], other.shape[1], 1)
    width += width % 2  # the vector code takes two columns at once
    scale = _scale(costs, indels, width)
    spent, alone = whole(costs, scale), whole(indels, scale)
    table = np.zeros((len(indels) + 1,) * 2)
    table[:-1, :-1] = np.maximum(alone[:, None] + alone[None, :] - spent, 0.0)
    unit = divisor(table)
    table /= unit
    alone = np.append(alone, 0.0)
    sides = [
        Side(found, alone[found[0]].sum(axis=1), length)
        for found, length in zip(
            (padded(queries, len(indels), width), padded(other, len(indels), width)),
            lengths,
            strict=True,
        )
    ]
    finishing = Finishing(Finish.SAVED, unit, 1.0 / scale, normed.norm, normed.low, normed.gap)
    most = float(table.max(initial=0.0)) * width
    return Savings(sides[0], sides[1], finishing, targets is None, table, most)


def _scale(costs: NDArray[np.float64], indels: NDArray[np.float64], width: int) -> float:
    """Return a scale at which 32 bits hold a score, if that is precise enough, else 53 bits."""
    everything = (costs, indels, 2.0 * indels)
    exact = scale_of(everything, width)
    if exact < _SMALL:
        return exact
    short = scale_of(everything, width, 2.0**31 - 1)
    positive = np.concatenate((costs[costs > 0], indels[indels > 0]))
    rounded = 0.5 / short / float(positive.min(initial=np.inf)) if len(positive) else 0.0
    return short if rounded <= PRECISION else scale_of(everything, width, MOST)


_SMALL = 2.0**20
"""Scales below this one are exact: see :func:`scale_of`."""
