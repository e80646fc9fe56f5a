"""Long readings are of one moment: another program writes, and what is read fits together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kartoteka
from kartoteka.annotate.csv_export import export_csv
from kartoteka.annotate.statements import identified
from kartoteka.archive import tables
from kartoteka.errors import UsageError
from kartoteka.model.coding import Memo
from kartoteka.model.entities import Entity
from kartoteka.model.statements import Statement


def write(archive: kartoteka.Archive, number: int) -> None:
    """Record somebody, of whom something is said, and a memo."""
    with archive.edit(why="more") as edit:
        edit.add(Entity(f"person-{number}", "person", f"Person {number}"))
        edit.add(identified(Statement("", f"person-{number}", "gender", value="female")))
        edit.add(Memo(f"memo-{number}", f"person-{number}", "a title", f"words of {number}"))


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[kartoteka.Archive, kartoteka.Archive]]:
    """One archive, open twice."""
    path = tmp_path / "a.kartoteka"
    with kartoteka.new(path, by="someone") as one:
        write(one, 0)
        with kartoteka.open(path, by="someone else") as other:
            yield one, other


def test_tables_fit_together_whoever_writes(
    two: tuple[kartoteka.Archive, kartoteka.Archive],
) -> None:
    """After each table that is read, another program records somebody."""
    one, other = two
    read: dict[str, bytes] = {}
    for number, table in enumerate(one.tables(), 1):
        read[table.name] = b"".join(table.lines)
        write(other, number)
    assert read["entity"].count(b"person-") == read["statement"].count(b"person-") == 1
    assert b"person-1" in b"".join(b"".join(t.lines) for t in one.tables())


def test_nothing_half_written_stays(
    two: tuple[kartoteka.Archive, kartoteka.Archive],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever goes wrong in the middle of a table."""

    def broken(*_: object) -> Iterator[bytes]:
        yield b"half of it"
        raise KeyError("entity")

    monkeypatch.setattr(tables, "evidence_lines", broken)
    with pytest.raises(KeyError):
        export_csv(two[0], tmp_path / "csv")
    assert not list((tmp_path / "csv").glob(".*"))


def test_verify_is_not_misled_by_others(
    two: tuple[kartoteka.Archive, kartoteka.Archive],
) -> None:
    """What others have written and taken back since is no damage."""
    one, other = two
    assert one.verify() == ()
    for number in range(1, 18):
        write(other, number)
    assert one.verify() == ()
    other.undo()
    assert one.verify() == ()


def test_check_inside_an_edit(two: tuple[kartoteka.Archive, kartoteka.Archive]) -> None:
    """It sees what the edit has written, and leaves the settings as they were."""
    one, _ = two
    before = len(list(kartoteka.check(one)))
    with one.edit(why="a look at it") as edit:
        edit.add(Entity("person-9", "person", "Person 9"))
        assert len(list(kartoteka.check(one))) >= before
    assert one.verify() == ()


def test_one_place_aside_at_a_time(two: tuple[kartoteka.Archive, kartoteka.Archive]) -> None:
    """A second one is refused, and one that is left open is not kept."""
    one, _ = two
    with one.edit(why="aside") as edit:
        lent = edit.aside()
        lent.__enter__().put(b"waits")
        with pytest.raises(UsageError, match="one such place at a time"), edit.aside():
            pass
    assert one.verify() == ()
    with one.edit(why="again") as edit, edit.aside() as aside:
        assert aside.get(aside.put(b"waits")) == b"waits"
