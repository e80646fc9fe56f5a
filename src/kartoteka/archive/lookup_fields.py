"""What can be asked of a record beside its words, in SQL: field → kind of record → condition.

``t`` is the record's row (of a name: ``t.entity``). Each ``?`` is a JSON array of values. A kind that a field
says nothing of is not there: no such record answers.
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


def _in_their_words(passage: str) -> str:
    """Return that a passage is somebody's: its innermost part's author's, else its source's author's."""
    around = f"source = {passage}.source AND start <= {passage}.start AND end > {passage}.start"
    part, theirs = f"FROM part WHERE {around}", f"SELECT id FROM source WHERE author {_ANY}"  # noqa: S608
    return (
        f"(({passage}.source IN ({theirs}) AND NOT EXISTS (SELECT 1 {part})) "  # noqa: S608
        f"OR (SELECT author {part} ORDER BY start DESC, rowid DESC LIMIT 1) {_ANY} "
        f"OR {passage}.id IN (SELECT passage FROM attestation WHERE telling IN {_CARRIED}))"
    )


def _attested(condition: str) -> str:
    """Return that a statement is attested by a passage ``p`` of which a condition holds."""
    return (
        "t.id IN (SELECT a.statement FROM attestation a JOIN passage p ON p.id = a.passage "  # noqa: S608
        f"WHERE {condition})"
    )


def _of_source(condition: str) -> dict[str, str]:
    """Return a condition on a source ``s`` for sources, passages and statements."""
    sources = f"(SELECT s.id FROM source s WHERE {condition})"  # noqa: S608
    return {
        "source": f"t.id IN {sources}",
        "passage": f"t.source IN {sources}",
        "statement": _attested(f"p.source IN {sources}"),
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
        "statement": _attested(f"p.id IN (SELECT passage FROM coding WHERE code {_ANY})"),  # noqa: S608
        "memo": f"t.about {_ANY}",
        "source": f"t.id IN (SELECT p.source FROM coding c JOIN passage p ON p.id = c.passage "  # noqa: S608
        f"WHERE c.code {_ANY})",
    },
    "lang": _of_source(f"(s.lang {_ANY} OR substr(s.lang, 1, instr(s.lang, '-') - 1) {_ANY})"),
    "by": {
        "passage": _in_their_words("t"),
        "statement": _attested(_in_their_words("p")),
        "memo": f"t.created_by {_ANY}",
        "source": f"(t.author {_ANY} OR t.id IN (SELECT source FROM part WHERE author {_ANY}) "  # noqa: S608
        f"OR t.id IN (SELECT source FROM telling WHERE speaker {_ANY}))",
    },
    "source": {
        **_of_source(f"s.id {_ANY}"),
        "memo": f"(t.about {_ANY} OR t.about IN (SELECT id FROM passage WHERE source {_ANY}))",  # noqa: S608
    },
    "sort": _of_source(f"s.kind {_ANY}"),
}

WRITTEN = _of_source(
    "s.written IS NOT NULL AND coalesce(s.e1, 9e9) >= coalesce(?, -9e9) "
    "AND coalesce(s.b0, -9e9) <= coalesce(?, 9e9)"
) | {"name": "0", "memo": "0"}
"""That a source may have been written between two days."""
