"""When, in words: English and Russian phrases, resolved against the date of writing.

In: "in early March", «чуть больше месяца», or EDTF. Out: :class:`When`, a date, a duration or both, with the
words kept. Nothing is guessed: what is not understood, or counts from a day of writing that is not known, is
refused with the reason.

Stages, each a module: ``tokens`` (words → canonical tokens; the words are data, ``english`` and ``russian``),
``grammar`` with ``amounts`` and ``bases`` (tokens → phrases), ``periods`` (phrases → EDTF, by the calendar).

Deviates from dateparser and ``text_to_edtf``, which answer "in the 1930s" with today and «около 1920» with a
day in November.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kartoteka.errors import UnreadableDate
from kartoteka.model.dates import Duration, UncertainDate, read_duration, read_edtf
from kartoteka.model.datewords import periods
from kartoteka.model.datewords.grammar import Resolve, read
from kartoteka.model.datewords.periods import Ref
from kartoteka.model.datewords.tokens import NoSuchDayError, NotUnderstoodError, tokenise
from kartoteka.model.days import iso
from kartoteka.model.edtf import bounds
from kartoteka.model.reasons import Reason

_DURATION = re.compile(r"P[\dT]\S*", re.ASCII)
_EDTF_LETTERS = re.compile(r"[-\dTZXYES/.,:+?~%\[\]{} ]*", re.ASCII)
_EDTF_SHAPE = re.compile(r"-?\d{4}(?:-\d\d){1,2}[?~%]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class When:
    """When something was, or how long it lasted, or both; ``words`` as typed, None for EDTF."""

    date: UncertainDate | None
    duration: Duration | None
    words: str | None = None


def read_when(text: str, written: UncertainDate | None = None, lang: str | None = None) -> When:
    """Read a date or a duration, in EDTF, ISO 8601 or words.

    Parameters
    ----------
    text
        EDTF, an ISO 8601 duration, or English or Russian words.
    written
        When the words were written; "last week" counts from there. Where that is uncertain, so is the
        answer.
    lang
        BCP 47 code of the words' language. The words are understood without it; it only decides
        that 3/4/2025 has the day first (every language but English).

    Returns
    -------
    When
        A date, a duration or both.

    Raises
    ------
    UnreadableDate
        Not understood, or relative to a day of writing that is not known; the reason says which.

    Examples
    --------
    >>> letter = read_edtf("2025-03-25")
    >>> read_when("last week", letter).date.edtf
    '[2025-03-17..2025-03-23]'
    >>> read_when("чуть больше месяца").duration.text
    'P1M~'
    """
    typed = text.strip()
    if _DURATION.fullmatch(typed):
        return When(None, read_duration(typed))
    reason = None
    if _EDTF_LETTERS.fullmatch(typed):
        try:
            return When(read_edtf(typed), None)
        except UnreadableDate as error:
            reason = error.reason
    try:
        if _EDTF_SHAPE.fullmatch(
            typed
        ):  # 2012-13 has a wrong month; as words it would be two years
            raise NotUnderstoodError
        return _from_words(typed, written, day_first=lang is not None and lang[:2] != "en")
    except NoSuchDayError as error:
        raise UnreadableDate(text, error.args[0]) from None
    except NotUnderstoodError as error:
        raise UnreadableDate(text, reason or _hinted(error)) from None


def _hinted(error: NotUnderstoodError) -> Reason:
    why = error.args[0] if error.args else ""
    return Reason("in_words_hint", why=why) if why else Reason("hint")


def _would_be(edtf: str, error: ValueError) -> Reason:
    why = error.args[0]
    return Reason("would_be", date=edtf, why=why) if edtf else Reason("would_be_none", why=why)


def _from_words(typed: str, written: UncertainDate | None, *, day_first: bool) -> When:
    reading = read(tokenise(typed, day_first=day_first))
    duration = read_duration(reading.duration) if reading.duration else None
    if reading.date is None:
        if typed[:3].casefold() == "in ":
            raise NotUnderstoodError(Reason("how_long_or_soon"))
        return When(None, duration, typed)
    edtf = ""
    try:
        edtf = _resolved(reading.date, written)
        return When(UncertainDate(edtf, *bounds(edtf), typed), duration, typed)
    except NotUnderstoodError:
        raise
    except ValueError as error:  # outside the years that EDTF writes with four digits, or reversed
        raise NotUnderstoodError(_would_be(edtf, error)) from None


def _resolved(resolve: Resolve, written: UncertainDate | None) -> str:
    """Return the EDTF for the words, as wide as the day of writing is uncertain."""
    if written is None or written.b0 is None or written.e1 is None:
        return resolve(Ref(None))
    early, late = resolve(Ref(written.b0)), resolve(Ref(written.e1))
    if early == late:
        return early
    if "/" not in early:
        return _hull(early, late)
    ends = zip(early.split("/"), late.split("/"), strict=True)
    return "/".join(a if a == b else _hull(a, b) for a, b in ends)


def _hull(early: str, late: str) -> str:
    low, high = bounds(early)[0], bounds(late)[3]
    if low is not None and high is not None:
        return periods.days(low, high).edtf
    return f"[{iso(low) if low is not None else ''}..{iso(high) if high is not None else ''}]"
