"""How news travelled, drawn: arcs between places, and a rating as dots.

In: places and news between them; a rating. Out: :class:`markupsafe.Markup`. Praise and blame differ in colour
and in stroke; the page has the same as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kartoteka.publish.svg import LETTER, NARROW, WIDE, fitted, frame, put


@dataclass(frozen=True, slots=True)
class Arc:
    """News that went from one node to another; ``look`` is a class (``good``, ``bad``, ``plain``)."""

    start: int
    end: int
    look: str = "plain"
    weight: int = 1


def arcs(
    name: str, nodes: Sequence[str], drawn: Sequence[Arc], *, title: str, description: str
) -> Markup:
    """Draw news as arcs between places: upwards from left to right, back down from right to left."""
    if not nodes or not drawn:
        return Markup()
    return Markup().join(
        _arcs(f"{name}-{look}", look, nodes, drawn, (title, description))
        for look in ("wide", "narrow")
    )


def _arcs(
    name: str, look: str, nodes: Sequence[str], drawn: Sequence[Arc], said: tuple[str, str]
) -> Markup:
    """Draw nodes below each other, so that any number of names stays readable."""
    narrow = look == "narrow"
    width, most = (NARROW, 224) if narrow else (WIDE, 340)
    line = min(most, 24 + round(max(map(len, nodes)) * LETTER))
    step = 38
    ys = [22 + step * position for position in range(len(nodes))]
    longest = max(abs(arc.start - arc.end) for arc in drawn)
    room = (width - line - 14) if narrow else (width - line - 40)
    pieces = [
        put(
            '<marker id="{}-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
            'markerHeight="7" orient="auto" markerUnits="userSpaceOnUse">'
            '<path class="tip" d="M0 0l8 4l-8 4z"/></marker>',
            name,
        )
    ]
    for arc in drawn:
        reach = room * (0.25 + 0.75 * abs(arc.start - arc.end) / max(1, longest))
        # Out a little above the node and in a little below it, or the other way round.
        lean = 4 if arc.start < arc.end else -4
        y0, y1 = ys[arc.start] + lean, ys[arc.end] - lean
        middle = line + 8 + reach + lean
        if arc.start == arc.end:
            y0, y1, middle = y0 - 5, y1 + 5, line + 52
        pieces.append(
            put(
                '<path class="arc {}" d="M{} {}C{} {} {} {} {} {}" stroke-width="{}" '
                'marker-end="url(#{}-tip)"/>',
                arc.look,
                *(line + 8, y0, round(middle, 1), y0, round(middle, 1), y1, line + 10, y1),
                round(1 + 0.6 * min(arc.weight, 6), 1),
                name,
            )
        )
    for label, y in zip(nodes, ys, strict=True):
        text = fitted(label, line - 24)
        pieces.append(put('<circle class="node" cx="{}" cy="{}" r="4"/>', line, y))
        pieces.append(
            put(
                '<text class="label" x="{}" y="{}" text-anchor="end">{}</text>',
                line - 12,
                y + 4.5,
                text,
            )
        )
    return frame(name, f"arcs {look}", width, ys[-1] + 24, said, pieces)


def scale_dots(value: float, label: str) -> Markup:
    """Draw a rating from −2 to 2: five dots, one of them filled; the label is read out."""
    position = min(4, max(0, round(value) + 2))
    look = "good" if value > 0 else "bad" if value < 0 else "middling"
    dots = [
        put(
            '<circle class="{}" cx="{}" cy="7" r="{}"/>',
            f"at {look}" if dot == position else "off",
            7 + dot * 13,
            5.5 if dot == position else 3,
        )
        for dot in range(5)
    ]
    return put(
        '<svg class="dots" role="img" aria-label="{}" viewBox="0 0 66 14" width="66" height="14">{}</svg>',
        label,
        Markup().join(dots),
    )
