"""Worlds that no weight was set on: other seeds, other names, other mishearings, another mix of languages.

In: nothing. Out: :data:`WORLDS`, and :func:`strange`, within which people are called by other names and are
misheard in another way than in the worlds of ``simulate``. The weights of ``suggest`` were set on the seeds 1
to 9 and on their kind of names, its keys also on :data:`VOICED`. Figures of :data:`WORLDS` set nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from kartoteka.simulate import naming
from kartoteka.simulate.lexicon import words

FIRST_NAMES = words("""
Адам Альберт Арсений Богуслав Валентин Вениамин Владислав Всеволод Герман Демьян Ерофей Зиновий Иннокентий
Климент Корней Лаврентий Лука Макар Мартын Нестор Орест Памфил Прохор Роберт Савва Святослав Тарас Устин
Филипп Харитон Эдуард Юлиан""")
PREFIXES = ("", "", "", "Перво", "Велико", "Мало", "Сухо", "Красно", "Над", "Меж")
STEMS = words("""
кузнец гонч мельник плотник бондар ткач столяр рыбак сапож пасечник колокол молот подков жернов веретен
лаптев ухват самовар туес короб сундук фонар якор парус весл невод гвозд топор рубан хомут телег саней дуг
колес обод ступ решет корчаг кувшин солон""")
ENDINGS = ("ов", "ин", "ский")

VOICED = str.maketrans("бдгзжвпткс", "птксшфбдгз")
"""Voiced for voiceless consonants: a second world to set weights on, beside that of misheard vowels."""

MISHEARD = str.maketrans({"м": "н", "н": "м", "л": "р", "р": "л", "к": "ч", "о": "оо", "т": ""})
"""Letters taken for others, doubled, lost: in none of the worlds that weights are set on."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One such world: what it is like, and its parameters."""

    name: str
    rules: dict[str, Any] = field(default_factory=dict[str, Any])


_RATES = {"missing": 0.15, "vague": 0.3, "mistaken": 0.06}

WORLDS = (
    HeldOut("mostly Russian", {"seed": 1009, "russian": 0.85, **_RATES}),
    HeldOut("mostly English", {"seed": 2003, "russian": 0.1, **_RATES}),
    HeldOut(
        "many nicknames",
        {"seed": 3001, "nicknamed": 0.3, "misspelt": 0.03, "other_script": 0.05, **_RATES},
    ),
    HeldOut(
        "many misspellings",
        {"seed": 4001, "nicknamed": 0.05, "misspelt": 0.2, "other_script": 0.1, **_RATES},
    ),
    HeldOut("bad witnesses", {"seed": 5003, "missing": 0.4, "vague": 0.6, "mistaken": 0.15}),
)


@contextmanager
def strange(misheard: dict[int, Any] = MISHEARD) -> Iterator[None]:
    """Call people otherwise, and mishear them so, for as long as the block lasts."""
    with (
        patch.object(naming, "FIRST_NAMES", FIRST_NAMES),
        patch.object(naming, "PREFIXES", PREFIXES),
        patch.object(naming, "STEMS", STEMS),
        patch.object(naming, "ENDINGS", ENDINGS),
        patch.object(naming, "_VOWELS", misheard),
    ):
        yield
