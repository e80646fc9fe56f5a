"""What people were before, and what sort they are here.

In: a world. Out: :class:`Backgrounds`: each person's trade, charge and human type.
"""

from __future__ import annotations

from kartoteka.simulate.lexicon import CHARGES, TRADES, TYPES, Word
from kartoteka.simulate.world import World, stream


class Backgrounds:
    """Trade, charge and type of everybody, drawn once."""

    def __init__(self, world: World) -> None:
        n, chance = world.parameters.people, stream(world.parameters, "people")
        chance.random(3 * n)  # past what the terms of stay have drawn
        self.trade = chance.integers(0, len(TRADES), n)
        self.charge = chance.integers(0, len(CHARGES), n)
        self.type = chance.integers(0, len(TYPES), n)

    def of(self, person: int, *, shifted: bool = False) -> tuple[Word, Word, Word]:
        """Return somebody's trade, charge and type; ``shifted``: each the next one, a mistake."""
        off = int(shifted)
        return (
            TRADES[(int(self.trade[person]) + off) % len(TRADES)],
            CHARGES[(int(self.charge[person]) + off) % len(CHARGES)],
            TYPES[(int(self.type[person]) + off) % len(TYPES)],
        )
