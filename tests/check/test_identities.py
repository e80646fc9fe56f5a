"""Who may be who."""

from collections.abc import Callable

from kartoteka.archive.archive import Archive
from kartoteka.check import check
from kartoteka.model.findings import Finding
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


def found(story: Story, told: Tell, rule: str) -> tuple[Finding, ...]:
    return check(told(story), rules=[rule])


def test_a_judgement_left_open_is_asked(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025").judge("boris", "ana", "maybe")
    story.say("boris", "stay", "north-1")
    (finding,) = found(story, told, "identity-open")
    assert (finding.severity, finding.ask) == ("ask", "ana")


def test_one_that_was_settled_is_not(story: Story, told: Tell) -> None:
    story.judge("boris", "ana", "maybe").judge("boris", "ana", "different")
    assert found(story, told, "identity-open") == ()


def test_judged_different_and_yet_the_same(story: Story, told: Tell) -> None:
    story.people("clara").judge("ana", "boris", "same").judge("boris", "clara", "same")
    story.judge("ana", "clara", "different")
    (finding,) = found(story, told, "identities-at-odds")
    assert finding.severity == "error"


def namesakes(story: Story, second_cell: str = "north-1", when: str = "2025-03") -> Story:
    story.fact("ana", "name", value="Bull", roles={"kind": "nickname"})
    story.fact("boris", "name", value="bull").letter("l", by="ana", written="2025-03-25")
    story.say("ana", "stay", "north-1", when="2025-03-01/..")
    story.say("boris", "stay", second_cell, when=when)
    return story


def test_one_nickname_in_one_cell(story: Story, told: Tell) -> None:
    (finding,) = found(namesakes(story), told, "namesakes")
    assert (finding.severity, finding.facts["ids"]) == ("ask", "ana, boris")


def test_namesakes_in_two_cells_or_two_years(story: Story, told: Tell) -> None:
    assert found(namesakes(story, "north-2"), told, "namesakes") == ()


def test_namesakes_of_other_years(story: Story, told: Tell) -> None:
    assert found(namesakes(story, when="2020"), told, "namesakes") == ()


def test_namesakes_who_were_told_apart(story: Story, told: Tell) -> None:
    assert found(namesakes(story).judge("ana", "boris", "different"), told, "namesakes") == ()
