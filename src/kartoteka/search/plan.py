"""The tree of a query → conditions on the index, and what is to be marked in the texts.

In: an archive and a :mod:`~kartoteka.search.nodes` tree. Out: a :class:`Plan`. Here words become stems, names
find their other spellings, names of people and places become ids, and expressions are run over the texts.

A word is looked for in all its inflected forms. Where it may be a name, because it was typed with a capital
or because the archive has such a name, it is also looked for in every spelling and script that sounds like
it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

from kartoteka.archive.conditions import (
    All,
    Condition,
    Either,
    Having,
    Near,
    Not,
    Phrase,
    Rows,
    Words,
)
from kartoteka.archive.sounds import likeness, skeletons
from kartoteka.archive.words import folded, stem
from kartoteka.errors import UnreadableQuery
from kartoteka.search.expressions import Patience, rows_matching
from kartoteka.search.fields import ENTITY_KINDS, read_in, read_pattern, read_written
from kartoteka.search.nodes import And, Field, Nearby, Node, Or, Pattern, Term, Without
from kartoteka.search.people import Known
from kartoteka.wording.saying import Saying

if TYPE_CHECKING:
    import regex

    from kartoteka.archive.archive import Archive

Progress = Callable[[int, int], None]
"""Called with (texts read, texts in all)."""

WAYS = 64
"""Spellings of a phrase that are looked for."""

ALIKE, ALIKE_SHORT = 0.86, 0.97
"""How alike a spelling must sound, and how alike where there are hardly any consonants to tell by."""

SHORT = 2
"""Consonants (and a first vowel) of what is short: "cell" is not «село»."""


@dataclass(frozen=True, slots=True)
class Form:
    """One word of a query in all its forms: stems, and beginnings of words."""

    stems: frozenset[str]
    prefix: str | None = None

    def fits(self, stem: str) -> bool:
        """Tell whether a word of a text, by its stem, is one of the forms."""
        return stem in self.stems or (self.prefix is not None and stem.startswith(self.prefix))


@dataclass(frozen=True, slots=True)
class Light:
    """What is marked in a text: words one after another, or several such near each other."""

    runs: tuple[tuple[Form, ...], ...]
    distance: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A query, ready to be asked.

    Parameters
    ----------
    condition
        What the index is asked.
    lights, patterns
        What is marked in the texts that are found.
    words
        The words that were looked for, as typed.
    patience
        What is left of the time that the expressions may take.
    """

    condition: Condition
    lights: tuple[Light, ...]
    patterns: tuple[regex.Pattern[str], ...]
    words: tuple[str, ...]
    patience: Patience


def plan(
    archive: Archive,
    query: str,
    node: Node,
    progress: Progress | None = None,
    patience: float | None = None,
) -> Plan:
    """Return the plan of a query; UnreadableQuery where a name, a date or an expression means nothing.

    ``patience``: seconds that the expressions in it may take.
    """
    planner = _Planner(archive, query, progress, Patience(patience))
    condition = planner.condition(node, denied=False)
    return Plan(
        condition,
        tuple(planner.lights),
        tuple(planner.patterns),
        tuple(planner.words),
        planner.patience,
    )


