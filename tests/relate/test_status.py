"""Where a person is: as of the newest word, never now."""

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.model.dates import day_of
from kartoteka.relate.status import status
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


MARCH_25 = day_of(2025, 3, 25)


@pytest.fixture
def letters(story: Story) -> Story:
    """Ana writes in January and in March."""
    story.letter("january", by="ana", written="2025-01-10")
    return story.letter("march", by="ana", written="2025-03-25")


def test_the_cell_she_writes_from(letters: Story, told: Tell) -> None:
    """ "In the north for two weeks before; since March in my long-term cell." """
    letters.say("ana", "stay", "north-1", when="../2025-03-25", roles={"regime": "quarantine"})
    letters.say("ana", "stay", "south-1", when="2025-03~/..", roles={"regime": "common"})
    found = status(told(letters), "ana")
    assert (found.place, found.regime, found.certain) == ("south-1", "common", True)
    assert found.path == ("south-1", "south")
    assert str(found.since) == "2025-03~/.."
    assert found.as_of == MARCH_25
    assert "st_2" in found.evidence


def test_still_there_when_last_heard(letters: Story, told: Tell) -> None:
    """The January letter says "since December"; the March letter speaks of other things."""
    letters.say("ana", "stay", "north-1", when="2024-12-01/..", letter="january")
    letters.say("ana", "stay", "south-1", when="2020")
    found = status(told(letters), "ana")
    assert (found.place, found.certain, found.as_of) == ("north-1", False, day_of(2025, 1, 10))


def test_a_later_stay_closes_an_open_one(letters: Story, told: Tell) -> None:
    letters.say("ana", "stay", "north-1", when="2024-12-01/..", letter="january")
    letters.say("ana", "stay", "south-1", when="2025-03")
    assert status(told(letters), "ana").place == "south-1"


def test_where_somebody_is_after_the_last_known_stay_nobody_knows(
    letters: Story, told: Tell
) -> None:
    letters.say("ana", "stay", "north-1", when="2024-12-01/..", letter="january")
    letters.say("ana", "stay", "south-1", when="2025-03-01/2025-03-10")
    found = status(told(letters), "ana")
    assert (found.place, found.stay, found.certain) == (None, None, False)
    assert found.last is not None
    assert found.last.statement.object == "south-1"


def test_a_move_that_had_happened_before_the_last_stay_ended_is_no_later_word(
    letters: Story, told: Tell
) -> None:
    """She had been brought to the south by January, and was there till the tenth of March."""
    letters.say("ana", "transfer", "south", when="../2025-01-05", letter="january")
    letters.say("ana", "stay", "south-1", when="2025-02-01/2025-03-10")
    found = status(told(letters), "ana")
    assert found.place is None
    assert found.last is not None
    assert found.last.statement.object == "south-1"


def test_a_move_by_a_day_after_the_last_stay_counts(letters: Story, told: Tell) -> None:
    letters.say("ana", "stay", "south-1", when="2025-02-01/2025-03-01")
    letters.say("ana", "transfer", "north", when="../2025-03-20")
    assert status(told(letters), "ana").place == "north"


def test_back_in_the_old_cell_after_a_week_in_hospital(letters: Story, told: Tell) -> None:
    old = letters.say("ana", "stay", "north-1", when="2024-12-01/..", letter="january")
    letters.say("ana", "stay", "south-1", when="2025-03-01/2025-03-08")
    letters.say("ana", "stay", "north-1", when="2024-12-01/..", again=old)
    assert status(told(letters), "ana").place == "north-1"


def test_a_move_opens_a_stay(letters: Story, told: Tell) -> None:
    letters.say("ana", "stay", "north-1", when="2024-12-01/2025-02-01", letter="january")
    letters.say("ana", "transfer", "south", when="2025-02-02")
    found = status(told(letters), "ana")
    assert (found.place, str(found.since)) == ("south", "2025-02-02")


def test_a_move_told_again_is_no_newer_word(letters: Story, told: Tell) -> None:
    """Two letters tell of the same move; neither says that she is still there."""
    move = letters.say("ana", "transfer", "south", when="2025-01-05", letter="january")
    letters.say("ana", "transfer", "south", when="2025-01-05", again=move)
    found = status(told(letters), "ana")
    assert (found.place, found.as_of) == ("south", day_of(2025, 1, 5))


def test_telling_of_an_old_move_again_does_not_bring_her_back(letters: Story, told: Tell) -> None:
    letters.say("ana", "stay", "south-1", when="2025-01-20/2025-03-20")
    letters.say("ana", "transfer", "north", when="2025-01-02")
    found = status(told(letters), "ana")
    assert found.place is None
    assert found.last is not None
    assert found.last.statement.object == "south-1"


