"""Long lists: the page stays readable, and nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from tests.publish.conftest import TODAY

from kartoteka.archive.archive import Archive
from kartoteka.publish import crowded as crowded_places
from kartoteka.publish import rolls
from kartoteka.publish.longlists import LONG
from kartoteka.publish.plan import ENTRY
from kartoteka.publish.site import site
from kartoteka.testing import Story

SHORT = {
    *("names", "path", "tree", "within", "claims", "crowds", "before", "after"),
}
"""Lists of an entry that are short by nature, or told in another way."""


@pytest.fixture
def crowded(story: Story, told: Callable[[Story], Archive]) -> Archive:
    """Forty people who were in one cell, one after the other, and a second cell with ten of them."""
    people = [f"person-{n}" for n in range(40)]
    story.people(*people)
    story.letter("l", by="ana", written="2024-06-01")
    for number, who in enumerate(people):
        story.say(who, "stay", "north-1", when=f"20{10 + number // 10}-0{number % 9 + 1}")
        if number < 10:
            story.say(who, "stay", "north-2", when="2015-03")
    return told(story)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def names_on(page: str) -> list[str]:
    return re.findall(r'<span class="whom"><a href="[^"]*people/(person-\d+).html"', page)


def test_a_long_list_goes_on_on_pages_of_its_own_all_of_it(
    crowded: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rolls, "MOST", 12)
    monkeypatch.setattr(rolls, "LEAF", 15)
    built = site(crowded, tmp_path / "site", as_of=TODAY)
    page = read(built.path / "en/places/north-1.html")
    assert len(names_on(page)) == 12
    assert "These are 12 of the 40 in this list." in page
    assert "2010: 10 · 2011: 10 · 2012: 10 · 2013: 10" in page
    leaves = re.findall(r'<a href="(north-1/there-\d.html)">(\d+–\d+)</a>', page)
    assert [lines for _, lines in leaves] == ["1–15", "16–30", "31–40"]
    there = [name for leaf, _ in leaves for name in names_on(read(built.path / "en/places" / leaf))]
    assert len(there) == 40
    assert set(there) == {f"person-{n}" for n in range(40)}
    assert there[:12] == names_on(page)
    second = read(built.path / "en/places/north-1/there-2.html")
    assert 'rel="prev" href="there-1.html"' in second
    assert 'rel="next" href="there-3.html"' in second
    assert 'href="../north-1.html"' in second


def test_the_list_of_people_and_the_index_of_names_go_on_too(
    crowded: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rolls, "MOST", 12)
    built = site(crowded, tmp_path / "site", as_of=TODAY)
    for name, leaf in (("people/index", "entries-1"), ("names", "names-1")):
        assert "person-39" not in read(built.path / f"en/{name}.html")
        assert "person-39" in read(built.path / f"en/{name}/{leaf}.html")


def test_a_list_that_fits_is_not_split(crowded: Archive, tmp_path: Path) -> None:
    built = site(crowded, tmp_path / "site", as_of=TODAY)
    assert not (built.path / "en/places/north-1").exists()
    assert 'class="rest"' not in read(built.path / "en/places/north-1.html")


def test_a_list_that_is_a_little_too_long_is_not_split(
    crowded: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rolls, "MOST", 37)
    built = site(crowded, tmp_path / "site", as_of=TODAY)
    assert not (built.path / "en/places/north-1").exists()
    assert len(names_on(read(built.path / "en/places/north-1.html"))) == 40


def test_where_lines_have_many_quotes_fewer_stand_on_a_page(
    story: Story,
    told: Callable[[Story], Archive],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of twelve traits five people tell the first six, one the others: no page gets too heavy."""
    story.people("ana", "boris")
    story.letter("l0", by="ana", written="2024-06-01")
    traits = [story.say("boris", "trait", value=f"trait {n}") for n in range(12)]
    for number in range(1, 5):
        story.letter(f"l{number}", by="ana", written=f"2024-06-0{number + 1}")
        for trait in range(6):
            story.say("boris", "trait", value=f"trait {trait}", again=traits[trait])
    monkeypatch.setattr(rolls, "MOST_QUOTED", 6)
    monkeypatch.setattr(rolls, "LEAF_QUOTED", 7)
    built = site(told(story), tmp_path / "site", as_of=TODAY)
    page = read(built.path / "en/people/boris.html")
    lines = re.findall(r">(\d+–\d+)</a>", page)
    assert "These are 2 of the 12 in this list." in page
    assert lines == ["1–2", "3–4", "5–7", "8–12"]


def test_of_a_crowded_prison_each_stay_stands_with_its_own_cell(
    crowded: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (
        len(
            names_on(read(site(crowded, tmp_path / "a", as_of=TODAY).path / "en/places/north.html"))
        )
        == 50
    )
    monkeypatch.setattr(crowded_places, "MOST_STAYS", 45)
    page = read(site(crowded, tmp_path / "b", as_of=TODAY).path / "en/places/north.html")
    assert names_on(page) == []
    assert re.search(
        r'north-1.html">[^<]*</a> \(40\), <a href="north-2.html">[^<]*</a> \(10\)', page
    )


def test_every_list_of_an_entry_may_become_long_or_is_short_by_nature() -> None:
    """A list that somebody adds to a page, and forgets here, would one day fill it."""
    made = {get_type_hints(make)["return"] for make in ENTRY.values()}
    assert made <= set(LONG)
    for content in made:
        hints = get_type_hints(content, vars(__import__(content.__module__, fromlist=["*"])))
        lists = {f.name for f in fields(content) if get_args(hints[f.name])[1:] == (...,)}
        assert lists - set(LONG[content]) <= SHORT, content
