"""Texts → the same texts without the names that must not leave.

In: names to hide, each with what to say instead, and names that are public. Out: a
:class:`Redactor`, which finds every hidden name in a text, and a :class:`Redacted` text, which
knows where each position of the original has gone, so that passages still point at their words.

A public name that contains a hidden word stays as it is where it stands as a whole; the longest name
found wins. What cannot be told apart is hidden.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kartoteka.model.sources import CodePoint
from kartoteka.publish.disguises import disguised
from kartoteka.publish.nameforms import ALIKE, Forms, forms
from kartoteka.publish.patterns import BAR, Hidden, Pattern, initials, patterns, words_of
from kartoteka.publish.spelling import WORD, is_cyrillic, normal, readings, sounds

__all__ = ["BAR", "Hidden", "Hit", "Redacted", "Redactor", "cut"]

_INITIALS_BEFORE = re.compile(r"(?:(?<!\w)[^\W\d_]\.[\s\u00a0-]{0,2}){1,3}$")
_INITIALS_AFTER = re.compile(r",?[ \u00a0]{0,2}(?:[^\W\d_]\.[ \u00a0-]{0,2}){0,2}[^\W\d_]\.")
_INITIALS = re.compile(
    r"(?<![^\W\d_])(?:[^\W\d_]\.[ \u00a0-]{0,2}){1,2}[^\W\d_](?:\.|(?![^\W\d_]))"
)

_TELLING = 5
"""Letters of a name that is looked for within other words (in addresses)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A hidden name found in a text."""

    start: CodePoint
    end: CodePoint
    instead: str
    of: Hidden
    words: int


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text with stretches replaced.

    ``cuts`` are the replaced stretches of the original, by position, with what stands there now.
    """

    text: str
    cuts: tuple[tuple[CodePoint, CodePoint, str], ...] = ()
    _starts: tuple[CodePoint, ...] = field(default=(), repr=False)
    _shifts: tuple[int, ...] = field(default=(), repr=False)

    def at(self, position: CodePoint, *, end: bool = False) -> CodePoint:
        """Return where a position of the original is now; in a cut, its beginning or its end."""
        before = bisect_right(self._starts, position - 1 if end else position) - 1
        if before < 0:
            return position
        start, stop, instead = self.cuts[before]
        shift = self._shifts[before]
        if position < stop:
            return start + shift + (len(instead) if end else 0)
        return position + shift + len(instead) - (stop - start)


def cut(text: str, spans: Iterable[tuple[CodePoint, CodePoint, str]]) -> Redacted:
    """Replace stretches of a text; where they overlap they become one, under the first one's word.

    >>> redacted = cut("Pavel met Pavel.", [(0, 5, "X"), (10, 15, "X")])
    >>> redacted.text, redacted.at(6), redacted.at(15, end=True)
    ('X met X.', 2, 7)
    """
    merged: list[tuple[CodePoint, CodePoint, str]] = []
    for start, stop, instead in sorted(spans, key=lambda s: (s[0], -s[1])):
        if merged and start < merged[-1][1]:
            # What is only invisible says nothing: the name that reaches into it does.
            said = merged[-1][2] or instead
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]), said)
        else:
            merged.append((start, stop, instead))
    pieces: list[str] = []
    shifts: list[int] = []
    at = shift = 0
    for start, stop, instead in merged:
        pieces += [text[at:start], instead]
        shifts.append(shift)
        shift += len(instead) - (stop - start)
        at = stop
    pieces.append(text[at:])
    return Redacted("".join(pieces), tuple(merged), tuple(s[0] for s in merged), tuple(shifts))


