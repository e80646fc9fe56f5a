"""Periods of the calendar, and how words find the one that is meant.

A :class:`Period` is one date as EDTF with the unit it is counted in. A :class:`Ref` is the day that words
count from: the day of writing, or the other end of "from … to …". "In March" is the latest March that had
begun by then, because letters tell of what was; "last" is before the one that is running; where people
use "last summer" for two different summers, both are kept (``[2023-22,2024-22]``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kartoteka.model.datewords.tokens import NoSuchDayError, NotUnderstoodError
from kartoteka.model.days import Day, civil, day_of, iso, shift_month
from kartoteka.model.durations import Duration
from kartoteka.model.edtf import bounds
from kartoteka.model.reasons import Reason


class Period(NamedTuple):
    """A date as EDTF; ``unit`` is Y, M, W, D, S (season), T (ten years), C (century) or V (vague)."""

    edtf: str
    unit: str

    @property
    def span(self) -> tuple[Day, Day]:
        """The first and the last day; NotUnderstoodError where it has no end."""
        low, _, _, high = bounds(self.edtf)
        if low is None or high is None:
            raise NotUnderstoodError(Reason("endless"))
        return low, high


class Ref(NamedTuple):
    """The day that words count from (None: not known); ``forward``: look for the next, not the latest."""

    day: Day | None
    forward: bool = False

    @property
    def at(self) -> Day:
        """The day; NotUnderstoodError where it is not known."""
        if self.day is None:
            raise NotUnderstoodError(Reason("unknown_writing"))
        return self.day


Make = Callable[[int], Period]
"""A year → the period of that name in it."""


def day(at: Day) -> Period:
    """Return one day as a period.

    >>> day(739335)
    Period(edtf='2025-03-25', unit='D')
    """
    return Period(iso(at), "D")


def days(first: Day, last: Day, unit: str = "V") -> Period:
    """Return some day among those from the first to the last.

    >>> days(739335, 739336)
    Period(edtf='[2025-03-25..2025-03-26]', unit='V')
    """
    return day(first) if first == last else Period(f"[{iso(first)}..{iso(last)}]", unit)


def month(year: int, number: int) -> Period:
    """Return a month as a period.

    >>> month(2025, 3)
    Period(edtf='2025-03', unit='M')
    """
    return Period(f"{_year_text(year)}-{number:02d}", "M")


def year_period(year: int) -> Period:
    """Return a year as a period.

    >>> year_period(1931)
    Period(edtf='1931', unit='Y')
    """
    return Period(_year_text(year), "Y")


def decade(first: int) -> Period:
    """Return ten years as a period.

    >>> decade(1930)
    Period(edtf='193X', unit='T')
    """
    return Period(f"{first // 10:03d}X", "T")


def century(number: int) -> Period:
    """Return a century as a period; the twentieth begins in 1901.

    >>> century(20)
    Period(edtf='[1901..2000]', unit='C')
    """
    return Period(f"[{number * 100 - 99:04d}..{number * 100:04d}]", "C")


def season(year: int, code: int) -> Period:
    """Return the season that begins in a year.

    >>> season(2024, 24)
    Period(edtf='2024-24', unit='S')
    """
    return Period(f"{_year_text(year)}-{code}", "S")


def season_named(year: int, code: int) -> Period:
    """Return the season that people call by a year; its winter may be the one before or after.

    >>> season_named(2024, 24)
    Period(edtf='[2024-01..2024-02,2024-12]', unit='V')
    """
    if code != 24:
        return season(year, code)
    y = _year_text(year)
    return Period(f"[{y}-01..{y}-02,{y}-12]", "V")


def calendar_day(year: int, number: int, day_of_month: int) -> Period:
    """Return a day of the calendar; NotUnderstoodError where there is none.

    >>> calendar_day(2025, 3, 25)
    Period(edtf='2025-03-25', unit='D')
    """
    try:
        return day(day_of(year, number, day_of_month))
    except ValueError:
        raise NoSuchDayError(
            Reason("no_such_day_of", day=day_of_month, month=number, year=year)
        ) from None


def _year_text(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def nearest(make: Make, ref: Ref) -> Period:
    """Return the latest period of a name begun by the reference day, or the next where it looks forward.

    >>> nearest(lambda y: month(y, 5), Ref(day_of(2025, 3, 25))).edtf
    '2024-05'
    """
    this = civil(ref.at)[0]
    for year in range(this - 1, this + 9) if ref.forward else range(this, this - 10, -1):
        try:
            period = make(year)
        except NoSuchDayError:  # 29 February
            continue
        low, high = period.span
        if (high if ref.forward else -low) >= (ref.at if ref.forward else -ref.at):
            return period
    raise NoSuchDayError(Reason("no_such_day"))


def last(make: Make, ref: Ref) -> Period:
    """Return the period of a name that people call "last".

    >>> summer = lambda y: season(y, 22)
    >>> last(summer, Ref(day_of(2025, 3, 25))).edtf, last(summer, Ref(day_of(2025, 10, 1))).edtf
    ('2024-22', '[2024-22,2025-22]')
    """
    found = nearest(make, Ref(ref.at))
    low, high = found.span
    year = civil(low)[0]
    if high >= ref.at:
        return make(year - 1)
    if year == civil(ref.at)[0]:
        return Period(f"[{make(year - 1).edtf},{found.edtf}]", "V")
    return found


def weekday(number: int, which: str, ref: Ref) -> Period:
    """Return a day of the week (Monday is 0): ``last``, ``this``, ``next``, or ``""`` the one just past.

    >>> weekday(0, "", Ref(day_of(2025, 3, 25))).edtf, weekday(0, "last", Ref(day_of(2025, 3, 25))).edtf
    ('2025-03-24', '[2025-03-17,2025-03-24]')
    """
    monday = ref.at - (ref.at - 1) % 7
    in_this_week = monday + number
    if which == "this":
        return day(in_this_week)
    if which == "next" or ref.forward:
        ahead = in_this_week if in_this_week > ref.at or ref.forward else in_this_week + 7
        return day(ahead if ahead >= ref.at else ahead + 7)
    past = in_this_week if in_this_week <= ref.at else in_this_week - 7
    if past == ref.at or (which == "last" and past >= monday):
        earlier = day(past - 7)
        return Period(f"[{earlier.edtf},{iso(past)}]", "V")
    return day(past)


def related(unit: str, steps: int, ref: Ref) -> Period:
    """Return the week, month, year or day that lies some steps from the running one.

    >>> related("W", -1, Ref(day_of(2025, 3, 25))).edtf
    '[2025-03-17..2025-03-23]'
    """
    year, number, _ = civil(ref.at)
    match unit:
        case "Y":
            return year_period(year + steps)
        case "M":
            return month(*shift_month(year, number, steps))
        case "W":
            return week_of(ref.at + 7 * steps)
        case "D":
            return day(ref.at + steps)
        case _:
            raise NotUnderstoodError(Reason("not_countable"))


def week_of(at: Day) -> Period:
    """Return the week, Monday to Sunday, in which a day lies.

    >>> week_of(739335).edtf
    '[2025-03-24..2025-03-30]'
    """
    monday = at - (at - 1) % 7
    return days(monday, monday + 6, "W")


SLACK = {"Y": 92, "M": 10, "W": 3, "D": 0}
"""How far "two weeks ago" may be off, in days on each side, by the finest unit it is counted in."""


def offset(
    from_low: Day, from_high: Day, by: Duration, direction: int, latest: Day | None = None
) -> Period:
    """Return when it was that long before (``-1``) or after (``1``) a span of days.

    >>> from kartoteka.model.durations import read_duration
    >>> offset(739335, 739335, read_duration("P2W"), -1).edtf
    '[2025-03-08..2025-03-14]'
    """
    finest = by.text.rstrip("?~%")[-1]
    slack = SLACK[finest] if "T" not in by.text else 1
    near, far = int(by.days_min), int(by.days_max + 0.999)
    near, far = max(near - slack, 0), far + (slack if "T" not in by.text else 0)
    if direction < 0:
        low, high = from_low - far, from_high - near
    else:
        low, high = from_low + near, from_high + far
    return days(low, high if latest is None else min(high, latest))


PARTS: dict[str, tuple[float, float]] = {
    "early": (0, 1 / 3),
    "mid": (1 / 3, 2 / 3),
    "late": (2 / 3, 1),
    "half1": (0, 1 / 2),
    "half2": (1 / 2, 1),
}
"""Name of a part → where it begins and ends, as a share of the whole."""


def part(period: Period, name: str) -> Period:
    """Return a third or a half of a period, in the next finer unit of the calendar.

    >>> part(month(2025, 3), "early").edtf, part(month(2025, 2), "late").edtf
    ('[2025-03-01..2025-03-10]', '[2025-02-21..2025-02-28]')
    >>> part(year_period(2024), "late").edtf, part(decade(1930), "early").edtf
    ('[2024-09..2024-12]', '[1930..1932]')
    """
    start, end = PARTS[name]
    low, high = period.span
    y, m, _ = civil(low)
    match period.unit:
        case "M":
            last_day = high if end == 1 else low + round(30 * end) - 1
            return days(low + round(30 * start), last_day)
        case "Y" | "S":
            months = 12 if period.unit == "Y" else 3
            first, final = round(months * start), round(months * end) - 1
            return _between(month(*shift_month(y, m, first)), month(*shift_month(y, m, final)))
        case "T" | "C":
            years = 10 if period.unit == "T" else 100
            first, final = round(years * start), round(years * end) - 1
            return _between(year_period(y + first), year_period(y + final))
        case "W":
            return days(low + round(7 * start), low + round(7 * end) - 1)
        case _:
            raise NotUnderstoodError(Reason("no_parts"))


def _between(first: Period, last_: Period) -> Period:
    return first if first == last_ else Period(f"[{first.edtf}..{last_.edtf}]", "V")


def marked(period: Period, mark: str) -> Period:
    """Return a period with an EDTF mark; what is a set already is widened by three days for ``~``.

    >>> marked(month(2025, 3), "~").edtf, marked(days(739335, 739336), "~").edtf
    ('2025-03~', '[2025-03-22..2025-03-29]')
    """
    if not mark:
        return period
    if period.edtf.startswith("["):
        low, high = period.span
        return period if mark == "?" else days(low - 3, high + 3)
    return Period(period.edtf + mark, "V")


def before(period: Period) -> str:
    """Return the last date that is wholly before a period, in its own unit.

    >>> before(month(2025, 3)), before(day(739335)), before(season(2025, 22))
    ('2025-02', '2025-03-24', '2025-05-31')
    """
    return _neighbour(period, -1)


def after(period: Period) -> str:
    """Return the first date that is wholly after a period, in its own unit.

    >>> after(month(2024, 12)), after(year_period(1920))
    ('2025-01', '1921')
    """
    return _neighbour(period, 1)


def _neighbour(period: Period, step: int) -> str:
    low, high = period.span
    y, m, _ = civil(low)
    if period.unit == "Y":
        return _year_text(y + step)
    if period.unit == "M":
        return month(*shift_month(y, m, step)).edtf
    return iso(low - 1 if step < 0 else high + 1)


def whole(period: Period) -> Period:
    """Return an interval that lasts all of a period.

    >>> whole(month(2025, 3)).edtf
    '2025-03-01/2025-03-31'
    """
    low, high = period.span
    return Period(f"{iso(low)}/{iso(high)}", "V")
