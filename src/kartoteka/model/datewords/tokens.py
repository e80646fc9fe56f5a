"""Words → canonical tokens, the same for both languages.

In: a phrase as people write it. Out: a list of tokens such as ``edge:early``, ``month:3``, ``n:2025``.
The phrases are data (``english.py``, ``russian.py``); the longest one that fits is taken; a word that is
in neither table is refused, because a date half understood is a date invented.

=================  ===================================================================================
token              meaning
=================  ===================================================================================
``n`` ``ord``      a number, an ordinal; ``dec`` one with a point (``2.5``, or 25.03 for 25 March)
``year2``          two digits after an apostrophe
``date``           EDTF, or a numeric date turned into it
``decade`` ``tens``  1930s; the thirties
``unit`` ``units``  Y M W D H, T for ten years; ``units`` where it can only be plural
``month`` ``weekday`` ``season`` ``holiday``  of the calendar
``day`` ``rel``    counted from the day of writing: ``day:-1``, ``rel:last``
``edge`` ``halfof`` ``whole``  a part of what follows, or all of it
``about`` ``more`` ``maybe``  EDTF ``~``; a range still wider; EDTF ``?``
=================  ===================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kartoteka.model.datewords import english, russian
from kartoteka.model.reasons import Reason


class Token(NamedTuple):
    """A unit of meaning, with the words it came from for messages."""

    kind: str
    value: str = ""
    word: str = ""


class NotUnderstoodError(ValueError):
    """The words are no date; the message is the reason."""


class NoSuchDayError(NotUnderstoodError):
    """The words are a date, but not of the calendar, or of two readings of it."""


_TOKEN = re.compile(
    r"(?P<date>\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?[~?%]?(?![\w-]))"
    r"|(?P<day>\d\d?)(?P<sep>[./])(?P<month>\d\d?|[ivx]+)(?P=sep)(?P<year>\d{4}|\d\d)(?!\d)"
    r"|(?P<dec>\d+[.,]\d+)(?![\d\w])"
    r"|'(?P<year2>\d\d)(?!\d)"
    r"|(?P<n>\d+)"
    r"(?:-?'?(?P<suffix>st|nd|rd|th|s|г|г[ои]|ми|[ыо]?[еймх]|о?му|ого|а?я|ую|ю))?(?![^\W_])"
    r"|(?P<word>[^\W\d_][^\W\d_']*(?:'[^\W\d_]+)?(?:-[^\W\d_]+)*)"
    r"|(?P<dash>[-/])"
    r"|(?P<mark>[?~])"
    r"|(?P<skip>[\s.,;:()\"«»]+)"
)
_ORDINAL_SUFFIXES = frozenset(
    [
        "st",
        "nd",
        "rd",
        "th",
        "го",
        "й",
        "ый",
        "ой",
        "ом",
        "м",
        "му",
        "ому",
        "ого",
        "я",
        "ая",
        "ю",
        "ую",
        "е",
        "ое",
    ]
)
_DECADE_SUFFIXES = frozenset(["s", "е", "ые", "х", "ых", "ми"])
_ROMAN = {"i": 1, "v": 5, "x": 10}
_DASHES = str.maketrans({"–": " - ", "—": " - ", "−": "-", "‑": "-", "’": "'", "ё": "е"})


def tokenise(text: str, *, day_first: bool = False) -> list[Token]:
    """Return the tokens of a phrase.

    Parameters
    ----------
    text
        Words in English or Russian, in any case, with any kind of space.
    day_first
        Whether ``3/4/2025`` is 3 April; else it is refused as ambiguous.

    Raises
    ------
    NotUnderstoodError
        A word is in no table.

    Examples
    --------
    >>> [f"{token.kind}:{token.value}" for token in tokenise("в начале марта 2025 г.")]
    ['edge:early', 'month:3', 'n:2025', 'unit:Y']
    """
    tokens: list[Token] = []
    words: list[str] = []
    for match in _matches(text.casefold().translate(_DASHES)):
        if match.lastgroup == "skip":
            continue
        if match["word"]:
            words.append(match["word"])
            continue
        tokens += _known(words)
        words = []
        tokens.append(_number_token(match, day_first=day_first))
    return tokens + _known(words)


def _matches(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise NotUnderstoodError(Reason("not_understood", word=text[at : at + 12]))
        yield match
        at = match.end()


def _number_token(match: re.Match[str], *, day_first: bool) -> Token:
    word = match[0]
    if match["date"]:
        return Token("date", match["date"], word)
    if match["day"]:
        return _numeric_date(match, day_first=day_first)
    if match["dec"]:
        return Token("dec", match["dec"].replace(",", "."), word)
    if match["year2"]:
        return Token("year2", match["year2"], word)
    if match["dash"]:
        return Token("dash", "", word)
    if match["mark"]:
        return Token("maybe" if word == "?" else "about", "", word)
    return _number(int(match["n"]), match["suffix"] or "", word)


def _number(number: int, suffix: str, word: str) -> Token:
    if number >= 1000:
        kind = "decade" if suffix in _DECADE_SUFFIXES and number % 10 == 0 else "n"
    elif suffix in ("s", "х", "ых", "ые", "ми"):
        kind = "tens"
    else:
        kind = "ord" if suffix in _ORDINAL_SUFFIXES else "n"
    return Token(kind, str(number), word)


def _numeric_date(match: re.Match[str], *, day_first: bool) -> Token:
    day, year = int(match["day"]), match["year"]
    month = int(match["month"]) if match["month"].isdigit() else _roman(match["month"])
    if match["sep"] == "/" and not day_first and month != day:
        if day <= 12 and month <= 12:
            raise NoSuchDayError(Reason("day_or_month_first"))
        day, month = (month, day) if month > 12 else (day, month)
    return Token("dmy", f"{day}.{month}.{year}", match[0])


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))


def _known(words: list[str]) -> list[Token]:
    """Return the tokens of a run of words: the longest phrase of the table each time."""
    words = list(_split_unknown(words))
    tokens: list[Token] = []
    at = 0
    while at < len(words):
        length = next(
            (n for n in range(min(_LONGEST, len(words) - at), 0, -1) if _phrase(words, at, n)), 0
        )
        if not length:
            raise NotUnderstoodError(Reason("word_not_understood", word=words[at]))
        for token in TABLE[_phrase(words, at, length)]:
            _append(tokens, token)
        at += length
    return tokens


def _phrase(words: list[str], at: int, length: int) -> str:
    phrase = " ".join(words[at : at + length])
    return phrase if phrase in TABLE else ""


def _split_unknown(words: list[str]) -> Iterator[str]:
    for word in words:
        if "-" not in word or word in TABLE:
            yield word
            continue
        first, *rest = word.split("-")
        yield first
        for part in rest:
            yield from ("-", part)


def _append(tokens: list[Token], token: Token) -> None:
    """Add a token; "twenty", "five" become one number."""
    tail = tokens[-2:] if tokens and tokens[-1].kind == "dash" else tokens[-1:]
    if token.kind in ("n", "ord") and tail and tail[0].kind == "n":
        tens, rest = float(tail[0].value), float(token.value)
        if tens in range(20, 100, 10) and rest in range(1, 10):
            del tokens[-len(tail) :]
            token = Token(token.kind, str(int(tens + rest)), f"{tail[0].word} {token.word}")
    tokens.append(token)


def _spelled(phrases: str) -> Iterator[str]:
    """Yield the phrases of a table entry, with ``stem+a,b`` spelled out in every word of each."""
    for phrase in phrases.split("|"):
        spelled = [""]
        for word in phrase.split():
            stem, _, endings = word.partition("+")
            forms = [stem + ending.replace("-", "") for ending in endings.split(",")]
            spelled = [f"{start} {form}".strip() for start in spelled for form in forms]
        yield from spelled


def _add(table: dict[str, tuple[Token, ...]], canonical: str, phrases: str) -> None:
    parts = [part.partition(":") for part in canonical.split()]
    for phrase in _spelled(phrases):
        tokens = (Token(kind, value, phrase) for kind, _, value in parts)
        table.setdefault(phrase, tuple(tokens))


def _table() -> dict[str, tuple[Token, ...]]:
    table: dict[str, tuple[Token, ...]] = {"-": (Token("dash", "", "-"),)}
    for language in (english, russian):
        for canonical, phrases in language.PHRASES.items():
            _add(table, canonical, phrases)
        for kind, names in language.NAMES.items():
            first, step = {"weekday": (0, 1), "tens": (10, 10)}.get(kind, (1, 1))
            for i, name in enumerate(names.split("|")):
                _add(table, f"{kind}:{first + i * step}", " | ".join(name.split()))
        for kind, names in language.TENS.items():
            for i, name in enumerate(names.split("|")):
                _add(table, f"{kind}:{30 + 10 * i}", name)
    for number, roman in enumerate(["xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi"], start=15):
        _add(table, f"ord:{number}", roman)
    return table


TABLE = _table()
"""Phrase → its tokens, both languages (their alphabets keep them apart)."""

_LONGEST = max(phrase.count(" ") for phrase in TABLE) + 1
