"""A quote → the span of a text that it stands in; a moved passage → where it stands now.

In: words as somebody copied them. Out: code-point offsets. First the exact words are looked for; only
where they are nowhere, differences that typing and copying make are overlooked (curly and straight
quotation marks, kinds of dash and space, line breaks, ``…`` for three dots, invisible characters). The
passage always keeps the text's own words. For a lost quote, the nearest place is named.

References: W3C Web Annotation, TextPositionSelector and TextQuoteSelector; Hypothesis' anchoring
("fuzzy anchoring", 2013), from which we deviate by never anchoring to words that differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from kartoteka.annotate.ids import content_id
from kartoteka.model.sources import CodePoint, Passage

CONTEXT = 32
"""Code points of prefix and suffix."""

Span = tuple[CodePoint, CodePoint]

_ALIKE = {
    "double": '"“”„‟«»″＂',
    "single": "'‘’‚‛‹›′`´ʼ＇",
    "dash": "-‐‑‒–—―−﹘﹣－",
}
_CLASS = {char: f"[{re.escape(chars)}]" for chars in _ALIKE.values() for char in chars}
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SKIP = f"[{_INVISIBLE}]*"
_SPACE = rf"[\s{_INVISIBLE}]+"
_TOKEN = re.compile(r"(?P<space>\s+)|(?P<dots>…|\.\.\.)|(?P<char>.)", re.DOTALL)
_GRAM = 6
_SEEDS = 64
_NEAR_ENOUGH = 0.5


def make_passage(
    source: str, text: str, start: CodePoint, end: CodePoint, locator: str | None = None
) -> Passage:
    """Return the passage of a span, with its words and what stands around them.

    >>> make_passage("letter-7", "I was in cell 12.", 9, 16).exact
    'cell 12'
    """
    return Passage(
        id=content_id("pa", source, start, end, locator),
        source=source,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        locator=locator,
    )


def find_all(text: str, quote: str) -> list[Span]:
    r"""Return every place of a quote: the exact ones, else those that differ in typography only.

    >>> find_all("He said “no”. He said “no”.", "“no”")
    [(8, 12), (22, 26)]
    >>> find_all("He said “no”.", '"no"')
    [(8, 12)]
    >>> find_all("a long way\nhome", "long way home")
    [(2, 15)]
    """
    composed = unicodedata.normalize("NFC", quote)
    return list(_exact(text, quote)) or list(_exact(text, composed)) or list(_loose(text, composed))


def _exact(text: str, quote: str) -> Iterator[Span]:
    at = text.find(quote) if quote else -1
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def _loose(text: str, quote: str) -> Iterator[Span]:
    pattern = _pattern(quote)
    match = pattern.search(text) if pattern else None
    while pattern and match:
        yield match.span()
        match = pattern.search(text, match.start() + 1)


@lru_cache(maxsize=64)
def _pattern(quote: str) -> re.Pattern[str] | None:
    """Return the quote as an expression that overlooks typography; None where nothing visible is left."""
    bare = quote.translate(dict.fromkeys(map(ord, _INVISIBLE))).strip()
    pieces = [
        _SPACE if m["space"] else rf"(?:…|\.{_SKIP}\.{_SKIP}\.)" if m["dots"] else _one(m["char"])
        for m in _TOKEN.finditer(bare)
    ]
    return re.compile(_SKIP.join(pieces)) if pieces else None


def _one(char: str) -> str:
    return _CLASS.get(char) or re.escape(char)


def refind(passage: Passage, text: str) -> Span | None:
    """Return where a passage's words stand in another edition of its text, or None.

    Of several places the one with the most of the old prefix and suffix around it is taken; where two
    are equally good, the one nearest to the old position.

    >>> passage = make_passage("s", "one two one", 8, 11)
    >>> refind(passage, "zero one two one")
    (13, 16)
    """
    places = _exact(text, passage.exact)
    return max(places, key=lambda span: _fit(passage, text, span), default=None)


def _fit(passage: Passage, text: str, span: Span) -> tuple[int, int]:
    before, after = text[max(0, span[0] - CONTEXT) : span[0]], text[span[1] : span[1] + CONTEXT]
    around = _common(passage.prefix[::-1], before[::-1]) + _common(passage.suffix, after)
    return around, -abs(span[0] - passage.start)


def _common(a: str, b: str) -> int:
    return next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )


@dataclass(frozen=True, slots=True)
class Near:
    """The place of a text that is most like a quote that is not in it."""

    start: CodePoint
    end: CodePoint
    words: str
    line: int


def nearest(text: str, quote: str) -> Near | None:
    """Return the place most like a lost quote, or None where nothing is like it.

    Short runs of the quote's letters vote for where it would begin; the winner is compared once. So a
    text of a million letters takes some milliseconds.

    >>> nearest("The cell was made for sixteen men.", "cell was built for sixteen").words
    'cell was made for sixteen'
    """
    quote = " ".join(quote.split())
    begins = _votes(text, quote)
    if not begins:
        return None
    start = max(0, begins.most_common(1)[0][0] * _GRAM - _GRAM)
    window = text[start : start + len(quote) + 4 * _GRAM]
    blocks = SequenceMatcher(None, window, quote, autojunk=False).get_matching_blocks()
    blocks = [b for b in blocks if b.size > 2]  # single letters match anywhere
    if sum(b.size for b in blocks) < _NEAR_ENOUGH * len(quote):
        return None
    first, last = start + blocks[0].a, start + blocks[-1].a + blocks[-1].size
    first, last = _whole_words(text, first, last)
    return Near(first, last, text[first:last], text.count("\n", 0, first) + 1)


def _votes(text: str, quote: str) -> Counter[int]:
    """Where the quote would begin, in steps of _GRAM, by how many of its runs say so."""
    if len(quote) < _GRAM:
        return Counter()
    last = len(quote) - _GRAM
    offsets = {round(i * last / _SEEDS) for i in range(_SEEDS + 1)}
    votes: Counter[int] = Counter()
    for offset in sorted(offsets):
        seed = quote[offset : offset + _GRAM]
        places = [p for p, _ in zip(_starts(text, seed), range(20), strict=False)]
        if len(places) < 20:  # a run that is everywhere says nothing
            for bucket in {max(0, place - offset) // _GRAM for place in places}:
                votes[bucket] += 2
                votes[bucket + 1] += 1
    return votes


def _starts(text: str, seed: str) -> Iterator[int]:
    at = text.find(seed)
    while at >= 0:
        yield at
        at = text.find(seed, at + 1)


def _whole_words(text: str, start: int, end: int) -> Span:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end
