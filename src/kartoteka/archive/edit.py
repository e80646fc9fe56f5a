"""The one place that writes: records in, a line of history for each, all or nothing.

An :class:`Edit` is handed out by ``Archive.edit(why=…)`` inside a transaction. Three verbs:
``add`` (must be new, or equal to what is there), ``replace`` (the stored record must still be the one the
writer read, else :class:`~kartoteka.errors.Conflict`) and ``remove``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from kartoteka.archive.aside import Aside
from kartoteka.archive.beside import Beside
from kartoteka.archive.changes import (
    Ledger,
    changes_backwards,
    last_edit_of,
    standing_undo_of,
)
from kartoteka.archive.codec import CODECS, Codec, Record, Row, codec_of, from_json, to_json
from kartoteka.archive.index import Index
from kartoteka.archive.room import Room
from kartoteka.archive.sqlite import Connection, SqliteError
from kartoteka.errors import Conflict, NotFound, UsageError
from kartoteka.model.change import Change
from kartoteka.model.sources import Original

CHUNK = 2_000
"""Records written at a time, so that memory stays flat however long the edit is."""

_Turned = tuple[str, Row | None, Row | None]
"""Key of a record, what it was, and what it becomes."""

_USES = {
    "passage": (("attestation", "passage"), ("coding", "passage"), ("memo", "about")),
    "telling": (("attestation", "telling"), ("telling", "told_in"), ("memo", "about")),
    "statement": (("attestation", "statement"), ("memo", "about")),
}
"""Kind → the columns that may refer to it."""


class Edit:
    """One atomic, undoable change of the archive; see ``Archive.edit``."""

    def __init__(self, db: Connection, ledger: Ledger, index: Index) -> None:
        self._db, self._ledger, self._index = db, ledger, index
        self._beside = Beside(db)
        self.room = Room(db)
        self._closed = False
        self._spoiled: Exception | None = None
        self._aside: Aside | None = None

    @property
    def number(self) -> int:
        """The edit's number in the history, by which it can be undone."""
        return self._ledger.edit

    def close(self) -> None:
        """End the edit; ``Archive.edit`` does so before it commits.

        Raises
        ------
        UsageError
            The driver refused one of its records. Whoever caught that error may have left rows without
            their line of history, so nothing of the edit can be kept.
        """
        with self._writing():
            if self._aside:
                self._aside.drop()
                self._aside = None
            self._index.finish()
        self._closed = True
        if self._spoiled:
            raise UsageError(f"This edit cannot be kept: {self._spoiled}") from self._spoiled

    def abandon(self) -> None:
        """End the edit without keeping it."""
        self._closed = True

    @contextmanager
    def _writing(self) -> Generator[None]:
        """Guard whatever writes: only while the edit is open, and whole or not at all."""
        if self._closed:
            raise UsageError("This edit is over. Open another one: with archive.edit(why='…').")
        try:
            yield
        except (SqliteError, OverflowError) as error:
            self._spoiled = error
            raise
        except UnicodeEncodeError as error:
            self._spoiled = error
            raise UsageError(
                f"The archive cannot keep {error.object!r}: it holds half of a character."
            ) from error

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
        with self._writing():
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
        self.room.expect(len(new))
        first = self._ledger.seq + 1
        for seq, row in enumerate(new.values(), first):
            row["row"] = seq
        insert_rows(self._db, codec, new.values())
        self._index.add(codec.kind, new.values())
        self._beside.add(codec.kind, new.values())
        self._ledger.append((codec.kind, key, None, to_json(row)) for key, row in new.items())
        return len(new)

    def has(self, kind: str, ids: Iterable[str]) -> frozenset[str]:
        """Return which of these ids are there already."""
        codec = CODECS[kind]
        query = (
            f"SELECT {codec.key} FROM {codec.table} "  # noqa: S608
            f"WHERE {codec.key} IN (SELECT value FROM json_each(?))"
        )
        return frozenset(row[0] for row in self._db.execute(query, (json.dumps(list(ids)),)))

    def is_used(self, kind: str, id: str) -> bool:  # noqa: A002 - the field's name
        """Tell whether anything refers to a passage, a telling or a statement."""
        columns = _USES[kind]
        query = " UNION ALL ".join(f"SELECT 1 FROM {t} WHERE {c} = ?1" for t, c in columns)  # noqa: S608
        return self._db.execute(f"SELECT EXISTS ({query})", (id,)).fetchone()[0] == 1

    def replace(self, old: Record, new: Record) -> None:
        """Put ``new`` in the place of ``old``, which must be what the archive holds.

        Raises
        ------
        NotFound
            The record is gone.
        Conflict
            It has changed since ``old`` was read.
        """
        with self._writing():
            codec, before = self._expect(old)
            row = {**codec.to_row(new), "row": before["row"]}
            if codec_of(new) is not codec or codec.key_of(new) != codec.key_of(old):
                raise ValueError(f"{old!r} cannot become {new!r}: kinds and ids stay")
            if row != before:
                self._put(codec, [(codec.key_of(old), before, row)])

    def remove(self, old: Record) -> None:
        """Remove a record, which must be what the archive holds; raises as :meth:`replace`."""
        with self._writing():
            codec, before = self._expect(old)
            self._put(codec, [(codec.key_of(old), before, None)])

    def keep_original(self, original: Original) -> None:
        """Keep the bytes of a file; twice is once. Originals are not touched by undo."""
        self.keep_originals([original])

    def keep_originals(self, originals: Iterable[Original]) -> None:
        """Keep the bytes of many files; see :meth:`keep_original`."""
        with self._writing():
            self._db.executemany(
                "INSERT OR IGNORE INTO original (sha256, media_type, name, bytes) VALUES (?,?,?,?)",
                ((o.sha256, o.media_type, o.name, o.bytes) for o in originals),
            )

    def keep_text(self, text: str) -> str:
        """Keep a text; return its SHA-256, under which sources refer to it."""
        return self.keep_texts([text])[0]

    def keep_texts(self, texts: Iterable[str]) -> list[str]:
        """Keep many texts; return their SHA-256s; see :meth:`keep_text`."""
        named = [(hashlib.sha256(text.encode()).hexdigest(), text) for text in texts]
        with self._writing():
            self._db.executemany("INSERT OR IGNORE INTO text (sha256, text) VALUES (?,?)", named)
        return [sha256 for sha256, _ in named]

    @contextmanager
    def aside(self) -> Generator[Aside]:
        """Lend a place in the file for what would take up too much memory.

        Raises
        ------
        UsageError
            One is lent already.
        """
        if self._aside:
            raise UsageError(
                "What waits lies aside already; one edit has one such place at a time."
            )
        with self._writing():
            self._aside = aside = Aside(self._db)
        try:
            yield aside
            with self._writing():
                aside.clear()
        finally:
            if self._aside is aside:  # not if the edit is over
                aside.drop()
                self._aside = None

    def take_back(self, edit: int) -> int:
        """Restore every record of an edit to what it was before; return how many.

        Raises
        ------
        NotFound
            No such edit.
        Conflict
            A later edit has changed one of its records: undo that one first.
        UsageError
            It stands taken back already; else two undos would stand for one edit.
        """
        if by := standing_undo_of(self._db, edit, self.number):
            raise UsageError(
                f"Edit {edit} was taken back already, by edit {by}. To have it again, undo {by}."
            )
        taken = 0
        with self._writing():
            for batch in changes_backwards(self._db, edit):
                for changes in _of_one_kind(batch):
                    self._take_back(changes)
                taken += len(batch)
        if not taken:
            raise NotFound("edit", str(edit))
        return taken

    def _take_back(self, changes: Sequence[Change]) -> None:
        """Take back changes of one kind, each of another record."""
        codec = CODECS[changes[0].kind]
        there = stored_rows(self._db, codec, [change.id for change in changes])
        turned: list[_Turned] = []
        for change in changes:
            now = there.get(change.id)
            if now != (from_json(change.after) if change.after else None):
                later = last_edit_of(self._db, change.kind, change.id)
                raise Conflict(
                    f"{change.kind} {change.id}",
                    f"as edit {change.edit} left it",
                    f"as edit {later} left it (undo {later} first)",
                )
            turned.append((change.id, now, from_json(change.before) if change.before else None))
        self._put(codec, turned)

    def _expect(self, old: Record) -> tuple[Codec, Row]:
        codec = codec_of(old)
        key = codec.key_of(old)
        stored = stored_rows(self._db, codec, [key]).get(key)
        if stored is None:
            raise NotFound(codec.kind, key)
        if {c: v for c, v in stored.items() if c != "row"} != codec.to_row(old):
            raise Conflict(key, old, codec.from_row(stored))
        return codec, stored

    def _put(self, codec: Codec, turned: Sequence[_Turned]) -> None:
        """Put what records become in the place of what they were; each record once."""
        self.room.expect(len(turned))
        if gone := [before for _, before, _ in turned if before is not None]:
            delete_rows(self._db, codec, gone)
            self._beside.remove(codec.kind, gone)
        if come := [after for _, _, after in turned if after is not None]:
            insert_rows(self._db, codec, come)
            self._beside.add(codec.kind, come)
        self._index.replace(codec.kind, [(before, after) for _, before, after in turned])
        self._ledger.append(
            (codec.kind, key, _json(before), _json(after)) for key, before, after in turned
        )


def _json(row: Row | None) -> str | None:
    return None if row is None else to_json(row)


def _of_one_kind(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Part changes where another kind begins, or where a record comes up again."""
    run: dict[str, Change] = {}
    kind = ""
    for change in changes:
        if run and (change.kind != kind or change.id in run):
            yield [*run.values()]
            run.clear()
        kind, run[change.id] = change.kind, change
    if run:
        yield [*run.values()]


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
        [tuple(map(row.get, ("row", *codec.columns))) for row in rows],
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


def delete_rows(db: Connection, codec: Codec, rows: Sequence[Row]) -> None:
    """Delete records and, of statements, their roles."""
    if codec.kind == "statement":
        ids = [(row["id"],) for row in rows if row.get("roles")]
        db.executemany("DELETE FROM role WHERE statement = ?", ids)
    places = [(row["row"],) for row in rows]
    db.executemany(f"DELETE FROM {codec.table} WHERE rowid = ?", places)  # noqa: S608
