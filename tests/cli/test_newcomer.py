"""What somebody reads who has never seen the inside: names instead of ids, one word for one thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

import kartoteka
from kartoteka.archive.archive import Archive
from kartoteka.model.coding import Memo
from kartoteka.testing import Story


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """Ana and Boris both write where Ana was, and each in their own words; a memo is called as it begins."""
    story = Story().people(ana="Ana", boris="Boris")
    story.place("salt", "prison").place("six", "cell", within="salt")
    story.fact("six", "name", value="«Соляной двор», 6", lang="ru")
    story.letter("a", by="ana", written="2025-04-25")
    story.say("ana", "stay", "six", when="2024-11-06")
    story.letter("b", by="boris", written="2025-05-25")
    story.say("ana", "stay", "six", when="2024-11-06")
    path = tmp_path / "twice.kartoteka"
    with story.archive(path) as archive:
        _note(archive)
    return path


def _note(archive: Archive) -> None:
    memo = Memo("m_1", "ana", "Dumplings", "Dumplings grow with every telling.", "t", "2025-06-01")
    with archive.edit(why="a note") as edit:
        edit.add(memo)


def test_a_stay_told_by_two_letters_is_one_entry(run: Run, twice: Path) -> None:
    said = run("life", twice, "ana", "--ids")
    assert "st_1 at_1 ps_a_0_16 st_2 at_2 ps_b_0_16" in said.flat


def test_a_number_at_the_end_of_a_name_does_not_run_into_the_date(run: Run, twice: Path) -> None:
    said = run("said", twice, "six", "--lang", "ru")
    assert "двор», 6, 6 ноября 2024" in said.flat


def test_a_memo_that_begins_with_its_title_has_it_once(run: Run, twice: Path) -> None:
    assert run("search", twice, "grow").out.count("Dumplings") == 1


def test_what_was_counted_is_said_in_words(run: Run, work: Path) -> None:
    assert run("cross", work, "author.gender").out.startswith("Codes by author: gender")
    assert "Коды по признаку «год написания»" in run("cross", work, "year", "--lang", "ru").flat


def test_a_code_is_known_by_its_name(run: Run, work: Path) -> None:
    by_id = run("near", work, "food", "tea", "--within", "300")
    assert run("near", work, "Food", "Tea", "--within", "300").out == by_id.out
    assert run("cross", work, "author", "--code", "Food").code == 0


def test_letters_are_called_by_their_titles(run: Run, work: Path) -> None:
    with kartoteka.open(work) as archive:
        title = next(s.title for s in archive.sources() if archive.codings(source=s.id))
    assert title
    assert title in run("cross", work, "source").out
