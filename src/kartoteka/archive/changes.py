"""The history: append-only, chained by hash, and what undo reads.

In: rows before and after. Out: lines of ``change``. Each line's hash covers the line before, so that one
altered or taken out of the middle is noticed by :func:`broken_link`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from kartoteka.archive.sqlite import Connection
from kartoteka.model.change import Change

GENESIS = "0" * 64
"""The hash before the first change."""

_COLUMNS = "seq, edit, at, by, why, undoes, kind, id, before, after, previous_hash, hash"


def chain_hash(previous: str, line: tuple[object, ...]) -> str:
    """Return the hash of a line (seq … after) that follows ``previous``."""
    text = json.dumps([previous, *line], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class Ledger:
    """Appends the lines of one edit. Made inside its transaction."""

    def __init__(self, db: Connection, *, at: str, by: str, why: str, undoes: int | None) -> None:
        self._db, self._stamp, self._undoes = db, (at, by, why), undoes
        head = db.execute("SELECT seq, edit, hash FROM change ORDER BY seq DESC LIMIT 1").fetchone()
        self.seq, last_edit, self._hash = head or (0, 0, GENESIS)
        self.edit: int = last_edit + 1

    def append(self, lines: Iterable[tuple[str, str, str | None, str | None]]) -> None:
        """Append (kind, id, before, after) lines."""
        self._db.executemany(
            f"INSERT INTO change ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608
            self._chained(lines),
        )

    def _chained(
        self, lines: Iterable[tuple[str, str, str | None, str | None]]
    ) -> Iterator[tuple[object, ...]]:
        for kind, id_, before, after in lines:
            self.seq += 1
            line = (self.seq, self.edit, *self._stamp, self._undoes, kind, id_, before, after)
            previous, self._hash = self._hash, chain_hash(self._hash, line)
            yield (*line, previous, self._hash)


def changes_of_edit(db: Connection, edit: int) -> tuple[Change, ...]:
    """Return the changes of one edit, in order."""
    return tuple(_read(db, "WHERE edit = ?", (edit,)))


def changes_of_record(db: Connection, id_: str) -> tuple[Change, ...]:
    """Return every change of the records with this id, oldest first."""
    return tuple(_read(db, "WHERE id = ?", (id_,)))


def all_changes(db: Connection) -> Iterator[Change]:
    """Yield the whole history, oldest first."""
    return _read(db, "", ())


def _read(db: Connection, where: str, values: tuple[object, ...]) -> Iterator[Change]:
    columns = _COLUMNS.replace("undoes, ", "")
    for row in db.execute(f"SELECT {columns} FROM change {where} ORDER BY seq", values):  # noqa: S608
        yield Change(*row)


def newest_standing_edit(db: Connection) -> int | None:
    """Return the newest edit that neither is an undo nor stands undone; None where there is none.

    An undo that was itself undone (a redo) no longer takes anything back.
    """
    undone: set[int] = set()
    for edit, undoes in db.execute(
        "SELECT DISTINCT edit, undoes FROM change ORDER BY edit DESC"
    ).fetchall():
        if edit in undone:
            continue
        if undoes is None:
            return edit
        undone.add(undoes)
    return None


def broken_link(db: Connection) -> int | None:
    """Return the ``seq`` of the first line that the chain does not bear out, None for a sound one."""
    previous, expected = GENESIS, 1
    for row in db.execute(f"SELECT {_COLUMNS} FROM change ORDER BY seq"):  # noqa: S608
        *line, claimed_previous, claimed = tuple(row)
        sound = claimed_previous == previous and claimed == chain_hash(previous, tuple(line))
        if line[0] != expected or not sound:
            return line[0]
        previous, expected = claimed, expected + 1
    return None
