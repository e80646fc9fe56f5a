"""Which way of asking the search index is the quicker one: of each record, or as a set of records.

In: a condition and a kind of record. Out: the :class:`~kartoteka.archive.lookup.Question` that is asked.

``soup code:kitchen`` can be answered by looking through the records under the code for the word, or through
those with the word for the code. Both numbers are read off indices first; the smaller is gone through. It
changes how long an answer takes, never the answer.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace

from kartoteka.archive.conditions import All, Condition, Either, Having, Not
from kartoteka.archive.lookup import Question, parted, question
from kartoteka.archive.lookup_fields import NARROW
from kartoteka.archive.sqlite import Connection

MANY = 5_000
"""Records with the words that are looked for, above which the rest is worked out as a set before them."""

_DEARER = {("code", "statement"): 16, ("source", "statement"): 16}
"""Field and kind of record → what looking one up for the set takes, beside asking of one."""


def tuned(db: Connection, condition: Condition, kind: str) -> Question:
    """Return the question that is answered sooner."""
    match, rest = parted(condition)
    if not rest or question(condition, kind).hopeless:
        return question(condition, kind)
    sizes = {
        known: _size(db, known) * _DEARER.get((known.field, kind), 1) for known in _fields(rest)
    }
    if match is None:
        return question(_asked(condition, sizes, _looked_at(condition, sizes)), kind)
    narrow = [sizes[part] for part in rest if isinstance(part, Having) and part in sizes]
    found = _found(db, kind, match, max([MANY, *sizes.values()]))
    least = min(narrow, default=found)
    # What few are denied is not turned into a set of all others.
    one_set = kind in ("passage", "source") and not all(isinstance(part, Not) for part in rest)
    by_set = least < found or (found >= MANY and not narrow and one_set)
    return question(_asked(condition, sizes, min(least, found)), kind, narrow=by_set)


def _found(db: Connection, kind: str, match: str, most: int) -> int:
    """Return how many records have the words, at most so many."""
    index = f"search_{kind}"
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)"  # noqa: S608
    return db.execute(sql, (match, most)).fetchone()[0]


def _size(db: Connection, known: Having) -> int:
    sql = NARROW[known.field]
    return db.execute(sql, (json.dumps(list(known.values)),) * sql.count("?")).fetchone()[0]


def _fields(parts: tuple[Condition, ...]) -> set[Having]:
    """Return the fields in conditions, of which it is known how many records fulfil them."""
    found: set[Having] = set()
    for part in parts:
        match part:
            case All(parts=inner) | Either(parts=inner):
                found |= _fields(inner)
            case Not(part=denied):
                found |= _fields((denied,))
            case Having(field=name) if name in NARROW:
                found.add(part)
            case _:
                pass
    return found


def _looked_at(condition: Condition, sizes: dict[Having, int]) -> float:
    """Return of how many records, at most, the rest of a condition must be asked."""
    match condition:
        case All(parts=parts):
            return min((_looked_at(part, sizes) for part in parts), default=math.inf)
        case Either(parts=parts):
            return sum(_looked_at(part, sizes) for part in parts)
        case Having():
            return sizes.get(condition, math.inf)
        case _:  # what is denied, or has words, leaves all the others
            return math.inf


def _asked(condition: Condition, sizes: dict[Having, int], most: float) -> Condition:
    """Return a condition in which fields that more than ``most`` records fulfil are asked of each."""
    match condition:
        case All(parts=parts):
            return All(tuple(_asked(part, sizes, most) for part in parts))
        case Either(parts=parts):
            return Either(tuple(_asked(part, sizes, most) for part in parts))
        case Not(part=part):
            return Not(_asked(part, sizes, most))
        case Having() if sizes.get(condition, 0) > most:
            return replace(condition, each=True)
        case _:
            return condition
