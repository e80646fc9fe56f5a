"""The larger questions in SQL: statements with all their evidence, and codings.

In: a connection and conditions. Out: frozen records. A statement comes with its attestations, their
passages, sources and parts, and each chain of tellings from the one who knew to the one who told the
author, in six queries a batch, whatever the number of statements.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from kartoteka.archive.codec import CODECS
from kartoteka.archive.edit import roles_of
from kartoteka.archive.reader import Ids
from kartoteka.archive.sqlite import Connection
from kartoteka.model.coding import Coding
from kartoteka.model.sources import Part, Passage, Source
from kartoteka.model.statements import Attestation, Attested, Evidence, Statement, Telling

BATCH = 5_000
"""Statements whose evidence is fetched at a time."""

_IN = "IN (SELECT value FROM json_each(?))"

_CONDITIONS = {
    "ids": f"s.id {_IN}",
    "subject": f"s.subject {_IN}",
    "object": f"s.object {_IN}",
    "predicate": f"s.predicate {_IN}",
    "about": f"""s.id IN (
        SELECT id FROM statement WHERE subject {_IN}
        UNION SELECT id FROM statement WHERE object {_IN}
        UNION SELECT statement FROM role WHERE entity {_IN})""",  # noqa: S608
    "speaker": f"""s.id IN (
        WITH RECURSIVE carried(id) AS (
            SELECT id FROM telling WHERE speaker {_IN}
            UNION SELECT t.id FROM telling t JOIN carried ON t.told_in = carried.id)
        SELECT statement FROM attestation WHERE telling IN carried)""",  # noqa: S608
    "source": f"""s.id IN (
        SELECT a.statement FROM attestation a JOIN passage p ON p.id = a.passage
        WHERE p.source {_IN})""",  # noqa: S608
    "attestation": f"s.id IN (SELECT statement FROM attestation WHERE id {_IN})",  # noqa: S608
    "passage": f"s.id IN (SELECT statement FROM attestation WHERE passage {_IN})",  # noqa: S608
}


def statements(db: Connection, **wanted: Ids | None) -> tuple[Attested, ...]:
    """Return the statements that meet all conditions, with evidence, in the order of recording."""
    where, values = conditions(**wanted)
    found = db.execute(f"SELECT s.* FROM statement s WHERE {where} ORDER BY s.rowid", values)  # noqa: S608
    attested: list[Attested] = []
    while rows := found.fetchmany(BATCH):
        attested += _with_evidence(db, [dict(row) for row in rows])
    return tuple(attested)


def conditions(**wanted: Ids | None) -> tuple[str, list[str]]:
    """Return conditions (names of :data:`_CONDITIONS`) as an SQL expression, and its values."""
    wheres: list[str] = []
    values: list[str] = []
    for name, ids in wanted.items():
        if ids is not None:
            wheres.append(_CONDITIONS[name])
            values += [_json(ids)] * _CONDITIONS[name].count("?")
    return " AND ".join(wheres) or "1", values


def _json(ids: Ids | Iterable[str]) -> str:
    return json.dumps([ids] if isinstance(ids, str) else list(ids))


def few(
    db: Connection, ids: Collection[str], most: int, first: Collection[str]
) -> tuple[tuple[Attested, ...], dict[str, int]]:
    """Return statements by id, in that order, each with a few of its attestations; and how many each has.

    Parameters
    ----------
    db
        The connection.
    ids
        Of the statements.
    most
        Attestations of each, the first recorded.
    first
        Passages whose attestations are always among them.
    """
    sql = f"SELECT s.* FROM statement s WHERE s.id {_IN}"  # noqa: S608
    rows = {row["id"]: dict(row) for row in db.execute(sql, (_json(ids),))}
    counted = (
        f"SELECT statement, count(*) FROM attestation WHERE statement {_IN} GROUP BY statement"  # noqa: S608
    )
    counts: dict[str, int] = dict(map(tuple, db.execute(counted, (_json(rows),))))
    small = [i for i, n in counts.items() if n <= most]
    found: dict[str, Attestation] = {a.id: a for a in _fetch(db, "attestation", "statement", small)}
    large = [i for i, n in counts.items() if n > most]
    found |= {a.id: a for a in _at_passages(db, large, first)}
    found |= {a.id: a for i in large for a in _first_attestations(db, i, most)}
    wanted = [rows[i] for i in ids if i in rows]
    return tuple(_with_evidence(db, wanted, found.values())), counts


def _at_passages(
    db: Connection, statements: Collection[str], passages: Collection[str]
) -> Iterator[Attestation]:
    columns = ", ".join(CODECS["attestation"].columns)
    sql = (
        f"SELECT {columns} FROM attestation WHERE passage {_IN} AND +statement {_IN} ORDER BY rowid"  # noqa: S608
    )
    rows = db.execute(sql, (_json(passages), _json(statements))) if statements and passages else ()
    return (CODECS["attestation"].from_row(dict(row)) for row in rows)


def _first_attestations(db: Connection, statement: str, most: int) -> Iterator[Attestation]:
    """Yield the first attestations of a statement; and one that asserts, where none of these does."""
    columns = ", ".join(CODECS["attestation"].columns)
    for where, limit in (("", most), (" AND stance = 'asserts'", 1)):
        sql = f"SELECT {columns} FROM attestation WHERE statement = ?{where} ORDER BY rowid LIMIT ?"  # noqa: S608
        for row in db.execute(sql, (statement, limit)):
            yield CODECS["attestation"].from_row(dict(row))


def _with_evidence(
    db: Connection, rows: list[dict[str, Any]], chosen: Iterable[Attestation] | None = None
) -> Iterator[Attested]:
    ids = [row["id"] for row in rows]
    roles = roles_of(db, ids)
    attestations: dict[str, list[Attestation]] = {}
    if chosen is None:
        chosen = _fetch(db, "attestation", "statement", ids)
    for attestation in chosen:
        attestations.setdefault(attestation.statement, []).append(attestation)
    evidence = _Context(db, [a for each in attestations.values() for a in each])
    for row in rows:
        statement: Statement = CODECS["statement"].from_row({**row, "roles": roles.get(row["id"])})
        under = attestations.get(statement.id, ())
        yield Attested(statement, tuple(evidence.of(a) for a in under))


class _Context:
    """Passages, sources, parts and tellings of a batch of attestations, fetched together."""

    def __init__(self, db: Connection, attestations: Collection[Attestation]) -> None:
        passages = _fetch(db, "passage", "id", {a.passage for a in attestations})
        self._passages: dict[str, Passage] = {p.id: p for p in passages}
        sources = {p.source for p in self._passages.values()}
        self._sources: dict[str, Source] = {s.id: s for s in _fetch(db, "source", "id", sources)}
        self._parts: dict[str, list[Part]] = {}
        for part in _fetch(db, "part", "source", sources, order="start"):
            self._parts.setdefault(part.source, []).append(part)
        self._tellings = _tellings(db, {a.telling for a in attestations if a.telling})

    def of(self, attestation: Attestation) -> Evidence:
        passage = self._passages[attestation.passage]
        return Evidence(
            attestation,
            passage,
            self._sources[passage.source],
            part_at(self._parts.get(passage.source, ()), passage.start),
            self._chain(attestation.telling),
        )

    def _chain(self, innermost: str | None) -> tuple[Telling, ...]:
        chain: list[Telling] = []
        at = innermost
        while at is not None and all(t.id != at for t in chain):
            chain.append(self._tellings[at])
            at = chain[-1].told_in
        return tuple(chain)


def part_at(parts: Collection[Part], position: int) -> Part | None:
    """Return the innermost part that a position lies in; parts sorted by start."""
    ordered = list(parts)
    last = bisect_right([p.start for p in ordered], position)
    return next((p for p in reversed(ordered[:last]) if position < p.end), None)


def _tellings(db: Connection, innermost: Collection[str]) -> dict[str, Telling]:
    """Return the given tellings and all that they were passed on in."""
    if not innermost:
        return {}
    columns = ", ".join(f"t.{c}" for c in CODECS["telling"].columns)
    rows = db.execute(
        f"""WITH RECURSIVE chain(id) AS (
              SELECT value FROM json_each(?)
              UNION SELECT told_in FROM telling JOIN chain USING (id) WHERE told_in IS NOT NULL)
            SELECT {columns} FROM telling t JOIN chain USING (id)""",  # noqa: S608
        (_json(innermost),),
    )
    return {row["id"]: CODECS["telling"].from_row(dict(row)) for row in rows}


def _fetch(
    db: Connection, kind: str, column: str, values: Collection[str], order: str = "rowid"
) -> Iterator[Any]:
    codec = CODECS[kind]
    rows = db.execute(
        f"SELECT {', '.join(codec.columns)} FROM {codec.table} "  # noqa: S608
        f"WHERE {column} {_IN} ORDER BY {order}",
        (_json(values),),
    )
    return (codec.from_row(dict(row)) for row in rows)


def codings(
    db: Connection, *, source: str | None, code: str | None
) -> tuple[tuple[Coding, Passage], ...]:
    """Return codings with their passages, by source and position."""
    rows = db.execute(
        "SELECT c.id AS coding_id, c.code, c.created_by, c.created_at, p.* "
        "FROM coding c JOIN passage p ON p.id = c.passage "
        "WHERE (?1 IS NULL OR p.source = ?1) AND (?2 IS NULL OR c.code = ?2) "
        "ORDER BY p.source, p.start, p.end, c.rowid",
        (source, code),
    )
    return tuple(_coding(dict(row)) for row in rows)


def _coding(row: Mapping[str, Any]) -> tuple[Coding, Passage]:
    coding = Coding(row["coding_id"], row["id"], row["code"], row["created_by"], row["created_at"])
    return coding, CODECS["passage"].from_row(row)
