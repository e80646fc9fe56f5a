"""What is wrong with an archive, if anything: the work of ``verify``.

In: a connection. Out: one sentence for each damage. SQLite notices torn pages but hardly a flipped bit, so
the contents are compared with what was said of them when they were written: texts and originals with
their SHA-256, the history with its chain, every record with the last line of its history, and the
search index with the tables.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice

from kartoteka.archive import relisted
from kartoteka.archive.changes import BATCH, broken_link
from kartoteka.archive.codec import CODECS, Row, from_json
from kartoteka.archive.edit import stored_rows
from kartoteka.archive.index import COLUMNS
from kartoteka.archive.moment import one_moment
from kartoteka.archive.reindex import differences
from kartoteka.archive.sqlite import Connection, SqliteError


def damages(db: Connection) -> Iterator[str]:
    """Yield what is wrong with the file, as of one moment: pages, references, texts, originals, history."""
    with one_moment(db):
        yield from _damages(db)


def _damages(db: Connection) -> Iterator[str]:
    sound = True
    for what, look in (
        ("the file", _bad_pages),
        ("the references", broken_references),
        ("the texts", _altered_texts),
        ("the originals", _altered_originals),
        ("the history", _altered_history),
        ("the records", _altered_records),
        ("the search index", differences),
        ("the lists beside the tables", relisted.differences),
    ):
        if look in (differences, relisted.differences) and not sound:
            return  # compared with damaged tables, a sound index would be called wrong
        try:
            for damage in look(db):
                sound = False
                yield damage
        except (SqliteError, ValueError) as error:  # ValueError: no UTF-8, no JSON
            sound = False
            yield f"{what} cannot be read to the end: {error}"


def _bad_pages(db: Connection) -> Iterator[str]:
    for index in COLUMNS:
        # FTS5 holds what it knows of an index against the file; what another process wrote since, it
        # would call corrupt, unless it has looked.
        db.execute(f"SELECT rowid FROM search_{index} LIMIT 1").fetchone()  # noqa: S608
    for (said,) in db.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield f"the file: {said}"


def broken_references(db: Connection) -> list[str]:
    """Return each record that refers to one that is not there, in words."""
    broken: list[str] = []
    for table, rowid, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        # A role has no rowid: it is named by its statement's table only.
        key = CODECS[table].key if table in CODECS else None
        sql = f"SELECT {key} FROM {table} WHERE rowid = ?"  # noqa: S608
        found = db.execute(sql, (rowid,)).fetchone() if key else None
        named = f"{table} {found[0]}" if found else f"a {table}"
        broken.append(f"{named} refers to a missing {parent}")
    return list(dict.fromkeys(broken))


def _altered_texts(db: Connection) -> Iterator[str]:
    for sha256, text in db.execute("SELECT sha256, text FROM text"):
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            yield f"the text {sha256[:12]} is not what it was"


def _altered_originals(db: Connection) -> Iterator[str]:
    for sha256, content in db.execute("SELECT sha256, bytes FROM original"):
        if hashlib.sha256(content).hexdigest() != sha256:
            yield f"the original {sha256[:12]} is not what it was"


def _altered_history(db: Connection) -> Iterator[str]:
    if (seq := broken_link(db)) is not None:
        yield f"the history was altered at line {seq}"


def _as_written(after: str) -> Row | None:
    try:
        return from_json(after)
    except ValueError:
        return None  # the history itself is damaged, and no record is what it says


def _altered_records(db: Connection) -> Iterator[str]:
    for kind, codec in CODECS.items():
        lines = db.execute(
            "SELECT id, after FROM change WHERE kind = ? AND seq IN "
            "(SELECT max(seq) FROM change WHERE kind = ? GROUP BY id) AND after IS NOT NULL",
            (kind, kind),
        )
        written = 0
        while batch := dict(islice(lines, BATCH)):
            written += len(batch)
            stored = stored_rows(db, codec, batch)
            for id_, after in batch.items():
                if stored.get(id_) != _as_written(after):
                    yield f"the {kind} {id_} is not what its history says"
        there = db.execute(f"SELECT count(*) FROM {codec.table}").fetchone()[0]  # noqa: S608
        if there > written:
            yield f"of {there} records of the kind {kind}, the history knows {written}"
