"""The file itself: its settings, its formats, and everything that can happen to it on a disk."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import kartoteka
from kartoteka.archive import sqlite
from kartoteka.archive.archive import Archive
from kartoteka.errors import (
    ArchiveError,
    CannotWrite,
    KartotekaError,
    Locked,
    NewerFormat,
    NotAnArchive,
)
from kartoteka.model.entities import Entity
from kartoteka.testing import tiny_archive


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed archive with two letters in it."""
    tiny_archive(tmp_path / "tiny.kartoteka").close()
    return tmp_path / "tiny.kartoteka"


@contextmanager
def raw(path: Path) -> Iterator[Any]:
    db = sqlite.connect(path)
    try:
        yield db
    finally:
        db.close()


# ── settings ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("journal_mode", "wal"),
        ("application_id", 0x4B415254),
        ("user_version", max(sqlite.migrations())),
        ("trusted_schema", 0),
        ("temp_store", 2),
    ],
)
def test_the_settings_are_really_set(path: Path, pragma: str, value: object) -> None:
    with raw(path) as db:
        assert db.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_an_archive_is_one_file_when_it_is_closed(path: Path) -> None:
    assert [p.name for p in path.parent.iterdir()] == ["tiny.kartoteka"]


def test_a_setting_that_is_not_kept_is_noticed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pragma that is misspelt or refused says nothing."""
    monkeypatch.setattr(sqlite, "WANTED", {"synchronous_": 2})
    with pytest.raises(CannotWrite, match="synchronous_"):
        sqlite.connect(path)


# ── what is not an archive ────────────────────────────────────────────────────────────────────────────


def test_a_name_that_is_taken_or_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ida")
    with pytest.raises(NotAnArchive, match="already there"):
        kartoteka.new(tmp_path / "letter.txt")
    with pytest.raises(NotAnArchive, match="Make it first"):
        kartoteka.new(tmp_path / "none" / "a.kartoteka")
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such file.*kartoteka new"),
        (b"", "not a Kartoteka archive"),
        (b"Dear Ida, this is a letter.", "not a Kartoteka archive"),
        (b"SQLite format 3\x00", "damaged"),
        (b"SQLite format 3\x00" + bytes(5000), "damaged"),
        (os.urandom(10_000), "not a Kartoteka archive"),
    ],
)
def test_something_else_is_not_an_archive_and_is_left_as_it_is(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "a.kartoteka"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(NotAnArchive, match=said):
        kartoteka.open(file)
    assert (file.read_bytes() if file.exists() else None) == content


def test_a_folder_is_not_an_archive(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive, match="folder"):
        kartoteka.open(tmp_path)


def test_the_database_of_another_program_is_not_touched(path: Path) -> None:
    with raw(path) as db:
        db.execute("PRAGMA application_id=7")
    before = path.read_bytes()
    with pytest.raises(NotAnArchive, match="another program"):
        kartoteka.open(path)
    assert path.read_bytes() == before


def test_an_archive_from_the_future_is_not_touched(path: Path) -> None:
    with raw(path) as db:
        db.execute("PRAGMA user_version=99")
    before = path.read_bytes()
    with pytest.raises(NewerFormat, match="Install a newer") as newer:
        kartoteka.open(path)
    assert (newer.value.found, newer.value.known) == (99, max(sqlite.migrations()))
    assert path.read_bytes() == before


# ── damage ────────────────────────────────────────────────────────────────────────────────────────────


def told(path: Path) -> str:
    """Open, verify and read everything; return what is said of it, "" where nothing is wrong."""
    try:
        with kartoteka.open(path) as archive:
            if damages := archive.verify():
                return "; ".join(damages)
            for source in archive.sources():
                archive.text(source.id)
            archive.statements()
            list(archive.history())
    except ArchiveError as damaged:
        return str(damaged)
    return ""


FTS5_OWN = ("_data", "_idx", "_docsize", "_config")
"""Tables that SQLite makes for each full-text table."""


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_archive_is_noticed(path: Path, kept: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert told(path)


@pytest.mark.parametrize("byte", range(0, 100, 3))
def test_a_flipped_header_loses_nothing_and_ends_in_no_traceback(path: Path, byte: int) -> None:
    content = bytearray(path.read_bytes())
    content[byte] ^= 0xFF
    path.write_bytes(content)
    said = told(path)
    if said:
        assert path.stat().st_size == len(content), "left as it is"


@pytest.mark.parametrize("seed", range(40))
def test_damage_in_the_middle_is_told_by_opening_or_by_verify(path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    content = bytearray(path.read_bytes())
    start = chance.randrange(4096, len(content) - 600)
    content[start : start + 600] = chance.randbytes(600)
    path.write_bytes(content)
    assert told(path) or is_unused(path, start), "600 bytes are wrong"


def is_unused(path: Path, start: int) -> bool:
    """Tell whether a place lies in the free middle of a page, where nothing is kept."""
    page = path.read_bytes()[start // 4096 * 4096 :][:4096]
    head = 100 if start < 4096 else 0
    cells = int.from_bytes(page[head + 3 : head + 5], "big")
    content = int.from_bytes(page[head + 5 : head + 7], "big")
    inner = 12 if page[head] in (2, 5) else 8
    return start % 4096 >= head + inner + 2 * cells and start % 4096 + 600 <= content


def test_a_damaged_page_that_is_only_reached_in_the_middle_is_told(path: Path) -> None:
    with raw(path) as db:
        page = db.execute("SELECT rootpage FROM sqlite_master WHERE name='source'").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))
    with kartoteka.open(path) as archive:
        with pytest.raises(NotAnArchive, match=r"damaged.*backup"):
            list(archive.sources())
        assert archive.verify()


# ── places that cannot be written ─────────────────────────────────────────────────────────────────────


def write_as_nobody(path: Path) -> str:
    """Read and write in a child that is not root, whom no permission would stop."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = "failed"
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            said = read_and_write(path)
        finally:
            os.write(writing, said.encode())
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return pipe.read()


