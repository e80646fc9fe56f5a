"""Everybody in the order of names: after any edits the same as sorted anew."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.model.entities import Entity, Identity, Kind
from kartoteka.web.alphabet import Alphabet
from kartoteka.web.known import Known

NAMES = ("Boris", "борис", "Ёлкин", "Elkin", "the Cook", "cell 9", "Anna", "Anna")
KINDS: tuple[Kind | None, ...] = (None, "person", "place")
DAY = "2026-01-01T00:00:00Z"
Step = Callable[[Archive, random.Random, int], None]


def make(archive: Archive, chance: random.Random, number: int) -> None:
    kind: Kind = chance.choice(["person", "place"])
    with archive.edit(why="somebody new") as edit:
        edit.add(Entity(f"made-{number}", kind, chance.choice(NAMES)))


def rename(archive: Archive, chance: random.Random, _number: int) -> None:
    if there := list(archive.entities()):
        one = chance.choice(there)
        with archive.edit(why="another name") as edit:
            edit.replace(one, replace(one, label=chance.choice(NAMES)))


def judge(archive: Archive, chance: random.Random, number: int) -> None:
    people = [e.id for e in archive.entities() if e.kind == "person"]
    if len(people) > 1:
        a, b = sorted(chance.sample(people, 2))
        with archive.edit(why="one and the same") as edit:
            edit.add(Identity(f"judged-{number}", a, b, "same", "as told", "ana", DAY))


def take_back(archive: Archive, _chance: random.Random, _number: int) -> None:
    if archive.lists.newest_edit() > 1:
        archive.undo()


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_the_order_is_that_of_a_list_sorted_anew(
    archive: Archive, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance, not secrets
    known = Known(archive)
    for number in range(25):
        step: Step = chance.choice([make, make, rename, judge, take_back])
        step(archive, chance, number)
        known.renew()
        for kind in KINDS:
            for lang in ("en", "ru"):
                fresh = Alphabet(Known(archive).atlas).heads(lang, kind)
                assert known.alphabet.heads(lang, kind) == fresh
