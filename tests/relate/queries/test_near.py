"""Passages under one code near passages under another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kartoteka.archive.archive import Archive
from kartoteka.errors import UnknownName, UsageError
from kartoteka.model.coding import Coding
from kartoteka.model.sources import Passage
from kartoteka.model.terms import Term
from kartoteka.relate.queries import near
from kartoteka.relate.queries.near import neighbours

Spans = Sequence[tuple[str, int, int]]
numbers = count()


def code(archive: Archive, spans: Spans, source: str = "first-letter") -> None:
    """Put spans of a letter under codes."""
    text = archive.text(source)
    with archive.edit(why="codes") as edit:
        for term in ("food", "food/soup", "talk"):
            broader = term.rpartition("/")[0] or None
            edit.add(Term(term, "code", broader=broader))
        for name, start, end in spans:
            number = next(numbers)
            edit.add(Passage(f"pa_{number}", source, start, end, text[start:end]))
            edit.add(Coding(f"co_{number}", f"pa_{number}", name, "ana", "2025-01-01T00:00:00Z"))


def rows(archive: Archive, *codes: str, within: int | None = 0) -> list[tuple[str, int, int, int]]:
    found = near(archive, *codes, within=within)
    return found.select("relation", "distance", "start_a", "start_b").rows()


def test_every_way_to_stand_together(tiny: Archive) -> None:
    code(
        tiny,
        [
            ("food", 10, 20),
            ("talk", 10, 20),
            ("talk", 5, 30),
            ("talk", 12, 15),
            ("talk", 15, 25),
            ("talk", 20, 22),
            ("talk", 50, 60),
        ],
    )
    assert rows(tiny, "food", "talk") == [
        ("inside", 0, 10, 5),
        ("same", 0, 10, 10),
        ("around", 0, 10, 12),
        ("overlap", 0, 10, 15),
        ("near", 0, 10, 20),
    ]
    assert rows(tiny, "food", "talk", within=30)[-1] == ("near", 30, 10, 50)
    assert rows(tiny, "food", "talk", within=29)[-1] != ("near", 30, 10, 50)


def test_a_code_stands_for_all_below_it(tiny: Archive) -> None:
    code(tiny, [("food/soup", 10, 20), ("talk", 10, 20)])
    assert rows(tiny, "food", "talk") == [("same", 0, 10, 10)]


def test_one_code_twice_is_each_pair_once(tiny: Archive) -> None:
    code(tiny, [("food", 0, 5), ("food", 3, 8), ("food", 90, 95)])
    assert rows(tiny, "food", "food") == [("overlap", 0, 0, 3)]


def test_other_letters_are_not_near(tiny: Archive) -> None:
    """Only one text holds both."""
    code(tiny, [("food", 0, 5)])
    code(tiny, [("talk", 0, 5)], "second-letter")
    assert rows(tiny, "food", "talk", within=None) == []


def test_evidence_names_codings_and_passages(tiny: Archive) -> None:
    code(tiny, [("food", 0, 5), ("talk", 0, 5)])
    [evidence] = near(tiny, "food", "talk")["evidence"].to_list()
    assert [id_[:3] for id_ in evidence] == ["co_", "pa_", "co_", "pa_"]


def test_what_cannot_be_asked_says_so(tiny: Archive) -> None:
    code(tiny, [("food", 0, 5)])
    with pytest.raises(UnknownName, match="food"):
        near(tiny, "fod", "talk")
    with pytest.raises(UsageError, match="within=-1"):
        near(tiny, "food", "talk", within=-1)


span = st.tuples(st.sampled_from(["food", "talk"]), st.integers(0, 60), st.integers(1, 40))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(span, max_size=12), st.integers(0, 30))
def test_it_finds_what_comparing_all_with_all_finds(
    tiny: Archive, spans: list[tuple[str, int, int]], within: int
) -> None:
    before = {c.id for c, _ in tiny.codings()}
    code(tiny, [(name, start, start + length) for name, start, length in spans])
    everything = [(c, p) for c, p in tiny.codings()]
    wanted = {
        (a.id, b.id)
        for a, p in everything
        for b, q in everything
        if a.code == "food" and b.code == "talk" and max(q.start - p.end, p.start - q.end) <= within
    }
    assert {
        (n.a[0].id, n.b[0].id) for n in neighbours(tiny, "food", "talk", within=within)
    } == wanted
    with tiny.edit(why="away") as edit:
        for coding, _ in everything:
            if coding.id not in before:
                edit.remove(coding)
