"""Optimal matching, and its variant that is sensitive to the length of spells.

Needleman & Wunsch (1970), Journal of Molecular Biology 48(3); for lives, Abbott & Forrest (1986), Journal of
Interdisciplinary History 16(3). With spell lengths: Halpin (2010), Sociological Methods & Research 38(3), in
the form of Studer & Ritschard (2016).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.problem import Norm, Problem
from kartoteka.analyse.kernel.stating import Normed, state_savings
from kartoteka.analyse.measures.alphabets import alphabet_of, spell_lengths
from kartoteka.analyse.measures.costs import Costs, Indels, Matrix, learn
from kartoteka.analyse.measures.pairwise import NormName, Pairwise, lengths_of, norm_of
from kartoteka.analyse.sequences import Codes, Sequences


@dataclass
class OM(Pairwise):
    """Optimal matching: the cheapest way to turn one sequence into the other.

    Choose it for sequences in which both what happened and in which order matters, and shifts in time are
    cheap. States are substituted, deleted and inserted.

    *Deviates from* TraMineR only where costs break the triangle inequality: TraMineR leaves out common
    beginnings and ends before it compares.

    Parameters
    ----------
    costs
        A scheme, a matrix or :class:`~kartoteka.analyse.measures.costs.Features`.
    indels
        One number, one for each state, or ``auto``.
    norm
        ``none``, ``maxlength``, ``gmean``, ``maxdist``, ``YujianBo``.
    weighted
        Whether the weights of the sequences count when costs are learnt.

    Attributes
    ----------
    costs_, indels_
        What was learnt, (states, states) and (states,).

    Examples
    --------
    >>> from kartoteka.analyse.forms import from_text
    >>> lives = from_text(["A-A-B", "A-B-B", "A-B"])
    >>> OM(costs="constant", indels=1).fit(lives).dissimilarities(lives).square().tolist()
    [[0.0, 2.0, 1.0], [2.0, 0.0, 1.0], [1.0, 1.0, 0.0]]
    """

    costs: Costs = "transitions"
    indels: Indels = "auto"
    norm: NormName = "none"
    weighted: bool = True
    costs_: Matrix = field(init=False, repr=False)
    indels_: NDArray[np.float64] = field(init=False, repr=False)

    def _learn(self, lives: Sequences) -> None:
        self.costs_, self.indels_ = learn(lives, self.costs, self.indels, weighted=self.weighted)

    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        lengths = lengths_of(queries, targets)
        normed = largest(self.costs_, self.indels_, self.norm)
        return state_savings(
            queries, targets, self.costs_, self.indels_, (lengths[0], lengths[1]), normed
        )


def largest(costs: Matrix, indels: NDArray[np.float64], norm: str) -> Normed:
    """Return how large a dissimilarity can be, for the norms.

    Substitutions cost the largest one, or a deletion and an insertion; the rest of the longer sequence is
    deleted. For Yujian & Bo's norm everything is deleted and inserted.
    """
    kind, indel = norm_of(norm), float(indels.max(initial=0.0))
    if kind is Norm.YUJIANBO:
        return Normed(kind, 2.0 * indel, indel)
    return Normed(kind, min(float(costs.max(initial=0.0)), 2.0 * indel), indel)


@dataclass
class OMslen(OM):
    """Optimal matching in which states in long spells are cheap to change.

    Choose it where a month more or less in a long spell means little. A state in a spell of t positions costs
    its indel times t^-h; a substitution costs the mean (or geometric mean) of both.

    Parameters
    ----------
    costs, indels, norm, weighted
        As in :class:`OM`; norms ``none``, ``YujianBo``.
    link
        ``mean`` or ``gmean`` of the weights of the two spells.
    h
        How much the length of a spell counts; 0: not at all.
    """

    link: Literal["mean", "gmean"] = "mean"
    h: float = 0.5

    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        sides = [queries] if targets is None else [queries, targets]
        found, (states, times) = alphabet_of(
            [np.stack((side, spell_lengths(side)), axis=2) for side in sides]
        )
        weight = times.astype(np.float64) ** -self.h
        if self.link == "mean":
            linked = (weight[:, None] + weight[None, :]) / 2
        else:
            linked = np.sqrt(weight[:, None] * weight[None, :])
        lengths = lengths_of(queries, targets)
        return state_savings(
            found[0],
            None if targets is None else found[1],
            self.costs_[states[:, None], states[None, :]] * linked,
            self.indels_[states] * weight,
            (lengths[0], lengths[1]),
            largest(self.costs_, self.indels_, self.norm),
        )
