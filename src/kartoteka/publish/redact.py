"""Texts → the same texts without the names that must not leave.

In: names to hide, each with what to say instead, and names that are public. Out: a
:class:`Redactor`, which finds every hidden name in a text, and a :class:`Redacted` text, which
knows where each position of the original has gone, so that passages still point at their words.

A person's or a place's name is hidden as a whole and in each of its proper words («Павел Орлов»:
also «Орлов», also «Павел»): letters rarely give full names. A public name that contains a hidden
word stays as it is where it stands as a whole; the longest name found wins. What cannot be told
apart is hidden.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources

from kartoteka.model.entities import Kind
from kartoteka.model.sources import CodePoint
from kartoteka.publish.nameforms import WORD, forms, normal

BAR = "▇▇▇"
"""What stands in a text for a name nobody may read."""

_GAP = re.compile(r"[\s\u00a0\u202f\u2009.,'’\"“”«»()\-‐‑–]{0,6}")
"""What may stand between two words of one name."""

_GENERIC = frozenset(
    normal(word)
    for word in (resources.files("kartoteka.publish") / "common_words.txt")
    .read_text(encoding="utf-8")
    .split()
)
"""Words that are part of many names and give nobody away on their own."""

Span = tuple[CodePoint, CodePoint]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A name that must not leave: of what, in which words, and what stands in its place."""

    name: str
    kind: Kind
    instead: str = BAR


@dataclass(frozen=True, slots=True)
class _Pattern:
    words: tuple[frozenset[str], ...]
    instead: str | None
    """None for a public name, which is left alone."""
    capital: bool = False
    """Whether it counts only where it is written with a capital letter."""


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
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]), merged[-1][2])
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
        public = list(public)
        self._public_words = {w for name in public for w in _normal_words(name)}
        self._alone_public = {ws[0] for n in public if len(ws := _normal_words(n)) == 1}
        self._by_first: dict[str, list[_Pattern]] = {}
        names = list(hidden)
        for name in names:
            for pattern in self._patterns(name):
                self._add(pattern)
        for name in public if names else ():
            words = _normal_words(name)
            if len(words) > 1:
                self._add(_Pattern(tuple(forms(w) for w in words), None))

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def _add(self, pattern: _Pattern) -> None:
        for form in pattern.words[0]:
            self._by_first.setdefault(form, []).append(pattern)

    def _patterns(self, hidden: Hidden) -> Iterator[_Pattern]:
        words = [m[0] for m in WORD.finditer(hidden.name)]
        if not words:
            return
        yield _Pattern(tuple(forms(w) for w in words), hidden.instead)
        if len(words) == 1 or hidden.kind not in ("person", "place"):
            return
        described = any(w[0].islower() for w in words)
        for word in words:
            plain = normal(word)
            if not word[0].isupper() or len(plain) < 3 or plain in _GENERIC:
                continue
            # «мать Степана», "Stepan's mother": the proper word is another person's name.
            if described and self._is_public(plain):
                continue
            yield _Pattern((forms(word),), hidden.instead, capital=hidden.kind == "place")

    def _is_public(self, word: str) -> bool:
        return word in self._public_words or any(word in forms(w) for w in self._public_words)

    def find(self, text: str) -> Iterator[tuple[CodePoint, CodePoint, str]]:
        """Yield (start, end, what to say instead) of every hidden name, by position."""
        if not self._by_first:
            return
        held: tuple[CodePoint, CodePoint, str] | None = None
        for start, stop, instead in self._hits(text):
            # «Анне Львовне» is one person: one alias, or one bar.
            if held and held[2] == instead and text[held[1] : start].isspace():
                held = (held[0], stop, instead)
                continue
            if held:
                yield held
            held = (start, stop, instead)
        if held:
            yield held

    def _hits(self, text: str) -> Iterator[tuple[CodePoint, CodePoint, str]]:
        words = list(WORD.finditer(text))
        position = 0
        while position < len(words):
            count, pattern = self._longest(text, words, position)
            if pattern is not None and pattern.instead is not None:
                yield words[position].start(), words[position + count - 1].end(), pattern.instead
            position += max(count, 1)

    def _longest(
        self, text: str, words: list[re.Match[str]], position: int
    ) -> tuple[int, _Pattern | None]:
        best: tuple[int, _Pattern | None] = (0, None)
        for pattern in self._by_first.get(normal(words[position][0]), ()):
            size = len(pattern.words)
            if size > best[0] and _matches(pattern, text, words, position):
                best = size, pattern
        return best

    def cut(self, text: str) -> Redacted:
        """Return the text without hidden names."""
        return cut(text, self.find(text))

    def clean(self, text: str) -> str:
        """Return the words of a text without hidden names."""
        return self.cut(text).text if self._by_first else text

    def leaks(self, text: str, exempt: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Return the hidden names in a text; single words that are exempt do not count."""
        found: list[str] = []
        for start, stop, _ in self._hits(text):
            words = _normal_words(text[start:stop])
            if len(words) > 1 or words[0] not in exempt | self._alone_public:
                found.append(text[start:stop])
        return tuple(found)


def _normal_words(name: str) -> list[str]:
    return [normal(m[0]) for m in WORD.finditer(name)]


def _matches(pattern: _Pattern, text: str, words: list[re.Match[str]], position: int) -> bool:
    if pattern.capital and not words[position][0][0].isupper():
        return False
    if position + len(pattern.words) > len(words):
        return False
    for offset in range(1, len(pattern.words)):
        here, before = words[position + offset], words[position + offset - 1]
        if normal(here[0]) not in pattern.words[offset]:
            return False
        if not _GAP.fullmatch(text[before.end() : here.start()]):
            return False
    return True
