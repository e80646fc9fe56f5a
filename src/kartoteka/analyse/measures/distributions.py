"""How much time in which state, in intervals: chi-square and Euclidean distances.

Deville & Saporta (1983); Studer & Ritschard (2016), section 3.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.others import Features
from kartoteka.analyse.kernel.problem import Finish, Finishing, Problem, Side
from kartoteka.analyse.measures.pairwise import Pairwise
from kartoteka.analyse.sequences import VOID, Codes, Sequences
from kartoteka.errors import UnusableSequences
from kartoteka.wording.saying import Saying

Interval = tuple[int, int]
"""First position and the one after the last, from 0."""


@dataclass
class Euclid(Pairwise):
    """The Euclidean distance between the distributions of states in intervals.

    Choose it where how much time matters, and the order only from interval to interval. One interval for the
    whole: only the totals matter. An interval for each position: close to Hamming.

    Parameters
    ----------
    step
        The length of the intervals; ``breaks`` gives them one by one instead.
    breaks
        Intervals as (first, one after the last), positions from 0.
    overlap
        Whether further intervals overlap by half a step.
    normed
        Whether to divide by the largest possible distance.
    weighted
        Whether the weights of the sequences count in what is learnt (:class:`CHI2`).
    """

    step: int = 1
    breaks: Sequence[Interval] | None = None
    overlap: bool = False
    normed: bool = False
    weighted: bool = True
    intervals_: tuple[Interval, ...] = field(init=False, repr=False)
    scales_: tuple[NDArray[np.float64], ...] = field(init=False, repr=False)

    def _learn(self, lives: Sequences) -> None:
        self.intervals_ = self._intervals(lives.codes.shape[1])
        states = len(lives.states)
        parts = [self._scales(lives, interval) for interval in self.intervals_]
        norm = np.sqrt(len(parts)) if self.normed else 1.0
        self.scales_ = tuple(np.broadcast_to(part / norm, (states,)) for part in parts)

    def _scales(self, lives: Sequences, interval: Interval) -> NDArray[np.float64]:  # noqa: ARG002
        """Return by what the share of each state in an interval is multiplied, (states,)."""
        return np.full(len(lives.states), np.sqrt(0.5) if self.normed else 1.0)

    def _intervals(self, length: int) -> tuple[Interval, ...]:
        if self.breaks is not None:
            return tuple(self.breaks)
        if self.step < 1 or (self.overlap and self.step % 2):
            raise UnusableSequences("step", Saying("sequences.bad_step", step=self.step))
        found = [(t, min(t + self.step, length)) for t in range(0, length, self.step)]
        if self.overlap:
            half = self.step // 2
            found += [(t, t + self.step) for t in range(half, length - self.step + 1, self.step)]
            found += [(0, min(half + 1, length)), (max(length - half, 0), length)]
        return tuple(found)

    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        other = queries if targets is None else targets
        sides = [
            Side(np.zeros((1, len(side), 1), np.int16), np.zeros(len(side)), np.ones(len(side)))
            for side in (queries, other)
        ]
        mine, theirs = self._features(queries), self._features(other)
        return Features(sides[0], sides[1], Finishing(Finish.SPENT), targets is None, mine, theirs)

    def _features(self, codes: Codes) -> NDArray[np.float64]:
        """Return the scaled shares of all states in all intervals, (sequences, features)."""
        parts = [
            shares_in(codes, len(scale), interval)[1] * scale
            for interval, scale in zip(self.intervals_, self.scales_, strict=True)
        ]
        return np.hstack(parts)


@dataclass
class CHI2(Euclid):
    """The chi-square distance: as :class:`Euclid`, differences in rare states count more.

    Parameters
    ----------
    step, breaks, overlap, normed, weighted
        As in :class:`Euclid`. A normed interval is divided by the distance of its two rarest states.
    """

    def _scales(self, lives: Sequences, interval: Interval) -> NDArray[np.float64]:
        weights = lives.weights if self.weighted else np.ones(len(lives))
        counts, _ = shares_in(lives.codes, len(lives.states), interval)
        total = weights @ counts
        share = total / (float(total.sum()) or 1.0)
        seen = share > 0
        scale = np.zeros(len(share))
        scale[seen] = 1.0 / np.sqrt(share[seen])
        if self.normed:
            rarest = np.sort(share[seen])[:2]
            scale /= np.sqrt(float((1.0 / rarest).sum()) or 1.0)
        return scale


def shares_in(
    codes: Codes, states: int, interval: Interval
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how often each state stands in an interval, and its share of what is not void."""
    part = codes[:, interval[0] : interval[1]]
    counts = np.stack([(part == state).sum(axis=1) for state in range(states)], axis=1)
    known = (part != VOID).sum(axis=1, keepdims=True)
    counted = counts.astype(np.float64)
    return counted, np.divide(counted, known, out=np.zeros_like(counted), where=known > 0)
