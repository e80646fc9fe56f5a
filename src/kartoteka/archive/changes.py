"""The history: append-only, chained by hash, and what undo reads.

In: rows before and after. Out: lines of ``change``. Each line's hash covers the line before, so that one
altered or taken out of the middle is noticed by :func:`broken_link`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator

from kartoteka.archive.codec import CODECS
from kartoteka.archive.sqlite import Connection
from kartoteka.model.change import Change

GENESIS = "0" * 64
"""The hash before the first change."""

BATCH = 2_000
"""Lines held in memory at a time."""

_COLUMNS = "seq, edit, at, by, why, undoes, kind, id, before, after, previous_hash, hash"


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def chain_hash(previous: str, line: tuple[object, ...]) -> str:
    """Return the hash of a line (seq … after) that follows ``previous``."""
    return hashlib.sha256(_COMPACT.encode([previous, *line]).encode()).hexdigest()


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


def changes_backwards(db: Connection, edit: int) -> Iterator[list[Change]]:
    """Yield the changes of one edit, last first, in batches: it may have a million."""
    before = sys.maxsize
    while batch := list(
        _read(db, "WHERE edit = ? AND seq < ? ORDER BY seq DESC LIMIT ?", (edit, before, BATCH))
    ):
        yield batch
        before = batch[-1].seq


def changes_of_record(db: Connection, id_: str) -> tuple[Change, ...]:
    """Return every change of the records with this id, of whatever kind, oldest first."""
    # The kinds are named so that the index on (kind, id) is used.
    where = "WHERE kind IN (SELECT value FROM json_each(?)) AND id = ? ORDER BY seq"
    return tuple(_read(db, where, (json.dumps(list(CODECS)), id_)))


def last_edit_of(db: Connection, kind: str, id_: str) -> int | None:
    """Return the newest edit that changed a record."""
    sql = "SELECT edit FROM change WHERE kind = ? AND id = ? ORDER BY seq DESC LIMIT 1"
    row = db.execute(sql, (kind, id_)).fetchone()
    return row[0] if row else None


def all_changes(db: Connection) -> Iterator[Change]:
    """Yield the whole history, oldest first."""
    return _read(db, "ORDER BY seq", ())


def _read(db: Connection, where: str, values: tuple[object, ...]) -> Iterator[Change]:
    columns = _COLUMNS.replace("undoes, ", "")
    for row in db.execute(f"SELECT {columns} FROM change {where}", values):  # noqa: S608
        yield Change(*row)


def newest_standing_edit(db: Connection) -> int | None:
    """Return the edit that took effect last, of those that stand; None where nothing stands.

    Undoing an undo is doing again. So an edit stands or not by the last edit of its line (the edit, its
    undo, the undo of that …), and an edit done again took effect when it was done again: later edits
    may rest on it, and must be taken back before it.
    """
    seen: set[int] = set()
    for edit, _ in _edits_backwards(db):
        first, turns = line_of(db, edit)
        if first not in seen and turns % 2 == 0:
            return first
        seen.add(first)
    return None


def standing_undo_of(db: Connection, edit: int, before: int = sys.maxsize) -> int | None:
    """Return the edit (before another) by which an edit stands undone; None where it stands."""
    return standing_undos(db, (edit,), before)[edit]


def standing_undos(
    db: Connection, edits: Iterable[int], before: int = sys.maxsize
) -> dict[int, int | None]:
    """Return of each edit the edit (before another) by which it stands undone; None where it stands.

    What it costs grows with how often these edits were undone and done again, not with the history.
    """
    last: dict[int, tuple[int, int]] = {}
    found: dict[int, int | None] = {}
    for edit in edits:
        first, turns = line_of(db, edit)
        if first not in last:
            last[first] = max(_line_from(db, first, before))
        newest, its_turns = last[first]
        found[edit] = newest if its_turns % 2 != turns % 2 else None
    return found


def _line_from(db: Connection, first: int, before: int) -> Iterator[tuple[int, int]]:
    """Yield the edits of a line (before another) and how many undos lead back from each to its first."""
    waiting = [(first, 0)]
    while waiting:
        edit, turns = waiting.pop()
        yield edit, turns
        # One look into the index for each undo, however many records it changed.
        at = edit
        while (row := db.execute(_UNDONE_BY, (edit, at, before)).fetchone())[0] is not None:
            at = row[0]
            waiting.append((at, turns + 1))


_UNDONE_BY = "SELECT min(edit) FROM change WHERE undoes = ? AND edit > ? AND edit < ?"


def newest_undo(db: Connection) -> int | None:
    """Return the undo that would be taken back by doing again; None where something else came since.

    Undoing three edits and doing one again leaves two to be done again, the last undone one first.
    """
    done_again: set[int] = set()
    for edit, undoes in _edits_backwards(db):
        if undoes is None:
            return None
        if edit in done_again:
            continue
        if line_of(db, edit)[1] % 2:
            return edit
        done_again.add(undoes)
    return None


def line_of(db: Connection, edit: int) -> tuple[int, int]:
    """Return the edit that a line of undos goes back to, and how many undos lead there."""
    turns = 0
    while (row := db.execute(_UNDOES, (edit,)).fetchone()) and row[0] is not None:
        edit, turns = row[0], turns + 1
    return edit, turns


_UNDOES = "SELECT undoes FROM change WHERE edit = ? LIMIT 1"


def _edits_backwards(db: Connection, before: int = sys.maxsize) -> Iterator[tuple[int, int | None]]:
    """Yield (edit, what it undoes), newest first, by one look into the index for each."""
    at = before
    sql = "SELECT edit, undoes FROM change WHERE edit < ? ORDER BY edit DESC LIMIT 1"
    while row := db.execute(sql, (at,)).fetchone():
        at, undoes = row
        yield at, undoes


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
