"""Words that moved, statements without a witness, letters without a head."""

from collections.abc import Callable
from dataclasses import replace

from kartoteka.archive.archive import Archive
from kartoteka.check import check
from kartoteka.model.findings import Finding
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


def found(story: Story, told: Tell, *rules: str) -> tuple[Finding, ...]:
    return check(told(story), rules=rules)


def test_a_statement_that_nobody_attests(story: Story, told: Tell) -> None:
    story.fact("ana", "stay", "north-1")
    (finding,) = found(story, told, "nobody-attests")
    # names, sorts and what lies in what need nobody
    assert (finding.severity, finding.where.id) == ("error", "fact_11")


def test_words_that_stand_elsewhere_now(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025")
    story.say("ana", "stay", "north-1")
    story.say("ana", "stay", "south-1")
    archive = told(story)
    first, second = archive.passages("l")
    with archive.edit(why="a careless hand") as edit:
        edit.replace(first, replace(first, start=second.start, end=second.start + 5))
        edit.replace(second, replace(second, exact="never said"))
    moved, gone = check(archive, rules=["words-moved"])
    if gone.where.id == first.id:
        moved, gone = gone, moved
    assert f"[{first.start}, {first.end}]" in moved.fix
    assert "nor anywhere else" in gone.message
    assert {moved.severity, gone.severity} == {"error"}


def test_words_in_their_place_are_no_finding(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025")
    story.say("ana", "stay", "north-1")
    assert found(story, told, "words-moved") == ()


def test_what_a_letter_does_not_say_of_itself(story: Story, told: Tell) -> None:
    story.letter("whole", by="ana", written="2025", place="north")
    story.letter("placeless", by="ana", written="2025").letter("bare", by=None, written=None)
    findings = {f.where.id: f for f in found(story, told, "source-without-head")}
    assert {i: f.severity for i, f in findings.items()} == {"placeless": "note", "bare": "warning"}
    assert "who wrote it, when and where" in findings["bare"].message


def test_an_author_whom_nobody_described(story: Story, told: Tell) -> None:
    story.letter("l", by="stranger", written="2025", place="north")
    (finding,) = found(story, told, "source-names-nobody")
    assert (finding.severity, finding.facts["unknown"]) == ("warning", "stranger")


def test_tellings_without_a_place_are_one_note_per_letter(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025")
    story.say("north", "rating", value="1", told_by=["boris"])
    story.say("north", "rating", value="2", told_by=["boris"])
    story.say("south", "rating", value="2", told_by=[("boris", "north", None)])
    (finding,) = found(story, told, "telling-without-place")
    assert (finding.severity, finding.facts["n"]) == ("note", 2)
