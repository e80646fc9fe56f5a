"""A journey drawn in letters: one row a stay, time from left to right.

In: the episodes of a journey. Out: lines::

    Salt Yard             ████████░░
    cell 7                      ░░████████▶
                          2024  4   7   10

Full where somebody certainly was, light where they may have been, an arrow where it was still so when last
heard or had begun before anybody says.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.voice import Voice
from kartoteka.model.days import Day, civil, day_of
from kartoteka.model.lives import Episode
from kartoteka.relate.heard import known_days

CERTAIN, POSSIBLE, MOVE = "█", "░", "┄"
LABEL = 28
"""Columns for the names of places."""

Span = tuple[Day, Day]


def timeline(page: Page, voice: Voice, journey: Sequence[Episode]) -> None:
    """Draw a journey, where at least two of its stays have times."""
    span = span_of(journey)
    if span is None or len(journey) < 2:
        return
    columns = page.width - LABEL - 2
    for episode in journey:
        label = _label(voice, episode)
        line = Text(label.ljust(LABEL) + " ", style="")
        line.append(bar(episode, span, columns), style="cyan")
        page.put(line)
    ruler = ticks(span, columns)
    page.put(Text(" " * (LABEL + 1) + ruler, style="dim"))
    page.put(Text(" " * (LABEL + 1) + voice.say("timeline_legend"), style="dim"))


def _label(voice: Voice, episode: Episode) -> str:
    name = voice.name(episode.place)
    name = f"→ {name}" if episode.what == "transfer" else name
    return name if len(name) <= LABEL else name[: LABEL - 1].rstrip() + "…"


def span_of(journey: Sequence[Episode]) -> Span | None:
    """Return the first and last day to draw; None where nothing has a time."""
    days: list[Day] = []
    for episode in journey:
        when = episode.when
        bounds = (when.b0, when.b1, when.e0, when.e1) if when else ()
        days += [day for day in bounds if day is not None]
        written = (e.written for e in episode.attested.evidence)
        days += [w.e1 for w in written if w and w.e1 is not None and when and when.is_open_end]
    return (min(days), max(days)) if days and min(days) < max(days) else None


def bar(episode: Episode, span: Span, columns: int) -> str:
    """Return one row of the drawing, ``columns`` wide."""
    when = episode.when
    if when is None:
        return ""
    certain = known_days(episode.attested)
    first = span[0] if when.b0 is None else when.b0
    last = span[1] if when.e1 is None else when.e1
    possible = POSSIBLE if episode.what == "stay" else MOVE
    row = [" "] * columns
    for column in range(_column(first, span, columns), _column(last, span, columns) + 1):
        row[column] = possible
    if certain and episode.what == "stay":
        for column in range(
            _column(certain[0], span, columns), _column(certain[1], span, columns) + 1
        ):
            row[column] = CERTAIN
    if when.b0 is None:
        row[0] = "◀"
    if when.e1 is None:
        row[-1] = "▶"
    return "".join(row).rstrip()


def _column(day: Day, span: Span, columns: int) -> int:
    first, last = span
    place = (min(max(day, first), last) - first) * (columns - 1) / max(1, last - first)
    return round(place)


def ticks(span: Span, columns: int) -> str:
    """Return the ruler: years at their beginning, months (as numbers) between where there is room.

    >>> ticks((day_of(2024, 1, 1), day_of(2024, 12, 31)), 24)
    '2024  4     7     10'
    """
    ruler = [" "] * columns
    for day, label, is_year in _marks(span):
        at = _column(day, span, columns)
        room = ruler[max(0, at - 1) : at + len(label) + 1]
        if at + len(label) <= columns and (is_year or not "".join(room).strip()):
            ruler[at : at + len(label)] = label
    return "".join(ruler).rstrip()


def _marks(span: Span) -> list[tuple[Day, str, bool]]:
    """Return the days to mark, each with its label: years first, so that months give way to them."""
    first, last = civil(span[0]), civil(span[1])
    step = max(1, (last[0] - first[0]) // 12)
    years = [
        (max(span[0], day_of(year, 1, 1)), str(year), True)
        for year in range(first[0], last[0] + 1, step)
    ]
    months = [
        (day, str(month), False)
        for year in range(first[0], last[0] + 1)
        for month in (4, 7, 10)
        if last[0] - first[0] <= 3 and span[0] < (day := day_of(year, month, 1)) <= span[1]
    ]
    return [*years, *months]
