"""What can be asked of a record beside its words, in SQL: field → kind of record → condition.

``t`` is the record's row (of a name: ``t.entity``). Each ``?`` is a JSON array of values. A kind that a field
says nothing of is not there: no such record answers.

Most are said twice: as a set of all records that fulfil it (``FIELDS``), and as a question about one record
(``EACH``). Which is quicker depends on how many there are of either (``lookup_ways.py``).
"""

from __future__ import annotations

_ANY = "IN (SELECT value FROM json_each(?))"

_NAMED = f"SELECT n.statement FROM named n WHERE n.entity {_ANY}"  # noqa: S608
"""Rows of the statements that name an entity: as subject, object or role."""

_CARRIED = f"""(WITH RECURSIVE carried(id) AS (
    SELECT id FROM telling WHERE speaker {_ANY}
    UNION SELECT told.id FROM telling told JOIN carried ON told.told_in = carried.id)
    SELECT id FROM carried)"""  # noqa: S608
"""Tellings that somebody told, and those that reached them by it."""


_COVERS = "q.source = p.source AND q.start <= p.start AND q.end > p.start"

_IN_THEIR_WORDS = f"""(
    SELECT p.id FROM source s JOIN passage p ON p.source = s.id
        WHERE s.author {_ANY} AND NOT EXISTS (SELECT 1 FROM part q WHERE {_COVERS})
    UNION SELECT p.id FROM part w JOIN passage p ON p.source = w.source
        WHERE w.author {_ANY} AND w.rowid = (
            SELECT q.rowid FROM part q WHERE {_COVERS} ORDER BY q.start DESC, q.rowid DESC LIMIT 1)
    UNION SELECT passage FROM attestation WHERE telling IN {_CARRIED})"""  # noqa: S608
"""Passages in somebody's words (their innermost part's author's, else their source's), or told by them."""


def _attested(condition: str) -> str:
    """Return that a statement is attested by a passage of a small set."""
    return f"t.id IN (SELECT statement FROM attestation WHERE passage IN ({condition}))"  # noqa: S608


def _said_in(condition: str) -> str:
    """Return that a statement is said in some passages or sources; the plus: one by one."""
    return f"EXISTS (SELECT 1 FROM said_in i WHERE i.statement = t.rowid AND +i.{condition})"  # noqa: S608


def _of_sources(condition: str, *, few: bool = False) -> dict[str, str]:
    """Return a condition on a source ``s`` for all that stand in one; ``few`` fulfil it, or many."""
    sources = f"(SELECT s.id FROM source s WHERE {condition})"  # noqa: S608
    # Of many, row by row: few statements have the words that are looked for, and the set would be large.
    by_row = _said_in(f"source IN (SELECT s.rowid FROM source s WHERE {condition})")  # noqa: S608
    of_few = _attested(f"SELECT id FROM passage WHERE source IN {sources}")  # noqa: S608
    return {
        "source": f"t.id IN {sources}",
        "passage": f"t.source IN {sources}",
        "statement": of_few if few else by_row,
    }


FIELDS: dict[str, dict[str, str]] = {
    "about": {
        "name": f"t.entity {_ANY}",
        "passage": f"t.rowid IN (SELECT i.passage FROM named n JOIN said_in i ON i.statement = n.statement "  # noqa: S608
        f"WHERE n.entity {_ANY})",
        "statement": f"t.rowid IN ({_NAMED})",
        "memo": f"(t.about {_ANY} OR t.about IN (SELECT id FROM statement WHERE rowid IN ({_NAMED})))",  # noqa: S608
        "source": f"(t.place {_ANY} OR t.addressee {_ANY} OR t.rowid IN (SELECT i.source FROM named n "  # noqa: S608
        f"JOIN said_in i ON i.statement = n.statement WHERE n.entity {_ANY}))",
    },
    "code": {
        "passage": f"t.id IN (SELECT passage FROM coding WHERE code {_ANY})",  # noqa: S608
        "statement": _attested(f"SELECT passage FROM coding WHERE code {_ANY}"),  # noqa: S608
        "memo": f"t.about {_ANY}",
        "source": f"t.id IN (SELECT p.source FROM coding c JOIN passage p ON p.id = c.passage "  # noqa: S608
        f"WHERE c.code {_ANY})",
    },
    "lang": _of_sources(f"(s.lang {_ANY} OR substr(s.lang, 1, instr(s.lang, '-') - 1) {_ANY})"),
    "by": {
        "passage": f"t.id IN {_IN_THEIR_WORDS}",
        "statement": _attested(_IN_THEIR_WORDS),
        "memo": f"t.created_by {_ANY}",
        "source": f"(t.author {_ANY} OR t.id IN (SELECT source FROM part WHERE author {_ANY}) "  # noqa: S608
        f"OR t.id IN (SELECT source FROM telling WHERE speaker {_ANY}))",
    },
    "source": {
        **_of_sources(f"s.id {_ANY}", few=True),
        "memo": f"(t.about {_ANY} OR t.about IN (SELECT id FROM passage WHERE source {_ANY}))",  # noqa: S608
    },
    "sort": _of_sources(f"s.kind {_ANY}"),
}

WRITTEN = _of_sources(
    "s.written IS NOT NULL AND coalesce(s.e1, 9e9) >= coalesce(?, -9e9) "
    "AND coalesce(s.b0, -9e9) <= coalesce(?, 9e9)"
) | {"name": "0", "memo": "0"}
"""That a source may have been written between two days."""

NARROW: dict[str, str] = {
    "about": f"SELECT count(*) FROM named WHERE entity {_ANY}",  # noqa: S608
    "by": f"SELECT (SELECT count(*) FROM source s JOIN passage p ON p.source = s.id WHERE s.author {_ANY}) "  # noqa: S608
    f"+ (SELECT count(*) FROM telling WHERE speaker {_ANY})",
    "code": f"SELECT count(*) FROM coding WHERE code {_ANY}",  # noqa: S608
    "source": f"SELECT count(*) FROM passage WHERE source {_ANY}",  # noqa: S608
}
"""Fields that few records fulfil, mostly → about how many there are, read off an index."""

_THEIRS = f"""(CASE WHEN EXISTS (SELECT 1 FROM part q WHERE {_COVERS})
    THEN (SELECT q.author FROM part q WHERE {_COVERS} ORDER BY q.start DESC, q.rowid DESC LIMIT 1)
    ELSE (SELECT author FROM source WHERE id = p.source) END {_ANY}
    OR EXISTS (SELECT 1 FROM attestation b WHERE b.passage = p.id AND b.telling IN {_CARRIED}))"""  # noqa: S608


EACH: dict[str, dict[str, str]] = {
    "code": {
        "statement": _said_in(
            "passage IN (SELECT p.rowid FROM coding c CROSS JOIN passage p ON p.id = c.passage "  # noqa: S608
            f"WHERE c.code {_ANY})"
        ),
    },
    "by": {
        "passage": f"EXISTS (SELECT 1 FROM passage p WHERE p.rowid = t.rowid AND {_THEIRS})",  # noqa: S608
        "statement": "EXISTS (SELECT 1 FROM said_in i CROSS JOIN passage p ON p.rowid = i.passage "  # noqa: S608
        f"WHERE i.statement = t.rowid AND {_THEIRS})",
    },
    "source": {
        "statement": _said_in(f"source IN (SELECT s.rowid FROM source s WHERE s.id {_ANY})"),  # noqa: S608
    },
}
"""The same of one record; a field and kind that is not there is asked as a set."""
