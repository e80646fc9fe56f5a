"""The search index: what the tables say, as stems; written in the same transaction as the tables.

In: rows as they are inserted and deleted. Out: the same rows in the full-text tables of migration 0002, so
that the index equals the tables whatever happens to the program. ``archive/reindex.py`` makes it anew from
the tables, and compares the two.

References: SQLite's FTS5, contentless tables; ``docs/decisions/0009`` says why the index lives here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kartoteka.archive.overwriting import Overwriting
from kartoteka.archive.sounds import skeletons
from kartoteka.archive.sqlite import Connection
from kartoteka.archive.words import WORD, Stems, folded, stem_of, stemmed

Row = Mapping[str, Any]
Fields = tuple[str, ...]
"""What is searched of a record: a text for each column of its full-text table."""

COLUMNS = {
    "source": ("title", "text"),
    "passage": ("text",),
    "name": ("text",),
    "statement": ("text",),
    "memo": ("title", "text"),
}
"""Kind of what can be found → the columns of its table ``search_KIND``."""


def searched(kind: str, row: Row) -> tuple[str, Fields] | None:
    r"""Return the index that a row belongs to, and what of it is searched; None for nothing.

    >>> searched("entity", {"label": "Ida", "alias": "I."})
    ('name', ('Ida\nI.',))
    >>> searched("statement", {"predicate": "rating", "value": "2", "roles": [["verbatim", None, "so much"]]})
    ('statement', ('2\nso much',))
    >>> searched("statement", {"predicate": "stay", "object": "north"}) is None
    True
    """
    match kind:
        case "passage":
            return "passage", (row["exact"],)
        case "memo":
            return "memo", (row["title"], row["text"])
        case "entity":
            return "name", (_joined(row["label"], row.get("alias")),)
        case "statement" if row["predicate"] == "name":
            return "name", (row.get("value") or "",)
        case "statement":
            roles = [value for _, _, value in row.get("roles") or ()]
            text = _joined(row.get("value"), *roles, row.get("words"))
            return ("statement", (text,)) if text else None
        case _:
            return None


def _joined(*texts: str | None) -> str:
    return "\n".join(filter(None, texts))


class _Learning(Stems):
    """Stems that remember which words the archive has not been told of yet, and which may be names."""

    def __init__(self) -> None:
        super().__init__()
        self.new: dict[str, str] = {}
        self.capitals: set[str] = set()

    def stem(self, written: str) -> str:
        word = folded(written)
        found = self.new[word] = stem_of(word)
        if written[0].isupper():
            self.capitals.add(word)
        return found

    def forget(self) -> None:
        """Begin anew: what was remembered need not be in the archive."""
        self.clear()
        self.new.clear()
        self.capitals.clear()


class Index:
    """Writes the index of one open archive; every call belongs to the transaction it is made in."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._stems = _Learning()
        self._waiting: dict[str, list[Row]] = {}
        self._overwriting = Overwriting(db)
        self._version = -1

    # ── an edit ───────────────────────────────────────────────────────────────────────────────────

    def begin(self) -> None:
        """Begin an edit, in its transaction."""
        # data_version counts what other connections commit: one of them may have made the index anew.
        self._overwriting.begin()
        version = self._db.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._stems.forget()
            self._version = version

    def finish(self) -> None:
        """Index the sources whose texts came after them, and overwrite what is left of much."""
        for rows in list(self._waiting.values()):
            self._add_sources(rows)
        self._waiting.clear()
        self._overwriting.finish()

    def abandoned(self) -> None:
        """Forget what was written since :meth:`begin`: the transaction was rolled back."""
        self._stems.forget()
        self._waiting.clear()

    # ── writing ───────────────────────────────────────────────────────────────────────────────────

    def add(self, kind: str, rows: Iterable[Row]) -> None:
        """Index rows of a kind of record."""
        if kind == "source":
            self._add_sources(list(rows))
            return
        by_index: dict[str, list[tuple[int, Fields]]] = {}
        for row in rows:
            if found := searched(kind, row):
                by_index.setdefault(found[0], []).append((row["row"], found[1]))
        for index, entries in by_index.items():
            self._insert(index, entries)

    def _add_sources(self, rows: Sequence[Row]) -> None:
        texts = texts_of(self._db, (row["text_sha256"] for row in rows))
        there = [row for row in rows if row["text_sha256"] in texts]
        for row in rows:
            if row["text_sha256"] not in texts:
                self._waiting.setdefault(row["text_sha256"], []).append(row)
        self._insert(
            "source", [(row["row"], (row["title"], texts[row["text_sha256"]])) for row in there]
        )

    def _insert(self, index: str, entries: Sequence[tuple[int, Fields]]) -> None:
        columns, stemmed = COLUMNS[index], self._stems.of
        self._db.executemany(
            f"INSERT INTO search_{index} (rowid, {', '.join(columns)}) "  # noqa: S608
            f"VALUES (?{', ?' * len(columns)})",
            [(row, *map(stemmed, fields)) for row, fields in entries],
        )
        self._learn()
        if index == "name":
            names = {
                folded(w) for _, fields in entries for text in fields for w in WORD.findall(text)
            }
            self._put_sounds(names, named=1)

    def remove(self, kind: str, rows: Iterable[Row]) -> None:
        """Take rows out of the index; they must be as they were added."""
        by_index: dict[str, list[tuple[int, Fields]]] = {}
        # By place: FTS5 writes what it was told as soon as a place is less than the one before, and while
        # what it deletes is overwritten, a write costs as much for one row as for some hundred.
        for row in sorted(rows, key=lambda row: row["row"]):
            found = self._indexed_source(row) if kind == "source" else searched(kind, row)
            if found:
                by_index.setdefault(found[0], []).append((row["row"], found[1]))
        for index, entries in by_index.items():
            self._overwriting.expect(index, len(entries))
            self._delete(index, entries)

    def _indexed_source(self, row: Row) -> tuple[str, Fields] | None:
        """Return what of a source is in the index; None where it still waits for its text."""
        sha256 = row["text_sha256"]
        waiting = self._waiting.get(sha256, [])
        if any(other["row"] == row["row"] for other in waiting):
            self._waiting[sha256] = [o for o in waiting if o["row"] != row["row"]]
            return None
        return "source", (row["title"], texts_of(self._db, [sha256])[sha256])

    def _delete(self, index: str, entries: Iterable[tuple[int, Fields]]) -> None:
        columns = COLUMNS[index]
        self._db.executemany(
            f"INSERT INTO search_{index} (search_{index}, rowid, {', '.join(columns)}) "  # noqa: S608
            f"VALUES ('delete', ?{', ?' * len(columns)})",
            ((rowid, *map(stemmed, fields)) for rowid, fields in entries),
        )

    def replace(self, kind: str, turned: Iterable[tuple[Row | None, Row | None]]) -> None:
        """Index changed rows (before, after); a source whose title stays is not read again."""
        changed = [pair for pair in turned if not self._same(kind, *pair)]
        self.remove(kind, [before for before, _ in changed if before])
        self.add(kind, [after for _, after in changed if after])

    def _same(self, kind: str, before: Row | None, after: Row | None) -> bool:
        return bool(before and after and self._content(kind, before) == self._content(kind, after))

    def _content(self, kind: str, row: Row) -> object:
        if kind == "source":
            return row["row"], row["title"], row["text_sha256"]
        return row["row"], searched(kind, row)

    # ── words ─────────────────────────────────────────────────────────────────────────────────────

    def _learn(self) -> None:
        """Put down the words that came up for the first time, and how those sound that may be names."""
        # In order, so that neighbours in the table are written together.
        new = sorted(self._stems.new.items())
        self._db.executemany("INSERT OR IGNORE INTO search_word VALUES (?,?)", new)
        self._put_sounds(self._stems.capitals, named=0)
        self._stems.new.clear()
        self._stems.capitals.clear()

    def _put_sounds(self, words: Iterable[str], *, named: int) -> None:
        self._db.executemany(
            "INSERT INTO search_sound VALUES (?,?,?) "
            "ON CONFLICT DO UPDATE SET named = 1 WHERE excluded.named > named",
            [(sound, word, named) for word in sorted(words) for sound in sounds_kept(word)],
        )


def texts_of(db: Connection, sha256s: Iterable[str]) -> dict[str, str]:
    """Return SHA-256 → text, for those that are there."""
    sql = "SELECT sha256, text FROM text WHERE sha256 IN (SELECT value FROM json_each(?))"
    return dict(db.execute(sql, (json.dumps(list(sha256s)),)).fetchall())


def sounds_kept(word: str) -> tuple[str, ...]:
    """Return by which sounds a folded word is kept; none for numbers."""
    return () if word.isdigit() else skeletons(word)
