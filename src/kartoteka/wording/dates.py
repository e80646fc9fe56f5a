"""Dates and durations as people say them, in English and Russian.

In: the values of ``model/dates.py``. Out: words, with the sentences from ``texts/dates.yaml`` and the names
of months, seasons and their cases from ``date_names.py``. Each function says one thing in one place of a
sentence: :func:`say_date` as a heading or after a dash, :func:`say_when` as an answer to "when?",
:func:`say_since` to "since when?".
"""

from __future__ import annotations

import re
from functools import lru_cache

from kartoteka.model.dates import Day, Duration, UncertainDate, civil, day_edtf, iso
from kartoteka.model.edtf import bounds
from kartoteka.wording.date_names import Said, name
from kartoteka.wording.texts import say

_MARKS = re.compile(r"[?~%]")
_DURATION = re.compile(r"(\d+(?:[.,]\d+)?)([YMWDHS])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "S": "second"}


def say_date(date: UncertainDate, lang: str = "en") -> str:
    """Return a date in words.

    Parameters
    ----------
    date
        Any date; its EDTF is said, not the words it was typed in (these may be "last week").
    lang
        ``en`` or ``ru``; any other language is answered in English.

    Examples
    --------
    >>> from kartoteka.model.dates import read_edtf
    >>> say_date(read_edtf("2025-03-02/2025-03-17")), say_date(read_edtf("2025-03~"))
    ('2 to 17 March 2025', 'about March 2025')
    >>> say_date(read_edtf("2025-03~/.."), "ru")
    'примерно с марта 2025 г., по последним сведениям — по-прежнему'
    """
    if "/" in date.edtf:
        return _interval(date.edtf, lang)
    return _single(date.edtf, lang)


def say_when(date: UncertainDate, lang: str = "en") -> str:
    """Return a date as an answer to "when?", for the middle of a sentence.

    Examples
    --------
    >>> from kartoteka.model.dates import read_edtf
    >>> say_when(read_edtf("2025-03")), say_when(read_edtf("2025-03-02/2025-03-17"))
    ('in March 2025', 'from 2 to 17 March 2025')
    >>> say_when(read_edtf("2024-21"), "ru"), say_when(read_edtf("1920~"), "ru")
    ('весной 2024 г.', 'около 1920 г.')
    """
    start, _, end = date.edtf.partition("/")
    edtf = start if start == end != ".." else date.edtf
    if "/" in edtf:
        said = _interval(edtf, lang)
        closed = not {start, end} & {"", ".."}
        return f"from {said}" if lang != "ru" and closed and not said.startswith("from ") else said
    if "~" in edtf or "%" in edtf:
        return _single(edtf, lang)
    said = _named(edtf, lang)
    if said is None:
        return _single(edtf, lang)
    return _doubted(said.when, edtf, lang)


def say_since(date: UncertainDate, lang: str = "en") -> str:
    """Return since when something has been so: the beginning of a date.

    Examples
    --------
    >>> from kartoteka.model.dates import read_edtf
    >>> say_since(read_edtf("2025-03~/..")), say_since(read_edtf("2025-03-02/.."), "ru")
    ('since about March 2025', 'со 2 марта 2025 г.')
    """
    start, _, end = date.edtf.partition("/")
    if start in ("", "..") and end in ("", ".."):
        return say("dates.any_time", lang)
    if date.b1 is None and date.b0 is not None:
        return say("dates.not_before", lang, date=_form(day_edtf(date.b0), lang, "of"))
    if start in ("", ".."):
        return say("dates.since_at_latest", lang, date=_start(end, lang, ""))
    if date.b0 is None and date.b1 is not None:
        return say("dates.since_at_latest", lang, date=_start(day_edtf(date.b1), lang, ""))
    return say("dates.since", lang, start=_start(start, lang, ""))


def say_day(day: Day, lang: str = "en") -> str:
    """Return a day in words.

    >>> say_day(739335), say_day(739335, "ru")
    ('25 March 2025', '25 марта 2025 г.')
    """
    return _form(day_edtf(day), lang, "name")


def say_duration(duration: Duration, lang: str = "en") -> str:
    """Return a length of time in words.

    Examples
    --------
    >>> from kartoteka.model.dates import read_duration
    >>> [say_duration(read_duration(text)) for text in ("P2W", "P1M~", "P1Y6M", "P4D%")]
    ['2 weeks', 'about a month', '1 year 6 months', 'roughly 4 days']
    >>> [say_duration(read_duration(text), "ru") for text in ("P2W", "P1M~", "P5M~")]
    ['2 недели', 'около месяца', 'около 5 месяцев']
    """
    mark = duration.text[-1] if duration.text[-1] in "?~%" else ""
    case = "_of" if mark == "~" else ""
    days, _, time = duration.text.rstrip("?~%").partition("T")
    parts = [(float(n.replace(",", ".")), _UNITS[unit]) for n, unit in _DURATION.findall(days)]
    parts += [
        (float(n.replace(",", ".")), "minute" if unit == "M" else _UNITS[unit])
        for n, unit in _DURATION.findall(time)
    ]
    said = _length([(n, unit) for n, unit in parts if n] or parts[-1:], case, lang)
    if mark in ("~", "%"):
        return say("dates.length_about" if mark == "~" else "dates.length_several", lang, said=said)
    return say("dates.uncertain", lang, said=said) if mark else said


def _length(parts: list[tuple[float, str]], case: str, lang: str) -> str:
    if len(parts) == 1 and parts[0][0] == 1:
        return say(f"dates.a_{parts[0][1]}{case}", lang)
    if parts == [(6.0, "month")]:
        return say(f"dates.half_a_year{case}", lang)
    return " ".join(_counted(n, unit, case, lang) for n, unit in parts)


def _counted(number: float, unit: str, case: str, lang: str) -> str:
    whole = number == int(number)
    text = say(f"dates.{unit}s{case}", lang, n=int(number) if whole else number)
    return text.replace(".", ",", 1) if lang == "ru" and not whole else text


@lru_cache(maxsize=16384)
def _interval(edtf: str, lang: str) -> str:
    start, _, end = edtf.partition("/")
    if start in ("", "..") and end in ("", ".."):
        return say("dates.any_time", lang)
    if end in ("", ".."):
        key = "still" if end == ".." else "end_unknown"
        return say(f"dates.{key}", lang, start=_start(start, lang, ""))
    if start == "..":
        return _not_after(end, lang)
    if start == "":
        return say("dates.start_unknown", lang, end=_form(end, lang, "of"))
    return _closed(start, end, lang)


def _closed(start: str, end: str, lang: str) -> str:
    if start == end:
        return _form(start, lang, "name")
    shared = _shared(start, end)
    said = {"start": _start(start, lang, shared), "end": _end(end, lang)}
    plain = re.fullmatch(r"[-\d]+/[-\d]+", f"{start}/{end}")
    return say("dates.from_to" if plain else "dates.from_about", lang, **said)


def _shared(start: str, end: str) -> str:
    """Tell what the end says for both: nothing, the year, or the year and the month."""
    if not (re.fullmatch(r"\d{4}-(?:0\d|1[0-2]).*", start) and start[:4] == end[:4]):
        return ""
    if len(start) == len(end) == 10 and start[:7] == end[:7] and not _MARKS.search(start + end):
        return "month"
    plain = re.fullmatch(r"\d{4}-(?:0\d|1[0-2])(?:-\d\d)?", start) and end[4:5] == "-"
    return "year" if plain and int(end[5:7]) <= 12 else ""


def _start(edtf: str, lang: str, omit: str) -> str:
    """Say the beginning of an interval; in Russian with its preposition: «примерно с марта»."""
    if lang != "ru":
        return _form(edtf, lang, "of", omit=omit)
    said = _plain(edtf, lang, "of", omit)
    preposition = "со" if re.match(r"2\b", said) or said.startswith("вт") else "с"
    about = "примерно " if _approximate(edtf) else ""
    return _doubted(f"{about}{preposition} {said}", edtf, lang)


def _end(edtf: str, lang: str) -> str:
    if lang != "ru" or not _approximate(edtf):
        return _form(edtf, lang, "to")
    return _doubted(f"примерно {_plain(edtf, lang, 'to', '')}", edtf, lang)


@lru_cache(maxsize=16384)
def _single(edtf: str, lang: str) -> str:
    if edtf[0] in "[{" and _named(edtf, lang) is None:
        return _set(edtf, lang)
    return _form(edtf, lang, "name")


def _form(edtf: str, lang: str, case: str, *, omit: str = "") -> str:
    """Say one date with its marks, in a case."""
    if _approximate(edtf):
        said = say("dates.about", lang, date=_plain(edtf, lang, "of", omit))
    else:
        said = _plain(edtf, lang, case, omit)
    return _doubted(said, edtf, lang)


def _approximate(edtf: str) -> bool:
    return "~" in edtf or "%" in edtf


def _doubted(said: str, edtf: str, lang: str) -> str:
    doubted = "?" in edtf or "%" in edtf
    return say("dates.uncertain", lang, said=said) if doubted else said


@lru_cache(maxsize=16384)
def _named(edtf: str, lang: str, omit: str = "") -> Said | None:
    return name(_MARKS.sub("", edtf), "ru" if lang == "ru" else "en", omit=omit)


def _plain(edtf: str, lang: str, case: str, omit: str) -> str:
    said = _named(edtf, lang, omit)
    if said is not None:
        return str(getattr(said, case))
    low, _, _, high = bounds(_MARKS.sub("", edtf))
    if low is None or high is None or _too_far(low) or _too_far(high):
        return edtf
    first, last = _coarsest(low, high)
    return _plain(first, lang, case, omit) if first == last else _between(first, last, lang, case)


def _too_far(day: Day) -> bool:
    return abs(civil(day)[0]) > 9999


def _coarsest(low: Day, high: Day) -> tuple[str, str]:
    """Return the two days as years where whole years lie between them, as months where whole months do."""
    first, last, next_day = iso(low), iso(high), iso(high + 1)
    for ending in ("-01-01", "-01"):
        if first.endswith(ending) and next_day.endswith(ending):
            return first[: -len(ending)], last[: -len(ending)]
    return first, last


_MOMENT = {"of": "какого-то времени", "to": "какое-то время"}


def _between(first: str, last: str, lang: str, case: str) -> str:
    start = _plain(first, lang, "by", _shared(first, last))
    moment = _MOMENT.get(case, "в какой-то момент") if lang == "ru" else "some time"
    return say("dates.between", lang, moment=moment, start=start, end=_form(last, lang, "by"))


def _set(edtf: str, lang: str) -> str:
    members = edtf[1:-1].split(",")
    if len(members) > 1:
        said = [_member(member, lang) for member in members]
        key = "or" if edtf[0] == "[" else "and"
        return say(f"dates.{key}", lang, start=", ".join(said[:-1]), end=said[-1])
    return _member(members[0], lang)


def _member(member: str, lang: str) -> str:
    start, dots, end = member.partition("..")
    if not dots:
        return _form(member, lang, "name")
    if not start:
        return _not_after(end, lang)
    if not end:
        return say("dates.not_before", lang, date=_form(start, lang, "of"))
    return _between(start, end, lang, "name")


def _not_after(edtf: str, lang: str) -> str:
    high = bounds(edtf)[3]
    if edtf[0] in "[{" and high is not None and _named(edtf, lang) is None:
        edtf = iso(high)
    return say("dates.not_after", lang, date=_form(edtf, lang, "of"))
