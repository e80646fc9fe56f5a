"""Names across scripts and spellings: folded to what two spellings of one name have in common.

In: names as written. Out: a folded form, keys under which like names meet, and how alike two names are
(0 to 100). Cyrillic and Latin are brought to one script, the ways of spelling one sound to one letter.

References: anyascii for the transliteration; rapidfuzz for the comparison; the idea of blocking keys is
that of record linkage (Christen 2012, *Data Matching*, chapter 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.fuzz import token_sort_ratio

_SOUNDS = (
    *(("shch", "w"), ("sch", "w"), ("kh", "h"), ("zh", "j"), ("ts", "c"), ("tz", "c"), ("ck", "k")),
    *(("yo", "e"), ("io", "e"), ("jo", "e"), ("ye", "e"), ("yu", "u"), ("iu", "u"), ("ju", "u")),
    *(("ya", "a"), ("ia", "a"), ("ja", "a"), ("ph", "f"), ("iy", "i"), ("ij", "i"), ("y", "i")),
)
"""Spellings of one sound → one letter; the longer first."""

_VOICELESS = str.maketrans("bdgzvj", "ptksfw")
"""Consonants that are taken for each other where a name is heard, not read."""

_VOWELS = re.compile(r"[aeiou]")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def folded(name: str) -> str:
    """Return a name as its sounds, in Latin letters: the same for two spellings of one name.

    >>> folded("Семён Щукин"), folded("Semyon Shchukin"), folded("Kagarlitsky") == folded("Кагарлицкий")
    ('semen wukin', 'semen wukin', True)
    """
    text = re.sub(r"[^a-z ]", "", anyascii(name.replace("ё", "е").replace("Ё", "Е")).lower())
    for spelt, sound in _SOUNDS:
        text = text.replace(spelt, sound)
    return " ".join(re.sub("i+$", "i", _TWICE.sub(r"\1", word)) for word in text.split())


def keys(name: str) -> Iterator[str]:
    """Yield what like names have in common: each word without its vowels, with its first letter.

    A misheard vowel, a voiced consonant for a voiceless one, an order of first name and surname, a missing
    first name: still one key is shared.

    >>> sorted(keys("Semyon Kamyshin")), sorted(keys("Камишин")), list(keys("Gamizin"))
    (['kmsn', 'smn'], ['kmsn'], ['kmsn'])
    """
    for word in folded(name).split():
        if len(word) > 2:
            bare = (word[0] + _VOWELS.sub("", word[1:])).replace("h", "").translate(_VOICELESS)
            yield _TWICE.sub(r"\1", bare)


def alike(a: Iterable[str], b: Iterable[str]) -> float:
    """Return how alike the most alike of some names are, 0 to 100, whatever the order of their words.

    Names that differ only in voiced and voiceless consonants are two short of the same.

    >>> alike(["Ivan Grodov"], ["Ivan Krotov"])
    98.0
    >>> alike(["Иван Ракитов"], ["Rakitov Ivan"]), alike(["Ivan Rakitov"], ["Олег Пихтин"]) < 60
    (100.0, True)
    """
    theirs = [folded(name) for name in b]
    return max((_alike(folded(x), y) for x in a for y in theirs), default=0.0)


def _alike(a: str, b: str) -> float:
    heard = token_sort_ratio(a.translate(_VOICELESS), b.translate(_VOICELESS))
    return max(token_sort_ratio(a, b), heard - 2.0)
