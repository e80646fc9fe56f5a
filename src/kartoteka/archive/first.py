"""The first of many statements by time, and how many there are: what stands on a page of a large archive.

In: a connection and conditions. Out: an :class:`~kartoteka.model.outlines.Excerpt`. How many there are is
read off the list ``tally``. Where they are many, the indices of migration 0004 have those of each entity and
predicate in the order of time already: they are merged until enough are found, so that the page of a prison
where forty thousand people stayed looks at some dozens of them.
"""

from __future__ import annotations

import json
from bisect import insort
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from typing import Any

from kartoteka.archive import query
from kartoteka.archive.reader import ANY_TIME, Ids, Stretch
from kartoteka.archive.sqlite import Connection
from kartoteka.model.outlines import Excerpt

SORTED = 200
"""Statements that are sorted sooner than read off several indices."""

Conditions = Mapping[str, Ids | int | None]

_COUNTABLE = frozenset(("subject", "object", "predicate", "without", "polarity"))
_IN = "IN (SELECT value FROM json_each(?))"

_Stretch = tuple[str, str]
"""An entity and a predicate, whose statements stand in an index one after the other."""


def excerpt(
    db: Connection,
    limit: int | None,
    *,
    standing: bool,
    during: Stretch = ANY_TIME,
    **conditions: Ids | int | None,
) -> Excerpt:
    """Return the first statements by time, and how many there are; see ``Reader.excerpt``."""
    position = None if limit is None or during != ANY_TIME else _position(conditions)
    if limit is None or position is None:
        ids, total = _sorted(db, limit, conditions, during, standing=standing)
    else:
        counts = _counts(db, position, conditions, standing=standing)
        total = sum(counts.values())
        if total == 0 or limit == 0:
            ids: list[str] = []
        elif total <= SORTED:
            ids, _ = _sorted(db, limit, conditions, during, standing=standing)
        else:
            ids = _merged(db, position, counts, limit, conditions, standing=standing)
    whole = {f.statement.id: f for f in query.stream(db, ids=ids)} if ids else {}
    return Excerpt(tuple(whole[i] for i in ids), total)


def _position(conditions: Conditions) -> str | None:
    """Return where the entities stand whose statements are asked for; None where it is not only that."""
    asked = {name for name, value in conditions.items() if value is not None}
    positions = asked & {"subject", "object"}
    return positions.pop() if len(positions) == 1 and asked <= _COUNTABLE else None


def _sorted(
    db: Connection, limit: int | None, conditions: Conditions, during: Stretch, *, standing: bool
) -> tuple[list[str], int]:
    """Return the first ids and how many there are, from all that meet the conditions."""
    where, values = query.where(conditions, during)
    where = f"{where} AND {query.STANDS if standing else query.NOT_DEPRECATED}"
    found = db.execute(
        f"SELECT s.id FROM statement s WHERE {where} ORDER BY {query.IN_TIME}, s.rowid LIMIT ?",  # noqa: S608
        [*values, -1 if limit is None else limit],
    )
    ids = [row[0] for row in found]
    total = len(ids)
    if limit is not None and total == limit:
        sql = f"SELECT count(*) FROM statement s WHERE {where}"  # noqa: S608
        total = db.execute(sql, values).fetchone()[0]
    return ids, total


def _counts(
    db: Connection, position: str, conditions: Conditions, *, standing: bool
) -> dict[_Stretch, int]:
    """Return (entity, predicate) → how many statements meet the conditions."""
    wheres = [f"entity {_IN}", "position = ?", "deprecated = 0"]
    values: list[str | int] = [_json(conditions[position]), position]
    for name, condition in (("predicate", f"predicate {_IN}"), ("without", f"predicate NOT {_IN}")):
        if conditions.get(name) is not None:
            wheres.append(condition)
            values.append(_json(conditions[name]))
    if conditions.get("polarity") is not None:
        wheres.append(f"polarity {_IN}")
        values.append(_json(conditions["polarity"]))
    if standing:
        wheres += ["polarity = 1", "fallen = 0"]
    sql = f"SELECT entity, predicate, sum(n) FROM tally WHERE {' AND '.join(wheres)} GROUP BY 1, 2"  # noqa: S608
    return {(entity, predicate): n for entity, predicate, n in db.execute(sql, values)}


def _merged(
    db: Connection,
    position: str,
    stretches: Iterable[_Stretch],
    limit: int,
    conditions: Conditions,
    *,
    standing: bool,
) -> list[str]:
    """Return the first ids, reading each stretch of an index only as far as it is needed."""
    where = query.STANDS if standing else query.NOT_DEPRECATED
    values: list[str] = []
    if conditions.get("polarity") is not None:
        where += f" AND s.polarity {_IN}"
        values.append(_json(conditions["polarity"]))
    sql = (
        f"SELECT {query.IN_TIME}, s.rowid, s.id FROM statement s WHERE s.{position} = ? "  # noqa: S608
        f"AND s.predicate = ? AND {where} ORDER BY {query.IN_TIME}, s.rowid LIMIT ?"
    )
    best: list[tuple[Any, ...]] = []
    for first, stretch in _firsts(db, position, stretches):
        if len(best) == limit and first > best[-1]:
            break  # nor does any stretch after this one begin early enough
        with closing(db.execute(sql, (*stretch, *values, limit))) as rows:
            for row in map(tuple, rows):
                if len(best) == limit and row > best[-1]:
                    break
                insort(best, row)
                del best[limit:]
    return [row[-1] for row in best]


def _firsts(
    db: Connection, position: str, stretches: Iterable[_Stretch]
) -> list[tuple[tuple[int, ...], _Stretch]]:
    """Return the key of the first statement of each stretch, and the stretch; the earliest first."""
    # Of one expression, so that the index alone is read.
    sql = f"""
        SELECT (SELECT json_array({query.IN_TIME}, s.rowid) FROM statement s
                WHERE s.{position} = f.value ->> 0 AND s.predicate = f.value ->> 1
                ORDER BY {query.IN_TIME}, s.rowid LIMIT 1), f.value
        FROM json_each(?) f"""  # noqa: S608
    rows = db.execute(sql, (json.dumps(list(stretches)),))
    return sorted((tuple(json.loads(key)), tuple(json.loads(stretch))) for key, stretch in rows)


def _json(ids: Collection[str] | int | None) -> str:
    return json.dumps([ids] if isinstance(ids, str | int) else list(ids or ()))
