"""Localised optimal matching: what is inserted costs more where it does not fit.

Hollister (2009), Sociological Methods & Research 38(2), in the form of Studer & Ritschard (2016).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.integers import MOST, scale_of, whole
from kartoteka.analyse.kernel.placing import bordered, delete_table, match_table
from kartoteka.analyse.kernel.problem import Edits, Finish, Finishing, Norm, Problem, Side
from kartoteka.analyse.measures.costs import LARGEST
from kartoteka.analyse.measures.om import OM
from kartoteka.analyse.measures.pairwise import lengths_of, norm_of
from kartoteka.analyse.sequences import VOID, Codes
from kartoteka.errors import UnusableSequences
from kartoteka.wording.saying import Saying


@dataclass
class OMloc(OM):
    """Localised optimal matching.

    Choose it where a short stay in a state unlike its neighbours is a real difference. A state z inserted
    next to states a and b costs ``expansion`` times the largest cost and ``context`` times the mean of the
    costs between z and a, b. These are the two states that come before in the other sequence (at its
    beginning, its first state), as in TraMineR. With the norm, ``expansion`` is of twice the dearest
    insertion instead of the largest cost, as in TraMineR too: where no learnt cost reaches 2, what is normed
    differs a little from the dissimilarity without a norm.

    Parameters
    ----------
    costs, norm, weighted
        As in :class:`OM`; norms ``none``, ``YujianBo``. ``indels`` does not count.
    expansion
        Of any insertion.
    context
        Of how badly it fits; by default 1 - 2 ``expansion``.
    """

    expansion: float = 0.1
    context: float | None = None

    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        other = queries if targets is None else targets
        lengths = lengths_of(queries, targets)
        if not all(length.all() for length in lengths):
            raise UnusableSequences("OMloc", Saying("sequences.empty_sequence"))
        width = max(queries.shape[1], other.shape[1])
        size = len(self.costs_)
        context = 1.0 - 2.0 * self.expansion if self.context is None else self.context
        most = float(self.costs_.max(initial=0.0)) * (2.0 * self.expansion + context)
        # TraMineR's largest insertion: what fits worst costs half of what a scheme's costs may reach.
        reach = LARGEST if self.costs in ("constant", "transitions") else most
        indel = self.expansion * most + context * reach / 2
        expanding = 2.0 * indel if norm_of(self.norm) is Norm.YUJIANBO else most
        fits = (self.costs_[:, :, None] + self.costs_[:, None, :]) / 2
        inserted = self.expansion * expanding + context * fits.reshape(size, size * size)
        scale = scale_of((self.costs_, inserted), 8.0 * width, MOST)
        delete = delete_table(whole(inserted, scale), np.zeros((size, 0)))
        insert = delete.T
        sides = [
            self._side(side, width, length)
            for side, length in zip((queries, other), lengths, strict=True)
        ]
        # Tracks of a row: state, state, place; of a column: state, place, state.
        rows = Side(sides[0].symbols[[0, 0, 1]], sides[0].base, sides[0].lengths)
        columns = Side(sides[1].symbols[[0, 1, 0]], sides[1].base, sides[1].lengths)
        finishing = Finishing(
            Finish.SPENT, inverse=1.0 / scale, norm=norm_of(self.norm), low=2.0 * indel, gap=indel
        )
        ramp = np.zeros(2 * width + 4)
        match = match_table(whole(self.costs_, scale))
        return Edits(rows, columns, finishing, targets is None, match, delete, insert, ramp)

    def _side(self, codes: Codes, width: int, length: NDArray[np.float64]) -> Side:
        """Return two tracks: states, and places (pairs of states) before, between and behind them."""
        size = len(self.costs_)
        state = codes.astype(np.int64)
        before = np.hstack((state[:, :1], state))[:, : state.shape[1]]
        place = np.where(state == VOID, VOID, before * size + state)
        start = state[:, 0] * size + state[:, 0]
        tracks = (
            bordered(state, size, size + 1, width),
            bordered(place, start, size * size, width),
        )
        return Side(np.stack(tracks).astype(np.int16), np.zeros(len(codes)), length)
