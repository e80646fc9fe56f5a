"""Words → passages, tellings, attestations: on whose word a statement stands, and in which words.

In: the evidence keys of an entry (``quote`` or ``at``, ``told_by``, ``basis``, ``stance``, ``certainty``).
Out: the passage in the source's own words, the chain of tellings, the attestation.
"""

from __future__ import annotations

from typing import Any

from kartoteka.annotate.anchor import Span, find_all, make_passage, nearest
from kartoteka.annotate.context import Context, OpenSource, Words
from kartoteka.annotate.entry import Entry
from kartoteka.annotate.ids import content_id, date_content
from kartoteka.annotate.shapes import Fields, fields_of
from kartoteka.annotate.values import (
    checked_entity,
    choice,
    entity,
    integer,
    recorded,
    span,
    term,
    time,
)
from kartoteka.annotate.yaml12 import Map, Node, Text
from kartoteka.model.entities import ACCESSES
from kartoteka.model.statements import METHODS, STANCES, Attestation, Telling

_EVIDENCE = ("occurrence", "basis", "stance", "certainty", "told_by", "locator", "method")
"""Keys that say something of a passage and mean nothing without one."""

SPEAKERS = ("person", "group", "type")


def open_source(context: Context, entry: Entry, fields: Fields) -> OpenSource | None:
    """Return the source an entry is about; noted once a file where there is none."""
    if entry.source is None or entry.source.text is None:
        fields.wrong("no-source", None, once="")
        return None
    opened = context.open(entry.source.text)
    if opened is None:
        name = entry.source.text
        hint = fields.trouble.near(name, context.near_sources())
        fields.wrong("unknown-source", entry.source, once=name, id=name, hint=hint)
    return opened


def read_words(context: Context, entry: Entry, fields: Fields) -> Words | None:
    """Return the passage that an entry points at; None where it points at none, or wrongly."""
    pointed = [key for key in ("quote", "at") if key in fields.said]
    if len(pointed) == 2:
        fields.wrong("quote-and-at", "at")
        return None
    if "exact" in fields.said and pointed != ["at"]:
        fields.wrong("exact-without-at", "exact")
        return None
    if not pointed:
        return None
    opened = open_source(context, entry, fields)
    if opened is None:
        return None
    by_words = pointed == ["quote"]
    if by_words and not fields.said.keys() & {"occurrence", "locator", "exact"}:
        return _words_of(opened, fields)
    found = (
        find_quote(opened, fields, "quote") if by_words else span(fields, "at", len(opened.text))
    )
    if found is None:
        return None
    words = _words_at(opened, found, fields.text("locator"))
    exact = fields.text("exact")
    if exact is not None and exact != words.passage.exact:
        fields.wrong("words-differ", "exact", quote=exact, there=words.passage.exact)
        return None
    return words


def _words_of(opened: OpenSource, fields: Fields) -> Words | None:
    """Return the passage of a quote; where several entries in a row quote the same, it is found once."""
    quote = fields.text("quote") or ""
    if opened.last is None or opened.last[0] != quote:
        found = find_quote(opened, fields, "quote")
        if found is None:
            return None
        opened.last = quote, _words_at(opened, found, None)
    return opened.last[1]


def _words_at(opened: OpenSource, found: Span, locator: str | None) -> Words:
    passage = make_passage(opened.source.id, opened.text, *found, locator)
    part = opened.part_at(passage.start)
    written = (part.written if part else None) or opened.source.written
    return Words(passage, written, opened.source.lang)


def find_quote(opened: OpenSource, fields: Fields, key: str, after: int = 0) -> Span | None:
    """Return where the quote under a key stands; ``after``: the first place from there on is meant."""
    quote = fields.text(key) or ""
    if not quote.strip():
        fields.wrong("empty-quote", key, name=key)
        return None
    text, source = opened.text, opened.source.id
    wanted = integer(fields, "occurrence", 1, 10**9, "bad-occurrence") if key == "quote" else None
    if "occurrence" in fields.said and key == "quote" and wanted is None:
        return None
    places = [place for place in find_all(text, quote) if place[0] >= after]
    if not places and after and find_all(text, quote):
        fields.wrong("part-not-found", key, quote=quote, source=source, name=key)
    elif not places:
        _lost(opened, fields, key, quote)
    elif after:
        return places[0]
    elif wanted is None and len(places) > 1:
        lines = ", ".join(str(text.count("\n", 0, start) + 1) for start, _ in places[:6])
        facts: dict[str, Any] = {"n": len(places), "source": source, "lines": lines}
        fields.wrong(
            "quote-ambiguous" if key == "quote" else "part-ambiguous", key, quote=quote, **facts
        )
    elif wanted is not None and wanted > len(places):
        facts = {"n": len(places), "source": source, "wanted": wanted}
        fields.wrong("occurrence-too-large", "occurrence", quote=quote, **facts)
    else:
        return places[(wanted or 1) - 1]
    return None


