"""How what is taken out of the search index is overwritten: row by row, or the whole index at the end.

FTS5 looks up every word of a row that it overwrites, which takes 0.2 ms for a passage. To write the whole
index anew leaves nothing of the deleted rows either, and takes as long as overwriting some fiftieth of its
rows. So once an edit takes more than that out of an index, the rest of it is overwritten before the commit.
"""

from __future__ import annotations

from collections import Counter

from kartoteka.archive.sqlite import Connection

MANY = 1_000
"""Rows that are overwritten one by one in any case."""

PART = 50
"""The part of an index that takes as long to overwrite, row by row, as to write all of it anew."""

_KEPT_FOR_EVER = frozenset({"source"})
"""Indices in which nothing needs to be overwritten: see migration 0002."""

_OVERWRITE = "(search_{0}, rank) VALUES ('secure-delete', ?)"


class Overwriting:
    """Decides for one edit at a time; every call belongs to the transaction it is made in."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._removed: Counter[str] = Counter()
        self._at_end: set[str] = set()

    def begin(self) -> None:
        """Begin an edit; what an abandoned one had decided is forgotten."""
        self._removed.clear()
        self._at_end.clear()

    def expect(self, index: str, rows: int) -> None:
        """Be told of rows before they are taken out."""
        self._removed[index] += rows
        if index in _KEPT_FOR_EVER or index in self._at_end or self._removed[index] < MANY:
            return
        there = self._db.execute(f"SELECT count(*) FROM search_{index}_docsize").fetchone()[0]  # noqa: S608
        if self._removed[index] > there / PART:
            self._tell(index, _OVERWRITE, 0)
            self._at_end.add(index)

    def finish(self) -> None:
        """Overwrite what is left; before the commit."""
        for index in sorted(self._at_end):
            self._tell(index, "(search_{0}) VALUES ('optimize')")
            self._tell(index, _OVERWRITE, 1)
        self._at_end.clear()

    def _tell(self, index: str, command: str, *values: int) -> None:
        self._db.execute(f"INSERT INTO search_{index} {command.format(index)}", values)
