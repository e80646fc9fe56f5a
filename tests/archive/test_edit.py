"""The one place that writes: everything of an edit is kept, or nothing."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

import pytest

from kartoteka.archive import sqlite
from kartoteka.archive.archive import Archive
from kartoteka.errors import (
    BrokenReference,
    Conflict,
    NotAllowed,
    NotFound,
    UsageError,
)
from kartoteka.model.entities import Entity
from kartoteka.model.sources import Original
from kartoteka.model.statements import Role, Statement

IDA = Entity("ida", "person", "Ida")
NORTH = Entity("north", "place", "North Gate")
STAY = Statement("st_1", "ida", "stay", "north", roles=(Role("regime", value="common"),))


def test_what_is_added_can_be_read(archive: Archive) -> None:
    with archive.edit(why="people") as edit:
        # In any order: what refers to others may come before them.
        assert edit.add(STAY, NORTH, IDA) == 3
    assert archive.entity("ida") == IDA
    assert archive.statements()[0].statement == STAY


def test_adding_the_same_again_changes_nothing(archive: Archive) -> None:
    with archive.edit(why="people") as edit:
        assert edit.add(IDA, IDA) == 1
    with archive.edit(why="again") as edit:
        assert edit.add(IDA) == 0
    assert archive.counts()["change"] == 1


def test_another_record_under_the_same_id_is_a_conflict(archive: Archive) -> None:
    with archive.edit(why="people") as edit:
        edit.add(IDA)
    other = replace(IDA, label="Ida the younger")
    with pytest.raises(Conflict, match="Ida the younger"), archive.edit(why="more") as edit:
        edit.add(NORTH, other)
    assert [entity.id for entity in archive.entities()] == ["ida"], "nor was North Gate kept"
    with pytest.raises(Conflict), archive.edit(why="both at once") as edit:
        edit.add(NORTH, replace(NORTH, alias="N."))


def test_a_record_is_replaced_only_by_who_has_read_it(archive: Archive) -> None:
    with archive.edit(why="people") as edit:
        edit.add(IDA)
    aliased = replace(IDA, alias="I.")
    with archive.edit(why="an alias") as edit:
        edit.replace(IDA, aliased)
    assert archive.entity("ida") == aliased
    with pytest.raises(Conflict) as stale, archive.edit(why="from an old page") as edit:
        edit.replace(IDA, replace(IDA, label="Ida B."))
    assert (stale.value.expected, stale.value.actual) == (IDA, aliased)
    with pytest.raises(Conflict), archive.edit(why="from an old page") as edit:
        edit.remove(IDA)
    assert archive.entity("ida") == aliased


def test_replacing_by_the_same_leaves_no_line(archive: Archive) -> None:
    with archive.edit(why="people") as edit:
        edit.add(IDA)
    with archive.edit(why="nothing") as edit:
        edit.replace(IDA, IDA)
    assert archive.counts()["change"] == 1


def test_what_is_gone_can_be_neither_replaced_nor_removed(archive: Archive) -> None:
    for act in (lambda edit: edit.remove(IDA), lambda edit: edit.replace(IDA, IDA)):
        with pytest.raises(NotFound, match="ida"), archive.edit(why="too late") as edit:
            act(edit)


def test_an_id_stays(archive: Archive) -> None:
    with archive.edit(why="people") as edit:
        edit.add(IDA)
        with pytest.raises(ValueError, match="ids stay"):
            edit.replace(IDA, replace(IDA, id="ana"))


def test_an_error_in_the_middle_takes_everything_back(archive: Archive) -> None:
    class PowerCutError(Exception):
        pass

    with pytest.raises(PowerCutError), archive.edit(why="people") as edit:  # noqa: PT012
        edit.add(IDA, NORTH, STAY)
        edit.keep_original(Original("0" * 64, "text/plain", "a", b"a"))
        edit.keep_text("text")
        raise PowerCutError
    assert set(archive.counts().values()) == {0}
    with archive.edit(why="and it goes on") as edit:
        edit.add(IDA)


def test_what_others_refer_to_cannot_be_removed(archive: Archive) -> None:
    with archive.edit(why="a stay") as edit:
        edit.add(IDA, NORTH, STAY)
    with pytest.raises(BrokenReference, match="statement st_1 refers to a missing entity"):  # noqa: SIM117
        with archive.edit(why="away") as edit:
            edit.remove(NORTH)
    assert archive.entity("north") == NORTH
    with pytest.raises(BrokenReference), archive.edit(why="nobody's stay") as edit:
        edit.add(Statement("st_2", "nobody", "stay", "north"))
    assert archive.counts()["statement"] == 1


def test_a_record_that_cannot_be_is_refused_even_if_the_error_is_swallowed(
    archive: Archive,
) -> None:
    """Rows without their line of history would be a hole in it."""
    nonsense = Entity("x", "planet", "X")  # pyright: ignore[reportArgumentType]
    with pytest.raises(UsageError, match="CHECK"), archive.edit(why="nonsense") as edit:
        edit.add(IDA, nonsense)
    with pytest.raises(UsageError, match="cannot be kept"), archive.edit(why="sly") as edit:  # noqa: PT012
        with contextlib.suppress(sqlite.IntegrityError):
            edit.add(IDA, nonsense)
        edit.keep_text("as if nothing had happened")
    assert set(archive.counts().values()) == {0}


def test_half_a_character_is_refused_whole(archive: Archive) -> None:
    """JSON can hold half of a surrogate pair; no file in UTF-8 can."""
    with pytest.raises(UsageError, match="half of a character"), archive.edit(why="x") as edit:
        edit.add(NORTH, Entity("x", "person", "smile \ud83d"))
    with pytest.raises(UsageError, match="cannot be kept"), archive.edit(why="sly") as edit:  # noqa: PT012
        with contextlib.suppress(UsageError):
            edit.add(NORTH, Entity("x", "person", "smile \ud83d"))
        edit.keep_text("as if nothing had happened")
    assert set(archive.counts().values()) == {0}


def test_an_edit_that_is_over_writes_no_more(archive: Archive) -> None:
    with archive.edit(why="people") as edit:
        edit.add(IDA)
    for act in (
        lambda: edit.add(NORTH),
        lambda: edit.remove(IDA),
        lambda: edit.keep_text("text"),
        lambda: edit.take_back(1),
    ):
        with pytest.raises(UsageError, match="edit is over"):
            act()
    with pytest.raises(RuntimeError), archive.edit(why="broken off") as edit:
        raise RuntimeError
    with pytest.raises(UsageError, match="edit is over"):
        edit.add(NORTH)
    assert archive.counts()["entity"] == 1


def test_one_edit_at_a_time(archive: Archive) -> None:
    with archive.edit(why="outer") as outer:
        outer.add(IDA)
        with pytest.raises(UsageError, match="open already"), archive.edit(why="inner"):
            pass
        with pytest.raises(UsageError, match="open already"):
            archive.undo(1)
        outer.add(NORTH)
    assert archive.counts()["entity"] == 2
    with archive.edit(why="the next") as edit:
        edit.add(STAY)


def test_an_edit_has_a_reason(archive: Archive) -> None:
    with pytest.raises(UsageError, match="reason"), archive.edit(why="  "):
        pass


def test_who_may_not_is_told_why_and_nothing_is_opened(tmp_path: Path) -> None:
    asked: list[tuple[str, str]] = []

    def policy(who: str, verb: str) -> str | None:
        asked.append((who, verb))
        return None if verb == "edit" else f"guests do not {verb}"

    sqlite.create(tmp_path / "a.kartoteka")
    with Archive(tmp_path / "a.kartoteka", by="guest", policy=policy) as archive:
        with archive.edit(why="allowed") as edit:
            edit.add(IDA)
        with pytest.raises(NotAllowed, match="guests do not undo"):
            archive.undo()
        with pytest.raises(NotAllowed, match="guest may not record"):  # noqa: SIM117
            with archive.edit(why="forbidden", verb="record") as edit:
                edit.add(NORTH)
        assert archive.counts()["entity"] == 1
    assert asked == [("guest", "edit"), ("guest", "undo"), ("guest", "record")]


def test_a_large_edit_is_written_in_pieces_and_is_still_one(archive: Archive) -> None:
    people = [Entity(f"p{n}", "person", f"Person {n}") for n in range(5_000)]
    with archive.edit(why="a town") as edit:
        assert edit.add(*people) == 5_000
    assert [entity.id for entity in archive.entities()] == sorted(p.id for p in people)
    archive.undo()
    assert archive.counts()["entity"] == 0


def test_an_error_of_the_caller_stays_what_it_is(archive: Archive, tmp_path: Path) -> None:
    """A missing file of somebody else's is no trouble of the archive's."""
    with pytest.raises(FileNotFoundError), archive.edit(why="people") as edit:  # noqa: PT012
        edit.add(IDA)
        (tmp_path / "missing").read_text()
    assert archive.counts()["entity"] == 0
