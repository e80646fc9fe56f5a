"""The next letter: one interview per witness, the weightiest question first."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.check import questions
from kartoteka.model.statements import Role
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


@pytest.fixture
def letter(story: Story) -> Story:
    story.letter("l", by="ana", written="2025-03-25")
    story.say(
        "north", "rating", value="1", roles={"aspect": "food"}, told_by=["boris"], basis="saw"
    )
    story.say("ana", "stay", "south-1")
    story.say("ana", "count", value="3", roles={"of": "prison"})
    return story


def test_counts_of_one_passage_are_one_question(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-25")
    story.say("ana", "stay", "south-1", when="2025-03")
    story.say("ana", "count", value="3", roles={"of": "prison"})
    archive = told(story)
    _add_count_on_same_words(archive)
    (interview,) = questions(archive)
    (question,) = interview.questions
    assert question.text == (
        "On 25 March 2025 you wrote: “2. ana count 3”. We know of one prison (south) and one cell (south-1). "
        "Which were the other two prisons, and which was the second cell?"
    )
    assert len(question.findings) == 2
    assert {"st_2", "st_more"} <= set(question.evidence)


def _add_count_on_same_words(archive: Archive) -> None:
    (found,) = archive.statements(ids="st_2")
    more = replace(found.statement, id="st_more", value="2", roles=(Role("of", value="cell"),))
    attestation = replace(found.evidence[0].attestation, id="at_more", statement="st_more")
    with archive.edit(why="more") as edit:
        edit.add(more, attestation)


def test_where_a_person_was_comes_before_what_others_know(letter: Story, told: Tell) -> None:
    (interview,) = questions(told(letter))
    assert interview.witness == "ana"
    rules = [q.findings[0].rule for q in interview.questions]
    assert rules == ["count-not-reached", "undated-stay", "placed-nowhere"]
    assert str(interview).startswith("ana\n1. On 25 March 2025")


def test_each_is_asked_what_they_can_know(letter: Story, told: Tell) -> None:
    """Boris writes too: he is asked himself where he was, without a word of what Ana wrote."""
    letter.letter("reply", by="boris", written="2025-04-10")
    interviews = {i.witness: i for i in questions(told(letter))}
    (question,) = interviews["boris"].questions
    assert question.text == "Were you ever in north yourself? And if so, about when?"
    assert "placed-nowhere" not in {q.findings[0].rule for q in interviews["ana"].questions}


def test_in_russian(letter: Story, told: Tell) -> None:
    (interview,) = questions(told(letter), lang="ru")
    assert "Не хватает: 2 тюрьмы. Что это были за места?" in interview.questions[0].text


def test_nobody_to_ask(story: Story, told: Tell) -> None:
    story.groups("editors").letter("l", by="editors", written="2025")
    story.say("boris", "count", value="3", roles={"of": "prison"})
    assert questions(told(story)) == ()
