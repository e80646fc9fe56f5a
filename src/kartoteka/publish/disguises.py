r"""Names that no plain reading of words finds: broken at a line end, spaced out, run together, in an address.

In: a text, and a question: is this word a hidden name? Out: the stretches to replace.

>>> found = lambda text: [text[a:b] for a, b, _ in disguised(text, lambda w: "X" if w == "Orlov" else None)]
>>> found("Or-\nlov came"), found("O r l o v"), found("a@Orlov.org or http://x/Orlov1980")
(['Or-\nlov'], ['O r l o v'], ['a@Orlov.org', 'http://x/Orlov1980'])
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from urllib.parse import unquote

from kartoteka.model.sources import CodePoint
from kartoteka.publish.spelling import (
    DIGITS_CYRILLIC,
    DIGITS_LATIN,
    INVISIBLE,
    LETTER,
    WORD,
    is_cyrillic,
    normal,
)

Known = Callable[[str], str | None]
"""A word → what to say instead of it; None where it is nobody's."""

Cut = tuple[CodePoint, CodePoint, str]

_MARKUP = r"[*_~`'’ʼ´ʹ·.|\\/‐‑=+-]{1,4}|&[#\w]{2,8};|<[^<>\n]{1,30}>"
_LINE_END = f"(?:[-‐‑–¬=]?[{INVISIBLE}]*[ \\t]*\\n\\s*)"
_BROKEN = re.compile(f"{LETTER}+(?:(?:{_MARKUP}|{_LINE_END}){LETTER}+)+")
"""A word with something in it that a reader reads over: markup, an apostrophe, the end of a line."""

_SPACED = re.compile(f"(?<![^\\W_]){LETTER}(?:[\\s._·*–-]{{1,3}}{LETTER}(?![^\\W\\d_])){{2,}}")
_PIECE = re.compile(f"&[#\\w]{{2,8}};|<[^<>\\n]{{1,30}}>|({LETTER}+)")
_ADDRESS = re.compile(
    r"[^\s<>«»“”\"(]*(?:@|://|www\.|%[0-9A-Fa-f]{2}|#)[^\s<>«»“”\")]*(?<![,.;:!?])"
)
_CAMEL = re.compile(r"[^\W\d_]*[^\W\d_A-ZА-ЯЁ][A-ZА-ЯЁ][^\W\d_]+")
_HUMP = re.compile(r"[A-ZА-ЯЁ]?[^\W\d_A-ZА-ЯЁ]+|[A-ZА-ЯЁ]+(?![^\W\d_A-ZА-ЯЁ])")
_NUMBERED = re.compile(r"\b(?:[013468]?[^\W\d_]+)(?:[013468][^\W\d_]+)*[013468]?\b")
_MOST = 12
"""Pieces of one word that are put together: more is no name."""


def disguised(text: str, known: Known, inside: Known | None = None) -> Iterator[Cut]:
    """Yield (start, end, what to say instead); stretches may overlap.

    Parameters
    ----------
    text
        Any text.
    known
        Tells whether a word is a hidden name.
    inside
        Tells whether a hidden name stands anywhere within a word: for addresses («annaguseva@…»).
    """
    for match in _BROKEN.finditer(text):
        yield from _joined(match, known, least=2, letters=3)
    for match in _SPACED.finditer(text):
        yield from _joined(match, known, least=3, letters=3)
    for match in _CAMEL.finditer(text):
        yield from _first(match, (known(hump) for hump in _HUMP.findall(match[0])))
    for match in _NUMBERED.finditer(text):
        if any(c.isdigit() for c in match[0]):
            table = DIGITS_CYRILLIC if is_cyrillic(match[0].casefold()) else DIGITS_LATIN
            yield from _first(match, [known(match[0].translate(table))])
    for match in _ADDRESS.finditer(text):
        yield from _first(match, _of_address(unquote(match[0]), known, inside))


def _first(match: re.Match[str], answers: Iterator[str | None] | list[str | None]) -> Iterator[Cut]:
    for instead in answers:
        if instead is not None:
            yield match.start(), match.end(), instead
            return


def _of_address(address: str, known: Known, inside: Known | None) -> Iterator[str | None]:
    for word in WORD.findall(address):
        # Addresses are in small letters; nobody's name begins so.
        yield known(word) or known(word.capitalize())
    if inside:
        yield inside("".join(map(normal, re.findall(LETTER, address))))


def _joined(match: re.Match[str], known: Known, *, least: int, letters: int) -> Iterator[Cut]:
    """Put neighbouring pieces together, in every way, the longest first."""
    text, base = match[0], match.start()
    pieces = [m for m in _PIECE.finditer(text) if m[1]]
    at = 0
    while at < len(pieces):
        for end in range(min(len(pieces), at + _MOST), at + least - 1, -1):
            run = pieces[at:end]
            word = "".join(piece[1] for piece in run)
            gaps = (text[a.end() : b.start()] for a, b in pairwise(run))
            # Without a hyphen two lines are two words, unless together they are a long name.
            if len(word) < (6 if any(map(_is_bare_line_end, gaps)) else letters):
                continue
            if (instead := known(word)) is not None:
                yield base + run[0].start(), base + run[-1].end(), instead
                at = end - 1
                break
        at += 1


def _is_bare_line_end(gap: str) -> bool:
    return "\n" in gap and not gap.strip(" \t\n")
