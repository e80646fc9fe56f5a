"""Letters with the vocabulary of real ones: rare words, inflected words, names in two scripts.

In: a seed and how many. Out: texts of about 4 kB (two in three in English, one in Russian) of made-up stems
with true endings, as unevenly used as words are (Zipf), and names that the two languages write differently.
The same every time; nobody in them lives.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

LENGTH = 5_000
"""Bytes of a letter, about."""

STEMS = 20_000
"""Of each language."""

NAMES = 3_000

_EN_ENDINGS = ("", "", "", "s", "s", "ed", "ing")
_RU_ENDINGS = ("", "", "а", "у", "ы", "ом", "ах", "е")
_EN_COMMON = """the of and to in a is that was he for it with as his on be at by i this had not are but from
or have an they which one you were her all she there would their we him been has when who will more no if
out so said what up its about into than them can only other new some could time these two may then do
cell prison window letter bread tea"""
_RU_COMMON = """и в не на я быть он с что а по это она этот к но они мы весь который из у то за свой так вы
от же ты год о человек мочь такой для тот наш один себя бы как один какой уже только камера тюрьма окно
письмо хлеб чай"""

_ROMAN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшыюя",
        (
            *("a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r"),
            *("s", "t", "u", "f", "kh", "ts", "ch", "sh", "y", "yu", "ya"),
        ),
        strict=True,
    )
)


@dataclass
class Prose:
    """A vocabulary, and letters made of it."""

    seed: int = 1
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - to be repeatable is the point

    @cached_property
    def english(self) -> list[str]:
        """Stems in English, the most frequent first."""
        syllables = [c + v for c in "bcdfglmnprstvw" for v in "aeiou"] + ["th", "st", "nd"]
        return [*_EN_COMMON.split(), *self._stems(syllables, "dklmnprtg")]

    @cached_property
    def russian(self) -> list[str]:
        """Stems in Russian, the most frequent first."""
        syllables = [c + v for c in "бвгдзклмнпрстчш" for v in "аеиоуя"]
        return [*_RU_COMMON.split(), *self._stems(syllables, "дклмнпртг")]

    def _stems(self, syllables: Sequence[str], ends: str) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < STEMS:
            many = self.chance.choice((1, 2, 2, 3))
            found["".join(self.chance.choices(syllables, k=many)) + self.chance.choice(ends)] = None
        return list(found)

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """Surnames: in Latin letters, and in Cyrillic."""
        syllables = [c + v for c in "бвгджзклмнпрстфхцчш" for v in "аеиоу"]
        found: dict[str, str] = {}
        while len(found) < NAMES:
            stem = "".join(self.chance.choices(syllables, k=self.chance.choice((2, 2, 3))))
            russian = (stem + self.chance.choice(("лов", "нин", "рский", "ков"))).capitalize()
            found[russian] = "".join(_ROMAN[c] for c in russian.lower()).capitalize()
        return [(latin, russian) for russian, latin in found.items()]

    @cached_property
    def _weights(self) -> list[float]:
        return list(accumulate(1 / (rank + 2.7) ** 1.3 for rank in range(STEMS)))

    def letter(self, number: int) -> str:
        """Return a letter: sentences of 6 to 16 words, a name in every fourth."""
        chance = random.Random(f"{self.seed} {number}")  # noqa: S311
        russian = number % 3 == 0
        stems = (self.russian if russian else self.english)[:STEMS]
        endings = _RU_ENDINGS if russian else _EN_ENDINGS
        count = LENGTH // (11 if russian else 6)
        words = iter(
            [
                stem + chance.choice(endings) if len(stem) > 4 else stem
                for stem in chance.choices(stems, cum_weights=self._weights, k=count)
            ]
        )
        sentences: list[str] = []
        while some := [word for word, _ in zip(words, range(chance.randint(6, 16)), strict=False)]:
            if chance.random() < 0.25:
                latin, cyrillic = chance.choice(self.names)
                some.insert(len(some) // 2, cyrillic if russian else latin)
            sentences.append(" ".join([some[0].capitalize(), *some[1:]]) + ".")
        return "\n".join(sentences)
