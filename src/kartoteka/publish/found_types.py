"""Which types are found for the encyclopedia: searched once a build, among published lives only.

In: what is the same in every language. Out: found typologies, and the addresses of their pages. A type of
fewer than three lives is not shown (:data:`FEWEST`): its marks would be the marks of a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from kartoteka.analyse.states import KEPT
from kartoteka.analyse.types import types
from kartoteka.analyse.typology.declare import FEWEST
from kartoteka.analyse.typology.model import FoundType, FoundTypology
from kartoteka.errors import UnknownName, UsageError
from kartoteka.publish.desk import Desk, Facts
from kartoteka.wording.texts import say

ALPHABETS = (KEPT, "prison")
"""What the lives of the encyclopedia are sequences of: a page each."""

MOST_LIVES = 1_000
"""With more published people no pages are made: a strip each would be no longer readable."""

_FEWEST_SHOWN = 2
"""A page needs at least two types that may be shown."""


_FOUND: WeakKeyDictionary[Facts, dict[str, FoundTypology]] = WeakKeyDictionary()
"""What was found for a build: the same in every language."""


def typologies(facts: Facts) -> dict[str, FoundTypology]:
    """Return what is found among the published lives, by what they are sequences of."""
    if facts not in _FOUND:
        _FOUND[facts] = dict(_searched(facts))
    return _FOUND[facts]


def _searched(facts: Facts) -> Iterator[tuple[str, FoundTypology]]:
    if sum(1 for _ in facts.atlas.heads("person")) > MOST_LIVES:
        return
    for states in ALPHABETS:
        try:
            found = types(facts.view, states=states, atlas=facts.atlas)
        except (UnknownName, UsageError):
            continue  # too few lives are known in that respect: there is no such page
        if len(list(shown(found))) >= _FEWEST_SHOWN:
            yield states, found


def shown(found: FoundTypology) -> Iterator[FoundType]:
    """Yield the types that are large enough to be shown."""
    return (t for t in found.types if len(t.members) >= FEWEST)


def found_path(states: str) -> str:
    """Return the path of a page, below the folder of the language."""
    return f"found-{states}.html"


def found_links(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return path and title of every page there is."""
    return tuple(
        (found_path(states), say(f"types.site_title_{states}", desk.lang))
        for states in typologies(desk.facts)
    )
