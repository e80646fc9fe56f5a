"""A whole archive → packed, table by table.

In: a connection. Out: :class:`~kartoteka.archive.compact.Compact`, with the same statements in the same order
as when each is read whole and put in, in a fifth of the time: what recurs is made once, no record is made of
a row, and attestations find their statements and passages by hashes, all at once.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

import numpy as np

from kartoteka.archive.codec import CODECS
from kartoteka.archive.columns import NO_DAY, Columns, Ints, fill_flags, ints
from kartoteka.archive.compact import Compact
from kartoteka.archive.heap import Numbers
from kartoteka.archive.moment import one_moment
from kartoteka.archive.query import stream
from kartoteka.archive.sqlite import Connection
from kartoteka.archive.whole import part_at
from kartoteka.model.dates import read_duration
from kartoteka.model.sources import Part
from kartoteka.model.statements import Role, Telling

_AT_ONCE = 1_000
"""Rows read at a time: few, so that they stay in the processor's own memory."""


def packed(db: Connection, *, words: bool = True) -> Compact:
    """Return all statements of an archive, packed.

    Parameters
    ----------
    db
        The connection.
    words
        Whether the words of passages, and the ids of statements, attestations and passages, are needed: they
        are half of it. Without them the columns say who belongs to whom, and nothing can be unpacked.
    """
    kept = int(db.execute("PRAGMA cache_size").fetchone()[0])
    try:
        db.execute("PRAGMA cache_size = -2000")  # nothing is read twice
        with one_moment(db):
            return _Packing(db, words=words).compact or Compact(stream(db))
    finally:
        db.execute(f"PRAGMA cache_size = {kept}")


class _Packing:
    """One reading of all tables; ``compact`` is None where hashes cannot tell who belongs to whom."""

    def __init__(self, db: Connection, *, words: bool) -> None:
        self._db, self._at, self._words = db, Columns(), words
        compact = Compact(columns=self._at)
        statements = self._statements()
        passages = self._passages()
        tellings = self._tellings(compact)
        whole = self._roles(statements) and self._attestations(statements, passages, tellings)
        self.compact = compact if whole else None

    def _columns(self, sql: str) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the columns of some thousands of rows at a time."""
        cursor = self._db.cursor()
        cursor.row_factory = None
        cursor.execute(sql)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield list(zip(*rows, strict=True))

    # ── what is said ──────────────────────────────────────────────────────────────────────────────

    def _statements(self) -> _Ids:
        at = self._at
        days = ", ".join(f"coalesce({day}, {NO_DAY})" for day in ("b0", "b1", "e0", "e1"))
        shapes = _Shapes(at.shapes, _statement_shape)
        fill = _Filling(self._db, "statement")
        for id_, subject, object_, value, edtf, words, b0, b1, e0, e1, *shape in self._columns(
            f"SELECT id, subject, object, value, edtf, words, {days}, predicate, lang, duration, "  # noqa: S608
            "polarity, rank, access FROM statement ORDER BY rowid"
        ):
            if self._words:
                at.ids.extend(id_)
            fill(at.by_id.hashes, map(hash, id_))
            fill(at.subject, at.names.all(subject))
            fill(at.predicate, at.names.all(shape[0]))
            fill(at.object, at.names.all(object_))
            fill(at.value, map(at.text, value))
            fill(at.when, at.dates.all(edtf))
            fill(at.words, map(at.text, words))
            for column, of_rows in zip(at.days, (b0, b1, e0, e1), strict=True):
                fill(column, of_rows)
            fill(at.shape, map(shapes.__getitem__, zip(*shape, strict=True)))
        return _Ids(at.by_id.hashes)

    def _roles(self, statements: _Ids) -> bool:
        """Put each statement's roles to it; False where one has no statement."""
        owners, numbers = array("q"), array("i")
        kept: dict[tuple[tuple[str, ...], ...], int] = {}
        rows = self._rows("SELECT statement, role, entity, value FROM role ORDER BY 1, position")
        for statement, under in groupby(rows, key=lambda row: row[0]):
            roles = tuple(row[1:] for row in under)
            if roles not in kept:
                kept[roles] = self._at.roles.of(tuple(Role(*role) for role in roles))
            owners.append(hash(statement))
            numbers.append(kept[roles])
        of_each = np.full(len(statements), -1, dtype=np.int32)
        if (owned := statements.of(ints(owners))) is None:
            return False
        of_each[owned] = ints(numbers)
        self._at.role.frombytes(of_each.tobytes())
        return True

    def _rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        for columns in self._columns(sql):
            yield from zip(*columns, strict=True)

    # ── where it is said ──────────────────────────────────────────────────────────────────────────

    def _passages(self) -> _Ids:
        at = self._at
        at.sources = {s.id: s for s in self._records("source", "rowid")}
        parts: dict[str, list[Part]] = {}
        for part in self._records("part", "start"):
            parts.setdefault(part.source, []).append(part)
        fill = _Filling(self._db, "passage")
        chosen = "exact, prefix, suffix, locator" if self._words else "locator"
        for id_, source, start, end, *words in self._columns(
            f"SELECT id, source, start, end, {chosen} FROM passage ORDER BY rowid"  # noqa: S608
        ):
            if self._words:
                at.passage_ids.extend(id_)
                at.exact.extend(zip(*words, strict=True))
            fill(at.passage_by_id.hashes, map(hash, id_))
            parted = (
                (s, part_at(parts[s], begin) if s in parts else None)
                for s, begin in zip(source, start, strict=True)
            )
            fill(at.place, at.places.all(parted))
            fill(at.start, start)
            fill(at.end, end)
            fill(at.locator, map(at.text, words[-1]))
        at.cited.extend(bytes(len(at.place)))
        return _Ids(at.passage_by_id.hashes)

    def _records(self, kind: str, order: str) -> Iterator[Any]:
        codec = CODECS[kind]
        rows = self._db.execute(
            f"SELECT {', '.join(codec.columns)} FROM {codec.table} ORDER BY {order}"  # noqa: S608
        )
        return (codec.from_row(dict(row)) for row in rows)

    def _tellings(self, compact: Compact) -> dict[str, int]:
        """Take the tellings in; return id → number of the chain that begins with it."""
        numbers, told_in = dict[str, int](), dict[str, str | None]()
        telling: Telling
        for telling in self._records("telling", "rowid"):
            numbers[telling.id] = compact.add_telling(telling)
            told_in[telling.id] = telling.told_in
        chains: dict[str, int] = {}
        for id_ in numbers:
            chain, at = dict[str, None](), id_
            while at is not None and at not in chain:
                chain[at] = None
                at = told_in[at]
            chains[id_] = self._at.chains.of(tuple(numbers[each] for each in chain))
        return chains

    # ── who says so ───────────────────────────────────────────────────────────────────────────────

    def _attestations(self, statements: _Ids, passages: _Ids, chains: dict[str, int]) -> bool:
        """Put the attestations to their statements; False where one has no statement or passage."""
        at, chain_of = self._at, {None: -1, **chains}
        hashes, under, shape, chain = array("q"), array("q"), array("i"), array("i")
        shapes = _Shapes(at.attestation_shapes, tuple)
        fill = _Filling(self._db, "attestation")
        for id_, said, passage, telling, *fields in self._columns(_ATTESTATIONS):
            if self._words:
                at.attestation_ids.extend(id_)
            fill(hashes, map(hash, said))
            fill(under, map(hash, passage))
            fill(chain, map(chain_of.__getitem__, telling))
            fill(shape, map(shapes.__getitem__, zip(*fields, strict=True)))
        owners, cites = statements.of(ints(hashes)), passages.of(ints(under))
        if owners is None or cites is None:
            return False
        self._put(owners, cites, ints(shape), ints(chain))
        fill_flags(self._at, np.sort(owners))  # as the attestations lie now
        return True

    def _put(self, owners: Ints, cites: Ints, shape: Ints, chain: Ints) -> None:
        """Lay the attestations in the order of their statements, those of one in the order of recording."""
        at, order = self._at, np.argsort(owners, kind="stable")
        for column, values in (
            (at.attestation_id, order),
            (at.passage, cites[order]),
            (at.attestation_shape, shape[order]),
            (at.chain, chain[order]),
        ):
            column.frombytes(values.astype(np.int32).tobytes())
        ends = np.cumsum(np.bincount(owners, minlength=len(at.shape)))
        at.first.frombytes(ends.astype(np.int32).tobytes())


