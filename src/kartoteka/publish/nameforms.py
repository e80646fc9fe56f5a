"""A name → every form in which it may stand in a text, in English and Russian.

In: one word of a name. Out: a closed set of normal forms to look words up in. Snowball stems are
no use here («Орлова», «Орлов» and «Орлы» come out as they please), so the endings of Russian names
are listed by type of declension; more forms than a grammar would allow do no harm, a missing one
does.

The normal form of a word (:func:`normal`) undoes what hides a name from a plain search: case, ё
for е, soft hyphens, zero-width and combining characters, full-width letters, Latin letters inside
a Cyrillic word.

References: A. Zaliznyak, *Grammatical Dictionary of Russian*: the declension of names; BGN/PCGN
1947 and ISO 9 romanizations.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u2063"))
_LOOKALIKES = str.maketrans("aceopxykmtbhi", "асеорхукмтвні")
_CYRILLIC, _LATIN = re.compile("[а-яіѣ]"), re.compile("[a-z]")

WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*)+|\d+")
"""A word with whatever is hidden between its letters, or a number."""

_HARD = ("", "а", "у", "ом", "ем", "ым", "е", "ы", "и", "ов", "ам", "ами", "ах")
_SURNAME = ("", "а", "у", "ым", "ом", "е", "ой", "ою", "ы", "ых", "ыми")
_ADJECTIVE = (
    *("ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем"),
    *("ая", "яя", "ей", "ую", "юю", "ою", "ые", "ие", "ых", "их", "ыми", "ими", "ое", "ее"),
)
_FEMININE = (
    *("", "а", "я", "ы", "и", "е", "у", "ю", "ой", "ей", "ою", "ею"),
    *("ам", "ям", "ами", "ями", "ах", "ях"),
)
_SOFT = ("ь", "й", "я", "ю", "ем", "ём", "е", "и", "ей", "ев", "ям", "ями", "ях", "ью")
_POSSESSIVE = ("ин", "ина", "ино", "ины", "иной", "ину", "иных", "иным", "ином", "иного")

_ROMAN = {
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
_SCHOLARLY = {
    **_ROMAN,
    "ж": "z",
    "х": "h",
    "ц": "c",
    "ч": "c",
    "ш": "s",
    "щ": "sc",
    "ю": "ju",
    "я": "ja",
    "й": "j",
}


@lru_cache(maxsize=65536)
def normal(word: str) -> str:
    """Return a word as it is looked up.

    >>> normal("Пётр\u00adов"), normal("ORLOV"), normal("Opлoв")
    ('петров', 'orlov', 'орлов')
    """
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_INVISIBLE))
    # й and ё fall apart in NFKD: й is a letter of its own, ё is written е.
    plain = plain.replace("и\u0306", "й")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    if _CYRILLIC.search(plain) and _LATIN.search(plain):
        plain = plain.translate(_LOOKALIKES)
    return plain


@lru_cache(maxsize=16384)
def forms(word: str) -> frozenset[str]:
    """Return the normal forms of one word of a name, inflected and in the other script.

    >>> {"орлова", "орловым", "orlov", "orlova"} <= forms("Орлов")
    True
    >>> {"льва", "львом"} <= forms("Лев"), "павлу" in forms("Павел"), "левый" in forms("Лев")
    (True, True, False)
    """
    base = normal(word)
    if len(base) < 2 or base.isdigit():
        return frozenset((base,))
    if not _CYRILLIC.search(base):
        return frozenset(_latin_forms(base))
    found = _russian_forms(base)
    for spelled in {_romanized(base, _ROMAN), _romanized(base, _SCHOLARLY)}:
        found |= _latin_forms(spelled)
    return frozenset(found)


def _russian_forms(base: str) -> set[str]:
    found = {base}
    last, stem = base[-1], base[:-1]
    if re.search("(?:ов|ев|ин|ын)а?$", base):
        found |= _with(base.removesuffix("а"), _SURNAME)
    if base[-2:] in ("ый", "ий", "ой", "ая", "яя"):
        found |= _with(base[:-2], _ADJECTIVE)
    if last in "ая":
        found |= _with(stem, _FEMININE) | _with(stem, _POSSESSIVE)
    elif last in "ьй":
        found |= _with(stem, _SOFT)
    elif last not in "оеиуюыэ":
        found |= _with(base, _HARD)
    if fleeting := re.fullmatch("(.*[^аеиоуыэюяь])(?:е|о)([^аеиоуыэюяйь])(ь?)", base):
        head, tail, soft = fleeting.groups()
        endings = _SOFT if soft else _HARD[1:]
        found |= _with(head + tail, endings) | _with(f"{head}ь{tail}", endings)
    return found


def _with(stem: str, endings: tuple[str, ...]) -> set[str]:
    return {stem + ending for ending in endings if len(stem + ending) > 1}


def _latin_forms(base: str) -> set[str]:
    endings = ["", "s", "es", "’s"]
    if re.search("(?:ov|ev|in|yn|off|eff)$", base):
        endings += ["a", "y", "as"]
    if base.endswith("sky"):
        return {base, base[:-1] + "aya", base[:-1] + "ii", base[:-1] + "ij", base + "s"}
    return {base + ending for ending in endings}


def _romanized(base: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in base)
