"""Tokens → what they say of time. One grammar for both languages, because the tokens are the same.

::

    when    = amount | amount date | date amount | past amount | amount already
    date    = before P | after P | since P [until P] | until P | by P | between P and P | P or P | P – P | P
    P       = {about | maybe} [whole] [part] base
    base    = a day, month, season, year, decade …; or counted: "three days ago", "last week", "the eve of …"

A :class:`Phrase` is resolved later, against a day to count from. It *floats* where the calendar gives it but
not the year ("in March"): in "from November to March 2025" one end then finds the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kartoteka.model.datewords import periods
from kartoteka.model.datewords.amounts import Cursor, amount
from kartoteka.model.datewords.bases import Phrase, base, counted_from, trailing_year
from kartoteka.model.datewords.periods import Period, Ref
from kartoteka.model.datewords.tokens import NotUnderstoodError, Token
from kartoteka.model.days import iso
from kartoteka.model.durations import read_duration
from kartoteka.model.reasons import Reason

Resolve = Callable[[Ref], str]
"""A day to count from → EDTF."""


class Reading(NamedTuple):
    """What a phrase says: when (still to be resolved), and for how long (ISO 8601)."""

    date: Resolve | None
    duration: str | None


def read(tokens: list[Token]) -> Reading:
    """Return what tokens say; NotUnderstoodError, with the reason, where it is not one of the known shapes.

    >>> from kartoteka.model.datewords.tokens import tokenise
    >>> read(tokenise("two weeks")).duration
    'P2W'
    """
    for shape in (_lasting, _past, _dated):
        c = Cursor(tokens)
        reading = shape(c)
        if reading is not None and c.done:
            return reading
    left = Cursor(tokens)
    _dated(left)
    word = left.peek().word or tokens[-1].word if tokens else ""
    raise NotUnderstoodError(Reason("not_one_date", word=word))


def _lasting(c: Cursor) -> Reading | None:
    """Read a length of time, alone, or with when: "two weeks", "two weeks in March", "two weeks already"."""
    already = c.take("already")
    counted = c.peek().kind in ("n", "dec", "several", "couple", "about", "more")
    length = amount(c)
    if length is None or c.peek().kind in ("ago", "before", "after", "upto"):
        return None
    now = c.take("already") or (c.peek() == ("day", "0", c.peek().word) and c.take("day"))
    if c.done:
        return Reading(_so_far(length), length) if already or now else Reading(None, length)
    date = date_phrase(c) if counted and not now else None
    return Reading(date, length) if date else None


def _so_far(length: str) -> Resolve:
    return lambda ref: f"{_back_from(ref, length).edtf}/.."


def _back_from(ref: Ref, length: str) -> Period:
    duration = read_duration(length)
    return periods.days(ref.at - int(duration.days_max + 0.999), ref.at - int(duration.days_min))


def _past(c: Cursor) -> Reading | None:
    """Read the stretch up to the day of writing: "the last two weeks", «за последний месяц»."""
    c.take("within")
    c.take("whole")
    rel = c.take("rel")
    if rel is None or rel.value not in ("last", "past"):
        return None
    if rel.value == "last" and c.peek().kind not in ("n", "several", "couple"):
        return None
    length = amount(c)
    if length is None:
        return None
    return Reading(_until_then(length), length)


def _until_then(length: str) -> Resolve:
    return lambda ref: f"{_back_from(ref, length).edtf}/{iso(ref.at)}"


def _dated(c: Cursor) -> Reading | None:
    date = date_phrase(c)
    if date is None:
        return None
    return Reading(date, None if c.done else amount(c))


def date_phrase(c: Cursor) -> Resolve | None:
    """Return the date at the cursor: a period, or how something lies to one or two of them."""
    if word := c.take("before", "after", "notbefore", "by", "upto", "until", "through"):
        return _one_sided(word.kind, c)
    if c.take("between"):
        return _two(c, ("and",), _sometime_between)
    if c.take("since"):
        return _two(c, ("through", "until", "upto", "by", "dash"), _lasting_from_to) or _since(c)
    if c.take("dated"):
        return _two(c, ("through", "until", "upto"), _lasting_from_to) or _single(c)
    return (
        _two(c, ("dash", "through", "until"), _lasting_from_to)
        or _two(c, ("or",), lambda x, y: f"[{x.edtf},{y.edtf}]")
        or _single(c)
    )


def _one_sided(kind: str, c: Cursor) -> Resolve | None:
    if kind == "upto" and c.peek().kind == "day":  # «до сих пор»: it lasted until then
        kind = "until"
    phrase = _period(c)
    if phrase is None:
        return None
    write: dict[str, Callable[[Period], str]] = {
        "before": lambda p: f"../{periods.before(p)}",
        "after": lambda p: f"[{periods.after(p)}..]",
        "notbefore": lambda p: f"[{iso(p.span[0]) if p.edtf[0] == '[' else p.edtf}..]",
        "by": lambda p: f"../{p.edtf}",
        "upto": lambda p: f"../{p.edtf}",
        "until": lambda p: f"/{p.edtf}",
        "through": lambda p: f"/{p.edtf}",
    }
    return lambda ref: write[kind](phrase.resolve(ref))


def _since(c: Cursor) -> Resolve | None:
    phrase = _period(c)
    return phrase and (lambda ref: f"{phrase.resolve(ref).edtf}/..")


def _single(c: Cursor) -> Resolve | None:
    phrase = _period(c)
    return phrase and (lambda ref: phrase.resolve(ref).edtf)


def _two(
    c: Cursor, joints: tuple[str, ...], write: Callable[[Period, Period], str]
) -> Resolve | None:
    """Two periods with a word between them; None, nothing read, where there are not two."""
    start = c.at
    first = _period(c)
    joint = c.take(*joints) if first else None
    if first is None or joint is None:
        c.at = start
        return None
    if c.done is False and c.peek() == ("day", "0", c.peek().word) and write is _lasting_from_to:
        c.take("day")
        return lambda ref: f"{first.resolve(ref).edtf}/.."
    second = _short_second(c, first) or _period(c)
    if second is None:
        c.at = start
        return None
    return lambda ref: write(*_resolve_both(first, second, ref))


def _short_second(c: Cursor, first: Phrase) -> Phrase | None:
    """Read the 17 in "March 3–17, 2025", the 32 in "1930–32": what is left out is the first one's."""
    token = c.peek()
    if token.kind not in ("n", "year2") or float(token.value) > 99 or c.peek(1).kind == "month":
        return None
    if first.year is not None and first.unit in "YS":
        c.take(token.kind)
        end = first.year // 100 * 100 + int(token.value)
        return Phrase(lambda _: periods.year_period(end), unit="Y", year=end)
    if first.unit == "D" and first.month is not None:
        c.take("n")
        year = trailing_year(c)
        return _same_month(int(token.value), first.month, year)
    return None


