"""A dated state with all its uncertainty: when it can have begun and ended, and one way it may have been.

In: an episode. Out: a :class:`Span`, and from it days: as early as can be, as late as can be, in the
middle of what can be, or drawn by chance. What was "still so" lasts to the day on which it was last
said, and no longer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from kartoteka.model.dates import Day
from kartoteka.model.lives import Episode
from kartoteka.relate.heard import last_heard

Dates = Literal["earliest", "middle", "latest"]
"""Which of the possible days an uncertain date is taken to be."""

DATES: tuple[Dates, ...] = ("earliest", "middle", "latest")

Pick = Callable[[Day, Day], Day]
"""Of the days from … to …, one."""

PICK: dict[Dates, Pick] = {
    "earliest": lambda first, _last: first,
    "middle": lambda first, last: (first + last) // 2,
    "latest": lambda _first, last: last,
}


@dataclass(frozen=True, slots=True)
class Span:
    """A state that lasted from some day to some day.

    Parameters
    ----------
    state
        See ``states``.
    begin, end
        The earliest and the latest day of each.
    length
        The least and the greatest number of days, where only that is known of the end; then ``end`` follows.
    statement, evidence
        The id of the statement, and of all it stands on.
    preferred
        Whether the editor ranked it above what contradicts it.
    """

    state: str
    begin: tuple[Day, Day]
    end: tuple[Day, Day]
    length: tuple[int, int] | None
    statement: str
    evidence: tuple[str, ...]
    preferred: bool = False

    @property
    def uncertain(self) -> bool:
        """Whether it can have been otherwise by a day or more."""
        loose = self.length is not None and self.length[0] != self.length[1]
        return self.begin[0] != self.begin[1] or (
            loose if self.length is not None else self.end[0] != self.end[1]
        )

    def days(self, pick: Pick) -> tuple[Day, Day]:
        """Return the first and last day of one way it may have been."""
        first = pick(*self.begin)
        if self.length is not None:
            return first, first + max(pick(*self.length), 1) - 1
        return first, max(first, pick(*self.end))


def span(episode: Episode, state: str) -> Span | None:
    """Return when the state of an episode held; None where nothing is known of that."""
    when = episode.when
    if when is None:
        return None
    length = None
    if episode.duration is not None:
        length = (max(int(episode.duration.days_min), 1), max(int(episode.duration.days_max), 1))
    begin, end = _bounds(episode, length)
    if begin is None or end is None:
        return None
    statement = episode.attested.statement
    happened = not when.is_interval
    return Span(
        state,
        begin,
        end,
        (length or (1, 1)) if happened else None,
        statement.id,
        episode.evidence,
        statement.rank == "preferred",
    )


def _bounds(
    episode: Episode, length: tuple[int, int] | None
) -> tuple[tuple[Day, Day] | None, tuple[Day, Day] | None]:
    """Return the earliest and latest day of the beginning and of the end."""
    when = episode.when
    assert when is not None  # noqa: S101 - asked above
    begin = _pair(when.b0, when.b1)
    end = _pair(when.e0, when.e1)
    if when.e1 is None:
        heard = last_heard(episode.attested)
        least = max(d for d in (when.e0, when.b1, heard) if d is not None) if begin else None
        end = (least, least) if least is not None else None
    if begin is not None and end is None and length is not None:
        end = (begin[0] + length[0] - 1, begin[1] + length[1] - 1)
    if when.b0 is None and end is not None:
        # Nobody knows since when: as long as was said, else only the day that is known.
        begin = (end[0] - length[1] + 1, end[1] - length[0] + 1) if length else end
    return begin, end


def _pair(low: Day | None, high: Day | None) -> tuple[Day, Day] | None:
    if low is None and high is None:
        return None
    low = high if low is None else low
    high = low if high is None else high
    assert low is not None  # noqa: S101 - one of them is a day
    assert high is not None  # noqa: S101
    return (low, high) if low <= high else (high, low)
