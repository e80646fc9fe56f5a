"""The frame of a drawing: an ``svg`` element with title and description, and text put in safely.

In: pieces and numbers. Out: :class:`markupsafe.Markup`. Shared by ``drawing`` (time) and ``arcs`` (news).
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

WIDE, NARROW = 800, 340
"""Widths for which each drawing is made, in units of its own."""

LETTER = 6.7
"""About how wide a letter of a label is: labels are cut to fit, the page has them in full."""


def frame(
    name: str,
    look: str,
    width: float,
    height: float,
    said: tuple[str, str],
    pieces: Iterable[Markup],
) -> Markup:
    """Return a drawing; ``said`` are its title and description, ``name`` is unique on the page."""
    title, description = said
    return put(
        '<svg class="drawing {look}" role="img" aria-labelledby="{name}-t {name}-d" '
        'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        '<title id="{name}-t">{title}</title><desc id="{name}-d">{description}</desc>{body}</svg>',
        look=look,
        name=name,
        width=width,
        height=round(height),
        title=title,
        description=description,
        body=Markup().join(pieces),
    )


def put(piece: str, *values: object, **named: object) -> Markup:
    """Fill in a piece of a drawing, with text escaped: as Markup.format, in a quarter of its time."""
    filled = piece.format(*map(_safe, values), **{k: _safe(v) for k, v in named.items()})
    return Markup(filled)  # noqa: S704 - every value is a number or was escaped


def _safe(value: object) -> object:
    return value if isinstance(value, int | float) else escape(value)


def fitted(text: str, room: float) -> Markup:
    """Return a label, cut where it would not fit; then the whole of it is there for whoever points at it.

    >>> fitted("Artyom", 80), fitted("Artyom Ozerin", 80)
    (Markup('Artyom'), Markup('Artyom Oze…<title>Artyom Ozerin</title>'))
    """
    most = int(room / LETTER)
    if len(text) <= most:
        return escape(text)
    return Markup("{}…<title>{}</title>").format(text[: most - 1].rstrip(), text)
