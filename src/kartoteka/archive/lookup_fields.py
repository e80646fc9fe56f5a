"""What can be asked of a record beside its words, in SQL: field → kind of record → condition.

``t`` is the record's row (of a name: ``t.entity``). Each ``?`` is a JSON array of values. A kind that a field
says nothing of is not there: no such record answers.

Most are said twice: as a set of all records that fulfil it (``FIELDS``), and as a question about one record
(``EACH``). Which is quicker depends on how many there are of either (``lookup_ways.py``).
"""

from __future__ import annotations

_ANY = "IN (SELECT value FROM json_each(?))"

_NAMING = (
    f"(SELECT id FROM statement WHERE subject {_ANY} UNION SELECT id FROM statement WHERE object {_ANY} "  # noqa: S608
    f"UNION SELECT statement FROM role WHERE entity {_ANY})"
)
"""Statements that name an entity: as subject, object or role."""

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


def _of_sources(condition: str, *, few: bool = False) -> dict[str, str]:
    """Return a condition on a source ``s`` for all that stand in one; ``few`` fulfil it, or many."""
    sources = f"(SELECT s.id FROM source s WHERE {condition})"  # noqa: S608
    # Of many, row by row: few statements have the words that are looked for, and the set would be large.
    by_row = (
        "EXISTS (SELECT 1 FROM attestation a JOIN passage p ON p.id = a.passage "  # noqa: S608
        f"WHERE a.statement = t.id AND p.source IN {sources})"
    )
    of_few = _attested(f"SELECT id FROM passage WHERE source IN {sources}")  # noqa: S608
    return {
        "source": f"t.id IN {sources}",
        "passage": f"t.source IN {sources}",
        "statement": of_few if few else by_row,
    }


FIELDS: dict[str, dict[str, str]] = {
    "about": {
        "name": f"t.entity {_ANY}",
        "passage": f"t.id IN (SELECT passage FROM attestation WHERE statement IN {_NAMING})",  # noqa: S608
        "statement": f"t.id IN {_NAMING}",
        "memo": f"(t.about {_ANY} OR t.about IN {_NAMING})",
        "source": f"(t.place {_ANY} OR t.addressee {_ANY} OR t.id IN (SELECT p.source FROM attestation a "  # noqa: S608
        f"JOIN passage p ON p.id = a.passage WHERE a.statement IN {_NAMING}))",
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

_NAMES = (
    f"(s.subject {_ANY} OR s.object {_ANY} OR EXISTS ("  # noqa: S608 - the plus: look at its few roles
    f"SELECT 1 FROM role r WHERE r.statement = s.id AND +r.entity {_ANY}))"
)

_THEIRS = f"""(CASE WHEN EXISTS (SELECT 1 FROM part q WHERE {_COVERS})
    THEN (SELECT q.author FROM part q WHERE {_COVERS} ORDER BY q.start DESC, q.rowid DESC LIMIT 1)
    ELSE (SELECT author FROM source WHERE id = p.source) END {_ANY}
    OR EXISTS (SELECT 1 FROM attestation b WHERE b.passage = p.id AND b.telling IN {_CARRIED}))"""  # noqa: S608


def _in_a_passage(condition: str) -> str:
    """Return that a passage ``p`` that attests a statement fulfils a condition."""
    return (
        "EXISTS (SELECT 1 FROM attestation a JOIN passage p ON p.id = a.passage "  # noqa: S608
        f"WHERE a.statement = t.id AND {condition})"
    )


EACH: dict[str, dict[str, str]] = {
    "about": {
        "passage": "EXISTS (SELECT 1 FROM attestation a JOIN statement s ON s.id = a.statement "  # noqa: S608
        f"WHERE a.passage = t.id AND {_NAMES})",
        "statement": _NAMES.replace("s.", "t."),
        "source": f"(t.place {_ANY} OR t.addressee {_ANY} OR EXISTS (SELECT 1 FROM passage p "  # noqa: S608
        "JOIN attestation a ON a.passage = p.id JOIN statement s ON s.id = a.statement "
        f"WHERE p.source = t.id AND {_NAMES}))",
    },
    "code": {
        "statement": "EXISTS (SELECT 1 FROM attestation a WHERE a.statement = t.id "  # noqa: S608
        f"AND a.passage IN (SELECT passage FROM coding WHERE code {_ANY}))",
    },
    "by": {
        "passage": f"EXISTS (SELECT 1 FROM passage p WHERE p.rowid = t.rowid AND {_THEIRS})",  # noqa: S608
        "statement": _in_a_passage(_THEIRS),
    },
    "source": {"statement": _in_a_passage(f"p.source {_ANY}")},
}
"""The same of one record; a field and kind that is not there is asked as a set."""
