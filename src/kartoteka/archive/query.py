"""The larger questions in SQL: statements with all their evidence, and codings.

In: a connection and conditions. Out: statements with all their evidence (``whole.py`` reads it), a batch at a
time; their outlines, or only whom they tie to what, for questions about more statements than anybody wants to
read (``first.py`` has the first of many); codings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from itertools import groupby, islice
from typing import Any, TypeVar

from kartoteka.archive.codec import CODECS
from kartoteka.archive.reader import ANY_TIME, Ids, Stretch
from kartoteka.archive.sqlite import Connection
from kartoteka.archive.whole import json_of, with_evidence
from kartoteka.model.coding import Coding
from kartoteka.model.outlines import Link, Outline
from kartoteka.model.presence import MEMBER, STAY
from kartoteka.model.sources import Passage
from kartoteka.model.statements import Attested

BATCH = 5_000
"""Statements whose evidence is fetched at a time."""

FIRST_BATCH = 25
"""Whoever wants few has them sooner; each batch has four times as many as the one before."""

_MANY_STAYS = 2_000
"""Stays in some places of which those of groups are looked for among the stays of groups."""

T = TypeVar("T")

_IN = "IN (SELECT value FROM json_each(?))"

_CONDITIONS = {
    "ids": f"s.id {_IN}",
    "subject": f"s.subject {_IN}",
    "object": f"s.object {_IN}",
    "predicate": f"s.predicate {_IN}",
    "about": f"s.rowid IN (SELECT statement FROM named WHERE entity {_IN})",  # noqa: S608
    "about_by": f"""s.rowid IN (
        SELECT rowid FROM statement WHERE subject {_IN} AND predicate {_IN}
        UNION ALL SELECT rowid FROM statement WHERE object {_IN} AND predicate {_IN}
        UNION ALL SELECT n.rowid FROM role r JOIN statement n ON n.id = r.statement
            WHERE r.entity {_IN} AND n.predicate {_IN})""",  # noqa: S608
    "speaker": f"""s.id IN (
        WITH RECURSIVE carried(id) AS (
            SELECT id FROM telling WHERE speaker {_IN}
            UNION SELECT t.id FROM telling t JOIN carried ON t.told_in = carried.id)
        SELECT a.statement FROM carried CROSS JOIN attestation a ON a.telling = carried.id)""",  # noqa: S608
    "touching": f"""(s.subject {_IN} OR s.object {_IN} OR EXISTS (
        SELECT 1 FROM role r WHERE r.statement = s.id AND +r.entity {_IN}))""",  # noqa: S608 - the plus: look at its few roles
    "stayed": f"""s.rowid IN (
        SELECT b.record FROM entity e CROSS JOIN been b ON b.who = e.id
        WHERE +b.place {_IN} AND e.kind {_IN} AND b.kind = 0)""",  # noqa: S608
    "kind": f"(SELECT kind FROM entity e WHERE e.id = s.subject) {_IN}",  # noqa: S608
    "without": f"s.predicate NOT {_IN}",
    "polarity": f"s.polarity {_IN}",
    "source": f"""s.id IN (
        SELECT a.statement FROM attestation a JOIN passage p ON p.id = a.passage
        WHERE p.source {_IN})""",  # noqa: S608
    "attestation": f"s.id IN (SELECT statement FROM attestation WHERE id {_IN})",  # noqa: S608
    "passage": f"s.id IN (SELECT statement FROM attestation WHERE passage {_IN})",  # noqa: S608
}

# Few are denied or doubted: most are known to stand from a small index that names only those.
ASSERTED = """(NOT EXISTS (
            SELECT 1 FROM attestation a INDEXED BY attestation_not_asserting
            WHERE a.statement = s.id AND a.stance <> 'asserts')
        OR EXISTS (SELECT 1 FROM attestation a WHERE a.statement = s.id AND a.stance = 'asserts'))"""

STANDS = f"s.polarity = 1 AND s.rank <> 'deprecated' AND {ASSERTED}"

NOT_DEPRECATED = "s.rank <> 'deprecated'"

# Word for word as in the indices of migration 0004, else they are not used.
_LAST_BEGINNING = "coalesce(s.b1, 1000000000)"
_LAST_END = "coalesce(s.e1, 1000000000)"
FIRST_BEGINNING = "CASE WHEN s.edtf IS NULL THEN 1000000000 ELSE coalesce(s.b0, -1000000000) END"

IN_TIME = f"{_LAST_BEGINNING}, {_LAST_END}, {FIRST_BEGINNING}"
"""As ``relate.order.time_key``: unbounded ends come last, and what has no time at all after everything."""

_BRIEF = f"""s.id, s.subject, s.predicate, s.object, s.b0, s.b1, s.e0, s.e1, s.edtf IS NOT NULL,
    {STANDS}, s.polarity = 1 AND s.rank <> 'deprecated'"""

_OUTLINE = """s.id, s.subject, s.predicate, s.object, s.b0, s.b1, s.e0, s.e1, s.edtf IS NOT NULL,
    s.polarity = 1 AND s.rank <> 'deprecated',
    iif(EXISTS (
            SELECT 1 FROM attestation a INDEXED BY attestation_not_asserting
            WHERE a.statement = s.id AND a.stance <> 'asserts'),
        (SELECT group_concat(stance) FROM (
            SELECT a.stance FROM attestation a WHERE a.statement = s.id ORDER BY a.rowid)),
        (SELECT count(*) FROM attestation a WHERE a.statement = s.id)),
    (SELECT json_group_array(json_array(role, entity)) FROM (
        SELECT role, entity FROM role r WHERE r.statement = s.id AND entity IS NOT NULL
        ORDER BY position))"""
"""What an outline is made of. Where all assert, it is enough to know how many."""

_DURING = (
    f"({FIRST_BEGINNING} <= ? OR {FIRST_BEGINNING} = 1000000000)",
    f"{_LAST_END} >= ?",
)
"""What begins by the last day asked about, and does not end before the first; read off the indices."""


def statements(
    db: Connection, *, during: Stretch = ANY_TIME, **conditions: Ids | None
) -> tuple[Attested, ...]:
    """Return the statements that meet all conditions, with evidence, in the order of recording."""
    return tuple(stream(db, during=during, **conditions))


def stream(
    db: Connection, *, during: Stretch = ANY_TIME, **conditions: Ids | None
) -> Iterator[Attested]:
    """Yield the statements that meet all conditions; no more than a batch is in memory at a time."""
    if conditions.get("about") is not None and set(_asked(conditions)) == {"about"}:
        batches = _about(db, conditions["about"] or (), during)
    else:
        batches = in_batches(db.execute(*_select("s.*", conditions, during)))
    for rows in batches:
        yield from with_evidence(db, [dict(row) for row in rows])


def _asked(conditions: Mapping[str, Any]) -> list[str]:
    return [name for name, value in conditions.items() if value is not None]


def in_batches(rows: Iterable[T]) -> Iterator[list[T]]:
    """Yield rows a batch at a time, few at first."""
    rest, size = iter(rows), FIRST_BATCH
    while batch := list(islice(rest, size)):
        yield batch
        size = min(BATCH, 4 * size)


def _about(db: Connection, ids: Ids, during: Stretch) -> Iterator[list[Any]]:
    """Yield the statements that name an entity, in the order of recording, as they are found.

    Of each entity a list is kept in this order: they are merged, no further than is read.
    """
    entities = dict.fromkeys([ids] if isinstance(ids, str) else ids)
    numbers = merge(*(_named(db, entity) for entity in entities))
    found, values = where({}, during)
    sql = f"SELECT s.* FROM statement s WHERE s.rowid {_IN} AND {found} ORDER BY s.rowid"  # noqa: S608
    for batch in in_batches(number for number, _ in groupby(numbers)):
        yield db.execute(sql, [json.dumps(batch), *values]).fetchall()


def _named(db: Connection, entity: str) -> Iterator[int]:
    """Yield the rows of the statements that name an entity; no question is left open in between."""
    sql = (
        "SELECT statement FROM named WHERE entity = ? AND statement > ? ORDER BY statement LIMIT ?"
    )
    last, size = -1, FIRST_BATCH
    while rows := db.execute(sql, (entity, last, size)).fetchall():
        yield from (row[0] for row in rows)
        last, size = rows[-1][0], min(BATCH, 4 * size)


def outlines(
    db: Connection, *, brief: bool = False, during: Stretch = ANY_TIME, **conditions: Ids | None
) -> Iterator[Outline]:
    """Yield the outlines of the statements that meet all conditions, in the order of recording."""
    if brief:
        yield from map(brief_outline, plain(db, *_select(_BRIEF, conditions, during)))
        return
    for rows in in_batches(db.execute(*_select(_OUTLINE, conditions, during))):
        yield from map(_outline, rows)


def links(
    db: Connection,
    predicate: str,
    *,
    subject: Ids | None = None,
    object: Ids | None = None,  # noqa: A002
    kind: str | None = None,
) -> list[Link]:
    """Return whom a predicate ties to what, by statements that stand, in the order of recording."""
    if predicate == STAY and subject is None and object and kind and _many_stayed(db, object):
        found, values = where({"stayed": object, "kind": kind}, ANY_TIME)
    else:
        found, values = where({"subject": subject, "object": object, "kind": kind}, ANY_TIME)
        # Word for word, so that the index of members is used.
        found += f" AND s.predicate = '{MEMBER}'" if predicate == MEMBER else " AND s.predicate = ?"
        values += [] if predicate == MEMBER else [predicate]
    sql = (
        f"SELECT s.subject, s.object, s.b0, s.e1 FROM statement s WHERE {found} "  # noqa: S608
        f"AND {STANDS} AND s.object IS NOT NULL ORDER BY s.rowid"
    )
    return [Link(*row) for row in db.execute(sql, values)]


def _many_stayed(db: Connection, places: Ids) -> bool:
    """Tell whether so many stayed in some places that those of a kind are sooner found by the kind."""
    sql = f"SELECT sum(n) FROM tally WHERE entity {_IN} AND position = 'object' AND predicate = ?"  # noqa: S608
    n = db.execute(sql, (json_of(places), STAY)).fetchone()[0]
    return (n or 0) > _MANY_STAYS


def brief_outline(row: tuple[Any, ...]) -> Outline:
    """Return the outline of a row, with neither stances nor roles; truths are 0 and 1."""
    return Outline._make((*row, (), ()))


def _outline(row: Any) -> Outline:  # noqa: ANN401 - a driver's row
    dated, affirmed, said, roles = row[8:]
    stances = ("asserts",) * said if isinstance(said, int) else tuple(said.split(","))
    stands = bool(affirmed) and (not stances or "asserts" in stances)
    named = tuple((r, e) for r, e in json.loads(roles)) if roles != "[]" else ()
    return Outline._make((*row[:8], bool(dated), stands, bool(affirmed), stances, named))


def plain(db: Connection, sql: str, values: Iterable[Any] = ()) -> Any:  # noqa: ANN401 - a driver's cursor
    """Return the rows of a query as plain tuples: rows with names cost as much again as reading them."""
    cursor = db.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, tuple(values))


def sources_of_statements(db: Connection) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield (id, subject, predicate, sources of its attestations) of every statement, as recorded."""
    rows = db.execute(
        """SELECT s.id, s.subject, s.predicate, (
             SELECT json_group_array(source) FROM (
               SELECT p.source FROM attestation a JOIN passage p ON p.id = a.passage
               WHERE a.statement = s.id ORDER BY a.rowid))
           FROM statement s ORDER BY s.rowid"""
    )
    for id_, subject, predicate, sources in rows:
        yield id_, subject, predicate, tuple(json.loads(sources))


