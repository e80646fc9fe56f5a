"""What two sequences have in common: the longest common subsequence, beginning, or end.

Elzinga (2008), Sequence Analysis: Metric Representations of Categorical Time Series. Each is the sum of both
lengths less twice what is common.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kartoteka.analyse.kernel.others import Beginnings
from kartoteka.analyse.kernel.problem import Finish, Finishing, Problem, Side
from kartoteka.analyse.kernel.stating import Normed, padded, state_savings
from kartoteka.analyse.measures.costs import constant
from kartoteka.analyse.measures.pairwise import NormName, Pairwise, lengths_of, norm_of
from kartoteka.analyse.sequences import VOID, Codes


@dataclass
class LCS(Pairwise):
    """The longest common subsequence: optimal matching with substitutions that never pay.

    Choose it as the plainest measure of a common order.

    Parameters
    ----------
    norm
        ``none``, ``maxlength``, ``gmean``, ``maxdist``, ``YujianBo``.

    Examples
    --------
    >>> from kartoteka.analyse.forms import from_text
    >>> lives = from_text(["A-B-A-C", "A-C"])
    >>> LCS().fit(lives).dissimilarities(lives).pairs().tolist()
    [2.0]
    """

    norm: NormName = "none"

    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        states = len(self.states_ or ())
        lengths = lengths_of(queries, targets)
        normed = Normed(norm_of(self.norm), 2.0, 1.0)
        costs = constant(states)
        return state_savings(
            queries, targets, costs, np.ones(states), (lengths[0], lengths[1]), normed
        )


@dataclass
class LCP(Pairwise):
    """The longest common beginning (prefix): how long two lives were the same.

    Parameters
    ----------
    norm
        As in :class:`LCS`.
    """

    norm: NormName = "none"

    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        other = queries if targets is None else targets
        width = max(queries.shape[1], other.shape[1])
        null = len(self.states_ or ())
        lengths = lengths_of(queries, targets)
        sides = [
            Side(padded(self._turned(side), null, width), length, length)
            for side, length in zip((queries, other), lengths, strict=True)
        ]
        finishing = Finishing(Finish.SAVED, 2.0, 1.0, norm_of(self.norm), 2.0, 1.0)
        return Beginnings(sides[0], sides[1], finishing, targets is None)

    def _turned(self, codes: Codes) -> Codes:
        return codes


@dataclass
class RLCP(LCP):
    """The longest common end (suffix): since when two lives are the same.

    Parameters
    ----------
    norm
        As in :class:`LCS`.
    """

    def _turned(self, codes: Codes) -> Codes:
        """Return each sequence from its end."""
        back = codes[:, ::-1]
        order = np.argsort(back == VOID, axis=1, kind="stable")
        return np.take_along_axis(back, order, axis=1)
