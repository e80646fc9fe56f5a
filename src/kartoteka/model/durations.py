"""How long something lasted: ISO 8601 durations with an EDTF mark, as a range of days.

``P2W`` is 14 days; ``P1M`` is 28 to 31, because months differ. People round when they tell, and more
often down than up ("a month" for five weeks or six), so the marks widen unevenly:

========  ===================================  =========  ==================================
mark      meaning                              factor     example
========  ===================================  =========  ==================================
``?``     uncertain: said so, not sure         none       ``P1M?`` 28 to 31 days
``~``     approximate: "about", "a little      7/8, 8/5   ``P1M~`` 24.5 to 49.6 days, that is
          over", "almost"                                 three and a half to seven weeks
``%``     both: "several", "a few"             1/2, 2     ``P4D%`` 2 to 8 days
========  ===================================  =========  ==================================

References: ISO 8601-1:2019 (5.5.2), ISO 8601-2:2019 (qualification).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kartoteka.errors import UnreadableDate
from kartoteka.model.days import month_length
from kartoteka.model.reasons import Reason

WIDENING: dict[str, tuple[float, float]] = {
    "": (1.0, 1.0),
    "?": (1.0, 1.0),
    "~": (7 / 8, 8 / 5),
    "%": (1 / 2, 2.0),
}
"""Mark → factors on the shortest and on the longest length."""

_N = r"(\d{1,7}(?:[.,]\d{1,6})?)"
_DURATION = re.compile(
    rf"P(?:{_N}Y)?(?:{_N}M)?(?:{_N}W)?(?:{_N}D)?(?:T(?:{_N}H)?(?:{_N}M)?(?:{_N}S)?)?([?~%]?)",
    re.ASCII,
)
_CYCLE = (
    48  # months in which every run of months short enough to matter occurs, leap years included
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time.

    Parameters
    ----------
    text
        ISO 8601 with an optional EDTF mark, as typed: ``P2W``, ``P1M~``, ``PT3H``.
    days_min, days_max
        The shortest and the longest it may have been, in days.
    """

    text: str
    days_min: float
    days_max: float

    def __str__(self) -> str:
        return self.text


def read_duration(text: str) -> Duration:
    """Read an ISO 8601 duration with an optional EDTF mark.

    Parameters
    ----------
    text
        ``P1Y6M``, ``P2W``, ``P3D~``, ``PT3H?``; decimals (``P1.5M``) are allowed.

    Returns
    -------
    Duration
        With its range in days.

    Raises
    ------
    UnreadableDate
        It is not a duration; the reason says what would be.

    Examples
    --------
    >>> read_duration("P2W")
    Duration(text='P2W', days_min=14.0, days_max=14.0)
    >>> read_duration("P1M~")
    Duration(text='P1M~', days_min=24.5, days_max=49.6)
    """
    text = text.strip()
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()[:7]) or text.rstrip("?~%").endswith("T"):
        raise UnreadableDate(text, Reason("duration"))
    numbers = [float(group.replace(",", ".")) if group else 0.0 for group in match.groups()[:7]]
    years, months, weeks, days, hours, minutes, seconds = numbers
    exact = weeks * 7 + days + hours / 24 + minutes / 1440 + seconds / 86400
    shortest, longest = months_in_days(years * 12 + months)
    low, high = WIDENING[match[8]]
    return Duration(text, (shortest + exact) * low, (longest + exact) * high)


def months_in_days(months: float) -> tuple[float, float]:
    """Return how many days a number of months in a row has, at least and at most.

    A fraction of a month counts as that fraction of the next month's range. A leap day is expected
    every fourth year; that centuries may lack one is neglected.

    >>> months_in_days(1), months_in_days(12), months_in_days(1.5)
    ((28.0, 31.0), (365.0, 366.0), (43.5, 46.5))
    """
    whole = int(months)
    low, high = _whole_months(whole)
    if months == whole:
        return float(low), float(high)
    next_low, next_high = _whole_months(whole + 1)
    part = months - whole
    return low + part * (next_low - low), high + part * (next_high - high)


@lru_cache(maxsize=1024)
def _whole_months(months: int) -> tuple[int, int]:
    cycles, rest = divmod(months, _CYCLE)
    lengths = [month_length(2000 + i // 12, i % 12 + 1) for i in range(2 * _CYCLE)]
    runs = [sum(lengths[start : start + rest]) for start in range(_CYCLE)]
    return cycles * 1461 + min(runs), cycles * 1461 + max(runs)
