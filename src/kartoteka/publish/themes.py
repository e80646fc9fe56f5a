"""The themes (codes): their tree, and a page each with its passages.

In: a desk. Out: :class:`CodeLine` after line, :class:`CodePage`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kartoteka.publish.desk import Desk, LetterRef, Ref
from kartoteka.publish.lists import sort_letters
from kartoteka.publish.typesetting import shortened


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A theme in the list: how deep it stands, how many passages."""

    id: str
    name: str
    definition: str
    depth: int
    count: int


@dataclass(frozen=True, slots=True)
class Coded:
    """A passage under a theme."""

    text: str
    lang: str
    letter: LetterRef
    anchor: str
    author: Ref | None


@dataclass(frozen=True, slots=True)
class CodePage:
    """A theme with its passages."""

    id: str
    name: str
    definition: str
    broader: CodeLine | None
    narrower: tuple[CodeLine, ...]
    passages: tuple[Coded, ...]


def used_codes(desk: Desk) -> tuple[CodeLine, ...]:
    """Return the themes that have passages, and those above them, as a tree in order."""
    counts: dict[str, int] = {}
    for coding, _ in desk.view.codings():
        counts[coding.code] = counts.get(coding.code, 0) + 1
    needed: dict[str, str | None] = {}
    for code in counts:
        at: str | None = code
        while at is not None and at not in needed:
            needed[at] = _broader(desk, at)
            at = needed[at]
    return tuple(_code_tree(desk, needed, counts, None, 0))


def _code_tree(
    desk: Desk, needed: dict[str, str | None], counts: dict[str, int], above: str | None, depth: int
) -> Iterable[CodeLine]:
    level = [c for c, broader in needed.items() if broader == above]
    for code in sorted(level, key=lambda c: (sort_letters(desk.term("code", c)), c)):
        yield code_line(desk, code, depth, counts.get(code, 0))
        yield from _code_tree(desk, needed, counts, code, depth + 1)


def _broader(desk: Desk, code: str) -> str | None:
    vocabulary = desk.atlas.vocabulary
    if vocabulary.has("code", code):
        return vocabulary.get("code", code).broader
    return None


def code_line(desk: Desk, code: str, depth: int = 0, count: int = 0) -> CodeLine:
    """Return a theme as a line of a list."""
    vocabulary = desk.atlas.vocabulary
    definition = ""
    if vocabulary.has("code", code):
        words = vocabulary.get("code", code).definition
        definition = words.get(desk.lang) or words.get("en") or ""
    return CodeLine(code, desk.term("code", code), definition, depth, count)


def family(desk: Desk, id_: str, codes: Sequence[CodeLine]) -> tuple[CodeLine, ...]:
    """Return a theme's own line, that of the one above it, and those of the ones below it."""
    broader = _broader(desk, id_)
    above = (code_line(desk, broader),) if broader else ()
    return (code_line(desk, id_), *above, *(c for c in codes if _broader(desk, c.id) == id_))


def code_page(desk: Desk, id_: str, codes: Sequence[CodeLine]) -> CodePage:
    """Return the page of a theme."""
    own = code_line(desk, id_)
    broader = _broader(desk, id_)
    source = desk.view.source
    return CodePage(
        id=id_,
        name=own.name,
        definition=own.definition,
        broader=code_line(desk, broader) if broader else None,
        narrower=tuple(c for c in codes if _broader(desk, c.id) == id_),
        passages=tuple(
            Coded(
                text=shortened(passage.exact),
                lang=source(passage.source).lang,
                letter=desk.letter(source(passage.source)),
                anchor=passage.id,
                author=_voice(desk, passage.source, passage.start),
            )
            for _, passage in desk.view.codings(code=id_)
        ),
    )


def _voice(desk: Desk, source: str, start: int) -> Ref | None:
    parts = [p for p in desk.view.parts(source) if p.start <= start < p.end]
    author = parts[-1].author if parts else desk.view.source(source).author
    return desk.ref(author) if author else None
