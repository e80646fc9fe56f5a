"""What waits for its turn lies in the archive's own file, and is gone when the edit is over."""

from __future__ import annotations

import contextlib
from pathlib import Path

from kartoteka.archive.archive import Archive

WAITING = b"xylophone and zither"


def _tables(archive: Archive) -> list[str]:
    return [name for (name,) in archive._db.execute("SELECT name FROM sqlite_master")]


def _content(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_was_put_aside_is_had_again_and_leaves_nothing(tiny: Archive) -> None:
    """Neither the table nor its bytes are there afterwards, in the file or beside it."""
    before = _tables(tiny)
    with tiny.edit(why="aside") as edit, edit.aside() as aside:
        numbers = [aside.put(WAITING * n) for n in range(1, 500)]
        assert [aside.get(number) for number in reversed(numbers)][-1] == WAITING
        assert aside.get(numbers[-1]) == WAITING * 499
    assert _tables(tiny) == before
    assert tiny.verify() == ()
    tiny._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert WAITING not in _content(tiny.path.parent)


def test_an_error_that_somebody_catches_leaves_no_table(tiny: Archive) -> None:
    before = _tables(tiny)
    with tiny.edit(why="aside") as edit:
        with contextlib.suppress(ZeroDivisionError), edit.aside() as aside:
            aside.put(WAITING)
            raise ZeroDivisionError
        with edit.aside() as aside:
            assert aside.get(aside.put(b"again")) == b"again"
    assert _tables(tiny) == before
