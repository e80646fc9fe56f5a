"""The archive as tables for spreadsheets and statistics: one for each kind of record, and the evidence, flat.

In: a connection. Out: for each table its columns and its lines of CSV, read as they are written, so that
memory stays flat however many there are. The table ``evidence`` has a row for each attestation with all it
stands on, and one for each statement that nobody attests. No cell is a formula
(:mod:`kartoteka.archive.cells`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from kartoteka.archive import cells
from kartoteka.archive.codec import CODECS
from kartoteka.archive.flat import COLUMNS, evidence_lines
from kartoteka.archive.moment import one_moment
from kartoteka.archive.sqlite import Connection

_ROLE = ("statement", "position", "role", "entity", "value")
_KEYS = {"role": ("statement", "position")}
"""Table → by what its records are told apart, in their order; else their place, in the order of recording."""


class Table(NamedTuple):
    """One table: its name, its columns, its lines as CSV in UTF-8, some hundred at a time."""

    name: str
    columns: tuple[str, ...]
    lines: Iterable[bytes]


def tables(db: Connection) -> Iterator[Table]:
    """Yield every table as of one moment; each is read while it is written."""
    with one_moment(db):
        for kind, codec in CODECS.items():
            yield Table(kind, codec.columns, _lines(db, codec.table, codec.columns))
        yield Table("role", _ROLE, _lines(db, "role", _ROLE))
        yield Table("evidence", COLUMNS, evidence_lines(db))


def _lines(db: Connection, table: str, columns: Sequence[str]) -> Iterator[bytes]:
    key = _KEYS.get(table, ("rowid",))
    keys, marks = ", ".join(key), ", ".join("?" for _ in key)
    one = f"FROM {table} WHERE ({keys}) = ({marks})"
    cursor = db.cursor()
    cursor.row_factory = None
    cursor.execute(f"SELECT {keys}, {cells.in_one(columns)} FROM {table} ORDER BY {keys}")  # noqa: S608
    while rows := cursor.fetchmany(cells.BATCH):
        yield _written(db, columns, one, rows)


def _written(
    db: Connection, columns: Sequence[str], one: str, rows: Sequence[tuple[Any, ...]]
) -> bytes:
    again = cells.again(db, columns, one, lambda number: rows[number][:-1])
    lines = cells.as_csv([row[-1] for row in rows], len(columns), again)
    return b"\r\n".join([*lines, b""])