class Redactor:
    """Finds hidden names. Without names to hide it costs nothing.

    Parameters
    ----------
    hidden
        The names.
    public
        Names that may stand: a hidden word within one of them is left there.
    """

    def __init__(self, hidden: Iterable[Hidden], public: Iterable[str] = ()) -> None:
        hidden, public = list(dict.fromkeys(hidden)), list(public)
        self._public = _Index()
        public_words = [forms(w) for name in public for w in words_of(name)] if hidden else []
        for word in public_words:
            self._public.add(word, None)
        alone = [ws[0] for n in public if len(ws := words_of(n)) == 1]
        self._alone_public = {
            form for word in alone for form in (forms(word).own | forms(word).other)
        }
        self._index = _Index()
        self._initials: dict[str, str] = {}
        for name in hidden:
            for pattern in patterns(name, self._public.has):
                self._index.add(pattern.words[0], pattern)
            self._initials |= dict.fromkeys(initials(name), name.instead)
        self._single = lru_cache(maxsize=65536)(self._say_instead)
        self._patterns_of = lru_cache(maxsize=65536)(self._look_up)
        self._may_begin = lru_cache(maxsize=65536)(self._begins)
        self._needles = _needles(self._index) if hidden else {}
        for name in public if hidden else ():
            words = words_of(name)
            if len(words) > 1:
                kept = Pattern(tuple(map(forms, words)), None)
                self._index.add(kept.words[0], kept)

    def __bool__(self) -> bool:
        return bool(self._index)

    # ── finding ───────────────────────────────────────────────────────────────────────────────────

    def find(self, text: str) -> Iterator[tuple[CodePoint, CodePoint, str]]:
        """Yield (start, end, what to say instead) of every hidden name, by position."""
        if not self._index:
            return
        spans = [(*_with_initials(text, h), h.instead) for h in self.hits(text)]
        spans += disguised(text, self._single, self._inside)
        spans += self._bare_initials(text)
        held: tuple[CodePoint, CodePoint, str] | None = None
        for start, stop, instead in sorted(spans, key=lambda s: (s[0], -s[1])):
            # «Анне Львовне» is one person: one alias, or one bar.
            near = held and (start < held[1] or text[held[1] : start].isspace())
            if held and near and (held[2] == instead or start < held[1]):
                held = (held[0], max(stop, held[1]), held[2])
                continue
            if held:
                yield held
            held = (start, stop, instead)
        if held:
            yield held

    def hits(self, text: str, *, plain: bool = False) -> Iterator[Hit]:
        """Yield the names that stand in a text as words; ``plain``: spelled as we know them only."""
        if not self._index:
            return
        words = list(WORD.finditer(text))
        position = 0
        while position < len(words):
            pattern = self._longest(text, words, position, plain=plain)
            count = len(pattern.words) if pattern else 1
            if pattern and pattern.of and pattern.instead is not None:
                start, end = words[position].start(), words[position + count - 1].end()
                yield Hit(start, end, pattern.instead, pattern.of, count)
            position += count

    def _longest(
        self, text: str, words: list[re.Match[str]], position: int, *, plain: bool
    ) -> Pattern | None:
        best: Pattern | None = None
        for pattern in self._patterns_of(words[position][0], plain):
            longer = best is None or len(pattern.words) > len(best.words)
            if longer and pattern.matches(text, words, position):
                best = pattern
        return best

    def _look_up(self, word: str, plain: bool = False) -> tuple[Pattern, ...]:  # noqa: FBT001, FBT002 - by a cache
        found = self._index.exact(word)
        # Another spelling of a hidden name that is the spelling of a public one is the public one.
        if not plain and not self._public.exact(word):
            found = [*found, *self._index.by_sound(word)]
        return tuple(p for p in found if p)

    def _begins(self, word: str) -> bool:
        """Tell whether a word, spelled as we know names, can be the first of a hidden one."""
        found = self._patterns_of(word, True)  # noqa: FBT003
        return any(p.of and p.instead is not None for p in found)

    def _say_instead(self, word: str) -> str | None:
        """Return what to say instead of a word that is a hidden name by itself."""
        match = WORD.search(word)
        if match is None:
            return None
        alone = (p for p in self._patterns_of(word) if len(p.words) == 1)
        return next((p.instead for p in alone if p.matches(word, [match], 0)), None)

    def _inside(self, letters: str) -> str | None:
        """Return what to say instead of letters in which a hidden name stands somewhere."""
        return next((say for needle, say in self._needles.items() if needle in letters), None)

    def _bare_initials(self, text: str) -> Iterator[tuple[CodePoint, CodePoint, str]]:
        if not self._initials:
            return
        for match in _INITIALS.finditer(text):
            letters = re.findall(r"[^\W\d_]", match[0])
            if all(c.isupper() for c in letters):
                instead = self._initials.get("".join(map(normal, letters)))
                if instead is not None:
                    yield match.start(), match.end(), instead

    # ── removing ──────────────────────────────────────────────────────────────────────────────────

    def cut(self, text: str) -> Redacted:
        """Return the text without hidden names."""
        return cut(text, self.find(text))

    def clean(self, text: str) -> str:
        """Return the words of a text without hidden names."""
        return self.cut(text).text if self._index else text

    def leaks(self, text: str, exempt: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Return the hidden names in a text; numbers, and single words that are exempt, do not count."""
        found: list[str] = []
        # Most pages hold no word with which a hidden name could begin: each word is looked up once.
        if not any(map(self._may_begin, set(WORD.findall(text)))):
            return ()
        for hit in self.hits(text, plain=True):
            word = normal(text[hit.start : hit.end])
            if hit.words > 1 or not (
                word.isdigit() or word in exempt or word in self._alone_public
            ):
                found.append(text[hit.start : hit.end])
        return tuple(found)


class _Index:
    """Patterns by the first of their words: by its forms, and by how it sounds."""

    def __init__(self) -> None:
        self._forms: dict[str, list[Pattern | None]] = {}
        self._abroad: dict[str, list[Pattern | None]] = {}
        self._sounds: dict[tuple[bool, str], list[Pattern | None]] = {}

    def __bool__(self) -> bool:
        return bool(self._forms)

    def add(self, word: Forms, pattern: Pattern | None) -> None:
        for form in word.own:
            self._forms.setdefault(form, []).append(pattern)
        for form in word.other:
            self._abroad.setdefault(form, []).append(pattern)
        for cyrillic, heard in ((False, word.latin), (True, word.cyrillic)):
            for sound in heard:
                self._sounds.setdefault((cyrillic, sound), []).append(pattern)

    def has(self, form: str) -> bool:
        return form in self._forms or form in self._abroad

    def exact(self, word: str) -> list[Pattern | None]:
        """Return what a word is a form of, in either script."""
        found: list[Pattern | None] = []
        for read in readings(word):
            found += self._forms.get(read, ())
            # A short name in lower case is more often a word of the other language ("may", "very").
            if word[:1].isupper() or len(read) > 4:
                found += self._abroad.get(read, ())
        return found

    def by_sound(self, word: str) -> list[Pattern | None]:
        """Return what a word may be another spelling of."""
        if not self._sounds or not (word[:1].isupper() or len(word) > ALIKE):
            return []
        return _heard_in(self._sounds, word)

    def forms(self) -> Mapping[str, list[Pattern | None]]:
        return {**self._abroad, **self._forms}


def _heard_in(
    index: Mapping[tuple[bool, str], list[Pattern | None]], word: str
) -> list[Pattern | None]:
    found: list[Pattern | None] = []
    for read in readings(word):
        for sound in sounds(read):
            found += index.get((is_cyrillic(read), sound), ())
    return found


def _needles(index: _Index) -> dict[str, str]:
    found: dict[str, str] = {}
    for form, under in index.forms().items():
        for pattern in under:
            if pattern is None or pattern.instead is None or len(pattern.words) > 1:
                continue
            if len(form) >= _TELLING:
                found.setdefault(form, pattern.instead)
    return found


def _with_initials(text: str, hit: Hit) -> tuple[CodePoint, CodePoint]:
    """Return where a name begins and ends with its initials: «А. Л. Гусева», «Гусева А. Л.»."""
    if hit.of.kind != "person":
        return hit.start, hit.end
    start, end = hit.start, hit.end
    if before := _INITIALS_BEFORE.search(text[max(0, start - 16) : start]):
        letters = [c for c in before[0] if c.isalpha()]
        start -= len(before[0]) if all(c.isupper() for c in letters) else 0
    if (after := _INITIALS_AFTER.match(text, end)) and all(
        c.isupper() for c in after[0] if c.isalpha()
    ):
        end = after.end()
    return start, end
