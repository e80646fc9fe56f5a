"""Position by position: Hamming's distance, and its dynamic form.

Hamming (1950), Bell System Technical Journal 29(2); Lesnard (2010), Sociological Methods & Research 38(3).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.integers import scale_of, whole
from kartoteka.analyse.kernel.problem import Finish, Finishing, Positions, Problem, Side
from kartoteka.analyse.kernel.stating import padded
from kartoteka.analyse.measures.costs import (
    Costs,
    Matrix,
    constant,
    indels_of,
    learn,
    shares,
    sums_of,
    transition_rates,
)
from kartoteka.analyse.measures.pairwise import (
    NormName,
    Pairwise,
    lengths_of,
    need_equal_lengths,
    norm_of,
)
from kartoteka.analyse.sequences import Codes, Sequences
from kartoteka.errors import UnknownName


@dataclass
class Hamming(Pairwise):
    """The sum of substitution costs over positions; sequences of equal length only.

    Choose it where the same moment must be compared with the same moment.

    Parameters
    ----------
    costs
        As in :class:`~.om.OM`; ``constant`` counts 1 for each position that differs.
    norm
        As there.
    weighted
        Whether the weights of the sequences count when costs are learnt.
    """

    costs: Costs = "constant"
    norm: NormName = "none"
    weighted: bool = True
    costs_: Matrix = field(init=False, repr=False)

    def _learn(self, lives: Sequences) -> None:
        if isinstance(self.costs, str) and self.costs == "constant":
            self.costs_ = constant(len(lives.states), 1.0)
        else:
            self.costs_, _ = learn(lives, self.costs, "auto", weighted=self.weighted)

    def _tables(self, positions: int) -> NDArray[np.float64]:
        """Return the costs at each position, (positions, states, states)."""
        return np.broadcast_to(self.costs_, (positions, *self.costs_.shape))

    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        need_equal_lengths(queries, targets, type(self).__name__)
        tables = self._tables(queries.shape[1])
        scale = scale_of((tables,), queries.shape[1])
        states = tables.shape[1]
        filled = np.zeros((len(tables), states + 1, states + 1))
        filled[:, :-1, :-1] = whole(tables, scale)
        other = queries if targets is None else targets
        lengths = lengths_of(queries, targets)
        sides = [
            Side(padded(side, states, queries.shape[1]), np.zeros(len(side)), length)
            for side, length in zip((queries, other), lengths, strict=True)
        ]
        low = float(tables.max(initial=0.0))
        finishing = Finishing(Finish.SPENT, inverse=1.0 / scale, norm=norm_of(self.norm), low=low)
        return Positions(sides[0], sides[1], finishing, targets is None, filled)


@dataclass
class DHD(Hamming):
    """Dynamic Hamming: substitution costs of their own at each position, learnt from the transitions there.

    Choose it where the moment of a change matters, as in time use. At position t a substitution costs 4 less
    the rates of both transitions, from t - 1 to t and from t to t + 1 (at the ends, the only one, twice).

    Parameters
    ----------
    costs
        ``transitions``, ``indels`` or ``indels-log`` (by the shares of states at each position).
    norm, weighted
        As in :class:`Hamming`.
    """

    costs: Costs = "transitions"

    def _learn(self, lives: Sequences) -> None:
        need_equal_lengths(lives.codes, None, "DHD")
        weights = lives.weights if self.weighted else np.ones(len(lives))
        positions = lives.codes.shape[1]
        schemes = ("transitions", "indels", "indels-log")
        if not isinstance(self.costs, str) or self.costs not in schemes:
            raise UnknownName("scheme of costs", str(self.costs), schemes)
        if self.costs == "transitions":
            rates = [transition_rates(lives, weights, at) for at in range(positions - 1)]
            either = [rate + rate.T for rate in rates] or [np.zeros((len(lives.states),) * 2)]
            before, after = [either[0], *either], [*either, either[-1]]
            tables = [
                4.0 - a - b for a, b in zip(before[:positions], after[:positions], strict=True)
            ]
        else:
            logarithm = self.costs == "indels-log"
            each = [shares(lives, weights, at) for at in range(positions)]
            tables = [sums_of(indels_of(share, logarithm=logarithm)) for share in each]
        self.costs_ = np.stack(tables)
        if self.costs == "transitions" and lives.missing is not None:
            self.costs_[:, lives.missing, :] = self.costs_[:, :, lives.missing] = 4.0
        self.costs_[:, range(len(lives.states)), range(len(lives.states))] = 0.0

    def _tables(self, positions: int) -> NDArray[np.float64]:
        return self.costs_[:positions]
