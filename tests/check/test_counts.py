"""Three prisons counted, two known: ask."""

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.check import check
from kartoteka.check.counts import number_word, ordinal
from kartoteka.model.findings import Finding
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


@pytest.fixture
def letter(story: Story) -> Story:
    story.letter("l", by="ana", written="2025-03-25")
    story.say("ana", "stay", "north-1", when="2025-03-01/2025-03-10")
    story.say("ana", "stay", "south-1", when="2025-03-11/..")
    return story


def found(letter: Story, told: Tell, lang: str = "en") -> tuple[Finding, ...]:
    return check(told(letter), rules=["count-not-reached"], lang=lang)


def test_the_question_says_what_is_known_and_asks_for_the_rest(letter: Story, told: Tell) -> None:
    letter.say("ana", "count", value="3", roles={"of": "prison"})
    (finding,) = found(letter, told)
    assert (finding.severity, finding.ask) == ("ask", "ana")
    assert finding.message == "ana counts three prisons; known: 2 (north and south). Missing: 1."
    assert finding.question == (
        "On 25 March 2025 you wrote: “3. ana count 3”. We know of two prisons (north and south). "
        "Which was the third prison?"
    )


def test_several_are_missing(letter: Story, told: Tell) -> None:
    letter.say("ana", "count", value="5", roles={"of": "cell"})
    assert (found(letter, told)[0].question or "").endswith("Which were the other three cells?")


def test_none_is_known(letter: Story, told: Tell) -> None:
    letter.say("boris", "count", value="2", roles={"of": "town"})
    assert (found(letter, told)[0].question or "").endswith(
        "We know of none of them yet. Which were the two towns?"
    )


def test_names_that_bring_commas_along_are_kept_apart(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north-2", when="2025-02")
    letter.say("ana", "count", value="4", roles={"of": "cell"})
    letter.fact("north-2", "name", value="North, 2", lang="en")
    assert "(north-1; south-1 and North, 2)" in (found(letter, told)[0].question or "")


def test_in_russian(letter: Story, told: Tell) -> None:
    letter.say("ana", "count", value="7", roles={"of": "cell"})
    (finding,) = found(letter, told, "ru")
    assert (
        finding.message
        == "ana: названо — 7 камер; известно — 2 («north-1» и «south-1»). Не хватает: 5."
    )
    assert (finding.question or "").endswith("Не хватает: 5 камер. Что это были за места?")


def test_a_count_that_is_reached_is_no_finding(letter: Story, told: Tell) -> None:
    letter.say("ana", "count", value="2", roles={"of": "prison"})
    assert found(letter, told) == ()


def test_what_cannot_be_counted_along_a_journey(letter: Story, told: Tell) -> None:
    letter.groups("cellmates")
    letter.say("ana", "count", value="31", roles={"of": "cards"})
    letter.say("ana", "count", value="4", roles={"of": "household"})
    letter.say("north", "count", value="90", roles={"of": "cell"})
    assert found(letter, told) == ()


def test_whoever_made_the_claim_is_asked_if_the_person_does_not_write(
    letter: Story, told: Tell
) -> None:
    letter.say("boris", "count", value="3", roles={"of": "prison"})
    assert found(letter, told)[0].ask == "ana"


def test_numbers_in_words() -> None:
    assert [number_word(n) for n in (1, 12, 13)] == ["one", "twelve", "13"]
    assert [ordinal(n) for n in (2, 12, 13, 21, 111)] == [
        "second",
        "twelfth",
        "13th",
        "21st",
        "111th",
    ]
