"""Statements without their words: from the tables, a batch at a time, or from whole ones.

In: a connection and conditions. Out: :class:`~kartoteka.model.gists.Gist` of what stands, in the order of
recording: two questions a batch, and one more where somebody told it. :func:`gist` makes the same of a whole
statement; it is the plain reference that the SQL is tested against, and what ``publish.view.View`` answers
with.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from kartoteka.archive.query import STANDS, in_batches, plain, where
from kartoteka.archive.reader import ANY_TIME, Ids, Stretch
from kartoteka.archive.sqlite import Connection
from kartoteka.archive.whole import json_of
from kartoteka.model.dates import Day
from kartoteka.model.gists import Gist, Mention
from kartoteka.model.statements import Attested, Evidence

_IN = "IN (SELECT value FROM json_each(?))"

_STATEMENTS = """
    SELECT s.id, s.subject, s.predicate, s.object, s.b0, s.b1, s.e0, s.e1,
        s.edtf IS NOT NULL, coalesce(substr(s.edtf, -3) = '/..', 0), s.rowid
    FROM statement s WHERE s.rowid IN (SELECT s.rowid FROM statement s WHERE {}) ORDER BY s.rowid"""

INNERMOST_PART = """(SELECT rowid FROM part i WHERE i.source = p.source AND i.start <= p.start
        AND p.start < i.end ORDER BY i.start DESC, i.rowid DESC LIMIT 1)"""
"""The row of the part in which a passage ``p`` stands, as ``whole.part_at`` finds it."""

# By row numbers (the list said_in). A passage is read only where its source has parts.
_MENTIONS = """
    SELECT i.statement, a.id, a.passage, a.stance = 'asserts', a.telling,
        iif(t.written IS NULL, s.b0, t.b0), iif(t.written IS NULL, s.e1, t.e1)
    FROM json_each(?) v CROSS JOIN said_in i ON i.statement = v.value
        CROSS JOIN attestation a ON a.rowid = i.attestation CROSS JOIN source s ON s.rowid = i.source
        LEFT JOIN part t ON t.rowid = (
            SELECT q.rowid FROM part q CROSS JOIN passage p ON p.rowid = i.passage
            WHERE q.source = s.id AND q.start <= p.start AND p.start < q.end
            ORDER BY q.start DESC, q.rowid DESC LIMIT 1)
    ORDER BY a.rowid"""

_TELLINGS = """
    WITH RECURSIVE chain(id) AS (
        SELECT value FROM json_each(?)
        UNION SELECT told_in FROM telling JOIN chain USING (id) WHERE told_in IS NOT NULL)
    SELECT t.id, t.told_in, t.edtf IS NOT NULL, t.b0 FROM telling t JOIN chain USING (id)"""

_ROLES = f"""
    SELECT statement, coalesce(entity, value) FROM role
    WHERE statement {_IN} AND role = ? ORDER BY statement, position DESC"""  # noqa: S608

_Telling = tuple[str | None, int, Day | None]
"""In which it was passed on, whether it has a date, its first day."""


def gists(
    db: Connection, *, role: str | None = None, during: Stretch = ANY_TIME, **conditions: Ids | None
) -> Iterator[Gist]:
    """Yield the gists of what stands and meets all conditions; see ``Reader.gists``."""
    found, values = where(conditions, during)
    for rows in in_batches(plain(db, _STATEMENTS.format(f"{found} AND {STANDS}"), values)):
        ids = json_of(row[0] for row in rows)
        roles = dict(plain(db, _ROLES, (ids, role))) if role else {}
        mentions = _mentions(db, [row[10] for row in rows], {row[10] for row in rows if row[9]})
        for row in rows:
            id_, *_, dated, open_, at = row
            under = tuple(mentions.get(at, ()))
            yield Gist._make((*row[:8], bool(dated), bool(open_), roles.get(id_), under))


def _mentions(db: Connection, statements: list[int], open_: set[int]) -> dict[int, list[Mention]]:
    """Return statement → its attestations; of those with an open end also when they were spoken."""
    rows = plain(db, _MENTIONS, (json.dumps(statements),)).fetchall()
    tellings = _tellings(db, {row[4] for row in rows if row[4] and row[0] in open_})
    found: dict[int, list[Mention]] = {}
    for statement, id_, passage, asserts, telling, first, last in rows:
        spoken = None
        if statement in open_:
            spoken = first if telling is None else _spoken(telling, tellings, first)
        mention = Mention(id_, passage, bool(asserts), first, last, spoken)
        if statement in found:
            found[statement].append(mention)
        else:
            found[statement] = [mention]
    return found


def _tellings(db: Connection, innermost: set[str]) -> dict[str, _Telling]:
    if not innermost:
        return {}
    rows = plain(db, _TELLINGS, (json_of(innermost),))
    return {id_: (told_in, dated, first) for id_, told_in, dated, first in rows}


def _spoken(innermost: str, tellings: Mapping[str, _Telling], written: Day | None) -> Day | None:
    """Return the first day of the first dated telling outwards, else of the writing."""
    at: str | None = innermost
    passed: set[str] = set()
    while at is not None and at not in passed:
        passed.add(at)
        at, dated, first = tellings[at]
        if dated:
            return first
    return written


# ── of whole statements ───────────────────────────────────────────────────────────────────────────────


def gist(found: Attested, role: str | None = None) -> Gist:
    """Return the gist of a statement that stands."""
    s, when = found.statement, found.statement.when
    open_ = when is not None and when.is_open_end
    return Gist(
        s.id,
        s.subject,
        s.predicate,
        s.object,
        when and when.b0,
        when and when.b1,
        when and when.e0,
        when and when.e1,
        when is not None,
        open_,
        s.role(role) if role else None,
        tuple(_mention(e, open_=open_) for e in found.evidence),
    )


def _mention(evidence: Evidence, *, open_: bool) -> Mention:
    attestation, written = evidence.attestation, evidence.written
    spoken = next((t.when for t in evidence.chain if t.when is not None), written)
    return Mention(
        attestation.id,
        evidence.passage.id,
        attestation.stance == "asserts",
        written and written.b0,
        written and written.e1,
        spoken and spoken.b0 if open_ else None,
    )
