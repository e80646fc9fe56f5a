"""Much is taken back at once: the same as one by one, and nothing of it stays in the index."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

import kartoteka
from kartoteka.archive import overwriting
from kartoteka.archive.archive import Archive
from kartoteka.model.coding import Memo
from kartoteka.model.entities import Entity

WORD, STEM = "zzqhappy", b"qhappi"
"""A word, and what only its stem has: FTS5 leaves out what a stem has in common with the one before."""


def _memos(n: int, text: str = "soup") -> list[Memo]:
    return [Memo(f"m{i}", "ida", "", f"{text} number{i}", "t", "2026-01-01") for i in range(n)]


def _stems_kept(path: Path) -> int:
    """Count where the stem stands in the file, apart from the list of all words that ever were."""
    with kartoteka.open(path) as archive:
        archive._db.execute("DELETE FROM search_word WHERE word = ?", (WORD,))
        archive._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes().count(STEM)


@pytest.fixture(params=["row by row", "all at once"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways in which an index is overwritten."""
    if request.param == "all at once":
        monkeypatch.setattr(overwriting, "MANY", 2)
        monkeypatch.setattr(overwriting, "PART", 1_000_000)
    return request.param


def test_no_word_of_what_was_taken_back_stays_in_the_index(tiny: Archive, way: str) -> None:
    """The history keeps what was written; the index keeps no trace of it, whichever way it was taken out."""
    with tiny.edit(why="kept") as edit:
        edit.add(Memo("kept", "ida", "", "soup", "t", "2026-01-01"))
    with tiny.edit(why="much") as edit:
        edit.add(*_memos(50, WORD))
    tiny._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert STEM in tiny.path.read_bytes(), way
    tiny.undo()
    assert tiny.verify() == ()
    tiny.close()
    assert _stems_kept(tiny.path) == 0


def test_an_edit_that_fails_leaves_the_index_as_careful_as_it_was(
    tiny: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Overwriting was put off to the end of the edit, and the end never came."""
    with tiny.edit(why="much") as edit:
        edit.add(*_memos(50, WORD))
    with monkeypatch.context() as patched, contextlib.suppress(ZeroDivisionError):
        patched.setattr(overwriting, "MANY", 2)
        with tiny.edit(why="fails") as edit:
            for memo in _memos(50, WORD):
                edit.remove(memo)
            raise ZeroDivisionError
    assert tiny.verify() == ()
    with tiny.edit(why="one by one") as edit:
        for memo in _memos(50, WORD):
            edit.remove(memo)
    assert tiny.verify() == ()
    tiny.close()
    assert _stems_kept(tiny.path) == 0


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("seed", range(5))
def test_an_edit_that_turned_records_about_is_taken_back_and_done_again(
    tiny: Archive, seed: int
) -> None:
    """The same record was added, changed, removed and added anew in one edit, among others."""
    chance = random.Random(seed)  # noqa: S311
    with tiny.edit(why="before") as edit:
        edit.add(*_memos(6), *(Entity(f"thing-{i}", "thing", f"Thing {i}") for i in range(3)))
    before = _everything(tiny)
    with tiny.edit(why="about") as edit:
        for _ in range(40):
            there = {memo.id: memo for memo in tiny.memos("ida")}
            memo = chance.choice(_memos(9, chance.choice(["soup", "bread"])))
            if memo.id not in there:
                edit.add(memo)
            elif chance.random() < 0.5:
                edit.replace(there[memo.id], memo)
            else:
                edit.remove(there[memo.id])
            if chance.random() < 0.2:
                edit.add(Entity(f"new-{memo.text}", "thing", memo.text))
    after = _everything(tiny)
    assert after != before
    for state in (before, after, before):
        tiny.undo() if state == before else tiny.redo()
        assert _everything(tiny) == state
        assert tiny.verify() == ()


def _everything(archive: Archive) -> tuple[object, ...]:
    return tuple(archive.memos()), tuple(archive.entities())
