"""The lists beside the tables: they say what the tables say, after edits, undos and crashes."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import kartoteka
from kartoteka.archive.archive import Archive
from kartoteka.archive.beside import TABLES
from kartoteka.archive.said_in import COLUMNS
from kartoteka.errors import BrokenReference, Conflict, NotFound, UsageError
from kartoteka.model.dates import read_edtf
from kartoteka.model.statements import Attestation, Role, Statement, Telling
from kartoteka.testing import tiny_archive

KILLS = 8


def contents(archive: Archive) -> dict[str, list[Any]]:
    """Every line of the lists."""
    return {
        table: [
            tuple(row) for row in archive._db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")
        ]
        for table in ("been", "tally")
    } | {
        table: [tuple(row) for row in archive._db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]
        for table in ("named", "said_in")
    }


def counted_by_hand(archive: Archive) -> Counter[tuple[Any, ...]]:
    """How many statements there are of everybody, from the statements themselves."""
    found: Counter[tuple[Any, ...]] = Counter()
    for each in archive.statements():
        s = each.statement
        stances = [e.attestation.stance for e in each.evidence]
        fallen = bool(stances) and "asserts" not in stances
        rest = (s.predicate, s.polarity, int(s.rank == "deprecated"), int(fallen))
        found[s.subject, "subject", *rest] += 1
        if s.object:
            found[s.object, "object", *rest] += 1
    return found


def named_by_hand(archive: Archive) -> set[tuple[str, str]]:
    return {(e, f.statement.id) for f in archive.statements() for e in f.statement.entities()}


def said_in_by_hand(archive: Archive) -> list[tuple[str, str, str, str]]:
    return sorted(
        (f.statement.id, e.attestation.id, e.passage.id, e.passage.source)
        for f in archive.statements()
        for e in f.evidence
    )


def check(archive: Archive) -> None:
    """The lists are what the tables say, counted in two other ways."""
    held = contents(archive)
    assert Counter({tuple(key): n for *key, n in held["tally"]}) == counted_by_hand(archive)
    sql = "SELECT n.entity, s.id FROM named n JOIN statement s ON s.rowid = n.statement"
    assert {tuple(row) for row in archive._db.execute(sql)} == named_by_hand(archive)
    sql = (
        "SELECT s.id, a.id, p.id, c.id FROM said_in i JOIN statement s ON s.rowid = i.statement "
        "JOIN attestation a ON a.rowid = i.attestation JOIN passage p ON p.rowid = i.passage "
        "JOIN source c ON c.rowid = i.source"
    )
    said = sorted(tuple(row) for row in archive._db.execute(sql))
    assert len(said) == len(held["said_in"])
    assert said == said_in_by_hand(archive)
    assert archive.verify() == ()
    archive.reindex()
    assert contents(archive) == held


PEOPLE, PLACES = ("ida", "osip", "marek"), ("long-cell", "north-gate", "lake-street")
DATES = ("2024-03", "2024-03-05/..", "../2024-04", None)


class Editor:
    """Somebody who adds, changes, denies and takes back whatever comes to hand."""

    def __init__(self, archive: Archive, seed: int) -> None:
        self.archive, self.chance, self.n = archive, random.Random(seed), 0  # noqa: S311
        self.passage = archive.passages("first-letter")[0].id

    def work(self) -> None:
        doing = self.chance.choice(
            (self.say, self.say, self.attest, self.drop, self.rank, self.undo)
        )
        with contextlib.suppress(BrokenReference, Conflict, UsageError):
            doing()

    def say(self) -> None:
        self.n += 1
        pick = self.chance.choice
        predicate = pick(("stay", "transfer", "met", "trait"))
        roles = [Role("from", entity=pick(PLACES)), Role("with", entity=pick(PEOPLE))]
        roles.append(Role("place", entity=pick(PLACES)))
        when = pick(DATES)
        with self.archive.edit(why="said") as edit:
            edit.add(
                Statement(
                    f"s{self.n}",
                    pick(PEOPLE),
                    predicate,
                    pick(PEOPLE if predicate == "met" else PLACES),
                    when=read_edtf(when) if when else None,
                    polarity=pick((1, 1, -1)),
                    roles=tuple(self.chance.sample(roles, self.chance.randrange(4))),
                ),
                Telling(
                    f"t{self.n}", "first-letter", pick(PEOPLE), None, None, pick((*PLACES, None))
                ),
            )

    def attest(self) -> None:
        found = self.chance.choice(self.archive.statements())
        with self.archive.edit(why="attested") as edit:
            for _ in range(self.chance.randrange(1, 3)):
                self.n += 1
                stance = self.chance.choice(("asserts", "denies", "doubts"))
                edit.add(Attestation(f"a{self.n}", found.statement.id, self.passage, stance=stance))

    def drop(self) -> None:
        found = self.chance.choice(self.archive.statements())
        with self.archive.edit(why="dropped") as edit:
            for evidence in found.evidence[self.chance.randrange(2) :]:
                edit.remove(evidence.attestation)
            if self.chance.random() < 0.5:  # with attestations left it is refused
                edit.remove(found.statement)

    def rank(self) -> None:
        found = self.chance.choice(self.archive.statements()).statement
        source = self.archive.source("first-letter")
        with self.archive.edit(why="changed") as edit:
            rank = self.chance.choice(("normal", "deprecated"))
            edit.replace(found, replace(found, rank=rank, roles=found.roles[1:]))
            place = self.chance.choice((*PLACES, None))
            edit.replace(source, replace(source, place=place))

    def undo(self) -> None:
        self.archive.undo(self.chance.randrange(1, self.archive.lists.newest_edit() + 1))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_edited_and_undone_the_lists_say_what_the_tables_say(
    tiny: Archive, seed: int
) -> None:
    editor, fell, kinds = Editor(tiny, seed), False, set[int]()
    for turn in range(60):
        editor.work()
        fell |= any(fallen for *_, fallen, _ in contents(tiny)["tally"])
        kinds |= {kind for _, _, kind, *_ in contents(tiny)["been"]}
        if turn % 6 == 5:
            check(tiny)
    assert fell, "nothing was ever denied by all who speak of it"
    assert kinds == {0, 1, 2, 3}


def test_everything_taken_back_leaves_nothing_beside_the_tables(tiny: Archive) -> None:
    with contextlib.suppress(NotFound):
        while tiny.undo():
            pass
    assert not any(contents(tiny).values())


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("DELETE FROM named WHERE entity = 'osip'", "named"),
        ("UPDATE been SET begins = 1", "been"),
        ("INSERT INTO been VALUES ('ida', 'nowhere', 0, 1, 0, NULL, NULL)", "been"),
        ("UPDATE said_in SET passage = passage + 1", "said_in"),
        ("DELETE FROM said_in WHERE source > 0", "said_in"),
        ("UPDATE tally SET n = n + 1 WHERE entity = 'osip'", "tally"),
        ("INSERT INTO tally VALUES ('ida', 'object', 'stay', 1, 0, 1, 0)", "tally"),
    ],
)
def test_verify_notices_lists_that_are_wrong_and_reindex_mends_them(
    tiny: Archive, tampering: str, said: str
) -> None:
    held = contents(tiny)
    tiny._db.execute(tampering)
    assert contents(tiny) != held
    assert any(f"list '{said}'" in damage for damage in tiny.verify())
    tiny.reindex()
    assert contents(tiny) == held
    assert tiny.verify() == ()


def test_what_an_abandoned_edit_wrote_is_not_in_the_lists(tiny: Archive) -> None:
    held = contents(tiny)
    with contextlib.suppress(ZeroDivisionError), tiny.edit(why="fails") as edit:
        edit.add(Statement("s", "ida", "stay", "long-cell"))
        raise ZeroDivisionError
    assert contents(tiny) == held


def test_within_an_edit_the_lists_already_say_what_was_written(tiny: Archive) -> None:
    with tiny.edit(why="asks in between") as edit:
        before = tiny.excerpt(1, object="long-cell", predicate="stay").total
        edit.add(Statement("s", "ida", "stay", "long-cell"))
        assert tiny.excerpt(1, object="long-cell", predicate="stay").total == before + 1


def test_in_an_edit_what_is_attested_may_come_before_what_it_refers_to(tiny: Archive) -> None:
    passage = replace(tiny.passages("first-letter")[0], id="pa", start=0, end=3, exact="Dea")
    source = replace(tiny.source("first-letter"), id="copy")
    with tiny.edit(why="the wrong way round") as edit:
        edit.add(Attestation("a", "s", "pa"))
        edit.add(Statement("s", "ida", "stay", "long-cell"))
        edit.add(replace(passage, source="copy"))
        edit.add(source)
    check(tiny)
    with tiny.edit(why="what it refers to first") as edit:
        edit.remove(source)
        edit.remove(replace(passage, source="copy"))
        edit.remove(Statement("s", "ida", "stay", "long-cell"))
        edit.remove(Attestation("a", "s", "pa"))
    check(tiny)
    tiny.undo()
    check(tiny)
    with tiny.edit(why="of another source") as edit:
        edit.replace(replace(passage, source="copy"), passage)
    check(tiny)


def test_the_tables_are_those_of_the_format(tiny: Archive) -> None:
    for table, columns in {**TABLES, "said_in": COLUMNS}.items():
        held = tuple(row[1] for row in tiny._db.execute(f"PRAGMA table_info({table})"))
        assert held == columns


VICTIM = """
import sys, kartoteka
from kartoteka.model.statements import Attestation, Statement
with kartoteka.open(sys.argv[1], by="victim") as archive:
    n, passage = archive.counts()["statement"], archive.passages("first-letter")[0].id
    while True:
        with archive.edit(why="more") as edit:
            edit.add(*(Statement(f"k{n + i}", "ida", "stay", "long-cell") for i in range(9)))
            edit.add(Attestation(f"k{n}", f"k{n}", passage, stance="denies"))
        n += 9
        print(n, flush=True)
        with archive.edit(why="a slip") as edit:
            edit.add(Statement(f"slip{n}", "ida", "stay", "long-cell"))
        archive.undo(edit.number)
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_killed_in_the_middle_the_lists_still_say_what_the_tables_say(tmp_path: Path) -> None:
    path = tmp_path / "a.kartoteka"
    tiny_archive(path).close()
    chance = random.Random(5)  # noqa: S311
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
            check(archive)
