"""One thing told more than once: one entry with everything it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.life import life
from kartoteka.relate.queries import present, together
from kartoteka.relate.told_again import episodes_told
from kartoteka.relate.told_again import told as put_together
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


@pytest.fixture
def twice(story: Story) -> Story:
    """Ana writes of her March in the north, and Boris writes of it as well."""
    story.people("clara").letter("a", by="ana", written="2025-04-25")
    story.say("ana", "stay", "north-1", when="2025-03-01/2025-03-31", roles={"regime": "common"})
    story.say("boris", "stay", "north-1", when="2025-03-10/2025-03-20")
    story.letter("b", by="boris", written="2025-05-25")
    story.say("ana", "stay", "north-1", when="2025-03-01/2025-03-31")
    return story


def test_two_letters_tell_of_one_stay(twice: Story, told: Tell) -> None:
    """One row, with the statements and passages of both."""
    [row] = together(told(twice), "boris").to_dicts()
    assert (row["other"], row["certain"]) == ("ana", True)
    assert {"st_1", "st_2", "st_3", "at_1", "at_3"} <= set(row["evidence"])


def test_the_regime_that_only_one_names_is_of_the_stay(twice: Story, told: Tell) -> None:
    rows = present(told(twice), "north-1").select("who", "regime").rows()
    assert sorted(rows) == [("ana", "common"), ("boris", None)]


def test_two_regimes_are_two_rows(twice: Story, told: Tell) -> None:
    """They may contradict each other: whoever reads must see both."""
    twice.say("ana", "stay", "north-1", when="2025-03-01/2025-03-31", roles={"regime": "strict"})
    found = present(told(twice), "north-1")
    rows = found.filter(who="ana")
    assert sorted(rows["regime"].drop_nulls()) == ["common", "strict"]
    [unnamed] = rows.filter(rows["regime"].is_null()).to_dicts()
    assert "st_3" in unnamed["evidence"]


def test_other_days_are_another_row(twice: Story, told: Tell) -> None:
    twice.say("ana", "stay", "north-1", when="2025-03-01/2025-03-30")
    assert together(told(twice), "boris").height == 2


def test_an_open_stay_reaches_to_the_last_letter_that_tells_of_it(story: Story, told: Tell) -> None:
    """ "Since March, and still here", in April and, of the same person under another name, in May."""
    story.people("the-cook").judge("ana", "the-cook", "same")
    story.letter("april", by="boris", written="2025-04-10")
    story.say("ana", "stay", "north-1", when="2025-03-01/..")
    story.say("boris", "stay", "north-1", when="2025-05-01/2025-05-31")
    story.letter("may", by="boris", written="2025-05-10")
    story.say("the-cook", "stay", "north-1", when="2025-03-01/..")
    [row] = together(told(story), "boris").to_dicts()
    assert (str(row["certain_from"]), str(row["certain_to"])) == ("2025-05-01", "2025-05-10")
    assert {"st_1", "st_3"} <= set(row["evidence"])


def test_an_episode_told_twice_is_one_entry(twice: Story, told: Tell) -> None:
    archive = told(twice)
    first = archive.statements(ids="st_1")[0].statement
    with archive.edit(why="the same words") as edit:
        third = archive.statements(ids="st_3")[0].statement
        edit.replace(third, replace(third, roles=first.roles))
    episodes = life(archive, "ana").episodes
    [both] = episodes_told(episodes, Atlas(archive))
    assert [e.attested.statement.id for e in both] == ["st_1", "st_3"]


def test_what_is_denied_is_not_put_with_what_is_said(story: Story, told: Tell) -> None:
    """Boris says that Ana was in the north, and that she was not."""
    story.letter("b", by="boris", written="2025-05-25")
    story.say("ana", "stay", "north-1", when="2025-03")
    story.say("ana", "stay", "north-1", when="2025-03", polarity=-1)
    story.say("ana", "stay", "north-1", when="2025-03", stance="denies")
    archive = told(story)
    assert [len(same) for same in _told(archive)] == [1, 1, 1]


def _told(archive: Archive) -> list[tuple[object, ...]]:
    return list(put_together(archive.statements(predicate="stay"), Atlas(archive)))


def test_another_letter_makes_nothing_less_certain(story: Story, told: Tell) -> None:
    """What was certain by the first letter is so by both."""
    story.letter("march", by="ana", written="2025-03-10")
    story.say("ana", "stay", "north-1", when="2025-03/..")
    story.say("boris", "stay", "north-1", when="2025-03-08/2025-03-12")
    assert together(told(story), "boris")["certain"].to_list() == [True]


def test_nor_do_two(story: Story, told: Tell) -> None:
    story.letter("march", by="ana", written="2025-03-10")
    story.say("ana", "stay", "north-1", when="2025-03/..")
    story.say("boris", "stay", "north-1", when="2025-03-08/2025-03-12")
    story.letter("may", by="ana", written="2025-05-20")
    story.say("ana", "stay", "north-1", when="2025-03/..")
    assert together(told(story), "boris")["certain"].to_list() == [True]


def test_what_is_expected_is_not_known(story: Story, told: Tell) -> None:
    """ "From next year on", in a letter of this one."""
    story.letter("march", by="ana", written="2025-03-10")
    story.say("ana", "stay", "north-1", when="2026-01-01/..")
    assert present(told(story), "north-1")["certain"].to_list() == [False]


def test_doubt_is_not_put_together_with_certainty(story: Story, told: Tell) -> None:
    """ "On the 5th, I think" and "on the 5th"."""
    story.letter("one", by="ana", written="2025-04-10")
    story.say("ana", "transfer", "north-1", when="2025-03-05?")
    story.letter("two", by="boris", written="2025-04-10")
    story.say("ana", "transfer", "north-1", when="2025-03-05")
    archive = told(story)
    episodes = life(archive, "ana").episodes
    assert len(episodes_told(episodes, Atlas(archive))) == 2
