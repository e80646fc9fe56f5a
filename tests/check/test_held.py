"""Findings held small come back as they were, in order."""

from __future__ import annotations

from kartoteka.check.held import Held
from kartoteka.model.findings import Finding, Severity, Where


def finding(number: int, severity: Severity, **facts: object) -> Finding:
    where = Where(kind="statement", id=f"st_{number}")
    return Finding("rule", severity, f"No. {number} «да»", "fix", where, ("a", "b"), facts)


def test_the_gravest_first_then_by_place_then_as_found() -> None:
    held = Held()
    said = [
        (finding(0, "note"), (0, 0)),
        (finding(1, "error"), (5, 1)),
        (finding(2, "error"), (4, 9)),
        (finding(3, "error"), (5, 1)),
        (finding(4, "ask", n=1.5), (0, 0)),
    ]
    for each, place in said:
        held.add(each, place)
    assert [f.message[4] for f in held] == ["2", "1", "3", "4", "0"]
    assert (dict(held.by_severity), held.by_rule["rule"]) == (
        {"note": 1, "error": 3, "ask": 1},
        len(held),
    )
    assert sorted(map(str, held)) == sorted(str(f) for f, _ in said)


def test_nothing_of_a_finding_is_lost() -> None:
    held = Held()
    asked = Finding(
        *("r", "ask", "m", "f", Where("file", 1, 2), ("x",), {"n": 3, "who": ("a",)}, "?", "ann")
    )
    held.add(asked, (0, 0))
    assert list(held) == [asked]
    assert list(held) == [asked], "once more"


def test_facts_that_cannot_be_packed_are_held_as_they_are() -> None:
    held = Held()
    held.add(finding(0, "note", way=lambda: 7), (0, 0))
    (found,) = held
    way = found.facts["way"]
    assert callable(way)
    assert way() == 7
