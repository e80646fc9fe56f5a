"""One search for types: from lives and a way to compare them to a whole found typology.

In: lives on a grid, a measure, how often chance is drawn. Out: a
:class:`~kartoteka.analyse.typology.model.FoundTypology`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from kartoteka.analyse.lives import LivesInTime
from kartoteka.analyse.pairs import Floats, Real
from kartoteka.analyse.quality.chance import Null, randomised
from kartoteka.analyse.typology.cautions import Grounds, cautions
from kartoteka.analyse.typology.clusters import (
    MOST_TYPES,
    Clusters,
    Survival,
    clusters,
    otherwise_dated,
    strengths,
    survival,
    tried,
    widths,
    without_one,
)
from kartoteka.analyse.typology.comparing import Measured
from kartoteka.analyse.typology.marks import marks
from kartoteka.analyse.typology.model import FoundType, FoundTypology, Mark, Member
from kartoteka.analyse.typology.naming import names, path_of, share_of
from kartoteka.archive.reader import Reader
from kartoteka.errors import UsageError
from kartoteka.relate.atlas import Atlas
from kartoteka.wording.saying import Saying

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Called with how many steps are done, and of how many."""

LEAST = 4
"""From so many lives on there is something to compare."""

_LIVES_A_TYPE = 3
"""No more types are looked for than leave each so many lives on average."""

_LEFT_OUT_MOST = 60
_CHANCE_CELLS = 4_000_000
"""Random archives are drawn while N² · draws stays below this."""


