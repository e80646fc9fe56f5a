"""Lives and places in time as drawings: inline SVG without a line of script or style.

In: rows of spans in time. Out: :class:`markupsafe.Markup`. What is certain is
drawn solid; where a beginning or an end is known only so far, the bar fades over the days on which it
may lie; what is merely possible is an outline. Each drawing has a title and a description, is made once
for wide and once for narrow screens, and says nothing that the page does not say in words beside it.

Colours, weights and fonts are classes of the style sheet; positions are attributes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from kartoteka.model.dates import Day, UncertainDate
from kartoteka.publish import crowds
from kartoteka.publish.crowds import Life
from kartoteka.publish.svg import LETTER, NARROW, WIDE, fitted, frame, put
from kartoteka.publish.timescale import Scale, Tick, scale_for

_ROW, _NARROW_ROW, _LABEL, _BAR = 30, 44, 300, 12
LOOKS = ("wide", "narrow")
MOST_ROWS = 60
"""Rows that can be followed one by one; more are drawn as a crowd."""

_BEFORE = 90
"""How far before its end something is drawn that began nobody knows when."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time to draw.

    ``look`` is a class (``stay``, ``quarantine``, ``letter``); ``heard`` is the day of the newest word of
    it: what is "still so" is certain until then and no longer.
    """

    when: UncertainDate
    look: str = "stay"
    heard: Day | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a drawing."""

    label: str
    spans: tuple[Span, ...]


def timeline(
    name: str,
    rows: Sequence[Row],
    *,
    title: str,
    description: str,
    marks: Iterable[Day] = (),
    months: Sequence[str] = (),
    crowd: str = "",
) -> Markup:
    """Draw rows of spans on a common time axis.

    Parameters
    ----------
    name
        Unique on the page: ids in the drawing begin with it.
    rows
        From top to bottom.
    title, description
        Read out instead of the drawing.
    marks
        Days to mark on the axis, e.g. on which letters were written.
    months
        Short names of the twelve months.
    crowd
        Read out where the rows are too many to follow, and are drawn as a crowd: how many were there.

    Returns
    -------
    Markup
        Two drawings, for wide and narrow screens; empty where no row has a date.
    """
    marks = tuple(marks)
    known = [day for row in rows for span in row.spans for day in _days(span)]
    if not known:
        return Markup()
    if crowd and len(rows) > MOST_ROWS:
        lives = [_life(row) for row in rows]
        parts = [_crowd(f"{name}-{w}", w, lives, known, (title, crowd), months) for w in LOOKS]
        return Markup().join(parts)
    known += marks
    pieces = [
        _timeline(f"{name}-{look}", look, rows, known, (title, description), marks, months)
        for look in LOOKS
    ]
    return Markup().join(pieces)


def _life(row: Row) -> Life:
    """Return when somebody was certainly there, and when possibly."""
    certain = [days for span in row.spans if (days := _certain(span)) is not None]
    possible = [(min(days), max(days)) for span in row.spans if (days := _days(span))]
    return certain, possible


def _crowd(
    name: str,
    look: str,
    lives: Sequence[Life],
    known: list[Day],
    said: tuple[str, str],
    months: Sequence[str],
) -> Markup:
    pieces, scale = crowds.crowd(look, lives, known)
    if scale is None:
        return Markup()
    narrow, bottom = look == "narrow", 8 + crowds.HEIGHT
    axis = _axis(scale, bottom, 4 if narrow else 7, months)
    width = NARROW if narrow else WIDE
    return frame(name, f"timeline crowd {look}", width, bottom + 30, said, [axis, *pieces])


def _days(span: Span) -> list[Day]:
    when = span.when
    days = (when.b0, when.b1, when.e0, when.e1, span.heard if when.is_open_end else None)
    return [day for day in days if day is not None]


def _timeline(
    name: str,
    look: str,
    rows: Sequence[Row],
    known: list[Day],
    said: tuple[str, str],
    marks: tuple[Day, ...],
    months: Sequence[str],
) -> Markup:
    narrow = look == "narrow"
    width, row_height = (NARROW, _NARROW_ROW) if narrow else (WIDE, _ROW)
    left = 6 if narrow else _label_width(rows)
    scale = scale_for(known, left, width - 12)
    if scale is None:
        return Markup()
    bottom = 8 + len(rows) * row_height
    pieces = [_axis(scale, bottom, 4 if narrow else 7, months)]
    pieces += [_mark(scale.x(day), bottom) for day in sorted(set(marks))]
    for position, row in enumerate(rows):
        top = 8 + position * row_height
        pieces.append(_label(row, top, NARROW if narrow else left - 16, narrow=narrow))
        middle = top + (row_height - 11 if narrow else row_height / 2)
        for number, span in enumerate(row.spans):
            pieces.append(_span(f"{name}-{position}-{number}", span, scale, middle))
    return frame(name, f"timeline {look}", width, bottom + 30, said, pieces)


