"""By when somebody must have left: they turned up elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.model.days import day_of
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.leaving import leavings
from kartoteka.relate.queries.present import those_present
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


@pytest.fixture
def letters(story: Story) -> Story:
    """Two letters: of 10 January and of 25 March 2025."""
    story.letter("january", by="boris", written="2025-01-10")
    return story.letter("march", by="boris", written="2025-03-25")


def last_day(archive: Archive, statement: str) -> int | None:
    stay = archive.statements(ids=statement)
    return leavings(archive, stay, Atlas(archive)).last_day(stay[0])


def test_whoever_turns_up_elsewhere_has_left(letters: Story, told: Tell) -> None:
    """Nobody says when she left the north; in February she is in the south."""
    stay = letters.say("ana", "stay", "north-1", when="2024-12-01/..", letter="january")
    assert last_day(told(letters), stay) is None
    letters.say("ana", "stay", "south-1", when="2025-02-20/..")
    letters.say("ana", "transfer", "south", when="2025-02-05")
    assert last_day(told(letters), stay) == day_of(2025, 2, 5)


def test_to_be_in_the_prison_is_not_to_have_left_its_cell(letters: Story, told: Tell) -> None:
    stay = letters.say("ana", "stay", "north-1", when="2024-12-01/..", letter="january")
    letters.say("ana", "stay", "north", when="2025-02-20/..")
    assert last_day(told(letters), stay) is None


def test_what_may_have_been_before_ends_nothing(letters: Story, told: Tell) -> None:
    """She was in the south at some time before; she was heard of in the north after that."""
    stay = letters.say("ana", "stay", "north-1", when="2024-12-01/..")
    letters.say("ana", "stay", "south-1", when="2025-02")
    letters.say("ana", "stay", "south-2", when="../2025-03-01")
    assert last_day(told(letters), stay) is None


def test_an_end_that_is_told_stays_as_it_is(letters: Story, told: Tell) -> None:
    stay = letters.say("ana", "stay", "north-1", when="2024-12-01/2025-02")
    letters.say("ana", "stay", "south-1", when="2025-02-05/..")
    assert last_day(told(letters), stay) == day_of(2025, 2, 28)


def test_who_was_in_this_cell_in_march_leaves_out_who_had_gone(letters: Story, told: Tell) -> None:
    """Two were there in January, with no end told; one of them has been in the south since February."""
    for who in ("ana", "boris"):
        letters.say(who, "stay", "north-1", when="2024-12-01/..", letter="january")
    letters.say("ana", "stay", "south-1", when="2025-02-05/..")
    there = those_present(told(letters), "north-1", "2025-03")
    assert [(p.who, p.certain) for p in there] == [("boris", None)]
