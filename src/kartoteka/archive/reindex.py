"""The search index made anew from the tables, and compared with them.

In: a connection. Out: the index as if every record had been added again (:func:`rebuild`: the migration to
format 2, and whoever mistrusts the index), or one sentence for each difference (:func:`differences`).
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import Any

from kartoteka.archive.index import COLUMNS, Fields, Index, searched, texts_of
from kartoteka.archive.sqlite import Connection
from kartoteka.archive.words import stemmed

BATCH = 500
"""Records that are read at a time."""

MOST = 5
"""Differences of one kind that are named."""

Progress = Callable[[int, int], None]
"""Called with (records done, records in all)."""

_ROWS = {
    "source": "SELECT rowid AS row, title, text_sha256 FROM source ORDER BY rowid",
    "entity": "SELECT rowid AS row, label, alias FROM entity ORDER BY rowid",
    "passage": "SELECT rowid AS row, exact FROM passage ORDER BY rowid",
    "statement": "SELECT rowid AS row, id, predicate, value, words FROM statement ORDER BY rowid",
    "memo": "SELECT rowid AS row, title, text FROM memo ORDER BY rowid",
}

_FROM = {
    "source": ("source",),
    "passage": ("passage",),
    "name": ("entity", "statement"),
    "statement": ("statement",),
    "memo": ("memo",),
}
"""Index → the kinds of record that go into it."""


def rebuild(db: Connection, progress: Progress | None = None) -> None:
    """Make the whole index anew, inside the transaction that is open."""
    for index in COLUMNS:
        db.execute(f"INSERT INTO search_{index} (search_{index}) VALUES ('delete-all')")  # noqa: S608
    db.execute("DELETE FROM search_word")
    db.execute("DELETE FROM search_sound")
    counts = [db.execute(f"SELECT count(*) FROM {kind}").fetchone()[0] for kind in _ROWS]  # noqa: S608
    made, done = Index(db), 0
    for kind in _ROWS:
        for rows in _batches(db, kind):
            made.add(kind, rows)
            done += len(rows)
            if progress:
                progress(done, sum(counts))


def _batches(db: Connection, kind: str) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a kind as the edits wrote them, as far as they are searched."""
    cursor = db.execute(_ROWS[kind])
    while rows := [dict(row) for row in islice(cursor, BATCH)]:
        if kind == "statement":
            _put_roles(db, rows)
        yield rows


def _put_roles(db: Connection, rows: list[dict[str, Any]]) -> None:
    from kartoteka.archive.edit import roles_of

    roles = roles_of(db, (row["id"] for row in rows))
    for row in rows:
        row["roles"] = roles.get(row["id"])


# ── compared ──────────────────────────────────────────────────────────────────────────────────────────


def differences(db: Connection) -> Iterator[str]:
    """Yield where the index is not what the tables say.

    Compared are which records are in it with how many words each, and in how many records, how often, each
    stem occurs. (SQLite's own check of the file compares the index with itself.)
    """
    known = {stem for (stem,) in db.execute("SELECT DISTINCT stem FROM search_word")}
    for index in COLUMNS:
        tally = _Tally()
        row = _first_out_of_step(db, index, tally)
        if row is not None:
            yield f"the search index of {index}s is not what the table says, from row {row} on"
        elif wrong := _wrong_stems(db, index, tally):
            named = ", ".join(sorted(wrong)[:MOST])
            yield f"the search index of {index}s is wrong about {len(wrong)} words: {named}"
        if missing := tally.times.keys() - known:
            yield f"the search index does not list {len(missing)} words of {index}s"


@dataclass
class _Tally:
    """Stem → how often it occurs, and in how many records."""

    times: Counter[str] = field(default_factory=Counter[str])
    records: Counter[str] = field(default_factory=Counter[str])


def _first_out_of_step(db: Connection, index: str, tally: _Tally) -> int | None:
    """Return the first record that is in one of the two only, or has another number of words."""
    sizes = db.execute(f"SELECT id, sz FROM search_{index}_docsize ORDER BY id")  # noqa: S608
    held = ((rowid, _numbers(size)) for rowid, size in sizes)
    for there, wanted in zip_longest(held, _expected(db, index, tally)):
        if there != wanted:
            return min(entry[0] for entry in (there, wanted) if entry)
    return None


def _expected(db: Connection, index: str, tally: _Tally) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield (row, words of each column) as the tables have it, by row, and count the stems."""
    for row, fields in heapq.merge(*(_searched(db, kind, index) for kind in _FROM[index])):
        columns = [stemmed(text).split() for text in fields]
        for stems in columns:
            tally.times.update(stems)
        tally.records.update({stem for stems in columns for stem in stems})
        yield row, tuple(map(len, columns))


def _searched(db: Connection, kind: str, index: str) -> Iterator[tuple[int, Fields]]:
    for rows in _batches(db, kind):
        if kind == "source":
            texts = texts_of(db, (row["text_sha256"] for row in rows))
            for row in rows:
                yield row["row"], (row["title"], texts[row["text_sha256"]])
            continue
        for row in rows:
            found = searched(kind, row)
            if found and found[0] == index:
                yield row["row"], found[1]


def _wrong_stems(db: Connection, index: str, tally: _Tally) -> set[str]:
    db.execute("DROP TABLE IF EXISTS temp.search_stems")
    db.execute(f"CREATE VIRTUAL TABLE temp.search_stems USING fts5vocab(main, search_{index}, row)")
    held = {
        term: (records, times) for term, records, times in db.execute("SELECT * FROM search_stems")
    }
    db.execute("DROP TABLE temp.search_stems")
    wanted = {stem: (tally.records[stem], times) for stem, times in tally.times.items()}
    return {stem for stem, _ in held.items() ^ wanted.items()}


def _numbers(packed: bytes) -> tuple[int, ...]:
    """Return the whole numbers of a row of FTS5's table of sizes: seven bits a byte, highest first.

    >>> _numbers(bytes([5, 0x82, 0x01]))
    (5, 257)
    """
    found: list[int] = []
    number = 0
    for byte in packed:
        number = number << 7 | byte & 127
        if byte < 128:
            found.append(number)
            number = 0
    return tuple(found)
