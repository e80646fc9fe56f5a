"""The time axis of a drawing: lines and labels of months and years, and marks on it.

In: a scale. Out: :class:`markupsafe.Markup`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markupsafe import Markup

from kartoteka.publish.svg import put
from kartoteka.publish.timescale import Scale, Tick


def axis(scale: Scale, bottom: float, most: int, months: Sequence[str]) -> Markup:
    """Return the lines and labels of a time axis, at most so many."""
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


def mark(x: float, bottom: float) -> Markup:
    """Return a mark on the axis: a triangle."""
    return put('<path class="mark" d="M{0} {1}l-4 7h8z"/>', x, bottom)
