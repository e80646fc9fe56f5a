"""Days → places on a line: the scale of a drawing, with ticks that a reader can name.

In: the days that a drawing must hold. Out: a :class:`Scale`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kartoteka.model.dates import Day, civil, day_of
from kartoteka.model.days import shift_month

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
"""Months from one tick to the next."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis: where, and the year and month it stands for."""

    x: float
    year: int
    month: int
    day: Day


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from days to a coordinate, ``left`` to ``right``."""

    first: Day
    last: Day
    left: float
    right: float

    def x(self, day: Day) -> float:
        """Return where a day is, held within the scale."""
        part = (min(max(day, self.first), self.last) - self.first) / max(1, self.last - self.first)
        return round(self.left + part * (self.right - self.left), 1)

    def ticks(self, most: int) -> tuple[Tick, ...]:
        """Return at most so many marks, on the first of a month.

        >>> [(t.year, t.month) for t in Scale(day_of(2024, 1, 5), day_of(2024, 12, 1), 0, 1).ticks(4)]
        [(2024, 4), (2024, 7), (2024, 10)]
        """
        months = (self.last - self.first) / 30.4
        step = next((s for s in _STEPS if months / s <= most), _STEPS[-1])
        year, month, _ = civil(self.first)
        month = (month - 1) // step * step + 1 if step < 12 else 1
        year = year if step < 12 else year // (step // 12) * (step // 12)
        found: list[Tick] = []
        while (day := day_of(year, month, 1)) <= self.last:
            if day >= self.first:
                found.append(Tick(self.x(day), year, month, day))
            year, month = shift_month(year, month, step)
        return tuple(found)


def scale_for(days: Iterable[Day], left: float, right: float) -> Scale | None:
    """Return a scale that holds some days with a little room; None where there are none.

    One long time before everything else (years at home before months of moves) is cut short, so that
    the rest can be told apart: what began before ``first`` is drawn from the edge.

    >>> scale_for([day_of(2018, 1, 1), *range(739000, 739040, 5)], 0, 100).first
    738994
    """
    known = sorted(set(days))
    if not known:
        return None
    gap, after = max(((b - a, b) for a, b in pairwise(known)), default=(0, known[0]))
    rest = known[-1] - after
    if known.index(after) <= 2 and len(known) >= 6 and gap > rest > 0:
        known = [after, *(day for day in known if day > after)]
    room = max(4, (known[-1] - known[0]) // 30)
    return Scale(
        known[0] - (room if known[0] != after else max(6, rest // 6)), known[-1] + room, left, right
    )
