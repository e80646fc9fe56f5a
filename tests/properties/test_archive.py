"""Laws of the archive that hold for every sequence of edits."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)
from tests.archive.test_index import contents

from kartoteka.archive.codec import CODECS
from kartoteka.errors import Conflict, KartotekaError, NotFound, UsageError
from kartoteka.model.coding import Memo
from kartoteka.model.dates import read_edtf
from kartoteka.model.entities import Entity
from kartoteka.model.statements import Role, Statement
from kartoteka.testing import empty_archive

IDS = [f"e{n}" for n in range(5)]
ids = st.sampled_from(IDS)
labels = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
dates = st.sampled_from([None, "2025-03", "2025-03-25/..", "../1990", "2025-02~"])

entities = st.builds(
    Entity,
    id=ids,
    kind=st.sampled_from(["person", "place"]),
    label=labels,
    alias=st.none() | labels.filter(bool),
    access=st.sampled_from(["public", "restricted"]),
)
roles = st.lists(
    st.builds(Role, term=st.just("from"), entity=ids)
    | st.builds(Role, term=st.just("regime"), value=labels),
    max_size=3,
).map(tuple)
statements = st.builds(
    Statement,
    id=st.sampled_from(["s0", "s1", "s2"]),
    subject=ids,
    predicate=st.just("stay"),
    object=ids,
    when=dates.map(lambda text: read_edtf(text) if text else None),
    rank=st.sampled_from(["normal", "preferred"]),
    roles=roles,
)
memos = st.builds(
    Memo,
    id=st.sampled_from(["m0", "m1"]),
    about=ids,
    title=labels,
    text=labels,
    created_by=st.just("t"),
    created_at=st.just("2025-01-01T00:00:00Z"),
)
records = st.lists(entities | statements | memos, min_size=1, max_size=4)


class Editing(RuleBasedStateMachine):
    """Random edits, undos and redos beside a model: the state after each edit, as it was dumped."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.archive = empty_archive(Path(self.folder.name) / "a.kartoteka")
        self.states = [self.dump()]

    def teardown(self) -> None:
        # Everything taken back, one by one: an empty archive with its history.
        while True:
            try:
                self.archive.undo()
            except NotFound:
                break
        assert self.dump() == self.states[0]
        assert self.archive.verify() == ()
        self.archive.close()
        self.folder.cleanup()

    def dump(self) -> dict[str, list[Any]]:
        db = self.archive._db
        return {
            table: [
                tuple(row)
                for row in db.execute(
                    f"SELECT {'' if table == 'role' else 'rowid, '}* FROM {table} ORDER BY 1, 2"
                )
            ]
            for table in (*CODECS, "role")
        }

    @property
    def lines(self) -> int:
        return self.archive.counts()["change"]

    def attempt(self, act: Any) -> None:
        """Do something that may be refused; then nothing may have changed."""
        before, lines = self.dump(), self.lines
        try:
            act()
        except (Conflict, NotFound, UsageError):
            assert (self.dump(), self.lines) == (before, lines)

    @rule(made=records)
    def add(self, made: list[Any]) -> None:
        def act() -> None:
            with self.archive.edit(why="add") as edit:
                edit.add(*made)

        self.attempt(act)

    @rule(made=records, label=labels)
    def many_things_in_one_edit(self, made: list[Any], label: str) -> None:
        def act() -> None:
            with self.archive.edit(why="several") as edit:
                for record in made:
                    with contextlib.suppress(KartotekaError):
                        edit.add(record)
                    if isinstance(record, Entity):
                        now = self.archive.entity(record.id)
                        edit.replace(now, replace(now, label=label))

        self.attempt(act)

    @rule(wanted=ids)
    def remove(self, wanted: str) -> None:
        def act() -> None:
            entity = self.archive.entity(wanted)
            with self.archive.edit(why="remove") as edit:
                edit.remove(entity)

        self.attempt(act)

    @rule()
    @precondition(lambda self: self.lines)
    def undo_is_the_opposite_of_do(self) -> None:
        before, lines = self.dump(), self.lines
        try:
            number = self.archive.undo()
        except NotFound:
            return
        assert self.lines > lines
        own = max(change.edit for change in self.archive.history())
        assert own != number
        self.archive.undo(own)
        assert self.dump() == before, "undo and redo is nothing"
        self.archive.undo()

    @rule(chosen=st.integers(1, 30))
    def undo_in_the_middle(self, chosen: int) -> None:
        self.attempt(lambda: self.archive.undo(chosen))

    @invariant()
    def the_archive_is_sound(self) -> None:
        assert self.archive.verify() == ()

    @rule()
    def the_index_made_anew_is_the_same(self) -> None:
        before = contents(self.archive)
        self.archive.reindex()
        assert contents(self.archive) == before


Editing.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestEditing = Editing.TestCase
