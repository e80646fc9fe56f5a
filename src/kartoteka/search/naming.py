"""Names that answer a query → entities with a score.

In: the rows of names that the index found. Out: the best row of each entity, scored from 0 to 1 by how much
of the name was asked for, and how alike it sounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kartoteka.archive.sounds import likeness
from kartoteka.archive.words import folded, stem, words
from kartoteka.search.plan import Plan

if TYPE_CHECKING:
    from kartoteka.archive.archive import Archive

COMPARED = 500
"""Names that are compared."""

WHOLE, RARE, COMMON = 1.0, 0.97, 0.6
"""What a name counts that was asked for whole; of which a word was that few have; that many have."""

FEW = 3
"""Entities that share a rare word of a name."""


class Naming:
    """Scores the names that a query found."""

    def __init__(self, archive: Archive, planned: Plan) -> None:
        self._archive, self._plan = archive, planned
        self._asked = [folded(word) for word in planned.words]

    def ranked(self, rows: Sequence[int], most: int) -> list[tuple[str, int, float]]:
        """Return ("name", row, score) of the best name of each entity, best first."""
        looked = self._archive.finder.look("name", rows)
        best: dict[str, tuple[str, int, float]] = {}
        part = RARE if len({name["entity"] for name in looked.values()}) <= FEW else COMMON
        for row in rows:
            name = looked[row]
            score = max(self.score(name["title"], part), self.score(name["text"], part))
            if name["entity"] not in best or best[name["entity"]][2] < score:
                best[name["entity"]] = ("name", row, score)
        return sorted(best.values(), key=lambda hit: (-hit[2], hit[1]))[:most]

    def score(self, name: str, part: float = RARE) -> float:
        """Return how well a name answers; ``part`` is what one counts of which only some words do."""
        if not self._asked:
            return 0.0
        own = [(folded(m[0]), stem(m[0])) for m in words(name)]
        alike = [self._likeness(word, word_stem) for word, word_stem in own]
        found = [value for value in alike if value > 0]
        if not found:
            return 0.0
        mean, share = sum(found) / len(found), len(found) / len(own)
        return mean * (WHOLE if share == 1 else part if part == RARE else part * share)

    def _likeness(self, word: str, word_stem: str) -> float:
        """Return how alike a word of a name is to the word that it answers; 0 where it answers none."""
        if not any(
            form.fits(word_stem)
            for light in self._plan.lights
            for run in light.runs
            for form in run
        ):
            return 0.0
        return max(likeness(word, asked) for asked in self._asked)
