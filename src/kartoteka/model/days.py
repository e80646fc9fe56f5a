"""Days as whole numbers: the proleptic Gregorian calendar without end in either direction.

A :data:`Day` counts like ``datetime.date.toordinal`` (1 is 0001-01-01) but goes on below 1 and beyond
the year 9999: the calendar repeats every 400 years, so the standard library does the arithmetic within
one cycle and the cycles are added. Years are astronomical, as in ISO 8601: year 0 is 1 BC.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date

Day = int
"""A day of the proleptic Gregorian calendar; 1 is 0001-01-01."""

CYCLE_YEARS = 400
CYCLE_DAYS = 146_097
"""Length of 400 years in days."""

_ISO = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)", re.ASCII)


def day_of(year: int, month: int, day: int) -> Day:
    """Return the day of a year, month and day of the month; ValueError where there is none.

    >>> day_of(1, 1, 1), day_of(2025, 3, 25), day_of(0, 12, 31)
    (1, 739335, 0)
    """
    if 1 <= year <= MAXYEAR:
        return date(year, month, day).toordinal()
    cycles, rest = divmod(year - 1, CYCLE_YEARS)
    return date(rest + 1, month, day).toordinal() + cycles * CYCLE_DAYS


def civil(day: Day) -> tuple[int, int, int]:
    """Return the year, month and day of the month of a day.

    >>> civil(739335), civil(0)
    ((2025, 3, 25), (0, 12, 31))
    """
    cycles, rest = divmod(day - 1, CYCLE_DAYS)
    within = date.fromordinal(rest + 1)
    return within.year + cycles * CYCLE_YEARS, within.month, within.day


def day_from_iso(text: str) -> Day:
    """Return the day of an ISO date; ValueError where it is not one.

    >>> day_from_iso("2025-03-25")
    739335
    """
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a day like 2025-03-25")
    return day_of(int(match[1]), int(match[2]), int(match[3]))


def iso(day: Day) -> str:
    """Return a day as an ISO date; years before 0 have a minus, years after 9999 more digits.

    >>> iso(739335), iso(0), iso(day_of(-44, 3, 15))
    ('2025-03-25', '0000-12-31', '-0044-03-15')
    """
    year, month, day_of_month = civil(day)
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{day_of_month:02d}"


def day_edtf(day: Day) -> str:
    """Return a day as EDTF, which knows only the year before -9999 and after 9999.

    >>> day_edtf(739335), day_edtf(day_of(12000, 3, 1)), day_edtf(day_of(-12000, 3, 1))
    ('2025-03-25', 'Y12000', 'Y-12000')
    """
    year = civil(day)[0]
    return iso(day) if abs(year) <= MAXYEAR else f"Y{year}"


def is_leap(year: int) -> bool:
    """Tell whether a year has a 29 February.

    >>> is_leap(2000), is_leap(1900), is_leap(-4)
    (True, False, True)
    """
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_length(year: int, month: int) -> int:
    """Return how many days a month (1 to 12) of a year has.

    >>> month_length(2024, 2), month_length(2025, 3)
    (29, 31)
    """
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month]


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Return the year and month that lie ``by`` months later (earlier where negative).

    >>> shift_month(2025, 3, -4)
    (2024, 11)
    """
    years, rest = divmod(month - 1 + by, 12)
    return year + years, rest + 1
