"""The archive as tables for spreadsheets and statistics: one for each kind of record, and the evidence, flat.

In: a connection. Out: for each table its columns and its rows, read as they are written, so that memory stays
flat however many there are. The table ``evidence`` has a row for each attestation with everything it stands
on, and one for each statement that nobody attests.

A cell that a spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a line
break, and is no number) stands behind an apostrophe. References: OWASP, "CSV Injection".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from kartoteka.archive.codec import CODECS
from kartoteka.archive.sqlite import Connection

Cells = tuple[Any, ...]

BATCH = 5_000


class Table(NamedTuple):
    """One table: its name, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Cells]


_NUMBERS = frozenset(
    {"b0", "b1", "e0", "e1", "start", "end", "length", "polarity", "certainty", "reliability"}
)
"""Columns that hold whole numbers, and can hold no formula."""

_ENTITY = ("j.value", "e.label")
"""What is shown of a subject or object: read once for many rows, as is what a passage shows."""

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

_FLAT = """a.passage FROM attestation a CROSS JOIN statement s ON s.id = a.statement
    LEFT JOIN telling t ON t.id = a.telling ORDER BY a.rowid"""

_UNATTESTED = """NULL FROM statement s
    WHERE NOT EXISTS (SELECT 1 FROM attestation a WHERE a.statement = s.id) ORDER BY s.rowid"""

_FROM_ENTITY = "json_each(?) j LEFT JOIN entity e ON e.id = j.value"

_FROM_PASSAGE = """json_each(?) j LEFT JOIN passage p ON p.id = j.value
    LEFT JOIN source o ON o.id = p.source"""


def tables(db: Connection) -> Iterator[Table]:
    """Yield every table; each is read while it is written."""
    for kind, codec in CODECS.items():
        named = [f"{inert(c, c)} AS {c}" for c in codec.columns]
        sql = f"SELECT {', '.join(named)} FROM {codec.table} ORDER BY rowid"  # noqa: S608
        yield Table(kind, codec.columns, _rows(db, sql))
    roles = ("statement", "position", "role", "entity", "value")
    named = [inert(c, c) if c != "position" else c for c in roles]
    yield Table("role", roles, _rows(db, f"SELECT {', '.join(named)} FROM role"))  # noqa: S608
    yield Table("evidence", _EVIDENCE, _evidence(db))


def _evidence(db: Connection) -> Iterator[Cells]:
    """Yield the flat table: of entities and passages, which recur, each is read once for many rows."""
    entities = _Cells(db, _FROM_ENTITY, dict(zip(("id", "label"), _ENTITY, strict=True)))
    passages = _Cells(db, _FROM_PASSAGE, _PASSAGE)
    bare = {name: said if said[:2] == "s." else "NULL" for name, said in _SAID.items()}
    for said, rest in ((_SAID, _FLAT), (bare, _UNATTESTED)):
        cells = [s if name in _RAW else inert(name, s) for name, s in said.items()]
        for batch in _batches(db, f"SELECT {', '.join(cells)}, {rest}"):
            who, where = (
                entities.of({i for row in batch for i in row[1:4:2]}),
                passages.of({row[-1] for row in batch}),
            )
            for row in batch:
                yield (
                    *(row[0], *who[row[1]], row[2], *who[row[3]]),
                    *(*row[4:-1], *where[row[-1]]),
                )


_KEPT = 50_000
"""Entities, and passages, whose cells are kept at a time."""


class _Cells:
    """The cells of records that recur in many rows, each read once and shared by the rows."""

    def __init__(self, db: Connection, among: str, columns: Mapping[str, str]) -> None:
        cells = ", ".join(inert(name, said) for name, said in columns.items())
        self._sql = f"SELECT j.value, {cells} FROM {among}"  # noqa: S608
        self._db, self._none = db, {None: (None,) * len(columns)}
        self._kept: dict[str | None, Cells] = {**self._none}

    def of(self, ids: set[str | None]) -> Mapping[str | None, Cells]:
        """Return id → cells, for some ids at least."""
        if len(self._kept) > _KEPT:
            self._kept = {**self._none}
        if unread := ids.difference(self._kept):
            for id_, *cells in _rows(self._db, self._sql, json.dumps(list(unread))):
                self._kept[id_] = tuple(cells)
        return self._kept


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
