"""How much of the file SQLite keeps in memory: more for very much writing, less for what is read once.

In: a connection. Out: another size of its cache for a while, and what it took up given back.

Ids are hashes, so that an edit of a hundred thousand records touches leaves all over some ten indices. Where
they are more than the cache holds, they are written to the log and read back again and again.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from kartoteka.archive.sqlite import Connection

MANY = 20_000
"""Records of one edit from which on it gets more room."""

LARGE, SMALL = 256, 8
"""MiB."""


class Room:
    """Room for one edit, which grows when it writes very much."""

    def __init__(self, db: Connection) -> None:
        self._db, self._records = db, 0
        self._kept: int | None = None

    def expect(self, records: int) -> None:
        """Say that so many records more are written."""
        self._records += records
        if self._kept is None and self._records > MANY:
            self._kept = _resize(self._db, -1024 * LARGE)

    def give_back(self) -> None:
        """Give it back, after the transaction."""
        if self._kept is not None:
            _restore(self._db, self._kept)
            self._kept = None


@contextmanager
def little(db: Connection) -> Generator[None]:
    """Keep little in memory for a while."""
    kept = _resize(db, -1024 * SMALL)
    try:
        yield
    finally:
        _restore(db, kept)


def _resize(db: Connection, size: int) -> int:
    kept = int(db.execute("PRAGMA cache_size").fetchone()[0])
    db.execute(f"PRAGMA cache_size = {size}")
    return kept


def _restore(db: Connection, kept: int) -> None:
    db.execute(f"PRAGMA cache_size = {kept}")
    db.execute("PRAGMA shrink_memory")
