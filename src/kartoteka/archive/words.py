"""Words as they are written → words as they are looked up: the one normaliser of the search.

In: a text. Out: its words with their places (:func:`words`), each as its *stem*, in which the inflected forms
of a word meet (:func:`stemmed`). Whoever indexes and whoever asks come through here, so that they agree.

A word is lower-cased, ``ё`` is read as ``е``, accents and soft hyphens are overlooked, and the stemmer is
chosen by the word's own script, so that a Russian word in an English letter is found as in a Russian one.

References: the Snowball stemmers for English (Porter 2) and Russian, through PyStemmer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from importlib import import_module
from threading import Lock
from typing import Protocol

HIDDEN = "\u00ad\u034f\u200b-\u200d\u2060\ufeff"
"""What a reader does not see, as a character class: soft hyphens, joiners, spaces of no width."""

_MARKS = "\u0300-\u036f"

WORD = re.compile(rf"[^\W_]+(?:['’ʼ{_MARKS}{HIDDEN}]+[^\W_]+)*[{_MARKS}{HIDDEN}]*")
"""A word with whatever is hidden in it, apostrophes included: ``don't``, «за́мок»."""

LONGEST = 64
"""Letters of a stem that are kept: what is longer is no word."""

CROWD = 400_000
"""Pieces of text whose stems are remembered; then all are forgotten."""

_PLAIN = re.compile("[0-9a-zа-яё']+")
_CYRILLIC = re.compile("[а-яёђ-џѣѳѵґ]")


class _Stemmer(Protocol):
    def stemWord(self, word: str, /) -> str: ...  # noqa: N802 - PyStemmer's own name


def _stemmer(language: str) -> _Stemmer:
    # Compiled, and without type stubs: looked up by name, so that the type is ours.
    return import_module("Stemmer").Stemmer(language)


_lock = Lock()
_RUSSIAN, _ENGLISH = _stemmer("russian"), _stemmer("english")


def words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text, each as a match: ``span()`` are its code points.

    >>> [m[0] for m in words("«Ёлка», don't; за\u0301мок № 12")]
    ['Ёлка', "don't", 'за\u0301мок', '12']
    """
    return WORD.finditer(text)


def folded(word: str) -> str:
    r"""Return a word as it is compared: letter by letter, its ending included.

    >>> folded("Ёлка"), folded("ANA’S"), folded("Café"), folded("Й"), folded("\U0001d414")
    ('елка', "ana's", 'cafe', 'й', 'u')
    """
    plain = word.lower()
    if plain.isascii():
        return plain
    if _PLAIN.fullmatch(plain):
        return plain.replace("ё", "е")
    # й is a letter, not an и with a mark; ё is written е by whoever is in a hurry.
    plain = unicodedata.normalize("NFKD", plain).replace("и\u0306", "й").replace("у\u0306", "ў")
    # Lower-cased once more: of the capital 𝐔 there is a small letter only when it has become a plain U.
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(f"[{HIDDEN}]", "", plain.replace("’", "'").replace("ʼ", "'"))


def is_cyrillic(word: str) -> bool:
    """Tell whether a folded word is in Cyrillic."""
    return bool(_CYRILLIC.search(word))


class _StemOf(dict[str, str]):
    """A folded word → its stem; each worked out once."""

    def __missing__(self, word: str) -> str:
        if len(self) > CROWD:
            self.clear()
        with _lock:  # a stemmer serves one thread at a time
            stem = (_RUSSIAN if is_cyrillic(word) else _ENGLISH).stemWord(word)
        # Letters and digits only: the index parts words at everything else.
        found = stem if stem.isalnum() else "".join(filter(str.isalnum, stem))
        self[word] = found[:LONGEST]
        return found[:LONGEST]


_STEM_OF = _StemOf()


def stem_of(word: str) -> str:
    """Return the stem of a folded word; "" where nothing of it can be looked up.

    >>> stem_of("тюрьмах"), stem_of("prisons"), stem_of("ana's"), stem_of("don't")
    ('тюрьм', 'prison', 'ana', 'dont')
    """
    return _STEM_OF[word]


class Stems(dict[str, str]):
    """A piece of text without spaces → its stems, by spaces; each worked out once.

    Pieces are looked up whole, punctuation and all: in a long archive nearly every piece was met before, and
    parting a text at its spaces takes a fifth of the time of finding its words.
    """

    def __missing__(self, piece: str) -> str:
        if len(self) > CROWD:
            self.clear()
        found = " ".join(filter(None, map(self.stem, WORD.findall(piece))))
        self[piece] = found
        return found

    def stem(self, written: str) -> str:
        """Return the stem of a word as it is written."""
        return _STEM_OF[folded(written)]

    def of(self, text: str) -> str:
        """Return the stems of a text, in order, by spaces."""
        return " ".join(map(self.__getitem__, text.split()))


_STEMS = Stems()


def stemmed(text: str) -> str:
    """Return the stems of a text, in order, by spaces: what the index is given.

    >>> stemmed("The prisons, «в тюрьмах»")
    'the prison в тюрьм'
    """
    return _STEMS.of(text)


def stem(word: str) -> str:
    """Return the stem (or stems, by spaces) of one word as it is written.

    >>> stem("Ёлками"), stem("—")
    ('елк', '')
    """
    return _STEMS[word]


def stems_of(text: str) -> list[str]:
    """Return the stem of each word of a text, in the order of :func:`words`.

    >>> stems_of("The prisons, «в тюрьмах»")
    ['the', 'prison', 'в', 'тюрьм']
    """
    return list(map(_STEMS.__getitem__, WORD.findall(text)))
