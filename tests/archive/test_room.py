"""The room that SQLite gets: more for an edit that writes very much, and back afterwards."""

from __future__ import annotations

import contextlib

import pytest

from kartoteka.archive import room
from kartoteka.archive.archive import Archive
from kartoteka.model.entities import Entity


def size(archive: Archive) -> int:
    return archive._db.execute("PRAGMA cache_size").fetchone()[0]


def people(first: int, number: int) -> list[Entity]:
    return [Entity(f"p{n}", "person", f"P {n}") for n in range(first, first + number)]


def test_an_edit_of_very_much_gets_more_room_and_gives_it_back(
    tiny: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MANY", 100)
    kept = size(tiny)
    with tiny.edit(why="few") as edit:
        edit.add(*people(0, 50))
        assert size(tiny) == kept
    with tiny.edit(why="many") as edit:
        edit.add(*people(50, 80))
        assert size(tiny) == kept
        edit.add(*people(130, 80))
        assert size(tiny) == -1024 * room.LARGE
    assert size(tiny) == kept
    tiny.undo()
    assert size(tiny) == kept


def test_an_edit_that_fails_gives_it_back_too(
    tiny: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MANY", 1)
    kept = size(tiny)
    with contextlib.suppress(ZeroDivisionError), tiny.edit(why="fails") as edit:
        edit.add(*people(0, 2))
        assert size(tiny) != kept
        raise ZeroDivisionError
    assert size(tiny) == kept


def test_what_is_read_once_takes_little(tiny: Archive) -> None:
    kept = size(tiny)
    with tiny.sparing():
        assert size(tiny) == -1024 * room.SMALL
        assert tiny.counts()["entity"] > 0
    assert size(tiny) == kept
