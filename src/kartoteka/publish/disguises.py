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
_ADDRESS = re.compile(r"@|://|www\.|%[0-9A-Fa-f]{2}|#")
_WITHIN_ADDRESS = re.compile(r"[^\s<>«»“”\"()]*")
_CAMEL = re.compile("[a-zа-яё][A-ZА-ЯЁ]")
_HUMP = re.compile(r"[A-ZА-ЯЁ]?[^\W\d_A-ZА-ЯЁ]+|[A-ZА-ЯЁ]+(?![^\W\d_A-ZА-ЯЁ])")
_NUMBERED = re.compile(r"[013468][^\W\d_]|[^\W\d_][013468]")
_WITHIN_WORD = re.compile(r"[^\W_]*")
"""Signs of an address, of words run together, of digits among letters; and how far each reaches."""

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
    for start, end in _around(_CAMEL, _WITHIN_WORD, text):
        yield from _first((start, end), (known(hump) for hump in _HUMP.findall(text[start:end])))
    for start, end in _around(_NUMBERED, _WITHIN_WORD, text):
        word = text[start:end]
        table = DIGITS_CYRILLIC if is_cyrillic(word.casefold()) else DIGITS_LATIN
        yield from _first((start, end), iter((known(word.translate(table)),)))
    for start, end in _around(_ADDRESS, _WITHIN_ADDRESS, text):
        closed = start + len(text[start:end].rstrip(",.;:!?"))
        yield from _first((start, closed), _of_address(unquote(text[start:closed]), known, inside))


def _around(
    sign: re.Pattern[str], within: re.Pattern[str], text: str
) -> Iterator[tuple[CodePoint, CodePoint]]:
    """Yield the stretches in which a sign stands, as far as they reach to both sides."""
    done = 0
    for match in sign.finditer(text):
        if match.start() < done:
            continue
        before = text[max(0, match.start() - 200) : match.start()][::-1]
        reach = within.match(before)
        start = match.start() - (reach.end() if reach else 0)
        rest = within.match(text, match.start())
        done = rest.end() if rest else match.end()
        yield start, done


def _first(span: tuple[CodePoint, CodePoint], answers: Iterator[str | None]) -> Iterator[Cut]:
    for instead in answers:
        if instead is not None:
            yield *span, instead
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