def _select(
    what: str, conditions: Mapping[str, Ids | int | None], during: Stretch
) -> tuple[str, list[str | int]]:
    """Return a query of statements in the order of recording, and its values."""
    found, values = where(conditions, during)
    # Only numbers are sorted: a million whole rows would be sorted in memory.
    chosen = f"WHERE s.rowid IN (SELECT s.rowid FROM statement s WHERE {found})" if values else ""  # noqa: S608
    return f"SELECT {what} FROM statement s {chosen} ORDER BY s.rowid", values  # noqa: S608


def conditions(**wanted: Ids | None) -> tuple[str, list[str | int]]:
    """Return conditions (names of :data:`_CONDITIONS`) as an SQL expression, and its values."""
    return where(wanted, ANY_TIME)


def where(
    conditions: Mapping[str, Ids | int | None], during: Stretch
) -> tuple[str, list[str | int]]:
    """Return conditions and a time as an SQL expression, and its values."""
    wheres: list[str] = []
    values: list[str | int] = []
    stayed, kind = conditions.get("stayed"), conditions.get("kind")
    if stayed is not None and kind is not None:
        wheres.append(_CONDITIONS["stayed"])
        values += [json_of(stayed), json_of(kind)]
        conditions = {**conditions, "stayed": None, "kind": None}
    about, predicate = conditions.get("about"), conditions.get("predicate")
    if about is not None and predicate is not None:
        # Together they are read off the indices; apart, every statement about somebody would be looked at.
        wheres.append(_CONDITIONS["about_by"])
        values += [json_of(about), json_of(predicate)] * 3
        conditions = {**conditions, "about": None, "predicate": None}
    for name, ids in conditions.items():
        if ids is not None:
            wheres.append(_CONDITIONS[name])
            values += [json_of(ids)] * _CONDITIONS[name].count("?")
    for test, day in zip(_DURING, reversed(during), strict=True):
        if day is not None:
            wheres.append(test)
            values.append(day)
    return " AND ".join(wheres) or "1", values


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
