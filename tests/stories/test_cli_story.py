"""Ana's whole way through the commands, as a real process: letters in, an encyclopedia out."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

PROGRAM = Path(sys.executable).with_name("kartoteka")

LETTER = """\
---
author: vera
addressee: lida
written: 2025-03-25
place: mill
lang: en
---
Dear Lida,

In a little over a month I have seen three prisons. Two weeks of quarantine in the Harbour, cell 4; and now
the Mill, where we are nine and vote about the window.

In quarantine Zoya told me that in the Orchard there is meat in the soup. She has it from a driver.

Vera
"""

EVIDENCE = """\
source: letter
entities:
  vera: {kind: person, gender: female, label: Vera, names: [{value: Вера, lang: ru}]}
  lida: {kind: person, gender: female, label: Lida}
  zoya: {kind: person, gender: female, label: Zoya}
  driver: {kind: person, label: a driver}
  harbour: {kind: place, sort: prison, label: the Harbour}
  harbour-4: {kind: place, sort: cell, label: cell 4 of the Harbour, part_of: harbour}
  mill: {kind: place, sort: prison, label: the Mill}
  orchard: {kind: place, sort: prison, label: the Orchard}
  nine: {kind: group, sort: cellmates, label: the nine of the Mill}
  voting: {kind: type, label: decision by vote}