def read_and_write(path: Path) -> str:
    with Archive(path, by="t") as archive:
        read = len(archive.statements())
        try:
            with archive.edit(why="x") as edit:
                edit.add(Entity("new", "person", "New"))
        except CannotWrite as error:
            return f"{read} read; {error}; {archive.find_entity('new')}"
    return "written"


@pytest.fixture
def open_place(path: Path) -> Iterator[Path]:
    """The archive in a folder that anybody may enter; the test's own is closed to others."""
    folder = Path(tempfile.mkdtemp())
    shutil.copy(path, folder / "a.kartoteka")
    try:
        yield folder / "a.kartoteka"
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="permissions as of POSIX")
@pytest.mark.parametrize(("of_file", "of_folder"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)])
def test_a_read_only_archive_can_be_read_and_says_why_it_cannot_be_written(
    open_place: Path, of_file: int, of_folder: int
) -> None:
    open_place.chmod(of_file)
    open_place.parent.chmod(of_folder)
    said = write_as_nobody(open_place)
    assert said.startswith("8 read; ")
    assert "read-only" in said
    assert said.endswith("; None")


def test_a_full_disk_keeps_what_was_there_and_a_retry_works(path: Path) -> None:
    with Archive(path, by="t") as archive:
        pages = archive._db.execute("PRAGMA page_count").fetchone()[0]
        archive._db.execute(f"PRAGMA max_page_count={pages + 2}")
        crowd = [Entity(f"p{n}", "person", f"Person {n} " * 20) for n in range(500)]
        with pytest.raises(CannotWrite, match=r"disk is full.*try again"):  # noqa: SIM117
            with archive.edit(why="a crowd") as edit:
                edit.add(*crowd)
        assert len(archive.statements()) == 8
        assert archive.counts()["entity"] == 9
        assert archive.verify() == ()
        archive._db.execute("PRAGMA max_page_count=1000000")
        with archive.edit(why="a crowd") as edit:
            edit.add(*crowd)
        assert archive.counts()["entity"] == 509
        assert archive.verify() == ()


FULL = """
import resource, signal, sys, kartoteka
from kartoteka.errors import CannotWrite
from kartoteka.model.entities import Entity
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with kartoteka.open(sys.argv[1], by="t") as archive:
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
    kept = 0
    try:
        for n in range(10_000):
            with archive.edit(why="x") as edit:
                edit.add(Entity(f"p{n}", "person", "Person " * 50))
            kept += 1
    except CannotWrite as error:
        assert "safe" in str(error), error
    else:
        sys.exit("was never full")
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert archive.find_entity(f"p{kept}") is None
    with archive.edit(why="again") as edit:
        edit.add(Entity(f"p{kept}", "person", "Person"))
    print(kept + 1)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="file size limits as of Linux")
def test_a_file_that_may_not_grow_loses_nothing_acknowledged(path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    with kartoteka.open(path) as archive:
        kept = [entity for entity in archive.entities() if entity.label.startswith("Person")]
        assert len(kept) == int(found.stdout) > 1
        assert archive.verify() == ()


LED_FORWARD = """
import resource, signal, sys, kartoteka
from kartoteka.archive import filling
from kartoteka.errors import CannotWrite
def much(db):
    db.execute("CREATE TABLE much AS SELECT randomblob(400000) AS bytes")
