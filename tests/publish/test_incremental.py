"""A site built again: only what changed is printed, and it is the same site as if all were."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.publish.conftest import SECRETS, TODAY
from tests.publish.edits import EDITS, Editor
from tests.publish.test_site import files, plain

import kartoteka
from kartoteka.archive.archive import Archive
from kartoteka.demo import letters
from kartoteka.errors import PublishBlocked
from kartoteka.model.entities import Entity
from kartoteka.publish.manifest import MANIFEST
from kartoteka.publish.site import Built, site
from kartoteka.testing import tiny_archive


def again(archive: Archive, place: Path, **options: object) -> Built:
    """Build into the folder of before, and from nothing beside; hold that both are the same bytes."""
    settings = {"as_of": TODAY, **options}
    built = site(archive, place / "site", **settings)  # type: ignore[arg-type]
    whole = site(archive, place / "whole", full=True, **settings)  # type: ignore[arg-type]
    assert files(built.path) == files(whole.path)
    assert whole.printed == whole.pages == built.pages == built.printed + built.kept
    return built


def again_or_blocked(archive: Archive, place: Path) -> None:
    """Build again; where an edit made by chance gives somebody away, both ways of building refuse."""
    try:
        again(archive, place)
    except PublishBlocked as error:
        blocked = error
        with pytest.raises(PublishBlocked) as caught:
            site(archive, place / "another", as_of=TODAY)
        assert sorted(map(str, caught.value.findings)) == sorted(map(str, blocked.findings))


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.kartoteka"
    with kartoteka.new(path, by="tester") as archive:
        kartoteka.add(archive, letters())
        kartoteka.record(archive, letters())
    return path


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Archive]:
    """The demo archive, of which much may not be read."""
    copy = tmp_path / "demo.kartoteka"
    copy.write_bytes(demo_file.read_bytes())
    with kartoteka.open(copy, by="tester") as archive:
        yield archive


# ── the law ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_edited_it_is_the_site_that_a_full_build_makes(
    tmp_path: Path, seed: int
) -> None:
    with tiny_archive(tmp_path / "tiny.kartoteka") as archive:
        editor = Editor(archive, tmp_path, seed)
        for _ in range(6):
            again_or_blocked(archive, tmp_path)
            editor.one()


@pytest.mark.parametrize("kind", sorted(EDITS))
def test_each_kind_of_edit_on_an_archive_with_secrets(
    secret: Archive, tmp_path: Path, kind: str
) -> None:
    editor = Editor(secret, tmp_path, 1)
    again(secret, tmp_path)
    if kind == "member":
        with secret.edit(why="there is a group") as edit:
            edit.add(Entity("neighbours", "group", "neighbours"))
    if kind == "withdraw":
        EDITS["same"](editor)
        again(secret, tmp_path)
    EDITS[kind](editor)
    built = again(secret, tmp_path)
    assert built.whole is None
    for path, content in files(built.path).items():
        if kind in ("memo", "code", "deprecate", "nest", "stranger", "title", "restrict"):
            assert not [s for s in SECRETS if s in plain(f"{path}\n{content.decode('latin-1')}")]


def test_a_random_history_of_the_demo(demo: Archive, tmp_path: Path) -> None:
    editor = Editor(demo, tmp_path, 3)
    again(demo, tmp_path)
    for _ in range(2):
        editor.one()
        again_or_blocked(demo, tmp_path)


def test_another_day_title_or_language(secret: Archive, tmp_path: Path) -> None:
    """In 2031 a letter may be read that was held back; a new title stands on every page."""
    again(secret, tmp_path)
    later = again(secret, tmp_path, as_of=TODAY + 2000)
    assert later.whole is None
    assert later.kept > later.printed
    assert (tmp_path / "site/en/letters/later-letter.html").is_file()
    back = again(secret, tmp_path)
    assert not (tmp_path / "site/en/letters/later-letter.html").exists()
    assert back.removed > 0
    assert again(secret, tmp_path, title="Letters").whole == "titles"
    assert again(secret, tmp_path, title="Letters", langs=("ru",)).whole == "titles"


def test_processes_change_no_byte(demo: Archive, tmp_path: Path) -> None:
    one = site(demo, tmp_path / "one", as_of=TODAY, processes=1)
    two = site(demo, tmp_path / "two", as_of=TODAY, processes=2)
    assert files(one.path) == files(two.path)
    assert site(demo, tmp_path / "two", as_of=TODAY, processes=2).kept == one.pages


# ── how little is printed ─────────────────────────────────────────────────────────────────────────────


def test_without_an_edit_nothing_is_printed(demo: Archive, tmp_path: Path) -> None:
    again(demo, tmp_path)
    built = again(demo, tmp_path)
    assert (built.printed, built.kept, built.removed, built.mended) == (0, built.pages, 0, 0)


def test_a_small_edit_prints_few_pages(demo: Archive, tmp_path: Path) -> None:
    """A stranger on the list: their page, the list of people, the index of names, the cover."""
    first = again(demo, tmp_path)
    with demo.edit(why="a newcomer") as edit:
        edit.add(Entity("nikifor", "person", "Nikifor"))
    built = again(demo, tmp_path)
    assert built.pages == first.pages + 2
    assert built.printed <= 2 * 4
    day = again(demo, tmp_path, as_of=TODAY + 1)
    assert (
        day.printed == 2 * 2
    )  # the day stands on the cover, and on the page on how to read the others


def test_what_was_kept_is_the_same_file(demo: Archive, tmp_path: Path) -> None:
    """It keeps its time, so that copying to a server sends what changed."""
    site(demo, tmp_path / "site", as_of=TODAY)
    page = tmp_path / "site/en/about.html"
    os.utime(page, (1_000_000_000, 1_000_000_000))
    site(demo, tmp_path / "site", as_of=TODAY)
    assert page.stat().st_mtime == 1_000_000_000


# ── what is not trusted ───────────────────────────────────────────────────────────────────────────────


def test_a_page_changed_or_removed_by_hand_is_printed_anew(tiny: Archive, tmp_path: Path) -> None:
    again(tiny, tmp_path)
    (tmp_path / "site/en/people/ida.html").write_text("<p>Ida says thanks.</p>")
    (tmp_path / "site/ru/about.html").unlink()
    (tmp_path / "site/en/mine.html").write_text("a page of my own")
    built = again(tiny, tmp_path)
    assert (built.printed, built.mended) == (2, 2)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"files": 3}', '{"program": 1, "titles": {}}'])
def test_a_manifest_that_cannot_be_read_prints_everything(
    tiny: Archive, tmp_path: Path, content: str
) -> None:
    again(tiny, tmp_path)
    (tmp_path / "site" / MANIFEST).write_text(content)
    assert again(tiny, tmp_path).whole == "unknown"


def test_another_version_of_the_program_prints_everything(tiny: Archive, tmp_path: Path) -> None:
    again(tiny, tmp_path)
    manifest = tmp_path / "site" / MANIFEST
    data = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**data, "program": "0" * 32}))
    assert again(tiny, tmp_path).whole == "program"


def test_the_manifest_tells_nothing_of_what_is_held_back(secret: Archive, tmp_path: Path) -> None:
    """Two archives that differ only in what may not be read have one manifest."""
    site(secret, tmp_path / "site", as_of=TODAY)
    text = (tmp_path / "site" / MANIFEST).read_text()
    assert not [s for s in SECRETS if s in plain(text)]
    paths = {p.relative_to(tmp_path / "site").as_posix() for p in (tmp_path / "site").rglob("*")}
    assert set(json.loads(text)["files"]) <= paths
    closed = secret.source("closed-letter")
    with secret.edit(why="another title, another rights holder") as edit:
        edit.replace(closed, replace(closed, title="Something else", rights="Somebody else"))
    site(secret, tmp_path / "other", as_of=TODAY)
    assert (tmp_path / "other" / MANIFEST).read_text() == text


# ── builds that were killed ───────────────────────────────────────────────────────────────────────────


def test_a_killed_build_is_cleared_away_and_the_earlier_site_is_back(
    tiny: Archive, tmp_path: Path
) -> None:
    """Killed between the two renames: the site lies beside, under another name."""
    built = site(tiny, tmp_path / "site", as_of=TODAY)
    dead = 2**22 + 1  # above every number that a process can have
    built.path.rename(tmp_path / f".site.old-{dead}")
    half = tmp_path / f".site.building-{dead}" / "en"
    half.mkdir(parents=True)
    (half / "index.html").write_text("half a page")
    again_built = again(tiny, tmp_path)
    assert again_built.kept == again_built.pages
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_build_that_is_still_running_is_left_alone(tiny: Archive, tmp_path: Path) -> None:
    other = tmp_path / f".site.building-{os.getppid()}"
    other.mkdir()
    site(tiny, tmp_path / "site", as_of=TODAY)
    assert other.is_dir()
