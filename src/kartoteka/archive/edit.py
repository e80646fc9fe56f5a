"""The one place that writes: records in, a line of history for each, all or nothing.

An :class:`Edit` is handed out by ``Archive.edit(why=…)`` inside a transaction. Three verbs:
``add`` (must be new, or equal to what is there), ``replace`` (the stored record must still be the one the
writer read, else :class:`~kartoteka.errors.Conflict`) and ``remove``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from kartoteka.archive.changes import Ledger, changes_of_edit
from kartoteka.archive.codec import CODECS, Codec, Record, Row, codec_of, from_json, to_json
from kartoteka.archive.sqlite import Connection
from kartoteka.errors import Conflict, NotFound
from kartoteka.model.sources import Original

CHUNK = 2_000
"""Records written at a time, so that memory stays flat however long the edit is."""


class Edit:
    """One atomic, undoable change of the archive; see ``Archive.edit``."""

    def __init__(self, db: Connection, ledger: Ledger) -> None:
        self._db, self._ledger = db, ledger

    @property
    def number(self) -> int:
        """The edit's number in the history, by which it can be undone."""
        return self._ledger.edit

    def add(self, *records: Record) -> int:
        """Add records; those already there and equal are left alone.

        Returns
        -------
        int
            How many were really added.

        Raises
        ------
        Conflict
            A record of that id is there and differs.
        """
        added = 0
        for start in range(0, len(records), CHUNK):
            by_kind: dict[str, list[Record]] = {}
            for record in records[start : start + CHUNK]:
                by_kind.setdefault(codec_of(record).kind, []).append(record)
            for kind in sorted(by_kind, key=list(CODECS).index):
                added += self._add(CODECS[kind], by_kind[kind])
        return added

    def _add(self, codec: Codec, records: list[Record]) -> int:
        wanted: dict[str, Row] = {}
        for record in records:
            key, row = codec.key_of(record), codec.to_row(record)
            if wanted.setdefault(key, row) != row:
                raise Conflict(key, record, codec.from_row(wanted[key]))
        there = stored_rows(self._db, codec, wanted)
        for key, row in there.items():
            if {c: v for c, v in row.items() if c != "row"} != wanted[key]:
                raise Conflict(key, codec.from_row(wanted[key]), codec.from_row(row))
        new = {key: row for key, row in wanted.items() if key not in there}
        first = self._ledger.seq + 1
        for seq, row in enumerate(new.values(), first):
            row["row"] = seq
        insert_rows(self._db, codec, new.values())
        self._ledger.append((codec.kind, key, None, to_json(row)) for key, row in new.items())
        return len(new)

    def replace(self, old: Record, new: Record) -> None:
        """Put ``new`` in the place of ``old``, which must be what the archive holds.

        Raises
        ------
        NotFound
            The record is gone.
        Conflict
            It has changed since ``old`` was read.
        """
        codec, before = self._expect(old)
        row = {**codec.to_row(new), "row": before["row"]}
        if codec.key_of(new) != codec.key_of(old):
            raise ValueError(f"{codec.key_of(old)!r} cannot become {codec.key_of(new)!r}: ids stay")
        if row != before:
            self._put(codec, codec.key_of(old), before, row)

    def remove(self, old: Record) -> None:
        """Remove a record, which must be what the archive holds; raises as :meth:`replace`."""
        codec, before = self._expect(old)
        self._put(codec, codec.key_of(old), before, None)

    def keep_original(self, original: Original) -> None:
        """Keep the bytes of a file; twice is once. Originals are not touched by undo."""
        self._db.execute(
            "INSERT OR IGNORE INTO original (sha256, media_type, name, bytes) VALUES (?,?,?,?)",
            (original.sha256, original.media_type, original.name, original.bytes),
        )

    def keep_text(self, text: str) -> str:
        """Keep a text; return its SHA-256, under which sources refer to it."""
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        self._db.execute("INSERT OR IGNORE INTO text (sha256, text) VALUES (?,?)", (sha256, text))
        return sha256

    def take_back(self, edit: int) -> int:
        """Restore every record of an edit to what it was before; return how many.

        Raises
        ------
        NotFound
            No such edit.
        Conflict
            A later edit has changed one of its records: undo that one first.
        """
        changes = changes_of_edit(self._db, edit)
        if not changes:
            raise NotFound("edit", str(edit))
        for change in reversed(changes):
            codec = CODECS[change.kind]
            now = stored_rows(self._db, codec, [change.id]).get(change.id)
            after = from_json(change.after) if change.after else None
            if now != after:
                raise Conflict(f"{change.kind} {change.id}", after, now)
            self._put(codec, change.id, now, from_json(change.before) if change.before else None)
        return len(changes)

    def _expect(self, old: Record) -> tuple[Codec, Row]:
        codec = codec_of(old)
        key = codec.key_of(old)
        stored = stored_rows(self._db, codec, [key]).get(key)
        if stored is None:
            raise NotFound(codec.kind, key)
        if {c: v for c, v in stored.items() if c != "row"} != codec.to_row(old):
            raise Conflict(key, old, codec.from_row(stored))
        return codec, stored

    def _put(self, codec: Codec, key: str, before: Row | None, after: Row | None) -> None:
        if before is not None:
            delete_row(self._db, codec, key)
        if after is not None:
            insert_rows(self._db, codec, [after])
        lines = (None if row is None else to_json(row) for row in (before, after))
        self._ledger.append([(codec.kind, key, *lines)])


