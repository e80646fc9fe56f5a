"""News of the food in other prisons, as it travels by word of mouth: told, heard, passed on, distorted.

In: who comes into which cell, day by day. Out: tellings: who told whom of which prison what, from whom they
had it, who had eaten there. Each telling may move a rating by one; nobody forgets, and later news of the
same prison replaces earlier.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kartoteka.simulate.parameters import Parameters
from kartoteka.simulate.places import Ints, Places

COLUMNS = ("day", "teller", "cell", "prison", "value", "parent", "depth", "origin", "origin_day")
"""Of a telling: ``parent`` is the telling it passes on (−1: own experience); ``origin`` had eaten there."""


class WordOfMouth:
    """Steps the talk day by day.

    Parameters
    ----------
    people
        How many people there are.
    """

    def __init__(
        self, parameters: Parameters, places: Places, people: int, chance: np.random.Generator
    ) -> None:
        self._parameters, self._places, self._chance = parameters, places, chance
        self._heard = np.full((people, parameters.prisons), -1, dtype=np.int32)
        self._blocks: list[Ints] = []
        self._told = np.zeros((0, len(COLUMNS)), dtype=np.int64)
        self._n = 0

    @property
    def tellings(self) -> Ints:
        """All tellings, shape (T, 9): :data:`COLUMNS`; a telling's number is its row."""
        return self._told[: self._n]

    def step(self, day: int, came: Ints, before: Ints, cell: Ints, ate_until: Ints) -> None:
        """One day of talk.

        Parameters
        ----------
        came
            People who came into a cell today.
        before
            Of each person, the last other prison (−1: none).
        cell
            Of each person (−1: not inside).
        ate_until
            Of each person, the last day in that other prison.
        """
        chance, rules = self._chance, self._parameters
        fresh = came[before[came] >= 0]
        fresh = fresh[chance.random(len(fresh)) < rules.tell_last]
        self._tell_own(day, fresh, before[fresh], cell, ate_until[fresh])
        inside = np.flatnonzero(cell >= 0)
        retelling = inside[chance.random(len(inside)) < rules.retell]
        passing = came[chance.random(len(came)) < rules.pass_on]
        tellers = np.unique(np.concatenate([retelling, passing]))
        about = chance.integers(0, rules.prisons, len(tellers))
        known = self._heard[tellers, about] >= 0
        known &= about != self._places.prison[cell[tellers]]
        self._tell_heard(day, tellers[known], about[known], cell)

    def _tell_own(self, day: int, who: Ints, prison: Ints, cell: Ints, ate: Ints) -> None:
        values = self._places.food[prison, ate].astype(np.int64)
        noise = self._chance.random(len(who)) < self._parameters.taste
        values = np.clip(values + noise * self._chance.choice([-1, 1], len(who)), -2, 2)
        nobody = np.full(len(who), -1)
        zero = np.zeros(len(who), dtype=np.int64)
        self._tell(day, who, cell, prison, values, nobody, zero, who, ate)

    def _tell_heard(self, day: int, who: Ints, prison: Ints, cell: Ints) -> None:
        parent = self._heard[who, prison].astype(np.int64)
        old = self._told[parent]
        moved = self._chance.random(len(who)) < self._parameters.distort
        # Stories grow: two in three distortions exaggerate, the others turn the rating round by one.
        grow = np.where(self._chance.random(len(who)) < 2 / 3, 1, -1)
        step = grow * np.where(
            old[:, 4] == 0, self._chance.choice([-1, 1], len(who)), np.sign(old[:, 4])
        )
        values = np.clip(old[:, 4] + moved * step, -2, 2)
        self._tell(day, who, cell, prison, values, parent, old[:, 6] + 1, old[:, 7], old[:, 8])

    def _tell(
        self,
        day: int,
        who: Ints,
        cell: Ints,
        prison: Ints,
        values: Ints,
        parent: Ints,
        depth: Ints,
        origin: Ints,
        origin_day: Ints,
    ) -> None:
        if not len(who):
            return
        days = np.full(len(who), day)
        rows = np.stack(
            [days, who, cell[who], prison, values, parent, depth, origin, origin_day], axis=1
        )
        first = self._append(rows)
        for number, (teller, where, about) in enumerate(
            zip(who.tolist(), cell[who].tolist(), prison.tolist(), strict=True), first
        ):
            listeners = self._in_cell(cell, where)
            self._heard[listeners[listeners != teller], about] = number

    def _in_cell(self, cell: Ints, where: int) -> NDArray[np.intp]:
        return np.flatnonzero(cell == where)

    def _append(self, rows: Ints) -> int:
        first, self._n = self._n, self._n + len(rows)
        if self._n > len(self._told):
            grown = np.zeros((max(1024, 2 * self._n), len(COLUMNS)), dtype=np.int64)
            grown[:first] = self._told[:first]
            self._told = grown
        self._told[first : self._n] = rows
        return first
