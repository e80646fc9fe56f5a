"""Russian men's names and nicknames through the cases, and in Latin letters.

In: a word. Out: its genitive, dative, instrumental; its transliteration. Only the kinds of word that our
names are made of: consonant, й, ь, а/я, adjectives, surnames in -ов, -ин (nouns that take an adjective's
instrumental) and in -ский.
"""

from __future__ import annotations

from functools import lru_cache

from kartoteka.simulate.lexicon import words

NOMINATIVE, GENITIVE, DATIVE, INSTRUMENTAL = "nom", "gen", "dat", "ins"

_ADJECTIVE = {GENITIVE: "ого", DATIVE: "ому", INSTRUMENTAL: "ым"}
_SOFT_ADJECTIVE = {GENITIVE: "его", DATIVE: "ему", INSTRUMENTAL: "им"}
_SURNAME = {GENITIVE: "а", DATIVE: "у", INSTRUMENTAL: "ым"}
_CONSONANT = {GENITIVE: "а", DATIVE: "у", INSTRUMENTAL: "ом"}
_SOFT = {GENITIVE: "я", DATIVE: "ю", INSTRUMENTAL: "ем"}
_FEMININE = {GENITIVE: "ы", DATIVE: "е", INSTRUMENTAL: "ой"}
_SOFT_FEMININE = {GENITIVE: "и", DATIVE: "е", INSTRUMENTAL: "ёй"}
_HUSHING = "жшчщц"
_VELAR = "гкхжшчщ"

_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        words("a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch . y . e yu ya"),
        strict=True,
    )
)


def decline(word: str, case: str, *, surname: bool = False) -> str:
    """Return a masculine word in a case.

    >>> [decline("Иван", c) for c in ("gen", "dat", "ins")]
    ['Ивана', 'Ивану', 'Иваном']
    >>> decline("Ракитов", "ins", surname=True), decline("Рыжий", "gen"), decline("Илья", "gen")
    ('Ракитовым', 'Рыжего', 'Ильи')
    >>> decline("Полянский", "dat"), decline("Василий", "ins"), decline("Игорь", "dat")
    ('Полянскому', 'Василием', 'Игорю')
    """
    if case == NOMINATIVE:
        return word
    stem, endings = _parts(word, surname=surname)
    ending = endings[case]
    if ending == "ом" and stem[-1] in _HUSHING:
        ending = "ем"
    return stem + ending


def _parts(word: str, *, surname: bool) -> tuple[str, dict[str, str]]:
    stem = word[:-2]
    if word.endswith(("ский", "цкий")):
        return stem, {**_ADJECTIVE, INSTRUMENTAL: "им"}
    if word.endswith(("ый", "ой")):
        return stem, {**_ADJECTIVE, INSTRUMENTAL: "им" if stem[-1] in _VELAR else "ым"}
    if word in _ADJECTIVES_IN_IY:
        return stem, _SOFT_ADJECTIVE
    if word.endswith(("й", "ь")):
        return word[:-1], _SOFT
    if word.endswith("я"):
        return word[:-1], _SOFT_FEMININE
    if word.endswith("а"):
        return word[:-1], _FEMININE
    return word, _SURNAME if surname else _CONSONANT


_ADJECTIVES_IN_IY = frozenset({"Рыжий"})


@lru_cache(maxsize=100_000)
def latin(text: str) -> str:
    """Return Russian in Latin letters, as a newspaper would.

    >>> latin("Аркадий Заполянский"), latin("Семён Щукин")
    ('Arkady Zapolyansky', 'Semyon Shchukin')
    """
    spelt = [word[:-2] + "ы" if word.endswith("ий") else word for word in text.split(" ")]
    return " ".join(_word(word) for word in spelt)


def _word(word: str) -> str:
    spelt = "".join(_LATIN.get(c, c) for c in word.lower()).replace(".", "")
    return spelt[:1].upper() + spelt[1:] if word[:1].isupper() else spelt