def stored_rows(db: Connection, codec: Codec, keys: Iterable[str]) -> dict[str, Row]:
    """Return the stored rows of some records by key, as the history writes them."""
    query = (
        f"SELECT rowid AS row, {', '.join(codec.columns)} FROM {codec.table} "  # noqa: S608
        f"WHERE {codec.key} IN (SELECT value FROM json_each(?))"
    )
    rows = {
        row[codec.key]: {c: row[c] for c in ("row", *codec.columns) if row[c] is not None}
        for row in db.execute(query, (json.dumps(list(keys)),))
    }
    if codec.kind == "statement":
        for key, roles in roles_of(db, rows).items():
            rows[key]["roles"] = roles
    return rows


def roles_of(db: Connection, statements: Iterable[str]) -> dict[str, list[list[str | None]]]:
    """Return statement id → its roles as (term, entity, value), in order."""
    found: dict[str, list[list[str | None]]] = {}
    for statement, *role in db.execute(
        "SELECT statement, role, entity, value FROM role "
        "WHERE statement IN (SELECT value FROM json_each(?)) ORDER BY statement, position",
        (json.dumps(list(statements)),),
    ):
        found.setdefault(statement, []).append(role)
    return found


def insert_rows(db: Connection, codec: Codec, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows as the history writes them (with ``row``, and a statement's roles)."""
    rows = list(rows)
    columns = ("rowid", *codec.columns)
    db.executemany(
        f"INSERT INTO {codec.table} ({', '.join(columns)}) "  # noqa: S608
        f"VALUES ({', '.join('?' * len(columns))})",
        [(row["row"], *(row.get(column) for column in codec.columns)) for row in rows],
    )
    if codec.kind == "statement":
        db.executemany(
            "INSERT INTO role (statement, position, role, entity, value) VALUES (?,?,?,?,?)",
            [
                (row["id"], position, *role)
                for row in rows
                for position, role in enumerate(row.get("roles", ()))
            ],
        )


def delete_row(db: Connection, codec: Codec, key: str) -> None:
    """Delete a record and, of a statement, its roles."""
    if codec.kind == "statement":
        db.execute("DELETE FROM role WHERE statement = ?", (key,))
    db.execute(f"DELETE FROM {codec.table} WHERE {codec.key} = ?", (key,))  # noqa: S608
