"""The periods that have a name, or are counted: "25 March", "last week", "three days ago", "the 1930s".

Each shape is one function that reads it at the cursor and returns a :class:`Phrase`, or None where the
tokens are something else; :data:`SHAPES` lists them in the order in which they are tried.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kartoteka.model.datewords import periods
from kartoteka.model.datewords.amounts import Cursor, amount
from kartoteka.model.datewords.periods import Make, Period, Ref
from kartoteka.model.datewords.tokens import NotUnderstoodError, Token
from kartoteka.model.days import Day, civil, iso
from kartoteka.model.durations import read_duration
from kartoteka.model.reasons import Reason

_STEPS = {"last": -1, "past": -1, "this": 0, "next": 1, "beforelast": -2}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A period in words.

    Parameters
    ----------
    resolve
        The day to count from → the period.
    floating
        Whether the calendar gives it but not the year.
    unit, month, year
        What is known of it without resolving, for the other end of "March 3–17" or "1930–32".
    """

    resolve: Callable[[Ref], Period]
    floating: bool = False
    unit: str = "V"
    month: int | None = None
    year: int | None = None

    def then(self, change: Callable[[Period], Period]) -> Phrase:
        """Return this phrase with its period changed after resolving."""

        def resolve(ref: Ref) -> Period:
            return change(self.resolve(ref))

        return replace(self, resolve=resolve)


def base(c: Cursor, *, part: bool = False) -> Phrase | None:
    """Return the named or counted period at the cursor; None, nothing read, where there is none.

    Parameters
    ----------
    c
        The tokens.
    part
        Whether "beginning of" or the like came before, so that "the month" alone is this month.

    Examples
    --------
    >>> from kartoteka.model.datewords.tokens import tokenise
    >>> base(Cursor(tokenise("25 March 2025"))).resolve(Ref(None)).edtf
    '2025-03-25'
    """
    start = c.at
    for shape in SHAPES:
        phrase = shape(c)
        if phrase is not None:
            return phrase
        c.at = start
    unit = c.take("unit") if part else None
    return Phrase(lambda ref: periods.related(unit.value, 0, ref)) if unit else None


def _floating(make: Make, unit: str, month: int | None = None) -> Phrase:
    return Phrase(lambda ref: periods.nearest(make, ref), floating=True, unit=unit, month=month)


def _named(
    c: Cursor, make: Make, unit: str, month: int | None = None, named: Make | None = None
) -> Phrase:
    """Return a period of the calendar with the year that may follow; ``named``: as called by a year."""
    token = c.peek()
    year = trailing_year(c)
    if year is None:
        return _floating(make, unit, month)
    known = int(token.value) if token.kind == "n" else None
    return Phrase(lambda ref: (named or make)(year(ref)), unit=unit, month=month, year=known)


def trailing_year(c: Cursor) -> Callable[[Ref], int] | None:
    """Return the year at the cursor: 2025, '25, «25-го года», "last year"; None where there is none."""
    start = c.at
    if (token := c.take("n")) and len(token.value) == 4:
        c.take("unit", "units")
        year = int(token.value)
        return lambda _: year
    c.at = start
    if token := c.take("year2"):
        return _short_year(int(token.value))
    if (token := c.take("ord")) and _take_unit(c, "Y"):
        return _short_year(int(token.value))
    c.at = start
    if (token := c.take("rel")) and token.value in _STEPS and _take_unit(c, "Y"):
        steps = _STEPS[token.value]
        return lambda ref: civil(ref.at)[0] + steps
    c.at = start
    return None


def _take_unit(c: Cursor, letter: str) -> Token | None:
    return c.take("unit") if c.peek().value == letter else None


def _short_year(last_two: int) -> Callable[[Ref], int]:
    """Return the latest year that ends so and had begun on the day counted from."""

    def year(ref: Ref) -> int:
        this = civil(ref.at)[0]
        return this - (this - last_two) % 100

    return year


def _ready(c: Cursor) -> Phrase | None:
    if token := c.take("date"):
        unit = {4: "Y", 7: "M", 10: "D"}.get(len(token.value), "V")
        return Phrase(lambda _: Period(token.value, unit), unit=unit)
    if token := c.take("dmy"):
        day, month, year = (int(part) for part in token.value.split("."))
        if year > 99:
            return Phrase(lambda _: periods.calendar_day(year, month, day), unit="D")
        find = _short_year(year)
        return Phrase(lambda ref: periods.calendar_day(find(ref), month, day), unit="D")
    if (token := c.take("dec")) and len(token.value.split(".")[1]) == 2:
        day, month = (int(part) for part in token.value.split("."))
        return _floating(lambda y: periods.calendar_day(y, month, day), "D", month)
    return None


