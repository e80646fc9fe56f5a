"""The flat table ``evidence`` as lines of CSV, made of pieces: a million rows in a few seconds.

In: a connection. Out: text, some thousand lines at a time: the bytes that Python's ``csv`` would write of the
rows of :mod:`~kartoteka.archive.tables`. Three things make it quick. Every table is read once, in the order
of recording, in which a statement, its passage and its attestation stand near each other; only what is not at
hand is looked up by its id. What recurs (an entity, a passage) becomes text once for all its rows. And a row
comes from SQLite as one text, its cells divided by a character that no text has, so that thousands are made
CSV at once; only where something must be quoted are cells looked at one by one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from kartoteka.archive.sqlite import Connection

BATCH = 5_000
"""Rows that are made at a time."""

KEPT = 20_000
"""Statements, passages and tellings that are at hand at a time, of each."""

_DIVIDER, _END = "\x1f", "\x1e"
_UNUSUAL = re.compile('[,"\r\n]')
"""What no cell has that can be written as it is."""

Inert = Callable[[str, str], str]


class _Kind(NamedTuple):
    """Of which records pieces are made: where they are, what one has to know of them, and their cells.

    ``groups`` are cells that stand side by side in a row.
    """

    among: str
    keys: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]


class _Found(NamedTuple):
    """Some records: each one's place in the file, id, keys and cells; and its groups of cells as CSV."""

    rows: Sequence[tuple[Any, ...]]
    texts: Sequence[Sequence[str]]


_BARE = "NOT EXISTS (SELECT 1 FROM attestation a WHERE a.statement = s.id)"


def evidence_lines(
    db: Connection,
    said: Mapping[str, str],
    passage: Mapping[str, str],
    inert: Inert,
) -> Iterator[str]:
    """Yield the rows of the flat table as CSV.

    Parameters
    ----------
    db
        The connection; write nothing while it is read.
    said, passage
        Column → where it is from, of statement, attestation and telling; and of the passage.
    inert
        From a column and where it is from to the SQL of a cell that no spreadsheet takes for a formula.
    """
    columns = {**said, **passage}

    def cells(*names: str) -> tuple[str, ...]:
        return tuple(inert(name, columns[name]) for name in names)

    what = cells("value", "lang", "edtf", "words", "duration", "polarity", "rank")
    whole = ("s.subject", "s.object"), (cells("statement"), cells("predicate"), what)
    statements = _Kind("statement s", *whole)
    where = cells("source", "author", "written", "start", "end", "quote")
    passages = _Kind("passage p LEFT JOIN source o ON o.id = p.source", (), (where,))
    told = (*cells("speaker"), inert("telling", "t.id"))
    tellings = _Kind("telling t", (), (told,))
    named = (inert("subject", "e.id"), inert("subject_label", "e.label"))
    entities = _Kind("entity e", (), (named,))
    attested = cells("attestation", "stance", "basis", "certainty")
    attestations = _Kind("attestation a", ("a.statement", "a.passage", "a.telling"), (attested,))

    flat = _Flat(db, statements, passages, tellings, entities)
    yield from flat.attested(attestations)
    yield from flat.unattested(statements, len(attested) + len(told) + len(where))


class _Flat:
    """The pieces of rows, and the rows made of them."""

    def __init__(
        self,
        db: Connection,
        statements: _Kind,
        passages: _Kind,
        tellings: _Kind,
        entities: _Kind,
    ) -> None:
        self._db = db
        self._entities = _Pieces(db, entities, _only)
        self._statements = _Pieces(db, statements, self._statement)
        self._passages = _Pieces(db, passages, _only)
        self._tellings = _Pieces(db, tellings, _only)

    def _statement(self, found: _Found) -> Iterable[str]:
        objects = {row[3] for row in found.rows}
        objects.discard(None)
        who = self._entities.of(objects.union([row[2] for row in found.rows]))
        return [
            f"{id_},{who[row[2]]},{predicate},{',' if row[3] is None else who[row[3]]},{what}"
            for row, id_, predicate, what in zip(found.rows, *found.texts, strict=True)
        ]

    def attested(self, kind: _Kind) -> Iterator[str]:
        """Yield the rows of all attestations."""
        near = (self._statements, self._passages, self._tellings)
        for found in _scan(self._db, kind):
            for pieces in near:
                pieces.forget()
                pieces.read_until(found.rows[-1][0])
            said = self._statements.of({row[2] for row in found.rows})
            quoted = self._passages.of({row[3] for row in found.rows})
            told = self._tellings.of({row[4] for row in found.rows if row[4] is not None})
            lines = [
                f"{said[s]},{text},{',' if t is None else told[t]},{quoted[p]}\r\n"
                for (_, _, s, p, t, _), text in zip(found.rows, *found.texts, strict=True)
            ]
            yield "".join(lines)

    def unattested(self, kind: _Kind, empty: int) -> Iterator[str]:
        """Yield the rows of the statements that nobody attests; that many cells of each stay empty."""
        rest = "," * empty + "\r\n"
        for found in _scan(self._db, kind, where=_BARE):
            yield "".join([said + rest for said in self._statement(found)])


