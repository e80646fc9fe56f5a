"""Days as letters say them: exactly, or in words; in both languages.

In: days of the world. Out: (words of the sentence, what is typed under ``when``). Vague words are typed as
words, so that reading them is part of what is tested; exact days as EDTF.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from kartoteka.simulate.lexicon import words

EN_MONTHS = words(
    "January February March April May June July August September October November December"
)
RU_MONTHS = words(
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
)
RU_IN_MONTH = words(
    "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре"
)

_EN_THIRD = ("early {m}", "the middle of {m}", "the end of {m}")
_EN_IN_THIRD = ("in early {m}", "in the middle of {m}", "at the end of {m}")
_RU_IN_THIRD = ("в начале {m}", "в середине {m}", "в конце {m}")
_RU_FROM_THIRD = ("с начала {m}", "с середины {m}", "с конца {m}")
_RU_TO_THIRD = ("до начала {m}", "до середины {m}", "до конца {m}")


@dataclass(frozen=True, slots=True)
class Said:
    """A date in a sentence, and as it is typed; ``vague`` if it is not exact."""

    words: str
    typed: str
    vague: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """Says days of the world in a language; ``first_day`` is day 0."""

    first_day: date
    lang: str

    def iso(self, day: int) -> str:
        """Return a day in ISO 8601."""
        return (self.first_day + timedelta(days=day)).isoformat()

    def day(self, day: int) -> str:
        """Return a day in words, without "on"."""
        d = self.first_day + timedelta(days=day)
        if self.lang == "ru":
            return f"{d.day} {RU_MONTHS[d.month - 1]} {d.year} года"
        return f"{d.day} {EN_MONTHS[d.month - 1]} {d.year}"

    def on(self, day: int, chance: random.Random, *, vague: bool) -> Said:
        """Say that something happened on a day."""
        ru = self.lang == "ru"
        if not vague:
            return Said(self.day(day) if ru else f"on {self.day(day)}", self.iso(day), vague=False)
        kind = chance.randrange(3)
        if kind == 0:
            near = day + chance.randint(-2, 2)
            words = f"около {self.day(near)}" if ru else f"around {self.day(near)}"
        elif kind == 1:
            d = self.first_day + timedelta(days=day)
            month = RU_IN_MONTH[d.month - 1] if ru else EN_MONTHS[d.month - 1]
            words = f"в {month} {d.year} года" if ru else f"in {month} {d.year}"
        else:
            words = self._third(day, _RU_IN_THIRD if ru else _EN_IN_THIRD)
        return Said(words, words, vague=True)

    def since(self, day: int, *, vague: bool) -> Said:
        """Say that something has been so since a day, and still is."""
        ru = self.lang == "ru"
        if not vague:
            words = f"с {self.day(day)}" if ru else f"since {self.day(day)}"
            return Said(words, f"{self.iso(day)}/..", vague=False)
        words = self._third(day, _RU_FROM_THIRD if ru else _EN_THIRD)
        words = words if ru else f"since {words}"
        return Said(words, words, vague=True)

    def between(self, first: int, last: int, *, vague: bool) -> Said:
        """Say that something was so from a day to a day, both included."""
        ru = self.lang == "ru"
        if first >= last:
            words = self.day(first) if ru else f"on {self.day(first)}"
            return Said(words, self.iso(first), vague=False)
        if not vague:
            words = (
                f"с {self.day(first)} по {self.day(last)}"
                if ru
                else (f"from {self.day(first)} to {self.day(last)}")
            )
            return Said(words, f"{self.iso(first)}/{self.iso(last)}", vague=False)
        if ru:
            from_, to = self._third(first, _RU_FROM_THIRD), self._third(last, _RU_TO_THIRD)
            words = f"{from_} {to}"
        else:
            from_, to = self._third(first, _EN_THIRD), self._third(last, _EN_THIRD)
            words = f"from {from_} to {to}"
        return Said(words, words, vague=True)

    def _third(self, day: int, shapes: tuple[str, ...]) -> str:
        d = self.first_day + timedelta(days=day)
        third = min(2, (d.day - 1) // 10)
        ru = self.lang == "ru"
        month = (
            f"{RU_MONTHS[d.month - 1]} {d.year} года"
            if ru
            else f"{EN_MONTHS[d.month - 1]} {d.year}"
        )
        return shapes[third].format(m=month)
