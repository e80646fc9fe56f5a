"""Optimal matching of transitions: each element is a state with the next (and the one before).

Biemann (2011), Sociological Methods & Research 40(2), in the form of Studer & Ritschard (2016).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.problem import Norm, Problem
from kartoteka.analyse.kernel.stating import Normed, state_savings
from kartoteka.analyse.measures.alphabets import alphabet_of
from kartoteka.analyse.measures.costs import Matrix, transition_rates
from kartoteka.analyse.measures.om import OM
from kartoteka.analyse.measures.pairwise import lengths_of, norm_of
from kartoteka.analyse.sequences import VOID, Codes, Sequences


@dataclass
class OMstran(OM):
    """Optimal matching of states together with their transitions.

    Choose it where *how* people move matters as much as where they are. All costs are divided by the largest
    substitution; ``origin`` parts of an element's cost are its state's, the rest its transitions'.

    Parameters
    ----------
    costs, indels, norm, weighted
        As in :class:`OM`; norms ``none``, ``YujianBo``.
    origin
        From 0 (only transitions) to 1 (only states).
    transition
        What a transition costs to delete, of the largest indel: ``constant``, all of it; ``rates``, 1 - the
        rate; ``costs``, as much as the substitution of its states is of the largest one. Staying costs
        nothing. To substitute, one is deleted and one inserted.
    previous
        Whether the transition from the state before belongs to an element too.
    last
        Whether the last position, which nothing follows, is an element.
    """

    origin: float = 0.5
    transition: Literal["constant", "rates", "costs"] = "constant"
    previous: bool = False
    last: bool = True
    moves_: Matrix = field(init=False, repr=False)

    def _learn(self, lives: Sequences) -> None:
        super()._learn(lives)
        size = len(lives.states)
        most = float(self.costs_.max(initial=0.0)) or 1.0
        moves = np.ones((size, size))
        if self.transition == "rates":
            weights = lives.weights if self.weighted else np.ones(len(lives))
            moves = 1.0 - transition_rates(lives, weights)
        elif self.transition == "costs":
            moves = self.costs_ / most
        indel = float(self.indels_.max(initial=0.0)) / most
        self.moves_ = indel * moves * (1.0 - np.eye(size))

    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        sides = [queries] if targets is None else [queries, targets]
        found, made = alphabet_of([self._elements(side) for side in sides])
        state, after, before = made[0], made[1], made[2]
        most = float(self.costs_.max(initial=0.0)) or 1.0
        moving = self.moves_[state, after]
        if self.previous:
            moving = (moving + self.moves_[before, state]) / 2
        alone = self.origin * self.indels_[state] / most + (1.0 - self.origin) * moving
        same = (state[:, None] == state[None, :]) & (after[:, None] == after[None, :])
        same &= before[:, None] == before[None, :]
        both = np.where(same, 0.0, moving[:, None] + moving[None, :])
        costs = self.origin * self.costs_[state[:, None], state[None, :]] / most
        lengths = lengths_of(queries, targets)
        return state_savings(
            found[0],
            None if targets is None else found[1],
            costs + (1.0 - self.origin) * both,
            alone,
            (lengths[0], lengths[1]),
            self._normed(alone),
        )

    def _normed(self, alone: NDArray[np.float64]) -> Normed:
        indel = float(alone.max(initial=0.0))
        kind = norm_of(self.norm)
        return Normed(kind, 2.0 * indel, indel) if kind is not Norm.NONE else Normed()

    def _elements(self, codes: Codes) -> NDArray[np.int64]:
        """Return (state, next, previous) of each position; at the ends the state itself."""
        state = codes.astype(np.int64)
        after = np.hstack((state[:, 1:], np.full((len(state), 1), VOID)))
        ends = (state != VOID) & (after == VOID)
        after = np.where(ends, state, after)
        before = np.hstack((state[:, :1], state[:, :-1])) if self.previous else np.zeros_like(state)
        if not self.last:
            state = np.where(ends, VOID, state)
        return np.stack((state, after, before), axis=2)
