"""The flat table ``evidence`` as lines of CSV, made of pieces: a million rows in a few seconds.

In: a connection. Out: bytes, some hundred lines at a time. Three things make it quick. Every table is read
once, in the order of recording, in which a statement, its passage and its attestation stand near each other;
only what is not at hand is looked up by its id. What recurs (an entity, a passage) becomes CSV once for all
its rows. And the cells that stand side by side come from SQLite as one text, and become CSV together with
those of other rows (:mod:`kartoteka.archive.cells`).
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from typing import Any, NamedTuple

from kartoteka.archive import cells
from kartoteka.archive.sqlite import Connection

KEPT = 2_000
"""Statements, passages and tellings at hand at a time, of each: about as many as are written at a time."""

_SAID = {
    "statement": "s.id",
    "subject": "s.subject",
    "subject_label": "",
    "predicate": "s.predicate",
    "object": "s.object",
    "object_label": "",
    **{name: f"s.{name}" for name in ("value", "lang", "edtf", "words", "duration")},
    "polarity": "s.polarity",
    "rank": "s.rank",
}
"""Column → where it is from; those of entities are looked up."""

_ATTESTED = {
    "attestation": "a.id",
    "stance": "a.stance",
    "basis": "a.basis",
    "certainty": "a.certainty",
}

_TOLD = {"speaker": "t.speaker", "telling": "t.id"}
"""``speaker``: the innermost, who knew."""

_QUOTED = {
    "source": "p.source",
    "author": "o.author",
    "written": "o.written",
    "start": "p.start",
    "end": "p.end",
    "quote": "p.exact",
}

COLUMNS = (*_SAID, *_ATTESTED, *_TOLD, *_QUOTED)
"""The columns of the flat table."""

_NOBODY = b","
"""Two empty cells: no object, no telling."""

_UNSAID = b"," * (len(_ATTESTED) + len(_TOLD) + len(_QUOTED) - 1)
"""The cells of the statements that nobody attests."""


class _Kind(NamedTuple):
    """Of which records pieces are made: where they are, what one has to know of them, and their cells.

    ``groups`` are cells that stand side by side in a row.
    """

    among: str
    keys: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]

    @property
    def own(self) -> str:
        """The name of the table in SQL."""
        return self.among.split()[1]


_WHAT, _WHERE = tuple(_SAID.values()), tuple(_QUOTED.values())
_ENTITIES = _Kind("entity e", (), (("e.id", "e.label"),))
_STATEMENTS = _Kind("statement s", ("s.subject", "s.object"), (_WHAT[:1], _WHAT[3:4], _WHAT[6:]))
# A group of its own is for the prose, in which commas are.
_PASSAGES = _Kind("passage p LEFT JOIN source o ON o.id = p.source", (), (_WHERE[:-1], _WHERE[-1:]))
_TELLINGS = _Kind("telling t", (), (tuple(_TOLD.values()),))
_ATTESTATIONS = _Kind(
    "attestation a", ("a.statement", "a.passage", "a.telling"), (tuple(_ATTESTED.values()),)
)

# By id, both indices are read from end to end; in the order of recording it takes six times as long.
_UNATTESTED = """
    SELECT s.rowid FROM statement s
    WHERE NOT EXISTS (SELECT 1 FROM attestation a WHERE a.statement = s.id) ORDER BY s.id"""


class _Found(NamedTuple):
    """Some records: their places in the file, ids and keys; and each group of cells as CSV."""

    places: Sequence[int]
    ids: Sequence[str]
    keys: Sequence[Sequence[str | None]]
    texts: Sequence[Sequence[bytes]]

    def beside(self) -> Iterable[bytes]:
        """Return the cells of each record, all of them side by side."""
        return map(b",".join, zip(*self.texts, strict=True))


_Made = Callable[[_Found], Iterable[bytes]]


def evidence_lines(db: Connection) -> Iterator[bytes]:
    """Yield the rows of the flat table as CSV; write nothing to the connection while they are read."""
    said = _said(db)
    statements = _Pieces(db, _STATEMENTS, said)
    passages, tellings = _Pieces(db, _PASSAGES), _Pieces(db, _TELLINGS)
    for found in _scan(db, _ATTESTATIONS):
        of, last = found.keys, found.places[-1]
        yield _lines(
            statements.of(of[0], last),
            found.beside(),
            tellings.of(of[2], last),
            passages.of(of[1], last),
        )
    for found in _at(db, _STATEMENTS, _unattested(db)):
        yield _lines(said(found), repeat(_UNSAID, len(found.ids)))


def _lines(*pieces: Iterable[bytes]) -> bytes:
    lines = [*map(b",".join, zip(*pieces, strict=True)), b""]
    return b"\r\n".join(lines)


def _said(db: Connection) -> _Made:
    """Return what puts the names of entities among the cells of statements."""
    names: dict[str | None, bytes] = {None: _NOBODY}
    for found in _scan(db, _ENTITIES):
        names.update(zip(found.ids, found.beside(), strict=True))

    def said(found: _Found) -> Iterable[bytes]:
        subjects, objects = (map(names.__getitem__, ids) for ids in found.keys)
        ids, predicates, what = found.texts
        return map(b",".join, zip(ids, subjects, predicates, objects, what, strict=True))

    return said


def _unattested(db: Connection) -> array[int]:
    """Return the places of the statements that nobody attests, in the order of recording."""
    cursor = db.cursor()
    cursor.row_factory = None
    return array("q", sorted(array("q", chain.from_iterable(cursor.execute(_UNATTESTED)))))


class _Pieces:
    """Pieces of rows by the id of a record: of those read last, in the order of recording; or looked up."""

    def __init__(self, db: Connection, kind: _Kind, made: _Made = _Found.beside) -> None:
        self._db, self._kind, self._made = db, kind, made
        self._known: dict[str | None, bytes] = {None: _NOBODY}
        self._rest = _scan(db, kind)
        self._last = -1

    def of(self, ids: Sequence[str | None], place: int) -> list[bytes]:
        """Return the pieces of some records; most were recorded not long before a place in the file."""
        while self._last < place and (found := next(self._rest, None)):
            self._forget()
            self._take(found)
            self._last = found.places[-1]
        try:
            return [*map(self._known.__getitem__, ids)]
        except KeyError:
            self._look_up(set(ids).difference(self._known))
            return [*map(self._known.__getitem__, ids)]

    def _take(self, found: _Found) -> None:
        self._known.update(zip(found.ids, self._made(found), strict=True))

    def _look_up(self, ids: set[str | None]) -> None:
        where = f"{self._kind.own}.id IN (SELECT value FROM json_each(?))"  # noqa: S608
        for found in _scan(self._db, self._kind, where, json.dumps(list(ids))):
            self._take(found)

    def _forget(self) -> None:
        """Forget what came first, when much is at hand."""
        if (many := len(self._known) - KEPT) > KEPT:
            self._known = {None: _NOBODY, **dict(islice(self._known.items(), many, None))}


def _at(db: Connection, kind: _Kind, places: array[int]) -> Iterator[_Found]:
    """Yield the records at some places."""
    where = f"{kind.own}.rowid IN (SELECT value FROM json_each(?)) ORDER BY {kind.own}.rowid"  # noqa: S608
    for first in range(0, len(places), cells.BATCH):
        some = places[first : first + cells.BATCH].tolist()
        yield from _scan(db, kind, where, json.dumps(some))


def _scan(db: Connection, kind: _Kind, where: str | None = None, *values: str) -> Iterator[_Found]:
    """Yield records in batches: all of them in the order of recording, or some."""
    texts = map(cells.in_one, kind.groups)
    columns = ", ".join((f"{kind.own}.rowid", f"{kind.own}.id", *kind.keys, *texts))
    where = where or f"1 ORDER BY {kind.own}.rowid"
    cursor = db.cursor()
    cursor.row_factory = None
    cursor.execute(f"SELECT {columns} FROM {kind.among} WHERE {where}", values)  # noqa: S608
    while rows := cursor.fetchmany(cells.BATCH):
        yield _found(db, kind, rows)


def _found(db: Connection, kind: _Kind, rows: Sequence[tuple[Any, ...]]) -> _Found:
    places, ids, *rest = zip(*rows, strict=True)
    n = len(kind.keys)
    one = f"FROM {kind.among} WHERE {kind.own}.rowid = ?"
    made = [
        cells.as_csv(
            texts,
            len(group),
            cells.again(db, group, one, lambda number: places[number : number + 1]),
        )
        for texts, group in zip(rest[n:], kind.groups, strict=True)
    ]
    return _Found(places, ids, rest[:n], made)