def _same_month(day: int, month: int, year: Callable[[Ref], int] | None) -> Phrase:
    def make(y: int) -> Period:
        return periods.calendar_day(y, month, day)

    if year is None:
        return Phrase(lambda ref: periods.nearest(make, ref), floating=True, unit="D")
    return Phrase(lambda ref: make(year(ref)), unit="D")


def _resolve_both(first: Phrase, second: Phrase, ref: Ref) -> tuple[Period, Period]:
    if second.floating and not first.floating:
        start = first.resolve(ref)
        return start, second.resolve(Ref(start.span[0], forward=True))
    end = second.resolve(ref)
    return first.resolve(Ref(end.span[0]) if first.floating else ref), end


def _lasting_from_to(start: Period, end: Period) -> str:
    return f"{start.edtf}/{end.edtf}"


def _sometime_between(start: Period, end: Period) -> str:
    if "[" in start.edtf + end.edtf:
        return periods.days(start.span[0], end.span[1]).edtf
    return f"[{start.edtf}..{end.edtf}]"


_MARKS = {"": "", "a": "~", "m": "?", "am": "%"}


def _period(c: Cursor) -> Phrase | None:
    """One period with what is said about it: "probably around the end of March"."""
    start = c.at
    if c.peek().kind == "within":
        if (phrase := counted_from(c)) is not None:  # «за неделю до 5 марта»
            return phrase
        c.at = start + 1
    marks = {token.kind[0] for token in iter(lambda: c.take("about", "maybe"), None)}
    entire = c.take("whole")
    name = _part_name(c)
    phrase = base(c, part=name is not None)
    if phrase is None:
        c.at = start
        return None
    marks |= {token.kind[0] for token in iter(lambda: c.take("about", "maybe"), None)}
    mark = _MARKS["".join(sorted(marks))]
    if not (name or entire or mark):
        return phrase
    return phrase.then(lambda p: _dressed(p, name, mark, entire=entire is not None))


def _dressed(period: Period, name: str | None, mark: str, *, entire: bool) -> Period:
    if name:
        period = periods.part(period, name)
    return periods.whole(period) if entire else periods.marked(period, mark)


def _part_name(c: Cursor) -> str | None:
    if c.peek().kind == "ord" and c.peek(1).kind == "halfof" and c.peek().value in "12":
        name = f"half{c.peek().value}"
        c.at += 2
        return name
    token = c.take("edge")
    if token is not None:
        c.take("dash")
    return token.value if token else None