def _axis(scale: Scale, bottom: float, most: int, months: Sequence[str]) -> Markup:
    ticks = scale.ticks(most)
    if not ticks:
        return Markup()
    pieces = [
        put('<line class="grid" x1="{0}" x2="{0}" y1="4" y2="{1}"/>', tick.x, bottom)
        for tick in ticks
    ]
    pieces += [
        put(
            '<text class="tick" x="{}" y="{}" text-anchor="middle">{}</text>',
            min(max(tick.x, scale.left + 14), scale.right - 14),
            bottom + 18,
            _tick_text(tick, before, months),
        )
        for before, tick in pairwise((None, *ticks))
        if tick is not None
    ]
    return Markup().join(pieces)


def _tick_text(tick: Tick, before: Tick | None, months: Sequence[str]) -> str:
    """Return "Jan 2024", then "Apr" while the year is the same."""
    if not months or (tick.month == 1 and (before is None or before.month == 1)):
        return str(tick.year)
    month = months[tick.month - 1]
    return month if before is not None and before.year == tick.year else f"{month} {tick.year}"


def _mark(x: float, bottom: float) -> Markup:
    return put('<path class="mark" d="M{0} {1}l-4 7h8z"/>', x, bottom)


def _label_width(rows: Sequence[Row]) -> float:
    """Return the room that the labels need, within reason."""
    return min(_LABEL, 24 + round(max(len(row.label) for row in rows) * LETTER))


def _label(row: Row, top: float, room: float, *, narrow: bool) -> Markup:
    y = top + 14 if narrow else top + _ROW / 2 + 4.5
    return put(
        '<text class="label" x="{}" y="{}">{}</text>',
        6 if narrow else 0,
        y,
        fitted(row.label, room),
    )


def _span(name: str, span: Span, scale: Scale, middle: float) -> Markup:
    when, top = span.when, middle - _BAR / 2
    begin, end = _reach(span, scale)
    certain = _certain(span)
    if certain is None:
        return put(
            '<rect class="possible {}" x="{}" y="{}" width="{}" height="{}" rx="3"/>',
            span.look,
            begin,
            top,
            round(max(end - begin, 6), 1),
            _BAR,
        )
    solid, stop = scale.x(certain[0]), max(scale.x(certain[1]), scale.x(certain[0]) + 3)
    pieces = [
        _fade(f"{name}-in", begin, solid, top, span.look, rising=True),
        put(
            '<rect class="certain {}" x="{}" y="{}" width="{}" height="{}"/>',
            span.look,
            solid,
            top,
            round(stop - solid, 1),
            _BAR,
        ),
        _fade(f"{name}-out", stop, end, top, span.look, rising=False),
    ]
    if when.is_open_end:
        pieces.append(_arrow(stop, top, 9, span.look))
    if when.b0 is not None and when.b0 < scale.first:
        pieces.append(_arrow(scale.left, top, -7, span.look))
    return Markup().join(pieces)


def _certain(span: Span) -> tuple[Day, Day] | None:
    """Return the days on which it was certainly so; "still so" up to the newest word of it, no further."""
    when = span.when
    if when.is_open_end and when.b1 is not None:
        return when.b1, max(when.b1, span.heard or when.b1)
    return when.certain_days


def _reach(span: Span, scale: Scale) -> tuple[float, float]:
    """Return where a span can begin and end; without an earliest day it begins a little before."""
    when = span.when
    latest = when.e1 if when.e1 is not None else max(span.heard or 0, when.b1 or scale.first)
    end = scale.x(latest)
    if when.b0 is not None:
        begin = scale.x(when.b0)
    else:
        known = [scale.x(day) for day in (when.b1, when.e0, when.e1) if day is not None]
        begin = max(scale.left, min(known, default=end) - _BEFORE)
    return begin, max(end, begin + 2)


def _arrow(x: float, top: float, by: float, look: str) -> Markup:
    return put(
        '<path class="onward {}" d="M{} {}l{} {}l{} {}z"/>',
        look,
        x,
        top,
        by,
        _BAR / 2,
        -by,
        _BAR / 2,
    )


def _fade(name: str, start: float, end: float, top: float, look: str, *, rising: bool) -> Markup:
    if end - start < 1:
        return Markup()
    low, high = ("0.08", "0.75") if rising else ("0.75", "0.08")
    return put(
        '<linearGradient id="{0}"><stop offset="0" class="{6}" stop-opacity="{1}"/>'
        '<stop offset="1" class="{6}" stop-opacity="{2}"/></linearGradient>'
        '<rect fill="url(#{0})" x="{3}" y="{4}" width="{5}" height="{7}"/>',
        name,
        low,
        high,
        start,
        top,
        round(end - start, 1),
        look,
        _BAR,
    )
