"""Everything that two sequences have in common: all matching subsequences, counted and weighted.

Elzinga (2005); Elzinga & Wang (2013), Theoretical Computer Science 470; Elzinga & Studer (2015), Sociological
Methods & Research 44(1). A sequence is the vector of how often (or for how long) it holds each subsequence;
the distance is that of the vectors, and counting is a matter of sums over a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kartoteka.analyse.kernel.alone import matches_alone, spells_alone
from kartoteka.analyse.kernel.others import Spells
from kartoteka.analyse.kernel.problem import Finish, Finishing, Matches, Problem, Side
from kartoteka.analyse.kernel.stating import padded
from kartoteka.analyse.measures.alphabets import spells
from kartoteka.analyse.measures.pairwise import Pairwise
from kartoteka.analyse.sequences import VOID, Codes
from kartoteka.errors import UnusableSequences
from kartoteka.wording.saying import Saying


@dataclass
class NMS(Pairwise):
    """The number of matching subsequences.

    Choose it for the order of states above all: shared long subsequences weigh very much. Counts double with
    each position: from about 120 positions on they leave the range of the results (infinity).

    Parameters
    ----------
    proximity
        How near each two states are, (states, states), 1 for the same; by default 0 for others. With it, an
        empty sequence is at 1 from nothing (as in TraMineR).
    weights
        What subsequences of 1, 2 … states count; by default all 1, and then much faster.
    """

    proximity: ArrayLike | None = None
    weights: Sequence[float] | None = None

    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        table = near_table(self.proximity, len(self.states_ or ()))
        if self.weights is None:
            sides = _sides(queries, targets, len(table) - 1)
            alone = [matches_alone(side.symbols[0], table) for side in sides]
            if self.proximity is not None:
                alone = [
                    np.where(s.lengths == 0, 1.0, a) for s, a in zip(sides, alone, strict=True)
                ]
            sides = [Side(s.symbols, a, s.lengths) for s, a in zip(sides, alone, strict=True)]
            finishing = Finishing(Finish.ANGLE)
            return Matches(sides[0], sides[1], finishing, targets is None, table)
        times = [
            (side != VOID).astype(np.float64) for side in (queries, targets) if side is not None
        ]
        parts = [(queries, times[0])] + ([(targets, times[1])] if targets is not None else [])
        return state_spells(parts, table, self.weights, shared=None)


@dataclass
class NMSMST(Pairwise):
    """Matching subsequences of spells, weighted by the time that both spend in them.

    Choose it where the order of stages and the time in common matter.

    Parameters
    ----------
    power
        The power of a length that counts.
    weights
        What subsequences of 1, 2 … spells count; by default all 1.
    """

    power: float = 1.0
    weights: Sequence[float] | None = None

    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        table = near_table(None, len(self.states_ or ()))
        parts = [_timed(side, self.power) for side in (queries, targets) if side is not None]
        return state_spells(parts, table, self.weights, shared=True)


@dataclass
class SVRspell(Pairwise):
    """The subsequence vector representation of spells: matching subsequences, weighted by their times.

    Choose it where order, and time in each stage, matter together.

    Parameters
    ----------
    power
        The power of a length that counts.
    proximity
        As in :class:`NMS`.
    weights
        What subsequences of 1, 2 … spells count; by default all 1.
    """

    power: float = 1.0
    proximity: ArrayLike | None = None
    weights: Sequence[float] | None = None

    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        table = near_table(self.proximity, len(self.states_ or ()))
        parts = [_timed(side, self.power) for side in (queries, targets) if side is not None]
        return state_spells(parts, table, self.weights, shared=False)


def near_table(proximity: ArrayLike | None, states: int) -> NDArray[np.float64]:
    """Return proximities with the null state, which is near to none."""
    table = np.zeros((states + 1, states + 1))
    given = np.eye(states) if proximity is None else np.asarray(proximity, np.float64)
    if given.shape != (states, states):
        reason = Saying("sequences.costs_shape", found=str(given.shape), wanted=states)
        raise UnusableSequences("proximity", reason)
    table[:-1, :-1] = given
    return table


def _timed(codes: Codes, power: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    states, times = spells(codes)
    counted = times.astype(np.float64) ** power
    return states, np.where(states == VOID, 0.0, counted)


def state_spells(
    parts: Sequence[tuple[NDArray[np.integer], NDArray[np.float64]]],
    table: NDArray[np.float64],
    weights: Sequence[float] | None,
    *,
    shared: bool | None,
) -> Problem:
    """State a problem of matching spells; a second part are targets."""
    (queries, times), (others, other_times) = parts[0], parts[-1]
    width = max(queries.shape[1], others.shape[1], 1)
    counted = np.ones(width) if weights is None else np.asarray(weights, np.float64)
    counted = np.trim_zeros(counted[:width], "b")
    sides = _sides(queries, others, len(table) - 1)
    full = [_filled(time, width) for time in (times, other_times)]
    sides = [
        Side(s.symbols, spells_alone(s.symbols[0], time, table, counted, shared=shared), s.lengths)
        for s, time in zip(sides, full, strict=True)
    ]
    finishing = Finishing(Finish.ANGLE)
    symmetric = len(parts) == 1
    return Spells(
        sides[0], sides[1], finishing, symmetric, table, full[0], full[1], counted, shared
    )


def _filled(times: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    found = np.zeros((len(times), width))
    found[:, : times.shape[1]] = times
    return found


def _sides(
    queries: NDArray[np.integer], targets: NDArray[np.integer] | None, null: int
) -> list[Side]:
    other = queries if targets is None else targets
    width = max(queries.shape[1], other.shape[1], 1)
    return [
        Side(padded(side, null, width), np.zeros(len(side)), (side != VOID).sum(axis=1) * 1.0)
        for side in (queries, other)
    ]
