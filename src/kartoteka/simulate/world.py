"""The world, day by day: people arrive, wait in quarantine, are moved, meet, talk, and leave.

In: parameters. Out: :class:`World`: everything that was so, with its days. Every rule works on arrays over
all people at once; only rare events (a community forms) are handled one by one. Each rule draws its chance
from a stream of its own, so that changing one leaves the others as they were.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kartoteka.simulate.groups import OPEN, Communities, Groups
from kartoteka.simulate.parameters import Parameters
from kartoteka.simulate.places import THINGS, Flags, Ints, Places, make_places
from kartoteka.simulate.talk import WordOfMouth

STREAMS = ("places", "people", "moves", "groups", "talk", "things", "witnesses", "letters", "names")


def stream(parameters: Parameters, name: str) -> np.random.Generator:
    """Return the chance of one rule."""
    return np.random.default_rng([parameters.seed, STREAMS.index(name)])


@dataclass(frozen=True)
class World:
    """What was true.

    Parameters
    ----------
    arrives, leaves
        First day inside, and first day outside again (may lie after the last day), shape (people,).
    stays
        Rows (person, cell, first, last), both days included; ``last`` is OPEN where it has not ended.
    things
        Rows (cell, thing, owner, first, last); owner −1: the cell's own.
    """

    parameters: Parameters
    places: Places
    arrives: Ints
    leaves: Ints
    stays: Ints
    groups: Groups
    tellings: Ints
    things: list[list[int]]


def live(parameters: Parameters) -> World:
    """Let a world run through all its days."""
    return _Days(parameters).run()


class _Days:
    def __init__(self, parameters: Parameters) -> None:
        self._parameters, n = parameters, parameters.people
        self._places = make_places(parameters, stream(parameters, "places"))
        self._chance = stream(parameters, "moves")
        self._arrives, self._leaves = _terms(parameters)
        self._cell = np.full(n, -1)
        self._since = np.full(n, -1)
        self._until = np.full(n, -1)  # end of quarantine
        self._row = np.full(n, -1)
        self._before = np.full(n, -1)  # the last other prison
        self._ate_until = np.full(n, -1)
        self._stays = np.zeros((4 * n, 4), dtype=np.int64)
        self._n = 0
        groups, talk = stream(parameters, "groups"), stream(parameters, "talk")
        self._groups = Communities(parameters, self._places, n, groups)
        self._talk = WordOfMouth(parameters, self._places, n, talk)
        self._things = _Things(parameters, self._places)

    def run(self) -> World:
        for day in range(self._parameters.days):
            came = self._move(day)
            common = self._common()
            self._things.step(day, common)
            self._groups.step(day, common, self._since)
            self._talk.step(day, came, self._before, self._cell, self._ate_until)
        return World(
            self._parameters,
            self._places,
            self._arrives,
            self._leaves,
            self._stays[: self._n],
            self._groups.found,
            self._talk.tellings,
            self._things.rows,
        )

    def _common(self) -> Ints:
        """Return everybody's cell, −1 also for those in quarantine."""
        apart = (self._cell >= 0) & self._places.quarantine[self._cell]
        return np.where(apart, -1, self._cell)

    def _move(self, day: int) -> Ints:
        """Move everybody who moves today; return who came into a cell."""
        rules, chance, cell = self._parameters, self._chance, self._cell
        gone = np.flatnonzero((self._leaves == day) & (cell >= 0))
        inside = (cell >= 0) & (self._leaves > day)
        common = inside & ~self._places.quarantine[cell]
        drawn = chance.random(len(cell))
        pull = np.where(self._places.metropolitan[self._places.prison[cell]], 1.3, 0.9)
        transferred = np.flatnonzero(common & (drawn < rules.transfer * pull))
        within = (drawn >= 0.5) & (drawn < 0.5 + rules.change_cell)
        released = (self._until == day) & inside & ~common
        shifted = np.flatnonzero((common & within) | released)
        new = np.flatnonzero(self._arrives == day)
        prison = np.concatenate(
            [self._sent(transferred), self._places.prison[cell[shifted]], self._sent(new)]
        )
        movers = np.concatenate([transferred, shifted, new])
        apart = np.ones(len(movers), dtype=bool)
        apart[len(transferred) : len(transferred) + len(shifted)] = False
        if day == 0:
            apart[:] = False  # those who were there already are not in quarantine
        return self._rehouse(day, gone, movers, prison, apart)

    def _sent(self, people: Ints) -> Ints:
        """Return a prison for each: the metropolis takes more; never the one they are in."""
        weight = np.bincount(self._places.prison, self._places.beds, self._parameters.prisons)
        chosen = self._chance.choice(len(weight), len(people), p=weight / weight.sum())
        here = np.where(self._cell[people] >= 0, self._places.prison[self._cell[people]], -1)
        return np.where(chosen == here, (chosen + 1) % len(weight), chosen)

    def _rehouse(self, day: int, gone: Ints, movers: Ints, prison: Ints, apart: Flags) -> Ints:
        self._leave(gone, day)
        self._cell[gone] = -1
        inside = self._cell[self._cell >= 0]
        taken = np.bincount(inside, minlength=len(self._places.beds))
        to = self._beds(taken, prison, apart)
        real = to != self._cell[movers]
        movers, to, apart = movers[real], to[real], apart[real]
        self._leave(movers, day)
        was = np.where(self._cell[movers] >= 0, self._places.prison[self._cell[movers]], -1)
        left = (was >= 0) & (was != self._places.prison[to])
        self._before[movers[left]], self._ate_until[movers[left]] = was[left], day - 1
        self._cell[movers], self._since[movers] = to, day
        waits = (
            self._parameters.quarantine
            + self._parameters.quarantine_short * (self._places.short[self._places.prison[to]])
        )
        self._until[movers] = np.where(apart, day + waits, -1)
        self._enter(movers, day)
        return movers

    def _beds(self, taken: Ints, prison: Ints, apart: Flags) -> Ints:
        """Return a cell for each mover: a free bed of the right sort, else any such cell."""
        places, chance = self._places, self._chance
        sort = places.prison * 2 + places.quarantine
        slots = np.repeat(np.arange(len(sort)), np.maximum(places.beds - taken, 0))
        slots = slots[chance.permutation(len(slots))]
        slots = slots[np.argsort(sort[slots], kind="stable")]
        sorts = np.arange(int(sort.max()) + 2)
        starts = np.searchsorted(sort[slots], sorts)
        cells = np.argsort(sort, kind="stable")
        bounds = np.searchsorted(sort[cells], sorts)
        wanted = prison * 2 + apart
        rank = _rank(wanted)
        free = starts[wanted + 1] - starts[wanted]
        among = bounds[wanted + 1] - bounds[wanted]
        crowded = bounds[wanted] + (chance.random(len(wanted)) * among).astype(np.int64)
        if not len(slots):
            return cells[crowded]
        return np.where(
            rank < free, slots[np.minimum(starts[wanted] + rank, len(slots) - 1)], cells[crowded]
        )

    def _leave(self, people: Ints, day: int) -> None:
        rows = self._row[people]
        self._stays[rows[rows >= 0], 3] = day - 1
        self._row[people] = -1
        self._groups.leave(people, day)
        self._things.leave(people, day)

    def _enter(self, people: Ints, day: int) -> None:
        first, self._n = self._n, self._n + len(people)
        if self._n > len(self._stays):
            self._stays = np.concatenate([self._stays, np.zeros_like(self._stays)])
        rows = np.arange(first, self._n)
        self._stays[rows] = np.stack(
            [people, self._cell[people], np.full(len(people), day), np.full(len(people), OPEN)],
            axis=1,
        )
        self._row[people] = rows


