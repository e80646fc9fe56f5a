"""Why a text is not an EDTF date, said so that the person can mend it.

Only read when reading has failed, so it may be slow. Each shape that people type instead of EDTF has
one line here.
"""

from __future__ import annotations

import re

from kartoteka.model.days import month_length
from kartoteka.model.reasons import Reason

_SHAPES: tuple[tuple[str, str, str], ...] = (
    (r"P[\dT].*", "is_duration", ""),
    (r"(\d\d?)[./](\d\d?)[./](\d{4})", "year_first", r"{3}-{2:0>2}-{1:0>2}"),
    (r"(\d{4})[./](\d\d?)[./](\d\d?)", "hyphens", r"{1}-{2:0>2}-{3:0>2}"),
    (r"(\d{4})-(\d\d?)-(\d\d?)", "two_digits", r"{1}-{2:0>2}-{3:0>2}"),
    (r"(\d{4})-(\d)", "two_digits_month", r"{1}-{2:0>2}"),
    (r"(\d{4})-(\d{4})", "slash", r"{1}/{2}"),
    (r"(\d{4})(\d\d)(\d\d)", "hyphens", r"{1}-{2}-{3}"),
    (r"-?(\d{1,3})", "four_digits", r"{1:0>4}"),
    (r"-?(\d{5,})", "beyond_9999", r"Y{1}"),
    (r"(\d{3}[xu]|\d\d[xu]{2}).*", "capital_x", ""),
    (r"\s+[-\dX?~%]+|[-\dX?~%]+\s+", "no_spaces", ""),
    (r"\d{4}-\d\d-\d\d[T ].*", "time", ""),
    (r".*[–—].*", "dash", ""),
    (r".*[^\W\d_]{3}.*", "in_words", ""),
)  # what people type (a whole text) → why not, and what to write; {n} is the n-th group


def reason(text: str) -> Reason:
    """Return why a text is not EDTF, and what to write.

    >>> reason("2025-13")
    'there is no month 13; 01 to 12 are months, 21 to 41 seasons and other parts of a year'
    >>> reason("2025-02-30")
    'the month 2025-02 has 28 days'
    >>> reason("25.3.2025")
    'write the year first: 2025-03-25'
    """
    if not text:
        return Reason("empty")
    if match := re.fullmatch(r"(-?\d{4})-(\d\d)(?:-(\d\d))?[?~%]?", text, re.ASCII):
        return _not_in_calendar(int(match[1]), int(match[2]), match[3])
    if re.fullmatch(r"[-\dX?~%]+", text, re.ASCII) and "X" in text:
        return Reason("not_fitting")
    for shape, key, date in _SHAPES:
        if match := re.fullmatch(shape, text, re.DOTALL):
            return Reason(key, date=date.format(*(match[0], *match.groups())))
    return Reason("general")


MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _not_in_calendar(year: int, month: int, day: str | None) -> Reason:
    if month in range(21, 42) and day is not None:
        return Reason("season_has_no_days", month=month)
    if not 1 <= month <= 12:
        later = year // 100 * 100 + month
        if later > year:
            return Reason("no_month_years", month=f"{month:02d}", years=f"{year}/{later}")
        return Reason("no_month", month=f"{month:02d}")
    return Reason("month_length", month=f"{year}-{month:02d}", days=month_length(year, month))
