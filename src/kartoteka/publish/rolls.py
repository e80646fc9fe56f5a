"""Long lists: what does not fit on a page goes on sub-pages, all of it, and the page says so.

In: a page and what stands on it. Out: the page with the first lines of each long list and a way to the rest,
and a page for each stretch of it. A prison with a hundred thousand stays keeps a page that a reader can use,
and nothing is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from kartoteka.publish.desk import Chapter, Desk
from kartoteka.publish.longlists import GROUPED, LONG, Long
from kartoteka.publish.plan import Page

_YEAR = re.compile(r"-?\d{4}")

MOST, LEAF = 300, 500
"""Lines of one list that stand on the page itself, and on a sub-page."""

MOST_QUOTED, LEAF_QUOTED = 60, 200
"""The same of lines that have quotes, where each has one; every quote more takes the place of half a line."""

HEAVY = frozenset({"said", "mentions", "chapters", "ratings", "flows", "reputations", "passages"})
"""Looks of lines that have quotes."""

_SLACK = 1.1
"""What a list may have too much, and is not split: nobody wants to turn a page for four lines."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sub-page as its page refers to it: where, from which line to which, what they begin and end with."""

    path: str
    first: int
    last: int
    begins: str
    ends: str


@dataclass(frozen=True, slots=True)
class Rest:
    """That a list goes on: how many lines stand here, of how many, where all are, and how many a year has."""

    section: str
    shown: int
    total: int
    leaves: tuple[Leaf, ...]
    by_year: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class LeafPage:
    """A stretch of a long list.

    Parameters
    ----------
    title
        Of the list.
    look
        How its lines look.
    lines
        The lines, under their headings where the list has them.
    leaf, total
        Which stretch, of how many lines.
    above, before, after
        Paths of the page it is of, and of the stretches around it.
    """

    title: str
    look: str
    lines: tuple[Any, ...]
    leaf: Leaf
    total: int
    above: str
    above_title: str
    before: str | None
    after: str | None


def split(desk: Desk, page: Page, content: Any) -> Iterator[tuple[Page, Any, tuple[Rest, ...]]]:  # noqa: ANN401 - any content
    """Yield a page with what stands on it, and the rests of its lists; then the pages of the rests."""
    rests: list[Rest] = []
    leaves: list[tuple[Page, LeafPage]] = []
    shown: dict[str, tuple[Any, ...]] = {}
    kind = cast("type[Any]", type(content))
    for field, long in LONG.get(kind, {}).items():
        lines: tuple[Any, ...] = getattr(content, field)
        flat = tuple(_flat(lines, long))
        heavy = long.look in HEAVY
        most, leaf = (MOST_QUOTED, LEAF_QUOTED) if heavy else (MOST, LEAF)
        places = [_places(line) if heavy else 1 for line in flat]
        if sum(places) <= most * _SLACK or len(flat) < 2:
            continue
        first = _begins(places, most)[1]
        shown[field] = _stretch(lines, long, 0, first)
        made = tuple(_leaves(desk, page, long, lines, _begins(places, leaf), len(flat)))
        leaves += made
        where = tuple(leaf.leaf for _, leaf in made)
        rests.append(Rest(long.section, first, len(flat), where, _by_year(iter(flat))))
    yield page, replace(content, **shown) if shown else content, tuple(rests)
    for leaf_page, leaf in leaves:
        yield leaf_page, leaf, ()


def _leaves(
    desk: Desk, page: Page, long: Long, lines: tuple[Any, ...], begins: Sequence[int], total: int
) -> Iterator[tuple[Page, LeafPage]]:
    title = desk.say(long.title)
    paths = [
        f"{page.path.removesuffix('.html')}/{long.section}-{n}.html"
        for n in range(1, len(begins) + 1)
    ]
    for number, start in enumerate(begins):
        stretch = _stretch(lines, long, start, (*begins, total)[number + 1])
        flat = list(_flat(stretch, long))
        leaf = Leaf(paths[number], start + 1, start + len(flat), _label(flat[0]), _label(flat[-1]))
        made = LeafPage(
            title=title,
            look=long.look,
            lines=stretch,
            leaf=leaf,
            total=total,
            above=page.path,
            above_title=page.title,
            before=paths[number - 1] if number else None,
            after=paths[number + 1] if number + 1 < len(paths) else None,
        )
        name = f"{page.title}: {title}"
        yield replace(page, path=leaf.path, template="leaf", title=name, kind="leaf"), made


# ── how much there is room for ────────────────────────────────────────────────────────────────────────


def _begins(places: Sequence[float], room: int) -> list[int]:
    """Return with which lines the stretches begin for each of which there is so much room.

    >>> _begins([1, 1, 1, 3.5, 1], 3)
    [0, 3, 4]
    """
    begins, full = [0], 0.0
    for number, place in enumerate(places):
        full += place
        if full > room and number > begins[-1]:
            begins.append(number)
            full = place
    return begins


def _places(line: Any) -> float:  # noqa: ANN401 - any line
    """Return of how many lines a line takes the place: the same in every language."""
    quotes = getattr(line, "quotes", None) or getattr(getattr(line, "said", None), "quotes", ())
    return max(1.0, (1 + len(quotes)) / 2)


# ── lines under headings ──────────────────────────────────────────────────────────────────────────────


def _parts(group: Any) -> tuple[Any, tuple[Any, ...]]:  # noqa: ANN401 - a chapter, or a tuple that ends in lines
    if isinstance(group, Chapter):
        return group.title, group.said
    if isinstance(group, tuple):
        whole = cast("tuple[Any, ...]", group)
        return whole[:-1], whole[-1]
    return group.ask, group.questions


def _joined(group: Any, lines: tuple[Any, ...]) -> Any:  # noqa: ANN401 - as the group
    if isinstance(group, Chapter):
        return replace(group, said=lines)
    if isinstance(group, tuple):
        return (*cast("tuple[Any, ...]", group)[:-1], lines)
    return replace(group, questions=lines)


def _flat(lines: Sequence[Any], long: Long) -> Iterator[Any]:
    if long.look not in GROUPED:
        yield from lines
        return
    for group in lines:
        yield from _parts(group)[1]


def _stretch(lines: tuple[Any, ...], long: Long, start: int, end: int) -> tuple[Any, ...]:
    """Return lines from one number to another, under their headings."""
    if long.look not in GROUPED:
        return lines[start:end]
    found: list[Any] = []
    at = 0
    for group in lines:
        inner = _parts(group)[1]
        here = inner[max(0, start - at) : max(0, end - at)]
        if here:
            found.append(_joined(group, here))
        at += len(inner)
    return tuple(found)


def _label(line: Any) -> str:  # noqa: ANN401 - any line
    """Return by what a reader finds a line in a long list: its year, else its name."""
    if isinstance(line, str):
        return ""
    for path in (("said", "year"), ("year",), ("written",), ("letter", "written")):
        if label := _at(line, path):
            return label
    for path in (("name",), ("ref", "name"), ("who", "name"), ("about", "name")):
        if label := _at(line, path):
            return label
    return ""


def _by_year(lines: Iterator[Any]) -> tuple[tuple[str, int], ...]:
    """Return year → how many lines, where the lines have years."""
    counts = Counter(map(_label, lines))
    years = sorted(year for year in counts if _YEAR.fullmatch(year))
    return tuple((year, counts[year]) for year in years) if len(years) > 1 else ()


def _at(line: Any, path: Sequence[str]) -> str:  # noqa: ANN401 - any line
    for name in path:
        line = getattr(line, name, None)
    return line if isinstance(line, str) else ""
