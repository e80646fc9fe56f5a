"""Ends before beginnings, lengths that do not fit, news before the event."""

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.check import check
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]

RULES = ["duration-does-not-fit", "group-out-of-time", "told-before-it-happened"]


@pytest.fixture
def letter(story: Story) -> Story:
    return story.groups("table").types("sharing").letter("l", by="ana", written="2025-03-25")


def found(letter: Story, told: Tell) -> list[tuple[str, str]]:
    return [(f.rule, f.severity) for f in check(told(letter), rules=RULES)]


@pytest.mark.parametrize(
    ("when", "duration", "fits"),
    [
        ("2025-03-05/2025-03-18", "P14D", True),
        ("2025-03-05/2025-03-18", "P13D", True),
        ("2025-03-05/2025-03-18", "P2M", False),
        ("2025-03-05/2025-03-18", "P3D", False),
        ("2025-03/2025-04", "P3D", True),
        ("../2025-03-18", "P2M", True),
        ("2025-03", "P2M", True),
    ],
)
def test_a_length_and_its_dates(
    letter: Story, told: Tell, when: str, duration: str, *, fits: bool
) -> None:
    letter.say("ana", "stay", "north-1", when=when, duration=duration)
    assert found(letter, told) == ([] if fits else [("duration-does-not-fit", "warning")])


def test_a_group_that_ended_before_it_began(letter: Story, told: Tell) -> None:
    letter.say("table", "formed", "north-1", when="2025-03")
    letter.say("table", "dissolved", "north-1", when="2025-01")
    assert found(letter, told) == [("group-out-of-time", "error")]


def test_members_before_and_after_its_life(letter: Story, told: Tell) -> None:
    letter.say("table", "formed", "north-1", when="2025-01")
    letter.say("table", "dissolved", "north-1", when="2025-02")
    letter.say("ana", "member", "table", when="2024-12")
    letter.say("ana", "member", "table", when="2025-01/2025-02")
    letter.say("boris", "member", "table", when="2025-03/..")
    letter.say("table", "practice", "sharing", when="2025-03")
    findings = check(told(letter), rules=RULES)
    assert [f.where.id for f in findings] == ["st_3", "st_5", "st_6"]
    assert "formed only later" in findings[0].message
    assert "had dissolved" in findings[1].message


def test_a_witness_without_a_date_keeps_it_open(letter: Story, told: Tell) -> None:
    letter.say("table", "formed", "north-1", when="2025-01")
    letter.say("table", "formed", "north-1")
    letter.say("ana", "member", "table", when="2024-12")
    assert found(letter, told) == []


def test_a_letter_that_knows_the_future(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north-1", when="2025-04/..")
    letter.say("ana", "stay", "south-1", when="2025-03/2025-06")
    (finding,) = check(told(letter), rules=RULES)
    assert finding.where.kind == "attestation"
    assert finding.evidence[0] == "st_1"


def test_a_telling_after_the_letter_that_has_it(letter: Story, told: Tell) -> None:
    letter.say("north", "rating", value="1", told_by=[("boris", None, "2025-04")])
    (finding,) = check(told(letter), rules=RULES)
    assert "told April 2025" in finding.message
