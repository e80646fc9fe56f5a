"""Brief outlines of stays, read off their index, are the outlines of the statements themselves."""

from __future__ import annotations

import pytest

from kartoteka.archive import query, stayed
from kartoteka.archive.archive import Archive
from kartoteka.model.dates import read_edtf
from kartoteka.model.statements import Attestation, Statement

DAYS = (None, "2024-03", "2024-03-05/..", "../2024-04", "2024-02/2024-03", "2023")


@pytest.fixture
def stays(tiny: Archive) -> Archive:
    """Dated and undated stays, one denied, one deprecated, one that nobody asserts."""
    passage = tiny.passages("first-letter")[0].id
    with tiny.edit(why="stays") as edit:
        for n, day in enumerate(DAYS):
            for place in ("long-cell", "north-gate"):
                when = read_edtf(day) if day else None
                edit.add(Statement(f"{place}-{n}", "osip", "stay", place, when=when))
        edit.add(
            Statement("never", "ida", "stay", "long-cell", polarity=-1),
            Statement("wrong", "marek", "stay", "long-cell", rank="deprecated"),
            Statement("doubted", "marek", "stay", "long-cell"),
            Attestation("d", "doubted", passage, stance="doubts"),
        )
    return tiny


@pytest.mark.parametrize("places", ["long-cell", "north-gate", ("long-cell", "north-gate"), ()])
@pytest.mark.parametrize("days", [(None, None), ("2024-03-01", "2024-03-31"), (None, "2023-12-31")])
def test_off_the_index_they_are_what_the_statements_say(
    stays: Archive, places: str | tuple[str, ...], days: tuple[str | None, str | None]
) -> None:
    first, last = (read_edtf(day) if day else None for day in days)
    during = (first.b0 if first else None, last.e1 if last else None)
    asked = {"object": places, "predicate": "stay"}
    found = list(stayed.outlines(stays._db, brief=True, during=during, **asked))
    assert found == list(query.outlines(stays._db, brief=True, during=during, **asked))
    whole = query.statements(stays._db, during=during, **asked)
    assert [(o.id, bool(o.stands)) for o in found] == [(f.statement.id, f.stands) for f in whole]


def test_nothing_but_the_index_is_read(stays: Archive) -> None:
    """Looking each stay up in its table is what took the time."""
    read: list[str] = []
    stays._db.set_trace_callback(read.append)
    list(stayed.outlines(stays._db, brief=True, object="north-gate", predicate="stay"))
    stays._db.set_trace_callback(None)
    steps = [tuple(row) for row in stays._db.execute(f"EXPLAIN {read[-1]}")]
    (table,) = {p3 for _, code, _, _, p3, *_ in steps if code == "DeferredSeek"}
    assert not [step for step in steps if step[1] == "Column" and step[2] == table]
