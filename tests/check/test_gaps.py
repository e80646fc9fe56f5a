"""What is missing."""

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.check import check
from kartoteka.model.findings import Finding
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


@pytest.fixture
def letter(story: Story) -> Story:
    return story.groups("table", "heirs").letter("l", by="ana", written="2025-03-25")


def found(letter: Story, told: Tell, rule: str) -> tuple[Finding, ...]:
    return check(told(letter), rules=[rule])


def test_stays_of_which_nobody_says_when_they_began_are_one_question(
    letter: Story, told: Tell
) -> None:
    letter.say("ana", "stay", "north-1", when="../2025-03-25")
    letter.say("ana", "stay", "south-1")
    letter.say("ana", "stay", "south-2", when="2025-03/..")
    (finding,) = found(letter, told, "undated-stay")
    assert finding.ask == "ana"
    assert finding.question == (
        "In which order were you in these places, and from when to when, roughly: north-1 and south-1?"
    )


def test_a_stay_that_another_statement_dates_is_not_asked_about(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north-1")
    letter.say("ana", "stay", "north-1", when="2025-02")
    assert found(letter, told, "undated-stay") == ()


def test_groups_are_not_asked_when_they_came(letter: Story, told: Tell) -> None:
    letter.say("table", "stay", "north-1")
    assert found(letter, told, "undated-stay") == ()


def test_about_others_the_witness_is_asked(letter: Story, told: Tell) -> None:
    letter.say("boris", "stay", "north-1", basis="saw")
    (finding,) = found(letter, told, "undated-stay")
    assert "Do you know from when to when, roughly, boris was" in (finding.question or "")


def test_groups_without_members_except_those_who_write(letter: Story, told: Tell) -> None:
    letter.groups("guards", sort="staff").groups("editors").letter(
        "note", by="editors", written="2025"
    )
    letter.say("boris", "member", "table")
    assert [f.where.id for f in found(letter, told, "group-without-members")] == ["heirs"]


@pytest.fixture
def ended(letter: Story) -> Story:
    letter.say("boris", "member", "table")
    letter.say("ana", "member", "table")
    letter.say("ana", "stay", "south-1", when="2025-03-10/..")
    letter.say("table", "dissolved", "north-1", when="2025-03-01")
    return letter


def test_members_who_vanished_with_their_group(ended: Story, told: Tell) -> None:
    (finding,) = found(ended, told, "vanished-with-group")
    assert (finding.facts["members"], finding.ask) == ("boris", "ana")


def test_not_if_the_group_lived_on(ended: Story, told: Tell) -> None:
    ended.say("table", "continued", "heirs", when="2025-03-05")
    assert found(ended, told, "vanished-with-group") == ()
