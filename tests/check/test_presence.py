"""Two places at once; meetings of people who were apart; moves in the midst of a stay."""

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.check import check
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]

RULES = ["two-places-at-once", "met-but-apart", "transfer-does-not-fit", "members-apart"]


@pytest.fixture
def letter(story: Story) -> Story:
    return story.groups("cellmates", sort="cellmates").letter("l", by="ana", written="2025-03-25")


def found(letter: Story, told: Tell, lang: str = "en") -> list[tuple[str, str]]:
    return [(f.rule, f.severity) for f in check(told(letter), rules=RULES, lang=lang)]


CLASH = [("two-places-at-once", "error")]


def test_two_cells_on_the_same_days(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north-1", when="2025-03-01/2025-03-10")
    letter.say("ana", "stay", "south-1", when="2025-03-05/2025-03-20")
    (finding,) = check(told(letter), rules=RULES)
    assert "north-1" in finding.message
    assert "5 to 10 March 2025" in finding.message
    assert set(finding.evidence) >= {"st_1", "st_2", "at_1", "at_2"}
    assert (finding.where.kind, finding.where.id) == ("statement", "st_2")
    assert finding.ask is None


def test_what_ten_witnesses_contradict_is_one_finding_on_all_of_them(
    letter: Story, told: Tell
) -> None:
    """Each of three says that she was in the north; one, twice, that she was in the south."""
    for last in ("10", "12", "14"):
        letter.say("ana", "stay", "north-1", when=f"2025-02-01/2025-02-{last}")
    letter.say("ana", "stay", "south-1", when="2025-02-05/2025-02-20")
    letter.say("ana", "stay", "south-1", when="2025-02-11/2025-02-20")
    (finding,) = check(told(letter), rules=RULES)
    assert {f"st_{n}" for n in range(1, 6)} <= set(finding.evidence)


def test_the_same_two_places_a_month_later_are_another_contradiction(
    letter: Story, told: Tell
) -> None:
    for month in ("01", "02"):
        letter.say("ana", "stay", "north-1", when=f"2025-{month}-01/2025-{month}-10")
        letter.say("ana", "stay", "south-1", when=f"2025-{month}-05/2025-{month}-20")
    assert found(letter, told) == CLASH * 2


@pytest.mark.parametrize(
    ("first", "second", "place"),
    [
        ("2025-03-01/2025-03-10", "2025-03-10/2025-03-20", "south-1"),  # the day of the move
        ("2025-03-01/2025-03-20", "2025-03-10", "south-1"),  # a day in court
        ("2025-03-01/2025-03-10", "2025-03-05/2025-03-20", "north"),  # the cell's own prison
        ("2025-03", "2025-03-05/2025-03-20", "south-1"),  # some time in March
        ("../2025-03-25", "2025-03-05/2025-03-20", "south-1"),
        ("2025-03-01/2025-03-10", "2025-03-10~/2025-03-20", "south-1"),
    ],
)
def test_what_can_be_is_let_be(
    letter: Story, told: Tell, first: str, second: str, place: str
) -> None:
    letter.say("ana", "stay", "north-1", when=first)
    letter.say("ana", "stay", place, when=second)
    assert found(letter, told) == []


def test_an_open_stay_lasts_till_it_was_last_heard_of(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north-1", when="2025-01-01/..")
    letter.say("ana", "stay", "south-1", when="2025-03-01/2025-03-10")
    assert found(letter, told) == [("two-places-at-once", "warning")]


def test_a_clash_is_told_once_however_often_it_is_attested(letter: Story, told: Tell) -> None:
    for when in ("2025-03-01/2025-03-10", "2025-03-02/2025-03-11"):
        letter.say("ana", "stay", "north-1", when=when)
        letter.say("ana", "stay", "south-1", when=when)
    assert found(letter, told) == CLASH


def test_two_people_judged_one_who_cannot_be(letter: Story, told: Tell) -> None:
    letter.judge("ana", "boris", "same")
    letter.say("ana", "stay", "north-1", when="2025-03-01/2025-03-10")
    letter.say("boris", "stay", "south-1", when="2025-03-01/2025-03-10")
    (finding,) = check(told(letter), rules=RULES)
    assert "verdict: different" in finding.fix
    assert "boris" in finding.message


def test_a_cell_in_two_prisons_without_dates(story: Story, told: Tell) -> None:
    story.fact("north-1", "part_of", "south").letter("l", by="ana", written="2025")
    assert found(story, told) == CLASH


def test_a_cell_in_its_block_and_its_prison(story: Story, told: Tell) -> None:
    story.place("block", "block", within="north").fact("north-1", "part_of", "block")
    assert found(story.letter("l", by="ana", written="2025"), told) == []


def test_a_meeting_of_people_in_two_prisons(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north-1", when="2025-03-01/2025-03-20")
    letter.say("boris", "stay", "south-1", when="2025-02-01/2025-03-20")
    letter.say("ana", "met", "boris", when="2025-03-05/2025-03-07")
    letter.say("ana", "met", "boris", when="2025-03")  # on some day of March they may have
    assert found(letter, told) == [("met-but-apart", "error")]


def test_a_meeting_where_one_of_them_was_not(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north-1", when="2025-03-01/2025-03-20")
    letter.say("ana", "met", "boris", when="2025-03-05", roles={"place": "south-1"})
    assert found(letter, told) == [("met-but-apart", "error")]


def test_a_move_in_the_midst_of_a_stay(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north-1", when="2025-03-01/2025-03-20")
    letter.say("ana", "transfer", "south", when="2025-03-10")
    letter.say("ana", "transfer", "south", when="2025-03-20")
    assert found(letter, told) == [("transfer-does-not-fit", "warning")]


def test_a_companion_of_a_move_who_stayed_behind(letter: Story, told: Tell) -> None:
    letter.say("boris", "stay", "north-1", when="2025-03-01/2025-03-20")
    letter.say("ana", "transfer", "south", when="2025-03-10", roles={"with": "boris"})
    (finding,) = check(told(letter), rules=RULES)
    assert finding.facts["who"] == "boris"


def test_cellmates_in_two_prisons(letter: Story, told: Tell) -> None:
    for who, place in (("ana", "north-1"), ("boris", "south-1")):
        letter.say(who, "stay", place, when="2025-03-01/2025-03-20")
        letter.say(who, "member", "cellmates", when="2025-03-01/2025-03-20")
    assert found(letter, told) == [("members-apart", "warning")]


def test_cellmates_of_different_months(letter: Story, told: Tell) -> None:
    letter.say("ana", "member", "cellmates", when="2025-01-01/2025-01-31")
    letter.say("boris", "member", "cellmates", when="2025-03-01/2025-03-20")
    letter.say("ana", "stay", "north-1", when="2025-01-01/2025-01-31")
    letter.say("boris", "stay", "south-1", when="2025-01-01/2025-03-20")
    assert found(letter, told) == []


def test_two_prisons_of_which_the_cell_lay_only_in_one_then(story: Story, told: Tell) -> None:
    """The hut was carried from the north to the south; she was in it and, that spring, in the south."""
    story.place("hut", "cell").letter("l", by="ana", written="2024-01-01")
    story.fact("hut", "part_of", "north", when="2022/2022-12")
    story.fact("hut", "part_of", "south", when="2023/..")
    story.say("ana", "stay", "hut", when="2022-03-01/2022-04-01")
    story.say("ana", "stay", "south", when="2022-03-01/2022-04-01")
    story.say("boris", "stay", "hut", when="2023-03-01/2023-04-01")
    story.say("boris", "stay", "south", when="2023-03-01/2023-04-01")
    (finding,) = check(told(story), rules=["two-places-at-once"])
    assert finding.facts["who"] == "ana"
