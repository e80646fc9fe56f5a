"""The history a page at a time: edits, what they changed, what can be undone and done again.

In: an open archive. Out: edits with the first of their changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kartoteka.archive import changes
from kartoteka.archive.codec import Row, from_json
from kartoteka.archive.looking import Looking


@dataclass(frozen=True, slots=True)
class Changed:
    """One changed record: its kind and id, and its rows before and after, as far as it had any."""

    kind: str
    id: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class EditLine:
    """One edit of the history, with its first changes.

    Parameters
    ----------
    edit, at, by, why
        Its number; when, by whom, and why it was made.
    undoes
        The edit that it takes back.
    changes
        How many records it changed.
    first
        The first of them: (kind, id, before, after), the last two as JSON.
    """

    edit: int
    at: str
    by: str
    why: str
    undoes: int | None
    changes: int
    first: tuple[tuple[str, str, str | None, str | None], ...]


class HistoryLists(Looking):
    """Lists of edits."""

    def newest_edit(self) -> int:
        """Return the number of the newest edit, 0 for an archive nobody has written to."""
        return self._one("SELECT edit FROM change ORDER BY seq DESC LIMIT 1") or 0

    def changed_since(self, edit: int, most: int) -> list[Changed] | None:
        """Return what later edits changed, in order; None where that is more than ``most``."""
        rows = self._all(
            "SELECT kind, id, before, after FROM change WHERE edit > ? LIMIT ?", edit, most + 1
        )
        if len(rows) > most:
            return None
        return [
            Changed(kind, id_, tuple(from_json(r) for r in (before, after) if r))
            for kind, id_, before, after in rows
        ]

    def undoes(self, edits: Iterable[int]) -> dict[int, bool]:
        """Return edit → whether it stands taken back."""
        undone = changes.standing_undos(self._db, edits)
        return {edit: by is not None for edit, by in undone.items()}

    def to_undo(self) -> int | None:
        """Return the edit that ``undo`` would take back."""
        return changes.newest_standing_edit(self._db)

    def to_redo(self) -> int | None:
        """Return the edit that ``redo`` would do again."""
        undo = changes.newest_undo(self._db)
        return None if undo is None else changes.line_of(self._db, undo)[0]

    def edits(
        self, *, record: str | None = None, offset: int = 0, limit: int = 50, changes: int = 12
    ) -> list[EditLine]:
        """Return edits, the newest first: all, or those that changed a record.

        Edits are numbered without gaps, so that the newest are found without counting.
        """
        if record is None:
            newest = self.newest_edit() - offset
            wanted = list(range(newest, max(0, newest - limit), -1))
        else:
            rows = self._all(
                "SELECT DISTINCT edit FROM change WHERE kind IN "
                "('term','entity','source','part','passage','statement','telling','attestation',"
                "'identity','coding','memo') AND id = ? ORDER BY edit DESC LIMIT ? OFFSET ?",
                record,
                limit,
                offset,
            )
            wanted = [row[0] for row in rows]
        found = (self.edit(number, changes) for number in wanted)
        return [line for line in found if line]

    def edit(self, number: int, most: int = 1) -> EditLine | None:
        """Return one edit with the first of its changes, None where there is none."""
        rows = self._all(
            "SELECT at, by, why, undoes, kind, id, before, after FROM change "
            "WHERE edit = ? ORDER BY seq LIMIT ?",
            number,
            most,
        )
        count = len(rows)
        if count == most:
            # Apart, each is one look into the index; together they are looked for among all lines.
            sql = "SELECT max(seq) FROM change WHERE edit = ?"
            first = self._one("SELECT min(seq) FROM change WHERE edit = ?", number)
            count = self._one(sql, number) - first + 1
        if not rows:
            return None
        head = rows[0]
        first = tuple((r["kind"], r["id"], r["before"], r["after"]) for r in rows)
        return EditLine(number, head["at"], head["by"], head["why"], head["undoes"], count, first)

    def count_edits(self, record: str) -> int:
        """Return how many edits changed a record."""
        return self._one(
            "SELECT count(DISTINCT edit) FROM change WHERE kind IN "
            "('term','entity','source','part','passage','statement','telling','attestation',"
            "'identity','coding','memo') AND id = ?",
            record,
        )
