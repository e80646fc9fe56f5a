"""The page of a search: the hits with their words set off, where they stand, and where to read on.

In: a :class:`~kartoteka.search.found.Found`. Out: a page, or a table::

     passage         … Oh, the “ratings” of a little [freedom] are [high] here …
                     Letter from the mill · letter-7 · Ana, the Mill
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from kartoteka.cli.names import VERB_FOR
from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.voice import Voice
from kartoteka.search.found import Found, Hit
from kartoteka.search.marks import Excerpt

if TYPE_CHECKING:
    import polars as pl

MOST_NAMED = 5
"""Entities that are named below a passage."""


def found_page(page: Page, voice: Voice, found: Found, archive: Path) -> None:
    """Set what a search found."""
    if not found.total:
        _nothing(page, found, archive)
        return
    kinds = ", ".join(page.say(f"found_{kind}", n=n) for kind, n in found.kinds.items())
    page.title(page.say("found", n=found.total, query=found.query), kinds)
    page.blank()
    for hit in found.hits:
        page.blank()
        _hit(page, voice, hit, archive)
    _rest(page, found, archive)


def _hit(page: Page, voice: Voice, hit: Hit, archive: Path) -> None:
    label = page.say(f"hit_{hit.kind}")
    if hit.kind == "name":
        label = page.say(f"kind_{voice.atlas.entity(hit.id).kind}")
    if hit.kind == "statement":
        _statement(page, voice, hit)
    else:
        page.row(label, _words(hit), style="dim")
    page.beside(_where(voice, hit, archive), style="dim", hang=2)
    if page.ids:
        page.beside(" ".join(hit.evidence), style="dim", hang=2)


def _words(hit: Hit) -> Text:
    shown = lit(hit)
    if hit.kind == "name" and hit.excerpt.text.strip() != hit.title:
        return Text.assemble(shown, " = ", (hit.title, "bold"))
    return shown


def _statement(page: Page, voice: Voice, hit: Hit) -> None:
    """Set what a statement says, and below it the words that were found if they are others."""
    (attested,) = voice.atlas.reader.statements(ids=hit.id)
    sentence = voice.sentence(attested.statement)
    page.row(page.say("hit_statement"), sentence, style="dim")
    said = sentence.plain.lower()
    for line in _marked_lines(hit.excerpt):
        if line.text.strip().lower() not in said:  # a word of the list, or already in the sentence
            page.beside(_lit(line), style="italic", hang=2)


def _marked_lines(excerpt: Excerpt) -> Iterator[Excerpt]:
    """Yield the lines of an excerpt in which something is marked: values, words of roles and dates."""
    at = excerpt.start
    for line in excerpt.text.split("\n"):
        end = at + len(line)
        marks = tuple(m for m in excerpt.marks if m[0] < end and m[1] > at)
        if marks:
            yield replace(excerpt, text=line, start=at, marks=marks)
        at = end + 1


def lit(hit: Hit) -> Text:
    """Return the words that were found, set off: by colour, or in brackets where there is none."""
    return _lit(hit.excerpt)


def _lit(excerpt: Excerpt) -> Text:
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    text = Text("… " if excerpt.before else "")
    for piece, marked in excerpt.pieces():
        words = piece.replace("\n", " ")
        if marked:
            text.append(words if coloured else f"[{words}]", style="bold yellow")
        else:
            text.append(words)
    return text.append(" …") if excerpt.after else text


def _where(voice: Voice, hit: Hit, archive: Path) -> str:
    """Return where a hit stands; of a name, the command that tells more."""
    if hit.kind == "name":
        kind = voice.atlas.entity(hit.id).kind
        return f"kartoteka {VERB_FOR[kind]} {archive} {hit.id}"
    named = [voice.name(id_) for id_ in hit.entities[:MOST_NAMED]] if hit.kind == "passage" else []
    source = voice.atlas.reader.source(hit.source) if hit.source else None
    title = voice.source(source) if source else _title(voice, hit)
    facts = [title, hit.source or "", ", ".join(named)]
    return " · ".join(fact for fact in facts if fact)


def _title(voice: Voice, hit: Hit) -> str:
    """Return what stands for a source where there is none: a predicate in words; a memo's title once."""
    if hit.kind == "statement":
        return voice.term("predicate", hit.title)
    return "" if hit.excerpt.text.strip().startswith(hit.title) else hit.title


def _rest(page: Page, found: Found, archive: Path) -> None:
    shown = found.offset + len(found.hits)
    if shown < found.total:
        page.blank()
        page.put(page.say("found_more", n=found.total - shown))
        page.command(f"kartoteka search {archive} {shlex.quote(found.query)} --offset {shown}")


def _nothing(page: Page, found: Found, archive: Path) -> None:
    page.title(page.say("found_nothing", query=found.query))
    page.blank()
    if found.nearest:
        page.put(page.say("found_near"))
        for word in found.nearest:
            page.command(f"kartoteka search {archive} {shlex.quote(word)}")
        page.blank()
    page.put(page.say("found_try"))


def found_table(found: Found) -> pl.DataFrame:
    """Return the hits as a table, a row each."""
    import polars as pl

    schema = {
        "kind": pl.String,
        "id": pl.String,
        "score": pl.Float64,
        "title": pl.String,
        "words": pl.String,
        "source": pl.String,
        "start": pl.Int64,
        "entities": pl.List(pl.String),
        "evidence": pl.List(pl.String),
    }
    rows = [
        (
            *(hit.kind, hit.id, round(hit.score, 4), hit.title, hit.excerpt.text, hit.source),
            *(
                hit.excerpt.start if hit.excerpt.source else None,
                list(hit.entities),
                list(hit.evidence),
            ),
        )
        for hit in found.hits
    ]
    return pl.DataFrame(rows, schema=schema, orient="row")
