"""First-hand or hearsay: the journeys decide, not the claim."""

from collections.abc import Callable
from typing import Any

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.standing import Journeys
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


def standing(archive: Archive, id_: str) -> str:
    (found,) = archive.statements(ids=id_)
    return Journeys(Atlas(archive)).standing(found.statement, found.evidence[0])


def judged(story: Story, told: Tell, id_: str) -> str:
    return standing(told(story), id_)


@pytest.fixture
def letter(story: Story) -> Story:
    return story.groups("cellmates").letter("l", by="ana", written="2025-03-25")


def rate(story: Story, place: str = "north", **fields: Any) -> str:
    return story.say(place, "rating", value="2", roles={"aspect": "food"}, **fields)


def test_who_was_in_a_cell_speaks_of_the_prison_first_hand(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north-1", when="2025-01")
    assert judged(letter, told, rate(letter)) == "first-hand"


def test_who_was_in_the_prison_does_not_know_its_cells(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north", when="2025-01")
    assert judged(letter, told, rate(letter, "north-1")) == "hearsay"


def test_what_is_claimed_does_not_make_it_first_hand(letter: Story, told: Tell) -> None:
    assert judged(letter, told, rate(letter, basis="saw")) == "hearsay"


def test_however_the_word_reached_us(letter: Story, told: Tell) -> None:
    """Boris was there, told the cellmates, and they told Ana."""
    letter.say("boris", "stay", "north-1", when="2025-01")
    told_twice = rate(letter, told_by=["cellmates", "boris"], basis="unknown")
    assert judged(letter, told, told_twice) == "first-hand"


def test_who_came_only_after_they_spoke(letter: Story, told: Tell) -> None:
    letter.say("boris", "stay", "north-1", when="2025-02-10/..")
    early = rate(letter, told_by=[("boris", None, "2025-02-01")])
    late = rate(letter, "north-1", told_by=[("boris", None, "2025-02-20")])
    archive = told(letter)
    assert (standing(archive, early), standing(archive, late)) == ("hearsay", "first-hand")


def test_who_left_before_the_time_of_which_they_speak(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north-1", when="2010/2012")
    then, now = rate(letter, when="2011"), rate(letter, "north-1", when="2025-01")
    archive = told(letter)
    assert (standing(archive, then), standing(archive, now)) == ("first-hand", "hearsay")


def test_the_head_of_a_letter_places_its_author(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-25", place="north")
    assert judged(story, told, rate(story)) == "first-hand"


def test_a_group_knows_what_a_member_has_seen(letter: Story, told: Tell) -> None:
    letter.say("boris", "member", "cellmates", when="2025-01/..")
    letter.say("boris", "stay", "north-1", when="2024")
    assert judged(letter, told, rate(letter, told_by=["cellmates"])) == "first-hand"


def test_but_not_what_only_its_listener_has_seen(letter: Story, told: Tell) -> None:
    """Ana belongs to the cellmates; that she knows a prison does not make their talk of it first-hand."""
    letter.say("ana", "member", "cellmates", when="2025-01/..")
    letter.say("ana", "stay", "north-1", when="2024")
    assert judged(letter, told, rate(letter, told_by=["cellmates"])) == "hearsay"


def test_a_member_was_where_the_group_was_from_then_on(letter: Story, told: Tell) -> None:
    letter.say("cellmates", "stay", "north-1", when="2025")
    letter.say("boris", "member", "cellmates", when="2025-02-15/..")
    early = rate(letter, told_by=[("boris", None, "2025-02-01")])
    late = rate(letter, "north-1", told_by=[("boris", None, "2025-03-01")])
    archive = told(letter)
    assert (standing(archive, early), standing(archive, late)) == ("hearsay", "first-hand")


@pytest.mark.parametrize(
    ("place", "standing_there"),
    [("north", "first-hand"), ("south", "first-hand"), ("third", "first-hand")],
)
def test_a_move_places_whoever_was_moved_and_came_along(
    letter: Story, told: Tell, place: str, standing_there: str
) -> None:
    letter.place("third", "prison")
    roles = {"from": "north", "via": "third", "with": "boris"}
    letter.say("ana", "transfer", "south", when="2025-01-10", roles=roles)
    assert judged(letter, told, rate(letter, place, told_by=["boris"])) == standing_there


@pytest.mark.parametrize("predicate", ["met", "event"])
def test_a_meeting_and_an_event_place_people(letter: Story, told: Tell, predicate: str) -> None:
    other: dict[str, Any] = {"object": "boris"} if predicate == "met" else {"value": "fell ill"}
    letter.say("ana", predicate, **other, when="2025-01", roles={"place": "north-1"})
    assert judged(letter, told, rate(letter)) == "first-hand"


def test_where_they_told_it_they_were(letter: Story, told: Tell) -> None:
    about_here = rate(letter, told_by=[("boris", "north-1", "2025-02")], basis="unknown")
    assert judged(letter, told, about_here) == "first-hand"


@pytest.mark.parametrize("basis", ["heard-said", "read"])
def test_who_says_that_they_only_heard_it(letter: Story, told: Tell, basis: str) -> None:
    """ "The cell was made for sixteen, I am told": she was there, and still it is hearsay."""
    letter.say("ana", "stay", "north-1", when="2025-01")
    assert judged(letter, told, rate(letter, basis=basis)) == "hearsay"


def test_a_stay_that_is_denied_places_nobody(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north-1", when="2025-01", polarity=-1)
    assert judged(letter, told, rate(letter)) == "hearsay"


def test_of_people_one_knows_what_one_lived_through(letter: Story, told: Tell) -> None:
    own = letter.say("ana", "charge", value="libel", basis="unknown")
    seen = letter.say("boris", "event", value="fell ill", basis="saw")
    heard = letter.say("boris", "charge", value="theft", basis="unknown")
    archive = told(letter)
    assert [standing(archive, i) for i in (own, seen, heard)] == [
        "first-hand",
        "first-hand",
        "hearsay",
    ]


def test_one_knows_the_customs_of_ones_own_group(letter: Story, told: Tell) -> None:
    letter.types("voting").say("ana", "member", "cellmates", when="2025/..")
    ours = letter.say("cellmates", "practice", "voting", basis="unknown")
    assert judged(letter, told, ours) == "first-hand"


def test_nobody_named_knows_nothing(letter: Story, told: Tell) -> None:
    rumour = rate(letter, told_by=[(None, None, None)], basis="unknown")
    assert judged(letter, told, rumour) == "hearsay"
