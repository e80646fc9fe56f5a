"""Words that nobody may read, because what is made of them is restricted.

In: everything that is told. Out: stretches of sources.
"""

from __future__ import annotations

import numpy as np

from kartoteka.archive.columns import TELLING_ACCESS, ints
from kartoteka.model.sources import CodePoint
from kartoteka.publish.sifting import Sieve

Stretch = tuple[CodePoint, CodePoint]
"""Where a stretch of a text begins and ends."""


def sealed_by(told: Sieve) -> dict[str, list[Stretch]]:
    """Return source → the words of restricted statements and tellings: they shall not be read."""
    at = told.columns
    open_ = told.by_chain(lambda telling: at.tellings[telling][TELLING_ACCESS] == "public")
    sealed = ~open_ | ~told.public[told.owner]
    found: dict[str, list[Stretch]] = {}
    passage: int
    for passage in ints(at.passage)[np.flatnonzero(sealed)].tolist():
        source, _ = at.places[at.place[passage]]
        found.setdefault(source, []).append((at.start[passage], at.end[passage]))
    return found
