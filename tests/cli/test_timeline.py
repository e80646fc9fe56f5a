"""A journey drawn in letters."""

from __future__ import annotations

from pathlib import Path

from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.timeline import bar, rows_of, span_of, ticks, timeline
from kartoteka.cli.pages.voice import Voice
from kartoteka.model.dates import day_of, iso
from kartoteka.model.lives import Life
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.life import life
from kartoteka.testing import Story


def lived(story: Story, folder: Path) -> tuple[Life, Voice]:
    archive = story.archive(folder / "a.kartoteka")
    atlas = Atlas(archive)
    return life(archive, "ana", atlas=atlas), Voice(atlas, "en")


def a_story(*stays: tuple[str, str, str]) -> Story:
    """What one letter of 25 March 2025 says of Ana: (predicate, place, when)."""
    story = Story().people("ana").place("home", "home").place("north", "prison")
    story.place("n-1", "cell", within="north").place("south", "prison")
    story.letter("l", by="ana", written="2025-03-25")
    for predicate, place, when in stays:
        story.say("ana", predicate, place, when=when)
    return story


def test_certain_and_possible_days_look_different(tmp_path: Path) -> None:
    """Somewhere in January until certainly the end of February."""
    story, _ = lived(a_story(("stay", "north", "2025-01/2025-02-28")), tmp_path)
    row = bar(story.journey, (day_of(2025, 1, 1), day_of(2025, 2, 28)), 59)
    assert (len(row), row.count("░"), row.count("█")) == (59, 30, 29)


def test_still_so_when_last_heard_ends_with_the_letter(tmp_path: Path) -> None:
    """Nobody knows what came after, so nothing is drawn there but an arrow."""
    story, _ = lived(a_story(("stay", "north", "2025-03-01/..")), tmp_path)
    row = bar(story.journey, (day_of(2025, 3, 1), day_of(2025, 4, 30)), 61)
    assert row == "█" * 25 + "▶"


def test_some_time_before_is_dots(tmp_path: Path) -> None:
    story, _ = lived(a_story(("stay", "north", "../2025-03-25")), tmp_path)
    assert set(bar(story.journey, (day_of(2025, 1, 1), day_of(2025, 3, 25)), 40)) == {"·"}


def test_years_at_home_leave_room_for_the_rest(tmp_path: Path) -> None:
    """Thirty years at home, then three prisons in two months."""
    stays = [("stay", "home", "1995/2025-01-10"), ("stay", "north", "2025-01-11/2025-02-10")]
    story, _ = lived(a_story(*stays, ("stay", "south", "2025-02-11/2025-03-20")), tmp_path)
    span = span_of(story.journey)
    assert span is not None
    assert iso(span[0])[:7] in ("2025-01", "2024-12")
    assert bar(story.journey[:1], span, 40).startswith("◀")


def test_a_place_has_one_row_and_a_move_to_it_none(tmp_path: Path) -> None:
    """Moved to North, in its cell, elsewhere, and in the cell again."""
    story, voice = lived(
        a_story(
            ("transfer", "north", "2025-01-01"),
            ("stay", "n-1", "2025-01-01/2025-01-20"),
            ("transfer", "south", "2025-01-21"),
            ("stay", "n-1", "2025-02-20/2025-03-01"),
        ),
        tmp_path,
    )
    assert [place for place, _ in rows_of(voice, story.journey)] == ["n-1", "south"]
    page = Page("en", 80)
    timeline(page, voice, story.journey)
    heading, first, second, *_ = page.plain().splitlines()
    assert heading == "The journey"
    assert first.startswith(" n-1")
    assert first.count("█ ") == 1
    assert second.startswith(" → south")
    assert "┄" in second


def test_one_place_is_no_journey(tmp_path: Path) -> None:
    story, voice = lived(a_story(("stay", "north", "2025-01")), tmp_path)
    page = Page("en")
    timeline(page, voice, story.journey)
    assert page.lines == []


def test_one_place_twice_shows_the_time_between(tmp_path: Path) -> None:
    """Released, and taken back to the same cell a year later."""
    stays = ("stay", "n-1", "2023-01-05/2023-03-01"), ("stay", "n-1", "2024-01-05/..")
    story, voice = lived(a_story(*stays), tmp_path)
    page = Page("en", 80)
    timeline(page, voice, story.journey)
    row = next(line for line in page.plain().splitlines() if line.startswith(" n-1"))
    assert row.split()[1:] == ["█" * len(row.split()[1]), "█" * len(row.split()[2])]


def test_years_take_the_room_of_months() -> None:
    assert ticks((day_of(2023, 7, 1), day_of(2025, 3, 25)), 48).split() == [
        *("2023", "10", "2024", "4", "7", "10", "2025"),
    ]
    assert ticks((day_of(1990, 1, 1), day_of(2025, 1, 1)), 40).split()[:3] == [
        "1991",
        "1997",
        "2003",
    ]
