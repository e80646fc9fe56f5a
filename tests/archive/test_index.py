"""The search index equals the tables: after edits and undos, after a crash, and in archives of format 1."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import kartoteka
from kartoteka.archive import sqlite
from kartoteka.archive.archive import Archive
from kartoteka.archive.index import COLUMNS
from kartoteka.model.coding import Memo
from kartoteka.model.entities import Entity
from kartoteka.search import search
from kartoteka.testing import FIRST_LETTER, empty_archive, tiny_archive

DATA = Path(__file__).parents[1] / "data"
OLD = DATA / "format-1.kartoteka"
KILLS = 12


def contents(archive: Archive) -> dict[str, list[Any]]:
    """Everything that stands in the index: which stem, in which record, where."""
    db = archive._db
    found: dict[str, list[Any]] = {}
    for index in COLUMNS:
        db.execute(
            f"CREATE VIRTUAL TABLE temp.every USING fts5vocab(main, search_{index}, instance)"
        )
        found[index] = [tuple(row) for row in db.execute("SELECT * FROM every ORDER BY 1, 2, 3, 4")]
        db.execute("DROP TABLE temp.every")
    return found


def test_an_archive_of_format_1_is_led_forward_and_can_be_searched(tmp_path: Path) -> None:
    """Written by the first Kartoteka; it has texts, names, a memo, and a slip that was taken back."""
    path = tmp_path / "old.kartoteka"
    shutil.copy(OLD, path)
    with kartoteka.open(path) as archive:
        assert archive._db.execute("PRAGMA user_version").fetchone()[0] == max(sqlite.migrations())
        assert archive.verify() == ()
        assert {h.id for h in search(archive, "soup").hits} >= {"first-letter", "m_soup"}
        assert search(archive, "Марек").hits[0].id == "marek"
        assert search(archive, "slip").total == 0
        archive.undo()  # what was recorded before can still be taken back
        assert archive.verify() == ()


def test_an_archive_of_format_4_is_led_forward_and_answers_as_one_made_today(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.kartoteka"
    shutil.copy(DATA / "format-4.kartoteka", path)
    with kartoteka.open(path) as archive, tiny_archive(tmp_path / "new.kartoteka") as today:
        assert archive._db.execute("PRAGMA user_version").fetchone()[0] == max(sqlite.migrations())
        assert archive.verify() == ()
        for query in ("soup", "place:long-cell", "soup lang:en in:statement", "by:osip"):
            assert search(archive, query).kinds == search(today, query).kinds
        lines = [
            db.execute("SELECT count(*) FROM said_in").fetchone()[0]
            for db in (archive._db, today._db)
        ]
        assert lines[0] == lines[1] > 0


@pytest.mark.parametrize("file", ["format-1.kartoteka", "format-4.kartoteka"])
def test_leading_forward_is_all_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    path = tmp_path / "old.kartoteka"
    shutil.copy(DATA / file, path)

    def fails(*_: object) -> None:
        raise RuntimeError("a power cut")

    monkeypatch.setattr(sqlite, "_fill", fails)
    with pytest.raises(RuntimeError):
        kartoteka.open(path)
    monkeypatch.undo()
    with kartoteka.open(path) as archive:
        assert archive.verify() == ()


def test_the_index_made_anew_is_the_index_that_edits_wrote(tiny: Archive) -> None:
    with tiny.edit(why="a memo") as edit:
        edit.add(Memo("m", "ida", "Ёлка", "Who had a tree?", "t", "2026-01-01"))
    written = contents(tiny)
    assert any(written.values())
    tiny.reindex()
    assert contents(tiny) == written
    assert tiny.verify() == ()


def test_a_vacuum_changes_nothing(tiny: Archive) -> None:
    before = contents(tiny)
    tiny._db.execute("VACUUM")
    assert contents(tiny) == before
    assert tiny.verify() == ()


def test_a_source_may_come_before_its_text(tiny: Archive, tmp_path: Path) -> None:
    source, original = (
        tiny.source("first-letter"),
        tiny.original(tiny.source("first-letter").sha256),
    )
    with empty_archive(tmp_path / "b.kartoteka") as archive:
        with archive.edit(why="the wrong way round") as edit:
            edit.add(source)
            edit.keep_text(FIRST_LETTER)
            edit.keep_original(original)
        assert search(archive, "Millhouse in:source").total == 1
        assert archive.verify() == ()


def test_what_an_abandoned_edit_wrote_is_not_in_the_index(tiny: Archive) -> None:
    """The words of the failed edit come again in the next, and must then be learnt."""
    before = contents(tiny)
    with contextlib.suppress(ZeroDivisionError), tiny.edit(why="fails") as edit:
        edit.add(Memo("m", "ida", "Xylophone", "xylophone", "t", "2026-01-01"))
        raise ZeroDivisionError
    assert contents(tiny) == before
    with tiny.edit(why="works") as edit:
        edit.add(Memo("m", "ida", "Xylophone", "xylophone", "t", "2026-01-01"))
    assert tiny.verify() == ()
    assert search(tiny, "xylo*").total == 1


def test_another_program_s_index_made_anew_is_noticed(tiny: Archive) -> None:
    """Words that this connection believes known may be gone."""
    with tiny.edit(why="a memo") as edit:
        edit.add(Memo("m", "ida", "", "xylophone", "t", "2026-01-01"))
    tiny.undo()
    with kartoteka.open(tiny.path) as other:
        other.reindex()
    with tiny.edit(why="again") as edit:
        edit.add(Memo("m", "ida", "", "xylophone", "t", "2026-01-01"))
    assert tiny.verify() == ()


TAMPERINGS = [
    (
        "DELETE FROM search_passage_docsize WHERE id = (SELECT min(id) FROM search_passage_docsize)",
        "passage",
    ),
    ("INSERT INTO search_memo (rowid, title, text) VALUES (999, 'a', 'b')", "memo"),
    ("INSERT INTO search_name (search_name) VALUES ('delete-all')", "name"),
    ("DELETE FROM search_word WHERE word = 'soup'", "list"),
]


@pytest.mark.parametrize(("tampering", "said"), TAMPERINGS)
def test_verify_notices_an_index_that_is_wrong_and_reindex_mends_it(
    tiny: Archive, tampering: str, said: str
) -> None:
    tiny._db.execute(tampering)
    damages = tiny.verify()
    assert damages
    assert any(said in damage for damage in damages)
    tiny.reindex()
    assert tiny.verify() == ()


def test_another_stem_of_the_same_length_is_noticed(tiny: Archive) -> None:
    row = tiny._db.execute("SELECT rowid FROM entity WHERE id = 'ida'").fetchone()[0]
    insert = "INSERT INTO search_name (search_name, rowid, text) VALUES ('delete', ?, 'ida')"
    tiny._db.execute(insert, (row,))
    tiny._db.execute("INSERT INTO search_name (rowid, text) VALUES (?, 'eva')", (row,))
    assert any("words" in damage for damage in tiny.verify())


def test_what_is_deleted_from_the_index_is_overwritten(archive: Archive) -> None:
    """A name must not be readable in the index's pages when nothing refers to it any more."""
    with archive.edit(why="a name") as edit:
        edit.add(Entity("x", "person", "Zhivorezov Qwertyuiopov"))
    archive.undo()
    left = archive._db.execute(
        "SELECT count(*) FROM search_name_data WHERE instr(block, CAST('qwertyuiopov' AS BLOB))"
    ).fetchone()[0]
    assert left == 0


