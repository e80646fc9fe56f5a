"""A name → every form in which it may stand in a text, in English and Russian.

In: one word of a name. Out: a :class:`Forms`: a closed set of normal forms to look words up in, and how it
sounds in the other script. Snowball stems are no use here («Орлова», «Орлов» and «Орлы» come out as they
please), so the endings of Russian names are listed by type of declension; more forms than a grammar would
allow do no harm, a missing one does.

References: A. Zaliznyak, *Grammatical Dictionary of Russian*: the declension of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from kartoteka.publish.spelling import in_cyrillic, is_cyrillic, readings, romanized, sounds

_HARD = ("", "а", "у", "ом", "ем", "ым", "е", "ы", "и", "ов", "ей", "ам", "ами", "ах")
_SURNAME = ("", "а", "у", "ым", "ом", "е", "ой", "ою", "ы", "ых", "ыми")
_ADJECTIVE = (
    *("ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем"),
    *("ая", "яя", "ей", "ую", "юю", "ою", "ые", "ие", "ых", "их", "ыми", "ими", "ое", "ее"),
)
_FEMININE = (
    *("", "ь", "а", "я", "ы", "и", "е", "у", "ю", "ой", "ей", "ою", "ею"),
    *("ам", "ям", "ами", "ями", "ах", "ях"),
)
_SOFT = ("ь", "й", "я", "ю", "ем", "е", "и", "ей", "ев", "ям", "ями", "ях", "ью")
_POSSESSIVE = ("ин", "ина", "ино", "ины", "иной", "ину", "иных", "иным", "ином", "иного")

_SPOKEN = (
    ("(?<=.)ович$", "ыч"),
    ("(?<=.)ович$", "ич"),
    ("аевич$", "аич"),
    ("евич$", "ич"),
    ("еевич$", "еич"),
    ("овна$", "на"),
    ("евна$", "на"),
    ("аевна$", "авна"),
    ("ыч$", "ович"),
    ("аич$", "аевич"),
    ("ия$", "ья"),
    ("ья$", "ия"),
)
"""How a name is said: «Иваныч», «Николаич», «Наталья» for «Наталия»."""

ALIKE = 7
"""Letters above which a word in lower case that sounds like a name is taken for it: «восемь» is not Voss."""

_GIVEN_AWAY = 3
"""A sound of fewer letters tells nobody from anybody."""


class Forms:
    """One word of a name in all its forms; compared as an object, so that answers can be remembered.

    What is asked of words in one script only is worked out when a word in that script is asked about: how all
    the forms of a name sound takes a hundred times as long as most words of a text are worth.

    Parameters
    ----------
    base
        The normal form of the word.
    """

    def __init__(self, base: str) -> None:
        self._base = base
        self._plain = len(base) < 2 or base.isdigit()
        self._is_cyrillic = not self._plain and is_cyrillic(base)

    @cached_property
    def own(self) -> frozenset[str]:
        """Normal forms in the script of the name."""
        if self._plain:
            return frozenset((self._base,))
        return frozenset((_russian_forms if self._is_cyrillic else _latin_forms)(self._base))

    @cached_property
    def other(self) -> frozenset[str]:
        """Normal forms in Latin letters of a Cyrillic name."""
        base = self._base
        if not self._is_cyrillic:
            return frozenset()
        # In English texts a name stands as it is; whole transliterated letters inflect it.
        whole = (form for form in self.own if len(form) > 5 or form == base)
        other = {way for form in whole for way in romanized(form)}
        return frozenset(other | {form for way in romanized(base) for form in _latin_forms(way)})

    @cached_property
    def latin(self) -> frozenset[str]:
        """How it sounds, to be compared with words in Latin letters."""
        if self._is_cyrillic:
            return _heard(_nominatives(self._base))
        return _heard((self._base,)) if not self._plain and len(self._base) > 3 else frozenset()

    @cached_property
    def cyrillic(self) -> frozenset[str]:
        """How a name in Latin letters sounds, to be compared with words in Cyrillic."""
        if self._plain or self._is_cyrillic:
            return frozenset()
        return _heard(_russian_forms(in_cyrillic(self._base)))

    def work_out(self) -> None:
        """Work out all of it now."""
        _ = self.own, self.other, self.latin, self.cyrillic

    def fits(self, word: str) -> bool:
        """Tell whether a word of a text is one of the forms.

        >>> forms("Орлов").fits("Орлова"), forms("Орлов").fits("Orloff"), forms("Orlov").fits("Орлову")
        (True, True, True)
        """
        return _fits(self, word)

    def fits_abroad(self, word: str) -> bool:
        """Tell whether a word is one of the forms in the other script, or in another spelling."""
        capital = word[:1].isupper()
        for read in readings(word):
            in_cyrillic_letters = is_cyrillic(read)
            # A short name in lower case is more often a word of the other language ("may", "very").
            if not in_cyrillic_letters and (capital or len(read) > 4) and read in self.other:
                return True
            if capital or len(read) > ALIKE:
                heard = self.cyrillic if in_cyrillic_letters else self.latin
                if heard and not heard.isdisjoint(sounds(read)):
                    return True
        return False


@lru_cache(maxsize=262_144)
def _fits(form: Forms, word: str) -> bool:
    # Every page has "cell" in it, and many a name begins with one word and goes on with another.
    return any(read in form.own for read in readings(word)) or form.fits_abroad(word)


@lru_cache(maxsize=16384)
def forms(word: str) -> Forms:
    """Return the forms of one word of a name, inflected and in the other script.

    >>> {"орлова", "орловым"} <= forms("Орлов").own, "orlova" in forms("Орлов").other
    (True, True)
    >>> {"льва", "львом"} <= forms("Лев").own, "левый" in forms("Лев").own
    (True, False)
    """
    return Forms(readings(word)[0])


def _heard(words: Iterable[str]) -> frozenset[str]:
    return frozenset(s for word in words for s in sounds(word) if len(s) >= _GIVEN_AWAY)


def _nominatives(base: str) -> set[str]:
    """Return a name, and the same of a man's wife or a woman's husband."""
    found = {base}
    if re.search("(?:ов|ев|ин|ын)а?$", base):
        found |= {base.removesuffix("а"), base.removesuffix("а") + "а"}
    if base[-2:] in ("ый", "ий", "ой", "ая"):
        found |= {base[:-2] + ending for ending in ("ий", "ая")}
    return found | _spoken(base)


def _spoken(base: str) -> set[str]:
    return {re.sub(pattern, said, base) for pattern, said in _SPOKEN}


def _russian_forms(base: str) -> set[str]:
    found: set[str] = set()
    for way in _spoken(base):
        found |= _declined(way)
    return found


def _declined(base: str) -> set[str]:
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
    elif last == "о":
        # «у Шевченки»: not in grammars, but in letters.
        found |= _with(stem, ("а", "ы", "и", "е", "у", "ой", "ою", "ом"))
    elif last not in "еиуюыэ":
        found |= _with(base, _HARD)
    return found | _with_fleeting_vowel(base)


def _with_fleeting_vowel(base: str) -> set[str]:
    """Return the forms of a name that loses a vowel: «Лев, Льва», «Воробей, Воробья», «Заяц, Зайца»."""
    found: set[str] = set()
    if fleeting := re.fullmatch("(.*[^аеиоуыэюяь])(?:е|о)([^аеиоуыэюяйь])(ь?)", base):
        head, tail, soft = fleeting.groups()
        endings = _SOFT if soft else _HARD[1:]
        found |= _with(head + tail, endings) | _with(f"{head}ь{tail}", endings)
    if base.endswith("ей"):
        found |= _with(base[:-2] + "ь", ("я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях"))
    if hollow := re.fullmatch("(.*[аеиоуыэюя])[ея]ц", base):
        found |= _with(hollow[1] + "йц", _HARD[1:])
    return found


def _with(stem: str, endings: tuple[str, ...]) -> set[str]:
    return {stem + ending for ending in endings if len(stem + ending) > 1}


def _latin_forms(base: str) -> set[str]:
    endings = ["", "s", "es"]
    if re.search("(?:ov|ev|in|yn|off|eff)$", base):
        endings += ["a", "y", "as", "oy"]
    found = {base + ending for ending in endings}
    if base.endswith(("sky", "ski", "skiy", "skii", "skij")):
        stem = re.sub("sk(?:iy|ii|ij|y|i)$", "sk", base)
        found |= {
            stem + ending for ending in ("y", "i", "iy", "ii", "ij", "aya", "aia", "aja", "oy")
        }
    return found
