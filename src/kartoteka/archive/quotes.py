"""What each passage says, as rows: from the tables, a batch at a time, or from whole statements.

In: a connection and conditions. Out: :class:`~kartoteka.model.quotes.Quote`, one for each attestation, by
statement and attestation in the order of recording. :func:`quotes_of` makes the same of a whole statement:
the plain reference that the SQL is tested against, and what ``publish.view.View`` answers with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kartoteka.archive.gists import INNERMOST_PART
from kartoteka.archive.query import in_batches, plain, where
from kartoteka.archive.reader import ANY_TIME, Ids
from kartoteka.archive.sqlite import Connection
from kartoteka.archive.whole import json_of
from kartoteka.model.entities import Entity
from kartoteka.model.quotes import Quote, Told
from kartoteka.model.statements import Attested, Evidence

_IN = "IN (SELECT value FROM json_each(?))"

_STATEMENTS = """
    SELECT s.id, s.subject, s.predicate, s.object, s.value,
        CASE 'place' WHEN (SELECT kind FROM entity e WHERE e.id = s.subject) THEN s.subject
            WHEN (SELECT kind FROM entity e WHERE e.id = s.object) THEN s.object END,
        s.edtf, s.b0, s.e1
    FROM statement s WHERE s.rowid IN (SELECT s.rowid FROM statement s WHERE {}) ORDER BY s.rowid"""

_SAYING = f"""
    SELECT a.statement, a.telling, a.id, a.passage, a.basis, a.stance, a.certainty, p.exact, p.source,
        iif(t.id IS NULL, s.author, t.author),
        iif(t.written IS NULL, s.b0, t.b0), iif(t.written IS NULL, s.e1, t.e1)
    FROM attestation a CROSS JOIN passage p ON p.id = a.passage CROSS JOIN source s ON s.id = p.source
        LEFT JOIN part t ON t.rowid = {INNERMOST_PART}
    WHERE a.statement {_IN} ORDER BY a.rowid"""  # noqa: S608

_TELLINGS = """
    WITH RECURSIVE chain(id) AS (
        SELECT value FROM json_each(?)
        UNION SELECT told_in FROM telling JOIN chain USING (id) WHERE told_in IS NOT NULL)
    SELECT t.id, t.told_in, t.speaker, t.edtf IS NOT NULL, t.b0, t.e1 FROM telling t JOIN chain USING (id)"""

_ROLES = f"""
    SELECT statement, role, coalesce(entity, value) FROM role
    WHERE statement {_IN} ORDER BY statement, position"""  # noqa: S608

_Telling = tuple[str | None, Told]
"""In which it was passed on, and what it was."""


def quotes(db: Connection, **conditions: Ids | None) -> Iterator[Quote]:
    """Yield what each passage says of what meets all conditions; see ``Reader.quotes``."""
    found, values = where(conditions, ANY_TIME)
    for rows in in_batches(plain(db, _STATEMENTS.format(found), values)):
        ids = json_of(row[0] for row in rows)
        roles: dict[str, list[tuple[str, str]]] = {}
        for statement, role, value in plain(db, _ROLES, (ids,)):
            roles.setdefault(statement, []).append((role, value))
        said = plain(db, _SAYING, (ids,)).fetchall()
        tellings = _tellings(db, {row[1] for row in said if row[1]})
        under: dict[str, list[tuple[Any, ...]]] = {}
        for row in said:
            under.setdefault(row[0], []).append(row)
        for *what, b0, e1 in rows:
            head = (*what, (b0, e1), tuple(roles.get(what[0], ())))
            for _, telling, *how, first, last in under.get(what[0], ()):
                chain = _chain(telling, tellings) if telling else ()
                yield Quote._make((*head, *how, (first, last), chain))


def _tellings(db: Connection, innermost: set[str]) -> dict[str, _Telling]:
    rows = plain(db, _TELLINGS, (json_of(innermost),)) if innermost else ()
    return {
        id_: (told_in, Told(speaker, bool(dated), first, last))
        for id_, told_in, speaker, dated, first, last in rows
    }


def _chain(innermost: str, tellings: dict[str, _Telling]) -> tuple[Told, ...]:
    at, passed, chain = innermost, set[str](), list[Told]()
    while at and at not in passed:
        passed.add(at)
        at, told = tellings[at]
        chain.append(told)
    return tuple(chain)


# ── of whole statements ───────────────────────────────────────────────────────────────────────────────


def quotes_of(found: Attested, find: Callable[[str], Entity | None]) -> Iterator[Quote]:
    """Yield what each passage says of a statement; ``find`` gives an entity by its id."""
    s, when = found.statement, found.statement.when
    places = (i for i in (s.subject, s.object) if i and (e := find(i)) and e.kind == "place")
    head = (
        *(s.id, s.subject, s.predicate, s.object, s.value, next(places, None)),
        when and when.edtf,
        (when and when.b0, when and when.e1),
        tuple((role.term, role.entity or role.value or "") for role in s.roles),
    )
    for evidence in found.evidence:
        yield Quote._make((*head, *_saying(evidence)))


def _saying(evidence: Evidence) -> tuple[Any, ...]:
    attestation, passage, written = evidence.attestation, evidence.passage, evidence.written
    return (
        *(attestation.id, passage.id, attestation.basis, attestation.stance, attestation.certainty),
        *(passage.exact, evidence.source.id, evidence.author),
        (written and written.b0, written and written.e1),
        tuple(
            Told(t.speaker, t.when is not None, t.when and t.when.b0, t.when and t.when.e1)
            for t in evidence.chain
        ),
    )