def counted_from(c: Cursor) -> Phrase | None:
    """Return what is counted in lengths: "three days ago", «за неделю до 5 марта»; else None."""
    kinds = {"within": ("before", "upto"), "hence": ("after",)}
    words = kinds.get(c.peek().kind, ("ago", "before", "after"))
    c.take("hence")
    length = amount(c)
    word = c.take(*words) if length else None
    if length is None or word is None:
        return None
    duration = read_duration(length)
    if word.kind == "ago":
        return Phrase(lambda ref: periods.offset(ref.at, ref.at, duration, -1, latest=ref.at))
    direction = 1 if word.kind == "after" else -1
    other = base(c)
    return other and other.then(lambda p: periods.offset(*p.span, duration, direction))


def _relative_day(c: Cursor) -> Phrase | None:
    if token := c.take("day"):
        steps = int(token.value)
        return Phrase(lambda ref: periods.day(ref.at + steps), unit="D")
    if c.take("lastnight"):
        return Phrase(lambda ref: periods.days(ref.at - 1, ref.at))
    return None


def _eve(c: Cursor) -> Phrase | None:
    """Read the day before or after another, or the night beside it."""
    if not (token := c.take("eve", "dayafter", "night", "nightto", "weekof")):
        return None
    if token.kind == "night" and c.take("since"):
        c.take("n", "ord")  # "in the night from 4 to 5 March" is the night to the 5th
        c.take("through")
        token = Token("nightto")
    other = base(c)
    beside: dict[str, Callable[[Day], Period]] = {
        "eve": lambda d: periods.day(d - 1),
        "dayafter": lambda d: periods.day(d + 1),
        "night": lambda d: periods.days(d, d + 1),
        "nightto": lambda d: periods.days(d - 1, d),
        "weekof": periods.week_of,
    }
    return other and other.then(lambda p: beside[token.kind](_one_day(p)))


def _one_day(period: Period) -> Day:
    low, high = period.span
    if low != high:
        raise NotUnderstoodError(Reason("needs_a_day"))
    return low


def _day_month(c: Cursor) -> Phrase | None:
    """25 March, 5-го марта, with or without a year."""
    day, month = c.take("n", "ord"), c.take("month")
    return _on_day(c, day, month)


def _month_day(c: Cursor) -> Phrase | None:
    """March 25, 2025."""
    month, day = c.take("month"), c.take("n", "ord")
    if c.peek().kind in ("unit", "units", "about"):  # "in March, for two weeks"
        return None
    return _on_day(c, day, month)


def _on_day(c: Cursor, day: Token | None, month: Token | None) -> Phrase | None:
    if day is None or month is None or not 1 <= float(day.value) <= 31:
        return None
    d, m = int(float(day.value)), int(month.value)
    return _named(c, lambda y: periods.calendar_day(y, m, d), "D", m)


def _holiday(c: Cursor) -> Phrase | None:
    if not (token := c.take("holiday")):
        return None
    m, d = (int(part) for part in token.value.split("-"))
    return _named(c, lambda y: periods.calendar_day(y, m, d), "D", m)


def _month(c: Cursor) -> Phrase | None:
    """March, March 2025, last March, March of last year; «в двадцатых числах марта»."""
    if (tens := c.take("tens")) and (token := c.take("month")):
        m, first = int(token.value), int(tens.value)
        return _named(c, lambda y: _teens(periods.month(y, m), first), "V")
    if tens:
        return None
    rel = c.take("rel")
    _take_unit(c, "M")
    if not (token := c.take("month")):
        return None
    m = int(token.value)

    def make(year: int) -> Period:
        return periods.month(year, m)

    return _related_name(rel.value, make) if rel else _named(c, make, "M")


def _teens(month: Period, first: int) -> Period:
    low, high = month.span
    return periods.days(low + first - 1, min(low + first + 8, high))


def _season(c: Cursor) -> Phrase | None:
    """Spring, last spring, spring 2024; winter 2024/25 is one winter."""
    rel, token = c.take("rel"), c.take("season")
    if token is None:
        return None
    code = int(token.value)

    def make(year: int) -> Period:
        return periods.season(year, code)

    if rel:
        return _related_name(rel.value, make)
    if code == 24 and (double := _double_year(c)):
        return Phrase(lambda _: make(double), unit="S", year=double)
    return _named(c, make, "S", named=lambda y: periods.season_named(y, code))


def _double_year(c: Cursor) -> int | None:
    start = c.at
    first, dash, second = c.take("n"), c.take("dash"), c.take("n", "year2")
    if first and dash and second and len(first.value) == 4:
        year = int(first.value)
        if (year + 1) % 10 ** len(second.value) == int(second.value):
            c.take("unit", "units")
            return year
    c.at = start
    return None


