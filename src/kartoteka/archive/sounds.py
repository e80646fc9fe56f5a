"""How a name sounds, in whatever script and spelling it is written.

In: a folded word. Out: its *heard* forms (:func:`heard`), and their skeletons without vowels
(:func:`skeletons`), by which names are looked up; :func:`likeness` tells the candidates apart. So
Kagarlitsky, Kagarlickij, Кагарлицкий and «Кагарлицкого» meet, whichever scheme somebody wrote by.

The skeleton is coarse on purpose (it only proposes), and the likeness is compared with the vowels.

References: BGN/PCGN 1947, ISO 9, the scholarly, French, German and Polish ways of writing Russian names;
Soundex for the idea of a skeleton, from which we deviate in the classes and in keeping its whole length;
Winkler (1990) for the likeness, through rapidfuzz; anyascii for scripts other than Latin and Cyrillic.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

from kartoteka.archive.words import is_cyrillic

_LATIN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґўј",
        (
            *(
                "a",
                "b",
                "v",
                "g",
                "d",
                "e",
                "zh",
                "z",
                "i",
                "i",
                "k",
                "l",
                "m",
                "n",
                "o",
                "p",
                "r",
                "s",
            ),
            *("t", "u", "f", "kh", "ts", "tch", "sh", "shch", "", "y", "", "e", "yu", "ya"),
            *("i", "i", "e", "g", "u", "i"),
        ),
        strict=True,
    )
)
_ROMAN = str.maketrans(_LATIN)

_S, _C, _CH, _J = ("s",), ("k", "s"), ("s", "h"), ("i", "s")
_PIECES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("schtsch|shtsh|stsch|shch|szcz|dzh|tsch|tch|sch|sh|sz|zh|ts|tz|cz|dz|z|s", _S),
    ("ck", ("k", "sk")),
    ("ch", _CH),
    ("c(?=[eiy])", _S),
    ("c", _C),
    ("kh", ("h",)),
    ("ph|ff|f|w|v", ("v",)),
    ("th|dt", ("t",)),
    ("qu", ("kv",)),
    ("q", ("k",)),
    ("x", ("ks",)),
    ("gu(?=[ei])|gh", ("g",)),
    ("^j(?=[aeou])", _J),
    ("[iyj]?(?:ou|oo|u)", ("u",)),
    ("[iyj]a", ("a",)),
    ("[iyj][eo]|e", ("e",)),
    ("[iyj]+", ("i",)),
    ("[a-z0-9]", ()),
)
"""Letters of a romanized name → what may be heard; () is the letter itself. The first that fits counts."""

_PIECE = re.compile("|".join(f"({pattern})" for pattern, _ in _PIECES))
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiou]")

_ENDING = re.compile("(?<=...)(?:[ое]го|[ое]му|[аяыи]ми|[ыио]м|ем|[аяыи]х|[ая]м)$")
"""Endings of Russian cases with a consonant in them; the others are vowels, which the skeleton drops."""

MOST = 8
"""Ways to hear one word."""


def romanized(word: str) -> str:
    """Return a folded word in plain Latin letters.

    >>> romanized("щука"), romanized("łódź"), romanized("γιάννης")
    ('shchuka', 'lodz', 'giannis')
    """
    return anyascii(word.translate(_ROMAN)).lower()


@lru_cache(maxsize=65536)
def heard(word: str) -> tuple[str, ...]:
    """Return the ways in which a folded word may be heard, with and without its ending.

    >>> heard("кагарлицкого"), heard("kagarlitsky")
    (('kagarliskogo', 'kagarlisk'), ('kagarliski',))
    >>> set(heard("chekhov")) & set(heard("чехов"))
    {'sehov'}
    """
    bare = word.partition("'")[0] if word.endswith("'s") else word.replace("'", "")
    ways = [bare]
    if is_cyrillic(bare) and (short := _ENDING.sub("", bare)) != bare:
        ways.append(short)
    found = [way for form in ways for way in _heard(romanized(form))]
    return tuple(dict.fromkeys(found))


def _heard(latin: str) -> list[str]:
    readings = [_PIECES[(m.lastindex or 1) - 1][1] or (m[0],) for m in _PIECE.finditer(latin)]
    ways = ("".join(way) for way, _ in zip(product(*readings), range(MOST), strict=False))
    return [_TWICE.sub(r"\1", way) for way in ways]


def skeletons(word: str) -> tuple[str, ...]:
    """Return what of a folded word is looked up: the consonants, and whether a vowel comes first.

    >>> set(skeletons("екатерина")) & set(skeletons("yekaterina"))
    {'aktrn'}
    >>> all(set(skeletons("соловьев")) & set(skeletons(w)) for w in ("solovyov", "solowjow", "solovieff"))
    True
    """
    found = [
        _TWICE.sub(r"\1", ("a" if way[:1] in "aeiou" else "") + _VOWELS.sub("", way)).replace(
            "h", "g"
        )
        for way in heard(word)
    ]
    return tuple(dict.fromkeys(filter(None, found)))


def likeness(a: str, b: str) -> float:
    """Return how alike two folded words sound, from 0 to 1 (the same).

    >>> round(likeness("kagarlitsky", "кагарлицкого"), 2), round(likeness("ида", "ада"), 2)
    (0.98, 0.78)
    """
    return max(
        (JaroWinkler.similarity(x, y) for x in heard(a) for y in heard(b)),
        default=0.0,
    )