filling.FILLED[5] = much
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    kartoteka.open(sys.argv[1])
except CannotWrite as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="file size limits as of Linux")
def test_an_archive_that_cannot_be_led_forward_is_not_called_damaged(tmp_path: Path) -> None:
    """The driver has rolled it back itself: to do so again would hide what happened."""
    path = tmp_path / "old.kartoteka"
    shutil.copy(Path(__file__).parents[1] / "data" / "format-4.kartoteka", path)
    found = subprocess.run(
        [sys.executable, "-c", LED_FORWARD, str(path)], capture_output=True, text=True, check=False
    )
    assert "could not be written" in found.stdout, found.stderr
    with kartoteka.open(path) as archive:
        assert archive.verify() == ()


def test_a_new_archive_on_a_full_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_db: object, path: Path, steps: object = None) -> None:
        raise CannotWrite(path, f"the disk is full {steps or ''}")

    monkeypatch.setattr(sqlite, "migrate", full)
    with pytest.raises(CannotWrite):
        kartoteka.new(tmp_path / "a.kartoteka")
    assert list(tmp_path.iterdir()) == []


def test_whoever_finds_the_archive_taken_is_told_to_wait(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.1)
    with Archive(path) as one, Archive(path) as other, one.edit(why="long"):
        with pytest.raises(Locked, match="another program"), other.edit(why="short"):
            pass
        assert len(other.statements()) == 8, "reading goes on meanwhile"


# ── formats ───────────────────────────────────────────────────────────────────────────────────────────

NEXT = max(sqlite.migrations()) + 1

REBUILD = """
-- A parent table is rebuilt: with foreign keys on, this would delete or orphan its children.
CREATE TABLE entity_ (
  id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, alias TEXT,
  access TEXT NOT NULL, colour TEXT  -- a semicolon; in a comment
) STRICT;
INSERT INTO entity_ (rowid, id, kind, label, alias, access, colour)
  SELECT rowid, id, kind, label, alias, access, 'grey;green' FROM entity;
DROP TABLE entity;
ALTER TABLE entity_ RENAME TO entity;
"""


def test_an_older_archive_is_led_forward_and_keeps_its_children(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = sqlite.migrations()
    monkeypatch.setattr(sqlite, "migrations", lambda: {**known, NEXT: REBUILD})
    with kartoteka.open(path) as archive:
        assert archive._db.execute("PRAGMA user_version").fetchone()[0] == NEXT
        assert (
            archive._db.execute("SELECT DISTINCT colour FROM entity").fetchone()[0] == "grey;green"
        )
        assert archive._db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert len(archive.statements()) == 8
        assert archive.verify() == ()


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (REBUILD + "INSERT INTO nowhere VALUES (1);", ArchiveError),
        (REBUILD + "DELETE FROM entity WHERE id = 'osip';", NotAnArchive),
    ],
)
def test_a_step_that_fails_is_taken_back_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: type[KartotekaError]
) -> None:
    known = sqlite.migrations()
    monkeypatch.setattr(sqlite, "migrations", lambda: {**known, NEXT: "", NEXT + 1: step})
    with pytest.raises(error):
        kartoteka.open(path)
    monkeypatch.undo()
    with kartoteka.open(path) as archive:
        assert len(archive.statements()) == 8
        assert archive.verify() == ()
        assert archive._db.execute("PRAGMA user_version").fetchone()[0] == NEXT - 1


def test_the_schema_explains_itself_inside_the_archive(path: Path) -> None:
    """Whoever opens the file in fifty years can read what its columns mean."""
    with raw(path) as db:
        tables = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    assert "-- whom and what the testimonies speak of" in tables["entity"]
    own = {name: sql for name, sql in tables.items() if not name.endswith(FTS5_OWN)}
    assert len(own) > 20
    assert all("--" in sql for sql in own.values())