class _Planner:
    def __init__(
        self, archive: Archive, query: str, progress: Progress | None, patience: Patience
    ) -> None:
        self.archive, self.finder, self.query, self.progress = (
            archive,
            archive.finder,
            query,
            progress,
        )
        self.patience = patience
        self.known = Known(archive)
        self.lights: list[Light] = []
        self.patterns: list[regex.Pattern[str]] = []
        self.words: list[str] = []

    def condition(self, node: Node, *, denied: bool) -> Condition:
        """Return the condition of a node; of what is denied nothing is marked."""
        match node:
            case And(parts=parts):
                return All(tuple(self.condition(part, denied=denied) for part in parts))
            case Or(parts=parts):
                return Either(tuple(self.condition(part, denied=denied) for part in parts))
            case Without(part=part):
                return Not(self.condition(part, denied=not denied))
            case Term():
                forms = self.forms(node)
                if not denied:
                    self.lights.append(Light((forms,)))
                    self.words += node.words
                return Words(tuple(_phrases(forms)))
            case Nearby(terms=terms, distance=distance):
                runs = tuple(self.forms(term) for term in terms)
                if not denied:
                    self.lights.append(Light(runs, distance))
                    self.words += [word for term in terms for word in term.words]
                ways = islice(product(*(list(_phrases(run)) for run in runs)), WAYS)
                return Words(tuple(Near(way, distance) for way in ways))
            case Field():
                return self.field(node)
            case Pattern():
                return self.expression(node, denied=denied)

    # ── words ─────────────────────────────────────────────────────────────────────────────────────

    def forms(self, term: Term) -> tuple[Form, ...]:
        last = len(term.words) - 1
        return tuple(
            self.beginning(word) if term.prefix and i == last else self.form(word)
            for i, word in enumerate(term.words)
        )

    def form(self, word: str) -> Form:
        return Form(frozenset((stem(word), *self.spellings(word))))

    def beginning(self, word: str) -> Form:
        prefix = folded(word).replace("'", "")
        return Form(frozenset(self.finder.stems_beginning(prefix)), prefix)

    def spellings(self, word: str) -> Iterator[str]:
        """Yield the stems of the words that a name may also be written as."""
        plain, capital = folded(word), word[0].isupper()
        sounds = skeletons(plain)
        if len(plain) < 3 or plain.isdigit() or not sounds:
            return
        short = min(map(len, sounds)) <= SHORT
        if short and not capital and self.finder.known_stems([stem(word)]):
            return  # an ordinary word, which only sounds like somebody's name
        threshold = ALIKE_SHORT if short else ALIKE
        for other, other_stem in self.finder.words_sounding(plain, named=not capital):
            if likeness(plain, other) >= threshold:
                yield other_stem

    # ── what is known of a record ─────────────────────────────────────────────────────────────────

    def field(self, node: Field) -> Condition:
        match node.name:
            case "written":
                return read_written(self.query, node.value, node.at)
            case "in":
                kinds = [term.id for term in self.archive.vocabulary.terms("source-kind")]
                return read_in(self.query, node.value, node.at, kinds)
            case "lang":
                return Having("lang", (node.value.lower(), node.value))
            case "code":
                return Having("code", self.codes(node))
            case "source":
                return Having("source", self.sources(node))
            case "by":
                return Having("by", self.entities(node, None))
            case kind:
                found = self.entities(node, kind if kind in ENTITY_KINDS else None)
                if kind == "place":
                    found = tuple(self.finder.places_within(found))
                return Having("about", found)

    def entities(self, node: Field, kind: str | None) -> tuple[str, ...]:
        found = self.known.entities(node.value, kind)
        if not found:
            near = self.known.nearest(node.value, kind)
            raise self.unknown(node, node.name, near)
        return found

    def codes(self, node: Field) -> tuple[str, ...]:
        found = self.known.codes(node.value)
        if not found:
            raise self.unknown(node, "code", self.known.nearest_codes(node.value))
        return found

    def sources(self, node: Field) -> tuple[str, ...]:
        found = self.known.sources(node.value)
        if not found:
            raise self.unknown(node, "source", self.known.nearest_sources(node.value))
        return found

    def unknown(self, node: Field, what: str, near: Sequence[str]) -> UnreadableQuery:
        key = "value_near" if near else "value_unknown"
        facts = {"near": ", ".join(near)} if near else {}
        return UnreadableQuery(
            self.query, node.at, Saying(f"search.{key}", field=what, value=node.value, **facts)
        )

    def expression(self, node: Pattern, *, denied: bool) -> Condition:
        compiled = read_pattern(self.query, node.pattern, node.flags, node.at)
        if not denied:
            self.patterns.append(compiled)
        return Rows(rows_matching(self.finder, compiled, self.progress, self.patience))


def _phrases(forms: Sequence[Form]) -> Iterator[Phrase]:
    """Yield the ways to say words one after another, the likeliest first."""
    options: list[list[tuple[str, bool]]] = []
    for form in forms:
        begun = [(form.prefix, True)] if form.prefix else []
        options.append([*begun, *((one, False) for one in sorted(form.stems) if one)])
    for way in islice(product(*options), WAYS):
        stems = tuple(text for text, _ in way)
        yield Phrase(stems, prefix=way[-1][1])
