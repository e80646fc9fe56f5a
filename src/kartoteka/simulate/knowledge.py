"""What can be asked of a world: who was where with whom, which groups, things and talk there were.

In: a world. Out: :class:`Knowledge`, which answers by cell, by person and by group from arrays sorted once.
Days that have not come (``OPEN``) are answered as the world's last day + 1000.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kartoteka.simulate.groups import OPEN, Group
from kartoteka.simulate.places import Ints
from kartoteka.simulate.world import World

FAR = 1_000
"""Days after the last one that stand for "not ended"."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody in a cell from a day to a day, both included."""

    person: int
    cell: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Membership:
    """Somebody in a group from a day to a day."""

    person: int
    group: int
    first: int
    last: int


class Knowledge:
    """Indexes over a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.end = world.parameters.days + FAR
        stays = world.stays.copy()
        stays[stays[:, 3] == OPEN, 3] = self.end
        self._by_cell = stays[np.lexsort((stays[:, 2], stays[:, 1]))]
        self._by_person = stays[np.lexsort((stays[:, 2], stays[:, 0]))]
        self._cells = _bounds(self._by_cell[:, 1], len(world.places.beds))
        self._people = _bounds(self._by_person[:, 0], world.parameters.people)
        told = world.tellings
        self._told_order = np.lexsort((told[:, 0], told[:, 2]))
        self._told_days = told[self._told_order, 0]
        self._told_cells = _bounds(told[self._told_order, 2], len(world.places.beds))
        self._index_groups()

    def _index_groups(self) -> None:
        found = self.world.groups
        self._groups_in: dict[int, list[int]] = {}
        for number, group in enumerate(found.groups):
            self._groups_in.setdefault(group.cell, []).append(number)
        self._members: dict[int, list[Membership]] = {}
        for person, group, first, last in found.members:
            kept = Membership(person, group, first, self.ended(last))
            self._members.setdefault(group, []).append(kept)
        self._practices: dict[int, list[tuple[int, int, int]]] = {}
        for group, practice, first, last in found.practices:
            self._practices.setdefault(group, []).append((practice, first, self.ended(last)))
        self._things: dict[int, list[tuple[int, int, int, int]]] = {}
        for cell, thing, owner, first, last in self.world.things:
            self._things.setdefault(cell, []).append((thing, owner, first, self.ended(last)))

    def ended(self, last: int) -> int:
        """Return a last day; far away where it is open."""
        return self.end if last == OPEN else last

    def stays(self, person: int) -> list[Stay]:
        """Return somebody's stays in order."""
        low, high = self._people[person], self._people[person + 1]
        return [Stay(*row) for row in self._by_person[low:high].tolist()]

    def together(self, cell: int, first: int, last: int) -> list[Stay]:
        """Return the stays in a cell that touch a stretch of days, by their beginning."""
        rows = self._by_cell[self._cells[cell] : self._cells[cell + 1]]
        rows = rows[(rows[:, 2] <= last) & (rows[:, 3] >= first)]
        return [Stay(*row) for row in rows.tolist()]

    def groups(self, cell: int, first: int, last: int) -> Iterator[tuple[int, Group]]:
        """Yield the groups of a cell that lived, formed or ended in a stretch of days."""
        for number in self._groups_in.get(cell, ()):
            group = self.world.groups.groups[number]
            if group.first <= last and self.ended(group.last) >= first - 1:
                yield number, group

    def members(self, group: int, day: int) -> list[Membership]:
        """Return who belongs to a group on a day."""
        return [m for m in self._members.get(group, ()) if m.first <= day <= m.last]

    def practices(self, group: int, day: int) -> list[tuple[int, int]]:
        """Return a group's practices on a day, each with its first day."""
        held = self._practices.get(group, ())
        return [(p, first) for p, first, last in held if first <= day <= last]

    def things(self, cell: int, day: int) -> list[tuple[int, int]]:
        """Return a cell's appliances on a day, each with its owner (−1: the cell's)."""
        had = self._things.get(cell, ())
        return [(thing, owner) for thing, owner, first, last in had if first <= day <= last]

    def had_television(self, cell: int, first: int, last: int) -> int:
        """Return on how many days of a stretch a cell had a television."""
        total = 0
        for thing, _, since, until in self._things.get(cell, ()):
            if thing == 1:
                total += max(0, min(last, until) - max(first, since) + 1)
        return total

    def tellings(self, cell: int, first: int, last: int) -> NDArray[np.intp]:
        """Return the numbers of what was told in a cell in a stretch of days."""
        low, high = self._told_cells[cell], self._told_cells[cell + 1]
        days = self._told_days[low:high]
        a, b = np.searchsorted(days, first), np.searchsorted(days, last, side="right")
        return self._told_order[low + a : low + b]


def _bounds(keys: Ints, n: int) -> list[int]:
    return np.searchsorted(keys, np.arange(n + 1)).tolist()
