"""Versions of records: what a person looked at when they decided to change something.

In: records. Out: a short text for each, made from its content, so that what was done and undone in between
does not matter. :func:`compare` refuses an edit whose writer looked at something else than what is there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from kartoteka.archive.changes import changes_of_record
from kartoteka.archive.codec import CODECS, Record, Row, codec_of, from_json, to_json
from kartoteka.archive.edit import stored_rows
from kartoteka.archive.sqlite import Connection
from kartoteka.errors import Conflict, UsageError


def version_of(record: Record) -> str:
    """Return the version of a record.

    >>> from kartoteka.model.entities import Entity
    >>> version_of(Entity("ana", "person", "Ana")) == version_of(Entity("ana", "person", "Anna"))
    False
    """
    return _version(codec_of(record).to_row(record))


def _version(row: Row) -> str:
    plain = {column: value for column, value in row.items() if column != "row"}
    return hashlib.blake2b(to_json(plain).encode(), digest_size=9).hexdigest()


class Stale(Conflict):
    """Somebody changed a record between reading and writing; see ``Archive.edit``.

    Parameters
    ----------
    key
        ``KIND:ID``.
    expected, actual
        The record as it was read (None: not in the history) and as it is (None: removed).
    """

    def __init__(self, key: str, expected: Record | None, actual: Record | None) -> None:
        super().__init__(key, expected, actual)
        self.key = key


def compare(db: Connection, read: Mapping[str, str]) -> None:
    """Compare the versions that a writer read with what is there.

    Parameters
    ----------
    db
        Inside the transaction that will write.
    read
        ``KIND:ID`` → version.

    Raises
    ------
    Stale
        One of them has changed or is gone.
    UsageError
        A key is not of the form ``KIND:ID``.
    """
    for key, version in read.items():
        kind, _, id_ = key.partition(":")
        if kind not in CODECS or not id_:
            raise UsageError(f"{key!r} is not KIND:ID (kinds: {', '.join(CODECS)}).")
        codec = CODECS[kind]
        row = stored_rows(db, codec, [id_]).get(id_)
        if row is None or _version(row) != version:
            actual = None if row is None else codec.from_row(row)
            raise Stale(key, _as_read(db, kind, id_, version), actual)


def _as_read(db: Connection, kind: str, id_: str, version: str) -> Record | None:
    """Return a record as it was in a version, from the history."""
    for change in reversed(changes_of_record(db, id_)):
        if change.kind == kind and change.after:
            row = from_json(change.after)
            if _version(row) == version:
                return CODECS[kind].from_row(row)
    return None
