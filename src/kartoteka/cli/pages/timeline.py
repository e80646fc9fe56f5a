"""A journey drawn in letters: one row a place, time from left to right.

In: the episodes of a journey. Out: lines::

    Salt Yard             ████████░░
    cell 7                      ░░████████▶
                          2024  4   7   10

Full where somebody certainly was, light where they may have been, dots where all that is said is "before"; an
arrow where it was still so when last heard, or (on the left) where it goes on beyond the drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from rich.text import Text

from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.voice import Voice
from kartoteka.model.days import Day, civil, day_of
from kartoteka.model.lives import Episode
from kartoteka.relate.heard import known_days, last_heard

CERTAIN, POSSIBLE, MOVE, UNKNOWN, LEFT, RIGHT = "█", "░", "┄", "·", "◀", "▶"
RANK = {" ": 0, UNKNOWN: 1, MOVE: 2, POSSIBLE: 3, CERTAIN: 4}
"""What is drawn over what, where several testimonies speak of one place."""

LABEL = 29
"""Columns for the names of places."""

Span = tuple[Day, Day]
Row = tuple[str, list[Episode]]
"""A place, and what tells of somebody in it."""


def timeline(page: Page, voice: Voice, journey: Sequence[Episode]) -> None:
    """Draw a journey under its heading, where there is more than one thing to draw."""
    span, rows = span_of(journey), rows_of(voice, journey)
    if span is None or sum(len(found) for _, found in rows) < 2:
        return
    page.heading(voice.say("journey"))
    columns = page.width - LABEL - 3
    for place, episodes in rows:
        name = voice.name(place)
        if all(e.what == "transfer" for e in episodes):
            name = f"→ {name}"
        label = name if len(name) <= LABEL else name[: LABEL - 1].rstrip() + "…"
        line = Text(f" {label.ljust(LABEL)} ").append(bar(episodes, span, columns), style="cyan")
        page.line(line)
    page.line(Text(" " * (LABEL + 2) + ticks(span, columns), style="dim"))
    page.line(Text(voice.say("timeline_legend").rjust(page.width), style="dim"))


def rows_of(voice: Voice, journey: Sequence[Episode]) -> list[Row]:
    """Return one row a place, in order; a move to where a stay is known needs no row of its own."""
    atlas = voice.atlas
    rows: dict[str, list[Episode]] = {}
    for episode in journey:
        if episode.place:
            rows.setdefault(atlas.clusters.head(episode.place), []).append(episode)
    stays = [place for place, found in rows.items() if any(e.what == "stay" for e in found)]
    return [
        (place, found)
        for place, found in rows.items()
        if place in stays or not any(atlas.within(stay, place) for stay in stays)
    ]


def span_of(journey: Sequence[Episode]) -> Span | None:
    """Return the first and last day to draw; None where nothing has a time.

    A long time before everything else (years at home) would leave no room for the rest: it is cut off.
    """
    begins = sorted(e.when.b0 for e in journey if e.when and e.when.b0 is not None)
    days: list[Day] = list(begins)
    for episode in journey:
        when = episode.when
        if when is None:
            continue
        # Where it was still so when last heard, the drawing ends with the writing.
        ends = () if when.is_open_end else (when.b1, when.e0, when.e1)
        written = (e.written.e1 for e in episode.attested.evidence if e.written)
        days += [day for day in (*ends, *written) if day is not None]
    if not days or min(days) == max(days):
        return None
    first, last = min(days), max(days)
    if len(begins) > 2 and begins[1] - first > (last - first) / 2:
        first = begins[1] - (last - begins[1]) // 12
    return first, last


def bar(episodes: Sequence[Episode], span: Span, columns: int) -> str:
    """Return one row of the drawing, ``columns`` wide at most."""
    row = [" "] * columns
    # Open ends first, so that a testimony which knows the end is drawn over their arrows.
    for episode in sorted(episodes, key=lambda e: not (e.when and e.when.is_open_end)):
        when, is_stay = episode.when, episode.what == "stay"
        if when is None:
            continue
        possible = UNKNOWN if when.b0 is None else POSSIBLE if is_stay else MOVE
        heard = last_heard(episode.attested) if when.is_open_end else None
        _draw(row, possible, when.b0, when.e1 if heard is None else heard, span)
        certain = known_days(episode.attested)
        if certain and is_stay:
            _draw(row, CERTAIN, *certain, span)
        if heard is not None:
            _go_on(row, heard, span)
        if when.b0 is not None and when.b0 < span[0]:
            row[0] = LEFT
    return "".join(row).rstrip()


def _go_on(row: list[str], heard: Day, span: Span) -> None:
    """Mark that it was still so when last heard; another testimony drawn later may know the end."""
    after = min(_column(heard, span, len(row)) + 1, len(row) - 1)
    if row[after] == " ":
        row[after] = RIGHT


def _draw(row: list[str], mark: str, first: Day | None, last: Day | None, span: Span) -> None:
    begin = span[0] if first is None else first
    end = span[1] if last is None else last
    for column in range(_column(begin, span, len(row)), _column(end, span, len(row)) + 1):
        if RANK.get(row[column], 0) < RANK[mark]:
            row[column] = mark


def _column(day: Day, span: Span, columns: int) -> int:
    first, last = span
    return round((min(max(day, first), last) - first) * (columns - 1) / max(1, last - first))


def ticks(span: Span, columns: int) -> str:
    """Return the ruler: years at their beginning, months (as numbers) between where there is room.

    >>> ticks((day_of(2024, 1, 1), day_of(2024, 12, 31)), 24)
    '2024  4     7     10'
    """
    ruler = [" "] * columns
    for day, label in _marks(span, columns):
        at = _column(day, span, columns)
        room = "".join(ruler[max(0, at - 1) : at + len(label) + 1])
        if at + len(label) <= columns and not room.strip():
            ruler[at : at + len(label)] = label
    return "".join(ruler).rstrip()


def _marks(span: Span, columns: int) -> list[tuple[Day, str]]:
    """Return the days to mark, each with its label; what comes first takes the room."""
    first, last = civil(span[0])[0], civil(span[1])[0]
    step = max(1, ceil((last - first) * 6 / columns))  # a year and a space either side
    years = [(day_of(year, 1, 1), str(year)) for year in range(first + 1, last + 1, step)]
    months = [
        (day, str(month))
        for year in (range(first, last + 1) if last - first <= 3 else ())
        for month in range(2, 13)
        if (day := day_of(year, month, 1)) > span[0] and day <= span[1]
        if month in (4, 7, 10) or span[1] - span[0] < 200
    ]
    return [*years, (span[0], str(first)), *months]
