"""How much could be known at most of where somebody is, by whoever knew all that the letter writers had seen.

In: the truth. Out: :class:`Sight`. Nobody who writes saw everybody, and people are moved on after they were
seen; so no archive answers every question rightly, however well it reads. What is left below this is ours.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from benchmarks.recovery.planted import Planted


class Seen(NamedTuple):
    """The last day on which a writer saw somebody, and the cell."""

    day: int
    cell: str


class Sight:
    """What those who had written by a day had seen until they last wrote."""

    def __init__(self, planted: Planted) -> None:
        self._written: dict[str, list[int]] = {}
        letters = planted.table("letters").select("witness", "written").sort("written")
        for witness, written in letters.iter_rows():
            self._written.setdefault(witness, []).append(written.toordinal())
        self._stays: dict[str, list[tuple[int, int, str]]] = {}
        self._writers: dict[str, list[tuple[int, int, str]]] = {}
        for person, cell, first, last in planted.stays.select(
            "person", "cell", "first", "last"
        ).iter_rows():
            days = first.toordinal(), last.toordinal()
            self._stays.setdefault(person, []).append((*days, cell))
            if person in self._written:
                self._writers.setdefault(cell, []).append((*days, person))

    def last(self, person: str, day: int) -> Seen | None:
        """Return where somebody was last seen by any who had written of those days by then."""
        found: list[Seen] = []
        for first, last, cell in self._stays.get(person, ()):
            for begin, end, writer in self._writers.get(cell, ()):
                until = min(last, end, self._wrote(writer, day))
                if max(first, begin) <= until:
                    found.append(Seen(until, cell))
        return max(found, default=None)

    def _wrote(self, writer: str, day: int) -> int:
        """Return the day of somebody's newest letter by a day; 0 where there is none."""
        days = self._written[writer]
        at = bisect_right(days, day)
        return days[at - 1] if at else 0
