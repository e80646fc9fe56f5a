"""Communities of cells: they form, grow, split, dissolve and form anew as people come and go.

In: who is in which cell, day by day. Out: :class:`Groups`: groups, memberships and practices with their
days. Formal procedures (vote, consensus) are likelier in large cells whose people have stayed long.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kartoteka.simulate.parameters import Parameters
from kartoteka.simulate.places import Ints, Places

VOTE, CONSENSUS, PURSE, SUBGROUPS, EACH_FOR_HIMSELF = range(5)
PRACTICES = ("voting", "consensus", "common-purse", "sharing-in-subgroups", "each-for-himself")
"""Practices by number; their entities bear these ids."""

OPEN = -1
"""The last day of what has not ended."""


@dataclass
class Group:
    """A community: its cell, its days (``last`` is OPEN while it lives), how it came to be."""

    cell: int
    first: int
    last: int = OPEN
    origin: str = "formed"
    came_from: int = -1


@dataclass
class Groups:
    """All communities that ever were, with memberships (person, group, first, last) and practices."""

    groups: list[Group] = field(default_factory=list[Group])
    members: list[list[int]] = field(default_factory=list[list[int]])
    practices: list[list[int]] = field(default_factory=list[list[int]])


class Communities:
    """Steps the communities day by day.

    Parameters
    ----------
    parameters, places
        Of the world.
    people
        How many people there are.
    chance
        Of the communities alone, so that another rule elsewhere does not change them.
    """

    def __init__(
        self, parameters: Parameters, places: Places, people: int, chance: np.random.Generator
    ) -> None:
        self._parameters, self._places, self._chance = parameters, places, chance
        self.found = Groups()
        self._main = np.full(len(places.beds), -1)
        self._previous = np.full(len(places.beds), -1)
        self._of = np.full(people, -1)
        self._row = np.full(people, -1)
        self._ended: dict[int, set[int]] = {}
        self._held: dict[int, dict[int, int]] = {}

    def leave(self, people: Ints, day: int) -> None:
        """End the memberships of people who leave their cells."""
        for person in people[self._of[people] >= 0].tolist():
            self._close(person, day)

    def step(self, day: int, cell: Ints, since: Ints) -> None:
        """One day: dissolve, form, join, split, reconsider.

        Parameters
        ----------
        cell
            Of each person; −1 where not inside or in quarantine.
        since
            The day on which each came to that cell.
        """
        self._dissolve(day)
        inside = np.flatnonzero(cell >= 0)
        by_cell = np.bincount(cell[inside], minlength=len(self._main))
        ready = (self._main < 0) & (by_cell >= self._parameters.form_at)
        ready &= self._chance.random(len(ready)) < self._parameters.form
        for c in np.flatnonzero(ready).tolist():
            self._form(c, day, inside[cell[inside] == c], since)
        self._join(day, inside, cell)
        self._split(day, since)
        self._reconsider(day, since)

    # ── one thing at a time ───────────────────────────────────────────────────────────────────────

    def _sizes(self) -> Ints:
        return np.bincount(self._of[self._of >= 0], minlength=len(self.found.groups))

    def _dissolve(self, day: int) -> None:
        sizes = self._sizes()
        for g in np.flatnonzero(sizes < self._parameters.dissolve_below).tolist():
            group = self.found.groups[g]
            if group.last != OPEN or group.first >= day:
                continue
            left = set(np.flatnonzero(self._of == g).tolist())
            for person in sorted(left):
                self._close(person, day)
            group.last = day - 1
            for row in self._held.pop(g, {}).values():
                self.found.practices[row][3] = day - 1
            if self._main[group.cell] == g:
                self._main[group.cell], self._previous[group.cell] = -1, g

    def _form(self, cell: int, day: int, people: Ints, since: Ints) -> None:
        before = int(self._previous[cell])
        old = self._ended.get(before, set())
        again = before >= 0 and sum(p in old for p in people.tolist()) >= 2
        group = Group(cell, day, OPEN, "re-formed" if again else "formed", before if again else -1)
        self._main[cell] = g = self._begin(group)
        willing = people[self._chance.random(len(people)) < 0.85]
        chosen = willing if len(willing) >= self._parameters.dissolve_below else people
        for person in chosen.tolist():
            self._open(person, g, day)
        self._agree(g, day, since)

    def _begin(self, group: Group) -> int:
        self.found.groups.append(group)
        return len(self.found.groups) - 1

    def _join(self, day: int, inside: Ints, cell: Ints) -> None:
        main = self._main[cell[inside]]
        outside = (main >= 0) & (self._of[inside] < 0)
        outside &= self._chance.random(len(inside)) < self._parameters.join
        for person, g in zip(inside[outside].tolist(), main[outside].tolist(), strict=True):
            self._open(person, g, day)

    def _split(self, day: int, since: Ints) -> None:
        sizes = self._sizes()
        torn = sizes >= self._parameters.split_at
        torn &= self._chance.random(len(torn)) < self._parameters.split
        for g in np.flatnonzero(torn).tolist():
            old = self.found.groups[g]
            members = np.flatnonzero(self._of == g)
            few = max(self._parameters.dissolve_below, len(members) // 3)
            new = self._begin(Group(old.cell, day, OPEN, "split", g))
            for person in self._chance.permutation(members)[:few].tolist():
                self._close(person, day)
                self._open(person, new, day)
            self._agree(new, day, since)

    def _reconsider(self, day: int, since: Ints) -> None:
        sizes = self._sizes()
        again = (sizes > 0) & (self._chance.random(len(sizes)) < self._parameters.rethink)
        for g in np.flatnonzero(again).tolist():
            if self.found.groups[g].first < day:
                self._agree(g, day, since)

    def _agree(self, g: int, day: int, since: Ints) -> None:
        """Choose practices: formal ones by size of the cell and stability, others by chance."""
        rules, beds = self._parameters, self._places.beds[self.found.groups[g].cell]
        months = float(np.mean(day - since[self._of == g])) / 30 if (self._of == g).any() else 0.0
        odds = rules.formal_base + rules.formal_bed * beds + rules.formal_month * months
        formal = 1 / (1 + np.exp(-odds))
        drawn = self._chance.random(5)
        wanted = {p for p in (VOTE, CONSENSUS) if drawn[p] < formal}
        sharing = (PURSE if drawn[PURSE] < 0.6 else SUBGROUPS) if drawn[SUBGROUPS] < 0.75 else None
        wanted.add(EACH_FOR_HIMSELF if sharing is None else sharing)
        held = self._held.setdefault(g, {})
        for practice in sorted(set(held) - wanted):
            self.found.practices[held.pop(practice)][3] = day - 1
        for practice in sorted(wanted - set(held)):
            held[practice] = len(self.found.practices)
            self.found.practices.append([g, practice, day, OPEN])

    def _open(self, person: int, group: int, day: int) -> None:
        self._of[person], self._row[person] = group, len(self.found.members)
        self.found.members.append([person, group, day, OPEN])

    def _close(self, person: int, day: int) -> None:
        row = self.found.members[int(self._row[person])]
        row[3] = max(day - 1, row[2])
        self._ended.setdefault(row[1], set()).add(person)
        self._of[person] = self._row[person] = -1
