"""From what is told of people to lives as sequences: each cell a state, with the statements behind it.

In: a reader, a word for the alphabet, a grid of time. Out: :class:`LivesInTime`: whose lives, which
states, what is not known, and for every cell the ids of its statements. Gaps stay gaps: a cell of which
nothing is told has no state. Uncertain dates are laid out on demand: earliest, middle, latest, or drawn
by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.grid import Grid
from kartoteka.analyse.sequences import MISSING, Sequences, sequences
from kartoteka.analyse.spans import PICK, Dates, Pick, Span
from kartoteka.model.dates import Day

UNKNOWN = -1
"""The code of a cell of which nothing is known."""

Codes = NDArray[np.int16]

_COMMON = 0.2
"""The share of the lives that must be known in a cell for the grid to begin or end there."""


@dataclass(frozen=True, eq=False)
class Channel:
    """One alphabet over all lives: its states, and the spans of each life, coarse ones first."""

    word: str
    states: tuple[str, ...]
    spans: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, eq=False)
class LivesInTime:
    """Lives laid on a grid of time.

    Parameters
    ----------
    people
        Whose, (N,).
    grid
        The cells of time, L.
    channels
        One or several alphabets.
    origins
        The day from which each life is counted (0 on the calendar), (N,).
    weights
        How much each life counts, (N,).
    left_out
        Whose lives were not laid out, and in how many cells each is known.
    """

    people: tuple[str, ...]
    grid: Grid
    channels: tuple[Channel, ...]
    origins: tuple[Day, ...]
    weights: tuple[float, ...]
    left_out: tuple[tuple[str, int], ...] = ()

    def __len__(self) -> int:
        """How many lives."""
        return len(self.people)

    @cached_property
    def codes(self) -> tuple[Codes, ...]:
        """For each channel the state of every cell, (N, L), uncertain dates taken in the middle."""
        return self.laid(PICK["middle"])

    def laid(self, pick: Pick) -> tuple[Codes, ...]:
        """Return for each channel the state of every cell, (N, L), for one choice of days."""
        return tuple(
            np.array(
                [
                    _row(spans, channel.states, self.grid, origin, pick)
                    for spans, origin in zip(channel.spans, self.origins, strict=True)
                ],
                np.int16,
            ).reshape(len(self), len(self.grid))
            for channel in self.channels
        )

    def drawn(self, chance: np.random.Generator) -> tuple[Codes, ...]:
        """Return the states for days drawn by chance, each evenly from those on which it can have been."""
        return self.laid(lambda first, last: int(chance.integers(first, last + 1)))

    def dated(self, dates: Dates) -> tuple[Codes, ...]:
        """Return the states with every uncertain date as early, or as late, as can be."""
        return self.laid(PICK[dates])

    @property
    def uncertain(self) -> bool:
        """Whether any date could have been otherwise."""
        return any(s.uncertain for c in self.channels for spans in c.spans for s in spans)

    def evidence(self, row: int, cell: int) -> tuple[str, ...]:
        """Return the ids of the statements behind a cell, in every channel."""
        return tuple(dict.fromkeys(s.statement for s in self.spans_at(row, cell)))

    def spans_at(self, row: int, cell: int) -> Iterable[Span]:
        """Yield the spans that give a cell its state, in every channel."""
        low, high = (
            self.grid.edges[cell] + self.origins[row],
            self.grid.edges[cell + 1] + self.origins[row],
        )
        for channel, codes in zip(self.channels, self.codes, strict=True):
            state = codes[row, cell]
            for found in channel.spans[row]:
                first, last = found.days(PICK["middle"])
                if (
                    first < high
                    and last >= low
                    and channel.states[state] == found.state
                    and state >= 0
                ):
                    yield found

    def sequences(self, codes: Sequence[Codes] | None = None) -> Sequences:
        """Return the lives as sequences of one alphabet, gaps as the state "not known".

        Several channels become one: a state is a combination, and unknown where any of them is.
        """
        laid = self.codes if codes is None else codes
        mixed, states = laid[0].astype(np.int64), self.channels[0].states
        for codes_of, channel in zip(laid[1:], self.channels[1:], strict=True):
            gap = (mixed < 0) | (codes_of < 0)
            mixed = np.where(gap, UNKNOWN, mixed * len(channel.states) + codes_of)
            states = tuple(f"{one} + {other}" for one, other in product(states, channel.states))
        used: list[int] = np.unique(mixed[mixed >= 0]).tolist()
        renumbered = np.full(len(states) + 1, len(used), np.int16)
        renumbered[used] = np.arange(len(used))
        return sequences(
            renumbered[np.where(mixed < 0, len(states), mixed)],
            (*(states[i] for i in used), MISSING),
            ids=self.people,
            weights=self.weights,
            times=self.grid.times,
            missing=len(used),
        )

    def known(self) -> NDArray[np.int64]:
        """Return in how many cells each life is known in every channel, (N,)."""
        return np.all([codes >= 0 for codes in self.codes], axis=0).sum(axis=1)


def _row(
    spans: Sequence[Span], states: Sequence[str], grid: Grid, origin: Day, pick: Pick
) -> NDArray[np.int16]:
    """Paint the days of a life, and take for each cell the state of most of its days."""
    start = int(grid.edges[0])
    days = np.full(int(grid.edges[-1]) - start, UNKNOWN, np.int64)
    numbers = {state: i for i, state in enumerate(states)}
    for one in spans:
        first, last = (day - origin - start for day in one.days(pick))
        if last >= 0:
            days[max(first, 0) : last + 1] = numbers[one.state]
    cells = np.repeat(np.arange(len(grid)), np.diff(grid.edges))
    told = days >= 0
    votes = np.zeros((len(grid), max(len(states), 1)))
    np.add.at(votes, (cells[told], days[told]), 1)
    return np.where(votes.any(axis=1), votes.argmax(axis=1), UNKNOWN).astype(np.int16)
