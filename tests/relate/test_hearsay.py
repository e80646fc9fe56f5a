"""What was told, by whom, from whom they had it, where, and how old it was."""

from collections.abc import Callable

from kartoteka.archive.archive import Archive
from kartoteka.relate.hearsay import hearsay, news
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


def test_three_tellings_from_the_one_who_knew_to_the_author(story: Story, told: Tell) -> None:
    """Ana hears in the north from the neighbours, who had it from a driver, who had it from Boris."""
    story.groups("neighbours").people("driver").letter("l", by="ana", written="2025-03-25")
    story.say("boris", "stay", "south-1", when="2024")
    story.say(
        "south",
        "rating",
        value="2",
        roles={"aspect": "food"},
        told_by=[("neighbours", "north-1", "2025-03"), "driver", ("boris", None, "2024-12-25")],
        basis="unknown",
    )
    (item,) = hearsay(told(story), "south")
    assert [(s.speaker, s.listener, s.place) for s in item.steps] == [
        ("boris", "driver", None),
        ("driver", "neighbours", None),
        ("neighbours", "ana", "north-1"),
    ]
    assert (item.witness, item.standing, item.age) == ("boris", "first-hand", 90)
    assert item.because is not None
    assert item.because.place == "south-1"
    assert item.ids == ("st_2", "at_2", item.evidence.passage.id)


def test_what_is_said_of_a_cell_is_said_of_its_prison(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-25")
    story.say("south-1", "trait", value="damp", basis="unknown")
    assert [n.statement.value for n in hearsay(told(story), "south")] == ["damp"]
    assert hearsay(told(story), "north") == ()


def test_what_the_author_saw_is_news_but_not_hearsay(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-25", place="south")
    story.say("south", "trait", value="damp", basis="saw")
    archive = told(story)
    assert hearsay(archive, "south") == ()
    assert [n.standing for n in news(archive, "south")] == ["first-hand"]


def test_what_the_author_admits_to_have_heard_of_a_person(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-25")
    story.say("boris", "charge", value="theft", basis="heard-said")
    story.say("boris", "charge", value="libel", basis="inferred")
    assert [n.statement.value for n in hearsay(told(story))] == ["theft"]


def test_names_and_sorts_are_no_news(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-25")
    story.say("boris", "name", value="Boris", told_by=["boris"])
    assert hearsay(told(story)) == ()
