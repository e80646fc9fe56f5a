"""Lists of ids: an id is to be typed, so it is never broken in two; kinds of records are said in words."""

from __future__ import annotations

import io
import pathlib

import pytest

from kartoteka.check.held import Held
from kartoteka.cli.pages.findings import findings_page
from kartoteka.cli.pages.lists import entities_page
from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.voice import Voice
from kartoteka.model.entities import Entity
from kartoteka.model.findings import Finding, Where
from kartoteka.relate.atlas import Atlas
from kartoteka.testing import tiny_archive

LONG = "chernokunitsov-konstantin-of-the-north"


def test_a_long_id_has_a_line_of_its_own(tmp_path: pathlib.Path) -> None:
    with tiny_archive(tmp_path / "t.kartoteka") as archive:
        with archive.edit(why="a long id") as edit:
            edit.add(Entity(LONG, "person", "Konstantin"))
        page = Page("en", 80)
        found = {"person": [archive.entity(LONG), archive.entity("osip")]}
        entities_page(page, Voice(Atlas(archive), "en"), found, {})  # pyright: ignore[reportArgumentType]
    lines = [line.rstrip() for line in page.plain().splitlines()]
    at = lines.index(f" {LONG}")
    assert lines[at + 1].strip() == "Konstantin"
    assert lines[at + 2].startswith(" osip  ")


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "statement st_1 [a-rule]"), ("ru", "утверждение st_1 [a-rule]")]
)
def test_the_kind_of_a_record_is_said_in_the_language_of_the_page(lang: str, said: str) -> None:
    where = Where(kind="statement", id="st_1")
    finding = Finding("a-rule", "error", "Wrong.", "Mend it.", where)
    stream = io.StringIO()
    held = Held()
    held.add(finding, (0, 0))
    findings_page(Page(lang, 80), held, stream)
    assert said in stream.getvalue()
