"""The history: what was done, by whom and why; taken back, and noticed where somebody tampers with it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest

from kartoteka.archive import changes, sqlite
from kartoteka.archive.archive import Archive
from kartoteka.archive.codec import CODECS
from kartoteka.errors import BrokenReference, Conflict, NotFound, UsageError
from kartoteka.model.entities import Entity, Identity
from kartoteka.model.statements import Statement

IDA = Entity("ida", "person", "Ida")
ANA = Entity("ana", "person", "Ana")
RECORDS = (*CODECS, "role")


@contextmanager
def raw(archive: Archive) -> Iterator[Any]:
    """The file itself, without asking the archive."""
    db = sqlite.connect(archive.path)
    try:
        yield db
    finally:
        db.close()


def dump(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    """Everything but the history, byte for byte and in its place."""
    with raw(archive) as db:
        return {
            table: [
                tuple(row)
                for row in db.execute(
                    f"SELECT {'' if table == 'role' else 'rowid, '}* FROM {table} ORDER BY 1, 2"
                )
            ]
            for table in RECORDS
        }


def test_undo_restores_exactly_what_was(tiny: Archive) -> None:
    before = dump(tiny)
    statement = tiny.statements()[0].statement
    with tiny.edit(why="second thoughts") as edit:
        edit.replace(statement, replace(statement, rank="preferred", roles=()))
        edit.add(ANA)
        edit.replace(tiny.entity("ida"), replace(tiny.entity("ida"), alias="I."))
        edit.replace(replace(IDA, alias="I."), replace(IDA, alias="J."))
    after = dump(tiny)
    assert after != before
    assert tiny.undo() == 3
    assert dump(tiny) == before
    assert tiny.undo(4) == 4
    assert dump(tiny) == after, "an undo can itself be undone"
    assert tiny.verify() == ()


def test_everything_taken_back_one_by_one_leaves_an_empty_archive_with_its_history(
    tiny: Archive,
) -> None:
    with tiny.edit(why="a judgement") as edit:
        edit.add(Identity("i1", "driver", "osip", "maybe", "voice", "t", "2025-01-01T00:00:00Z"))
    lines = tiny.counts()["change"]
    assert [tiny.undo() for _ in range(3)] == [3, 2, 1]
    with pytest.raises(NotFound, match="undo"):
        tiny.undo()
    counts = tiny.counts()
    assert (counts.pop("change"), counts.pop("original")) == (2 * lines, 2)
    assert set(counts.values()) == {0}
    assert tiny.verify() == ()


def test_redo_and_undo_again(archive: Archive) -> None:
    with archive.edit(why="one") as edit:
        edit.add(IDA)
    with archive.edit(why="two") as edit:
        edit.add(ANA)
    assert archive.undo() == 2
    assert archive.undo(3) == 3, "redo: the undo taken back"
    assert archive.counts()["entity"] == 2
    assert archive.undo() == 2, "edit 2 stands again, so it is the newest to take back"
    assert archive.undo() == 1
    assert archive.counts()["entity"] == 0


def test_an_edit_in_the_middle_is_taken_back_if_nothing_hangs_on_it(tiny: Archive) -> None:
    with tiny.edit(why="three") as edit:
        edit.add(ANA)
    with tiny.edit(why="four") as edit:
        edit.replace(IDA, replace(IDA, label="Ida the elder"))
    tiny.undo(3)
    assert tiny.find_entity("ana") is None
    assert tiny.entity("ida").label == "Ida the elder"
    before = dump(tiny)
    with pytest.raises(Conflict, match="edit 4 left it") as refused:
        tiny.undo(2)
    assert refused.value.id == "entity ida"
    with pytest.raises(BrokenReference, match="refers to a missing source"):
        tiny.undo(1)
    assert dump(tiny) == before


def test_what_was_taken_back_is_not_taken_back_twice(archive: Archive) -> None:
    with archive.edit(why="one") as edit:
        edit.add(IDA)
    archive.undo(1)
    with pytest.raises(UsageError, match="taken back already, by edit 2"):
        archive.undo(1)
    with pytest.raises(NotFound, match="77"):
        archive.undo(77)


def test_undoing_any_undo_of_an_edit_does_it_again_once(archive: Archive) -> None:
    """An edit stands or not by the last edit of its line, whichever undo is named."""
    with archive.edit(why="one") as edit:
        edit.add(IDA)
    archive.undo(1)
    archive.undo(2)
    with pytest.raises(UsageError, match="Edit 2 was taken back already, by edit 3"):
        archive.undo(2)
    archive.undo(1)
    assert archive.undo(2) == 2
    assert archive.find_entity("ida") == IDA
    with pytest.raises(UsageError, match="Edit 4 was taken back already, by edit 5"):
        archive.undo(4)


def standing_undo_by_walking(db: Any, edit: int) -> int | None:
    """The newest other edit of the same line, looked for from the end of the history."""
    wanted, wanted_turns = changes.line_of(db, edit)
    newest = db.execute("SELECT max(edit) FROM change").fetchone()[0]
    for later in range(newest, 0, -1):
        first, turns = changes.line_of(db, later)
        if first == wanted:
            return later if turns % 2 != wanted_turns % 2 else None
    return None


@pytest.mark.parametrize("seed", range(6))
def test_whether_an_edit_stands_is_read_off_its_own_line(archive: Archive, seed: int) -> None:
    """Whatever is undone and done again, under whichever number, it is what the whole history says."""
    chance = random.Random(seed)  # noqa: S311
    for turn in range(40):
        if chance.random() < 0.3 or turn == 0:
            with archive.edit(why="one more") as edit:
                edit.add(Entity(f"e-{turn}", "person", "E"))
            continue
        with suppress(UsageError, Conflict):
            archive.undo(chance.randrange(1, archive.lists.newest_edit() + 1))
    edits = range(1, archive.lists.newest_edit() + 1)
    with raw(archive) as db:
        walked = {edit: standing_undo_by_walking(db, edit) for edit in edits}
        assert changes.standing_undos(db, edits) == walked
        assert {e: changes.standing_undo_of(db, e) for e in edits} == walked
    assert archive.lists.undoes(edits) == {e: by is not None for e, by in walked.items()}
    assert len(set(walked.values())) > 3


def test_what_was_done_again_is_taken_back_before_what_it_rests_on(archive: Archive) -> None:
    """Ana is added, met, taken back and made anew; then the meeting is done again."""
    with archive.edit(why="ana") as edit:
        edit.add(ANA)
    with archive.edit(why="a meeting") as edit:
        edit.add(IDA, Statement("st_1", "ida", "met", object="ana"))
    archive.undo()
    archive.undo()
    with archive.edit(why="ana anew") as edit:
        edit.add(ANA)
    archive.undo(3)
    assert [archive.undo(), archive.undo()] == [2, 5]
    with pytest.raises(NotFound):
        archive.undo()


def test_the_history_says_who_when_why_and_what(archive: Archive) -> None:
    with archive.edit(why="one") as edit:
        edit.add(IDA, ANA)
    with archive.edit(why="two") as edit:
        edit.replace(IDA, replace(IDA, alias="I."))
    archive.undo()
    of_ida = list(archive.history("ida"))
    assert [(c.edit, c.by, c.why) for c in of_ida] == [
        (1, "tester", "one"),
        (2, "tester", "two"),
        (3, "tester", "undo edit 2"),
    ]
    assert [c.at for c in of_ida] == [f"2025-01-01T00:00:0{n}Z" for n in range(3)]
    assert of_ida[0].before is None
    assert of_ida[1].before == of_ida[0].after == of_ida[2].after
    assert [c.seq for c in archive.history()] == [1, 2, 3, 4]
    assert list(archive.history("nobody")) == []


@pytest.mark.parametrize(
    ("tampering", "line"),
    [
        ("UPDATE change SET why = 'another reason' WHERE seq = 3", 3),
        ("UPDATE change SET by = 'somebody else' WHERE seq = 1", 1),
        ("UPDATE change SET after = replace(after, 'Ida', 'Ana') WHERE id = 'ida'", 3),
        ("UPDATE change SET undoes = 1 WHERE seq = 4", 4),
        ("DELETE FROM change WHERE seq = 2", 3),
        ("DELETE FROM change WHERE seq = 1", 2),
    ],
)
def test_whoever_alters_the_history_is_noticed(tiny: Archive, tampering: str, line: int) -> None:
    with raw(tiny) as db:
        with pytest.raises(sqlite.SqliteError, match="never altered"):
            db.execute(tampering)
        db.execute("DROP TRIGGER change_is_append_only_u")
        db.execute("DROP TRIGGER change_is_append_only_d")
        assert db.execute(tampering).rowcount == 1
    assert tiny.verify()[0] == f"the history was altered at line {line}"


def test_whoever_alters_a_text_or_an_original_is_noticed(tiny: Archive) -> None:
    with raw(tiny) as db:
        db.execute("UPDATE text SET text = replace(text, 'soup', 'bread')")
        db.execute("UPDATE original SET bytes = x'00' WHERE name = 'second-letter.txt'")
    text, original = tiny.verify()
    assert "the text" in text
    assert "the original" in original


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("UPDATE entity SET label = 'Oleg' WHERE id = 'osip'", "the entity osip is not what"),
        ("UPDATE role SET value = 'mail' WHERE statement = 'st_6'", "the statement st_6 is not"),
        ("UPDATE statement SET rowid = 99 WHERE id = 'st_6'", "the statement st_6 is not"),
        ("DELETE FROM attestation WHERE id = 'at_1'", "the attestation at_1 is not"),
        (
            "INSERT INTO memo VALUES ('m', 'osip', 'T', 'planted', 't', '2025-01-01')",
            "of 1 records of the kind memo, the history knows 0",
        ),
    ],
)
def test_whoever_alters_a_record_behind_the_history_is_noticed(
    tiny: Archive, tampering: str, said: str
) -> None:
    with raw(tiny) as db:
        assert db.execute(tampering).rowcount == 1
    (damage,) = tiny.verify()
    assert said in damage


def test_a_lost_reference_is_noticed(tiny: Archive) -> None:
    with raw(tiny) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("DELETE FROM entity WHERE id = 'marek'")
    assert "statement st_1 refers to a missing entity" in tiny.verify()


def test_a_withdrawn_judgement_stays_on_record(tiny: Archive) -> None:
    judgement = Identity("i1", "driver", "osip", "same", "voice", "t", "2025-01-01T00:00:00Z")
    with tiny.edit(why="a judgement") as edit:
        edit.add(judgement)
    withdrawn = tiny.withdraw(judgement, why="he was never there")
    assert withdrawn.withdrawn_at is not None
    assert tiny.identities() == (withdrawn,)
