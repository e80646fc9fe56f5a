"""What is kept beside the tables so that large archives answer at once (migration 0004).

In: rows as they are inserted and deleted. Out: who is named where (``named``), who may have been where
(``been``), and how many statements there are of everybody (``tally``): what the tables say, in the order in
which it is asked for. It is written in the same transaction as the tables, so that it equals them whatever
happens to the program; ``archive/relisted.py`` makes it anew from them, and compares the two.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kartoteka.archive.said_in import SaidIn
from kartoteka.archive.sqlite import Connection
from kartoteka.model.presence import PLACING, STAY, placed

Row = Mapping[str, Any]

_Bucket = tuple[str, str, str, int, int, int]
"""Entity, position, predicate, polarity, deprecated, fallen."""

TABLES = {
    "named": ("entity", "statement"),
    "been": ("who", "place", "kind", "record", "nth", "begins", "ends"),
    "tally": ("entity", "position", "predicate", "polarity", "deprecated", "fallen", "n"),
}
"""The tables and their columns."""

OF_STAY, OF_STATEMENT, OF_TELLING, OF_LETTER = range(4)
"""``been.kind``, in the order in which presences are looked through."""

BATCH = 2_000
"""Records that are read at a time."""

_ANY = "IN (SELECT value FROM json_each(?))"

# Few are denied or doubted: a small index names those.
_STANCES = f"""
    SELECT statement, count(*), sum(stance = 'asserts') FROM attestation WHERE statement IN (
        SELECT statement FROM attestation WHERE stance <> 'asserts' AND statement {_ANY})
    GROUP BY statement"""  # noqa: S608

_INSERT = {
    "named": "INSERT INTO named VALUES (?, ?)",
    "been": "INSERT INTO been VALUES (?, ?, ?, ?, ?, ?, ?)",
    "tally": "INSERT INTO tally VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET n = n + excluded.n",
}

_DELETE = {
    "named": "DELETE FROM named WHERE entity = ?1 AND statement = ?2",
    "been": "DELETE FROM been WHERE who = ?1 AND place = ?2 AND kind = ?3 AND record = ?4 AND nth = ?5 "
    "AND begins IS ?6 AND ends IS ?7",
}

_NONE_LEFT = (
    "DELETE FROM tally WHERE entity = ? AND position = ? AND predicate = ? "
    "AND polarity = ? AND deprecated = ? AND fallen = ? AND n = 0"
)

_BY_ID = f"SELECT id, subject, object, predicate, polarity, rank FROM statement WHERE id {_ANY}"  # noqa: S608


class Beside:
    """Writes what is kept beside the tables; every call belongs to the transaction it is made in."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._said_in = SaidIn(db)

    def add(self, kind: str, rows: Iterable[Row]) -> None:
        """Take in rows of a kind of record that were inserted."""
        added = list(rows)
        self._turn(kind, added, 1)
        self._said_in.add(kind, added)

    def remove(self, kind: str, rows: Iterable[Row]) -> None:
        """Take rows out that were deleted; they must be as they were added."""
        removed = list(rows)
        self._turn(kind, removed, -1)
        self._said_in.remove(kind, removed)

    def _turn(self, kind: str, rows: Sequence[Row], sign: int) -> None:
        if kind == "attestation":
            self._attested(rows, sign)
        elif kind in _PLACES:
            lines = self.lines(kind, rows)
            self._count(Counter(lines["tally"]), sign)
            for table in ("named", "been"):
                # In order, so that neighbours in the table are written together.
                turned = sorted(lines[table])
                self._db.executemany(_INSERT[table] if sign > 0 else _DELETE[table], turned)

    def lines(self, kind: str, rows: Sequence[Row]) -> dict[str, list[tuple[Any, ...]]]:
        """Return table → its lines for rows of a kind; of ``tally`` those of which each counts one."""
        by_record = _PLACES[kind]
        been = [line for row in rows for line in by_record(row)]
        if kind != "statement":
            return {"named": [], "been": been, "tally": []}
        fallen = self._fallen(row["id"] for row in rows)
        named: list[tuple[Any, ...]] = []
        tally: list[tuple[Any, ...]] = []
        for row in rows:
            tally += _buckets_of(row, fallen=row["id"] in fallen)
            named += _named(row)
        return {"named": named, "been": been, "tally": tally}

    def _count(self, buckets: Counter[_Bucket], sign: int = 1) -> None:
        turned = [(*bucket, sign * n) for bucket, n in sorted(buckets.items())]
        self._db.executemany(_INSERT["tally"], turned)
        less = [line[:-1] for line in turned if line[-1] < 0]
        self._db.executemany(_NONE_LEFT, less)

    # ── who asserts it ────────────────────────────────────────────────────────────────────────────

    def _stances(self, statements: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return statement → (attestations, asserting ones), of those that somebody does not assert."""
        found = self._db.execute(_STANCES, (json.dumps(list(statements)),))
        return {statement: (n, asserts) for statement, n, asserts in found}

    def _fallen(self, statements: Iterable[str]) -> frozenset[str]:
        """Return the statements that are attested, and that nobody asserts."""
        stances = self._stances(statements)
        return frozenset(s for s, (_, asserts) in stances.items() if not asserts)

    def _attested(self, rows: Sequence[Row], sign: int) -> None:
        """Take in attestations that came or went: what nobody asserts falls, else it stands."""
        came = Counter(row["statement"] for row in rows)
        asserting = Counter(row["statement"] for row in rows if row["stance"] == "asserts")
        stances = self._stances(came)
        turned: dict[str, bool] = {}
        for statement in came:
            if statement not in stances and (sign > 0 or asserting[statement] == came[statement]):
                continue  # it stood before, and stands
            n, asserts = stances.get(statement) or self._all_stances(statement)
            n_before, asserts_before = (
                n - sign * came[statement],
                asserts - sign * asserting[statement],
            )
            fell, falls = n_before > 0 and not asserts_before, n > 0 and not asserts
            if fell != falls:
                turned[statement] = falls
        if turned:
            self._move(turned)

    def _all_stances(self, statement: str) -> tuple[int, int]:
        sql = "SELECT count(*), coalesce(sum(stance = 'asserts'), 0) FROM attestation WHERE statement = ?"
        n, asserts = self._db.execute(sql, (statement,)).fetchone()
        return n, asserts

    def _move(self, turned: Mapping[str, bool]) -> None:
        moved: Counter[_Bucket] = Counter()
        for row in self._db.execute(_BY_ID, (json.dumps(list(turned)),)).fetchall():
            for falls, n in ((turned[row["id"]], 1), (not turned[row["id"]], -1)):
                for bucket in _buckets_of(row, fallen=falls):
                    moved[bucket] += n
        self._count(moved)


# ── rows → lines ──────────────────────────────────────────────────────────────────────────────────────


def _named(row: Row) -> list[tuple[str, int]]:
    at = row["row"]
    named = [(row["subject"], at)]
    if row.get("object"):
        named.append((row["object"], at))
    if row.get("roles"):
        named += [(entity, at) for _, entity, _ in row["roles"] if entity]
    return list(dict.fromkeys(named))


def _buckets_of(row: Row, *, fallen: bool) -> list[_Bucket]:
    rest = (row["predicate"], row["polarity"], int(row["rank"] == "deprecated"), int(fallen))
    buckets: list[_Bucket] = [(row["subject"], "subject", *rest)]
    if thing := _of(row, "object"):
        buckets.append((thing, "object", *rest))
    return buckets


def _of(row: Row, column: str) -> Any:  # noqa: ANN401 - any column
    """Return a column of a row of the history, which leaves out what is empty, or of the driver."""
    return row.get(column) if isinstance(row, dict) else row[column]


_Line = tuple[str, str, int, int, int, int | None, int | None]


def _by_statement(row: Row) -> list[_Line]:
    predicate = row["predicate"]
    if predicate not in PLACING:
        return []
    kind, at = OF_STAY if predicate == STAY else OF_STATEMENT, row["row"]
    roles = [(term, entity) for term, entity, _ in row.get("roles") or ()]
    what = row["subject"], predicate, row.get("object"), roles, row.get("b0"), row.get("e1")
    return [
        (who, place, kind, at, nth, begins, ends)
        for nth, (who, place, begins, ends) in enumerate(placed(*what))
    ]


def _by_telling(row: Row) -> Iterator[_Line]:
    if row.get("speaker") and row.get("place"):
        days = row.get("b0"), row.get("e1")
        yield row["speaker"], row["place"], OF_TELLING, row["row"], 0, *days


def _by_letter(row: Row) -> Iterator[_Line]:
    if row.get("author") and row.get("place"):
        days = row.get("b0"), row.get("e1")
        yield row["author"], row["place"], OF_LETTER, row["row"], 0, *days


_PLACES = {"statement": _by_statement, "telling": _by_telling, "source": _by_letter}
