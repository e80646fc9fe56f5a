"""Several people writing at once, and programs killed in the middle: nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import kartoteka
from kartoteka.archive.archive import Archive
from kartoteka.errors import Conflict
from kartoteka.model.entities import Entity
from kartoteka.testing import empty_archive

WRITERS, EDITS = 8, 25
KILLS = 30


def count_up(path: Path, writer: int) -> None:
    """Add one to a common number; who was too late reads it again, as a person would."""
    with Archive(path, by=f"writer {writer}") as archive:
        for _ in range(EDITS):
            while True:
                was = archive.entity("counter")
                try:
                    with archive.edit(why="count") as edit:
                        edit.replace(was, Entity("counter", "thing", str(int(was.label) + 1)))
                    break
                except Conflict:
                    continue


WRITER = """
import sys, kartoteka
from kartoteka.model.entities import Entity
path, writer, edits = sys.argv[1], sys.argv[2], int(sys.argv[3])
with kartoteka.open(path, by=writer) as archive:
    for n in range(edits):
        with archive.edit(why="one more") as edit:
            edit.add(Entity(f"e{writer}-{n}", "person", f"Person {n}"))
"""


def test_eight_programs_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.kartoteka"
    empty_archive(path).close()
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(n), str(EDITS)])
        for n in range(WRITERS)
    ]
    assert [writer.wait(120) for writer in writers] == [0] * WRITERS
    with kartoteka.open(path) as archive:
        assert archive.counts()["entity"] == archive.counts()["change"] == WRITERS * EDITS
        assert {change.edit for change in archive.history()} == set(range(1, WRITERS * EDITS + 1))
        assert archive.verify() == ()


def test_eight_threads_change_one_record_and_no_update_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.kartoteka"
    with empty_archive(path) as archive:
        with archive.edit(why="a counter") as edit:
            edit.add(Entity("counter", "thing", "0"))
        threads = [threading.Thread(target=count_up, args=(path, n)) for n in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        assert archive.entity("counter").label == str(WRITERS * EDITS)
        assert archive.verify() == ()


VICTIM = """
import sys, kartoteka
from kartoteka.model.coding import Memo
from kartoteka.model.entities import Entity
with kartoteka.open(sys.argv[1], by="victim") as archive:
    n = archive.counts()["entity"]
    while True:
        with archive.edit(why="five more") as edit:
            edit.add(*(Entity(f"e{n + i}", "person", "Person " * 20) for i in range(5)))
        n += 5
        print(n, flush=True)
        with archive.edit(why="a slip") as edit:
            edit.add(Memo("slip", "e0", "slip", "slip", "victim", archive.now()))
        archive.undo()
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_killed_in_the_middle_the_archive_keeps_every_acknowledged_edit(tmp_path: Path) -> None:
    path = tmp_path / "a.kartoteka"
    empty_archive(path).close()
    chance = random.Random(7)  # noqa: S311
    acknowledged = 0
    for _ in range(KILLS):
        victim = subprocess.Popen(
            [sys.executable, "-c", VICTIM, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert victim.stdout is not None
        first = victim.stdout.readline()
        assert first, "it has begun to write"
        time.sleep(chance.random() * 0.05)
        victim.send_signal(signal.SIGKILL)
        said = [first, *victim.stdout.read().split()]
        victim.wait()
        # Of the last two, because the kill may have cut the last one short.
        acknowledged = max(map(int, said[-2:]))
        with kartoteka.open(path) as archive:
            if archive.counts()["memo"]:
                archive.undo()  # it was killed between the slip and its undo
            there = archive.counts()["entity"]
            assert there >= acknowledged
            assert there % 5 == 0, "an edit is whole or not there"
            assert archive.verify() == ()
    assert acknowledged > KILLS