@dataclass(eq=False)
class Search:
    """One search for types: what every step of it needs."""

    reader: Reader
    atlas: Atlas
    lives: LivesInTime
    measured: Measured
    draws: int
    seed: int
    null: Null = "order"
    indel: float | None = None
    progress: Progress | None = None
    _done: int = 0

    def __post_init__(self) -> None:
        self.weights: Real = np.array(self.lives.weights)
        self.square = self.measured(self.lives.codes, self.weights)
        n = len(self.lives)
        most = max(2, min(MOST_TYPES, n // _LIVES_A_TYPE))
        self.tried = tried(self.square, self.weights, range(2, most + 1))
        self._told()

    def _told(self) -> None:
        """Say that one more step is done: the first look, then each archive that might have been."""
        self._done += 1
        if self.progress:
            chance = self.draws if self._draws_chance else 0
            dates = self.draws if self.lives.uncertain else 0
            steps = 1 + dates + min(len(self.lives), _LEFT_OUT_MOST) + chance
            self.progress(min(self._done, steps), steps)

    @property
    def _draws_chance(self) -> bool:
        return bool(self.draws) and len(self.lives) ** 2 * self.draws <= _CHANCE_CELLS

    def _steps(self, some: Iterable[T]) -> Iterator[T]:
        for one in some:
            self._told()
            yield one

    def chosen(self, k: int | None) -> Clusters:
        """Return the clusters of ``k`` types; of None, as many as separate the lives best."""
        if k is None:
            # Of equally wide ones the fewest types: they are the easier to check against the letters.
            k = max(self.tried, key=lambda k: (round(self.tried[k][2], 3), -k))
        if k in self.tried:
            return self.tried[k][0]
        if not 2 <= k < len(self.lives):
            n = len(self.lives)
            raise UsageError(Saying("types.wrong_number", n=n, most=n - 1, k=k))
        self.tried |= tried(self.square, self.weights, [k])
        return self.tried[k][0]

    def typology(self, base: Clusters, measure: str) -> FoundTypology:
        """Return all that is to be said of these clusters."""
        dates, less = self._survivals(base)
        found = self._types(base, dates, less)
        lives = self.lives
        seen = {*lives.people, *(who for who, _ in lives.left_out)}
        undated = tuple(e.id for e in self.atlas.heads("person") if e.id not in seen)
        width = float(np.average(widths(self.square, base, self.weights), weights=self.weights))
        grounds = Grounds(
            lives, found, width, self._chance(base.k, width), self.null, dates, less, len(undated)
        )
        above = np.triu_indices(len(lives), 1)
        return FoundTypology(
            states=tuple(c.word for c in lives.channels),
            unit=lives.grid.unit,
            times=lives.grid.times,
            since=lives.grid.since,
            measure=measure,
            indel=self.indel,
            types=found,
            quality=tuple(self.tried[k][1] for k in sorted(self.tried)),
            separation={k: self.tried[k][2] for k in sorted(self.tried)},
            cautions=tuple(cautions(grounds)),
            left_out=dict(lives.left_out),
            undated=undated,
            null=self.null,
            seed=self.seed,
            lives=lives,
            distances=tuple(map(float, self.square[above])),
        )

    def _survivals(self, base: Clusters) -> tuple[Survival, Survival]:
        chance = np.random.default_rng(self.seed)
        draws = self.draws if self.lives.uncertain else 0

        def drawn() -> Floats:
            return self.measured(self.lives.drawn(chance), self.weights)

        others = otherwise_dated(drawn, self.weights, base.k, draws)
        fewer = without_one(self.square, self.weights, base.k, _LEFT_OUT_MOST)
        dates = survival(base, self._steps(others))
        less = survival(base, self._steps(fewer))
        return dates, less

    def _chance(self, k: int, width: float) -> float | None:
        """Return in what share of archives of chance the types are as clear; None where too many to draw."""
        if not self._draws_chance:
            return None
        chance = np.random.default_rng(self.seed + 1)
        lives = self.lives.sequences()
        as_good = 0
        for _ in self._steps(range(self.draws)):
            drawn = randomised(lives, self.null, seed=chance).codes.astype(np.int16)
            codes = np.where(drawn == lives.missing, -1, drawn).astype(np.int16)
            square = self.measured([codes], self.weights)
            found = clusters(square, self.weights, k)
            mean = float(np.average(widths(square, found, self.weights), weights=self.weights))
            as_good += mean >= width
        return as_good / self.draws

    def _types(self, base: Clusters, dates: Survival, less: Survival) -> tuple[FoundType, ...]:
        marked = marks(self.reader, self.lives, base.labels, atlas=self.atlas)
        paths = [path_of(self.lives, base.labels == cluster) for cluster in range(base.k)]
        shares = [
            share_of(self.lives, base.labels == cluster, path) for cluster, path in enumerate(paths)
        ]
        called = names(paths, shares, marked, self.atlas)
        members = self._members(base, dates, less)
        return tuple(
            self._type(
                base, cluster, (called[cluster], paths[cluster], marked[cluster]), members, both
            )
            for cluster, both in enumerate(_together(dates.types, less.types))
        )

    def _type(
        self,
        base: Clusters,
        cluster: int,
        told: tuple[dict[str, str], tuple[str, ...], tuple[Mark, ...]],
        members: list[Member],
        survives: float,
    ) -> FoundType:
        inside = [members[int(i)] for i in np.flatnonzero(base.labels == cluster)]
        inside.sort(key=lambda m: (m.distance, m.person))
        return FoundType(
            id=f"type-{cluster + 1}",
            names=told[0],
            medoid=self.lives.people[int(base.medoids[cluster])],
            path=told[1],
            members=tuple(inside),
            marks=told[2],
            radius=float(np.mean([m.distance for m in inside])),
            survives=survives,
        )

    def _members(self, base: Clusters, dates: Survival, less: Survival) -> list[Member]:
        lives, rows = self.lives, np.arange(len(self.lives))
        strength = strengths(self.square, base.medoids)
        to = self.square[:, base.medoids].astype(np.float64)
        width = widths(self.square, base, self.weights)
        known = lives.known() / len(lives.grid)
        others = to.copy()
        others[rows, base.labels] = np.inf
        survives = _together(dates.lives, less.lives)
        return [
            Member(
                person=lives.people[row],
                strength=float(strength[row, base.labels[row]]),
                distance=float(to[row, base.labels[row]]),
                width=float(width[row]),
                survives=float(survives[row]),
                known=float(known[row]),
                nearest=f"type-{int(others[row].argmin()) + 1}",
                evidence=_evidence(lives, row),
            )
            for row in rows.tolist()
        ]


def _together(dates: Real, less: Real) -> Real:
    """Return the worse of two shares; where one was not tried, the other."""
    return np.nan_to_num(np.fmin(dates, less), nan=1.0)


def _evidence(lives: LivesInTime, row: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.statement for c in lives.channels for s in c.spans[row]))
