"""``search``: sources, names, statements and memos by words.

In: a query (``docs/reference/search.md``). Out: hits of the archive's index, with the words marked.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kartoteka.search import search as look
from kartoteka.search.found import Hit as FoundHit
from kartoteka.web.calls import At, call
from kartoteka.web.shapes import Answer, Body, Limit, Line, Names, Offset

HitKind = Literal["entity", "source", "statement", "memo"]

KINDS: tuple[HitKind, ...] = ("entity", "source", "statement", "memo")

OF_INDEX: dict[HitKind, tuple[str, ...]] = {
    "entity": ("name",),
    "source": ("source", "passage"),
    "statement": ("statement",),
    "memo": ("memo",),
}
"""Kind of hit → the kinds of record of the index."""


SHOWN = 240
"""Characters of a memo that are shown where its title alone was found."""


PATIENCE = 1.0
"""Seconds for regular expressions: one thread answers everything, and all other calls wait meanwhile."""


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
    nearest: list[str] = []


@call("search", ToSearch, Found)
def search(at: At, said: ToSearch) -> Found:
    """Whatever has these words, in all their forms: names, sources, statements, memos."""
    if not said.text.strip():
        return Found(total=0, hits=[], names=at.speaker.names())
    kinds = {kind for k in said.kinds or KINDS for kind in OF_INDEX[k]}
    found = look(
        at.known.archive,
        said.text,
        limit=said.limit,
        offset=said.offset,
        kinds=kinds,
        patience=PATIENCE,
    )
    hits = [_hit(at, hit) for hit in found.hits]
    return Found(
        total=found.total, hits=hits, names=at.speaker.names(), nearest=list(found.nearest)
    )


def _hit(at: At, hit: FoundHit) -> Hit:
    """Return a hit of the index as the workbench shows it: a passage is a place in its text."""
    kind: HitKind = next(k for k in KINDS if hit.kind in OF_INDEX[k])
    title = hit.title
    if kind == "entity":
        at.speaker.note(hit.id)
        title = at.speaker.name(hit.id).name
    elif kind == "statement":
        (found,) = at.known.archive.lists.few([hit.id], 1)[0]
        title = "".join(piece for piece, _ in at.speaker.sentence(found.statement))
    pieces = list(hit.excerpt.pieces())
    if kind == "memo" and "".join(piece for piece, _ in pieces) == title:
        # Found in the title alone, which stands above already: below it stands what the memo says.
        (memo,) = at.known.archive.lists.memos(hit.id)
        pieces = [(memo.text[:SHOWN], False)]
    marks = hit.excerpt.marks if hit.excerpt.source else ()
    start, end = marks[0] if marks else (None, None)
    return Hit(
        kind=kind,
        id=(hit.source or hit.id) if kind == "source" else hit.id,
        title=title,
        pieces=pieces,
        source=hit.excerpt.source or hit.source,
        start=start,
        end=end,
        passage=hit.passage,
    )
