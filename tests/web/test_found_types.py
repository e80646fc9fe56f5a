"""Types found among the lives, in the workbench: searched beside the desk, moved, looked into, declared."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import PORT, Page

from kartoteka.testing import Story
from kartoteka.web.server import Server

STATES = {"states": ["prison"], "measure": "om", "indel": 1.0}


def two_ways() -> Story:
    """Four who stayed in the north, three who were taken south in May, one of whom little is known."""
    people = [f"n{i}" for i in range(4)] + [f"s{i}" for i in range(3)] + ["passer"]
    story = Story().people(*people)
    story.place("north", "prison").place("south", "colony")
    story.letter("letter", by="n0", written="2025-01-10")
    for who in people[:4]:
        story.say(who, "stay", "north", when="2024-01-01/2024-12-31")
    for who in people[4:7]:
        story.say(who, "stay", "north", when="2024-01-01/2024-05-10")
        story.say(who, "stay", "south", when="2024-05-11/2024-12-31")
    story.say("passer", "stay", "south", when="2024-06-03")
    return story


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page on an archive in which types have been searched for."""
    path: Path = tmp_path_factory.mktemp("types") / "work.kartoteka"
    two_ways().archive(path).close()
    server = Server(path, by="nora")
    server.port = PORT
    page = Page(server)
    found(page, STATES)
    yield page
    server.close()


def found(page: Page, settings: dict[str, Any], begin: str = "missing") -> dict[str, Any]:
    """Search, and wait for what is found."""
    answer = page.ask("types", settings=settings, begin=begin)
    end = time.monotonic() + 120
    while answer["state"] == "running" and time.monotonic() < end:
        time.sleep(0.1)
        answer = page.ask("types", settings=settings)
    return answer


def test_what_is_found_says_who_is_in_which_type_and_how_far_to_trust_it(searched: Page) -> None:
    answer = found(searched, STATES)
    shown = answer["found"]
    assert (answer["state"], answer["failure"]) == ("fresh", None)
    assert [sorted(m["person"] for m in t["members"]) for t in shown["types"]] == [
        ["n0", "n1", "n2", "n3"],
        ["s0", "s1", "s2"],
    ]
    assert shown["left_out"] == [["passer", 1]]
    assert len(shown["claims"]) >= 4
    assert {len(t["members"]) for t in shown["types"]} == {3, 4}
    cells = {sum(cells for _, cells in run) for run in shown["runs"]}
    assert cells == {len(shown["times"])}
    tree = shown["tree"]
    assert len(tree["joins"]) == len(tree["leaves"]) - 1 == 6
    assert sorted(tree["order"]) == list(range(7))
    assert answer["names"]["n0"]["kind"] == "person"


def test_a_life_is_read_from_statements_down_to_their_words(searched: Page) -> None:
    answer = searched.ask("types-life", settings=STATES, person="s0")
    runs = [run for run in answer["runs"] if run["state"] >= 0]
    assert [len(run["statements"]) for run in runs] == [1, 1]
    assert runs[0]["last"] < runs[1]["first"]
    for said in answer["statements"]:
        assert said["subject"] == "s0"
        assert said["evidence"][0]["passage"]["exact"]


def test_a_cost_is_moved_and_the_lives_group_anew(searched: Page) -> None:
    same = searched.ask("types-moved", settings=STATES, k=2, indel=1.5)
    people = found(searched, STATES)["found"]["people"]
    groups = dict(zip(people, same["labels"], strict=True))
    assert groups["n0"] == groups["n3"] != groups["s0"] == groups["s2"]
    assert all(same["stays"])
    three = searched.ask("types-moved", settings=STATES, k=3, indel=1.5)
    assert len(three["medoids"]) == 3


def test_what_was_not_searched_is_not_moved(searched: Page) -> None:
    other = {**STATES, "k": 3}
    assert (
        "not been searched" in searched.refused("types-moved", 400, settings=other, k=2)["message"]
    )
    searched.refused("types-life", 404, settings=STATES, person="nobody")


def test_what_cannot_be_found_is_said_in_the_language_of_the_page(searched: Page) -> None:
    settings = {"states": ["occupation"]}
    assert found(searched, settings)["state"] == "failed"
    assert "dated state" in searched.ask("types", settings=settings)["failure"]
    searched.headers["Accept-Language"] = "ru"
    try:
        assert "состояния рода" in searched.ask("types", settings=settings)["failure"]
    finally:
        searched.headers["Accept-Language"] = "en"


def test_only_the_newest_search_goes_on(searched: Page) -> None:
    """Whoever tries one setting after another does not start a crowd of processes."""
    for k in (2, 3, 4):
        searched.ask("types", settings={**STATES, "k": k}, begin="missing")
    assert [name for name, _, _ in searched.server.room.busy()].count("types") == 1
    answer = found(searched, {**STATES, "k": 4})
    assert len(answer["found"]["types"]) == 4


def test_types_are_declared_under_names_of_ones_own_and_taken_back(searched: Page) -> None:
    """Declared in one edit; whoever looked at an older archive must look again first."""
    found(searched, STATES, begin="again")
    names = {"type-1": {"en": "Those who stayed", "ru": "Оставшиеся"}}
    body = {"settings": STATES, "only": ["type-1"], "names": names}
    assert "why" in searched.refused("declare-types", 400, **body, why=" ")["message"]
    written = searched.ask("declare-types", **body, why="holds against the letters")
    (made,) = written["ids"]["entity"]
    card = searched.ask("card", id=made)
    assert card["entity"]["label"] == "Those who stayed"
    assert "Оставшиеся" in {name["value"] for name in card["names_known"]}
    assert card["mentioned"]["total"] == 4
    refused = searched.refused("declare-types", 400, **body, why="and again")
    assert "changed since" in refused["message"]
    assert searched.ask("undo")["why"] == "holds against the letters"
    searched.refused("card", 404, id=made)
