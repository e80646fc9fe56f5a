"""Found types in the encyclopedia: only published lives, no type so small that it is a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.model.days import day_of
from kartoteka.publish.desk import Desk, Facts
from kartoteka.publish.found import FoundPage, found_pages
from kartoteka.publish.found_types import found_links
from kartoteka.publish.plan import addresses
from kartoteka.publish.strips import Bundle, Strip, index_plot
from kartoteka.publish.trees import dendrogram
from kartoteka.publish.view import View
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]
TODAY = day_of(2026, 1, 1)


def ways(hidden: str = "Gleb Hidden") -> Story:
    """Four in the north, four in the south, one who alone went to the island, and one who is hidden."""
    people = [f"n{i}" for i in range(4)] + [f"s{i}" for i in range(4)]
    story = Story().people(*people, "robinson", gleb=hidden)
    for place in ("north", "south", "island"):
        story.place(place, "prison")
    story.letter("letter", by="n0", written="2025-01-10")
    for who in people:
        place = "north" if who[0] == "n" else "south"
        story.say(who, "stay", place, when="2024-01-01/2024-12-31")
    story.say("robinson", "stay", "island", when="2024-01-01/2024-12-31")
    story.say("gleb", "stay", "north", when="2024-01-01/2024-12-31")
    return story


def hide(archive: Archive, who: str) -> None:
    person = archive.entity(who)
    with archive.edit(why="asked for it") as edit:
        edit.replace(person, replace(person, access="restricted"))


def desk_of(archive: Archive, lang: str = "en") -> Desk:
    view = View(archive, today=TODAY)
    return Desk(Facts(view, addresses(view)), lang)


def page_of(archive: Archive, lang: str = "en") -> FoundPage:
    desk = desk_of(archive, lang)
    pages = {path: make for path, _, make in found_pages(desk)}
    return pages["found-prison.html"]()


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_hidden_life_is_in_no_type_count_or_drawing(told: Tell, lang: str) -> None:
    """The page is the same as if nobody had ever told of Gleb."""
    archive = told(ways())
    hide(archive, "gleb")
    page = page_of(archive, lang)
    assert "Gleb" not in repr(page)
    assert sorted(len(t.members) for t in page.types) == [4, 4]
    assert page.standfirst.startswith("8 ")


def test_a_type_of_one_is_not_shown(told: Tell) -> None:
    """Robinson alone was on the island: his type would be his portrait."""
    page = page_of(told(ways()))
    assert "robinson" not in repr(page)
    assert any("too few lives" in claim for claim in page.claims)


def test_every_drawn_life_leads_to_its_page(told: Tell) -> None:
    page = page_of(told(ways()))
    for who in ("n0", "s3"):
        assert f'href="people/{who}.html"' in page.plot
        assert f'href="people/{who}.html"' in page.tree


def test_no_page_where_too_little_is_known(told: Tell) -> None:
    story = Story().people("ana").place("north", "prison")
    story.letter("letter", by="ana", written="2025-01-10")
    story.say("ana", "stay", "north", when="2024")
    desk = desk_of(told(story))
    assert list(found_pages(desk)) == []
    assert found_links(desk) == ()


# ── the drawings ──────────────────────────────────────────────────────────────────────────────────


def test_a_strip_has_a_letter_and_a_line_where_nothing_is_known() -> None:
    strip = Strip("ana <b>", "people/ana.html", (0, 0, None, 1, 1), exemplar=True)
    drawn = str(index_plot("x", [Bundle("t", (strip,))], ("2024", "2025"), ("Lives", "One life")))
    assert drawn.count("<svg") == 2
    assert 'class="state s0"' in drawn
    assert ">b</text>" in drawn
    assert 'class="gap"' in drawn
    assert "★ ana &lt;b&gt;" in drawn
    assert "<desc" in drawn


def test_a_tree_joins_every_leaf() -> None:
    leaves = [Strip(name, None, ()) for name in ("a", "b", "c")]
    drawn = str(dendrogram("x", [(0, 1, 1.0), (2, 3, 2.0)], leaves, [0, 1, 2], ("Tree", "Joins")))
    assert drawn.count('class="join"') == 4
    assert drawn.count('class="label"') == 6
