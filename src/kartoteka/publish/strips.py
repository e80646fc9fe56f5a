"""Lives as drawings: each as a strip of its states, and how many were in which state when.

In: states on a grid of time. Out: :class:`markupsafe.Markup`. A state has a colour and a
letter, so that nothing is told by colour alone; a gap is a thin line. The page has all of it in words beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from kartoteka.publish.svg import NARROW, WIDE, fitted, frame, put

LETTERS = "abcdefghijklmnopqrstuvwxyz"
COLOURS = 9
"""So many states have a colour of their own; all further ones share the last."""

_ROW, _BAR, LABEL, NARROW_LABEL = 24, 16, 210, 112
_WIDE_ENOUGH = 11
"""A run is at least so wide to have its letter in it."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A life to draw: whose, whose page, the number of its state in each cell (None: not known)."""

    label: str
    href: str | None
    states: tuple[int | None, ...]
    exemplar: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """Lives of one type."""

    title: str
    strips: tuple[Strip, ...]


def letter(state: int) -> str:
    """Return the letter of a state."""
    return LETTERS[state] if state < len(LETTERS) else "?"


def look(state: int) -> str:
    """Return the class of a state."""
    return f"s{min(state, COLOURS - 1)}"


Said = tuple[str, str]
"""Title and description of a drawing."""


def both(name: str, draw: Callable[[str, bool], Markup]) -> Markup:
    """Return a drawing for wide and for narrow screens."""
    return draw(f"{name}-wide", False) + draw(f"{name}-narrow", True)  # noqa: FBT003


# ── lives ─────────────────────────────────────────────────────────────────────────────────────────


def index_plot(name: str, bundles: Sequence[Bundle], times: Sequence[str], said: Said) -> Markup:
    """Draw every life as a strip, type by type; the exemplar is marked with a star."""

    def draw(name: str, narrow: bool) -> Markup:  # noqa: FBT001
        left, width = (NARROW_LABEL, NARROW) if narrow else (LABEL, WIDE)
        pieces: list[Markup] = []
        top = 6
        for bundle in bundles:
            title = fitted(bundle.title, width)
            pieces.append(put('<text class="tick" x="0" y="{}">{}</text>', top + 13, title))
            top += 22
            for strip in bundle.strips:
                pieces += _strip(strip, top, left, width - left)
                top += _ROW
            top += 8
        pieces.append(_times(times, left, width, top + 4))
        return frame(
            name, f"strips {'narrow' if narrow else 'wide'}", width, top + 14, said, pieces
        )

    return both(name, draw)


def _strip(strip: Strip, top: int, left: int, room: int) -> Iterator[Markup]:
    label = put(
        '<text class="label" x="0" y="{}">{}</text>',
        top + 13,
        fitted(f"{'★ ' if strip.exemplar else ''}{strip.label}", left - 10),
    )
    yield linked(label, strip.href)
    cell = room / max(len(strip.states), 1)
    for state, start, end in _runs(strip.states):
        x, wide = round(left + start * cell, 1), round((end - start) * cell, 1)
        if state is None:
            yield put(
                '<line class="gap" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>',
                x,
                round(x + wide, 1),
                top + 8,
            )
            continue
        yield put(
            '<rect class="state {}" x="{}" y="{}" width="{}" height="{}"/>',
            look(state),
            x,
            top,
            wide,
            _BAR,
        )
        if wide >= _WIDE_ENOUGH:
            yield put(
                '<text class="on" x="{}" y="{}" text-anchor="middle">{}</text>',
                round(x + wide / 2, 1),
                top + 12,
                letter(state),
            )


def linked(piece: Markup, href: str | None) -> Markup:
    """Return a piece as a link, where there is a page."""
    return put('<a href="{}">{}</a>', href, piece) if href else piece


def _runs(states: Sequence[int | None]) -> Iterator[tuple[int | None, int, int]]:
    start = 0
    for at in range(1, len(states) + 1):
        if at == len(states) or states[at] != states[start]:
            yield states[start], start, at
            start = at


def _times(times: Sequence[str], left: int, width: int, y: int) -> Markup:
    """Draw the first and the last time below."""
    if not times:
        return Markup()
    return put(
        '<text class="tick" x="{}" y="{}">{}</text>'
        '<text class="tick" x="{}" y="{}" text-anchor="end">{}</text>',
        left,
        y + 8,
        times[0],
        width,
        y + 8,
        times[-1],
    )


# ── states over time ──────────────────────────────────────────────────────────────────────────────


def distribution(name: str, bundle: Bundle, times: Sequence[str], said: Said) -> Markup:
    """Draw, for every cell of time, how many of the known lives were in which state, as columns."""

    def draw(name: str, narrow: bool) -> Markup:  # noqa: FBT001
        width, height = (NARROW, 110) if narrow else (WIDE, 140)
        cell = width / max(len(times), 1)
        pieces: list[Markup] = []
        for at in range(len(times)):
            known = [s.states[at] for s in bundle.strips if s.states[at] is not None]
            below = 0.0
            for state in sorted({s for s in known if s is not None}):
                share = known.count(state) / len(known)
                pieces.append(
                    put(
                        '<rect class="state {}" x="{}" y="{}" width="{}" height="{}"/>',
                        look(state),
                        round(at * cell, 1),
                        round(height * (1 - below - share), 1),
                        round(cell + 0.3, 1),
                        round(height * share, 1),
                    )
                )
                below += share
        pieces.append(_times(times, 0, width, height + 8))
        look_ = f"distribution {'narrow' if narrow else 'wide'}"
        return frame(name, look_, width, height + 20, said, pieces)

    return both(name, draw)


def legend(labels: Sequence[str], unknown: str) -> Markup:
    """Return what each colour and letter means, as a list."""
    items = [
        Markup('<li><span class="swatch {}" aria-hidden="true">{}</span> {}</li>').format(
            look(state), letter(state), escape(label)
        )
        for state, label in enumerate(labels)
    ]
    items.append(
        Markup('<li><span class="swatch none" aria-hidden="true"></span> {}</li>').format(unknown)
    )
    return Markup('<ul class="states">{}</ul>').format(Markup().join(items))