class _Pieces:
    """Texts of the records of one kind, by id: those read last, in the order of recording; or looked up."""

    def __init__(
        self,
        db: Connection,
        kind: _Kind,
        made: Callable[[_Found], Iterable[str]],
    ) -> None:
        self._db, self._kind, self._made = db, kind, made
        self._known: dict[str, str] = {}
        self._rest = _scan(db, kind)
        self._last = -1

    def read_until(self, row: int) -> None:
        """Read on to a place of the file."""
        while self._last < row and (found := next(self._rest, None)):
            self._take(found)
            self._last = found.rows[-1][0]

    def _take(self, found: _Found) -> None:
        self._known.update(zip([row[1] for row in found.rows], self._made(found), strict=True))

    def of(self, ids: set[str]) -> Mapping[str, str]:
        """Return id → text, for some ids at least."""
        if unread := ids.difference(self._known):
            for found in _scan(self._db, self._kind, ids=json.dumps(list(unread))):
                self._take(found)
        return self._known

    def forget(self) -> None:
        """Forget what came first, when much is at hand."""
        if (many := len(self._known) - KEPT) > KEPT // 2:
            for id_ in list(islice(self._known, many)):
                del self._known[id_]


def _only(found: _Found) -> Iterable[str]:
    """Return the text of records that have only one group."""
    return found.texts[0]


def _scan(
    db: Connection, kind: _Kind, *, ids: str | None = None, where: str = "1"
) -> Iterator[_Found]:
    """Yield records in batches: all of them in the order of recording, or those of some ids."""
    own = kind.among.split()[1]
    texts = [f" || '{_DIVIDER}' || ".join(f"coalesce({c}, '')" for c in g) for g in kind.groups]
    columns = ", ".join((f"{own}.rowid", f"{own}.id", *kind.keys, *texts))
    chosen = f"{where} ORDER BY {own}.rowid"
    if ids is not None:
        chosen = f"{own}.id IN (SELECT value FROM json_each(?))"  # noqa: S608
    cursor = db.cursor()
    cursor.row_factory = None
    sql = f"SELECT {columns} FROM {kind.among} WHERE {chosen}"  # noqa: S608
    cursor.execute(sql, () if ids is None else (ids,))
    while rows := cursor.fetchmany(BATCH):
        yield _Found(rows, [_as_csv(db, kind, rows, number) for number in range(len(texts))])


def _as_csv(
    db: Connection, kind: _Kind, rows: Sequence[tuple[Any, ...]], number: int
) -> Sequence[str]:
    """Return a group of cells as CSV: all at once where nothing is unusual, as mostly nothing is."""
    group, at = kind.groups[number], number - len(kind.groups)
    texts = [row[at] for row in rows]
    joined, dividers = _END.join(texts), len(group) - 1
    usual = joined.count(_END) == len(texts) - 1 and joined.count(_DIVIDER) == dividers * len(texts)
    if usual and not _UNUSUAL.search(joined):
        return joined.replace(_DIVIDER, ",").split(_END)
    return [
        ",".join(map(_quoted, _divided(db, kind, group, row[0], text)))
        for text, row in zip(texts, rows, strict=True)
    ]


def _divided(
    db: Connection, kind: _Kind, group: Sequence[str], place: int, text: str
) -> Sequence[str]:
    """Return the cells of a text; where one of them has the divider in it, they are read again."""
    if text.count(_DIVIDER) == len(group) - 1:
        return text.split(_DIVIDER)
    own = kind.among.split()[1]
    cells = ", ".join(f"coalesce({cell}, '') || ''" for cell in group)
    sql = f"SELECT {cells} FROM {kind.among} WHERE {own}.rowid = ?"  # noqa: S608
    return tuple(db.execute(sql, (place,)).fetchone())


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _UNUSUAL.search(cell) else cell
