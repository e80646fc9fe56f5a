"""Why a text is not an EDTF date, said so that the person can mend it.

Only read when reading has failed, so it may be slow. Each shape that people type instead of EDTF has
one line here.
"""

from __future__ import annotations

import re

from kartoteka.model.days import month_length

GENERAL = (
    "write it as EDTF: 2025-03-25, 2025-03, 2025, 2025-03~ (about), 2025-02/2025-03, 2025-03/.."
)

_SHAPES: tuple[tuple[str, str], ...] = (
    (r"P[\dT].*", "that is a duration; it says how long, not when"),
    (r"(\d\d?)[./](\d\d?)[./](\d{4})", r"write the year first: {3}-{2:0>2}-{1:0>2}"),
    (r"(\d{4})[./](\d\d?)[./](\d\d?)", r"write hyphens: {1}-{2:0>2}-{3:0>2}"),
    (r"(\d{4})-(\d\d?)-(\d\d?)", r"write two digits: {1}-{2:0>2}-{3:0>2}"),
    (r"(\d{4})-(\d)", r"write two digits for the month: {1}-{2:0>2}"),
    (r"(\d{4})-(\d{4})", r"write an interval with a slash: {1}/{2}"),
    (r"(\d{4})(\d\d)(\d\d)", r"write hyphens: {1}-{2}-{3}"),
    (r"-?(\d{1,3})", r"write a year with four digits: {1:0>4}"),
    (r"-?(\d{5,})", r"write a year beyond 9999 with a Y: Y{1}"),
    (r"(\d{3}[xu]|\d\d[xu]{2}).*", "write a capital X for a digit that is not known"),
    (r"\s+[-\dX?~%]+|[-\dX?~%]+\s+", "leave out the spaces: 2025-02/2025-03, [2024,2025]"),
    (r"\d{4}-\d\d-\d\d[T ].*", "write the time as 2025-03-25T14:30:00, with Z or +03:00 if known"),
    (r".*[–—].*", "it has a dash; EDTF uses hyphens (2025-03-25) and a slash (2025-02/2025-03)"),
    (r".*[^\W\d_]{3}.*", "it is in words, and only EDTF is read here, like 2025-03-25 or 2025-03"),
)  # what people type (a whole text) → what to write; {n} is the n-th group


def reason(text: str) -> str:
    """Return why a text is not EDTF, and what to write.

    >>> reason("2025-13")
    'there is no month 13; 01 to 12 are months, 21 to 41 seasons and other parts of a year'
    >>> reason("2025-02-30")
    'February 2025 has 28 days'
    >>> reason("25.3.2025")
    'write the year first: 2025-03-25'
    """
    if not text:
        return "it is empty"
    if match := re.fullmatch(r"(-?\d{4})-(\d\d)(?:-(\d\d))?[?~%]?", text, re.ASCII):
        return _not_in_calendar(int(match[1]), int(match[2]), match[3])
    if re.fullmatch(r"[-\dX?~%]+", text, re.ASCII) and "X" in text:
        return "no day of the calendar fits these digits"
    for shape, advice in _SHAPES:
        if match := re.fullmatch(shape, text, re.DOTALL):
            return advice.format(*(match[0], *match.groups()))
    return GENERAL


MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _not_in_calendar(year: int, month: int, day: str | None) -> str:
    if month in range(21, 42) and day is not None:
        return f"{month} is a season or another part of a year, which has no days in EDTF"
    if not 1 <= month <= 12:
        later = year // 100 * 100 + month
        years = f"; for years write {year}/{later}" if later > year else ""
        return (
            f"there is no month {month:02d}; 01 to 12 are months, "
            "21 to 41 seasons and other parts of a year" + years
        )
    return f"{MONTH_NAMES[month - 1]} {year} has {month_length(year, month)} days"
