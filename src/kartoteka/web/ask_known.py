"""``known-here``: who and what of the archive is named in a text.

In: a source. Out: entities with the spans where they stand. A name is looked for in every form in which it
may stand, inflected and in the other script, by the forms by which the published site keeps names from
leaking (``publish.nameforms``); a word of a text is looked up once however often it stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from kartoteka.publish.nameforms import forms
from kartoteka.publish.spelling import WORD
from kartoteka.web.calls import At, call
from kartoteka.web.names import folded
from kartoteka.web.shapes import Answer, Body, Id, Names
from kartoteka.web.speaker import positions

STEM = 3
"""Letters by which a word of a text is compared with words of names at all."""

BEARERS = 100
"""Of a word that more names have nothing can be concluded."""

SHORTEST = 3
"""A name of fewer letters is found in too many words."""

Span = tuple[int, int]


class KnownHere(Struct, frozen=True):
    """An entity that is named or spoken of in a text."""

    id: str
    spans: list[tuple[int, int, int, int]]
    sure: bool
    statements: int


class OfSource(Body, frozen=True, kw_only=True):
    """A source."""

    source: Id


class KnownEntities(Answer, frozen=True, kw_only=True):
    """Who is named or spoken of in a text, the most spoken of first."""

    entities: list[KnownHere]
    names: Names


@call("known-here", OfSource, KnownEntities)
def known_here(at: At, said: OfSource) -> KnownEntities:
    """Whom the archive knows of those named in a text."""
    known = at.known
    source = known.archive.source(said.source)
    spoken = {known.atlas.clusters.head(i) for i in known.archive.lists.spoken_of(said.source)}
    spoken |= {
        known.atlas.clusters.head(i) for i in (source.author, source.addressee, source.place) if i
    }
    text = known.archive.text(said.source)
    key = ("named in", said.source)
    named = known.kept(key, lambda: find_names(at, text))
    counts = known.archive.lists.count_spoken_of(said.source)
    units = positions(text, (p for spans, _ in named.values() for span in spans for p in span))
    found: list[KnownHere] = []
    for head in dict.fromkeys((*spoken, *named)):
        if known.atlas.find(head) is None:
            continue
        spans, sure = named.get(head, ([], True))
        n = sum(counts.get(i, 0) for i in known.atlas.ids(head))
        wide = [(a, b, units[a], units[b]) for a, b in spans]
        found.append(KnownHere(head, wide, sure or head in spoken, n))
    found.sort(key=lambda k: (-k.statements, not k.sure, k.spans[:1]))
    at.speaker.note(*(k.id for k in found))
    return KnownEntities(entities=found, names=at.speaker.names())


Named = dict[str, tuple[list[Span], bool]]


def find_names(at: At, text: str) -> Named:
    """Return entity → where a name of it stands in a text, and whether the whole name does."""
    tokens = [(m.group(), m.span()) for m in WORD.finditer(text)]
    index = _Index(at, {word for word, _ in tokens})
    found: Named = {}
    for position, (word, span) in enumerate(tokens):
        best: dict[str, tuple[int, bool]] = {}
        for head, name in index.names_at(word):
            length, whole = _reach(name, [w for w, _ in tokens[position : position + len(name)]])
            if length and (length, whole) > best.get(head, (0, False)):
                best[head] = length, whole
        for head, (length, whole) in best.items():
            _note(found, head, (span[0], tokens[position + length - 1][1][1]), whole=whole)
    return found


def _note(found: Named, head: str, span: Span, *, whole: bool) -> None:
    spans, sure = found.setdefault(head, ([], False))
    if not spans or span[0] >= spans[-1][1]:
        spans.append(span)
    found[head] = spans, sure or whole


def _reach(name: Sequence[str], text: Sequence[str]) -> tuple[int, bool]:
    """Return how many words of a text are a name's, and whether these are the whole name."""
    fitting = 0
    for part, word in zip(name, text, strict=False):
        if not forms(part).fits(word):
            break
        fitting += 1
    if fitting == len(name):
        return fitting, True
    # A part of a person's name, with a capital: "Orlov" for "Anton Orlov".
    return (fitting, False) if fitting else (0, False)


class _Index:
    """The names that a text may have, by the beginnings of their words."""

    def __init__(self, at: At, found: Iterable[str]) -> None:
        self._at = at
        self._by_word: dict[str, list[tuple[str, tuple[str, ...]]]] = {
            word: list(self._look_up(word)) for word in found
        }

    def names_at(self, word: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return (entity, words of one of its names) that may begin with a word."""
        return self._by_word[word]

    def _look_up(self, word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        if len(word) < SHORTEST or word.isdigit():
            return
        capital, plain = word[:1].isupper(), folded(word)
        # In lower case a word is no inflected name; but a label ("the long cell") may begin with it.
        found = list(islice(self._candidates(plain, whole=not capital), BEARERS + 1))
        for head, name in found if len(found) <= BEARERS else ():
            parts = tuple(p.group() for p in WORD.finditer(name))
            for start in range(len(parts)):
                whole = start == 0
                if not whole and not (capital and self._is_person(head)):
                    continue
                if len(parts[start]) >= SHORTEST and forms(parts[start]).fits(word):
                    yield head, parts[start:]

    def _candidates(self, word: str, *, whole: bool) -> Iterator[tuple[str, str]]:
        """Yield names with this word, or with one that begins like it: the ending may be a case."""
        names = self._at.known.names
        stem = word if whole else word[: max(STEM, len(word) - 3)]
        for head in dict.fromkeys(names.beginning(stem)):
            for name in names.names(head)[:-1]:
                yield head, name

    def _is_person(self, head: str) -> bool:
        entity = self._at.known.atlas.find(head)
        return entity is not None and entity.kind == "person"
