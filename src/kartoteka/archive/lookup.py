"""A question to the search index → the rows that answer it, ranked.

In: a :mod:`~kartoteka.archive.conditions` tree and a kind of record. Out: row numbers with their rank (Okapi
BM25, as FTS5 computes it), and counts. The tree becomes one SQL query: as much of it as is about words goes
to the full-text table in FTS5's own language, so that it ranks; the rest are conditions on the record's table
(``lookup_fields.py``).

References: SQLite FTS5; Robertson and Zaragoza (2009) for BM25.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kartoteka.archive.conditions import (
    All,
    Condition,
    Either,
    Having,
    Near,
    Not,
    Phrase,
    Rows,
    Words,
    Written,
)
from kartoteka.archive.lookup_fields import FIELDS, NARROW, WRITTEN
from kartoteka.archive.sqlite import Connection

KINDS = ("name", "passage", "statement", "memo", "source")
"""What can be found, in the order in which equally good finds are shown."""

_WEIGHTS = {"source": ", 3.0, 1.0", "memo": ", 2.0, 1.0"}
"""A word in a title counts more than one below it."""

_NAMES = (
    "(SELECT rowid, id AS entity FROM entity "
    "UNION ALL SELECT rowid, subject FROM statement WHERE predicate = 'name')"
)

# Whose name it is, looked up by the row: joined to all names, these would all be gone through.
_COUNT_NAMED = """
    SELECT count(DISTINCT coalesce(
        (SELECT id FROM entity WHERE rowid = search_name.rowid),
        (SELECT subject FROM statement WHERE rowid = search_name.rowid)))
    FROM search_name WHERE search_name MATCH ?"""


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with its values."""

    text: str
    values: tuple[object, ...] = ()

    @classmethod
    def joined(cls, word: str, parts: Iterable[Sql]) -> Sql:
        """Return parts joined by AND or OR, in parentheses."""
        found = list(parts)
        text = f" {word} ".join(part.text for part in found)
        return cls(f"({text})", tuple(value for part in found for value in part.values))


@dataclass(frozen=True, slots=True)
class Question:
    """A condition, made ready for one kind of record.

    Parameters
    ----------
    kind
        Of record.
    match
        The part that is about words, in FTS5's language; None where there is none that ranks.
    where
        The rest; ``1`` where nothing is left, ``0`` where no record of this kind can answer.
    narrow
        Whether the rest is worked out as a set: where few records fulfil it, or very many have the words.
    """

    kind: str
    match: str | None
    where: Sql
    narrow: bool = False

    @property
    def hopeless(self) -> bool:
        """Whether no record of this kind can answer."""
        return self.where.text == "0"

    def sql(self, columns: str) -> Sql:
        """Return a SELECT of the rows; ``columns`` may name ``r`` (the row), ``t`` and ``rank``."""
        table, index = _NAMES if self.kind == "name" else self.kind, f"search_{self.kind}"
        if self.match is None:
            return Sql(
                f"SELECT {columns.format(r='t.rowid', rank='0.0')} FROM {table} t WHERE {self.where.text}",  # noqa: S608
                self.where.values,
            )
        rank = f"bm25({index}{_WEIGHTS.get(self.kind, '')})"
        joined, where = "", self.where.text
        if self.narrow and where != "1":
            # The plus keeps SQLite from asking the index anew for every row of the set.
            where = f"+{index}.rowid IN (SELECT t.rowid FROM {table} t WHERE {where})"  # noqa: S608
        if "t." in columns or (where != "1" and not self.narrow):
            joined = f" CROSS JOIN {table} t ON t.rowid = {index}.rowid"
        return Sql(
            f"SELECT {columns.format(r=f'{index}.rowid', rank=rank)} FROM {index}{joined} "  # noqa: S608
            f"WHERE {index} MATCH ? AND {where}",
            (self.match, *self.where.values),
        )


def question(condition: Condition, kind: str) -> Question:
    """Make a condition ready for a kind of record."""
    match = _match(condition)
    if match is not None:
        return Question(kind, match, Sql("1"))
    if not isinstance(condition, All):
        return Question(kind, None, _where(condition, kind))
    about_words = [part for part in condition.parts if _match(part) is not None]
    rest = [part for part in condition.parts if _match(part) is None]
    match = _match(All(tuple(about_words))) if about_words else None
    narrow = any(isinstance(part, Having) and part.field in NARROW for part in rest)
    return Question(kind, match, _all(rest, kind), narrow)