statements:
  - {subject: vera, predicate: count, value: 3, roles: {of: prison}, duration: P1M~, basis: experienced,
     certainty: 4, quote: "In a little over a month I have seen three prisons."}
  - {subject: vera, predicate: stay, object: harbour-4, when: 2025-02-20~/2025-03-06~, duration: P2W,
     roles: {regime: quarantine}, basis: experienced, certainty: 4,
     quote: "Two weeks of quarantine in the Harbour, cell 4"}
  - {subject: vera, predicate: stay, object: mill, when: 2025-03-07~/.., basis: experienced, certainty: 4,
     quote: "and now\\nthe Mill"}
  - {subject: nine, predicate: practice, object: voting, basis: saw, certainty: 4,
     quote: "we are nine and vote about the window"}
  - {subject: orchard, predicate: rating, value: 2, roles: {aspect: food}, basis: unknown, certainty: 3,
     told_by: [{speaker: zoya, place: harbour-4, when: 2025-02/2025-03, reliability: 2}, driver],
     quote: "in the Orchard there is meat in the soup"}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a letter and its evidence file."""
    (tmp_path / "letter.md").write_text(LETTER, encoding="utf-8")
    (tmp_path / "letter.evidence.yaml").write_text(EVIDENCE, encoding="utf-8")
    return tmp_path


def kartoteka(folder: Path, *words: str, code: int = 0, lang: str = "en") -> str:
    """Run the program; return what it printed on one line."""
    env = {**os.environ, "KARTOTEKA_LANG": lang, "COLUMNS": "80", "KARTOTEKA_BY": "lida"}
    done = subprocess.run(
        [PROGRAM, *words], cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return " ".join((done.stdout + done.stderr).split())


def test_letters_in_an_encyclopedia_out(desk: Path) -> None:
    kartoteka(desk, "new", "a.kartoteka")
    assert "1 text added: letter" in kartoteka(desk, "add", "a.kartoteka", "letter.md")
    kartoteka(desk, "record", "a.kartoteka", "letter.evidence.yaml")

    assert "2 are known: the Harbour; the Mill. 1 prison is missing." in kartoteka(
        desk, "life", "a.kartoteka", "vera"
    )
    status = kartoteka(desk, "status", "a.kartoteka", "vera", "--as-of", "2025-03-25")
    assert "As of 25 March 2025" in status
    assert "Where the Mill" in status
    rumour = kartoteka(desk, "hearsay", "a.kartoteka", "orchard")
    assert "a driver → Zoya → Vera" in rumour
    assert "told in cell 4 of the Harbour" in rumour
    question = kartoteka(desk, "check", "a.kartoteka", "--questions")
    assert "To Vera" in question
    assert "prison" in question
    assert "Кому: Вера" in kartoteka(desk, "check", "a.kartoteka", "--questions", lang="ru")

    kartoteka(desk, "site", "a.kartoteka", "site", "--as-of", "2026-01-01")
    assert (desk / "site" / "index.html").is_file()
    kartoteka(desk, "verify", "a.kartoteka")


def test_a_mistake_is_taken_back_and_mended(desk: Path) -> None:
    kartoteka(desk, "new", "a.kartoteka")
    kartoteka(desk, "add", "a.kartoteka", "letter.md")
    wrong = desk / "wrong.evidence.yaml"
    wrong.write_text(EVIDENCE.replace("2025-03-07~/..", "2025-03-70/.."), encoding="utf-8")
    assert "wrong.evidence.yaml:" in kartoteka(desk, "record", "a.kartoteka", str(wrong), code=1)
    kartoteka(desk, "life", "a.kartoteka", "vera", code=3)
    kartoteka(desk, "record", "a.kartoteka", "letter.evidence.yaml")
    kartoteka(desk, "undo", "a.kartoteka")
    kartoteka(desk, "life", "a.kartoteka", "vera", code=3)
    history = json.loads(kartoteka(desk, "history", "a.kartoteka", "--json"))
    assert [edit["by"] for edit in history["result"]] == ["lida"] * 3


def test_words_are_found_and_put_under_a_code(desk: Path) -> None:
    """Ida looks for the soup, in both languages of the page, and codes what she finds."""
    kartoteka(desk, "new", "a.kartoteka")
    kartoteka(desk, "add", "a.kartoteka", "letter.md")
    kartoteka(desk, "record", "a.kartoteka", "letter.evidence.yaml")

    found = kartoteka(desk, "search", "a.kartoteka", "soups")
    assert "“soups”: 2 records 1 passage, 1 text" in found
    assert "meat in the [soup]" in found
    assert "«soups»: нашлось 2 записи" in kartoteka(
        desk, "search", "a.kartoteka", "soups", lang="ru"
    )
    person = kartoteka(desk, "search", "a.kartoteka", "Vera")
    assert "person [Vera] kartoteka life a.kartoteka vera" in person
    assert "Вера" in kartoteka(desk, "search", "a.kartoteka", "Вере")
    document = json.loads(kartoteka(desk, "search", "a.kartoteka", "by:vera", "window", "--json"))
    assert document["result"]["kinds"] == {"passage": 1, "source": 1}
    rows = kartoteka(desk, "search", "a.kartoteka", "window", "--csv")
    assert rows.startswith("kind,id,score,title,words,source,start,entities,evidence")

    nothing = kartoteka(desk, "search", "a.kartoteka", "widnow")
    assert "Nothing was found for “widnow”" in nothing
    assert "kartoteka search a.kartoteka window" in nothing
    wrong = kartoteka(desk, "search", "a.kartoteka", "(soup", code=2)
    assert "is not closed" in wrong
    assert "не закрыта" in kartoteka(desk, "search", "a.kartoteka", "(soup", code=2, lang="ru")

    words = [
        "soup OR window",
        "--save-as-code",
        "comfort",
        "--what",
        "sentences",
        "--why",
        "chapter 2",
    ]
    coded = kartoteka(desk, "search", "a.kartoteka", *words)
    assert "2 passages are under comfort now" in coded
    assert "kartoteka undo a.kartoteka 3" in coded
    assert "2 passages" in kartoteka(desk, "search", "a.kartoteka", "code:comfort in:passage")
    kartoteka(desk, "undo", "a.kartoteka", "3")
    kartoteka(desk, "search", "a.kartoteka", "code:comfort", code=2)
    kartoteka(desk, "verify", "a.kartoteka")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo, made once and only read."""
    folder = tmp_path_factory.mktemp("demo")
    kartoteka(folder, "demo", "--no-serve")
    return folder


