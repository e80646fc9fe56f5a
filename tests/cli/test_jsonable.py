"""Answers for programs: everything a person sees, with ids and ISO days."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from kartoteka.analyse.typology import model as typology
from kartoteka.cli.desk import Desk
from kartoteka.cli.jsonable import DERIVED, jsonable
from kartoteka.model import lives, statements
from kartoteka.model.dates import day_of
from kartoteka.relate import hearsay, status, suggest


def test_every_derived_value_is_one_of_its_class() -> None:
    """A renamed property would vanish from the JSON without a word."""
    for name, derived in DERIVED.items():
        module = next(
            m for m in (lives, statements, hearsay, status, suggest, typology) if hasattr(m, name)
        )
        assert all(hasattr(getattr(module, name), each) for each in derived)


@pytest.mark.parametrize(
    "words",
    [
        ["life", "ana"],
        ["status", "ana", "--as-of", "2025-03-25"],
        ["place", "north"],
        ["group", "neighbours"],
        ["type", "lodger"],
        ["hearsay", "riverside"],
        ["hearsay"],
        ["check"],
        ["check", "--questions"],
        ["entities"],
        ["vocabulary"],
        ["vocabulary", "sort"],
        ["history"],
        ["history", "ana"],
        ["verify"],
    ],
    ids=" ".join,
)
def test_every_answer_is_one_json_document(run: Run, work: Path, words: list[str]) -> None:
    """The same with --json before the verb; nothing on the other stream."""
    said = run(words[0], work, *words[1:], "--json")
    assert said.code == 0
    assert (said.json["command"], said.err) == (words[0], "")
    assert run("--json", words[0], work, *words[1:]).json == said.json


def test_a_life_carries_its_evidence_down_to_the_passage(run: Run, work: Path) -> None:
    life = run("life", work, "ana", "--json").json
    first = life["result"]["journey"][0]
    assert first["evidence"][0] == "st_1"
    assert first["attested"]["evidence"][0]["passage"]["exact"] == "1. ana stay cell-1."
    assert first["attested"]["evidence"][0]["passage"]["id"] in first["evidence"]
    assert life["names"]["ana"] == "Ana Petrova"
    assert life["result"]["claims"][0]["missing"] == 2


def test_days_are_numbers_with_their_iso_date(run: Run, work: Path) -> None:
    status = run("status", work, "ana", "--as-of", "2025-03-25", "--json").json["result"]
    assert (status["asked"], status["asked_iso"]) == (day_of(2025, 3, 25), "2025-03-25")
    assert status["since"]["b0_iso"] == "2025-02-15"
    assert (status["since"]["e1"], status["since"]["e1_iso"]) == (None, None)
    window = run("life", work, "ana", "--json").json["result"]["claims"][0]
    assert window["window_iso"] == [None, "2025-03-25"]


def test_what_is_no_record_becomes_a_string() -> None:
    assert json.dumps(jsonable({"a": {3, 1}, "b": Path("x"), "c": ValueError("no")})) == (
        '{"a": [1, 3], "b": "x", "c": {"class": "ValueError", "message": "no"}}'
    )


@pytest.mark.parametrize("items", [[], ["one"], [{"a": ["two\nlines", "\u2028"]}, 3]])
def test_a_list_item_by_item_is_the_same_document(
    items: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(json=True, verb="check")
    desk.answer(items, lambda _: None)
    whole = capsys.readouterr().out
    desk.put_json_list(iter(items))
    assert capsys.readouterr().out == whole
