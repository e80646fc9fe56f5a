"""EDTF text → four days: the earliest and latest beginning, the earliest and latest end.

The Extended Date/Time Format at levels 0 and 1 and most of level 2: dates, date-times, intervals,
long years, significant digits, seasons and other parts of a year (21 to 41), ``?`` ``~`` ``%`` on a date
or on its parts, ``X`` for any digit, sets. :func:`bounds` raises ValueError with the reason where the
text is none of these; callers use :func:`kartoteka.model.dates.read_edtf`.

What EDTF leaves open is decided here:

- ``~`` and ``%`` widen a date on both sides by :data:`MARGINS`, chosen by how precise the part is on which
  the mark stands (with several marks, the widest). ``?`` does not widen: it doubts, it does not blur.
- Seasons without a hemisphere (21 to 24) are northern and by whole months; winter begins in December of
  the year it is named after, as the order of the codes has it.
- The open and unknown ends of an interval: see ``docs/decisions/0003-what-an-open-interval-means.md``.
- In an interval the beginning is not after the end, so each may narrow the other: ``2025-03-20/2025-03``
  ended on 20 March at the earliest.
- A set is as wide as its members together; nothing is certain within it.

Deviates from the Library of Congress text in that a date-time, or a set that is bounded on both sides, may
stand at an end of an interval: "since early March" is ``[2025-03-01..2025-03-10]/..``.

References: ISO 8601-2:2019; https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from kartoteka.model.days import Day, day_of, month_length
from kartoteka.model.edtf_reasons import reason
from kartoteka.model.reasons import Reason

Span = tuple[Day | None, Day | None]
"""The earliest and the latest day of one date; None: without end in that direction."""

Bounds = tuple[Day | None, Day | None, Day | None, Day | None]
"""``b0, b1, e0, e1``: earliest and latest beginning, earliest and latest end."""

MARGINS: dict[str, int] = {
    "day": 3,
    "month": 15,
    "season": 30,
    "year": 183,
    "decade": 1826,
    "century": 9131,
    "millennium": 91310,
}
"""How far ``~`` widens a date on each side, in days, by the precision of the marked part."""

_YEAR_MARGINS = ("year", "decade", "century", "millennium", "millennium")  # by trailing X
_LARGEST_YEAR = 10**15  # days of later years would no longer fit the archive's 64-bit integers

_PARTS: dict[int, tuple[int, int]] = {
    **{first + i: (3 + 3 * i, 3) for first in (21, 25) for i in range(4)},
    29: (9, 3),
    30: (12, 3),
    31: (3, 3),
    32: (6, 3),
    **{33 + i: (1 + 3 * i, 3) for i in range(4)},
    **{37 + i: (1 + 4 * i, 4) for i in range(3)},
    **{40 + i: (1 + 6 * i, 6) for i in range(2)},
}  # code of a part of a year → its first month and how many months it has
_PART_CODES = frozenset(map(str, _PARTS))

_PLAIN = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%])?", re.ASCII)
_MARKED = re.compile(
    r"([?~%]?)(-?[\dX]{4})([?~%]?)"
    r"(?:-([?~%]?)([\dX]{2})([?~%]?)(?:-([?~%]?)([\dX]{2})([?~%]?))?)?",
    re.ASCII,
)
_TIMED = re.compile(
    r"(-?\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(?:Z|[+-](?:[01]\d|2[0-3])(?::[0-5]\d)?)?",
    re.ASCII,
)
_LONG = re.compile(r"(?:Y(-?\d{1,16})(?:E(\d{1,2}))?|(-?\d{4}))(?:S(\d{1,2}))?([?~%]?)", re.ASCII)


def bounds(text: str) -> Bounds:
    """Return the four bounds of an EDTF text; ValueError with the reason where it is not one.

    >>> from kartoteka.model.days import iso
    >>> [iso(day) for day in bounds("2025-02/2025-03")]
    ['2025-02-01', '2025-02-28', '2025-03-01', '2025-03-31']
    """
    if "/" in text:
        return _interval(text)
    if text[:1] in ("[", "{"):
        low, high = _set(text)
    else:
        low, high = _date(text)
    return low, high, low, high


def _date(text: str) -> tuple[Day, Day]:
    match = _PLAIN.fullmatch(text)
    if match is None or text.startswith("-0000"):
        return _rarer_date(text)
    year, month, day, mark = match.groups()
    try:
        low, high, precision = _calendar(int(year), month, day)
    except ValueError:
        raise ValueError(reason(text)) from None
    if mark is None or mark == "?":
        return low, high
    margin = MARGINS[precision]
    return low - margin, high + margin


def _calendar(year: int, month: str | None, day: str | None) -> tuple[Day, Day, str]:
    if month is None:
        return day_of(year, 1, 1), day_of(year, 12, 31), "year"
    number = int(month)
    if day is not None:
        at = day_of(year, number, int(day))
        return at, at, "day"
    if number in _PARTS:
        return *_part_of_year(year, number), "season"
    first = day_of(year, number, 1)
    return first, first + month_length(year, number) - 1, "month"


def _part_of_year(year: int, code: int) -> tuple[Day, Day]:
    first, months = _PARTS[code]
    years, rest = divmod(first - 1 + months, 12)
    return day_of(year, first, 1), day_of(year + years, rest + 1, 1) - 1


def _rarer_date(text: str) -> tuple[Day, Day]:
    if text.startswith("-0000"):
        raise ValueError(Reason("no_year_zero"))
    if match := _MARKED.fullmatch(text):
        return _marked(text, match)
    if match := _TIMED.fullmatch(text):
        return _date(match[1])
    if match := _LONG.fullmatch(text):
        return _long_year(text, match)
    raise ValueError(reason(text))


def _marked(text: str, match: re.Match[str]) -> tuple[Day, Day]:
    before_y, year, after_y, before_m, month, after_m, before_d, day, after_d = match.groups("")
    if "X" not in text:
        try:
            low, high, _ = _calendar(int(year), month or None, day or None)
        except ValueError:
            raise ValueError(reason(re.sub("[?~%]", "", text))) from None
    elif month in _PART_CODES and not day:
        first, *_, last = _years(year)
        low, high = _part_of_year(first, int(month))[0], _part_of_year(last, int(month))[1]
    else:
        low, high = _extremes(text, year, month, day)
    margin = max(
        _margin(before_y + after_y, _YEAR_MARGINS[_trailing_x(year)]),
        _margin(before_m + after_m, "season" if month in _PART_CODES else "month"),
        _margin(before_d + after_d, "day"),
    )
    return low - margin, high + margin


def _margin(marks: str, precision: str) -> int:
    return MARGINS[precision] if "~" in marks or "%" in marks else 0


def _trailing_x(digits: str) -> int:
    return len(digits) - len(digits.rstrip("X"))


def _extremes(text: str, year: str, month: str, day: str) -> tuple[Day, Day]:
    """Return the first and the last day of the calendar that fit digits with X in them."""
    years = _years(year)
    months, days = _matching(month or "XX", 12), _matching(day or "XX", 31)
    first = _first_real(years, months, days)
    last = _first_real(years[::-1], months[::-1], days[::-1])
    if first is None or last is None:
        raise ValueError(reason(text))
    return first, last


@lru_cache(maxsize=256)
def _years(pattern: str) -> Sequence[int]:
    """Return all years that fit a pattern such as ``19X4``, in order: at most ten thousand."""
    if pattern.startswith("-"):
        return [-year for year in _years(pattern[1:])][::-1]
    known = len(pattern.rstrip("X"))
    if "X" not in pattern[:known]:
        unit = 10 ** (len(pattern) - known)
        start = int(pattern[:known] or "0") * unit
        return range(start, start + unit)
    choices = ("0123456789" if digit == "X" else digit for digit in pattern)
    return [int("".join(chosen)) for chosen in product(*choices)]


@lru_cache(maxsize=512)
def _matching(pattern: str, last: int) -> list[int]:
    """Return the numbers from 1 to ``last`` whose two digits fit a pattern such as ``1X``."""
    shape = re.compile(pattern.replace("X", "."))
    return [number for number in range(1, last + 1) if shape.fullmatch(f"{number:02d}")]


def _first_real(years: Sequence[int], months: list[int], days: list[int]) -> Day | None:
    for year in years:
        for month, day in product(months, days):
            if day <= month_length(year, month):
                return day_of(year, month, day)
    return None


def _long_year(text: str, match: re.Match[str]) -> tuple[Day, Day]:
    long, exponent, short, significant, mark = match.groups()
    if not (long or significant):
        raise ValueError(reason(text))
    if long and not exponent and len(long.lstrip("-")) < 5:
        raise ValueError(Reason("without_y", year=long))
    digits = long or short
    year = int(digits) * 10 ** int(exponent or 0)
    if abs(year) > _LARGEST_YEAR:
        raise ValueError(Reason("too_far"))
    first, last = _significant(year, int(significant)) if significant else (year, year)
    margin = _margin(mark, "year")
    return day_of(first, 1, 1) - margin, day_of(last, 12, 31) + margin


def _significant(year: int, digits: int) -> tuple[int, int]:
    """Return the years that share the first digits of a year: 1950 with 2 is 1900 to 1999."""
    unit = 10 ** max(len(str(abs(year))) - digits, 0)
    floor = abs(year) // unit * unit
    low, high = floor, floor + unit - 1
    return (low, high) if year >= 0 else (-high, -low)


def _interval(text: str) -> Bounds:
    start, _, end = text.partition("/")
    if "/" in end:
        raise ValueError(Reason("one_slash"))
    if start in ("", "..") or end in ("", ".."):
        return _open_interval(start, end)
    (b0, b1), (e0, e1) = _end(start), _end(end)
    if b0 > e1:
        raise ValueError(Reason("ends_early", date=f"{end}/{start}"))
    return b0, min(b1, e1), max(b0, e0), e1


def _open_interval(start: str, end: str) -> Bounds:
    if start not in ("", ".."):
        b0, b1 = _end(start)
        return b0, b1, b1, None
    if end not in ("", ".."):
        e0, e1 = _end(end)
        return None, e1, None if start == ".." else e0, e1
    if start == end == "":
        raise ValueError(Reason("no_end"))
    return None, None, None, None


def _end(text: str) -> tuple[Day, Day]:
    if text[0] not in "[{":
        return _date(text)
    low, high = _set(text)
    if low is None or high is None:
        raise ValueError(Reason("unbounded_set"))
    return low, high


def _set(text: str) -> Span:
    if text[-1] != {"[": "]", "{": "}"}[text[0]] or len(text) < 3:
        raise ValueError(Reason("set"))
    spans = [_member(member) for member in text[1:-1].split(",")]
    lows = [low for low, _ in spans if low is not None]
    highs = [high for _, high in spans if high is not None]
    low = min(lows) if len(lows) == len(spans) else None
    high = max(highs) if len(highs) == len(spans) else None
    return low, high


def _member(text: str) -> Span:
    if ".." not in text:
        return _date(text)
    start, _, end = text.partition("..")
    if not start and not end:
        raise ValueError(Reason("empty_range"))
    low, high = _date(start)[0] if start else None, _date(end)[1] if end else None
    if low is not None and high is not None and low > high:
        raise ValueError(Reason("range_ends_early", date=f"{end}..{start}"))
    return low, high
