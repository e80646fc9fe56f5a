"""Dates as people know them: with a beginning and an end that are each known only so far.

An :class:`UncertainDate` keeps the text as typed beside four days: a state is *possible* on a day between
the earliest beginning and the latest end, and *certain* between the latest beginning and the earliest end.
A letter's "in March" is possible on every day of March and certain on none; a stay ``2025-02/2025-04`` is
certain in March. ``edtf.py`` reads the text, ``durations.py`` how long something lasted, ``days.py`` counts
days, ``datewords.py`` understands words; this module is what everybody else imports.

The idea of earliest and latest is from ``undate`` (Princeton CDH) and Getty's four-date model.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kartoteka.errors import UnreadableDate
from kartoteka.model.days import Day, civil, day_edtf, day_from_iso, day_of, iso
from kartoteka.model.durations import Duration, read_duration
from kartoteka.model.edtf import bounds

__all__ = [
    "Day",
    "Duration",
    "UncertainDate",
    "civil",
    "day_edtf",
    "day_from_iso",
    "day_of",
    "iso",
    "read_duration",
    "read_edtf",
]


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """A date, or a stretch of time, with what is and is not known of it.

    Parameters
    ----------
    edtf
        As typed where EDTF was typed, else what the words were resolved to.
    b0, b1
        Earliest and latest day of the beginning; ``b0`` None: any time before.
    e0, e1
        Earliest and latest day of the end; ``e1`` None: any time after, or still so.
    words
        The words as typed, where it was words.

    Examples
    --------
    >>> march = read_edtf("2025-03")
    >>> march.possible_on(day_of(2025, 3, 25)), march.certain_on(day_of(2025, 3, 25))
    (True, False)
    """

    edtf: str
    b0: Day | None
    b1: Day | None
    e0: Day | None
    e1: Day | None
    words: str | None = None

    def __str__(self) -> str:
        return self.words or self.edtf

    def possible_on(self, day: Day) -> bool:
        """Tell whether it may have been so on a day.

        >>> read_edtf("../2025-03-25").possible_on(day_of(1990, 1, 1))
        True
        """
        return (self.b0 is None or self.b0 <= day) and (self.e1 is None or day <= self.e1)

    def certain_on(self, day: Day) -> bool:
        """Tell whether it must have been so on a day.

        >>> read_edtf("2025-02/2025-04").certain_on(day_of(2025, 3, 25))
        True
        """
        days = self.certain_days
        return days is not None and days[0] <= day <= days[1]

    @property
    def certain_days(self) -> tuple[Day, Day] | None:
        """The first and last day on which it must have been so; None where there is no such day."""
        if self.b1 is None or self.e0 is None or self.b1 > self.e0:
            return None
        return self.b1, self.e0

    @property
    def is_interval(self) -> bool:
        """Whether it lasted from one date to another; else it happened, or was so, some time then."""
        return "/" in self.edtf

    @property
    def is_open_end(self) -> bool:
        """Whether it was still so when last heard (``2025-03/..``)."""
        return self.edtf.endswith("/..")

    @property
    def is_open_start(self) -> bool:
        """Whether it was at some time not after its end (``../2025-03``)."""
        return self.edtf.startswith("../")

    @property
    def unknown_end(self) -> bool:
        """Whether it ended, nobody knows when (``2025-03/``)."""
        return self.edtf.endswith("/")

    @property
    def unknown_start(self) -> bool:
        """Whether it began, nobody knows when (``/2025-03``)."""
        return self.edtf.startswith("/")


def read_edtf(text: str) -> UncertainDate:
    """Read an EDTF date; for words use :func:`kartoteka.model.datewords.read_when`.

    Parameters
    ----------
    text
        EDTF of level 0, 1 or (most of) 2; spaces around it are ignored.

    Returns
    -------
    UncertainDate
        With the text as typed and its four bounds.

    Raises
    ------
    UnreadableDate
        It is not EDTF; the reason says what is wrong and what to write.

    Examples
    --------
    >>> date = read_edtf("2025-03-25/..")
    >>> iso(date.b0), date.e1, date.is_open_end
    ('2025-03-25', None, True)
    >>> read_edtf("2025-02-30")
    Traceback (most recent call last):
    kartoteka.errors.UnreadableDate: The date '2025-02-30' cannot be read: the month 2025-02 has 28 days
    """
    return _read(text)


@lru_cache(maxsize=65536)
def _read(text: str) -> UncertainDate:
    stripped = text.strip()
    try:
        return UncertainDate(stripped, *bounds(stripped))
    except ValueError as error:
        raise UnreadableDate(text, error.args[0]) from None
