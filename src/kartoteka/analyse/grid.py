"""A grid of time: days, weeks or months, by the calendar or since an event of each life.

In: days. Out: the edges of cells, and what each cell is called. Weeks begin on Monday; months since an
event have 30.4375 days, so that twelve make a year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kartoteka.model.days import Day, civil, day_of, iso

Unit = Literal["day", "week", "month"]
UNITS: tuple[Unit, ...] = ("day", "week", "month")

_DAYS: dict[Unit, float] = {"day": 1, "week": 7, "month": 30.4375}

_LONGEST: dict[Unit, int] = {"day": 90, "week": 800}
"""Up to how many days a grid is by default of days, or of weeks."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of time.

    Parameters
    ----------
    unit
        What a cell is.
    edges
        The first day of each cell, and the first day after the last: (cells + 1,). On the calendar days of
        it, else days since the event.
    since
        The event from which is counted, as it was asked for; None: the calendar.
    """

    unit: Unit
    edges: NDArray[np.int64]
    since: str | None = None

    def __len__(self) -> int:
        """How many cells."""
        return len(self.edges) - 1

    @property
    def times(self) -> tuple[str, ...]:
        """What each cell is called: a day (of a week the Monday), a month, or a number since the event."""
        if self.since is not None:
            return tuple(map(str, range(len(self))))
        named = (iso(int(day)) for day in self.edges[:-1])
        return tuple(day[:7] if self.unit == "month" else day for day in named)


def default_unit(days: int) -> Unit:
    """Return the unit in which so many days make a readable number of cells.

    >>> default_unit(30), default_unit(400), default_unit(4000)
    ('day', 'week', 'month')
    """
    for unit, most in _LONGEST.items():
        if days <= most:
            return unit
    return "month"


def calendar(first: Day, last: Day, unit: Unit) -> Grid:
    """Return the cells of the calendar that hold two days and all between.

    >>> calendar(day_of(2025, 1, 30), day_of(2025, 3, 1), "month").times
    ('2025-01', '2025-02', '2025-03')
    """
    if unit == "day":
        edges = np.arange(first, last + 2)
    elif unit == "week":
        start = first - (first - _MONDAY) % 7
        edges = np.arange(start, last + 8, 7)
    else:
        edges = np.array(list(_months(first, last)))
    return Grid(unit, edges.astype(np.int64))


_MONDAY = day_of(2024, 1, 1)


def _months(first: Day, last: Day) -> Iterable[Day]:
    year, month, _ = civil(first)
    day = day_of(year, month, 1)
    while day <= last:
        yield day
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        day = day_of(year, month, 1)
    yield day


def since(days: int, unit: Unit, event: str) -> Grid:
    """Return the cells that count so many days from an event."""
    cells = max(1, int(np.ceil(days / _DAYS[unit])))
    return Grid(unit, np.round(np.arange(cells + 1) * _DAYS[unit]).astype(np.int64), event)
