"""Time warp edit distance.

Marteau (2009), IEEE Transactions on Pattern Analysis and Machine Intelligence 31(2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.integers import MOST, scale_of, whole
from kartoteka.analyse.kernel.placing import bordered, delete_table, match_table
from kartoteka.analyse.kernel.problem import Edits, Finish, Finishing, Problem, Side
from kartoteka.analyse.measures.alphabets import Made, alphabet_of
from kartoteka.analyse.measures.costs import Matrix, learn
from kartoteka.analyse.measures.om import OM
from kartoteka.analyse.measures.pairwise import lengths_of, norm_of
from kartoteka.analyse.sequences import VOID, Codes, Sequences


@dataclass
class TWED(OM):
    """Time warp edit distance: time may stretch, and stretching costs.

    Choose it where the same course at another pace is alike. A state is matched together with the one before;
    a match of positions i and j costs ``stiffness * 2 |i - j|`` more; a deletion costs the difference to the
    state before, ``stiffness`` and ``gap``. The first states must match. Against an empty sequence each state
    costs its indel.

    Parameters
    ----------
    costs, norm, weighted
        As in :class:`OM`; norms ``none``, ``YujianBo``.
    indels
        One number, or ``auto``: twice the largest substitution, ``stiffness`` and ``gap``.
    stiffness
        Marteau's nu, above 0.
    gap
        Marteau's lambda, TraMineR's h.
    """

    stiffness: float = 0.001
    gap: float = 0.5

    def _learn(self, lives: Sequences) -> None:
        self.costs_, _ = learn(lives, self.costs, 1.0, weighted=self.weighted)
        if isinstance(self.indels, str):
            most = 2.0 * float(self.costs_.max(initial=0.0)) + self.stiffness + self.gap
            self.indels_ = np.full(len(self.costs_), most)
        else:
            _, self.indels_ = learn(lives, self.costs, self.indels, weighted=self.weighted)

    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        other = queries if targets is None else targets
        width = max(queries.shape[1], other.shape[1])
        found, made = alphabet_of(
            [_with_before(queries, len(self.costs_)), _with_before(other, len(self.costs_))]
        )
        match, spent = self._costs(made)
        most = float(match.max(initial=0.0)) + 2.0 * width * (
            float(spent.max(initial=0.0)) + 2.0 * self.stiffness
        )
        scale = scale_of(
            (match, spent, np.array([self.stiffness, self.gap])), 1.0, MOST / 8.0 / (most + 1.0)
        )
        scale = min(scale, float(2.0 ** np.floor(np.log2(MOST / 8.0 / (most + 1.0)))))
        delete = self._deletions(made, spent, scale, most)
        lengths = lengths_of(queries, targets)
        sides = [
            self._side(part, length, len(spent), width)
            for part, length in zip(found, lengths, strict=True)
        ]
        rows = Side(sides[0].symbols[[0, 0, 1]], sides[0].base, sides[0].lengths)
        columns = Side(sides[1].symbols[[0, 1, 0]], sides[1].base, sides[1].lengths)
        low, beyond = self._largest()
        finishing = Finishing(
            Finish.SPENT, inverse=1.0 / scale, norm=norm_of(self.norm), low=low, gap=beyond
        )
        ramp = whole(2.0 * self.stiffness * distance_from(width + 1, 2 * width + 4), scale)
        return Edits(
            rows,
            columns,
            finishing,
            targets is None,
            match_table(whole(match, scale)),
            delete,
            delete.T,
            ramp,
        )

    def _costs(self, made: Made) -> tuple[Matrix, NDArray[np.float64]]:
        """Return what it costs to match pairs (state, state before) and to delete them."""
        size = len(self.costs_)
        table = np.zeros((size + 1, size + 1))
        table[:size, :size] = self.costs_
        table[size, :size] = table[:size, size] = self.indels_
        state, before = made
        match = table[state[:, None], state[None, :]] + table[before[:, None], before[None, :]]
        return match, table[state, before] + self.stiffness + self.gap

    def _deletions(
        self, made: Made, spent: NDArray[np.float64], scale: float, most: float
    ) -> NDArray[np.float64]:
        """Return the table of deletions: inside, in front of a sequence, in front of an empty one."""
        state, before = made
        first = before == len(self.costs_)
        front = np.where(first, np.ceil(most * scale), 0.0)
        empty = whole(self.indels_[state], scale)
        inside = whole(spent, scale)[:, None]
        return delete_table(inside, np.stack((front, empty), axis=1))

    def _largest(self) -> tuple[float, float]:
        most = max(2.0 * float(self.indels_.max(initial=0.0)), float(self.costs_.max(initial=0.0)))
        return 2.0 * (most + self.stiffness), most + self.stiffness + self.gap

    @staticmethod
    def _side(
        found: NDArray[np.int64], length: NDArray[np.float64], symbols: int, width: int
    ) -> Side:
        """Return two tracks: pairs; places (0 inside, 1 border, 2 border of an empty one, 3 null)."""
        place = np.where(found == VOID, VOID, 0)
        tracks = (
            bordered(found, symbols, symbols + 1, width),
            bordered(place, np.where(length > 0, 1, 2), 3, width),
        )
        return Side(np.stack(tracks).astype(np.int16), np.zeros(len(found)), length)


def distance_from(middle: int, count: int) -> NDArray[np.float64]:
    """Return |0 - middle|, |1 - middle| … (count,)."""
    return np.array([abs(step - middle) for step in range(count)], np.float64)


def _with_before(codes: Codes, nobody: int) -> NDArray[np.int64]:
    """Return (state, state before) of each position; before the first stands nobody."""
    state = codes.astype(np.int64)
    before = np.hstack((np.full((len(state), 1), nobody), state[:, :-1]))
    return np.stack((state, before), axis=2)