def test_as_of_a_day_later_letters_are_not_looked_at(letters: Story, told: Tell) -> None:
    letters.say("ana", "stay", "north-1", when="2024-12-01/..", letter="january")
    letters.say("ana", "stay", "south-1", when="2025-03-01/..")
    archive = told(letters)
    found = status(archive, "ana", as_of=day_of(2025, 2, 1))
    assert (found.place, found.as_of) == ("north-1", day_of(2025, 1, 10))
    assert status(archive, "ana", as_of=day_of(2025, 1, 1)).place is None


def test_as_of_a_day_a_later_attestation_does_not_count(letters: Story, told: Tell) -> None:
    old = letters.say("ana", "stay", "north-1", when="2024-12-01/..", letter="january")
    letters.say("ana", "stay", "north-1", when="2024-12-01/..", again=old)
    assert status(told(letters), "ana", as_of=day_of(2025, 2, 1)).as_of == day_of(2025, 1, 10)


def test_only_the_head_of_a_letter(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-25", place="north")
    found = status(told(story), "ana")
    assert (found.place, found.stay, found.as_of, found.certain) == ("north", None, MARCH_25, True)
    assert found.letter is not None
    assert "l" in found.evidence


def test_the_head_of_a_newer_letter_overrules_an_old_stay(story: Story, told: Tell) -> None:
    story.letter("l1", by="ana", written="2025-01-10")
    story.say("ana", "stay", "north-1", when="2024-12-01/..")
    story.letter("l2", by="ana", written="2025-03-25", place="south")
    found = status(told(story), "ana")
    assert (found.place, found.stay) == ("south", None)


def test_the_head_overrules_a_stay_at_some_time_before(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-25", place="south")
    story.say("ana", "stay", "north-1", when="../2025-03-25")
    assert status(told(story), "ana").place == "south"


def test_head_and_cell_agree(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-25", place="south")
    story.say("ana", "stay", "south-1", when="2025-03-01/..")
    found = status(told(story), "ana")
    assert found.place == "south-1"
    assert found.stay is not None
    assert found.letter is not None


def test_of_prison_and_cell_the_cell_and_the_regime_of_the_prison(
    letters: Story, told: Tell
) -> None:
    letters.say("ana", "stay", "south-1", when="2025-02~/..")
    letters.say("ana", "stay", "south", when="2025-03-01/..", roles={"regime": "strict"})
    found = status(told(letters), "ana")
    assert (found.place, found.regime) == ("south-1", "strict")


def test_one_stay_at_some_time_before_is_better_than_nothing(letters: Story, told: Tell) -> None:
    letters.say("ana", "stay", "north-1", when="../2025-03-25")
    found = status(told(letters), "ana")
    assert (found.place, found.certain) == ("north-1", False)


def test_a_stay_that_ended_on_the_day_of_the_letter(letters: Story, told: Tell) -> None:
    """ "Today they took me from the south": since when she was there, nobody says."""
    letters.say("ana", "stay", "north-1", when="2025-01/2025-02")
    letters.say("ana", "stay", "south-1", when="/2025-03-25")
    found = status(told(letters), "ana")
    assert (found.place, found.certain) == ("south-1", True)


def test_nothing_is_known(letters: Story, told: Tell) -> None:
    found = status(told(letters), "boris")
    assert (found.place, found.as_of, found.certain, found.evidence) == (None, None, False, ())


def test_what_reaches_her_is_what_reaches_her_cell_and_is_not_over(
    letters: Story, told: Tell
) -> None:
    letters.say("ana", "stay", "south-1", when="2025-03-01/..")
    letters.say("ana", "reach", value="none", when="2025-02-01/2025-02-14")
    letters.say("south", "reach", value="letters", when="2025-03/..")
    letters.say("north", "reach", value="parcels", when="2025-03/..")
    assert [f.statement.value for f in status(told(letters), "ana").reach] == ["letters"]


def test_who_is_to_be_moved_in_june_is_not_there_in_march(letters: Story, told: Tell) -> None:
    """ "They say I go south in June." The letter of March cannot know; one of July could."""
    letters.say("ana", "stay", "north-1", when="2025-03-01/..")
    letters.say("ana", "stay", "south-1", when="2025-06/..")
    assert status(told(letters), "ana").place == "north-1"
    letters.letter("july", by="ana", written="2025-07-01")
    letters.say("ana", "stay", "south-1", when="2025-06/..")
    assert status(told(letters), "ana").place == "south-1"
