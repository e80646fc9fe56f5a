"""Where the words of a query stand in a text, and the piece of the text that shows them best.

In: a text and a plan. Out: spans, in code points of that text; an :class:`Excerpt` around the best of them.
The text itself is read, never the index, so that what is marked is what is there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kartoteka.archive.words import stems_of, words
from kartoteka.model.sources import CodePoint
from kartoteka.search.expressions import matches
from kartoteka.search.plan import Form, Light, Plan

Span = tuple[CodePoint, CodePoint]

ROOM = 180
"""Code points of an excerpt, about."""

BEFORE = 60
"""Code points before the first mark of an excerpt."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text with its marks.

    Parameters
    ----------
    text
        The piece, as it stands there.
    start
        Where it begins in the whole text (code points).
    marks
        What is to be marked, in code points of the whole text.
    before, after
        Whether something stands before and after it.
    source
        The source whose text it is a piece of; None where it is a piece of the record's own text.
    """

    text: str
    start: CodePoint
    marks: tuple[Span, ...]
    before: bool = False
    after: bool = False
    source: str | None = None

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Yield the excerpt in pieces, each with whether it is marked.

        >>> list(Excerpt("a cell here", 10, ((12, 16),)).pieces())
        [('a ', False), ('cell', True), (' here', False)]
        """
        at = 0
        for start, end in self.marks:
            first, last = max(start - self.start, at), min(end - self.start, len(self.text))
            if first < last:
                if at < first:
                    yield self.text[at:first], False
                yield self.text[first:last], True
                at = last
        if at < len(self.text):
            yield self.text[at:], False


def spans(plan: Plan, text: str) -> tuple[Span, ...]:
    """Return where a text has what was looked for, in order, without overlaps."""
    return _merged(span for spans in _by_light(plan, text) for span in spans)


def excerpt(plan: Plan, text: str, room: int = ROOM) -> Excerpt:
    """Return the piece of a text that shows most of what was looked for; else its beginning."""
    by_light = _by_light(plan, text)
    marks = _merged(span for spans in by_light for span in spans)
    start = _best(by_light, marks, room)
    first, last = _whole(text, start, start + room)
    inside = tuple(mark for mark in marks if mark[1] > first and mark[0] < last)
    return Excerpt(text[first:last], first, inside, first > 0, last < len(text))


def _by_light(plan: Plan, text: str) -> list[list[Span]]:
    """Return the spans of each thing that was looked for."""
    found: list[list[Span]] = []
    if plan.lights:
        stems = stems_of(text)
        places = [_lit(light, stems) for light in plan.lights]
        spans = [m.span() for m in words(text)] if any(places) else []
        found += [[(spans[first][0], spans[last][1]) for first, last in some] for some in places]
    found += [list(matches(pattern, text, plan.patience)) for pattern in plan.patterns]
    return found


def _lit(light: Light, stems: Sequence[str]) -> list[Span]:
    """Return the first and last word of each place."""
    places = [_runs(run, stems) for run in light.runs]
    if light.distance is not None:
        places = _near(places, light)
    return [
        (at, at + len(run) - 1) for run, ats in zip(light.runs, places, strict=True) for at in ats
    ]


def _runs(run: Sequence[Form], stems: Sequence[str]) -> list[int]:
    """Return the words at which words one after another begin."""
    first = run[0]
    if first.prefix is None:
        wanted = first.stems
        begins = [at for at, stem in enumerate(stems) if stem in wanted]
    else:
        begins = [at for at, stem in enumerate(stems) if first.fits(stem)]
    if len(run) == 1:
        return begins
    return [
        at
        for at in begins
        if at + len(run) <= len(stems)
        and all(form.fits(stem) for form, stem in zip(run, stems[at:], strict=False))
    ]


def _near(places: Sequence[list[int]], light: Light) -> list[list[int]]:
    """Keep of each run the places that have all the others near enough."""
    reach = (light.distance or 0) + max(map(len, light.runs))
    return [
        [
            at
            for at in ats
            if all(
                bisect_right(others, at + reach) > bisect_left(others, at - reach)
                for others in places
            )
        ]
        for ats in places
    ]


def _merged(found: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1] - 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _best(by_light: Sequence[list[Span]], marks: Sequence[Span], room: int) -> CodePoint:
    """Return where the excerpt begins that has the most different things in it, then the most marks."""
    best, best_start = (-1, -1), 0
    starts = [[span[0] for span in spans] for spans in by_light]
    all_starts = [mark[0] for mark in marks]
    for at in all_starts:
        end = at + room - BEFORE
        kinds = sum(bisect_left(s, end) > bisect_left(s, at) for s in starts)
        many = bisect_left(all_starts, end) - bisect_left(all_starts, at)
        if (kinds, many) > best:
            best, best_start = (kinds, many), max(0, at - BEFORE)
    return best_start


def _whole(text: str, start: CodePoint, end: CodePoint) -> Span:
    """Return a span that begins and ends between words."""
    if len(text) - start <= ROOM // 8 + (end - start):
        end = len(text)
    while start > 0 and not text[start - 1].isspace() and start > end - 2 * (end - start):
        start -= 1
    while end < len(text) and not text[end].isspace():
        end -= 1
        if end <= start:
            return start, min(len(text), start + ROOM)
    return start, end
