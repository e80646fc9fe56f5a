"""A statement in words, in English or Russian, with its entities marked so that a page can link them.

In: a statement and an :class:`~kartoteka.relate.atlas.Atlas`. Out: segments ``(text, entity id or None)``.
The patterns are data of the vocabulary. Russian never inflects a proper name: the sort of a place takes
the case, the name stands in guillemets: «в тюрьме «Северная»».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kartoteka.model.statements import Role, Statement
from kartoteka.relate.atlas import Atlas
from kartoteka.wording.dates import say_date, say_duration
from kartoteka.wording.texts import has_text, say

Segment = tuple[str, str | None]
"""A piece of a sentence, and the entity that it names."""

_SLOT = re.compile(r"\{(\w+)\}")

_SAID_ELSEWHERE = {"verbatim", "kind"}
"""Roles that are shown beside the sentence, not in it."""


def sentence(statement: Statement, atlas: Atlas, lang: str = "en") -> str:
    """Return a statement as one sentence, without a full stop."""
    return "".join(text for text, _ in segments(statement, atlas, lang))


def segments(statement: Statement, atlas: Atlas, lang: str = "en") -> tuple[Segment, ...]:
    """Return a statement as segments; roles the pattern has no place for follow in brackets."""
    term = atlas.vocabulary.get("predicate", statement.predicate)
    pattern = _pattern(statement, atlas, lang, dict(term.pattern))
    slots = set(_SLOT.findall(pattern))
    filled = _fill(pattern, lambda slot: list(_slot(slot, statement, atlas, lang)))
    rest = [r for r in statement.roles if r.term not in slots | _SAID_ELSEWHERE]
    if statement.polarity < 0:
        filled = [(say("sentences.not", lang) + " ", None), *filled]
    return tuple(_tidied([*filled, *_aside(statement, rest, slots, atlas, lang)]))


def _pattern(statement: Statement, atlas: Atlas, lang: str, patterns: dict[str, str]) -> str:
    base = patterns.get(lang) or patterns.get("en") or "{subject} – {predicate}: {value} {when}"
    if lang != "ru":
        return base
    entity = atlas.find(statement.subject)
    if entity is not None and entity.kind == "group":
        return patterns.get("ru.pl", base)
    return patterns.get("ru.f", base) if atlas.gender(statement.subject) == "female" else base


def _fill(pattern: str, fill: Callable[[str], list[Segment]]) -> list[Segment]:
    pieces = _SLOT.split(pattern)
    found: list[Segment] = []
    for position, piece in enumerate(pieces):
        found += fill(piece) if position % 2 else [(piece, None)]
    return found


def _slot(slot: str, statement: Statement, atlas: Atlas, lang: str) -> Iterator[Segment]:
    if slot == "subject":
        yield named(statement.subject, atlas, lang)
    elif slot in ("object", "value"):
        yield value_segment(statement, atlas, lang)
    elif slot in ("in_object", "to_object") and statement.object:
        yield from _with_preposition(statement.object, atlas, lang, slot.split("_", maxsplit=1)[0])
    elif slot == "predicate":
        yield atlas.vocabulary.get("predicate", statement.predicate).name(lang), None
    elif slot == "when":
        yield (say_date(statement.when, lang) if statement.when else ""), None
    else:
        yield from (_role_value(r, atlas, lang) for r in statement.roles if r.term == slot)


def named(id: str, atlas: Atlas, lang: str) -> Segment:  # noqa: A002
    """Return the segment that names an entity."""
    return atlas.name(id, lang), atlas.clusters.head(id)


def _with_preposition(place: str, atlas: Atlas, lang: str, which: str) -> Iterator[Segment]:
    sort = atlas.sort(place) or "place"
    term = atlas.vocabulary.get("sort", sort if atlas.vocabulary.has("sort", sort) else "place")
    name, id_ = named(place, atlas, lang)
    if lang != "ru":
        preposition = "to" if which == "to" else term.extra.get("en.in", "in")
        yield f"{preposition} ", None
        yield name, id_
        return
    yield f"{term.extra.get(f'ru.{which}', 'в месте')} ", None
    yield f"«{name}»", id_


def value_segment(statement: Statement, atlas: Atlas, lang: str) -> Segment:
    """Return what a statement says of its subject: an entity, a term, a number or words."""
    if statement.object:
        return named(statement.object, atlas, lang)
    value = statement.value or ""
    if statement.predicate == "rating" and has_text(f"sentences.scale_{value.strip().lstrip('+')}"):
        return say(f"sentences.scale_{value.strip().lstrip('+')}", lang), None
    for allowed in atlas.vocabulary.get("predicate", statement.predicate).range:
        vocab = allowed.partition("term:")[2]
        if vocab and atlas.vocabulary.has(vocab, value):
            return atlas.vocabulary.get(vocab, value).name(lang), None
    if statement.number:
        return value.replace("..", "–"), None
    return quoted(value, statement.lang, lang), None


def quoted(value: str, value_lang: str | None, lang: str) -> str:
    """Return words in another language than the page's in quotation marks; else as they are."""
    if value_lang in (None, lang):
        return value
    return f"«{value}»" if value_lang == "ru" else f"“{value}”"


def _role_value(role: Role, atlas: Atlas, lang: str) -> Segment:
    if role.entity:
        return named(role.entity, atlas, lang)
    value = role.value or ""
    if atlas.vocabulary.has("role", role.term):
        for allowed in atlas.vocabulary.get("role", role.term).range:
            vocab = allowed.partition("term:")[2]
            if vocab and atlas.vocabulary.has(vocab, value):
                return atlas.vocabulary.get(vocab, value).name(lang), None
    return value, None


def _aside(
    statement: Statement, roles: list[Role], slots: set[str], atlas: Atlas, lang: str
) -> list[Segment]:
    """Return what the pattern had no place for: `` (quarantine; for 2 weeks)``."""
    notes: list[list[Segment]] = []
    for role in roles:
        shown = _role_value(role, atlas, lang)
        # A regime explains itself; "from", "owner", "among" need their name.
        label = "" if role.term == "regime" else f"{_role_name(role.term, atlas, lang)}: "
        notes.append([(label, None), shown])
    if statement.duration and "duration" not in slots:
        notes.append([(say_duration(statement.duration, lang), None)])
    if not notes:
        return []
    found: list[Segment] = [(" (", None)]
    for position, note in enumerate(notes):
        found += [("; ", None), *note] if position else note
    return [*found, (")", None)]


def _role_name(term: str, atlas: Atlas, lang: str) -> str:
    return (
        atlas.vocabulary.get("role", term).name(lang)
        if atlas.vocabulary.has("role", term)
        else term
    )


def _tidied(pieces: list[Segment]) -> Iterator[Segment]:
    """Join plain neighbours, and drop the spaces that an empty slot leaves."""
    merged: list[Segment] = []
    for text, id_ in pieces:
        if id_ is None and merged and merged[-1][1] is None:
            merged[-1] = (merged[-1][0] + text, None)
        elif text:
            merged.append((text, id_))
    for position, (text, id_) in enumerate(merged):
        if id_ is None:
            text = re.sub(r" {2,}", " ", text).replace(" )", ")").replace(" ,", ",")  # noqa: PLW2901
            if position == len(merged) - 1:
                text = text.rstrip(" :")  # noqa: PLW2901
        if text:
            yield text, id_
