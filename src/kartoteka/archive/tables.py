"""The archive as tables for spreadsheets and statistics: one for each kind of record, and the evidence, flat.

In: a connection. Out: for each table its columns and its rows, read as they are written, so that memory stays
flat however many there are. The table ``evidence`` has a row for each attestation with everything it stands
on, and one for each statement that nobody attests.

A cell that a spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a line
break, and is no number) stands behind an apostrophe. References: OWASP, "CSV Injection".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kartoteka.archive.codec import CODECS
from kartoteka.archive.flat import evidence_lines
from kartoteka.archive.sqlite import Connection

Cells = tuple[Any, ...]

BATCH = 5_000


class Table(NamedTuple):
    """One table: its name, its columns, its rows; or, instead of rows, lines of CSV, thousands at a time."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Cells]
    lines: Iterable[str] = ()


_NUMBERS = frozenset(
    {"b0", "b1", "e0", "e1", "start", "end", "length", "polarity", "certainty", "reliability"}
)
"""Columns that hold whole numbers, and can hold no formula."""

_SAID = {
    "statement": "s.id",
    "subject": "s.subject",
    "predicate": "s.predicate",
    "object": "s.object",
    **{name: f"s.{name}" for name in ("value", "lang", "edtf", "words", "duration")},
    "polarity": "s.polarity",
    "rank": "s.rank",
    "attestation": "a.id",
    "stance": "a.stance",
    "basis": "a.basis",
    "certainty": "a.certainty",
    "speaker": "t.speaker",
    "telling": "a.telling",
}
"""Column of the flat table → where it is from. ``speaker``: the innermost, who knew."""

_PASSAGE = {
    "source": "p.source",
    "author": "o.author",
    "written": "o.written",
    "start": "p.start",
    "end": "p.end",
    "quote": "p.exact",
}

_RAW = frozenset({"subject", "object"})
"""Columns that are looked up, and made inert there."""

_EVIDENCE = tuple(
    column
    for name in (*_SAID, *_PASSAGE)
    for column in ((name, f"{name}_label") if name in _RAW else (name,))
)
"""The columns of the flat table."""


def tables(db: Connection) -> Iterator[Table]:
    """Yield every table; each is read while it is written."""
    for kind, codec in CODECS.items():
        named = [f"{inert(c, c)} AS {c}" for c in codec.columns]
        sql = f"SELECT {', '.join(named)} FROM {codec.table} ORDER BY rowid"  # noqa: S608
        yield Table(kind, codec.columns, _rows(db, sql))
    roles = ("statement", "position", "role", "entity", "value")
    named = [inert(c, c) if c != "position" else c for c in roles]
    yield Table("role", roles, _rows(db, f"SELECT {', '.join(named)} FROM role"))  # noqa: S608
    yield Table("evidence", _EVIDENCE, (), evidence_lines(db, _SAID, _PASSAGE, inert))


def inert(column: str, said: str) -> str:
    """Return the SQL of a cell that no spreadsheet takes for a formula."""
    if column in _NUMBERS or said == "NULL":
        return said
    # Few cells are less than "A": a comparison tells it sooner than a pattern.
    sign = "char(91, 61, 43, 64, 9, 10, 13, 45, 93, 42)"  # [=+@ tab LF CR -]*
    formula = f"{said} < 'A' AND {said} GLOB {sign}"
    number = f"{said} NOT GLOB '[-+]*[^0-9.]*' AND {said} GLOB '[-+][0-9]*'"
    return f"CASE WHEN {formula} AND NOT ({number}) THEN '''' || {said} ELSE {said} END"


def _rows(db: Connection, sql: str, *values: str) -> Iterator[Cells]:
    for batch in _batches(db, sql, *values):
        yield from batch


def _batches(db: Connection, sql: str, *values: str) -> Iterator[list[Cells]]:
    cursor = db.cursor()
    cursor.row_factory = None
    found = cursor.execute(sql, values)
    while batch := found.fetchmany(BATCH):
        yield batch
