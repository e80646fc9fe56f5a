"""Values that cannot both be right, and who stands on each side."""

from collections.abc import Callable
from typing import Any

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.check import check
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]

RULES = ["asserted-and-denied", "conflicting-values", "only-once"]
FOOD = {"aspect": "food"}


@pytest.fixture
def letter(story: Story) -> Story:
    story.people("clara").groups("cellmates").types("voting")
    return story.letter("l", by="ana", written="2025-03-25")


def found(letter: Story, told: Tell) -> list[tuple[str, str]]:
    return [(f.rule, f.severity) for f in check(told(letter), rules=RULES)]


def test_good_food_and_bad_food_with_the_witnesses_of_each(letter: Story, told: Tell) -> None:
    letter.say("north", "rating", value="2", roles=FOOD, told_by=["boris"])
    letter.say("north", "rating", value="1", roles=FOOD, told_by=["boris"])
    letter.say("north", "rating", value="-1", roles=FOOD, told_by=["clara"])
    (finding,) = check(told(letter), rules=RULES)
    assert (finding.rule, finding.severity) == ("conflicting-values", "warning")
    assert finding.facts["n_a"] == "1 witness: boris"
    assert finding.facts["n_b"] == "1 witness: clara"
    assert finding.facts["what"] == "north, rating, food"


def test_of_many_witnesses_and_dates_a_few_are_named(letter: Story, told: Tell) -> None:
    """Forty letters on one kitchen: a message that lists them all is read by nobody."""
    crowd = [f"witness-{n}" for n in range(12)]
    letter.people(*crowd)
    for n, who in enumerate(crowd):
        days = f"2025-02-{n + 1:02}/2025-03-{n + 1:02}"
        letter.say("north", "rating", value="2", roles=FOOD, when=days, told_by=[who])
    letter.say("north", "rating", value="-1", roles=FOOD, told_by=["clara"])
    (finding,) = check(told(letter), rules=RULES)
    named = f"{finding.facts['n_a']}{finding.facts['n_b']}"
    assert "12 witnesses: witness-0, witness-1, witness-2, witness-3 and 8 more" in named
    assert finding.message.count("very good") == 1
    assert len(finding.message) < 400
    assert len(finding.evidence) == 3 * 13  # all of them are behind it


def test_hearsay_against_one_who_was_there_is_a_note(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north-1", when="2025-01")
    letter.say("north", "rating", value="-2", roles=FOOD)
    letter.say("north", "rating", value="2", roles=FOOD, told_by=["boris"], basis="unknown")
    (finding,) = check(told(letter), rules=RULES)
    assert finding.severity == "note"
    assert "first-hand: ana" in finding.message


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"value": "2", "roles": FOOD}, {"value": "-1", "roles": {"aspect": "mail"}}),
        ({"value": "2", "roles": FOOD}, {"value": "0", "roles": FOOD}),
        (
            {"value": "2", "roles": FOOD, "when": "2024"},
            {"value": "-1", "roles": FOOD, "when": "2025"},
        ),
        (
            {"value": "2", "roles": FOOD, "told_by": [("boris", None, "2022-01")]},
            {"value": "-1", "roles": FOOD},
        ),
    ],
)
def test_what_does_not_contradict(
    letter: Story, told: Tell, a: dict[str, Any], b: dict[str, Any]
) -> None:
    letter.say("north", "rating", **a)
    letter.say("north", "rating", **b)
    assert found(letter, told) == []


def test_a_custom_asserted_and_denied(letter: Story, told: Tell) -> None:
    letter.say("cellmates", "practice", "voting")
    letter.say("cellmates", "practice", "voting", polarity=-1, told_by=["boris"])
    (finding,) = check(told(letter), rules=RULES)
    assert finding.message == (
        "“cellmates: voting” is asserted by 1 witness: ana, and denied by 1 witness: boris."
    )


def test_one_statement_that_another_witness_denies(letter: Story, told: Tell) -> None:
    one = letter.say("boris", "event", value="stole the bread", told_by=["clara"])
    letter.say("boris", "event", value="stole the bread", stance="denies", again=one)
    assert found(letter, told) == [("asserted-and-denied", "warning")]


def test_who_denies_that_it_is_not_so_asserts_it(letter: Story, told: Tell) -> None:
    letter.say("cellmates", "practice", "voting")
    letter.say("cellmates", "practice", "voting", polarity=-1, stance="denies")
    assert found(letter, told) == []


def test_a_doubt_is_not_a_denial(letter: Story, told: Tell) -> None:
    one = letter.say("cellmates", "practice", "voting")
    letter.say("cellmates", "practice", "voting", stance="doubts", again=one)
    assert found(letter, told) == []


@pytest.mark.parametrize(
    ("predicate", "a", "b", "conflict"),
    [
        ("capacity", ("16", None), ("20", None), True),
        ("capacity", ("16..20", None), ("20", None), False),
        ("population", ("24", "2025-03-01"), ("26", "2025-03-01"), True),
        ("population", ("24", "2025-03"), ("26", "2025-03"), False),
    ],
)
def test_numbers(
    letter: Story,
    told: Tell,
    predicate: str,
    a: tuple[str, str | None],
    b: tuple[str, str | None],
    *,
    conflict: bool,
) -> None:
    for value, when in (a, b):
        letter.say("north-1", predicate, value=value, when=when)
    assert found(letter, told) == ([("conflicting-values", "warning")] if conflict else [])


def test_a_group_forms_once(letter: Story, told: Tell) -> None:
    letter.say("cellmates", "formed", "north-1", when="2025-01")
    letter.say("cellmates", "formed", "north", when="2025-01-05", told_by=["boris"])
    letter.say("cellmates", "formed", "south-1", when="2025-03", told_by=["clara"])
    (finding,) = check(told(letter), rules=RULES)
    assert (finding.rule, finding.facts["n_b"]) == ("only-once", "1 witness: clara")
