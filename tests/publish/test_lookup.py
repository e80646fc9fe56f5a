"""Statements found by several conditions are those that meet each of them, in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kartoteka.archive.compact import Compact
from kartoteka.model.statements import Attested, Role, Statement
from kartoteka.publish.lookup import Lookup

WHO = st.sampled_from("abcdefghijklmno")
SAID = st.lists(st.tuples(WHO, st.sampled_from(["stay", "met"]), st.none() | WHO), max_size=60)
WANTED = st.fixed_dictionaries(
    {},
    optional={
        "subject": WHO | st.lists(WHO, max_size=14).map(tuple),
        "object": WHO | st.lists(WHO, max_size=14).map(tuple),
        "about": WHO | st.lists(WHO, max_size=14).map(tuple),
        "predicate": st.sampled_from(["stay", "met", "never", ("stay", "met")]),
        "ids": st.lists(st.integers(0, 70).map(str), max_size=9).map(tuple),
    },
)


def _beside(number: int) -> tuple[Role, ...]:
    """Return whom a statement names in roles: one, twice; a value; nobody."""
    who = (Role("beside", "c"), Role("manner", value="a"), Role("after", "c"))
    return who[: number % 5] if number % 5 < 4 else ()


@given(SAID, WANTED)
def test_what_is_found_is_what_one_finds_by_reading_everything(
    said: list[tuple[str, str, str | None]], wanted: dict[str, str | tuple[str, ...]]
) -> None:
    statements = [Statement(str(n), s, p, o, roles=_beside(n)) for n, (s, p, o) in enumerate(said)]
    lookup = Lookup(Compact(Attested(s, ()) for s in statements))

    def meets(statement: Statement, condition: str, ids: str | tuple[str, ...]) -> bool:
        own = {
            "subject": {statement.subject},
            "object": {statement.object},
            "about": set(statement.entities()),
            "predicate": {statement.predicate},
            "ids": {statement.id},
        }[condition]
        return bool(own & ({ids} if isinstance(ids, str) else set(ids)))

    read = [
        number
        for number, statement in enumerate(statements)
        if all(meets(statement, c, ids) for c, ids in wanted.items())
    ]
    assert list(lookup.positions(wanted)) == read
    assert lookup.count(wanted) == len(read)
