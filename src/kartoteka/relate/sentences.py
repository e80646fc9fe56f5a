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
from kartoteka.wording.dates import say_duration, say_when
from kartoteka.wording.texts import has_text, plural_form, say

Segment = tuple[str, str | None]
"""A piece of a sentence, and the entity that it names."""

_SLOT = re.compile(r"\{(\w+)\}")

_CYRILLIC, _LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[A-Za-z]")

_SAID_ELSEWHERE = {"verbatim", "kind"}
"""Roles that are shown beside the sentence, not in it."""


def sentence(statement: Statement, atlas: Atlas, lang: str = "en", *, time: bool = True) -> str:
    """Return a statement as one sentence, without a full stop."""
    return "".join(text for text, _ in segments(statement, atlas, lang, time=time))


def segments(
    statement: Statement, atlas: Atlas, lang: str = "en", *, time: bool = True
) -> tuple[Segment, ...]:
    """Return a statement as segments; roles the pattern has no place for follow in brackets.

    Without ``time`` the sentence does not say when: for a page that shows the time beside it.
    """
    term = atlas.vocabulary.get("predicate", statement.predicate)
    pattern, negated = _pattern(statement, atlas, lang, dict(term.pattern))
    pattern = pattern if time else pattern.replace("{when}", "")
    slots = set(_SLOT.findall(pattern))
    slots |= {"of"} if "counted" in slots else set()
    filled = _fill(pattern, lambda slot: list(_slot(slot, statement, atlas, lang)))
    rest = [r for r in statement.roles if r.term not in slots | _SAID_ELSEWHERE]
    if statement.polarity < 0 and not negated:
        filled = [(say("sentences.not", lang) + " ", None), *filled]
    return tuple(_tidied([*filled, *_aside(statement, rest, slots, atlas, lang)]))


def _pattern(
    statement: Statement, atlas: Atlas, lang: str, patterns: dict[str, str]
) -> tuple[str, bool]:
    """Return the pattern that fits best, and whether it says "not" itself (``ru.f.not``)."""
    base = lang if lang in patterns else "en"
    forms = [base]
    if base == "ru":
        entity = atlas.find(statement.subject)
        if entity is not None and entity.kind == "group":
            forms.insert(0, "ru.pl")
        elif atlas.gender(statement.subject) == "female":
            forms.insert(0, "ru.f")
    if statement.polarity < 0:
        for form in forms:
            if f"{form}.not" in patterns:
                return patterns[f"{form}.not"], True
    found = next((patterns[form] for form in forms if form in patterns), None)
    return found or "{subject} – {predicate}: {value} {when}", False


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
        yield from placed(statement.object, atlas, lang, slot.split("_", maxsplit=1)[0])
    elif slot == "counted":
        yield counted(statement, atlas, lang), None
    elif slot == "predicate":
        yield atlas.vocabulary.get("predicate", statement.predicate).name(lang), None
    elif slot == "when":
        yield (say_when(statement.when, lang) if statement.when else ""), None
    else:
        yield from (_role_value(r, atlas, lang) for r in statement.roles if r.term == slot)


def named(id: str, atlas: Atlas, lang: str) -> Segment:  # noqa: A002
    """Return the segment that names an entity."""
    return atlas.name(id, lang), atlas.clusters.head(id)


def placed(place: str, atlas: Atlas, lang: str, which: str = "in") -> Iterator[Segment]:
    """Yield a place with its preposition (``in`` or ``to``): "in the old cell", «в камере «Старая»»."""
    sort = atlas.sort(place) or "place"
    term = atlas.vocabulary.get("sort", sort if atlas.vocabulary.has("sort", sort) else "place")
    name, id_ = named(place, atlas, lang)
    if lang != "ru":
        preposition = "to" if which == "to" else term.extra.get("en.in", "in")
        yield f"{preposition} ", None
        yield name, id_
        return
    yield f"{term.extra.get(f'ru.{which}', 'в месте')} ", None
    yield guillemets(name), id_


def guillemets(name: str) -> str:
    """Return a name in guillemets; one that has its own is left as it is.

    >>> guillemets("Северная"), guillemets("«Соляной двор», 7")
    ('«Северная»', '«Соляной двор», 7')
    """
    return name if "«" in name else f"«{name}»"


def counted(statement: Statement, atlas: Atlas, lang: str) -> str:
    """Return what a ``count`` counts, with its number: "3 prisons", «3 тюрьмы», "3 letters"."""
    value = (statement.value or "").replace("..", "–")
    of, number = statement.role("of") or "", statement.number
    if number is None or not atlas.vocabulary.has("sort", of):
        return f"{value} {of}".rstrip()
    return f"{value} {sort_name(of, number[1], atlas, lang)}"


def sort_name(sort: str, n: float, atlas: Atlas, lang: str) -> str:
    """Return what ``n`` of a sort are called: "prisons", «тюрьмы», «тюрем»."""
    term = atlas.vocabulary.get("sort", sort)
    form = plural_form(n, lang)
    return term.name(lang) if form == "one" else term.extra.get(f"{lang}.{form}", term.name(lang))


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
    return quoted(value, _written_in(value), lang), None


def _written_in(words: str) -> str | None:
    """Return the language in whose letters words are written; None where there are none of either.

    >>> _written_in("onions"), _written_in("лук"), _written_in("6,5")
    ('en', 'ru', None)
    """
    if _CYRILLIC.search(words):
        return "ru"
    return "en" if _LATIN.search(words) else None


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


def _runs_on(name: str, text: str) -> bool:
    """Whether the number that a name ends in would run into the one after it.

    >>> _runs_on("«Соляной двор», 6", " 6 ноября"), _runs_on("«Соляной двор»", " 6 ноября")
    (True, False)
    """
    return name[-1:].isdigit() and text.startswith(" ") and text.lstrip()[:1].isdigit()


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
            text = text.replace(", (", " (")  # noqa: PLW2901
            if position and _runs_on(merged[position - 1][0], text):
                text = f", {text.lstrip()}"  # noqa: PLW2901
            if position == len(merged) - 1:
                text = text.rstrip(" :,")  # noqa: PLW2901
        if text:
            yield text, id_
