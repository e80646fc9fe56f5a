"""The verbs that compare, as a person and a program use them."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from tests.cli.conftest import Run


def test_a_pair_stands_once_with_all_it_rests_on(run: Run, work: Path) -> None:
    said = run("together", work, "ana", "--ids")
    assert said.out.count("neighbours, in cell-12") == 1
    assert "st_2 at_2" in said.flat
    assert "st_5 at_5" in said.flat


def test_who_was_there_with_whom(run: Run, work: Path) -> None:
    """Osip as one of the neighbours, whose stay it was."""
    assert "Osip, in cell-12, with neighbours" in run("present", work, "north").body


def test_hearsay_is_told_apart(run: Run, work: Path) -> None:
    said = run("said", work, "riverside", "--from", "there")
    assert "Nothing of the kind is recorded" in said.flat
    assert "By those who were not" in run("said", work, "riverside").flat


@pytest.mark.parametrize(
    "words",
    [
        ["together", "ana"],
        ["present", "north"],
        ["said", "north"],
        ["near", "food", "tea"],
        ["cross", "author"],
    ],
    ids=" ".join,
)
def test_a_table_and_json_say_the_same(run: Run, work: Path, words: list[str]) -> None:
    """As many rows; each with its evidence."""
    extra = ["--within", "300"] if words[0] == "near" else []
    rows = list(csv.DictReader(StringIO(run(words[0], work, *words[1:], *extra, "--csv").out)))
    found = run(words[0], work, *words[1:], *extra, "--json").json["result"]
    assert len(rows) == len(found) > 0
    assert [row["evidence"].split() for row in rows] == [one["evidence"] for one in found]
    assert all(one["evidence"] for one in found)


def test_a_table_too_wide_for_the_window_becomes_a_list(run: Run, work: Path) -> None:
    wide = run("cross", work, "author")
    assert "Ana Petrova" in wide.out.splitlines()[3]
    narrow = run("cross", work, "author", COLUMNS="40")
    assert max(map(len, narrow.out.splitlines())) <= 40


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["together", "ana", "--level", "prisson"], "no sort “prisson”"),
        (["together", "ana", "--during", "soup"], "The date “soup” cannot be read"),
        (["near", "food", "bread"], "no code “bread”"),
        (["cross", "athor"], "Did you mean author"),
        (["present", "ana"], "ana is a person, not a place"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_says_how_to_ask(
    run: Run, work: Path, words: list[str], said: str
) -> None:
    answer = run(words[0], work, *words[1:])
    assert answer.code in (2, 3)
    assert said in " ".join(answer.err.split())
