"""A life in order, and what was counted against what is known."""

from collections.abc import Callable
from typing import Any

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.errors import NotFound
from kartoteka.model.dates import day_of
from kartoteka.model.lives import Claim
from kartoteka.relate.life import life
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


def test_a_life_is_told_in_the_order_of_its_days_not_of_its_letters(
    story: Story, told: Tell
) -> None:
    story.letter("l", by="ana", written="2025-05-01")
    story.say("ana", "stay", "south-1", when="2025-04/..")
    story.say("ana", "event", value="arrested", when="2025-01-07")
    story.say("ana", "stay", "north-1", when="2025-02/2025-03")
    story.say("ana", "occupation", value="teacher")
    found = life(told(story), "ana")
    assert [e.what for e in found.episodes] == ["event", "stay", "stay"]
    assert found.places == ("north-1", "south-1")
    assert [f.statement.value for f in found.undated] == ["teacher"]


def test_people_judged_the_same_have_one_life(story: Story, told: Tell) -> None:
    story.people("the-cook").judge("ana", "the-cook", "same").letter(
        "l", by="boris", written="2025"
    )
    story.say("the-cook", "stay", "north-1", when="2024-01")
    story.say("ana", "stay", "south-1", when="2024-02")
    assert life(told(story), "the-cook").places == ("north-1", "south-1")


def test_a_stay_that_is_denied_is_told_of_but_is_not_in_the_journey(
    story: Story, told: Tell
) -> None:
    story.letter("l", by="boris", written="2025")
    story.say("ana", "stay", "north-1", when="2024-01", stance="denies")
    found = life(told(story), "ana")
    assert (found.places, len(found.episodes)) == ((), 1)


def test_nobody_of_that_name(story: Story, told: Tell) -> None:
    with pytest.raises(NotFound):
        life(told(story), "anna")


def counted(story: Story, told: Tell, sort: str = "prison", **fields: Any) -> Claim:
    story.letter("l", by="ana", written="2025-03-25")
    story.say("ana", "stay", "north-1", when="2025-03-01/2025-03-10")
    story.say("ana", "stay", "south-1", when="2025-03-11/..")
    story.say("ana", "stay", "south-2", when="2020")
    story.say("ana", "count", value="3", roles={"of": sort}, **fields)
    return life(told(story), "ana").claims[0]


def test_three_prisons_counted_and_two_known(story: Story, told: Tell) -> None:
    claim = counted(story, told, duration="P1M~")
    assert (claim.known, claim.missing) == (("north", "south"), 1)
    assert claim.window == (day_of(2025, 3, 25) - 50, day_of(2025, 3, 25))


def test_what_was_years_ago_does_not_count_for_the_last_month(story: Story, told: Tell) -> None:
    assert counted(story, told, "cell", duration="P1M~").known == ("north-1", "south-1")


def test_without_a_length_everything_before_the_letter_counts(story: Story, told: Tell) -> None:
    assert counted(story, told, "cell").missing == 0


def test_a_single_date_is_the_day_of_counting(story: Story, told: Tell) -> None:
    """Of "I have now seen three cells", dated the day of the letter, earlier ones are part."""
    claim = counted(story, told, "cell", when="2025-03-25")
    assert (claim.window, claim.missing) == ((None, day_of(2025, 3, 25)), 0)


def test_an_interval_is_the_time_that_was_counted_over(story: Story, told: Tell) -> None:
    claim = counted(story, told, "cell", when="2025-03-15/2025-03-25", duration="P1M")
    assert claim.known == ("south-1",)


def test_a_transfer_also_touches_where_it_came_from_and_through(story: Story, told: Tell) -> None:
    story.place("transit", "prison").letter("l", by="ana", written="2025-03-25")
    story.say(
        "ana", "transfer", "south", when="2025-03-11", roles={"from": "north", "via": "transit"}
    )
    story.say("ana", "count", value="3", roles={"of": "prison"})
    assert life(told(story), "ana").claims[0].missing == 0


def test_a_range_is_held_to_its_least(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025")
    story.say("ana", "count", value="2..4", roles={"of": "cell"})
    assert life(told(story), "ana").claims[0].missing == 2
