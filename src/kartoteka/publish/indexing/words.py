"""A text → its words as the search compares them, and the stem of each.

In: text as it is published. Out: forms (lower case, without marks, ё as е, old and western letters plain) and
stems (Snowball). The browser folds in the same way (``frontend/src/search/words.ts``); it never stems: the
index lists the forms of each stem.

References: STACK chose PyStemmer (Snowball).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import import_module
from typing import Protocol

from kartoteka.publish.spelling import sounds

_MARKS = "\u00ad\u0300-\u036f\u0483-\u0489\u200b-\u200f\u2060\ufeff"
WORD = re.compile(f"[^\\W_]+(?:[{_MARKS}]+[^\\W_]*)*")
"""A word or a number, with whatever is hidden between its letters."""

_MARK = re.compile(f"[{_MARKS}]")
_CYRILLIC = re.compile("[а-я]")
_PLAIN = str.maketrans(
    {
        **dict(zip("іѣєґѵѳ", "иеегиф", strict=True)),
        **dict(zip("łøđðı", "loddi", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
    }
)
LONGEST = 40
"""Letters of a word that are looked at."""

_LEAST_SOUND = 3


class _Stemmer(Protocol):
    def stemWord(self, word: str, /) -> str: ...  # noqa: N802 - PyStemmer's own name


def _stemmer(language: str) -> _Stemmer:
    # Compiled, and without type stubs: looked up by name, so that the type is ours.
    return import_module("Stemmer").Stemmer(language)


_ENGLISH, _RUSSIAN = _stemmer("english"), _stemmer("russian")


def folded(word: str) -> str:
    """Return a word as the search compares it.

    >>> folded("Ёлка"), folded("ЗАМО\u0301К"), folded("Łódź"), folded("Орловъ")
    ('елка', 'замок', 'lodz', 'орлов')
    """
    plain = word.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).replace("и\u0306", "й")
        plain = _MARK.sub("", plain).translate(_PLAIN)
        # «Орловъ»: the hard sign that ended words until 1918.
        if len(plain) > 2:
            plain = plain.removesuffix("ъ")
    return plain[:LONGEST]


def stem(form: str) -> str:
    """Return the stem of a form: Russian where it is Cyrillic, else English.

    >>> stem("тюрьмах"), stem("prisons"), stem("1931")
    ('тюрьм', 'prison', '1931')
    """
    stemmer = _RUSSIAN if _CYRILLIC.search(form) else _ENGLISH
    return stemmer.stemWord(form)


@lru_cache(maxsize=65536)
def sound_keys(form: str) -> frozenset[str]:
    """Return what a form is heard as, without its ending: the same in every script and romanization.

    >>> bool(sound_keys("кагарлицк") & sound_keys("kagarlitsky"))
    True
    """
    if not form.isalpha() or len(form) < _LEAST_SOUND:
        return frozenset()
    return frozenset(key for heard in sounds(form) if len(key := _without_ending(heard)) > 1)


def _without_ending(heard: str) -> str:
    short = heard.rstrip("aeiou")
    return short if len(short) >= _LEAST_SOUND else heard
