"""The command line as the tests see it: words in, what is printed and the exit code out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kartoteka.archive.archive import Archive
from kartoteka.cli import root
from kartoteka.model.coding import Coding
from kartoteka.model.terms import Term
from kartoteka.testing import Story


@dataclass(frozen=True)
class Said:
    """What a command printed, on both streams, and its exit code."""

    out: str
    err: str
    code: int

    @property
    def flat(self) -> str:
        """The output on one line: pages are wrapped at the width of the window."""
        return " ".join(self.out.split())

    @property
    def body(self) -> str:
        """What stands beside the gutter, on one line: without times and labels."""
        return " ".join(" ".join(line[17:] for line in self.out.splitlines()).split())

    @property
    def json(self) -> Any:
        """The output as the one JSON document it is."""
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command line, in a folder of its own, in English where it does not say otherwise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in (
        "KARTOTEKA_LANG",
        "KARTOTEKA_BY",
        "KARTOTEKA_PROGRAM",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
    ):
        monkeypatch.delenv(name, raising=False)

    def typed(*words: object, **environment: str) -> Said:
        result = CliRunner().invoke(root, [str(word) for word in words], env=environment)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.stdout, result.stderr, result.exit_code)

    return typed


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """An archive: Ana moved from the quarantine cell of North to cell 12, and heard of Riverside."""
    story = Story().people(ana="Ana Petrova", osip="Osip").groups("neighbours", sort="cellmates")
    story.types("voting", "lodger").things("kettle")
    story.place("north", "prison").place("cell-1", "cell", within="north")
    story.place("cell-12", "cell", within="north").place("riverside", "prison")
    story.fact("ana", "name", value="Анна Петрова", lang="ru")
    story.fact("ana", "gender", value="female").fact("north", "name", value="Северная", lang="ru")
    story.letter("letter-7", by="ana", written="2025-03-25", place="north")
    story.say("ana", "stay", "cell-1", when="2025-02-01/2025-02-14", roles={"regime": "quarantine"})
    story.say("ana", "stay", "cell-12", when="2025-02-15/..", roles={"regime": "common"})
    story.say("ana", "count", value="3", roles={"of": "prison"})
    story.say("ana", "reach", value="letters", when="2025-02-15/..")
    story.say("neighbours", "stay", "cell-12", when="2025-02-15/..", basis="saw")
    story.say("osip", "member", "neighbours", when="2025-02-15/..", basis="saw")
    story.say("neighbours", "practice", "voting", basis="saw")
    story.say("cell-12", "has", "kettle", basis="saw")
    story.say("north", "rating", value="-1", roles={"aspect": "food"})
    story.say(
        "riverside",
        "rating",
        value="2",
        roles={"aspect": "food"},
        basis="unknown",
        told_by=[("osip", "cell-12", "2025-03-20"), ("neighbours", None, None)],
    )
    story.say("osip", "trait", "lodger", basis="saw")
    story.say("lodger", "reputation", value="quiet", roles={"among": "neighbours"}, basis="saw")
    path = tmp_path / "work.kartoteka"
    with story.archive(path) as archive:
        _code(archive)
    return path


def _code(archive: Archive) -> None:
    """Put two sentences of the letter under codes."""
    passages = archive.passages("letter-7")
    with archive.edit(why="two codes") as edit:
        for number, name in enumerate(("food", "tea")):
            edit.add(Term(name, "code", label={"en": name, "ru": name}))
            edit.add(
                Coding(f"co_{number}", passages[number].id, name, "ana", "2025-03-25T00:00:00Z")
            )
