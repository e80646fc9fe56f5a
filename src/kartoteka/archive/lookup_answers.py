"""A question to the search index → the rows that answer it, ranked, and how many they are.

In: a :class:`~kartoteka.archive.lookup.Question`. Out: row numbers with their rank (Okapi BM25, as FTS5
computes it), and counts.

References: SQLite FTS5; Robertson and Zaragoza (2009) for BM25.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kartoteka.archive.lookup import KINDS, Question
from kartoteka.archive.sqlite import Connection

Answers = tuple[int, list[tuple[int, float]]]
"""How many there are, and the best of them: row and rank (greater is better), best first."""

_PHRASE = re.compile(r'"[^" ]+ [^"]+"')

# Whose name it is, looked up by the row: joined to all names, these would all be gone through.
_COUNT_NAMED = """
    SELECT count(DISTINCT coalesce(
        (SELECT id FROM entity WHERE rowid = search_name.rowid),
        (SELECT subject FROM statement WHERE rowid = search_name.rowid)))
    FROM search_name WHERE search_name MATCH ?"""


def answers(db: Connection, asked: Question, limit: int) -> Answers:
    """Return how many records answer, and the best of them.

    To count records by their words alone is cheap (20 ns each), to keep them between two queries is not
    (200 ns). Where it is more than words, or words in a certain order, they are looked for only once.
    """
    if asked.kind != "name" and not _is_cheap(asked):
        sql = asked.sql("{r} AS r, {rank} AS score")
        found = db.execute(
            f"WITH found AS MATERIALIZED ({sql.text}) "  # noqa: S608
            "SELECT r, score, (SELECT count(*) FROM found) FROM found ORDER BY score, r LIMIT ?",
            (*sql.values, limit),
        ).fetchall()
        return (found[0][2] if found else 0), [(row, -score) for row, score, _ in found]
    number = count(db, asked)
    return number, top(db, asked, limit) if number else []


def _is_cheap(asked: Question) -> bool:
    """Tell whether records are found by words alone, wherever they stand in the text."""
    match = asked.match or ""
    return asked.where.text == "1" and "NEAR(" not in match and not _PHRASE.search(match)


def top(db: Connection, asked: Question, limit: int) -> list[tuple[int, float]]:
    """Return the best rows with their rank (greater is better), best first."""
    sql = asked.sql("{r}, {rank} AS score")
    rows = db.execute(f"{sql.text} ORDER BY score, 1 LIMIT ?", (*sql.values, limit))
    return [(row, -score) for row, score in rows]


def count(db: Connection, asked: Question) -> int:
    """Return how many records answer; of names, how many entities."""
    if asked.kind == "name" and asked.match is not None and asked.where.text == "1":
        return db.execute(_COUNT_NAMED, (asked.match,)).fetchone()[0]
    sql = asked.sql("count(DISTINCT t.entity)" if asked.kind == "name" else "count(*)")
    return db.execute(sql.text, sql.values).fetchone()[0]


def rows(db: Connection, asked: Question) -> Iterator[int]:
    """Yield every row that answers, in the order of recording."""
    sql = asked.sql("{r}")
    return (row for (row,) in db.execute(f"{sql.text} ORDER BY 1", sql.values))


def tally(db: Connection, asked: Question, column: str) -> dict[str, int]:
    """Return value → how many of the records that answer have it: ``source`` or ``lang``."""
    of_source = {"source": "t.id", "passage": "t.source"}.get(asked.kind)
    if of_source is None:
        return {}
    value = of_source
    if column == "lang":
        value = f"(SELECT lang FROM source WHERE id = {of_source})"  # noqa: S608
    sql = asked.sql(f"{value} AS value, count(*)")
    found = db.execute(f"{sql.text} GROUP BY 1 ORDER BY 2 DESC, 1", sql.values)
    return {value: times for value, times in found}  # noqa: C416 - rows of the driver are no pairs


def is_known(db: Connection, stem: str) -> bool:
    """Tell whether any record has a stem."""
    sql = "SELECT 1 FROM search_{0} WHERE search_{0} MATCH ? LIMIT 1"
    found = (db.execute(sql.format(kind), (f'"{stem}"',)).fetchone() for kind in KINDS)
    return any(found)
