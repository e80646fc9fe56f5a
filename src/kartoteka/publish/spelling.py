"""Words as they are written → words as they are looked up: what hides a name from a plain search, undone.

In: a word of a text or of a name. Out: its normal form (:func:`normal`), the readings of a word that mixes
alphabets (:func:`readings`), and how it sounds whatever the romanization (:func:`sounds`).

References: Unicode TR39 (confusables) for the letters that look alike; ISO 9, BGN/PCGN 1947, and the French,
German and Polish ways of writing Russian names for :func:`sounds`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0001-\U000e01ef"
)
"""What a reader does not see, as a character class: soft hyphens, joiners, directions, fillers, variants."""

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
LETTER = f"(?:[^\\W\\d_][{_MARKS}{INVISIBLE}]*)"
"""A letter with whatever is hidden after it, as a regular expression."""

WORD = re.compile(f"{LETTER}+|\\d+")
"""A word with whatever is hidden between its letters, or a number."""

_UNSEEN = re.compile(f"[{INVISIBLE}]")
_CYRILLIC, _LATIN = re.compile("[\u0400-\u052f]"), re.compile("[a-z]")
_FOREIGN = re.compile(
    "[\u0370-\u03ff\u0250-\u02af\u1d00-\u1d7f]"
)  # Greek; phonetic letters, small capitals

_OLD = str.maketrans("іїѣєґўѵѳ", "ииеегуиф")
"""Letters of older and neighbouring alphabets, as a Russian reader would write the name."""
_WESTERN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"})
_LOOK_CYRILLIC = str.maketrans("aceopxykmtbhinurgsj", "асеорхукмтвнипигдсј")
_LOOK_LATIN = str.maketrans("асеорхукмтвніѕјһԛԝԁӏьи", "aceopxykmtbhisjhqwdlbu")
_LOOK_GREEK = str.maketrans("αβεζηικμνορτυχωγϲ", "abezhikmvoptuxwyc")
_SMALL = str.maketrans("ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢɡɑ", "abcdeghijklmnoprtuvwyzga")
DIGITS_CYRILLIC = str.maketrans("013468", "оізчбв")
DIGITS_LATIN = str.maketrans("013458", "oleasb")
"""Digits written for letters."""


@lru_cache(maxsize=65536)
def normal(word: str) -> str:
    """Return a word as it is looked up.

    >>> normal("Пётр\u00adов"), normal("ORLOV"), normal("Opлoв"), normal("Орловъ")
    ('петров', 'orlov', 'орлов', 'орлов')
    """
    return readings(word)[0]


@lru_cache(maxsize=65536)
def readings(word: str) -> tuple[str, ...]:
    """Return the ways to read a word: two where it mixes alphabets, or could be all look-alikes.

    >>> readings("Оrlov")[1], readings("Orlov"), readings("Poca")
    ('orlov', ('orlov',), ('poca', 'роса'))
    """
    plain = unicodedata.normalize("NFKD", _UNSEEN.sub("", word)).casefold()
    # й and ё fall apart in NFKD: й is a letter of its own, ё is written е.
    plain = plain.replace("и\u0306", "й")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    cyrillic, latin = _CYRILLIC.search(plain), _LATIN.search(plain)
    if (cyrillic and latin) or (_FOREIGN.search(plain) and (cyrillic or latin)):
        western = plain.translate(_SMALL).translate(_LOOK_GREEK)
        found = (western.translate(_LOOK_CYRILLIC), western.translate(_LOOK_LATIN))
        return tuple(dict.fromkeys(map(_tidy, found)))
    if _FOREIGN.search(plain):
        plain = plain.translate(_SMALL)
        return (plain,)
    tidy = _tidy(plain)
    if word[:1].isupper() and len(plain) > 2:
        other = plain.translate(_LOOK_LATIN if cyrillic else _LOOK_CYRILLIC)
        if not (_CYRILLIC if cyrillic else _LATIN).search(other):
            return (tidy, _tidy(other))
    return (tidy,)


def _tidy(plain: str) -> str:
    if _CYRILLIC.search(plain):
        plain = plain.translate(_OLD)
        # «Орловъ»: the hard sign that ended words until 1918.
        return plain.removesuffix("ъ") if len(plain) > 2 else plain
    return plain.translate(_WESTERN)


def is_cyrillic(word: str) -> bool:
    """Tell whether a normal form is in Cyrillic."""
    return bool(_CYRILLIC.search(word))


# ── how it sounds, whatever the romanization ──────────────────────────────────────────────────────────

_SPELL = {
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
    **dict(
        zip("жхцчшщъьюя", "zh kh ts ch sh shch - - yu ya".replace("-", "").split(" "), strict=True)
    ),
}
_SCHOLARLY = {
    **_SPELL,
    **dict(zip("жхцчшщюяй", ["z", "h", "c", "c", "s", "sc", "ju", "ja", "j"], strict=True)),
}

_MERGES = tuple(
    (tuple(signs.split(" ")), re.compile(pattern), heard)
    for signs, pattern, heard in (
        ("sc sh sz st", "schtsch|stsch|shtsh|shch|szcz|stch|sch|sh|sz|sc(?=[ei])", "s"),
        ("ts tc tz cz ch", "tsch|tch|tzsch|cz|ch|ts|tz", "c"),
        ("zh", "zh|dzh", "z"),
        ("kh", "kh", "h"),
        ("x", "x", "ks"),
        ("ph", "ph", "f"),
        ("th", "th", "t"),
        ("gh", "gh", "g"),
        ("ck q", "ck|q", "k"),
        ("w", "w", "v"),
        ("ou oo", "ou|oo", "u"),
        ("ae oe ue", "([aou])e", r"\1"),
        ("of ef", "(?<=[oe])ff?(?=a?$)", "v"),
        ("yo io jo eo", "[yij]+o|eo", "e"),
        ("y i j", "[yij]+(?=[aeu])", ""),
        ("y i j", "[yij]+", "i"),
        ("ee", "e{2,}", "e"),
        ("", r"(.)\1+", r"\1"),
    )
)
"""What must stand in a word that a merge changes (none: any may be one), what is merged, into what."""

_BY_SPELLING = tuple(map(str.maketrans, (_SPELL, _SCHOLARLY)))


def romanized(word: str) -> frozenset[str]:
    """Return a Cyrillic normal form in Latin letters, as the English and as scholars write it.

    >>> sorted(romanized("жуков"))
    ['zhukov', 'zukov']
    """
    return frozenset(map(word.translate, _BY_SPELLING))


@lru_cache(maxsize=65536)
def sounds(word: str) -> frozenset[str]:
    """Return how a normal form sounds, in a spelling of our own: the same for all romanizations.

    >>> all(sounds("гусева") & sounds(w) for w in ("guseva", "gousseva", "gussewa", "gusewa"))
    True
    >>> all(sounds("соловьев") & sounds(w) for w in ("solovyov", "solovyev", "solowjow", "solovieff"))
    True
    """
    if is_cyrillic(word):
        plain = word.translate(_BY_SPELLING[0])
        ways = {plain, plain.replace("g", "h")}  # Ukrainian and Belarusian г
    else:
        # An English "c" is к, a scholar's is ц or ч.
        ways = {word, re.sub("c(?!h|z)", "k", word)}
    return frozenset(_heard(way) for way in ways)


def _heard(word: str) -> str:
    for signs, pattern, heard in _MERGES:
        for sign in signs:  # most words have none of them: that is sooner seen than not replaced
            if sign in word:
                word = pattern.sub(heard, word)
                break
    return word


_LETTERS = (
    ("shch", "щ"),
    ("sch", "ш"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("ts", "ц"),
    ("cz", "ч"),
    ("sz", "ш"),
    ("ph", "ф"),
    ("th", "т"),
    ("ck", "к"),
    ("yu", "ю"),
    ("ya", "я"),
    ("ju", "ю"),
    ("ja", "я"),
    ("ia", "ия"),
    ("yo", "е"),
    ("ye", "е"),
    ("je", "е"),
    ("ou", "у"),
    ("oo", "у"),
    ("iy", "ий"),
    ("ii", "ий"),
    ("x", "кс"),
    *zip("abvgdeziklmnoprstufyjhcqw", "абвгдезиклмнопрстуфййхккв", strict=True),
)
_SYLLABLE = re.compile("|".join(latin for latin, _ in _LETTERS))


def in_cyrillic(word: str) -> str:
    """Return a Latin normal form as a Russian would write it; inflected, it is compared by sound.

    >>> in_cyrillic("yuri"), in_cyrillic("chernov"), in_cyrillic("volkonsky")
    ('юрий', 'чернов', 'волконский')
    """
    found = _SYLLABLE.sub(lambda m: _TO_CYRILLIC[m[0]], word)
    # "Yury", "Dmitry", "Volkonsky": what ends in a consonant and y is a name in -ий.
    return re.sub("(?<=[^аеиоуыэюя])(?:й|и)$", "ий", found)


_TO_CYRILLIC = dict(_LETTERS)
