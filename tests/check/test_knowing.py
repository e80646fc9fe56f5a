"""Who can know."""

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.check import check
from kartoteka.model.findings import Finding
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]

FOOD = {"aspect": "food"}


@pytest.fixture
def letter(story: Story) -> Story:
    return story.groups("neighbours").letter("l", by="ana", written="2025-03-25")


def found(letter: Story, told: Tell, rule: str, lang: str = "en") -> tuple[Finding, ...]:
    return check(told(letter), rules=[rule], lang=lang)


def test_who_speaks_as_one_who_was_there_and_was_not(letter: Story, told: Tell) -> None:
    letter.say("north", "rating", value="2", roles=FOOD, told_by=["boris"], basis="saw")
    letter.say("north", "trait", value="damp", told_by=["boris"], basis="saw")
    (finding,) = found(letter, told, "placed-nowhere")
    assert (finding.severity, finding.ask, finding.where.id) == ("ask", "ana", "boris")
    assert "Was boris ever in north? And if so, about when?" in (finding.question or "")
    assert {"st_1", "st_2"} <= set(finding.evidence)


def test_the_author_is_asked_about_themself(letter: Story, told: Tell) -> None:
    letter.say("north", "rating", value="2", roles=FOOD)
    assert "Were you ever in north yourself?" in (
        found(letter, told, "placed-nowhere")[0].question or ""
    )
    archive = told(letter)
    (finding,) = check(archive, rules=["placed-nowhere"], lang="ru")
    assert "Бывали ли вы сами в тюрьме «north»?" in (finding.question or "")


def test_of_hearsay_only_a_note(letter: Story, told: Tell) -> None:
    letter.say("north", "rating", value="2", roles=FOOD, told_by=["neighbours"], basis="unknown")
    (finding,) = found(letter, told, "placed-nowhere")
    assert (finding.severity, finding.ask, finding.question) == ("note", None, None)


@pytest.mark.parametrize("basis", ["heard-said", "read", "inferred"])
def test_who_says_that_they_only_heard_it_claims_nothing(
    letter: Story, told: Tell, basis: str
) -> None:
    letter.say("north", "rating", value="2", roles=FOOD, told_by=["neighbours"], basis=basis)
    assert found(letter, told, "placed-nowhere") == ()


def test_who_was_there_is_not_asked(letter: Story, told: Tell) -> None:
    letter.say("boris", "stay", "north-1", when="2024")
    letter.say("north", "rating", value="2", roles=FOOD, told_by=["boris"])
    assert found(letter, told, "placed-nowhere") == ()


def test_people_of_whom_one_only_heard(letter: Story, told: Tell) -> None:
    letter.people("clara", "dora", "driver")
    letter.say("clara", "event", value="escaped", told_by=["driver"])
    letter.say("dora", "event", value="fell ill", basis="saw")
    assert [f.where.id for f in found(letter, told, "only-by-hearsay")] == ["clara"]


def test_news_that_was_old_when_it_was_written_down(letter: Story, told: Tell) -> None:
    letter.say("north", "rating", value="2", roles=FOOD, told_by=[("boris", None, "2022-06")])
    letter.say("south", "rating", value="2", roles=FOOD, told_by=[("boris", None, "2025-01")])
    (finding,) = found(letter, told, "old-news")
    assert (finding.where.id, finding.facts["n"]) == ("north", 2)