@contextmanager
def served(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of the program, and the address that it printed."""
    env = {**os.environ, "KARTOTEKA_LANG": "en", "COLUMNS": "80"}
    process = subprocess.Popen(
        [PROGRAM, *words],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if found := re.search(r"http://\S+", line):
                yield process, found[0]
                return
        raise AssertionError("no address was printed")
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("command", [["demo"], ["serve", "--static", "demo-site"]], ids=" ".join)
def test_what_is_served_can_be_read_and_ends_politely(demo: Path, command: list[str]) -> None:
    """The address is printed when the site can be read there; Ctrl-C is no error."""
    with served(demo, *command, "--port", "8700") as (process, url):
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own address
            assert answer.status == 200
            assert b"<html" in answer.read()
        process.send_signal(signal.SIGINT)
        deadline = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        assert process.returncode == 0
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_a_taken_port_leads_to_the_next_one(demo: Path) -> None:
    words = ["serve", "--static", "demo-site", "--port", "8720"]
    with served(demo, *words) as (_, first), served(demo, *words) as (_, second):
        assert first != second


def test_a_closed_pipe_is_no_fault(demo: Path) -> None:
    """`kartoteka entities … | head -1`"""
    line = f"{PROGRAM} entities demo.kartoteka | head -1"
    done = subprocess.run(
        ["bash", "-c", line], cwd=demo, capture_output=True, text=True, check=True
    )
    assert "Traceback" not in done.stderr
    assert "should not have happened" not in done.stderr


# ── the letter from which it all began ────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Real:
    """A real letter beside the project, and what the test needs to know of it: never its names."""

    letter: Path
    evidence: Path
    source: str
    author: str
    place: str
    written: str
    said: dict[str, Any]

    def label(self, id_: str) -> str:
        """What an entity of its evidence file is called."""
        return self.said["entities"][id_]["label"]


@pytest.fixture
def real(journey: Path) -> Real:
    evidence = journey / "letter.evidence.yaml"
    said = yaml.safe_load(evidence.read_text(encoding="utf-8"))
    told = re.search(
        r"author (\S+), place (\S+), written (\S+), lang", (journey / "README.md").read_text()
    )
    assert told is not None
    author, place, written = told.groups()
    return Real(journey / "letter.txt", evidence, said["source"], author, place, written, said)


@pytest.mark.corpus
def test_the_real_letter(real: Real, tmp_path: Path) -> None:
    """Nothing is refused; what is missing is asked for; what was heard is told as heard."""
    kartoteka(tmp_path, "new", "j.kartoteka")
    facts = ["--id", real.source, "--author", real.author, "--place", real.place]
    written = ["--written", real.written]
    kartoteka(tmp_path, "add", "j.kartoteka", str(real.letter), *facts, *written)
    recorded = kartoteka(tmp_path, "record", "j.kartoteka", str(real.evidence))
    assert "48 attestations, 7 codings, 2 memos" in recorded

    # Found in the words of the letter and by its fields; every mark is in the text where it is said to be.
    quote = next(s["quote"] for s in real.said["statements"] if "quote" in s)
    word = max(re.findall(r"[^\W\d_]+", quote), key=len)
    document = json.loads(kartoteka(tmp_path, "search", "j.kartoteka", word, "--json"))
    assert {hit["kind"] for hit in document["result"]["hits"]} >= {"source", "passage"}
    whole = kartoteka(tmp_path, "search", "j.kartoteka", f"by:{real.author}", "in:source", "--json")
    assert [hit["id"] for hit in json.loads(whole)["result"]["hits"]] == [real.source]
    named = kartoteka(tmp_path, "search", "j.kartoteka", real.label(real.author))
    assert f"kartoteka life j.kartoteka {real.author}" in named

    life = kartoteka(tmp_path, "life", "j.kartoteka", real.author)
    assert "1 prison is missing." in life
    assert "2 cells are missing." in life
    questions = kartoteka(tmp_path, "check", "j.kartoteka", "--questions")
    assert f"To {real.label(real.author)} 1." in questions
    assert "Which was the third prison, and which were the other two cells?" in questions

    status = kartoteka(tmp_path, "status", "j.kartoteka", real.author, "--as-of", real.written)
    assert "As of 25 March 2025" in status
    assert "When since about March 2025" in status
    assert f"On whose word {real.label(real.author)}" in status

    heard = next(s for s in real.said["statements"] if isinstance(s.get("told_by", [0])[0], dict))
    rumour = kartoteka(tmp_path, "hearsay", "j.kartoteka", heard["subject"])
    assert f"{real.label(heard['subject'])}, food: very good." in rumour
    assert f"told in {real.label(heard['told_by'][0]['place'])}" in rumour
    assert "hearsay: nothing shows that the speaker had been there" in rumour

    custom = next(s for s in real.said["statements"] if s["predicate"] == "practice")
    group = kartoteka(tmp_path, "group", "j.kartoteka", custom["subject"])
    assert real.label(custom["object"]).capitalize() in group