def test_the_publishing_view_has_no_finder(tiny: Archive) -> None:
    from kartoteka.publish.view import View

    assert not hasattr(View, "finder")
    with pytest.raises(AttributeError, match="finder"):
        search(View(tiny, today=740_000), "soup")  # type: ignore[arg-type]


VICTIM = """
import sys, kartoteka
from kartoteka.model.coding import Memo
from kartoteka.model.entities import Entity
with kartoteka.open(sys.argv[1], by="victim") as archive:
    n = archive.counts()["entity"]
    while True:
        with archive.edit(why="more") as edit:
            edit.add(*(Entity(f"e{n + i}", "person", f"Person Число{n + i} " * 9) for i in range(9)))
            edit.add(Memo(f"m{n}", f"e{n}", "note", f"word{n} " * 400, "v", archive.now()))
        n += 9
        print(n, flush=True)
        with archive.edit(why="a slip") as edit:
            edit.add(Memo(f"slip{n}", "e0", "slip", "slip", "v", archive.now()))
        archive.undo(edit.number)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_killed_in_the_middle_the_index_still_equals_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.kartoteka"
    empty_archive(path).close()
    chance = random.Random(11)  # noqa: S311
    for _ in range(KILLS):
        victim = subprocess.Popen(
            [sys.executable, "-c", VICTIM, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert victim.stdout is not None
        assert victim.stdout.readline()
        time.sleep(chance.random() * 0.05)
        victim.send_signal(signal.SIGKILL)
        victim.stdout.read()
        victim.wait()
        with kartoteka.open(path) as archive:
            assert archive.verify() == ()
            last = archive.counts()["entity"] - 9
            assert search(archive, f"word{last} in:memo").total == 1
    with kartoteka.open(path) as archive:
        written = contents(archive)
        archive.reindex()
        assert contents(archive) == written


def test_a_read_only_archive_can_be_searched(tmp_path: Path) -> None:
    path = tmp_path / "a.kartoteka"
    tiny_archive(path).close()
    path.chmod(0o400)
    with kartoteka.open(path) as archive:
        assert search(archive, "soup").total
