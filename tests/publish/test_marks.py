"""A mark covers all that is printed from a content, and nothing that is not published."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from importlib import resources

import pytest
from tests.publish.conftest import TODAY

from kartoteka.archive.archive import Archive
from kartoteka.model.entities import Entity
from kartoteka.publish import marks
from kartoteka.publish.desk import Desk, Facts
from kartoteka.publish.marks import Marks
from kartoteka.publish.plan import addresses, pages
from kartoteka.publish.templating import Press
from kartoteka.publish.view import View


def desk_of(archive: Archive) -> Desk:
    view = View(archive, today=TODAY)
    return Desk(Facts(view, addresses(view)), "en")


def marks_of(archive: Archive) -> dict[str, str]:
    desk = desk_of(archive)
    press = Press(desk, langs=("en",), title="T")
    plan = pages(desk, as_of="today", withheld=())
    return {page.path: press.mark(page, page.make())[0] for page in plan}


def test_every_page_of_an_archive_looks_up_only_what_its_mark_covers(secret: Archive) -> None:
    desk = desk_of(secret)
    press = Press(desk, langs=("en",), title="T")
    for page in pages(desk, as_of="today", withheld=()):
        content, asked = page.make(), set[str]()
        _, covered = press.mark(page, content)
        press.html(page, content, (), asked)
        assert asked <= covered, page.path


def test_another_name_changes_the_mark_of_every_page_that_names_it(tiny: Archive) -> None:
    before = marks_of(tiny)
    ida = tiny.entity("ida")
    with tiny.edit(why="married") as edit:
        edit.replace(ida, replace(ida, label="Ida Weiss"))
    after = marks_of(tiny)
    changed = {path for path in before if before[path] != after[path]}
    assert {"people/ida.html", "people/index.html", "names.html"} <= changed
    assert "themes/index.html" not in changed


def test_the_page_of_an_id_in_the_content_counts_as_well(tiny: Archive) -> None:
    """Whether a name is a link depends on whether it has a page."""

    @dataclass(frozen=True)
    class Content:
        who: str

    without = Marks(desk_of(tiny), ()).of(Content("zoya"))[0]
    with tiny.edit(why="she has a page now") as edit:
        edit.add(Entity("zoya", "person", "zoya"))
    assert Marks(desk_of(tiny), ()).of(Content("zoya"))[0] != without


def test_no_template_shows_what_a_mark_leaves_out() -> None:
    for file in (resources.files("kartoteka.publish") / "templates").iterdir():
        text = file.read_text(encoding="utf-8")
        for field in marks._UNPRINTED:  # pyright: ignore[reportPrivateUsage]
            assert not re.search(rf"\.{field}\b", text), file.name


def test_what_cannot_be_marked_is_an_error() -> None:
    with pytest.raises(TypeError, match="dict has no mark"):
        marks._flat({"a": 1}, set())  # pyright: ignore[reportPrivateUsage]
