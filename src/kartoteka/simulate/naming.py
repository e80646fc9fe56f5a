"""Who is called what by whom: names, nicknames, misspellings, two scripts; ids of everything.

In: a world. Out: :class:`Naming`. One person may stand in the archive as two entities, because some
witnesses know only a nickname, misspell a surname, or write in another script and whoever recorded them did
not see that it is the same man. Which entity is who is part of the truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kartoteka.simulate.lexicon import (
    ENDINGS,
    FIRST_NAMES,
    NICKNAMES,
    PREFIXES,
    PRISONS,
    STEMS,
    TOWNS,
)
from kartoteka.simulate.places import Places
from kartoteka.simulate.russian import NOMINATIVE, decline, latin
from kartoteka.simulate.world import World, stream

_VOWELS = str.maketrans("оеяОЕЯ", "аииАИИ")
"""How an unstressed vowel is misheard."""


@dataclass(frozen=True, slots=True)
class Called:
    """One entity that stands for a person: how it came about, and its name.

    Parameters
    ----------
    id, person
        The entity, and who it really is.
    kind
        ``name``, ``nickname``, ``misspelt`` or ``other-script``.
    en, first, last
        The name in English; first name (or nickname) and surname in Russian.
    """

    id: str
    person: int
    kind: str
    en: str
    first: str
    last: str = ""

    def said(self, lang: str, case: str = NOMINATIVE) -> str:
        """Return the name in a language, in Russian in a case."""
        if lang != "ru":
            return self.en
        first = decline(self.first, case)
        return f"{first} {decline(self.last, case, surname=True)}" if self.last else first

    @property
    def ru(self) -> str:
        """The Russian name, as a label."""
        return self.said("ru")


class Naming:
    """Names of people as each witness uses them, and ids and names of places."""

    def __init__(self, world: World) -> None:
        self._rules, self.places = world.parameters, world.places
        n = self._rules.people
        chance = stream(self._rules, "names")
        self.main: list[Called] = []
        self.other: dict[int, Called] = {}
        self.nickname = chance.integers(0, len(NICKNAMES), n)
        taken: dict[str, int] = {}
        draws = chance.random((n, 4))
        kinds = chance.random(n)
        for person in range(n):
            self._name(person, draws[person].tolist(), float(kinds[person]), taken)
        self.prisons = list(_prison_names(self._rules.prisons))

    def _name(self, person: int, draw: list[float], kind: float, taken: dict[str, int]) -> None:
        parts = (FIRST_NAMES, PREFIXES, STEMS, ENDINGS)
        first, prefix, stem, ending = (p[int(d * len(p))] for p, d in zip(parts, draw, strict=True))
        last = (prefix + (stem if prefix else stem.capitalize())) + ending
        english = latin(f"{first} {last}")
        stub = latin(f"{last} {first}").lower().replace(" ", "-")
        taken[stub] = taken.get(stub, 0) + 1
        id_ = stub if taken[stub] == 1 else f"{stub}-{taken[stub]}"
        self.main.append(Called(id_, person, "name", english, first, last))
        rules = self._rules
        if kind < rules.nicknamed:
            self.other[person] = self._nicknamed(person)
        elif kind < rules.nicknamed + rules.misspelt:
            wrong = last[:2] + last[2:-2].translate(_VOWELS) + last[-2:]
            if wrong != last:
                wrong_id = latin(f"{wrong} {first}").lower().replace(" ", "-") + f"-x{person}"
                name = latin(f"{first} {wrong}")
                self.other[person] = Called(wrong_id, person, "misspelt", name, first, wrong)
        elif kind < rules.nicknamed + rules.misspelt + rules.other_script:
            self.other[person] = Called(f"{id_}-ru", person, "other-script", english, first, last)

    def _nicknamed(self, person: int) -> Called:
        english, russian = NICKNAMES[int(self.nickname[person])]
        stub = english.removeprefix("the ").lower().replace(" ", "-")
        return Called(f"{stub}-{person}", person, "nickname", english, russian)

    def called(self, witness: int, person: int, lang: str) -> Called:
        """Return the entity by which a witness speaks of somebody; of himself, always by his name."""
        other = self.other.get(person)
        if other is None or witness == person:
            return self.main[person]
        if other.kind == "other-script":
            return other if lang == "ru" else self.main[person]
        mixed = (witness * 2_654_435_761 + person * 40_503) % 1_000
        return other if mixed < 1_000 * self._rules.others_call else self.main[person]

    def entities(self) -> Iterator[Called]:
        """Yield every entity that stands for a person."""
        yield from self.main
        yield from self.other.values()

    # ── places ────────────────────────────────────────────────────────────────────────────────────

    def prison_id(self, prison: int) -> str:
        """Return the id of a prison."""
        return latin(self.prisons[prison]).lower()

    def prison(self, prison: int, lang: str) -> str:
        """Return the name of a prison, in Russian in quotation marks so that it need not be declined."""
        name = self.prisons[prison]
        return f"«{name}»" if lang == "ru" else latin(name)

    def cell_id(self, cell: int) -> str:
        """Return the id of a cell."""
        places: Places = self.places
        return f"{self.prison_id(int(places.prison[cell]))}-cell-{int(places.number[cell])}"

    def cell(self, cell: int, lang: str, *, label: bool = False) -> str:
        """Return how to speak of a cell after "in": ``cell 12 of Lesnaya``, «камере 12 («Лесная»)».

        ``label``: as a name, that is, in the nominative.
        """
        number, prison = int(self.places.number[cell]), int(self.places.prison[cell])
        if lang == "ru":
            return f"{'камера' if label else 'камере'} {number} ({self.prison(prison, lang)})"
        return f"cell {number} of {self.prison(prison, lang)}"

    def group_id(self, group: int, cell: int) -> str:
        """Return the id of a community."""
        return f"{self.cell_id(cell)}-circle-{group}"

    def town(self, prison: int) -> int:
        """Return the town of a prison: its number in TOWNS."""
        return 0 if self.places.metropolitan[prison] else 1 + prison % (len(TOWNS) - 1)


def _prison_names(n: int) -> Iterator[str]:
    for i in range(n):
        name, again = PRISONS[i % len(PRISONS)], i // len(PRISONS)
        yield f"{name}-{again + 1}" if again else name
