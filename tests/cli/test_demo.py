"""The demo: made at once, made again only where it is older, and never over somebody's own work."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.conftest import Run, Said

from kartoteka.archive.archive import Archive
from kartoteka.cli import root
from kartoteka.cli.commands.demo import MAKER, demo_archive, fingerprint, is_fresh
from kartoteka.cli.desk import Desk
from kartoteka.demo import letters
from kartoteka.errors import NotAnArchive
from kartoteka.model.entities import Entity
from kartoteka.testing import empty_archive
from kartoteka.wording.texts import LANGUAGES, say


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """The demo, made once; never changed. And what it said."""
    folder = tmp_path_factory.mktemp("demo")
    environment = {"KARTOTEKA_LANG": "en", "COLUMNS": "80"}
    done = CliRunner().invoke(root, ["demo", "--no-serve", "--dir", str(folder)], env=environment)
    return folder, Said(done.stdout, done.stderr, done.exit_code)


@pytest.fixture
def own(made: tuple[Path, Said], tmp_path: Path) -> Path:
    """A copy of the demo archive."""
    return Path(shutil.copy(made[0] / "demo.kartoteka", tmp_path / "demo.kartoteka"))


def test_archive_and_site_are_there_and_the_summary_says_what_to_look_at(
    made: tuple[Path, Said],
) -> None:
    folder, said = made
    assert said.code == 0
    assert (folder / "demo-site" / "index.html").is_file()
    assert f"kartoteka life {folder}/demo.kartoteka lev" in said.out
    assert "4 of 4" in said.err
    with Archive(folder / "demo.kartoteka") as archive:
        assert archive.counts()["source"] == len(list(letters().glob("*.md")))


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_of_the_summary_works(run: Run, lang: str) -> None:
    """What a newcomer is told to type first must not fail."""
    lines = say("cli.demo_commands", lang, archive="demo.kartoteka").strip().splitlines()
    assert len(lines) > 2
    for line in lines:
        words = line.partition("  # ")[0].split()[1:]
        if words[0] == "serve":  # serves until somebody ends it: its story is told in tests/web
            words = ["serve", "--help"]
        said = run(*words, "--lang", lang)
        assert said.code == 0
        assert len(said.out.splitlines()) > 10
        assert max(map(len, said.out.splitlines())) <= 80


def test_again_it_is_left_alone(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = own.stat().st_ino
    demo_archive(Desk(), own)
    assert "up to date" in capsys.readouterr().err
    assert own.stat().st_ino == before


def test_its_site_is_built_again_only_where_something_is_newer(
    made: tuple[Path, Said], own: Path
) -> None:
    """The second start serves at once; a letter, another language or a broken site builds anew."""
    site = Path(shutil.copytree(made[0] / "demo-site", own.with_name("site")))
    marker = site / "kartoteka-site.json"
    os.utime(own, ns=(0, marker.stat().st_mtime_ns - 1))
    assert is_fresh(site, own, ["en", "ru"])
    assert not is_fresh(site, own, ["ru", "en"])
    os.utime(own)
    assert not is_fresh(site, own, ["en", "ru"])
    marker.write_text("{")
    assert not is_fresh(site, own, ["en", "ru"])


def test_an_older_one_is_made_anew(tmp_path: Path) -> None:
    """Made by the demo of an earlier version, whose letters were others."""
    path = tmp_path / "demo.kartoteka"
    with (
        empty_archive(path, by=MAKER) as archive,
        archive.edit(why="the demo letters (0123456789ab)", verb="record") as edit,
    ):
        edit.add(Entity("old", "person", "Old"))
    demo_archive(Desk(), path)
    with Archive(path) as archive:
        assert archive.find_entity("old") is None
        assert archive.find_entity("lev") is not None


def test_one_that_was_interrupted_is_made_anew(tmp_path: Path) -> None:
    """Ctrl-C after the letters, before the evidence."""
    path = tmp_path / "demo.kartoteka"
    with empty_archive(path, by=MAKER) as archive, archive.edit(why="add 3 texts") as edit:
        edit.add(Entity("old", "person", "Old"))
    assert demo_archive(Desk(), path)["statement"] > 100


def test_own_edits_are_never_overwritten(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Archive(own, by="ana") as archive:
        archive.undo()
    demo_archive(Desk(), own)
    assert "edits of your own" in capsys.readouterr().err
    with Archive(own) as archive:
        assert [change.by for change in archive.history()][-1] == "ana"


def test_somebody_else_s_archive_of_that_name_is_not_touched(run: Run, work: Path) -> None:
    path = work.rename(work.with_name("demo.kartoteka"))
    before = path.read_bytes()
    assert run("demo", "--no-serve").code == 5
    assert path.read_bytes() == before


def test_an_empty_archive_of_somebody_s_is_not_touched(tmp_path: Path) -> None:
    """Made a minute ago, to be filled: it has no history that could say whose it is."""
    path = tmp_path / "demo.kartoteka"
    empty_archive(path).close()
    before = path.stat().st_ino
    with pytest.raises(NotAnArchive):
        demo_archive(Desk(), path)
    assert path.stat().st_ino == before


def test_a_file_that_is_no_archive_is_not_touched(run: Run, tmp_path: Path) -> None:
    (tmp_path / "demo.kartoteka").write_text("my notes")
    assert run("demo", "--no-serve").code == 5
    assert (tmp_path / "demo.kartoteka").read_text() == "my notes"


@pytest.mark.usefixtures("own")
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
