"""The page of a found typology, and what `--declare` does."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

from kartoteka.testing import Story


@pytest.fixture
def lives(tmp_path: Path) -> Path:
    """Four who stayed in the north, four who were taken to the south."""
    people = [f"n{i}" for i in range(4)] + [f"s{i}" for i in range(4)]
    story = Story().people(*people).place("north", "prison").place("south", "colony")
    story.letter("letter", by="n0", written="2025-01-10")
    for who in people:
        if who[0] == "n":
            story.say(who, "stay", "north", when="2024-01-01/2024-12-31")
        else:
            story.say(who, "stay", "north", when="2024-01-01/2024-05-10")
            story.say(who, "stay", "south", when="2024-05-11/2024-12-31")
    path = tmp_path / "lives.kartoteka"
    story.archive(path).close()
    return path


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("states", ["kept", "prison"])
def test_the_page_fits_the_terminal(run: Run, lives: Path, lang: str, states: str) -> None:
    said = run("types", lives, "--states", states, "--lang", lang)
    assert (said.code, said.err) == (0, "")
    plain = [line for line in said.out.splitlines() if "kartoteka " not in line]
    assert max(map(len, plain)) <= 80
    assert not {"None", "{", "}", "nan"} & set(said.out.replace("(", " ").split())
    assert "\n\n\n" not in said.out


def test_types_are_named_and_lives_drawn(run: Run, lives: Path) -> None:
    said = run("types", lives, "--states", "prison")
    assert "North throughout · 4 lives" in said.flat
    assert "North → south · 4 lives" in said.flat
    drawn = [line.split() for line in said.out.splitlines() if line.strip().startswith("n1 ")]
    assert set(drawn[0][1]) == {"a"}


def test_for_programs_everything_is_there(run: Run, lives: Path) -> None:
    result = run("types", lives, "--states", "prison", "--json").json["result"]
    assert result["k"] == 2
    assert {len(t["members"]) for t in result["types"]} == {4}
    assert all(m["evidence"] for t in result["types"] for m in t["members"])
    assert set(result["sequences"]["n1"]) == {"entity:north"}
    assert "lives" not in result


def test_declared_types_have_a_page_and_can_be_taken_back(run: Run, lives: Path) -> None:
    declared = run(
        "types", lives, "--states", "prison", "--declare", "holds", "--only", "type-1", "--json"
    )
    (id_,) = declared.json["result"]["declared"].values()
    page = run("type", lives, id_)
    assert page.code == 0
    assert "A type found among 8 lives" in page.flat
    assert run("undo", lives).code == 0
    assert run("type", lives, id_).code != 0


def test_what_cannot_be_answered_is_said(run: Run, lives: Path) -> None:
    few = run("types", lives, "--states", "occupation")
    assert few.code != 0
    assert "No life in the archive has a dated state" in few.err
    unknown = run("types", lives, "--states", "prisn", "--lang", "ru")
    assert "prison" in unknown.err
    assert run("types", lives, "--states", "prison", "--declare", "").code != 0
