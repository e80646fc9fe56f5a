"""Bytes that wait for their turn inside an edit, without taking up memory.

In: bytes. Out: a number by which they are had again. They lie in the archive's own file, in a table that the
edit makes, and drops before it is kept. Dropped pages are overwritten, and used again as the archive grows.
After a crash what was put aside lies in the archive's write-ahead log, which the next opening discards.
"""

from __future__ import annotations

from kartoteka.archive.sqlite import Connection

SOME = 500
"""How many are deleted at a time."""


class Aside:
    """Holds bytes for as long as an edit needs them; see ``Edit.aside``."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        db.execute(
            "CREATE TABLE aside (n INTEGER PRIMARY KEY NOT NULL, bytes BLOB NOT NULL) STRICT"
        )

    def put(self, waiting: bytes) -> int:
        """Put bytes aside; return their number."""
        return self._db.execute("INSERT INTO aside (bytes) VALUES (?)", (waiting,)).lastrowid

    def get(self, number: int) -> bytes:
        """Return the bytes of a number."""
        ((waiting,),) = self._db.execute(
            "SELECT bytes FROM aside WHERE n = ?", (number,)
        ).fetchall()
        return waiting

    def clear(self) -> None:
        """Delete them, some at a time: what one statement of SQL overwrites is kept in memory meanwhile."""
        some = f"DELETE FROM aside WHERE n IN (SELECT n FROM aside LIMIT {SOME})"  # noqa: S608
        while self._db.execute(some).rowcount > 0:
            pass

    def drop(self) -> None:
        """Be rid of all of them."""
        self._db.execute("DROP TABLE IF EXISTS aside")
