"""What a typology can and cannot claim, from the lives it was found in.

In: lives, quality, survival. Out: :class:`Caution` after caution; the sentences are in
``wording/texts/types.yaml``. The bounds of silhouette widths are Kaufman & Rousseeuw's (1990, Finding
Groups in Data, table 4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kartoteka.analyse.lives import LivesInTime
from kartoteka.analyse.quality.chance import Null
from kartoteka.analyse.typology.clusters import Survival
from kartoteka.analyse.typology.model import Caution, CautionKind, FoundType

FEW = 30
"""Below so many lives, a share is a count of people one could name."""


CHANCE: dict[Null, tuple[CautionKind, CautionKind]] = {
    "order": ("like_chance", "not_chance"),
    "duration": ("like_chance_duration", "not_chance_duration"),
    "both": ("like_chance_both", "not_chance_both"),
    "moments": ("like_chance_moments", "not_chance_moments"),
    "markov": ("like_chance_markov", "not_chance_markov"),
    "independent": ("like_chance_independent", "not_chance_independent"),
}
"""Null model → what is said where its archives do as well in more than one case of twenty, and where not."""


@dataclass(frozen=True, eq=False)
class Grounds:
    """What the cautions are drawn from."""

    lives: LivesInTime
    types: tuple[FoundType, ...]
    width: float
    chance: float | None
    null: Null
    dates: Survival
    lives_less: Survival
    undated: int


def cautions(grounds: Grounds) -> Iterator[Caution]:
    """Yield what is to be said, the weightiest first."""
    lives, n = grounds.lives, len(grounds.lives)
    yield Caution("not_a_sample", {"n": n})
    if n < FEW:
        yield Caution("few_lives", {"n": n})
    small = sum(len(t.members) < 3 for t in grounds.types)
    if small:
        yield Caution("small_types", {"n": small})
    yield from _structure(grounds)
    yield from _dates(grounds)
    share = 1 - float(lives.known().sum()) / (n * len(lives.grid))
    if share >= 0.05:
        yield Caution("gaps", {"percent": round(100 * share)})
    if lives.left_out:
        yield Caution("left_out", {"n": len(lives.left_out)})
    if grounds.undated:
        yield Caution("undated", {"n": grounds.undated})


def _structure(grounds: Grounds) -> Iterator[Caution]:
    width = round(grounds.width, 2)
    if width < 0.26:
        yield Caution("no_structure", {"width": width})
    elif width < 0.51:
        yield Caution("weak_structure", {"width": width})
    else:
        yield Caution("clear_structure", {"width": width})
    if grounds.chance is None:
        yield Caution("no_chance")
    else:
        like, unlike = CHANCE[grounds.null]
        percent = round(100 * grounds.chance)
        yield Caution(like if grounds.chance > 0.05 else unlike, {"percent": percent})


def _dates(grounds: Grounds) -> Iterator[Caution]:
    if grounds.dates.tries:
        stays = round(100 * float(np.nanmean(grounds.dates.lives)))
        yield Caution("uncertain_dates", {"n": grounds.dates.tries, "percent": stays})
    else:
        yield Caution("sure_dates")
    if grounds.lives_less.tries:
        stays = round(100 * float(np.nanmean(grounds.lives_less.lives)))
        yield Caution("leave_one_out", {"percent": stays})