MANY = 5_000
"""Records with the words that are looked for, above which the rest is worked out as a set before them."""


def tuned(db: Connection, asked: Question) -> Question:
    """Return a question that is asked the quicker way: row by row, or with the rest as a set."""
    if asked.narrow or asked.match is None or asked.where.text in ("0", "1"):
        return asked
    if asked.kind not in ("passage", "source"):  # of the others no index knows the source
        return asked
    index = f"search_{asked.kind}"
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)"  # noqa: S608
    found = db.execute(sql, (asked.match, MANY)).fetchone()[0]
    return replace(asked, narrow=found == MANY)


def top(db: Connection, asked: Question, limit: int, offset: int = 0) -> list[tuple[int, float]]:
    """Return the best rows with their rank (greater is better), best first."""
    sql = asked.sql("{r}, {rank} AS score")
    rows = db.execute(
        f"{sql.text} ORDER BY score, 1 LIMIT ? OFFSET ?", (*sql.values, limit, offset)
    )
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


# ── words, in FTS5's language ─────────────────────────────────────────────────────────────────────────


def _match(condition: Condition) -> str | None:
    """Return a condition in FTS5's language; None where it cannot be said there, or only denies."""
    match condition:
        case Words(any=ways):
            return _either(map(_way, ways))
        case Either(parts=parts):
            found = [_match(part) for part in parts]
            return _either(way for way in found if way) if all(found) else None
        case All(parts=parts):
            wanted = [_match(part) for part in parts if not isinstance(part, Not)]
            denied = [_match(part.part) for part in parts if isinstance(part, Not)]
            if not wanted or not all(wanted) or not all(denied):
                return None
            said = " AND ".join(way for way in wanted if way)
            return f"({said})" + "".join(f" NOT {way}" for way in denied) if denied else f"({said})"
        case _:
            return None


def _either(ways: Iterable[str]) -> str:
    return f"({' OR '.join(ways)})"


def _way(way: Phrase | Near) -> str:
    if isinstance(way, Near):
        return f"NEAR({' '.join(map(_way, way.phrases))}, {way.distance})"
    # Stems are letters and digits (archive/words.py), so that nothing in them can end the quotation.
    return f'"{" ".join(way.stems)}"' + ("*" if way.prefix else "")


# ── the rest, in SQL ──────────────────────────────────────────────────────────────────────────────────


def _where(condition: Condition, kind: str) -> Sql:
    match condition:
        case Words():
            index = f"search_{kind}"
            found = f"SELECT rowid FROM {index} WHERE {index} MATCH ?"  # noqa: S608
            return Sql(f"t.rowid IN ({found})", (_match(condition),))
        case All(parts=parts):
            return _all(parts, kind)
        case Either(parts=parts):
            pieces = [piece for piece in (_where(p, kind) for p in parts) if piece.text != "0"]
            return Sql.joined("OR", pieces) if pieces else Sql("0")
        case Not(part=part):
            inner = _where(part, kind)
            return Sql("1") if inner.text == "0" else Sql(f"NOT ({inner.text})", inner.values)
        case Rows(rows=found):
            return Sql(
                "t.rowid IN (SELECT value FROM json_each(?))", (json.dumps(found.get(kind, ())),)
            )
        case Written(first=first, last=last):
            return Sql(WRITTEN[kind], (first, last) * (WRITTEN[kind].count("?") // 2))
        case Having(field=name, values=values):
            return _having(name, values, kind)


def _all(parts: Sequence[Condition], kind: str) -> Sql:
    pieces = [piece for piece in (_where(part, kind) for part in parts) if piece.text != "1"]
    if any(piece.text == "0" for piece in pieces):
        return Sql("0")
    return Sql.joined("AND", pieces) if pieces else Sql("1")


def _having(name: str, values: Sequence[str], kind: str) -> Sql:
    if name == "in":
        return Sql("1" if kind in values else "0")
    text = FIELDS[name].get(kind, "0")
    return Sql(text, (json.dumps(list(values)),) * text.count("?"))
