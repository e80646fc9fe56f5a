"""Several channels at once: add costs, combine states, or add dissimilarities.

Pollock (2007), Journal of the Royal Statistical Society A 170(1); Gauthier, Widmer, Bucher & Notredame
(2010), Sociological Methodology 40(1); Ritschard, Liao & Struffolino (2023), Sociological Methodology 53(2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Self

import numpy as np

from kartoteka.analyse.channels import Channels
from kartoteka.analyse.dissimilarities import Dissimilarities
from kartoteka.analyse.measure import Engine
from kartoteka.analyse.measures.om import OM
from kartoteka.analyse.measures.pairwise import Pairwise
from kartoteka.errors import NotFitted, UnusableSequences
from kartoteka.wording.saying import Saying


@dataclass
class Multichannel:
    """A measure of lives that are followed in several channels.

    Parameters
    ----------
    measures
        One for each channel; for ``combined`` one alone. ``costs`` needs :class:`~.om.OM` in all of them.
    how
        ``costs``: states of all channels change together, their costs are added (moments stay aligned over
        channels). ``combined``: a combination of states is a state, with costs of its own. ``distances``:
        each channel is compared for itself, the dissimilarities are added.
    weights
        How much each channel counts; 1 unless said.

    Examples
    --------
    >>> from kartoteka.analyse.forms import from_text
    >>> work, home = from_text(["A-A", "A-B"]), from_text(["X-X", "Y-X"])
    >>> both = Channels((work, home), ("work", "home"))
    >>> measure = Multichannel([OM("constant", 1)] * 2)
    >>> measure.fit(both).dissimilarities(both).pairs().tolist()
    [4.0]
    """

    measures: Sequence[Pairwise]
    how: Literal["costs", "combined", "distances"] = "costs"
    weights: Sequence[float] | None = None
    joint_: OM | Pairwise | None = field(init=False, repr=False, default=None)
    fitted_: bool = field(init=False, repr=False, default=False)

    def fit(self, channels: Channels) -> Self:
        """Learn each channel's costs, and return self."""
        wanted = 1 if self.how == "combined" else len(channels.parts)
        if len(self.measures) != wanted:
            reason = Saying("sequences.wrong_number", found=len(self.measures), wanted=wanted)
            raise UnusableSequences("measures", reason)
        if self.how == "combined":
            self.joint_ = self.measures[0].fit(channels.combined)
        else:
            for measure, part in zip(self.measures, channels.parts, strict=True):
                measure.fit(part)
        if self.how == "costs":
            self.joint_ = self._added(channels)
        self.fitted_ = True
        return self

    def dissimilarities(self, channels: Channels, *, engine: Engine = "auto") -> Dissimilarities:
        """Compare all pairs of lives; NotFitted before ``fit``."""
        if not self.fitted_:
            raise NotFitted("Multichannel")
        combined = channels.combined
        if self.joint_ is not None:
            if self.how == "costs" and combined.states != self.joint_.states_:
                self.joint_ = self._added(channels)
            return self.joint_.dissimilarities(combined, engine=engine)
        return self._summed(channels, engine)

    def _share(self, channel: int) -> float:
        return 1.0 if self.weights is None else float(self.weights[channel])

    def _added(self, channels: Channels) -> OM:
        """Return an OM between combinations of states, costs added over the channels."""
        size = len(channels.parts_of)
        costs, indels = np.zeros((size, size)), np.zeros(size)
        for channel, measure in enumerate(self.measures):
            if type(measure) is not OM:
                raise UnusableSequences("measures", Saying("sequences.only_om"))
            state = channels.parts_of[:, channel]
            costs += self._share(channel) * measure.costs_[state[:, None], state[None, :]]
            indels += self._share(channel) * measure.indels_[state]
        return OM(costs, indels.tolist()).fit(channels.combined)

    def _summed(self, channels: Channels, engine: Engine) -> Dissimilarities:
        """Add the channels row after row: no more is held than each channel's pairs, and the answer."""
        unique = channels.combined.unique
        parts = [
            (measure.dissimilarities(part, engine=engine), part.unique.inverse[unique.first])
            for measure, part in zip(self.measures, channels.parts, strict=True)
        ]
        m = len(unique)
        found = np.empty(m * (m - 1) // 2, np.float32)
        start = 0
        for row in range(m - 1):
            total = np.zeros(m - row - 1)
            for channel, (each, which) in enumerate(parts):
                own = each.distinct_row(int(which[row]))
                total += self._share(channel) * own[which[row + 1 :]].astype(np.float64)
            found[start : start + len(total)] = total
            start += len(total)
        return Dissimilarities(found, unique.inverse, unique.weights, channels.combined.ids)
