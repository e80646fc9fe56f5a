"""What is said of something, by those who were there and by those who were not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.errors import UnknownName
from kartoteka.relate.queries import said
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


@pytest.fixture
def soup(story: Story) -> Story:
    """Ana ate it; Boris claims to have eaten it, and nothing places him there; he had it from Ana."""
    story.letter("l", by="ana", written="2025-03-25")
    story.say("ana", "stay", "south-1", when="2025-01")
    story.say("south", "rating", value="-1", when="2025-01", roles={"aspect": "food"})
    story.letter("m", by="boris", written="2025-04-25")
    story.say(
        "south", "rating", value="2", roles={"aspect": "food"}, told_by=["ana"], basis="unknown"
    )
    story.say("south", "rating", value="1", roles={"aspect": "food"})
    return story


def test_the_journeys_decide_who_was_there(soup: Story, told: Tell) -> None:
    found = said(told(soup), "south", predicate="rating")
    rows = found.select("standing", "witness", "author", "value", "tellings", "roles").rows()
    assert rows == [
        ("first-hand", "ana", "ana", "-1", 0, "aspect=food"),
        ("first-hand", "ana", "boris", "2", 1, "aspect=food"),
        ("hearsay", "boris", "boris", "1", 0, "aspect=food"),
    ]
    assert found["quote"].to_list()[0] == "2. south rating -1."
    assert found["evidence"].to_list()[0][:2] == ["st_2", "at_2"]


def test_only_by_the_one_or_the_other(soup: Story, told: Tell) -> None:
    archive = told(soup)
    assert said(archive, "south", by="elsewhere")["standing"].to_list() == ["hearsay"]
    assert set(said(archive, "south", by="there")["standing"]) == {"first-hand"}


def test_of_a_place_also_what_is_said_of_its_cells(soup: Story, told: Tell) -> None:
    assert "south-1" in said(told(soup), "south")["object"].to_list()


def test_an_unknown_word_is_answered_with_the_nearest(soup: Story, told: Tell) -> None:
    archive = told(soup)
    with pytest.raises(UnknownName, match="Did you mean"):
        said(archive, "south", by="ther")
    with pytest.raises(UnknownName, match="Did you mean"):
        said(archive, "south", predicate="ratng")


def test_who_was_in_a_ward_is_first_hand_wherever_it_lay(story: Story, told: Tell) -> None:
    """The ward was moved to the south before Boris lay in it: he speaks of the ward that he knew."""
    story.place("ward", "cell")
    story.fact("ward", "part_of", "north", when="2010/2020").fact(
        "ward", "part_of", "south", when="2021/.."
    )
    story.letter("b", by="boris", written="2021-10-01")
    story.say("boris", "stay", "ward", when="2021-03/2021-09")
    story.say("ward", "rating", value="1", roles={"aspect": "food"})
    archive = told(story)
    for about in ("ward", "south", "north"):
        found = said(archive, about, predicate="rating")
        assert found["standing"].to_list() == ["first-hand"], about
