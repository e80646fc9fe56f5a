"""Pages that list: what is in the archive, and the words in which statements are made.

In: entities, counts, terms. Out: pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.text import Text

from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.voice import Voice
from kartoteka.model.entities import KINDS, Entity, Kind
from kartoteka.model.terms import Term, Vocabulary

ID = 26
"""Columns for ids."""


def entities_page(
    page: Page, voice: Voice, entities: Mapping[Kind, Sequence[Entity]], counts: Mapping[str, int]
) -> None:
    """Set who and what is in the archive, by kind; what to do next where it is new."""
    kinds = {"source", "statement", "passage", "memo", "coding"}
    facts = ", ".join(page.say(f"record_{k}", n=n) for k, n in counts.items() if k in kinds and n)
    page.title(page.say("entities"), facts)
    for kind in KINDS:
        of_kind = entities.get(kind, ())
        if of_kind:
            page.heading(page.say(f"kinds_{kind}", n=len(of_kind)))
        for entity in of_kind:
            _line(page, entity.id, voice.named(entity.id), _about(voice, entity))
    if not any(entities.values()):
        page.blank()
        for line in page.say("no_evidence" if counts.get("source") else "new_archive").split("\n"):
            page.command(line) if line.startswith("kartoteka ") else page.put(line)


def _about(voice: Voice, entity: Entity) -> str:
    path = voice.atlas.path(entity.id)[1:] if entity.kind in ("place", "group") else ()
    sort = voice.atlas.sort(entity.id)
    facts = [voice.term("sort", sort)] if sort else []
    return " · ".join([*facts, *([voice.path(path)] if path else [])])


def _line(page: Page, id_: str, name: Text, about: str = "") -> None:
    page.gutter = ID
    line = name.copy()
    if about:
        line.append(f" · {about}", style="dim")
    if cell_len(id_) > ID - 2:
        # An id is to be typed: it is not broken in two.
        page.put(Text(id_, style="dim"), indent=1)
        page.beside(line)
    else:
        page.row(id_, line, style="dim")


def lists_page(page: Page, vocabulary: Vocabulary) -> None:
    """Set which lists the vocabulary has."""
    page.title(page.say("vocabulary"), page.say("vocabulary_note"))
    page.blank()
    for name in dict.fromkeys(term.vocab for term in vocabulary):
        terms = vocabulary.terms(name)
        some = ", ".join(term.id for term in terms[:6]) + (" …" if len(terms) > 6 else "")
        _line(page, name, Text(page.say("terms", n=len(terms))), some)


def terms_page(page: Page, name: str, terms: Sequence[Term], lang: str) -> None:
    """Set the terms of one list."""
    page.title(name, page.say("terms", n=len(terms)))
    page.blank()
    for term in terms:
        _line(page, term.id, Text(term.name(lang), style="bold"), _broader(term))
        if definition := term.definition.get(lang) or term.definition.get("en"):
            page.beside(definition)
        if term.vocab == "predicate":
            page.beside(_signature(page, term), style="dim", hang=2)


def _broader(term: Term) -> str:
    return f"‹ {term.broader}" if term.broader else ""


def _signature(page: Page, term: Term) -> str:
    found = f"{', '.join(term.domain)} → {', '.join(term.range)}"
    if term.roles:
        found += f"; {page.say('roles')}: {', '.join(term.roles)}"
    return found
