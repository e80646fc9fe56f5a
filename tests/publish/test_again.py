"""Pages that are kept without being made: what is noted, what follows from edits, what is not trusted."""

from __future__ import annotations

import random
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.publish.conftest import SECRETS, TODAY
from tests.publish.edits import EDITS, Editor
from tests.publish.test_site import files, plain

import kartoteka
from kartoteka.archive.archive import Archive
from kartoteka.errors import PublishBlocked
from kartoteka.model.entities import Entity
from kartoteka.model.statements import Statement
from kartoteka.publish import aside, kept
from kartoteka.publish.again import Again
from kartoteka.publish.folder import put_in_place
from kartoteka.publish.site import site
from kartoteka.publish.suspects import Suspects
from kartoteka.publish.tracing import Trace
from kartoteka.testing import tiny_archive


@pytest.fixture(scope="module")
def world_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated world: prisons, cells, groups, hearsay."""
    path = tmp_path_factory.mktemp("world") / "world.kartoteka"
    kartoteka.simulate(
        path, size="small", seed=5, letters=8, people=24, witnesses=4, prisons=3, days=200
    )
    return path


@pytest.fixture
def world(world_file: Path, tmp_path: Path) -> Iterator[Archive]:
    copy = tmp_path / "world.kartoteka"
    copy.write_bytes(world_file.read_bytes())
    with kartoteka.open(copy, by="tester") as archive:
        yield archive


@pytest.fixture
def unproved(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sample is made: a mistake in what is noted shows in the site."""
    monkeypatch.setattr(Again, "sample", lambda *_: [])


def stale(archive: Archive, place: Path) -> list[str]:
    """Build again, and whole beside; return the files that are not the same."""
    again = files(site(archive, place / "site", as_of=TODAY, processes=1).path)
    whole = files(site(archive, place / "whole", as_of=TODAY, full=True, processes=1).path)
    return [
        path for path in sorted(again.keys() | whole.keys()) if again.get(path) != whole.get(path)
    ]


# ── the law, without the safety net ───────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("unproved")
@pytest.mark.parametrize("seed", range(3))
def test_no_page_is_stale_in_a_simulated_world(world: Archive, tmp_path: Path, seed: int) -> None:
    editor = Editor(world, tmp_path, seed)
    site(world, tmp_path / "site", as_of=TODAY)
    for _ in range(3):
        editor.one()
        try:
            assert stale(world, tmp_path) == []
        except PublishBlocked:
            world.undo()  # an edit by chance gave somebody away


@pytest.mark.usefixtures("unproved")
@pytest.mark.parametrize("kind", sorted(EDITS))
def test_no_page_is_stale_after_each_kind_of_edit(tmp_path: Path, kind: str) -> None:
    with tiny_archive(tmp_path / "tiny.kartoteka") as archive:
        editor = Editor(archive, tmp_path, 7)
        if kind in ("withdraw", "undo"):
            EDITS["same"](editor)
        site(archive, tmp_path / "site", as_of=TODAY, processes=1)
        EDITS[kind](editor)
        assert stale(archive, tmp_path) == []


@pytest.mark.usefixtures("unproved")
def test_several_processes_note_what_one_does(world: Archive, tmp_path: Path) -> None:
    for processes in (1, 3):
        site(world, tmp_path / f"{processes}", as_of=TODAY, processes=processes)
    one, three = (kept.read(tmp_path / f"{processes}") for processes in (1, 3))
    assert one
    assert three
    assert one.units.keys() == three.units.keys()
    for key, unit in one.units.items():
        assert unit.tags.tolist() == three.units[key].tags.tolist()
    assert one.noted[0].tolist() == three.noted[0].tolist()
    with world.edit(why="a newcomer") as edit:
        edit.add(Entity("nikifor", "person", "Nikifor"))
    built = [
        site(world, tmp_path / f"{processes}", as_of=TODAY, processes=processes)
        for processes in (1, 3)
    ]
    assert files(built[0].path) == files(built[1].path)
    assert built[0].kept == built[1].kept > 0


# ── how little is made ────────────────────────────────────────────────────────────────────────────────


def made_after(
    archive: Archive, place: Path, patch: pytest.MonkeyPatch, edit: Callable[[], Any]
) -> set[str]:
    """Build, edit and build again; return the paths of the entries and letters that were made."""
    from kartoteka.publish.printer import Printer

    site(archive, place / "site", as_of=TODAY, processes=1)
    edit()
    made: set[str] = set()
    make = Printer._make

    def counted(printer: Printer, key: kept.Key, page: Any) -> Any:
        if page.about:
            made.add(page.path)
        return make(printer, key, page)

    patch.setattr(Printer, "_make", counted)
    site(archive, place / "site", as_of=TODAY, processes=1)
    return made


