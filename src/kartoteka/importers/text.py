"""Bytes → text: the encoding found, line ends LF, Unicode NFC, and nothing else changed.

A source's text is fixed here for ever: every passage counts its code points. So only what has no meaning
is touched (a byte order mark, CR LF, how an accent is composed), and whatever cannot be read for certain is
refused with a reason instead of being guessed into nonsense.

The order: byte order mark, strict UTF-8, UTF-16 without a mark, and only then a guess (chardet, checked for
Russian by the frequency of letters, because on a few words in capitals it takes cp1251 for KOI8-R).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from kartoteka.importers.filetypes import recognised
from kartoteka.importers.reasons import Reason, UnreadableError

LARGEST = 64 * 1024 * 1024
"""Bytes; a text of this size is some forty novels."""

MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

RUSSIAN_ENCODINGS = ("cp1251", "koi8-r", "cp866", "iso8859-5")
LATIN_ENCODINGS = ("cp1252", "cp1250")
"""Thought of where letters beyond ASCII stand singly between plain ones: Gefängnis, mówił."""

RARER_ENCODINGS = ("koi8-u", "maccyrillic", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257")
"""Thought of too where there is enough of the text; of a few words they would only make a riddle."""

LONG = 200
"""Characters beyond ASCII that are enough."""

_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
_COMMON = {letter: 33 - rank for rank, letter in enumerate("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъ")}
"""Russian letters by frequency: the commonest counts 33, the rarest 1."""
_VOWELS = "аеёиоуыэюя"

TURN = 12
"""What a vowel beside a consonant counts: with it a word in capitals is right in 97 of 100, without in 92."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding (Python's name) that it was in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    r"""Return the text of a file.

    Parameters
    ----------
    data
        The whole file.

    Raises
    ------
    UnreadableError
        Empty, too large, not a text, or damaged.

    Examples
    --------
    >>> decode("Привет, мама!\r\n".encode("cp1251"))
    Decoded(text='Привет, мама!\n', encoding='cp1251')
    """
    if len(data) > LARGEST:
        raise UnreadableError(Reason("too_large", mib=LARGEST >> 20))
    if kind := recognised(data):
        raise UnreadableError(Reason(kind))
    raw, encoding = _raw(data)
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise UnreadableError(Reason("empty"))
    return Decoded(text, encoding)


def _raw(data: bytes) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding
    if b"\x00" not in data:
        try:
            return _without_controls(data.decode("utf-8"), data), "utf-8"
        except UnicodeDecodeError as error:
            _refuse_broken_utf8(data, error)
    if wide := _utf16_without_mark(data):
        return wide
    _without_controls("", data)
    return _guessed(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            Reason("broken", encoding=encoding.upper(), byte=error.start)
        ) from error
    if "\x00" in text:
        raise UnreadableError(Reason("binary"))
    return text


def _without_controls(text: str, data: bytes) -> str:
    """Refuse what only happens to decode: more than one control character in a hundred."""
    if len(data) - len(data.translate(None, _CONTROL)) > len(data) / 100:
        raise UnreadableError(Reason("binary"))
    return text


def _refuse_broken_utf8(data: bytes, error: UnicodeDecodeError) -> None:
    """Refuse a text that is UTF-8 but for a few broken bytes: a guess would garble all of it."""
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    sound = sum(not c.isascii() for c in lenient) - broken
    if sound > 3 * broken:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(Reason("broken_utf8", byte=error.start, line=line))


def _utf16_without_mark(data: bytes) -> tuple[str, str] | None:
    if len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Latin, Greek and Cyrillic with their punctuation; any other bytes would be Chinese in UTF-16.
        plausible = sum("\t" <= c <= "\r" or " " <= c <= "\u052f" or "‐" <= c <= "⁯" for c in text)
        if plausible > 0.95 * len(text):
            return text, encoding
    return None


def _guessed(data: bytes) -> tuple[str, str]:
    import chardet

    guesses = _thinkable(data)
    found = chardet.detect(
        data, include_encodings=guesses, compat_names=False, prefer_superset=True
    )
    encoding = (found["encoding"] or "").lower()
    if encoding in RUSSIAN_ENCODINGS or guesses == RUSSIAN_ENCODINGS:
        encoding = _likeliest_russian(data, encoding)
    try:
        return data.decode(encoding), encoding
    except (LookupError, UnicodeDecodeError) as error:
        raise UnreadableError(Reason("unknown_encoding")) from error


def _thinkable(data: bytes) -> tuple[str, ...]:
    beginning = data[: 16 * LONG]
    if sum(byte > 127 for byte in beginning) > LONG:
        return (*RUSSIAN_ENCODINGS, *LATIN_ENCODINGS, *RARER_ENCODINGS)
    singly = not re.search(rb"[\x80-\xff]{3}", beginning)
    return LATIN_ENCODINGS if singly and re.search(rb"[A-Za-z]", beginning) else RUSSIAN_ENCODINGS


def _likeliest_russian(data: bytes, guess: str) -> str:
    """Return the encoding in which the letters are most like Russian; the guess where it is a draw."""
    scores = {encoding: _russian_score(data[:4096], encoding) for encoding in RUSSIAN_ENCODINGS}
    best = max(scores, key=lambda encoding: scores[encoding])
    return guess if scores.get(guess, -33) >= scores[best] else best


def _russian_score(data: bytes, encoding: str) -> float:
    """Return how like Russian the bytes are in an encoding, for each character beyond ASCII."""
    # The cut at 4096 splits no character: these encodings have one byte for each.
    text = data.decode(encoding, "replace")
    beyond = [c for c in text if not c.isascii()]
    likely = sum(_COMMON.get(c.lower(), 0) for c in beyond)
    signs = sum(not c.isalpha() and c not in "«»—–№…" for c in beyond)
    # Another encoding's small letters are this one's capitals, which stand inside no word: яСО.
    odd = sum(a.islower() and b.isupper() for a, b in pairwise(text))
    # Vowels and consonants take turns in any language; in a wrong encoding they do so by chance.
    turns = sum((a in _VOWELS) != (b in _VOWELS) for a, b in pairwise(text.lower()) if a > "~" < b)
    return (likely + TURN * turns - 33 * (signs + odd)) / max(len(beyond), 1)
