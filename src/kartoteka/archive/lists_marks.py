"""Marks, codings, memos and words a page at a time: what is noted of texts, and how far the reading went.

In: an open archive, ids. Out: small rows, passages, counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kartoteka.archive.codec import CODECS, Row
from kartoteka.archive.looking import IN, Looking, json_of
from kartoteka.archive.reader import Ids
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.sources import CodePoint, Passage


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage and what is noted of it, by id.

    Parameters
    ----------
    passage
        Its id.
    start, end
        Code points.
    statements, memos
        Ids.
    codings
        (id, code).
    """

    passage: str
    start: CodePoint
    end: CodePoint
    statements: tuple[str, ...] = ()
    codings: tuple[tuple[str, str], ...] = ()
    memos: tuple[str, ...] = ()


class MarkLists(Looking):
    """Lists of what is noted of texts."""

    def records(self, kind: str, ids: Ids) -> tuple[Any, ...]:
        """Return records of a kind by id."""
        return self._records(kind, CODECS[kind].key, ids)

    def passages(self, ids: Ids) -> tuple[Passage, ...]:
        """Return passages by id."""
        return self._records("passage", "id", ids)

    def memos(self, ids: Ids) -> tuple[Memo, ...]:
        """Return memos by id."""
        return self._records("memo", "id", ids)

    def codings(
        self, *, ids: Ids | None = None, passages: Ids | None = None
    ) -> tuple[tuple[Coding, Passage], ...]:
        """Return codings by id or by passage, with their passages."""
        column, wanted = ("passage", passages) if ids is None else ("id", ids)
        found: tuple[Coding, ...] = self._records("coding", column, wanted or ())
        under = {p.id: p for p in self.passages([c.passage for c in found])}
        return tuple((coding, under[coding.passage]) for coding in found)

    def codings_of(self, source: str, code: str) -> tuple[tuple[Coding, Passage], ...]:
        """Return the codings of a source under one code."""
        rows = self._all(
            "SELECT c.id FROM passage p JOIN coding c ON c.passage = p.id "
            "WHERE p.source = ? AND c.code = ? ORDER BY c.rowid",
            source,
            code,
        )
        return self.codings(ids=[row[0] for row in rows])

    def newest_codings(self, code: str, most: int) -> tuple[tuple[Coding, Passage], ...]:
        """Return the newest codings under one code."""
        rows = self._all(
            "SELECT id FROM coding WHERE code = ? ORDER BY rowid DESC LIMIT ?", code, most
        )
        return self.codings(ids=[row[0] for row in rows])[::-1]

    def coded(
        self, codes: Ids, *, offset: int = 0, limit: int = 50
    ) -> tuple[tuple[Coding, Passage], ...]:
        """Return a page of the codings under some codes, by source and position."""
        rows = self._all(
            "SELECT c.id FROM coding c JOIN passage p ON p.id = c.passage "  # noqa: S608
            f"WHERE c.code {IN} ORDER BY p.source, p.start, c.rowid LIMIT ? OFFSET ?",
            json_of(codes),
            limit,
            offset,
        )
        order = {row[0]: n for n, row in enumerate(rows)}
        return tuple(sorted(self.codings(ids=list(order)), key=lambda pair: order[pair[0].id]))

    def count_by_code(self) -> dict[str, int]:
        """Return code → how many passages stand under it itself."""
        return dict(map(tuple, self._all("SELECT code, count(*) FROM coding GROUP BY code")))

    def reading(self, pending: str, read: str, sources: Ids | None = None) -> dict[str, Row]:
        """Return source → how many passages are marked, how many of these pending, how far it was read.

        Parameters
        ----------
        pending, read
            The codes that say so.
        sources
            By default all; those without a passage are left out.
        """
        chosen = "" if sources is None else f"WHERE p.source {IN}"
        values = () if sources is None else (json_of(sources),)
        rows = self._all(
            f"SELECT p.source, count(*) AS marks FROM passage p {chosen} GROUP BY p.source",  # noqa: S608
            *values,
        )
        found = {r["source"]: {"marks": r["marks"], "pending": 0, "read_to": 0} for r in rows}
        for row in self._all(
            "SELECT p.source, sum(c.code = ?) AS pending, sum(c.code = ?) AS spans, "  # noqa: S608
            "max(iif(c.code = ?, p.end, 0)) AS read_to FROM coding c "
            f"JOIN passage p ON p.id = c.passage WHERE c.code IN (?, ?) "
            f"{chosen.replace('WHERE', 'AND')} GROUP BY p.source",
            *(pending, read, read, pending, read),
            *values,
        ):
            counts = found[row["source"]]
            counts |= {"pending": row["pending"], "read_to": row["read_to"]}
            counts["marks"] -= row["spans"]
        return found

    def made_in(self, kind: str, id: str) -> int | None:  # noqa: A002 - the field's name
        """Return the edit that made a record."""
        sql = "SELECT edit FROM change WHERE kind = ? AND id = ? ORDER BY seq LIMIT 1"
        return self._one(sql, kind, id)

    def statements_at(self, passages: Ids) -> dict[str, tuple[str, ...]]:
        """Return passage → ids of the statements it attests."""
        found: dict[str, list[str]] = {}
        for passage, statement in self._all(
            f"SELECT DISTINCT passage, statement FROM attestation WHERE passage {IN} ORDER BY rowid",  # noqa: S608
            json_of(passages),
        ):
            found.setdefault(passage, []).append(statement)
        return {passage: tuple(ids) for passage, ids in found.items()}

    def marks(self, source: str, passages: Iterable[str] | None = None) -> list[Mark]:
        """Return the passages of a source (or some of them) and what is noted of each, by position."""
        chosen = "" if passages is None else f" AND p.id {IN}"
        values = (source,) if passages is None else (source, json_of(passages))
        spans = self._all(
            f"SELECT p.id, p.start, p.end FROM passage p WHERE p.source = ?{chosen} "  # noqa: S608
            "ORDER BY p.start, p.end DESC, p.rowid",
            *values,
        )
        statements: dict[str, list[str]] = {}
        for passage, statement in self._all(
            f"SELECT a.passage, a.statement FROM passage p JOIN attestation a ON a.passage = p.id "  # noqa: S608
            f"WHERE p.source = ?{chosen} ORDER BY a.rowid",
            *values,
        ):
            statements.setdefault(passage, []).append(statement)
        codings: dict[str, list[tuple[str, str]]] = {}
        for passage, id_, code in self._all(
            f"SELECT c.passage, c.id, c.code FROM passage p JOIN coding c ON c.passage = p.id "  # noqa: S608
            f"WHERE p.source = ?{chosen} ORDER BY c.rowid",
            *values,
        ):
            codings.setdefault(passage, []).append((id_, code))
        memos: dict[str, list[str]] = {}
        for about, id_ in self._all(
            f"SELECT m.about, m.id FROM passage p JOIN memo m ON m.about = p.id "  # noqa: S608
            f"WHERE p.source = ?{chosen} ORDER BY m.rowid",
            *values,
        ):
            memos.setdefault(about, []).append(id_)
        return [
            Mark(
                id_,
                start,
                end,
                tuple(dict.fromkeys(statements.get(id_, ()))),
                tuple(codings.get(id_, ())),
                tuple(memos.get(id_, ())),
            )
            for id_, start, end in spans
        ]