@pytest.mark.usefixtures("unproved")
def test_a_stranger_makes_no_page_but_their_own(
    world: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def come() -> None:
        with world.edit(why="a newcomer") as edit:
            edit.add(Entity("nikifor", "person", "Nikifor"))

    assert made_after(world, tmp_path, monkeypatch, come) == {"people/nikifor.html"}


@pytest.mark.usefixtures("unproved")
def test_a_memo_makes_nothing_but_the_page_that_counts_it(
    tiny: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = Editor(tiny, tmp_path, 1)
    assert made_after(tiny, tmp_path, monkeypatch, lambda: EDITS["memo"](editor)) == set()


@pytest.mark.usefixtures("unproved")
def test_a_statement_makes_few_pages(
    world: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = next(f for f in world.statements(predicate="stay") if f.evidence)

    def deprecate() -> None:
        with world.edit(why="a mistake") as edit:
            edit.replace(found.statement, replace(found.statement, rank="deprecated"))

    made = made_after(world, tmp_path, monkeypatch, deprecate)
    entries = sum(1 for _ in world.entities()) + sum(1 for _ in world.sources())
    assert f"people/{found.statement.subject}.html" in made
    assert len(made) < entries / 2


# ── doors that were left open are noticed ─────────────────────────────────────────────────────────────


def _nothing(*_: object) -> None:
    """Note, or look for, nothing."""


@pytest.mark.usefixtures("unproved")
@pytest.mark.parametrize(
    ("where", "door", "kinds"),
    [
        (Trace, "note", ("deprecate", "date", "written")),
        (Suspects, "_add_standings", ("written", "member", "date")),
        (Suspects, "_add_company", ("date", "deprecate")),
        (Suspects, "_forget_whereabouts", ("date", "deprecate", "letter")),
    ],
)
def test_a_page_is_stale_where_a_door_is_left_open(
    world: Archive,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: type[Any],
    door: str,
    kinds: tuple[str, ...],
) -> None:
    """These tests can fail: without the door, some edit leaves a page as it was that is not as it was."""
    monkeypatch.setattr(where, door, _nothing)
    editor = Editor(world, tmp_path, 3)
    site(world, tmp_path / "site", as_of=TODAY, processes=1)
    chance = random.Random(3)  # noqa: S311
    for _ in range(20):
        EDITS[chance.choice(kinds)](editor)
        if stale(world, tmp_path):
            return
    pytest.fail(f"nobody noticed that {door} notes nothing")


# ── what is not trusted ───────────────────────────────────────────────────────────────────────────────


def test_a_sample_tells_that_something_was_not_noted(
    tiny: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(tiny, tmp_path / "site", as_of=TODAY)
    monkeypatch.setattr(Suspects, "tags", lambda _: np.zeros(0, np.uint64))
    ida = tiny.entity("ida")
    with tiny.edit(why="another name") as edit:
        edit.replace(ida, replace(ida, label="Ida Marble"))
    built = site(tiny, tmp_path / "site", as_of=TODAY)
    assert built.whole == "doubt"
    assert built.kept == 0
    whole = site(tiny, tmp_path / "whole", as_of=TODAY, full=True)
    assert files(built.path) == files(whole.path)
    assert site(tiny, tmp_path / "site", as_of=TODAY).kept == built.pages


def test_the_site_of_before_stands_untouched_when_a_build_is_refused(
    tiny: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever mistake would keep an old page with a name hidden today: the name is found on it."""
    with tiny.edit(why="a man") as edit:
        edit.add(Entity("zosima", "person", "Zosima"))
    before = files(site(tiny, tmp_path / "site", as_of=TODAY).path)
    monkeypatch.setattr(Suspects, "tags", lambda _: np.zeros(0, np.uint64))
    monkeypatch.setattr(Again, "sample", lambda *_: [])
    monkeypatch.setattr("kartoteka.publish.again.given_to", lambda page: _given(tmp_path, page))
    with tiny.edit(why="who must not be named") as edit:
        edit.replace(
            Entity("zosima", "person", "Zosima"),
            Entity("zosima", "person", "Zosima", None, "restricted"),
        )
    with pytest.raises(PublishBlocked) as caught:
        site(tiny, tmp_path / "site", as_of=TODAY)
    assert "leak" in {f.rule for f in caught.value.findings}
    assert files(tmp_path / "site") == before


def _given(place: Path, page: Any) -> int:
    last = kept.read(place / "site")
    assert last
    return next((u.given for (_, path), u in last.units.items() if path == page.path), 0)


def known(place: Path) -> Path:
    """Return the file of what is known of a site."""
    return kept.file_of(place / "site")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half a file", b"{}"])
def test_what_is_known_can_be_removed_or_damaged(
    tiny: Archive, tmp_path: Path, content: bytes
) -> None:
    built = site(tiny, tmp_path / "site", as_of=TODAY)
    before = files(built.path)
    known(tmp_path).write_bytes(content)
    assert site(tiny, tmp_path / "site", as_of=TODAY).kept == built.pages  # made, and the same
    known(tmp_path).unlink()
    assert site(tiny, tmp_path / "site", as_of=TODAY).kept == built.pages
    assert files(built.path) == before


def test_every_bit_that_falls_is_noticed(tiny: Archive, tmp_path: Path) -> None:
    site(tiny, tmp_path / "site", as_of=TODAY)
    whole = known(tmp_path).read_bytes()
    chance = random.Random(1)  # noqa: S311
    assert kept.read(tmp_path / "site")
    # Anywhere; and where it says what is where, of which not everything has a sum of its own.
    places = [*chance.sample(range(len(whole)), 40), *range(len(whole) - 1_200, len(whole))]
    for at in places:
        bit = 1 << chance.randrange(8)
        known(tmp_path).write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        assert kept.read(tmp_path / "site") is None


def test_it_is_known_of_one_site_only(tiny: Archive, tmp_path: Path) -> None:
    """The site of another archive was put into the folder: nothing that was known of the first counts."""
    site(tiny, tmp_path / "site", as_of=TODAY)
    was = known(tmp_path).read_bytes()
    with tiny.edit(why="another name") as edit:
        edit.add(Statement("st-new", "ida", "name", value="Marble", lang="en"))
    site(tiny, tmp_path / "site", as_of=TODAY)
    known(tmp_path).write_bytes(was)
    tiny.undo()
    assert stale(tiny, tmp_path) == []


def test_a_look_leaves_nothing_behind(tiny: Archive, tmp_path: Path) -> None:
    site(tiny, tmp_path / "site", as_of=TODAY, veil="a secret")
    assert not known(tmp_path).exists()


def test_a_folder_that_cannot_be_written_does_not_matter(
    tiny: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    built = site(tiny, tmp_path / "site", as_of=TODAY)
    assert site(tiny, tmp_path / "site", as_of=TODAY).kept == built.pages


def _no_home() -> Path:
    raise RuntimeError("Could not determine home directory.")


def _no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("where", "what", "fails"),
    [
        (Path, "home", _no_home),
        (aside, "TemporaryFile", _no_room),
        (aside.Aside, "add", _no_room),
        (aside.Aside, "__iter__", _no_room),
    ],
)
def test_a_site_is_built_where_nothing_can_be_kept(
    tiny: Archive,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: object,
    what: str,
    fails: Callable[..., Any],
) -> None:
    """No home, no room for what is put aside: the next build makes every page, and that is all."""
    site(tiny, tmp_path / "site", as_of=TODAY)
    before = known(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(where, what, fails)
        with tiny.edit(why="another name") as edit:
            edit.replace(ida := tiny.entity("ida"), replace(ida, label="Ida Marble"))
        built = site(tiny, tmp_path / "site", as_of=TODAY)
        assert site(tiny, tmp_path / "site", as_of=TODAY).kept == built.pages
    # What was known of the pages of before, with a name that may be hidden today, is not left there.
    assert what == "home" or not before.exists()


@pytest.mark.usefixtures("unproved")
def test_a_build_does_not_know_the_site_of_another(
    tiny: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two builds at once the second puts its site in place, then the first says what it knows."""

    def and_another(new: Path, out: Path) -> None:
        monkeypatch.undo()
        monkeypatch.setattr(Again, "sample", lambda *_: [])
        put_in_place(new, out)
        with tiny.edit(why="another name") as edit:
            edit.replace(ida := tiny.entity("ida"), replace(ida, label="Ida Marble"))
        site(tiny, tmp_path / "site", as_of=TODAY)

    monkeypatch.setattr("kartoteka.publish.site.put_in_place", and_another)
    site(tiny, tmp_path / "site", as_of=TODAY)
    tiny.undo()
    assert stale(tiny, tmp_path) == []


def test_what_is_known_tells_nothing_of_what_is_held_back(secret: Archive, tmp_path: Path) -> None:
    """Neither in words nor hashed: two archives that differ only in that have the same known of them."""
    site(secret, tmp_path / "site", as_of=TODAY)
    found = kept.read(tmp_path / "site")
    assert found
    said = " ".join(f"{key} {unit.files} {unit.found}" for key, unit in found.units.items())
    assert not [s for s in SECRETS if s in plain(said)]
    assert stat.S_IMODE(known(tmp_path).stat().st_mode) == 0o600
    closed = secret.source("closed-letter")
    with secret.edit(why="another title, another rights holder") as edit:
        edit.replace(closed, replace(closed, title="Something else", rights="Somebody else"))
    site(secret, tmp_path / "site", as_of=TODAY, full=True)
    again = kept.read(tmp_path / "site")
    assert again
    for name, each in kept.packed(again).items():
        assert np.array_equal(each, kept.packed(found)[name]), name
