"""Many lives in time, drawn as a crowd: how many were there, month by month, certainly and possibly.

In: more rows of spans than anybody can follow line by line. Out: :class:`markupsafe.Markup`: a column for
each stretch of time; its solid part is who was certainly there, the pale part above it who possibly was. The
page has the names and dates in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from kartoteka.model.dates import Day
from kartoteka.publish.svg import NARROW, WIDE, put
from kartoteka.publish.timescale import Scale, scale_for

HEIGHT = 140
"""Of the highest column, in units of the drawing."""

_COLUMNS = {"wide": 64, "narrow": 32}

Stretch = tuple[Day, Day]
"""A first and a last day."""

Life = tuple[Sequence[Stretch], Sequence[Stretch]]
"""When somebody was certainly there, and when possibly (which holds the former)."""


def crowd(
    look: str, lives: Sequence[Life], known: Iterable[Day]
) -> tuple[list[Markup], Scale | None]:
    """Return the columns of a crowd, and the scale they stand on; None where nothing is dated.

    Parameters
    ----------
    look
        ``wide`` or ``narrow``.
    lives
        Whom to count.
    known
        Days that the scale must hold.
    """
    width = NARROW if look == "narrow" else WIDE
    scale = scale_for(known, 44, width - 12)
    if scale is None:
        return [], None
    columns = _COLUMNS[look]
    certain, possible = (counts([life[n] for life in lives], scale, columns) for n in (0, 1))
    most = max(possible, default=0) or 1
    step = (scale.right - scale.left) / columns
    pieces = [
        put('<text class="tick" x="38" y="14" text-anchor="end">{}</text>', most),
        put('<text class="tick" x="38" y="{}" text-anchor="end">0</text>', 8 + HEIGHT),
    ]
    for number, (sure, may) in enumerate(zip(certain, possible, strict=True)):
        x = round(scale.left + number * step, 1)
        pieces += [
            put(
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
                kind,
                x,
                round(8 + HEIGHT * (1 - n / most), 1),
                round(step - 1, 1),
                round(HEIGHT * n / most, 1),
            )
            for kind, n in (("possible stay", may), ("certain stay", sure))
            if n
        ]
    return pieces, scale


def counts(lives: Sequence[Sequence[Stretch]], scale: Scale, columns: int) -> list[int]:
    """Return for each column how many lives have a stretch that touches it.

    >>> from kartoteka.publish.timescale import Scale
    >>> counts([[(0, 9)], [(5, 25), (8, 12)], []], Scale(0, 30, 0, 1), 3)
    [2, 1, 1]
    """
    length = max(1, scale.last - scale.first) / columns
    change = [0] * (columns + 1)
    for stretches in lives:
        reached = -1
        for first, last in sorted(stretches):
            if last < scale.first or first > scale.last:
                continue
            begin = max(reached + 1, int((max(first, scale.first) - scale.first) / length))
            end = min(columns - 1, int((min(last, scale.last) - scale.first) / length))
            if begin <= end:
                change[begin] += 1
                change[end + 1] -= 1
                reached = end
    total, found = 0, list[int]()
    for by in change[:-1]:
        total += by
        found.append(total)
    return found
