"""The list ``said_in`` (migration 0005): in which passage and source each attestation of a statement stands.

In: rows as they are inserted and deleted. Out: the same as row numbers, four small whole numbers for each
attestation, so that the search asks "is this statement said in one of those letters" without looking up the
ids of the attestation, its passage and its source, which are texts in no order.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kartoteka.archive.sqlite import Connection

COLUMNS = ("statement", "attestation", "passage", "source")

_ANY = "IN (SELECT value FROM json_each(?))"

_LINES = """
    SELECT s.rowid, a.rowid, p.rowid, c.rowid
    FROM attestation a JOIN statement s ON s.id = a.statement JOIN passage p ON p.id = a.passage
        JOIN source c ON c.id = p.source"""

_OF = {
    "attestation": f"WHERE a.id {_ANY}",
    "statement": f"WHERE a.statement {_ANY}",
    "passage": f"WHERE a.passage {_ANY}",
    "source": f"WHERE a.passage IN (SELECT id FROM passage WHERE source {_ANY})",  # noqa: S608
}
"""Kind of record → those lines that it may be the last missing piece of."""

_GONE = {
    "statement": "DELETE FROM said_in WHERE statement = ?",
    "attestation": "DELETE FROM said_in WHERE statement = (SELECT rowid FROM statement WHERE id = ?) "
    "AND attestation = ?",
}


class SaidIn:
    """Writes the list; every call belongs to the transaction it is made in.

    References are checked at the end of an edit, so that an attestation may come before what it is about.
    Whoever comes last completes the line; only where something may be missing is that looked for.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._loose = False  # an attestation came too early, or what it refers to was taken out

    def add(self, kind: str, rows: Sequence[Any]) -> None:
        """Take in rows that were inserted."""
        if kind not in _OF or not (kind == "attestation" or self._loose):
            return
        ids = json.dumps([row["id"] for row in rows])
        sql = f"INSERT OR REPLACE INTO said_in {_LINES} {_OF[kind]} ORDER BY 1, 2"
        written = self._db.execute(sql, (ids,)).rowcount
        self._loose = self._loose or written < len(rows)

    def remove(self, kind: str, rows: Sequence[Any]) -> None:
        """Take rows out that were deleted."""
        if kind == "statement":
            self._db.executemany(_GONE[kind], [(row["row"],) for row in rows])
        elif kind == "attestation":
            # Of a statement that was deleted before it, the line is gone already.
            gone = [(row["statement"], row["row"]) for row in rows]
            self._db.executemany(_GONE[kind], gone)
        self._loose = self._loose or kind in ("statement", "passage", "source")


# In the order of the list, so that nothing is sorted in memory.
_ALL = """
    SELECT s.rowid, a.rowid, p.rowid, c.rowid
    FROM statement s CROSS JOIN attestation a ON a.statement = s.id CROSS JOIN passage p ON p.id = a.passage
        CROSS JOIN source c ON c.id = p.source
    ORDER BY s.rowid"""


def fill(db: Connection) -> None:
    """Make the list anew from the tables, inside the transaction that is open."""
    db.execute("DELETE FROM said_in")
    db.execute(f"INSERT INTO said_in {_ALL}")


def sum_of_hashes(db: Connection) -> tuple[int, int]:
    """Return the sums of the hashes of the lines as they should be, and as they are."""
    wanted = sum(hash(tuple(row)) for row in db.execute(_ALL))
    held = sum(hash(tuple(row)) for row in db.execute(f"SELECT {', '.join(COLUMNS)} FROM said_in"))  # noqa: S608
    return wanted, held
