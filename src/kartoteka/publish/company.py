"""Who was in one place with whom, for everybody at once: what ``relate.companions`` tells of one person.

In: a view. Out: :class:`Rooms`. Each place is read once and kept as numbers, and a person's stays are laid
against all others' in one step; a list of companions made person by person reads every place as often as
somebody stayed there. Where thousands stayed, "in the same place" tells nothing, and the names would fill
more pages than all the rest: such a place is a crowd, named as one, and its own page lists who was there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from kartoteka.publish.view import View
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.heard import known_days
from kartoteka.relate.leaving import leavings
from kartoteka.relate.order import FIRST, LAST

CROWD = 1_000
"""Stays from which on a place is a crowd."""

Days = npt.NDArray[np.int64]
"""Days, one a stay; shape (stays,)."""


@dataclass(frozen=True, slots=True)
class Together:
    """Whom somebody was with, and the crowds they were in.

    Parameters
    ----------
    places
        Who → where they were in one place, by id.
    certain
        With whom they certainly were.
    crowds
        Places with so many stays that nobody is named.
    """

    places: dict[str, tuple[str, ...]]
    certain: frozenset[str]
    crowds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Room:
    """The stays in one innermost place: who, from when to when at most, and certainly."""

    who: npt.NDArray[np.str_]
    first: Days
    last: Days
    sure_first: Days
    sure_last: Days


class Rooms:
    """Everybody's company.

    Parameters
    ----------
    view, atlas
        What may be published, and its names and places.
    """

    def __init__(self, view: View, atlas: Atlas) -> None:
        self._view, self._atlas = view, atlas
        self._room = lru_cache(maxsize=1024)(self._read)

    def company(self, person: str) -> Together:
        """Return whom a person was with: in the same innermost place, at one time.

        Being in one prison is not being together: only stays in the same innermost place count.
        """
        head = self._atlas.clusters.head
        own = self._view.statements(subject=self._atlas.ids(person), predicate="stay")
        rooms = {head(f.statement.object) for f in own if f.stands and f.statement.object}
        places: dict[str, list[str]] = {}
        certain: set[str] = set()
        crowds: list[str] = []
        for place in sorted(r for r in rooms if not self._atlas.children(r)):
            room = self._room(place)
            if room is None:
                crowds.append(place)
                continue
            may, surely = _met(room, head(person))
            certain |= surely
            for who in may:
                places.setdefault(who, []).append(place)
        found = {who: tuple(places[who]) for who in sorted(places)}
        return Together(found, frozenset(certain), tuple(crowds))

    def _read(self, place: str) -> _Room | None:
        """Return the stays in a place; None where it is a crowd."""
        ids, head = self._atlas.ids(place), self._atlas.clusters.head
        if self._view.count(object=ids, predicate="stay") > CROWD:
            return None
        stays = [f for f in self._view.statements(object=ids, predicate="stay") if f.stands]
        sure = [known_days(f) or (LAST, FIRST) for f in stays]
        gone = leavings(self._view, stays, self._atlas)
        when = [gone.possible(f) for f in stays]
        return _Room(
            np.array([head(f.statement.subject) for f in stays], dtype=np.str_),
            np.array([FIRST if first is None else first for first, _ in when], np.int64),
            np.array([LAST if last is None else last for _, last in when], np.int64),
            np.array([first for first, _ in sure], np.int64),
            np.array([last for _, last in sure], np.int64),
        )


def _met(room: _Room, person: str) -> tuple[set[str], set[str]]:
    """Return who may have been there at one time with a person, and who certainly was."""
    mine = room.who == person
    may = np.zeros(len(room.who), bool)
    surely = np.zeros(len(room.who), bool)
    for own in np.flatnonzero(mine):
        meets = (room.first <= room.last[own]) & (room.last >= room.first[own])
        may |= meets
        together = (room.sure_first <= room.sure_last[own]) & (
            room.sure_last >= room.sure_first[own]
        )
        surely |= meets & together
    return set(room.who[may & ~mine].tolist()), set(room.who[surely & ~mine].tolist())
