"""Everybody's company at once is what one asks for person by person."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.model.dates import day_of
from kartoteka.publish import company
from kartoteka.publish.company import Rooms
from kartoteka.publish.view import View
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.companions import companions
from kartoteka.testing import Story

WHEN = (
    "2024-01",
    "2024-01-05/2024-02-10",
    "2024-02-10/..",
    "../2024-01-20",
    "2024-03~",
    None,
    "2024",
)


@pytest.fixture
def crowded(story: Story, told: Callable[[Story], Archive]) -> View:
    """Six people in two cells and the prison around them, at times of every kind."""
    story.people(*"cdefg")
    story.letter("l", by="ana", written="2024-06-01")
    for number, who in enumerate("cdefg" * 4):
        place = ("north-1", "north-2", "north", "south-1")[number % 4]
        when = WHEN[number % len(WHEN)]
        story.say(who, "stay", place, when=when or None)
    return View(told(story), today=day_of(2026, 1, 1))


def test_it_is_the_company_that_is_told_of_each(crowded: View) -> None:
    atlas = Atlas(crowded)
    rooms = Rooms(crowded, atlas)
    met = 0
    for who in "cdefg":
        one_by_one = companions(crowded, who, atlas=atlas)
        places: dict[str, tuple[str, ...]] = {}
        for one in one_by_one:
            places[one.who] = (*places.get(one.who, ()), one.place)
        found = rooms.company(who)
        assert found.places == places
        assert found.certain == {c.who for c in one_by_one if c.certain}
        met += len(places)
    assert met > 4


def test_where_thousands_stayed_nobody_is_named(
    crowded: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(company, "CROWD", 2)
    found = Rooms(crowded, Atlas(crowded)).company("c")
    assert found.places == {}
    assert "north-1" in found.crowds
