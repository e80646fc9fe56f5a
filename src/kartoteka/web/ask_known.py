"""``known-here``: who and what of the archive is named in a text.

In: a source. Out: entities with the spans where they stand. A name is looked for in every form in which it
may stand, inflected and in the other script, by the forms by which the published site keeps names from
leaking (``publish.nameforms``); a word of a text is looked up once however often it stands there. A part of a
name ("Orlov" of "Anton Orlov") counts where it tells one from another (:class:`_Telling`): "the" of "the long
cell" does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from kartoteka.publish.nameforms import forms
from kartoteka.publish.spelling import WORD
from kartoteka.web.calls import At, call
from kartoteka.web.names import folded
from kartoteka.web.shapes import Answer, Body, Id, Names
from kartoteka.web.speaker import positions

STEM = 3
"""Letters by which a word of a text is compared with words of names at all."""

ENDING = 5
"""Letters by which two forms, or two ways of writing one name, differ in length at most."""

VOWELS = "aeiouyj"
"""What a word may begin with that is written with another of these elsewhere."""

BEARERS = 100
"""Of a word that more names have nothing can be concluded."""

PREPARED = 8_000
"""Words of names that are prepared for."""

SHORTEST = 3
"""A name of fewer letters is found in too many words."""

COMMON = frozenset(
    (
        *("and", "are", "but", "for", "from", "has", "have", "her", "his", "how", "its", "not"),
        *("one", "our", "she", "that", "the", "their", "them", "then", "there", "they", "this"),
        *("those", "two", "was", "were", "what", "when", "where", "who", "why", "with", "you"),
        "your",
        *("без", "был", "была", "были", "было", "вот", "все", "всё", "для", "его", "ещё"),
        *("или", "как", "кто", "мне", "над", "нас", "наш", "нет", "них", "новая", "новый"),
        *("она", "они", "оно", "под", "при", "про", "сам", "так", "там", "тут", "уже", "чем"),
        *("что", "эта", "эти", "это", "этот"),
    )
)
"""Words that begin sentences and names alike, and tell nobody from anybody."""

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


def prepare(names: Iterable[str]) -> None:
    """Work out how the words of names are written and said, so that the first texts need not wait for it.

    It changes no answer. Of a very large archive as much is worked out as is remembered.
    """
    parts = dict.fromkeys(part for name in names for part in _parts(name))
    for part in islice(parts, PREPARED):
        forms(part).work_out()


Named = dict[str, tuple[list[Span], bool]]


def find_names(at: At, text: str) -> Named:
    """Return entity → where a name of it stands in a text, and whether the whole name does."""
    tokens = [(m.group(), m.span()) for m in WORD.finditer(text)]
    index, telling = _Index(at, {word for word, _ in tokens}), _Telling(word for word, _ in tokens)
    found: Named = {}
    covered = 0  # up to which word a whole name stands: parts of other names there mean that one
    for position, (word, span) in enumerate(tokens):
        best: dict[str, tuple[int, bool]] = {}
        for head, name, from_first in index.names_at(word):
            here = [w for w, _ in tokens[position : position + len(name)]]
            length, whole = _reach(name, here, telling, from_first=from_first)
            if length and (length, whole) > best.get(head, (0, False)):
                best[head] = length, whole
        covered = max(covered, *(position + n for n, whole in best.values() if whole), 0)
        for head, (length, whole) in best.items():
            if not whole and position + length <= covered:
                continue
            _note(found, head, (span[0], tokens[position + length - 1][1][1]), whole=whole)
    return found


def _note(found: Named, head: str, span: Span, *, whole: bool) -> None:
    spans, sure = found.setdefault(head, ([], False))
    if not spans or span[0] >= spans[-1][1]:
        spans.append(span)
    found[head] = spans, sure or whole


class _Telling:
    """Which words of a text tell one name from another.

    A word does that both text and name write with a capital, that stands nowhere in the text in lower case (a
    sentence, or a title, may begin with any word), and that is not one of :data:`COMMON`.
    """

    def __init__(self, found: Iterable[str]) -> None:
        self._plain = {word for word in found if not word[:1].isupper()}

    def tells(self, part: str, word: str) -> bool:
        """Tell whether a word of a text may stand for the name of which it is a part."""
        if not (part[:1].isupper() and word[:1].isupper()):
            return False
        plain = word.casefold()
        return plain not in COMMON and plain not in self._plain


def _reach(
    name: Sequence[str], text: Sequence[str], telling: _Telling, *, from_first: bool
) -> tuple[int, bool]:
    """Return how many words of a text are a name's, and whether these are the whole name.

    ``from_first``: whether ``name`` is all its words, not only those from a later one on.
    """
    fitting = 0
    for part, word in zip(name, text, strict=False):
        if not forms(part).fits(word):
            break
        fitting += 1
    if fitting == len(name) and from_first:
        return fitting, True
    if any(telling.tells(*pair) for pair in zip(name[:fitting], text, strict=False)):
        return fitting, False
    return 0, False


REMEMBERED = 50_000
"""Words of texts whose possible names are kept from one text to the next."""


class _Candidate(NamedTuple):
    """An entity, words of one of its names from some word on, and whether that is the first."""

    head: str
    name: tuple[str, ...]
    from_first: bool


class _Index:
    """The names that a text may have, by the beginnings of their words."""

    def __init__(self, at: At, found: Iterable[str]) -> None:
        self._at = at
        kept = at.known.names.candidates
        if len(kept) > REMEMBERED:
            kept.clear()
        for word in found:
            if word not in kept:
                kept[word] = list(self._look_up(word))
        self._by_word: dict[str, list[_Candidate]] = kept

    def names_at(self, word: str) -> list[_Candidate]:
        """Return names, and ends of names, that may begin with a word."""
        return self._by_word[word]

    def _look_up(self, word: str) -> Iterator[_Candidate]:
        if len(word) < SHORTEST or word.isdigit():
            return
        capital, plain = word[:1].isupper(), folded(word)
        # In lower case a word is no inflected name; but a label ("the long cell") may begin with it.
        stem = plain[: max(STEM, len(plain) - 3)] if capital else plain
        for head, name in self._at.known.names.bearers(stem, BEARERS):
            parts = _parts(name)
            for start in range(len(parts)):
                whole = start == 0
                if not whole and not (capital and self._is_person(head)):
                    continue
                if _may_be(parts[start], plain) and forms(parts[start]).fits(word):
                    yield _Candidate(head, parts[start:], whole)

    def _is_person(self, head: str) -> bool:
        entity = self._at.known.atlas.find(head)
        return entity is not None and entity.kind == "person"


@lru_cache(maxsize=65_536)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(p.group() for p in WORD.finditer(name))


def _may_be(part: str, word: str) -> bool:
    """Tell whether a word of a name may be a word of a text, folded: all its forms take long to find.

    They begin with one letter, or both with a vowel («Ёлкин», "Yolkin"), and an ending changes few letters.
    """
    plain = folded(part)
    if len(part) < SHORTEST or abs(len(plain) - len(word)) > ENDING:
        return False
    return plain[:1] == word[:1] or (plain[0] in VOWELS and word[0] in VOWELS)
