"""Statements by their rows → whole: with attestations, passages, sources, parts and chains of tellings.

In: rows of statements. Out: :class:`~kartoteka.model.statements.Attested`, in six queries a batch, whatever
the number of statements; or with the first few of very many attestations (:func:`few`).
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from kartoteka.archive.codec import CODECS
from kartoteka.archive.edit import roles_of
from kartoteka.archive.sqlite import Connection
from kartoteka.model.sources import Part, Passage, Source
from kartoteka.model.statements import STANCES, Attestation, Attested, Evidence, Statement, Telling

_IN = "IN (SELECT value FROM json_each(?))"


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
    rows = {row["id"]: dict(row) for row in db.execute(sql, (json_of(ids),))}
    counted = (
        f"SELECT statement, count(*) FROM attestation WHERE statement {_IN} GROUP BY statement"  # noqa: S608
    )
    counts: dict[str, int] = dict(map(tuple, db.execute(counted, (json_of(rows),))))
    small = [i for i, n in counts.items() if n <= most]
    found: dict[str, Attestation] = {a.id: a for a in _fetch(db, "attestation", "statement", small)}
    large = [i for i, n in counts.items() if n > most]
    found |= {a.id: a for a in _at_passages(db, large, first)}
    found |= {a.id: a for i in large for a in _first_attestations(db, i, most)}
    wanted = [rows[i] for i in ids if i in rows]
    return tuple(with_evidence(db, wanted, found.values())), counts


def _at_passages(
    db: Connection, statements: Collection[str], passages: Collection[str]
) -> Iterator[Attestation]:
    columns = ", ".join(CODECS["attestation"].columns)
    sql = (
        f"SELECT {columns} FROM attestation WHERE passage {_IN} AND +statement {_IN} ORDER BY rowid"  # noqa: S608
    )
    rows = (
        db.execute(sql, (json_of(passages), json_of(statements))) if statements and passages else ()
    )
    return (CODECS["attestation"].from_row(dict(row)) for row in rows)


# Of each stance the index has them in the order of recording: thousands need not be sorted.
_OF_STANCE = (
    "SELECT * FROM (SELECT rowid FROM attestation WHERE statement = {{0}} AND stance = '{}' "
    "ORDER BY rowid LIMIT ?2)"
)
FIRST_SAYING = (
    f"SELECT rowid FROM ({' UNION ALL '.join(map(_OF_STANCE.format, STANCES))}) "  # noqa: S608
    "ORDER BY rowid LIMIT ?2"
)
"""The first attestations of a statement, of which ``?2`` says how many; ``{0}`` is its id."""


def _first_attestations(db: Connection, statement: str, most: int) -> Iterator[Attestation]:
    """Yield the first attestations of a statement; and one that asserts, where none of these does."""
    columns = ", ".join(CODECS["attestation"].columns)
    some = f"SELECT {columns} FROM attestation WHERE rowid IN ({FIRST_SAYING.format('?1')}) ORDER BY rowid"  # noqa: S608
    one = (
        f"SELECT {columns} FROM attestation "  # noqa: S608
        "WHERE statement = ?1 AND stance = 'asserts' ORDER BY rowid LIMIT ?2"
    )
    for sql, limit in ((some, most), (one, 1)):
        for row in db.execute(sql, (statement, limit)):
            yield CODECS["attestation"].from_row(dict(row))


def with_evidence(
    db: Connection, rows: list[dict[str, Any]], chosen: Iterable[Attestation] | None = None
) -> Iterator[Attested]:
    """Yield the statements of some rows with all their evidence, or with the attestations chosen."""
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
        (json_of(innermost),),
    )
    return {row["id"]: CODECS["telling"].from_row(dict(row)) for row in rows}


def _fetch(
    db: Connection, kind: str, column: str, values: Collection[str], order: str = "rowid"
) -> Iterator[Any]:
    codec = CODECS[kind]
    rows = db.execute(
        f"SELECT {', '.join(codec.columns)} FROM {codec.table} "  # noqa: S608
        f"WHERE {column} {_IN} ORDER BY {order}",
        (json_of(values),),
    )
    return (codec.from_row(dict(row)) for row in rows)


def json_of(ids: str | int | Iterable[str]) -> str:
    """Return ids as one value of a query."""
    return json.dumps([ids] if isinstance(ids, str | int) else list(ids))
