"""The demo: made at once, made again only where it is older, and never over somebody's own work."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run, Said

from kartoteka.archive.archive import Archive
from kartoteka.cli.commands.demo import MAKER, fingerprint
from kartoteka.demo import letters
from kartoteka.model.entities import Entity
from kartoteka.testing import empty_archive


@pytest.fixture
def demo(run: Run) -> Said:
    """The demo, made in the current folder and not served."""
    return run("demo", "--no-serve")


def test_archive_and_site_are_there_and_the_summary_says_what_to_look_at(
    demo: Said, tmp_path: Path
) -> None:
    assert demo.code == 0
    assert (tmp_path / "demo-site" / "index.html").is_file()
    assert "kartoteka life demo.kartoteka lev" in demo.out
    assert "4 of 4" in demo.err
    with Archive(tmp_path / "demo.kartoteka") as archive:
        assert archive.counts()["source"] == len(list(letters().glob("*.md")))


@pytest.mark.usefixtures("demo")
def test_every_command_of_the_summary_works(run: Run) -> None:
    """What a newcomer is told to type first must not fail."""
    from kartoteka.wording.texts import LANGUAGES, say

    for lang in LANGUAGES:
        lines = say("cli.demo_commands", lang, archive="demo.kartoteka").strip().splitlines()
        assert len(lines) > 2
        for line in lines:
            words = line.partition("  # ")[0].split()[1:]
            said = run(*words, "--lang", lang)
            assert said.code == 0
            assert len(said.out.splitlines()) > 10


@pytest.mark.usefixtures("demo")
def test_again_it_is_left_alone(run: Run, tmp_path: Path) -> None:
    before = (tmp_path / "demo.kartoteka").stat().st_ino
    again = run("demo", "--no-serve")
    assert "up to date" in again.err
    assert (tmp_path / "demo.kartoteka").stat().st_ino == before


def test_an_older_one_is_made_anew(run: Run, tmp_path: Path) -> None:
    """Made by the demo of an earlier version, whose letters were others."""
    with (
        empty_archive(tmp_path / "demo.kartoteka", by=MAKER) as archive,
        archive.edit(why="the demo letters (0123456789ab)", verb="record") as edit,
    ):
        edit.add(Entity("old", "person", "Old"))
    assert run("demo", "--no-serve").code == 0
    assert run("life", "demo.kartoteka", "old").code == 3


@pytest.mark.usefixtures("demo")
def test_own_edits_are_never_overwritten(run: Run) -> None:
    run("undo", "demo.kartoteka", "--by", "ana")
    again = run("demo", "--no-serve")
    assert "edits of your own" in again.err
    assert run("history", "demo.kartoteka", "--json").json["result"][-1]["by"] == "ana"


def test_somebody_else_s_archive_of_that_name_is_not_touched(run: Run, work: Path) -> None:
    work.rename(work.with_name("demo.kartoteka"))
    before = work.with_name("demo.kartoteka").read_bytes()
    assert run("demo", "--no-serve").code == 5
    assert work.with_name("demo.kartoteka").read_bytes() == before


def test_a_file_that_is_no_archive_is_not_touched(run: Run, tmp_path: Path) -> None:
    (tmp_path / "demo.kartoteka").write_text("my notes")
    assert run("demo", "--no-serve").code == 5
    assert (tmp_path / "demo.kartoteka").read_text() == "my notes"


def test_a_folder_that_is_no_site_is_not_touched(run: Run, tmp_path: Path) -> None:
    (tmp_path / "demo-site").mkdir()
    (tmp_path / "demo-site" / "thesis.txt").write_text("my notes")
    assert run("demo", "--no-serve").code == 2
    assert (tmp_path / "demo-site" / "thesis.txt").read_text() == "my notes"


def test_the_fingerprint_follows_the_letters(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one")
    first = fingerprint(tmp_path)
    assert first == fingerprint(tmp_path)
    (tmp_path / "a.md").write_text("two")
    assert fingerprint(tmp_path) != first
