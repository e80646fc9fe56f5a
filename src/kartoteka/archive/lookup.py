"""A condition → the SQL that asks the search index for the records that fulfil it.

In: a :mod:`~kartoteka.archive.conditions` tree and a kind of record. Out: a :class:`Question`, of which
``lookup_answers.py`` has the answers. As much of the tree as is about words goes to the full-text table in
FTS5's own language, so that it ranks; the rest are conditions on the record's table (``lookup_fields.py``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kartoteka.archive.conditions import (
    All,
    Condition,
    Either,
    Having,
    Near,
    Not,
    Phrase,
    Rows,
    Words,
    Written,
)
from kartoteka.archive.lookup_fields import EACH, FIELDS, WRITTEN

KINDS = ("name", "passage", "statement", "memo", "source")
"""What can be found, in the order in which equally good finds are shown."""

_WEIGHTS = {"source": ", 3.0, 1.0", "memo": ", 2.0, 1.0"}
"""A word in a title counts more than one below it."""

_COLUMN = re.compile(r"\bt\.")

_NAMES = (
    "(SELECT rowid, id AS entity FROM entity "
    "UNION ALL SELECT rowid, subject FROM statement WHERE predicate = 'name')"
)


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with its values."""

    text: str
    values: tuple[object, ...] = ()

    @classmethod
    def joined(cls, word: str, parts: Iterable[Sql]) -> Sql:
        """Return parts joined by AND or OR, in parentheses."""
        found = list(parts)
        text = f" {word} ".join(part.text for part in found)
        return cls(f"({text})", tuple(value for part in found for value in part.values))


@dataclass(frozen=True, slots=True)
class Question:
    """A condition, made ready for one kind of record.

    Parameters
    ----------
    kind
        Of record.
    match
        The part that is about words, in FTS5's language; None where there is none that ranks.
    where
        The rest; ``1`` where nothing is left, ``0`` where no record of this kind can answer.
    narrow
        Whether the rest is worked out as a set: where few records fulfil it, or very many have the words.
    """

    kind: str
    match: str | None
    where: Sql
    narrow: bool = False

    @property
    def hopeless(self) -> bool:
        """Whether no record of this kind can answer."""
        return self.where.text == "0"

    def sql(self, columns: str) -> Sql:
        """Return a SELECT of the rows; ``columns`` may name ``r`` (the row), ``t`` and ``rank``."""
        table, index = _NAMES if self.kind == "name" else self.kind, f"search_{self.kind}"
        if self.match is None:
            return Sql(
                f"SELECT {columns.format(r='t.rowid', rank='0.0')} FROM {table} t WHERE {self.where.text}",  # noqa: S608
                self.where.values,
            )
        rank = f"bm25({index}{_WEIGHTS.get(self.kind, '')})"
        joined, where = "", self.where.text
        if self.narrow and where != "1":
            # The plus keeps SQLite from asking the index anew for every row of the set.
            where = f"+{index}.rowid IN (SELECT t.rowid FROM {table} t WHERE {where})"  # noqa: S608
        elif where != "1" and self.kind != "name":
            where = where.replace("t.rowid", f"+{index}.rowid")  # the record need not be looked up
        if _COLUMN.search(columns) or (not self.narrow and _COLUMN.search(where)):
            joined = f" CROSS JOIN {table} t ON t.rowid = {index}.rowid"
        return Sql(
            f"SELECT {columns.format(r=f'{index}.rowid', rank=rank)} FROM {index}{joined} "  # noqa: S608
            f"WHERE {index} MATCH ? AND {where}",
            (self.match, *self.where.values),
        )


def question(condition: Condition, kind: str, *, narrow: bool = False) -> Question:
    """Make a condition ready for a kind of record; ``narrow``: the rest of it as a set."""
    match, rest = parted(condition)
    if match is not None and not rest:
        return Question(kind, match, Sql("1"))
    return Question(kind, match, _all(rest, kind), narrow)


def parted(condition: Condition) -> tuple[str | None, tuple[Condition, ...]]:
    """Return what of a condition is about words and ranks, in FTS5's language, and the other parts."""
    match = _match(condition)
    if match is not None:
        return match, ()
    if not isinstance(condition, All):
        return None, (condition,)
    about_words = tuple(part for part in condition.parts if _match(part) is not None)
    rest = tuple(part for part in condition.parts if _match(part) is None)
    return (_match(All(about_words)) if about_words else None), rest


# ── words, in FTS5's language ─────────────────────────────────────────────────────────────────────────


def _match(condition: Condition) -> str | None:
    """Return a condition in FTS5's language; None where it cannot be said there, or only denies."""
    match condition:
        case Words(any=ways):
            return _either(map(_way, ways))
        case Either(parts=parts):
            found = [_match(part) for part in parts]
            return _either(way for way in found if way) if all(found) else None
        case All(parts=parts):
            wanted = [_match(part) for part in parts if not isinstance(part, Not)]
            denied = [_match(part.part) for part in parts if isinstance(part, Not)]
            if not wanted or not all(wanted) or not all(denied):
                return None
            said = " AND ".join(way for way in wanted if way)
            return f"({said})" + "".join(f" NOT {way}" for way in denied) if denied else f"({said})"
        case _:
            return None


def _either(ways: Iterable[str]) -> str:
    return f"({' OR '.join(ways)})"


def _way(way: Phrase | Near) -> str:
    if isinstance(way, Near):
        if len(set(way.phrases)) == 1:  # the same occurrence counts for each: it is one word
            return _way(way.phrases[0])
        return f"NEAR({' '.join(map(_way, way.phrases))}, {way.distance})"
    # Stems are letters and digits (archive/words.py), so that nothing in them can end the quotation.
    return f'"{" ".join(way.stems)}"' + ("*" if way.prefix else "")


# ── the rest, in SQL ──────────────────────────────────────────────────────────────────────────────────


def _where(condition: Condition, kind: str) -> Sql:
    match condition:
        case Words():
            index = f"search_{kind}"
            found = f"SELECT rowid FROM {index} WHERE {index} MATCH ?"  # noqa: S608
            return Sql(f"t.rowid IN ({found})", (_match(condition),))
        case All(parts=parts):
            return _all(parts, kind)
        case Either(parts=parts):
            pieces = [piece for piece in (_where(p, kind) for p in parts) if piece.text != "0"]
            return Sql.joined("OR", pieces) if pieces else Sql("0")
        case Not(part=part):
            inner = _where(part, kind)
            return Sql("1") if inner.text == "0" else Sql(f"NOT ({inner.text})", inner.values)
        case Rows(rows=found):
            return Sql(
                "t.rowid IN (SELECT value FROM json_each(?))", (json.dumps(found.get(kind, ())),)
            )
        case Written(first=first, last=last):
            return Sql(WRITTEN[kind], (first, last) * (WRITTEN[kind].count("?") // 2))
        case Having():
            return _having(condition, kind)


def _all(parts: Sequence[Condition], kind: str) -> Sql:
    pieces = [piece for piece in (_where(part, kind) for part in parts) if piece.text != "1"]
    if any(piece.text == "0" for piece in pieces):
        return Sql("0")
    return Sql.joined("AND", pieces) if pieces else Sql("1")


def _having(known: Having, kind: str) -> Sql:
    if known.field == "in":
        return Sql("1" if kind in known.values else "0")
    each = EACH.get(known.field, {}).get(kind) if known.each else None
    text = each or FIELDS[known.field].get(kind, "0")
    return Sql(text, (json.dumps(list(known.values)),) * text.count("?"))
