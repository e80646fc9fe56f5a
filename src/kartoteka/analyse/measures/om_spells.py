"""Optimal matching of spells: a spell is one element, its length costs.

Studer & Ritschard (2016), section 3.4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.problem import Problem
from kartoteka.analyse.kernel.stating import state_savings
from kartoteka.analyse.measures.alphabets import alphabet_of, spells
from kartoteka.analyse.measures.costs import Matrix
from kartoteka.analyse.measures.om import OM, largest
from kartoteka.analyse.measures.pairwise import lengths_of
from kartoteka.analyse.sequences import Codes


@dataclass
class OMspell(OM):
    """Optimal matching of spells.

    Choose it where the order of stages matters more than their length. Deleting a spell of length t costs the
    indel of its state and ``expansion * (t^power - 1)``; to lengthen a spell costs ``expansion`` a position;
    another state costs the substitution besides both lengths beyond one.

    Parameters
    ----------
    costs, indels, norm, weighted
        As in :class:`OM`; norms ``none``, ``YujianBo`` (by positions, not spells).
    expansion
        The cost of one position more or less.
    power
        The power of a length that counts.
    """

    expansion: float = 0.5
    power: float = 1.0

    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        sides = [queries] if targets is None else [queries, targets]
        found, (states, times) = alphabet_of([np.stack(spells(side), axis=2) for side in sides])
        long: NDArray[np.float64] = times.astype(np.float64) ** self.power
        alike: NDArray[np.bool_] = states[:, None] == states[None, :]
        beyond = long[:, None] + long[None, :] - 2.0
        other = self.costs_[states[:, None], states[None, :]] + self.expansion * beyond
        same: Matrix = self.expansion * np.abs(long[:, None] - long[None, :])
        costs: Matrix = np.where(alike, same, other)
        lengths = lengths_of(queries, targets)
        return state_savings(
            found[0],
            None if targets is None else found[1],
            costs,
            self.indels_[states] + self.expansion * (long - 1.0),
            (lengths[0], lengths[1]),
            largest(self.costs_, self.indels_, self.norm),
        )