def _related_name(rel: str, make: Make) -> Phrase:
    """Last, this or next March or spring."""

    def resolve(ref: Ref) -> Period:
        if rel in ("last", "past"):
            return periods.last(make, ref)
        if rel == "next":
            found = periods.nearest(make, Ref(ref.at, forward=True))
            low = found.span[0]
            return found if low > ref.at else make(civil(low)[0] + 1)
        if rel == "beforelast":
            raise NotUnderstoodError(Reason("say_the_year"))
        return _of_this_year(make, ref)

    return Phrase(resolve)


def _of_this_year(make: Make, ref: Ref) -> Period:
    year, month, _ = civil(ref.at)
    found = make(year)
    winter = civil(found.span[1])[0] > year
    return make(year - 1) if winter and month <= 6 else found


def _related_unit(c: Cursor) -> Phrase | None:
    """Last week, this month; "last year in March", «в прошлом году весной»."""
    rel, unit = c.take("rel"), c.take("unit")
    if rel is None or unit is None:
        return None
    steps = _STEPS[rel.value]
    if unit.value == "Y" and (token := c.take("month", "season")):
        make = periods.month if token.kind == "month" else periods.season_named
        return Phrase(lambda ref: make(civil(ref.at)[0] + steps, int(token.value)))
    return Phrase(lambda ref: periods.related(unit.value, steps, ref))


def _weekday(c: Cursor) -> Phrase | None:
    """On Monday, last Monday, on Monday last week; Tuesday, 25 March, which must be a Tuesday."""
    rel, token = c.take("rel"), c.take("weekday")
    if token is None:
        return None
    number, which = int(token.value), rel.value if rel else ""
    if rel is None and not c.done:
        start = c.at
        week = _related_unit(c) if c.peek(1).value == "W" else None
        if week:
            return week.then(lambda p: periods.day(p.span[0] + number))
        c.at = start
        if day := (_day_month(c) or _back(c, start, _month_day) or _back(c, start, _ready)):
            return day.then(lambda p: _checked(p, number, token.word))
        c.at = start
    return Phrase(lambda ref: periods.weekday(number, which, ref), floating=not rel, unit="D")


def _back(c: Cursor, start: int, shape: Callable[[Cursor], Phrase | None]) -> Phrase | None:
    c.at = start
    return shape(c)


def _checked(period: Period, weekday: int, word: str) -> Period:
    if (_one_day(period) - 1) % 7 != weekday:
        raise NotUnderstoodError(Reason("other_weekday", date=iso(period.span[0]), word=word))
    return period


def _years(c: Cursor) -> Phrase | None:
    """1920, the year 1920, the 1930s, the thirties, the twentieth century, «в 31-м году»."""
    if token := c.take("decade"):
        c.take("units", "unit")
        return Phrase(lambda _: periods.decade(int(token.value)), unit="T")
    start = c.at
    if (token := c.take("tens", "ord")) and (c.peek().kind == "units" or token.kind == "tens"):
        c.take("units")
        return Phrase(lambda ref: _decade_named(int(token.value), ref), unit="T")
    c.at = start
    if (token := c.take("ord")) and c.take("century"):
        return Phrase(lambda _: periods.century(int(token.value)), unit="C")
    c.at = start
    _take_unit(c, "Y")
    number = c.peek()
    year = trailing_year(c)
    if year is None or number.kind == "rel":
        return None
    known = int(number.value) if number.kind == "n" else None
    return Phrase(lambda ref: periods.year_period(year(ref)), unit="Y", year=known)


def _decade_named(tens: int, ref: Ref) -> Period:
    this = civil(ref.at)[0]
    if tens % 10 or this % 100 // 10 * 10 == tens % 100:
        raise NotUnderstoodError(Reason("which_century"))
    return periods.decade(this // 10 * 10 - (this // 10 * 10 - tens) % 100)


def _day_alone(c: Cursor) -> Phrase | None:
    """On the 5th; a bare number only where another end follows ("from 3 to 17 March")."""
    token = c.take("n", "ord")
    if token is None or not 1 <= float(token.value) <= 31:
        return None
    if token.kind == "n" and c.peek().kind not in ("through", "until", "upto", "dash", "and", "or"):
        return None
    number = int(float(token.value))
    return Phrase(lambda ref: _latest_day(number, ref), floating=True, unit="D")


def _latest_day(number: int, ref: Ref) -> Period:
    step = 1 if ref.forward else -1
    for away in range(62):
        at = ref.at + step * away
        if civil(at)[2] == number:
            return periods.day(at)
    raise NotUnderstoodError(Reason("no_month_with_day", day=number))


SHAPES: tuple[Callable[[Cursor], Phrase | None], ...] = (
    _ready,
    counted_from,
    _relative_day,
    _eve,
    _day_month,
    _month_day,
    _holiday,
    _month,
    _season,
    _related_unit,
    _weekday,
    _years,
    _day_alone,
)
"""In the order in which they are tried: the first that fits is taken."""
