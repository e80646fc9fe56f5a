"""Who was in a place at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.errors import UsageError
from kartoteka.relate.queries import present
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


@pytest.fixture
def march(story: Story) -> Story:
    story.people("clara", "dora").groups("neighbours")
    story.letter("l", by="ana", written="2025-03-25")
    story.say("ana", "stay", "north-1", when="2025-03-01/2025-03-10", roles={"regime": "common"})
    story.say("boris", "stay", "north-1", when="2025-03")
    story.say("clara", "stay", "north-2", when="2025-02-01/2025-02-20")
    story.say("neighbours", "stay", "north-2", when="2025-03-01/2025-03-31")
    story.say("dora", "member", "neighbours", when="2025-03-15/2025-04-10")
    return story


def test_in_a_cell_in_march(march: Story, told: Tell) -> None:
    """Ana certainly; Boris was there some day of March, so that is certain of no day."""
    found = present(told(march), "north-1", "March 2025")
    assert found.select("who", "certain", "regime").rows() == [
        ("ana", True, "common"),
        ("boris", False, None),
    ]


def test_in_a_prison_also_those_in_its_cells_and_members_of_groups(
    march: Story, told: Tell
) -> None:
    """Dora stayed there with the neighbours, as long as she was one of them and they were there."""
    found = present(told(march), "north", "2025-03")
    assert set(found["who"]) == {"ana", "boris", "neighbours", "dora"}
    [dora] = [row for row in found.to_dicts() if row["who"] == "dora"]
    assert (dora["place"], dora["as_member_of"], dora["certain"]) == ("north-2", "neighbours", True)
    assert (dora["possible_from"], dora["certain_to"]) == (date(2025, 3, 15), date(2025, 3, 31))
    assert {"st_4", "st_5"} <= set(dora["evidence"])


def test_only_those_who_must_have_been_there(march: Story, told: Tell) -> None:
    found = present(told(march), "north", "2025-03-12", certain=True)
    assert found["who"].to_list() == ["neighbours"]


def test_without_a_time_everybody_ever(march: Story, told: Tell) -> None:
    assert "clara" in present(told(march), "north")["who"].to_list()


def test_a_person_is_no_place(march: Story, told: Tell) -> None:
    with pytest.raises(UsageError, match="not a place"):
        present(told(march), "ana")


def test_members_are_not_there_after_their_group_has_turned_up_elsewhere(
    story: Story, told: Tell
) -> None:
    story.people("dora").groups("neighbours").letter("l", by="ana", written="2025-01-10")
    story.say("neighbours", "stay", "north-2", when="2025-01-01/..")
    story.say("dora", "member", "neighbours", when="2025-01-01/..")
    story.letter("later", by="ana", written="2025-03-25")
    story.say("neighbours", "stay", "south-1", when="2025-03-01/..")
    found = present(told(story), "north-2")
    assert found.select("who", "possible_to").rows() == [
        ("dora", date(2025, 3, 1)),
        ("neighbours", date(2025, 3, 1)),
    ]