def _lost(opened: OpenSource, fields: Fields, key: str, quote: str) -> None:
    near = nearest(opened.text, quote)
    facts = {"quote": quote, "source": opened.source.id, "name": key}
    if near:
        fields.wrong("quote-nearly", key, line=near.line, near=near.words, **facts)
    else:
        fields.wrong("quote-not-found" if key == "quote" else "part-not-found", key, **facts)


def has_evidence(fields: Fields) -> str | None:
    """Return a key that says something of a passage although there is none."""
    return next((key for key in _EVIDENCE if key in fields.said), None)


# ── tellings ──────────────────────────────────────────────────────────────────────────────────────


def read_tellings(context: Context, fields: Fields, words: Words | None) -> list[Telling]:
    """Return the chain of ``told_by``, outermost (who told the author) first, each told in the one before."""
    chain: list[Telling] = []
    for node in fields.items("told_by"):
        telling = _telling(context, fields, node, words, chain[-1].id if chain else None)
        if telling is None:
            fields.sound = False
        else:
            chain.append(telling)
    return chain


def _telling(
    context: Context, fields: Fields, node: Node, words: Words | None, told_in: str | None
) -> Telling | None:
    source = words.passage.source if words else ""
    if isinstance(node, Text) and node.text is not None:
        speaker = checked_entity(context, fields, node.text, node, SPEAKERS, what="told_by")
        return telling_of(Telling("", source, speaker, told_in)) if speaker else None
    said = (
        fields_of("telling", node, fields.file, fields.trouble) if isinstance(node, Map) else None
    )
    if said is None:
        if not isinstance(node, Map):
            fields.wrong("bad-telling", node)
        return None
    if not said.said and said.sound:
        said.wrong("bad-telling")
    speaker = entity(context, said, "speaker", SPEAKERS, what="told_by")
    place = entity(context, said, "place", ("place",), what="told_by: place")
    when, _ = time(said, "when", words.written if words else None, words.lang if words else None)
    reliability = integer(said, "reliability", 0, 4, "bad-reliability")
    access = choice(said, "access", ACCESSES, "public")
    if not said.sound:
        return None
    return telling_of(Telling("", source, speaker, told_in, when, place, reliability, access))


def telling_of(t: Telling) -> Telling:
    """Return a telling under the id that its content and its source give it."""
    said = (t.source, t.speaker, t.told_in)
    more = (t.place, t.reliability, t.access)
    return Telling(content_id("tl", *said, date_content(t.when), *more), *said, t.when, *more)


# ── attestations ──────────────────────────────────────────────────────────────────────────────────


def read_attestation(context: Context, entry: Entry, fields: Fields) -> Attestation:
    """Return an attestation that knows everything but its statement, passage and telling."""
    by, at = recorded(fields, entry.by, entry.at)
    return Attestation(
        id="",
        statement="",
        passage="",
        basis=term(context, fields, "basis", "basis") or "unknown",
        stance=choice(fields, "stance", STANCES, "asserts"),
        certainty=integer(fields, "certainty", 0, 4, "bad-certainty"),
        method=choice(fields, "method", METHODS, "hand"),
        created_by=by,
        created_at=at,
    )


def attestation_of(
    a: Attestation, statement: str, passage: str, telling: str | None
) -> Attestation:
    """Return an attestation under the id that its content gives it; who made it and when is no part of it."""
    said = (statement, passage, telling, a.basis, a.stance, a.certainty, a.method)
    return Attestation(content_id("at", *said), *said, a.created_by, a.created_at)
