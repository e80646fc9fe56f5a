"""What the search asks of an archive beyond the Reader: private, never published.

In: conditions, words, row numbers. Out: rows with their rank, words of the archive, and what a page shows
of a row. Only an archive has a finder; the publishing view has none, so that nothing that was searched can
reach a site.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kartoteka.archive import lookup_answers, lookup_ways, reindex, sqlite
from kartoteka.archive.codec import CODECS
from kartoteka.archive.conditions import Condition
from kartoteka.archive.lookup import Question
from kartoteka.archive.sounds import skeletons
from kartoteka.model.sources import Passage

Row = dict[str, Any]

_IN = "IN (SELECT value FROM json_each(?))"

_LOOK = {
    "name": """
        SELECT t.rowid AS row, t.id AS id, t.id AS entity, t.kind, t.label, NULL AS statement, NULL AS lang,
               t.label AS title, coalesce(t.alias, '') AS text
        FROM entity t WHERE t.rowid {rows}
        UNION ALL
        SELECT t.rowid, e.id, e.id, e.kind, e.label, t.id, t.lang, t.value, ''
        FROM statement t JOIN entity e ON e.id = t.subject WHERE t.rowid {rows}""",
    "passage": """
        SELECT t.rowid AS row, t.id, t.source, t.start, t.exact AS text, s.title, s.lang
        FROM passage t JOIN source s ON s.id = t.source WHERE t.rowid {rows}""",
    "statement": """
        SELECT t.rowid AS row, t.id, t.subject, t.predicate, t.object, t.value, t.words, t.lang
        FROM statement t WHERE t.rowid {rows}""",
    "memo": "SELECT t.rowid AS row, t.* FROM memo t WHERE t.rowid {rows}",
    "source": """
        SELECT t.rowid AS row, t.id, t.id AS source, t.title, t.lang, x.text
        FROM source t JOIN text x ON x.sha256 = t.text_sha256 WHERE t.rowid {rows}""",
}

_TEXTS = {
    "name": "SELECT rowid, label || coalesce(char(10) || alias, '') FROM entity "
    "UNION ALL SELECT rowid, value FROM statement WHERE predicate = 'name'",
    "passage": "SELECT rowid, exact FROM passage",
    "statement": "SELECT rowid, value FROM statement WHERE value IS NOT NULL AND predicate <> 'name'",
    "memo": "SELECT rowid, title || char(10) || text FROM memo",
    "source": "SELECT t.rowid, x.text FROM source t JOIN text x ON x.sha256 = t.text_sha256",
}


@dataclass(frozen=True, slots=True)
class Finder:
    """Asks the index of an open archive; get one from ``Archive.finder``."""

    db: sqlite.Connection
    path: Path

    @contextmanager
    def _explained(self) -> Generator[None]:
        with sqlite.explained(self.path):
            yield

    # ── rows ──────────────────────────────────────────────────────────────────────────────────────

    def ask(self, condition: Condition, kind: str) -> Question:
        """Make a condition ready for a kind of record."""
        with self._explained():
            return lookup_ways.tuned(self.db, condition, kind)

    def answers(self, asked: Question, limit: int) -> lookup_answers.Answers:
        """Return how many records answer, and the best of them; of names, see :meth:`count`."""
        with self._explained():
            return lookup_answers.answers(self.db, asked, limit)

    def top(self, asked: Question, limit: int) -> list[tuple[int, float]]:
        """Return the best rows with their rank (greater is better), best first."""
        with self._explained():
            return lookup_answers.top(self.db, asked, limit)

    def count(self, asked: Question) -> int:
        """Return how many records answer; of names, how many entities."""
        with self._explained():
            return lookup_answers.count(self.db, asked)

    def rows(self, asked: Question) -> list[int]:
        """Return every row that answers, in the order of recording."""
        with self._explained():
            return list(lookup_answers.rows(self.db, asked))

    def tally(self, condition: Condition, kind: str, column: str) -> dict[str, int]:
        """Return value → how many of the records that answer have it: ``source`` or ``lang``."""
        with self._explained():
            return lookup_answers.tally(self.db, self.ask(condition, kind), column)

    def look(self, kind: str, rows: Sequence[int]) -> dict[int, Row]:
        """Return what a page shows of rows."""
        sql = _LOOK[kind]
        wanted = (json.dumps(rows),) * sql.count("{rows}")
        with self._explained():
            return {row["row"]: dict(row) for row in self.db.execute(sql.format(rows=_IN), wanted)}

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """Return the passages of rows, in their order."""
        codec = CODECS["passage"]
        sql = f"SELECT {', '.join(codec.columns)} FROM passage WHERE rowid {_IN} ORDER BY rowid"  # noqa: S608
        with self._explained():
            found = self.db.execute(sql, (json.dumps(rows),))
            return [codec.from_row(dict(row)) for row in found]

    def texts(self, kind: str) -> Iterator[tuple[int, str]]:
        """Yield (row, text) of everything of a kind, for expressions that no index can answer."""
        with self._explained():
            yield from self.db.execute(_TEXTS[kind])

    def texts_in_all(self, kind: str) -> int:
        """Return how many texts :meth:`texts` yields."""
        with self._explained():
            return self.db.execute(f"SELECT count(*) FROM ({_TEXTS[kind]})").fetchone()[0]  # noqa: S608

    # ── what stands on what ───────────────────────────────────────────────────────────────────────

    def named_in(self, passages: Iterable[str]) -> list[Row]:
        """Return (passage, attestation, statement, entity) of what is said in passages."""
        sql = f"""
            WITH said AS (
                SELECT a.passage, a.id AS attestation, a.statement, s.subject, s.object, a.rowid AS at
                FROM attestation a JOIN statement s ON s.id = a.statement WHERE a.passage {_IN})
            SELECT passage, attestation, statement, subject AS entity, at, 0 AS place FROM said
            UNION ALL SELECT passage, attestation, statement, object, at, 1 FROM said WHERE object IS NOT NULL
            UNION ALL SELECT passage, attestation, said.statement, r.entity, at, 2
                FROM said JOIN role r ON r.statement = said.statement WHERE r.entity IS NOT NULL
            ORDER BY at, place"""  # noqa: S608
        return self._all(sql, list(passages))

    def attested(self, statements: Iterable[str]) -> list[Row]:
        """Return (statement, attestation, passage, source, start, exact), as they were recorded."""
        sql = f"""
            SELECT a.statement, a.id AS attestation, p.id AS passage, p.source, p.start, p.exact
            FROM attestation a JOIN passage p ON p.id = a.passage
            WHERE a.statement {_IN} ORDER BY a.rowid"""  # noqa: S608
        return self._all(sql, list(statements))

    def places_within(self, places: Iterable[str]) -> list[str]:
        """Return places and all that lie in them, whenever."""
        sql = """
            WITH RECURSIVE inner(id) AS (
                SELECT value FROM json_each(?)
                UNION SELECT s.subject FROM statement s JOIN inner ON s.object = inner.id
                    WHERE s.predicate = 'part_of' AND s.polarity = 1)
            SELECT id FROM inner"""
        return [row["id"] for row in self._all(sql, list(places))]

    def _all(self, sql: str, *values: list[str]) -> list[Row]:
        with self._explained():
            return [dict(row) for row in self.db.execute(sql, tuple(map(json.dumps, values)))]

    # ── words ─────────────────────────────────────────────────────────────────────────────────────

    def stems_beginning(self, prefix: str) -> tuple[str, ...]:
        """Return the stems of words that begin so, where the stem itself does not."""
        with self._explained():
            found = self.db.execute(
                "SELECT DISTINCT stem FROM search_word "
                "WHERE word >= ? AND word < ? AND substr(stem, 1, ?) <> ?",
                (prefix, prefix + "\U0010ffff", len(prefix), prefix),
            )
            return tuple(stem for (stem,) in found)

    def words_sounding(self, word: str, *, named: bool) -> list[tuple[str, str]]:
        """Return (word, stem) of what has the consonants of a word; ``named``: only words of names."""
        sql = (
            "SELECT DISTINCT w.word, w.stem FROM search_sound s "  # noqa: S608
            "JOIN search_word w ON w.word = s.word "
            f"WHERE s.sound {_IN} AND s.named >= ?"
        )
        with self._explained():
            found = self.db.execute(sql, (json.dumps(skeletons(word)), int(named)))
            return [(word, stem) for word, stem in found]

    def known_stems(self, stems: Iterable[str]) -> set[str]:
        """Return which of some stems stand in the index."""
        with self._explained():
            return {stem for stem in stems if lookup_answers.is_known(self.db, stem)}

    def names(self) -> list[tuple[str, str]]:
        """Return (entity, name) of every label, public name and statement of a name."""
        with self._explained():
            return [
                (entity, name)
                for entity, name in self.db.execute(
                    "SELECT id, label FROM entity "
                    "UNION SELECT id, alias FROM entity WHERE alias IS NOT NULL "
                    "UNION SELECT subject, value FROM statement "
                    "WHERE predicate = 'name' AND value IS NOT NULL"
                )
            ]

    def ids_with(self, word: str, kind: str | None) -> list[str]:
        """Return the ids of entities in which a folded word may stand."""
        sql = (
            "SELECT id FROM entity WHERE (?2 IS NULL OR kind = ?2) "
            "AND (instr(lower(id), ?1) OR id GLOB '*[^ -~]*')"
        )
        with self._explained():
            return [id_ for (id_,) in self.db.execute(sql, (word, kind))]

    def codes(self) -> list[str]:
        """Return every code that a passage is under."""
        with self._explained():
            return [code for (code,) in self.db.execute("SELECT DISTINCT code FROM coding")]

    def words_from(self, first: str, shortest: int, longest: int) -> list[str]:
        """Return the words that were ever indexed that begin with a letter and have so many letters."""
        sql = "SELECT word FROM search_word WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?"
        with self._explained():
            found = self.db.execute(sql, (first, first + "\U0010ffff", shortest, longest))
            return [word for (word,) in found]

    def differences(self) -> tuple[str, ...]:
        """Return where the index is not what the tables say; () where it is."""
        with self._explained():
            return tuple(reindex.differences(self.db))
