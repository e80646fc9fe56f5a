"""How lives join, and how many types there are, as drawings.

In: a tree, figures. Out: :class:`markupsafe.Markup`, for wide and for narrow screens. The page says the same
in words.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kartoteka.publish.strips import LABEL, NARROW_LABEL, Said, Strip, both, linked
from kartoteka.publish.svg import NARROW, WIDE, fitted, frame, put

# ── the tree ──────────────────────────────────────────────────────────────────────────────────────

Join = tuple[int, int, float]
"""Two clusters (leaves are 0 … N−1, then in the order of joining), and how far apart they are."""


def dendrogram(
    name: str,
    joins: Sequence[Join],
    leaves: Sequence[Strip],
    order: Sequence[int],
    said: Said,
) -> Markup:
    """Draw which lives join at what distance: leaves on the left, each with its page."""

    def draw(name: str, narrow: bool) -> Markup:  # noqa: FBT001
        left, width = (NARROW_LABEL, NARROW) if narrow else (LABEL, WIDE)
        y = {leaf: 14 + 22 * position for position, leaf in enumerate(order)}
        most = max((height for *_, height in joins), default=0) or 1
        at: dict[int, tuple[float, float]] = {leaf: (left, float(y[leaf])) for leaf in order}
        pieces = [
            linked(
                put(
                    '<text class="label" x="0" y="{}">{}</text>',
                    y[leaf] + 4,
                    fitted(leaves[leaf].label, left - 10),
                ),
                leaves[leaf].href,
            )
            for leaf in order
        ]
        for step, (a, b, height) in enumerate(joins):
            x = round(left + (width - left - 8) * height / most, 1)
            (xa, ya), (xb, yb) = at[a], at[b]
            pieces.append(put('<path class="join" d="M{} {}H{}V{}H{}"/>', xa, ya, x, yb, xb))
            at[len(leaves) + step] = (x, round((ya + yb) / 2, 1))
        height = 14 + 22 * len(leaves)
        return frame(name, f"tree {'narrow' if narrow else 'wide'}", width, height, said, pieces)

    return both(name, draw)


# ── how many types ────────────────────────────────────────────────────────────────────────────────


Figure = tuple[str, float, str, bool]
"""What it is of, its value from 0 to 1, the value in words, and whether it is the one that was chosen."""


def quality_bars(name: str, figures: Sequence[Figure], said: Said) -> Markup:
    """Draw a figure for each number of types; the chosen one is filled."""

    def draw(name: str, narrow: bool) -> Markup:  # noqa: FBT001
        left, width = 78, NARROW if narrow else 520
        pieces: list[Markup] = []
        for position, (label, value, words, chosen) in enumerate(figures):
            top = 4 + 24 * position
            pieces.append(put('<text class="label" x="0" y="{}">{}</text>', top + 13, label))
            pieces.append(
                put(
                    '<rect class="bar {}" x="{}" y="{}" width="{}" height="14"/>',
                    "chosen" if chosen else "other",
                    left,
                    top + 2,
                    round(max(value, 0) * (width - left - 56), 1),
                )
            )
            pieces.append(
                put(
                    '<text class="tick" x="{}" y="{}">{}</text>',
                    round(left + max(value, 0) * (width - left - 56) + 8, 1),
                    top + 13,
                    words,
                )
            )
        return frame(
            name,
            f"bars {'narrow' if narrow else 'wide'}",
            width,
            8 + 24 * len(figures),
            said,
            pieces,
        )

    return both(name, draw)
