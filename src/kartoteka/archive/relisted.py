"""The lists beside the tables made anew from them, and compared with them.

In: a connection. Out: the lists as if every record had been added again (:func:`rebuild`; :func:`relist`
is the migration to format 4), or one sentence for each list that is wrong (:func:`differences`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from kartoteka.archive import said_in
from kartoteka.archive.beside import BATCH, TABLES, Beside
from kartoteka.archive.edit import roles_of
from kartoteka.archive.sqlite import Connection

_ROWS = {
    "statement": "SELECT rowid AS row, id, subject, object, predicate, polarity, rank, b0, e1 FROM statement",
    "telling": "SELECT rowid AS row, speaker, place, b0, e1 FROM telling",
    "source": "SELECT rowid AS row, author, place, b0, e1 FROM source",
}


def rebuild(db: Connection) -> None:
    """Make all of it anew, inside the transaction that is open."""
    relist(db)
    said_in.fill(db)


def relist(db: Connection) -> None:
    """Make the lists of format 4 anew, inside the transaction that is open."""
    for table in TABLES:
        db.execute(f"DELETE FROM {table}")  # noqa: S608
    beside = Beside(db)
    for kind in _ROWS:
        for rows in _batches(db, kind):
            beside.add(kind, rows)


def _batches(db: Connection, kind: str) -> Iterator[list[dict[str, Any]]]:
    cursor = db.execute(f"{_ROWS[kind]} ORDER BY rowid")
    while rows := [dict(row) for row in islice(cursor, BATCH)]:
        if kind == "statement":
            roles = roles_of(db, (row["id"] for row in rows))
            for row in rows:
                row["roles"] = roles.get(row["id"])
        yield rows


def differences(db: Connection) -> Iterator[str]:
    """Yield where what is kept beside the tables is not what they say.

    Sums of hashes are compared, so that no list is held in memory; two lists that differ have the same sum by
    a chance of one in 2^61.
    """
    wanted = dict.fromkeys(TABLES, 0)
    beside = Beside(db)
    for kind in _ROWS:
        for rows in _batches(db, kind):
            for table, lines in beside.lines(kind, rows).items():
                wanted[table] += sum(map(hash, lines))
    for table, columns in TABLES.items():
        held = 0
        for row in db.execute(f"SELECT {', '.join(columns)} FROM {table}"):  # noqa: S608
            *line, n = (*row, 1) if table != "tally" else row
            held += n * hash(tuple(line))
            if n < 1:
                yield f"the list '{table}' counts what is not there"
                break
        if held != wanted[table]:
            yield f"the list '{table}' is not what the tables say"
    should, is_ = said_in.sum_of_hashes(db)
    if should != is_:
        yield "the list 'said_in' is not what the tables say"
