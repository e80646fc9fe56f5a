"""``search``: sources, names, statements and memos by words.

In: words. Out: hits with the words marked. What the archive's own index finds, where there is one; else a
plain look through titles, texts and names (:func:`find`), which is the one place to change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kartoteka.model.sources import Passage
from kartoteka.web.calls import At, call
from kartoteka.web.names import folded
from kartoteka.web.shapes import Answer, Body, Limit, Line, Names, Offset

HitKind = Literal["entity", "source", "statement", "memo"]

KINDS: tuple[HitKind, ...] = ("entity", "source", "statement", "memo")

MOST = 200
"""Hits of one kind that are looked for."""

AROUND = 60
"""Code points shown on each side of the words found."""


class Hit(Struct, frozen=True):
    """Something that was found."""

    kind: HitKind
    id: str
    title: str
    pieces: list[tuple[str, bool]]
    source: str | None = None
    start: int | None = None
    end: int | None = None
    passage: str | None = None


class ToSearch(Body, frozen=True, kw_only=True):
    """Words, and where to look."""

    text: Line
    kinds: list[HitKind] = []
    offset: Offset = 0
    limit: Limit = 20


class Found(Answer, frozen=True, kw_only=True):
    """A page of hits."""

    total: int
    hits: list[Hit]
    names: Names


@call("search", ToSearch, Found)
def search(at: At, said: ToSearch) -> Found:
    """Whatever has these words: names, sources, statements, memos."""
    text = said.text.strip()
    wanted: list[HitKind] = [k for k in KINDS if k in (said.kinds or KINDS)]
    hits = [hit for kind in wanted for hit in find(at, kind, text)] if text else []
    page = hits[said.offset : said.offset + said.limit]
    return Found(total=len(hits), hits=page, names=at.speaker.names())


def find(at: At, kind: HitKind, text: str) -> list[Hit]:
    """Return what is found of one kind, :data:`MOST` at most."""
    look: dict[HitKind, Callable[[At, str], Iterator[Hit]]] = {
        "entity": _entities,
        "source": _sources,
        "statement": _statements,
        "memo": _memos,
    }
    return [hit for hit, _ in zip(look[kind](at, text), range(MOST), strict=False)]


def _entities(at: At, text: str) -> Iterator[Hit]:
    for match in at.known.names.find(text):
        at.speaker.note(match.head)
        yield Hit("entity", match.head, at.speaker.name(match.head).name, _marked(match.name, text))


def _sources(at: At, text: str) -> Iterator[Hit]:
    for source in at.known.sources.values():
        if folded(text) in folded(source.title):
            yield Hit("source", source.id, source.title, _marked(source.title, text), source.id)
    for source, start, end, around in at.known.archive.lists.texts_with(text, AROUND, MOST):
        pieces = _marked(around, text)
        title = at.known.sources[source].title
        yield Hit("source", source, title, pieces, source, start, end)


def _statements(at: At, text: str) -> Iterator[Hit]:
    ids = at.known.archive.lists.statements_with(text, MOST)
    for found in at.known.archive.statements(ids=ids) if ids else ():
        said = "".join(piece for piece, _ in at.speaker.sentence(found.statement))
        first = found.evidence[0] if found.evidence else None
        exact = first.passage.exact if first else said
        hit = Hit("statement", found.statement.id, said, _marked(exact, text))
        yield _placed(hit, first.passage) if first else hit


def _placed(hit: Hit, passage: Passage) -> Hit:
    return replace(
        hit, source=passage.source, start=passage.start, end=passage.end, passage=passage.id
    )


def _memos(at: At, text: str) -> Iterator[Hit]:
    for memo in at.known.archive.memos():
        if folded(text) in folded(f"{memo.title} {memo.text}"):
            yield Hit("memo", memo.id, memo.title or memo.text[:80], _marked(memo.text[:400], text))


def _marked(words: str, text: str) -> list[tuple[str, bool]]:
    """Return a text in pieces, those that were looked for marked."""
    parts = [re.escape(part) for part in text.split()]
    found: list[tuple[str, bool]] = []
    at = 0
    for match in re.finditer("|".join(parts), words, re.IGNORECASE) if parts else ():
        if match.start() > at:
            found.append((words[at : match.start()], False))
        found.append((match.group(), True))
        at = match.end()
    return [*found, (words[at:], False)] if at < len(words) else found
