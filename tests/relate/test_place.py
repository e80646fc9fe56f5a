"""A place, who was there when, and how it is rated by whom."""

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.errors import UsageError
from kartoteka.relate.place import place
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


def test_a_prison_is_made_of_what_is_said_of_it_and_its_cells(story: Story, told: Tell) -> None:
    story.things("kettle").letter("l", by="ana", written="2025-03-25")
    story.say("ana", "stay", "north-1", when="2025-02")
    story.say("boris", "stay", "north", when="2025-01")
    story.say("north-2", "has", "kettle")
    story.say("north", "capacity", value="200")
    story.say("north", "event", value="fire", when="2025-02-02")
    found = place(told(story), "north")
    assert [(v.who, v.place) for v in found.visitors] == [("boris", "north"), ("ana", "north-1")]
    assert (found.sort, found.children) == ("prison", ("north-1", "north-2"))
    assert [len(x) for x in (found.has, found.numbers, found.events)] == [1, 1, 1]


def test_first_hand_ratings_come_before_hearsay(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-25")
    story.say("boris", "stay", "north-1", when="2025-01")
    food = {"aspect": "food"}
    story.say("north", "rating", value="2", roles=food)
    story.say("north", "rating", value="-1", roles=food, told_by=["boris"])
    ratings = place(told(story), "north").ratings
    assert [(n.statement.value, n.standing) for n in ratings] == [
        ("-1", "first-hand"),
        ("2", "hearsay"),
    ]


def test_a_group_brings_its_customs_for_as_long_as_it_stays(story: Story, told: Tell) -> None:
    story.groups("cellmates").types("voting", "chess").letter("l", by="ana", written="2025-03-25")
    story.say("cellmates", "stay", "north-1", when="2025-01")
    story.say("cellmates", "practice", "voting", when="2025-01")
    story.say("cellmates", "practice", "chess", when="2025-03")
    found = place(told(story), "north")
    assert [p.statement.object for p in found.practices] == ["voting"]
    assert found.groups == ("cellmates",)


def test_a_person_is_not_a_place(story: Story, told: Tell) -> None:
    with pytest.raises(UsageError, match="life"):
        place(told(story), "ana")
