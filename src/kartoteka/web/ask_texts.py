"""Calls about texts: lists of sources, a source with its text, what is marked in it.

In: ids. Out: texts, parts and marks with positions in code points and in UTF-16 units, which is what the page
counts in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kartoteka.archive.lists import Mark
from kartoteka.archive.versions import version_of
from kartoteka.model.coding import PENDING, READ
from kartoteka.model.sources import Part, Source
from kartoteka.web.calls import At, call
from kartoteka.web.names import folded
from kartoteka.web.shapes import (
    Answer,
    Body,
    CodingRef,
    CodingShape,
    Id,
    Limit,
    Line,
    MarkShape,
    MemoShape,
    Names,
    Offset,
    PartShape,
    PassageShape,
    Said,
    SourceShape,
)
from kartoteka.web.speaker import positions


class OfSources(Body, frozen=True, kw_only=True):
    """Which sources, in which order."""

    text: Line | None = None
    author: Id | None = None
    reading: Literal["unread", "begun", "done"] | None = None
    order: Literal["written", "added", "title"] = "written"
    offset: Offset = 0
    limit: Limit = 50


class Sources(Answer, frozen=True, kw_only=True):
    """A page of sources."""

    total: int
    sources: list[SourceShape]
    names: Names


@call("sources", OfSources, Sources)
def sources(at: At, said: OfSources) -> Sources:
    """The sources, a page at a time."""
    found = [s for s in _ordered(at, said.order) if _wanted(at, s, said)]
    page = [at.speaker.source(s) for s in found[said.offset : said.offset + said.limit]]
    return Sources(total=len(found), sources=page, names=at.speaker.names())


def _ordered(at: At, order: str) -> Sequence[Source]:
    known = at.known
    if order == "title":
        return known.kept(
            "by title", lambda: sorted(known.sources.values(), key=lambda s: folded(s.title))
        )
    if order == "added":
        ids = known.kept("as added", known.archive.lists.source_ids_as_added)
        return [known.sources[id_] for id_ in ids]
    return list(known.sources.values())


def _wanted(at: At, source: Source, said: OfSources) -> bool:
    if said.author and at.known.atlas.clusters.head(source.author or "") != said.author:
        return False
    if said.reading and _reading(at, source) != said.reading:
        return False
    return not said.text or folded(said.text) in folded(source.title) or said.text == source.id


def _reading(at: At, source: Source) -> str:
    row = at.known.progress.of(source.id)
    if row["read_to"] >= source.length > 0:
        return "done"
    return "begun" if row["marks"] or row["read_to"] else "unread"


class OneSource(Body, frozen=True, kw_only=True):
    """A source, by id."""

    id: Id


class SourceText(Answer, frozen=True, kw_only=True):
    """A source with its text and its parts."""

    source: SourceShape
    text: str
    parts: list[PartShape]
    entities_missing: list[str]
    names: Names


@call("source", OneSource, SourceText)
def source(at: At, said: OneSource) -> SourceText:
    """A source: its details, its text, whose voice is where."""
    archive = at.known.archive
    found = archive.source(said.id)
    text, parts = archive.text(said.id), archive.parts(said.id)
    units = positions(text, (p for part in parts for p in (part.start, part.end)))
    named = (found.author, found.addressee, found.place, *(p.author for p in parts))
    at.speaker.note(*named)
    missing = [i for i in dict.fromkeys(named) if i and at.known.atlas.find(i) is None]
    return SourceText(
        source=at.speaker.source(found),
        text=text,
        parts=[_part(at, part, units) for part in parts],
        entities_missing=missing,
        names=at.speaker.names(),
    )


def _part(at: At, part: Part, units: dict[int, int]) -> PartShape:
    span = (part.start, part.end, units[part.start], units[part.end])
    more = (part.author, at.speaker.when(part.written), part.locator)
    return PartShape(part.id, version_of(part), *span, *more)


class OfMarks(Body, frozen=True, kw_only=True):
    """A source; perhaps only some of its passages."""

    source: Id
    passages: list[Id] | None = None


class Marks(Answer, frozen=True, kw_only=True):
    """The marks of a source, light."""

    source: str
    marks: list[MarkShape]


@call("marks", OfMarks, Marks)
def marks(at: At, said: OfMarks) -> Marks:
    """What is marked in a source, by id: enough to draw it."""
    at.known.archive.source(said.source)
    return Marks(source=said.source, marks=drawn(at, said.source, said.passages))


def drawn(at: At, source: str, passages: Sequence[str] | None = None) -> list[MarkShape]:
    """Return marks with positions in both counts."""
    archive = at.known.archive
    found = archive.lists.marks(source, passages)
    units = positions(archive.text(source), (p for m in found for p in (m.start, m.end)))
    return [_mark(mark, units) for mark in found]


def _mark(m: Mark, units: dict[int, int]) -> MarkShape:
    codes = {code for _, code in m.codings}
    return MarkShape(
        id=m.passage,
        start=m.start,
        end=m.end,
        start16=units[m.start],
        end16=units[m.end],
        statements=list(m.statements),
        codings=[CodingRef(id_, code) for id_, code in m.codings],
        memos=list(m.memos),
        pending=PENDING in codes,
        read=READ in codes,
    )


class SomePassages(Body, frozen=True, kw_only=True):
    """Passages, by id."""

    passages: Annotated[list[Id], Meta(max_length=200)]


class FullMark(Struct, frozen=True):
    """A passage with everything noted of it."""

    passage: PassageShape
    start16: int
    end16: int
    statements: list[Said]
    codings: list[CodingShape]
    memos: list[MemoShape]


class FullMarks(Answer, frozen=True, kw_only=True):
    """Marks in full."""

    marks: list[FullMark]
    names: Names


@call("mark", SomePassages, FullMarks)
def mark(at: At, said: SomePassages) -> FullMarks:
    """Everything noted of some passages: for the margin."""
    archive, speaker = at.known.archive, at.speaker
    known = {p.id: p for p in archive.lists.passages(said.passages)}
    found = [known[i] for i in dict.fromkeys(said.passages) if i in known]
    statements = speaker.said(archive.statements(passage=said.passages))
    codings = archive.lists.codings(passages=said.passages)
    units = {
        source: positions(
            archive.text(source),
            (point for p in found if p.source == source for point in (p.start, p.end)),
        )
        for source in {p.source for p in found}
    }
    full = [
        FullMark(
            speaker.passage(p),
            units[p.source][p.start],
            units[p.source][p.end],
            [s for s in statements if any(e.passage.id == p.id for e in s.evidence)],
            [speaker.coding(c) for c, under in codings if under.id == p.id],
            speaker.memos(archive.memos(p.id)),
        )
        for p in found
    ]
    return FullMarks(marks=full, names=speaker.names())
