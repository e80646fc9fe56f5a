"""The truth beside a simulated archive, as numbers that can be compared with what the archive says.

In: an archive made by ``kartoteka simulate``. Out: :class:`Planted`. A person on a day in a cell is one
number, so that sets of person-days are compared as arrays. Days are those of the model (1 is 0001-01-01).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kartoteka.simulate.truth import truth_folder

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Score:
    """How well one question is answered.

    Parameters
    ----------
    question
        What was asked.
    precision
        Of what the archive concludes, which share is true; None where that is not asked.
    recall
        Of what is true, which share the archive concludes.
    n
        How much of it there is.
    """

    question: str
    precision: float | None
    recall: float | None
    n: int


def share(part: int, whole: int) -> float | None:
    """Return part / whole; None where there is nothing."""
    return part / whole if whole else None


class Planted:
    """The tables of a truth, with codes for people, cells and days."""

    def __init__(self, archive: Path) -> None:
        self.folder = truth_folder(archive)
        said = json.loads((self.folder / "parameters.json").read_text(encoding="utf-8"))
        first = date.fromisoformat(said["first_day"])
        self.first, self.last = first.toordinal(), first.toordinal() + said["days"] - 1
        self.end = first + timedelta(days=said["days"] - 1)
        identities = self.table("identities")
        self.person_of: dict[str, str] = dict(identities.select("entity", "person").iter_rows())
        self.kind_of: dict[str, str] = dict(identities.select("entity", "kind").iter_rows())
        places = self.table("places")
        self.prison_of: dict[str, str] = dict(places.select("cell", "prison").iter_rows())
        self._people = {p: i for i, p in enumerate(self.table("people")["person"])}
        self.cells = {c: i for i, c in enumerate(places["cell"])}
        self._days = self.last - self.first + 1
        self.stays = self.table("stays").with_columns(pl.col("last").fill_null(self.end))

    def table(self, name: str) -> pl.DataFrame:
        """Return a table of the truth."""
        return pl.read_parquet(self.folder / f"{name}.parquet")

    def codes(self, rows: list[tuple[str, str, int, int]]) -> Codes:
        """Return the person-days in cells of (person, cell, first, last), each once; clipped to the world."""
        kept = [
            (self._people[p], self.cells[c], max(a, self.first), min(b, self.last))
            for p, c, a, b in rows
            if c in self.cells
        ]
        table = np.array([r for r in kept if r[2] <= r[3]], dtype=np.int64).reshape(-1, 4)
        length = table[:, 3] - table[:, 2] + 1
        starts = np.repeat(table[:, 2] - self.first, length)
        within = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
        days = starts + within
        who, where = np.repeat(table[:, 0], length), np.repeat(table[:, 1], length)
        return np.unique((who * self._days + days) * len(self.cells) + where)

    def cell_days(self, codes: Codes) -> Codes:
        """Return the (day, cell) of person-days, each as one number."""
        return codes % (self._days * len(self.cells))

    def true_stays(self) -> Codes:
        """Return who was where on which day."""
        rows = self.stays.select("person", "cell", "first", "last").iter_rows()
        return self.codes([(p, c, a.toordinal(), b.toordinal()) for p, c, a, b in rows])

    def seen(self, true: Codes) -> Codes:
        """Return the person-days on which somebody was there who wrote of that time later."""
        last = self.table("letters").group_by("witness").agg(pl.col("written").max())
        joined = self.stays.join(last, left_on="person", right_on="witness")
        rows = joined.select("person", "cell", "first", "last", "written").iter_rows()
        watched = self.codes(
            [(p, c, a.toordinal(), min(b, w).toordinal()) for p, c, a, b, w in rows if a <= w]
        )
        return true[np.isin(self.cell_days(true), np.unique(self.cell_days(watched)))]

    def where(self, person: str, day: int) -> str | None:
        """Return the cell somebody was in on a day."""
        if not hasattr(self, "_by_person"):
            self._by_person: dict[str, list[tuple[int, int, str]]] = {}
            for p, c, a, b in self.stays.select("person", "cell", "first", "last").iter_rows():
                self._by_person.setdefault(p, []).append((a.toordinal(), b.toordinal(), c))
        return next((c for a, b, c in self._by_person.get(person, ()) if a <= day <= b), None)

    def false_statements(self) -> frozenset[str]:
        """Return the ids of statements that only mistaken reports make."""
        told = self.table("statements").filter(~pl.col("missing"))
        by_id = told.group_by("statement").agg(pl.col("mistaken").all())
        return frozenset(by_id.filter("mistaken")["statement"]) | self._distorted(told)

    def _distorted(self, told: pl.DataFrame) -> frozenset[str]:
        """Return ratings that are by two or more from whatever was ever true: distorted on the way."""
        true = self.table("ratings").group_by("prison").agg(pl.col("value").alias("true"))
        said = told.filter(pl.col("predicate") == "rating").join(
            true, left_on="subject", right_on="prison"
        )
        apart = [
            s
            for s, value, ever in said.select("statement", "value", "true").iter_rows()
            if min(abs(int(value) - v) for v in ever) > 1
        ]
        return frozenset(apart)
