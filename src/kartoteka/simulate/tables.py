"""A world → the tables of its truth, everything by the ids that the archive uses, days as dates.

In: what the letters were written from. Out: Polars frames by name; which columns they have is said in
``docs/explanation/simulated-world.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import polars as pl

from kartoteka.simulate.groups import OPEN
from kartoteka.simulate.groups import PRACTICES as PRACTICE_IDS
from kartoteka.simulate.letters import Post
from kartoteka.simulate.places import THINGS, Ints
from kartoteka.simulate.talk import COLUMNS

Numbers = Ints | Sequence[int]


class Tables:
    """Makes the tables of a world."""

    def __init__(self, post: Post) -> None:
        self.post, self.world = post, post.knowledge.world
        self._first = date.fromisoformat(self.world.parameters.first_day)

    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the tables by name."""
        return {
            "people": self._people(),
            "identities": self._identities(),
            "places": self._places(),
            "stays": self._stays(),
            "regimes": self._regimes(),
            "groups": self._groups(),
            "memberships": self._memberships(),
            "practices": self._practices(),
            "possessions": self._possessions(),
            "ratings": self._ratings(),
            "tellings": self._tellings(),
            "letters": self._letters(),
        }

    def _days(self, days: Numbers) -> pl.Series:
        """Return days of the world as dates; open ones as null."""
        numbers = np.asarray(days, dtype=np.int64)
        epoch = self._first.toordinal() - date(1970, 1, 1).toordinal()
        dates = pl.Series((numbers + epoch).astype(np.int32)).cast(pl.Date)
        return pl.select(pl.when(pl.Series(numbers != OPEN)).then(dates)).to_series()

    def _persons(self, people: Numbers) -> list[str | None]:
        main = self.post.naming.main
        return [main[p].id if p >= 0 else None for p in _listed(people)]

    def _cells(self, cells: Numbers) -> list[str]:
        return [self.post.naming.cell_id(c) for c in _listed(cells)]

    def _prisons(self, prisons: Numbers) -> list[str]:
        return [self.post.naming.prison_id(p) for p in _listed(prisons)]

    def _people(self) -> pl.DataFrame:
        world, backgrounds = self.world, self.post.backgrounds
        main = self.post.naming.main
        known = [backgrounds.of(p) for p in range(world.parameters.people)]
        writing = {task.witness for task in self.post.tasks}
        return pl.DataFrame(
            {
                "person": [c.id for c in main],
                "name_en": [c.en for c in main],
                "name_ru": [c.ru for c in main],
                "trade": [k[0].id for k in known],
                "charge": [k[1].id for k in known],
                "type": [k[2].id for k in known],
                "arrives": self._days(world.arrives),
                "leaves": self._days(world.leaves),
                "witness": [p in writing for p in range(len(main))],
            }
        )

    def _identities(self) -> pl.DataFrame:
        called = list(self.post.naming.entities())
        columns = {
            "entity": [c.id for c in called],
            "person": [self.post.naming.main[c.person].id for c in called],
            "kind": [c.kind for c in called],
        }
        return pl.DataFrame(columns)

    def _places(self) -> pl.DataFrame:
        places, naming = self.world.places, self.post.naming
        prison = places.prison
        return pl.DataFrame(
            {
                "cell": self._cells(np.arange(len(prison))),
                "prison": self._prisons(prison),
                "beds": places.beds,
                "quarantine": places.quarantine,
                "rich": places.rich[prison],
                "metropolitan": places.metropolitan[prison],
                "short_of_staff": places.short[prison],
                "town": [naming.town(int(p)) for p in prison],
            }
        )

    def _stays(self) -> pl.DataFrame:
        stays = self.world.stays
        quarantine = self.world.places.quarantine[stays[:, 1]]
        return pl.DataFrame(
            {
                "person": self._persons(stays[:, 0]),
                "cell": self._cells(stays[:, 1]),
                "prison": self._prisons(self.world.places.prison[stays[:, 1]]),
                "first": self._days(stays[:, 2]),
                "last": self._days(stays[:, 3]),
                "regime": np.where(quarantine, "quarantine", "common"),
            }
        )

    def _regimes(self) -> pl.DataFrame:
        """Return what reached whom when: nothing in quarantine, letters and parcels after."""
        stays = self._stays()
        reach = pl.when(pl.col("regime") == "quarantine").then(pl.lit("none"))
        reach = reach.otherwise(pl.lit("letters, parcels")).alias("reach")
        return stays.select("person", "first", "last", "regime", reach)

    def _group_ids(self, groups: Iterable[int]) -> list[str | None]:
        found, naming = self.world.groups.groups, self.post.naming
        return [naming.group_id(g, found[g].cell) if g >= 0 else None for g in groups]

    def _groups(self) -> pl.DataFrame:
        found = self.world.groups.groups
        return pl.DataFrame(
            {
                "group": self._group_ids(range(len(found))),
                "cell": self._cells([g.cell for g in found]),
                "formed": self._days([g.first for g in found]),
                "dissolved": self._days([g.last for g in found]),
                "origin": [g.origin for g in found],
                "came_from": self._group_ids([g.came_from for g in found]),
            }
        )

    def _memberships(self) -> pl.DataFrame:
        rows = _table(self.world.groups.members, 4)
        columns = {
            "person": self._persons(rows[:, 0]),
            "group": self._group_ids(rows[:, 1].tolist()),
            "first": self._days(rows[:, 2]),
            "last": self._days(rows[:, 3]),
        }
        return pl.DataFrame(columns)

    def _practices(self) -> pl.DataFrame:
        rows = _table(self.world.groups.practices, 4)
        columns = {
            "group": self._group_ids(rows[:, 0].tolist()),
            "practice": [PRACTICE_IDS[p] for p in _listed(rows[:, 1])],
            "first": self._days(rows[:, 2]),
            "last": self._days(rows[:, 3]),
        }
        return pl.DataFrame(columns)

    def _possessions(self) -> pl.DataFrame:
        rows = _table(self.world.things, 5)
        columns = {
            "cell": self._cells(rows[:, 0]),
            "thing": [THINGS[t] for t in _listed(rows[:, 1])],
            "owner": self._persons(rows[:, 2]),
            "first": self._days(rows[:, 3]),
            "last": self._days(rows[:, 4]),
        }
        return pl.DataFrame(columns)

    def _ratings(self) -> pl.DataFrame:
        """Return the true quality of each prison's food, from change to change."""
        prisons, firsts, lasts, values = list[int](), list[int](), list[int](), list[int]()
        for prison, food in enumerate(self.world.places.food):
            starts = np.flatnonzero(np.diff(food, prepend=99))
            ends = [*(starts[1:] - 1).tolist(), OPEN]
            prisons += [prison] * len(starts)
            firsts += starts.tolist()
            lasts += ends
            values += food[starts].tolist()
        columns = {
            "prison": self._prisons(prisons),
            "aspect": ["food"] * len(prisons),
            "first": self._days(firsts),
            "last": self._days(lasts),
            "value": values,
        }
        return pl.DataFrame(columns)

    def _tellings(self) -> pl.DataFrame:
        told = dict(zip(COLUMNS, self.world.tellings.T, strict=True))
        true = self.world.places.food[told["prison"], np.maximum(told["origin_day"], 0)]
        return pl.DataFrame(
            {
                "telling": np.arange(len(true)),
                "day": self._days(told["day"]),
                "teller": self._persons(told["teller"]),
                "cell": self._cells(told["cell"]),
                "prison": self._prisons(told["prison"]),
                "value": told["value"],
                "passes_on": told["parent"],
                "times_told": told["depth"],
                "who_saw": self._persons(told["origin"]),
                "seen_until": self._days(told["origin_day"]),
                "true_value": true,
            }
        )

    def _letters(self) -> pl.DataFrame:
        tasks = self.post.tasks
        columns = {
            "letter": [task.id for task in tasks],
            "witness": self._persons([task.witness for task in tasks]),
            "lang": [task.lang for task in tasks],
            "since": self._days([task.first for task in tasks]),
            "written": self._days([task.day for task in tasks]),
        }
        return pl.DataFrame(columns)


def _listed(numbers: Numbers) -> list[int]:
    return np.asarray(numbers).tolist()


def _table(rows: list[list[int]], width: int) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(-1, width)