class _Filling:
    """Columns of a table, made as long as it is at once: growing ones would leave holes in memory."""

    def __init__(self, db: Connection, table: str) -> None:
        self._length = int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
        self._filled: dict[int, int] = {}

    def __call__(self, column: array[int], values: Iterable[int]) -> None:
        begin = self._filled.get(id(column))
        if begin is None:
            begin = 0
            column.frombytes(bytes(column.itemsize * self._length))
        some = array(column.typecode, values)
        column[begin : begin + len(some)] = some
        self._filled[id(column)] = begin + len(some)


class _Ids:
    """Which numbers ids have, by their hashes: of millions at once, eight bytes each."""

    def __init__(self, hashes: array[int]) -> None:
        known = ints(hashes)
        self._order = np.argsort(known, kind="stable")
        self._sorted = known[self._order]

    def __len__(self) -> int:
        return len(self._sorted)

    def of(self, hashes: Ints) -> Ints | None:
        """Return the number of each; None where one is not known, or two ids have one hash."""
        if not len(hashes):
            return hashes
        if not len(self) or bool((self._sorted[1:] == self._sorted[:-1]).any()):
            return None
        at = np.minimum(np.searchsorted(self._sorted, hashes), len(self) - 1)
        return self._order[at] if bool((self._sorted[at] == hashes).all()) else None


class _Shapes(dict[tuple[Any, ...], int]):
    """Fields of a row → the number of the shape they make, each made once."""

    def __init__(
        self, shapes: Numbers[Any], made: Callable[[tuple[Any, ...]], tuple[Any, ...]]
    ) -> None:
        super().__init__()
        self._shapes, self._made = shapes, made

    def __missing__(self, fields: tuple[Any, ...]) -> int:
        number = self[fields] = self._shapes.of(self._made(fields))
        return number


def _statement_shape(fields: tuple[Any, ...]) -> tuple[Any, ...]:
    predicate, lang, duration, *rest = fields
    return predicate, lang, read_duration(duration) if duration else None, *rest


_ATTESTATIONS = """SELECT id, statement, passage, telling, basis, stance, certainty, method, created_by,
    created_at FROM attestation ORDER BY rowid"""