def _terms(parameters: Parameters) -> tuple[Ints, Ints]:
    """When everybody comes and goes; those who came before the first day are there on it."""
    chance = stream(parameters, "people")
    mean, n = parameters.mean_stay, parameters.people
    arrives = chance.integers(-int(mean), parameters.days - 20, n)
    leaves = arrives + np.maximum(20, chance.exponential(mean, n)).astype(np.int64)
    arrives = np.maximum(arrives, 0)
    return arrives, np.maximum(leaves, arrives + 20)


def _rank(keys: Ints) -> Ints:
    """Return how many equal keys stand before each."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.searchsorted(ordered, ordered)
    rank = np.empty(len(keys), dtype=np.int64)
    rank[order] = np.arange(len(keys)) - first
    return rank


class _Things:
    """Appliances: those of the cell stay, those that came in parcels leave with their owners."""

    def __init__(self, parameters: Parameters, places: Places) -> None:
        self._parameters, self._places = parameters, places
        self._chance = stream(parameters, "things")
        self.rows = [[int(c), int(k), -1, 0, OPEN] for c, k in np.argwhere(places.things)]
        self._has = places.things.copy()
        self._owned: dict[int, list[int]] = {}

    def step(self, day: int, common: Ints) -> None:
        rules = self._parameters
        inside = np.flatnonzero(common >= 0)
        urban = self._places.metropolitan[self._places.prison[common[inside]]]
        odds = rules.parcel * rules.appliance * np.where(urban, 1.4, 0.8)
        lucky = inside[self._chance.random(len(inside)) < odds]
        for person in lucky.tolist():
            cell, thing = int(common[person]), int(self._chance.integers(0, len(THINGS)))
            if not self._has[cell, thing]:
                self._has[cell, thing] = True
                self._owned.setdefault(person, []).append(len(self.rows))
                self.rows.append([cell, thing, person, day, OPEN])

    def leave(self, people: Ints, day: int) -> None:
        for person in people.tolist() if self._owned else ():
            for row in self._owned.pop(person, ()):
                cell, thing, _, first, _ = self.rows[row]
                self.rows[row][4] = max(first, day - 1)
                self._has[cell, thing] = False
