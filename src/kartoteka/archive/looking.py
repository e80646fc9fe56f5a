"""What the lists of an archive share: looking rows up by index, counting, ids as values of a query.

In: a connection. Out: rows. Only the modules ``lists*`` use it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kartoteka.archive import sqlite
from kartoteka.archive.codec import CODECS
from kartoteka.archive.reader import Ids

IN = "IN (SELECT value FROM json_each(?))"
"""One of the ids of a value made by :func:`json_of`."""

MANY = 10_000
"""Up to here long lists are counted; beyond, "more than" is all a person needs to know."""


class Looking:
    """Looks rows up in one archive."""

    MANY = MANY

    def __init__(self, db: sqlite.Connection, path: Path) -> None:
        self._db, self._path = db, path

    def _all(self, sql: str, *values: object) -> list[Any]:
        with sqlite.explained(self._path):
            return self._db.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> Any:  # noqa: ANN401 - whatever was counted
        rows = self._all(sql, *values)
        return rows[0][0] if rows else None

    def _records(self, kind: str, column: str, ids: Ids) -> tuple[Any, ...]:
        codec = CODECS[kind]
        columns = ", ".join(codec.columns)
        sql = f"SELECT {columns} FROM {kind} WHERE {column} {IN} ORDER BY rowid"  # noqa: S608
        return tuple(codec.from_row(dict(row)) for row in self._all(sql, json_of(ids)))


def json_of(ids: Ids | Iterable[str]) -> str:
    """Return ids as one value of a query, for :data:`IN`."""
    return json.dumps([ids] if isinstance(ids, str) else list(ids))
