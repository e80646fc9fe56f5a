"""Long lists a page at a time, and what is counted over many records: what a workbench asks.

In: an open archive. Out: ids, counts and small rows, by one look into an index each, so that a page of an
archive with a million statements costs what a page of a small one costs. Reached as ``archive.lists``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kartoteka.archive import changes, query, sqlite
from kartoteka.archive.codec import CODECS, Row, from_json
from kartoteka.archive.reader import Ids
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.sources import CodePoint, Passage

_IN = "IN (SELECT value FROM json_each(?))"

MANY = 10_000
"""Up to here long lists are counted; beyond, "more than" is all a person needs to know."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage and what is noted of it, by id.

    Parameters
    ----------
    passage
        Its id.
    start, end
        Code points.
    statements, memos
        Ids.
    codings
        (id, code).
    """

    passage: str
    start: CodePoint
    end: CodePoint
    statements: tuple[str, ...] = ()
    codings: tuple[tuple[str, str], ...] = ()
    memos: tuple[str, ...] = ()


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


class Lists:
    """Lists and counts of one archive."""

    MANY = MANY

    def __init__(self, db: sqlite.Connection, path: Path) -> None:
        self._db, self._path = db, path

    def _all(self, sql: str, *values: object) -> list[Any]:
        with sqlite.explained(self._path):
            return self._db.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> Any:  # noqa: ANN401 - whatever was counted
        rows = self._all(sql, *values)
        return rows[0][0] if rows else None

    # ── history ───────────────────────────────────────────────────────────────────────────────────

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
        return {e: changes.standing_undo_of(self._db, e, sys.maxsize) is not None for e in edits}

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
            count = self._one("SELECT max(seq) - min(seq) + 1 FROM change WHERE edit = ?", number)
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

    # ── statements ────────────────────────────────────────────────────────────────────────────────

    def statement_ids(
        self,
        offset: int = 0,
        limit: int = 50,
        **conditions: Ids | None,
    ) -> tuple[str, ...]:
        """Return ids of a page of statements; the conditions are those of ``Archive.statements``."""
        return self._statement_ids("", limit, offset, conditions)

    def newest_statement_ids(self, limit: int, **conditions: Ids | None) -> tuple[str, ...]:
        """Return ids of the statements recorded last."""
        return self._statement_ids("DESC", limit, 0, conditions)

    def _statement_ids(
        self, way: str, limit: int, offset: int, conditions: Mapping[str, Ids | None]
    ) -> tuple[str, ...]:
        where, values = query.conditions(**conditions)
        rows = self._all(
            f"SELECT s.id FROM statement s WHERE {where} ORDER BY s.rowid {way} LIMIT ? OFFSET ?",  # noqa: S608
            *values,
            limit,
            offset,
        )
        return tuple(row[0] for row in rows)

    def count_statements(self, **conditions: Ids | None) -> int:
        """Return how many statements meet conditions; :data:`MANY` + 1 where there are more than that."""
        where, values = query.conditions(**conditions)
        inner = f"SELECT 1 FROM statement s WHERE {where} LIMIT {MANY + 1}"  # noqa: S608
        return self._one(f"SELECT count(*) FROM ({inner})", *values)  # noqa: S608

    def predicates_of(self, subject: Ids) -> dict[str, int]:
        """Return predicate → how many statements have this subject."""
        rows = self._all(
            f"SELECT predicate, count(*) FROM statement WHERE subject {_IN} GROUP BY predicate",  # noqa: S608
            _json(subject),
        )
        return {row[0]: row[1] for row in rows}

    def subjects(self, objects: Ids, predicate: str, most: int) -> tuple[str, ...]:
        """Return whose statements of a predicate have one of these objects, each once."""
        rows = self._all(
            f"SELECT DISTINCT subject FROM statement WHERE object {_IN} AND predicate = ? LIMIT ?",  # noqa: S608
            _json(objects),
            predicate,
            most,
        )
        return tuple(row[0] for row in rows)

    def spoken_of(self, source: str) -> tuple[str, ...]:
        """Return the entities that the statements of a source name, the most named first."""
        rows = self._all(
            "WITH said AS (SELECT DISTINCT a.statement AS id FROM passage p "
            "JOIN attestation a ON a.passage = p.id WHERE p.source = ?) "
            "SELECT entity FROM (SELECT subject AS entity FROM said JOIN statement USING (id) "
            "UNION ALL SELECT object FROM said JOIN statement USING (id) "
            "UNION ALL SELECT r.entity FROM said JOIN role r ON r.statement = said.id) "
            "WHERE entity IS NOT NULL GROUP BY entity ORDER BY count(*) DESC, entity",
            source,
        )
        return tuple(row[0] for row in rows)

    def count_spoken_of(self, source: str) -> dict[str, int]:
        """Return entity → how many statements of a source have it as subject or object."""
        rows = self._all(
            "WITH said AS (SELECT DISTINCT a.statement AS id FROM passage p "
            "JOIN attestation a ON a.passage = p.id WHERE p.source = ?) "
            "SELECT entity, count(*) FROM (SELECT subject AS entity FROM said JOIN statement "
            "USING (id) UNION ALL SELECT object FROM said JOIN statement USING (id)) "
            "WHERE entity IS NOT NULL GROUP BY entity",
            source,
        )
        return {row[0]: row[1] for row in rows}

    def count_about(self, entities: Ids) -> dict[str, int]:
        """Return entity → how many statements have it as subject or object."""
        ids = _json(entities)
        rows = self._all(
            f"SELECT entity, sum(n) FROM (SELECT subject AS entity, count(*) AS n FROM statement "  # noqa: S608
            f"WHERE subject {_IN} GROUP BY subject UNION ALL SELECT object, count(*) "
            f"FROM statement WHERE object {_IN} GROUP BY object) GROUP BY entity",
            ids,
            ids,
        )
        return {row[0]: row[1] for row in rows}

    def mentions(self, entities: Ids, most: int) -> tuple[str, ...]:
        """Return ids of statements in which entities are the object or in a role, the newest first."""
        ids = _json(entities)
        rows = self._all(
            f"SELECT s.id FROM statement s JOIN ("  # noqa: S608
            f"SELECT * FROM (SELECT rowid AS at FROM statement WHERE object {_IN} "
            "ORDER BY rowid DESC LIMIT ?) UNION SELECT * FROM (SELECT s.rowid FROM role r "
            f"JOIN statement s ON s.id = r.statement WHERE r.entity {_IN} "
            "ORDER BY s.rowid DESC LIMIT ?)) ON s.rowid = at ORDER BY at DESC LIMIT ?",
            ids,
            most,
            ids,
            most,
            most,
        )
        return tuple(row[0] for row in rows)

    def count_mentions(self, entities: Ids) -> int:
        """Return how many statements have entities as object or in a role; at most a little over MANY."""
        ids = _json(entities)
        return self._one(
            f"SELECT count(*) FROM (SELECT id FROM statement WHERE object {_IN} "  # noqa: S608
            f"UNION SELECT statement FROM role WHERE entity {_IN} LIMIT {MANY + 1})",
            ids,
            ids,
        )

    def source_ids_as_added(self) -> tuple[str, ...]:
        """Return the ids of the sources, the newest added first."""
        return tuple(r[0] for r in self._all("SELECT id FROM source ORDER BY rowid DESC"))

    def is_named(self, id: str) -> bool:  # noqa: A002 - the field's name
        """Tell whether a source names an id as its author, addressee or place, or bears it."""
        sql = "SELECT 1 FROM source WHERE id = ?1 OR author = ?1 OR addressee = ?1 OR place = ?1"
        return bool(self._all(f"{sql} LIMIT 1", id))

    # ── single records ────────────────────────────────────────────────────────────────────────────

    def records(self, kind: str, ids: Ids) -> tuple[Any, ...]:
        """Return records of a kind by id."""
        return self._records(kind, CODECS[kind].key, ids)

    def passages(self, ids: Ids) -> tuple[Passage, ...]:
        """Return passages by id."""
        return self._records("passage", "id", ids)

    def memos(self, ids: Ids) -> tuple[Memo, ...]:
        """Return memos by id."""
        return self._records("memo", "id", ids)

    def codings(
        self, *, ids: Ids | None = None, passages: Ids | None = None
    ) -> tuple[tuple[Coding, Passage], ...]:
        """Return codings by id or by passage, with their passages."""
        column, wanted = ("passage", passages) if ids is None else ("id", ids)
        found: tuple[Coding, ...] = self._records("coding", column, wanted or ())
        under = {p.id: p for p in self.passages([c.passage for c in found])}
        return tuple((coding, under[coding.passage]) for coding in found)

    def codings_of(self, source: str, code: str) -> tuple[tuple[Coding, Passage], ...]:
        """Return the codings of a source under one code."""
        rows = self._all(
            "SELECT c.id FROM passage p JOIN coding c ON c.passage = p.id "
            "WHERE p.source = ? AND c.code = ? ORDER BY c.rowid",
            source,
            code,
        )
        return self.codings(ids=[row[0] for row in rows])

    def newest_codings(self, code: str, most: int) -> tuple[tuple[Coding, Passage], ...]:
        """Return the newest codings under one code."""
        rows = self._all(
            "SELECT id FROM coding WHERE code = ? ORDER BY rowid DESC LIMIT ?", code, most
        )
        return self.codings(ids=[row[0] for row in rows])[::-1]

    def coded(
        self, codes: Ids, *, offset: int = 0, limit: int = 50
    ) -> tuple[tuple[Coding, Passage], ...]:
        """Return a page of the codings under some codes, by source and position."""
        rows = self._all(
            "SELECT c.id FROM coding c JOIN passage p ON p.id = c.passage "  # noqa: S608
            f"WHERE c.code {_IN} ORDER BY p.source, p.start, c.rowid LIMIT ? OFFSET ?",
            _json(codes),
            limit,
            offset,
        )
        order = {row[0]: n for n, row in enumerate(rows)}
        return tuple(sorted(self.codings(ids=list(order)), key=lambda pair: order[pair[0].id]))

    def count_by_code(self) -> dict[str, int]:
        """Return code → how many passages stand under it itself."""
        return dict(map(tuple, self._all("SELECT code, count(*) FROM coding GROUP BY code")))

    # ── words ─────────────────────────────────────────────────────────────────────────────────────

    def texts_with(self, words: str, around: int, most: int) -> list[tuple[str, int, int, str]]:
        """Return (source, start, end, words around) of texts that have these words, letter for letter."""
        rows = self._all(
            "SELECT s.id, instr(t.text, ?1) AS at, substr(t.text, max(1, instr(t.text, ?1) - ?2), "
            "length(?1) + 2 * ?2) AS around FROM source s JOIN text t ON t.sha256 = s.text_sha256 "
            "WHERE instr(t.text, ?1) > 0 ORDER BY s.b0 DESC LIMIT ?3",
            words,
            around,
            most,
        )
        return [(r["id"], r["at"] - 1, r["at"] - 1 + len(words), r["around"]) for r in rows]

    def statements_with(self, words: str, most: int) -> tuple[str, ...]:
        """Return ids of statements that have these words as value or in a passage."""
        rows = self._all(
            "SELECT id FROM statement WHERE instr(value, ?1) > 0 UNION SELECT a.statement "
            "FROM passage p JOIN attestation a ON a.passage = p.id WHERE instr(p.exact, ?1) > 0 LIMIT ?2",
            words,
            most,
        )
        return tuple(row[0] for row in rows)

    def reading(self, pending: str, read: str, sources: Ids | None = None) -> dict[str, Row]:
        """Return source → how many passages are marked, how many of these pending, how far it was read.

        Parameters
        ----------
        pending, read
            The codes that say so.
        sources
            By default all; those without a passage are left out.
        """
        chosen = "" if sources is None else f"WHERE p.source {_IN}"
        values = () if sources is None else (_json(sources),)
        rows = self._all(
            f"SELECT p.source, count(*) AS marks FROM passage p {chosen} GROUP BY p.source",  # noqa: S608
            *values,
        )
        found = {r["source"]: {"marks": r["marks"], "pending": 0, "read_to": 0} for r in rows}
        for row in self._all(
            "SELECT p.source, sum(c.code = ?) AS pending, sum(c.code = ?) AS spans, "  # noqa: S608
            "max(iif(c.code = ?, p.end, 0)) AS read_to FROM coding c "
            f"JOIN passage p ON p.id = c.passage WHERE c.code IN (?, ?) "
            f"{chosen.replace('WHERE', 'AND')} GROUP BY p.source",
            *(pending, read, read, pending, read),
            *values,
        ):
            counts = found[row["source"]]
            counts |= {"pending": row["pending"], "read_to": row["read_to"]}
            counts["marks"] -= row["spans"]
        return found

    def made_in(self, kind: str, id: str) -> int | None:  # noqa: A002 - the field's name
        """Return the edit that made a record."""
        sql = "SELECT edit FROM change WHERE kind = ? AND id = ? ORDER BY seq LIMIT 1"
        return self._one(sql, kind, id)

    def _records(self, kind: str, column: str, ids: Ids) -> tuple[Any, ...]:
        codec = CODECS[kind]
        columns = ", ".join(codec.columns)
        sql = f"SELECT {columns} FROM {kind} WHERE {column} {_IN} ORDER BY rowid"  # noqa: S608
        return tuple(codec.from_row(dict(row)) for row in self._all(sql, _json(ids)))

    # ── marks ─────────────────────────────────────────────────────────────────────────────────────

    def marks(self, source: str, passages: Iterable[str] | None = None) -> list[Mark]:
        """Return the passages of a source (or some of them) and what is noted of each, by position."""
        chosen = "" if passages is None else f" AND p.id {_IN}"
        values = (source,) if passages is None else (source, _json(passages))
        spans = self._all(
            f"SELECT p.id, p.start, p.end FROM passage p WHERE p.source = ?{chosen} "  # noqa: S608
            "ORDER BY p.start, p.end DESC, p.rowid",
            *values,
        )
        statements: dict[str, list[str]] = {}
        for passage, statement in self._all(
            f"SELECT a.passage, a.statement FROM passage p JOIN attestation a ON a.passage = p.id "  # noqa: S608
            f"WHERE p.source = ?{chosen} ORDER BY a.rowid",
            *values,
        ):
            statements.setdefault(passage, []).append(statement)
        codings: dict[str, list[tuple[str, str]]] = {}
        for passage, id_, code in self._all(
            f"SELECT c.passage, c.id, c.code FROM passage p JOIN coding c ON c.passage = p.id "  # noqa: S608
            f"WHERE p.source = ?{chosen} ORDER BY c.rowid",
            *values,
        ):
            codings.setdefault(passage, []).append((id_, code))
        memos: dict[str, list[str]] = {}
        for about, id_ in self._all(
            f"SELECT m.about, m.id FROM passage p JOIN memo m ON m.about = p.id "  # noqa: S608
            f"WHERE p.source = ?{chosen} ORDER BY m.rowid",
            *values,
        ):
            memos.setdefault(about, []).append(id_)
        return [
            Mark(
                id_,
                start,
                end,
                tuple(dict.fromkeys(statements.get(id_, ()))),
                tuple(codings.get(id_, ())),
                tuple(memos.get(id_, ())),
            )
            for id_, start, end in spans
        ]


def _json(ids: Ids | Iterable[str] | Sequence[str]) -> str:
    return json.dumps([ids] if isinstance(ids, str) else list(ids))
