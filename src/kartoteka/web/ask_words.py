"""Calls about words: entities while one types, dates, a statement as a sentence.

In: what somebody is typing. Out: what it would mean. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from msgspec import Meta, Struct

from kartoteka.annotate.preview import preview
from kartoteka.model.datewords import read_when
from kartoteka.model.entities import KINDS, Kind
from kartoteka.web.calls import At, call
from kartoteka.web.cardless import Cardless, cardless
from kartoteka.web.findings import shown
from kartoteka.web.names import Match
from kartoteka.web.shapes import (
    Answer,
    Body,
    FindingShape,
    Id,
    Lasting,
    Line,
    Name,
    Names,
    Point,
    Segments,
    When,
)
from kartoteka.wording.dates import say_date, say_duration
from kartoteka.wording.texts import LANGUAGES

CARDLESS = 4
"""Of those without a card, offered at most."""


class ToComplete(Body, frozen=True, kw_only=True):
    """What was typed, of which kinds, in which source."""

    text: Line
    kinds: list[Kind] = []
    source: Id | None = None
    limit: Annotated[int, Meta(ge=1, le=50)] = 12


class FoundEntity(Struct, frozen=True):
    """An entity that may be meant."""

    id: str
    name: str
    matched: str
    kind: Kind
    sort: str | None
    alias: str | None
    context: str | None


class Completion(Answer, frozen=True, kw_only=True):
    """Entities, the best first; and those whom sources name, but who have no card yet."""

    entities: list[FoundEntity]
    cardless: list[Cardless]


@call("complete", ToComplete, Completion)
def complete(at: At, said: ToComplete) -> Completion:
    """Entities by any part of any name, in either script."""
    first = _of_source(at, said.source)
    found = at.known.names.find(said.text, said.kinds, first)
    if not found and not said.text.strip():
        here = [h for h in first if (e := at.known.atlas.find(h)) and _of_kind(e.kind, said.kinds)]
        found = [Match(h, "", (0, 0, h)) for h in here]
    return Completion(
        entities=[_found(at, match) for match in found[: said.limit]],
        cardless=cardless(at, said.text, said.kinds, said.source, CARDLESS),
    )


def _of_kind(kind: str, kinds: Iterable[str]) -> bool:
    wanted = tuple(kinds)
    return not wanted or kind in wanted


def _of_source(at: At, source: str | None) -> tuple[str, ...]:
    """Return whom the statements of a source speak of, the most spoken of first."""
    if not source:
        return ()
    known = at.known
    return known.kept(("of source", source), lambda: known.archive.lists.spoken_of(source))


def _found(at: At, match: Match) -> FoundEntity:
    entity = at.known.atlas.entity(match.head)
    name = at.speaker.name(match.head)
    return FoundEntity(
        match.head,
        name.name,
        match.name,
        entity.kind,
        name.sort,
        entity.alias,
        _context(at, match.head, name.name),
    )


def _context(at: At, id_: str, name: str) -> str | None:
    """Return what tells an entity from others of its name: where it lies, or another name."""
    atlas = at.known.atlas
    above = atlas.path(id_)[1:]
    if above:
        return ", ".join(atlas.name(p, at.lang) for p in above[:2])
    others = [n for n in at.known.names.names(id_) if n not in (name, id_)]
    return others[0] if others else None


# ── dates ─────────────────────────────────────────────────────────────────────────────────────────


class ToDate(Body, frozen=True, kw_only=True):
    """A date as typed, and from when the words are to be understood."""

    text: Line
    source: Id | None = None
    at: Point | None = None
    written: Line | None = None
    lang: Annotated[str, Meta(max_length=20)] | None = None


class DateRead(Answer, frozen=True, kw_only=True):
    """A date, understood."""

    edtf: str | None
    words: str | None
    b0: str | None
    b1: str | None
    e0: str | None
    e1: str | None
    duration: Lasting | None
    said: dict[str, str]
    written: When | None


@call("date", ToDate, DateRead)
def date(at: At, said: ToDate) -> DateRead:
    """A date in words or EDTF, as it will be understood."""
    written, lang = None, said.lang
    if said.source:
        source = at.known.archive.source(said.source)
        written, lang = source.written, lang or source.lang
        if said.at is not None:
            around = [p for p in at.known.archive.parts(said.source) if p.start <= said.at < p.end]
            inmost = min(around, key=lambda p: p.end - p.start, default=None)
            written = (inmost.written if inmost else None) or written
    if said.written:
        written = read_when(said.written, None, lang).date
    read = read_when(said.text, written, lang)
    shape = at.speaker.when(read.date)
    words = {
        spoken: say_date(read.date, spoken)
        if read.date
        else (say_duration(read.duration, spoken) if read.duration else "")
        for spoken in LANGUAGES
    }
    days = (shape.b0, shape.b1, shape.e0, shape.e1) if shape else (None,) * 4
    return DateRead(
        edtf=shape.edtf if shape else None,
        words=read.words,
        b0=days[0],
        b1=days[1],
        e0=days[2],
        e1=days[3],
        duration=at.speaker.lasting(read.duration),
        said=words,
        written=at.speaker.when(written),
    )


# ── sentences ─────────────────────────────────────────────────────────────────────────────────────


class Sentence(Answer, frozen=True, kw_only=True):
    """A statement as a sentence, and what is missing or wrong."""

    sentence: Segments
    findings: list[FindingShape]
    names: Names


class ToSay(Body, frozen=True, kw_only=True):
    """A statement as in an evidence file, and the entities that it makes."""

    statement: dict[str, Any]
    entities: dict[str, dict[str, Any]] = {}
    source: Id | None = None


@call("sentence", ToSay, Sentence)
def sentence(at: At, said: ToSay) -> Sentence:
    """How a statement will read; nothing is written."""
    tried = preview(at.known.archive, said.statement, said.source, said.entities, lang=at.lang)
    pieces = at.speaker.sentence(tried.statement) if tried.statement else []
    labels = {id_: str(made.get("label") or id_) for id_, made in said.entities.items()}
    pieces = [(labels.get(id_ or "", text), id_) for text, id_ in pieces]
    findings = [shown(at, f, tried.path_of(f)) for f in tried.findings]
    names = at.speaker.names()
    names |= {
        id_: Name(labels[id_], made.get("kind"))
        for id_, made in said.entities.items()
        if id_ in names and made.get("kind") in KINDS
    }
    return Sentence(sentence=pieces, findings=findings, names=names)
