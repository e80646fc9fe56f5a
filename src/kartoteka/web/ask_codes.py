"""Calls about the codebook and the memos: the tree, the passages under a code, notes.

In: ids. Out: codes with how much stands under each, passages, memos with what they are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from kartoteka.annotate.codebook import COLOURS
from kartoteka.archive.versions import version_of
from kartoteka.model.coding import WORKING
from kartoteka.model.terms import Term
from kartoteka.web.calls import At, call
from kartoteka.web.names import folded
from kartoteka.web.shapes import (
    Answer,
    Body,
    CodingShape,
    Id,
    Limit,
    Line,
    MemoShape,
    Names,
    Nothing,
    Offset,
    PassageShape,
)

_HEX = {
    "blue": ("#0072b2", "#56a8e0"),
    "orange": ("#b36f00", "#e69f00"),
    "green": ("#00795a", "#2dbd93"),
    "purple": ("#a3477b", "#d98cb8"),
    "sky": ("#2a7aa8", "#7cc7f0"),
    "yellow": ("#7d7300", "#e5d93b"),
    "vermilion": ("#b84a00", "#f08a4b"),
    "grey": ("#5f6368", "#a9adb3"),
}
"""Name → for light and for dark paper; darkened or lightened from Okabe and Ito (2008) until text in them
can be read (contrast 4.5)."""


class CodeShape(Struct, frozen=True):
    """A code of the tree."""

    id: str
    version: str
    label: dict[str, str]
    name: str
    definition: str | None
    definitions: dict[str, str]
    broader: str | None
    colour: str | None
    passages: int
    passages_below: int
    own: bool


class Colour(Struct, frozen=True):
    """A colour of the palette."""

    name: str
    hex_light: str
    hex_dark: str


class Codebook(Answer, frozen=True, kw_only=True):
    """The codes, in the order of the tree, and their colours."""

    codes: list[CodeShape]
    palette: list[Colour]


@call("codebook", Nothing, Codebook)
def codebook(at: At, said: Nothing) -> Codebook:  # noqa: ARG001 - it says nothing
    """The tree of codes, with how many passages stand under each."""
    palette = [Colour(name, *_HEX[name]) for name in COLOURS]
    codes = at.known.kept(("codebook", at.lang), lambda: _codes(at))
    return Codebook(codes=codes, palette=palette)


def _codes(at: At) -> list[CodeShape]:
    codes = at.known.atlas.vocabulary.terms("code")
    terms = {t.id: t for t in codes if t.id not in WORKING}
    own = {t.id for t in at.known.archive.own_terms() if t.vocab == "code"}
    counts = at.known.archive.lists.count_by_code()
    return [
        CodeShape(
            id=t.id,
            version=version_of(t),
            label=dict(t.label),
            name=t.name(at.lang),
            definition=t.definition.get(at.lang) or t.definition.get("en"),
            definitions=dict(t.definition),
            broader=t.broader,
            colour=t.extra.get("colour"),
            passages=counts.get(t.id, 0),
            passages_below=sum(counts.get(i, 0) for i in _below(terms, t.id)),
            own=t.id in own,
        )
        for t in _in_order(at, terms.values())
    ]


def _in_order(at: At, terms: Iterable[Term]) -> Iterator[Term]:
    """Yield the codes depth first, those of one parent by name."""
    known = {t.id: t for t in terms}
    children: dict[str | None, list[Term]] = {}
    for term in known.values():
        above = term.broader if term.broader in known else None
        children.setdefault(above, []).append(term)
    seen: set[str] = set()

    def walk(above: str | None) -> Iterator[Term]:
        for term in sorted(children.get(above, ()), key=lambda t: folded(t.name(at.lang))):
            if term.id not in seen:
                seen.add(term.id)
                yield term
                yield from walk(term.id)

    yield from walk(None)
    yield from (t for t in known.values() if t.id not in seen)


def _below(terms: dict[str, Term], id_: str) -> set[str]:
    """Return a code and all below it."""
    found = {id_}
    while more := {t.id for t in terms.values() if t.broader in found} - found:
        found |= more
    return found


class OfCode(Body, frozen=True, kw_only=True):
    """A code; with ``below``, also those under it."""

    id: Id
    below: bool = True
    offset: Offset = 0
    limit: Limit = 50


class Coded(Struct, frozen=True):
    """A passage under a code."""

    coding: CodingShape
    passage: PassageShape
    title: str


class CodedPassages(Answer, frozen=True, kw_only=True):
    """A page of passages."""

    total: int
    passages: list[Coded]


@call("code", OfCode, CodedPassages)
def code(at: At, said: OfCode) -> CodedPassages:
    """The passages under a code."""
    at.known.atlas.vocabulary.get("code", said.id)
    terms = {t.id: t for t in at.known.atlas.vocabulary.terms("code")}
    wanted = sorted(_below(terms, said.id)) if said.below else [said.id]
    lists = at.known.archive.lists
    counts = at.known.kept("by code", lists.count_by_code)
    found = lists.coded(wanted, offset=said.offset, limit=said.limit)
    passages = [
        Coded(at.speaker.coding(c), at.speaker.passage(p), at.known.sources[p.source].title)
        for c, p in found
    ]
    return CodedPassages(total=sum(counts.get(c, 0) for c in wanted), passages=passages)


class OfMemos(Body, frozen=True, kw_only=True):
    """Which memos."""

    about: Id | None = None
    text: Line | None = None
    offset: Offset = 0
    limit: Limit = 50


class Memos(Answer, frozen=True, kw_only=True):
    """A page of memos, the newest first."""

    total: int
    memos: list[MemoShape]
    names: Names


@call("memos", OfMemos, Memos)
def memos(at: At, said: OfMemos) -> Memos:
    """Notes, with what they are about."""
    found = list(reversed(at.known.archive.memos(said.about)))
    if said.text:
        wanted = folded(said.text)
        found = [m for m in found if wanted in folded(f"{m.title} {m.text}")]
    page = found[said.offset : said.offset + said.limit]
    return Memos(total=len(found), memos=at.speaker.memos(page), names=at.speaker.names())
