"""Who was with whom, where and when."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartoteka.archive.archive import Archive
from kartoteka.errors import NotFound, UnknownName, UnreadableDate
from kartoteka.model.dates import day_of
from kartoteka.publish.company import Rooms
from kartoteka.publish.view import View
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.companions import companions
from kartoteka.relate.queries import together
from kartoteka.relate.queries.together import meetings
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


@pytest.fixture
def cells(story: Story) -> Story:
    """Ana in a cell, Boris with her for six days, Clara in March at some time, Dora next door."""
    story.people("clara", "dora").letter("l", by="ana", written="2025-03-25")
    story.say("ana", "stay", "north-1", when="2025-03-01/2025-03-10")
    story.say("boris", "stay", "north-1", when="2025-03-05/2025-03-20")
    story.say("clara", "stay", "north-1", when="2025-03")
    story.say("dora", "stay", "north-2", when="2025-03-05/2025-03-20")
    return story


def test_the_days_are_those_that_both_have(cells: Story, told: Tell) -> None:
    """Ten days and sixteen days, six of them the same."""
    found = together(told(cells), "ana").to_dicts()
    boris, clara = found
    assert (boris["other"], boris["place"], boris["certain"]) == ("boris", "north-1", True)
    days = (date(2025, 3, 5), date(2025, 3, 10))
    assert (boris["possible_from"], boris["possible_to"]) == days
    assert (boris["certain_from"], boris["certain_to"]) == days
    assert boris["evidence"] == [
        "st_1",
        "at_1",
        *_passage(boris, 1),
        "st_2",
        "at_2",
        *_passage(boris, 2),
    ]
    assert (clara["other"], clara["certain"], clara["certain_from"]) == ("clara", False, None)
    assert (clara["possible_from"], clara["possible_to"]) == (date(2025, 3, 1), date(2025, 3, 10))


def _passage(row: dict[str, list[str]], number: int) -> list[str]:
    return [i for i in row["evidence"] if i.startswith("ps_")][number - 1 : number]


def test_one_prison_is_not_together_unless_asked_for(cells: Story, told: Tell) -> None:
    """Dora next door: only with `level`, and then as of the prison."""
    archive = told(cells)
    assert together(archive, "ana", "dora").is_empty()
    row = together(archive, "ana", "dora", level="prison").row(0, named=True)
    assert (row["other"], row["place"], row["certain"]) == ("dora", "north", True)


def test_only_at_a_time(cells: Story, told: Tell) -> None:
    """In the first days of March Boris had not come; certain only within what is asked about."""
    archive = told(cells)
    early = together(archive, "ana", during="2025-03-01/2025-03-04")
    assert early["other"].to_list() == ["clara"]
    one_day = together(archive, "ana", "boris", during="2025-03-10").row(0, named=True)
    assert one_day["certain_from"] == one_day["certain_to"] == date(2025, 3, 10)
    assert together(archive, "ana", during="March 2025", certain=True)["other"].to_list() == [
        "boris"
    ]


def test_everybody_at_once_finds_each_pair_once(cells: Story, told: Tell) -> None:
    found = together(told(cells), place="north")
    assert found.select("person", "other").rows() == [
        ("ana", "boris"),
        ("ana", "clara"),
        ("boris", "clara"),
    ]


def test_those_judged_the_same_are_one(cells: Story, told: Tell) -> None:
    """Nobody is in their own company."""
    cells.judge("ana", "boris", "same")
    assert together(told(cells), "boris")["other"].to_list() == ["clara", "clara"]


def test_a_stay_that_is_denied_is_no_company(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-25")
    story.say("ana", "stay", "north-1", when="2025-03-01/2025-03-10")
    story.say("boris", "stay", "north-1", when="2025-03-01/2025-03-10", stance="denies")
    assert together(told(story)).is_empty()


def test_what_cannot_be_asked_says_so(cells: Story, told: Tell) -> None:
    archive = told(cells)
    with pytest.raises(NotFound):
        together(archive, "nobody")
    with pytest.raises(UnknownName, match="prison"):
        together(archive, "ana", level="prisson")
    with pytest.raises(UnreadableDate, match="how long"):
        together(archive, "ana", during="two weeks")


days = st.integers(1, 28).map(lambda day: f"2025-03-{day:02}")
times = (
    st.none()
    | st.just("2025-03")
    | st.just("../2025-03-10")
    | st.tuples(days, days).map(lambda pair: "/".join(sorted(pair)))
    | days.map(lambda day: f"{day}/..")
)
stays = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["north-1", "north-2", "north"]), times),
    max_size=7,
)


@settings(max_examples=40, deadline=None)
@given(stays)
def test_the_sweep_and_the_single_question_agree(
    told_stays: list[tuple[str, str, str | None]],
) -> None:
    """Everybody's company is the company of each, and of those whom the life page names."""
    story = Story().people("a", "b", "c").place("north", "prison")
    for cell in ("north-1", "north-2"):
        story.place(cell, "cell", within="north")
    story.letter("l", by="a", written="2025-03-25")
    for who, where, when in told_stays:
        story.say(who, "stay", where, when=when)
    with tempfile.TemporaryDirectory() as folder, story.archive(Path(folder) / "a") as archive:
        swept = {(m.person, m.other, m.place, m.possible, m.certain) for m in meetings(archive)}
        each = {
            (*sorted((m.person, m.other)), m.place, m.possible, m.certain)
            for who in "abc"
            for m in meetings(archive, who)
        }
        assert swept == each
        for who in "abc":
            named = {(c.who, c.place) for c in companions(archive, who)}
            assert {(m.other, m.place) for m in meetings(archive, who)} == named


def test_whoever_has_turned_up_elsewhere_is_no_company(story: Story, told: Tell) -> None:
    """Ana left nobody knows when; in February she is in the south, and Boris comes in March."""
    story.letter("january", by="boris", written="2025-01-10")
    story.say("ana", "stay", "north-1", when="2024-12-01/..")
    story.letter("march", by="boris", written="2025-03-25")
    story.say("ana", "stay", "south-1", when="2025-02-05/..")
    story.say("boris", "stay", "north-1", when="2025-03-01/..")
    archive = told(story)
    assert together(archive, "ana", "boris").is_empty()
    assert together(archive, place="north").is_empty()
    assert companions(archive, "ana") == companions(archive, "boris") == ()
    assert (
        Rooms(View(archive, today=day_of(2026, 1, 1)), Atlas(archive)).company("ana").places == {}
    )
