"""Filling an archive, keeping it, taking things back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

from kartoteka.archive.archive import Archive

LETTER = "Dear Ida,\n\nI am in cell 12 now. The kettle sings.\n\nAna\n"

EVIDENCE = """\
source: letter-1
entities:
  ana: {kind: person, label: Ana}
  north: {kind: place, sort: prison, label: North}
statements:
  - {subject: ana, predicate: stay, object: north, when: 2025-03-01/.., basis: experienced,
     quote: "I am in cell 12 now."}
"""


@pytest.fixture
def begun(run: Run, tmp_path: Path) -> Path:
    """An archive with one letter in it, and what it says, recorded."""
    (tmp_path / "letter.txt").write_text(LETTER)
    (tmp_path / "letter.evidence.yaml").write_text(EVIDENCE)
    assert run("new", "a.kartoteka").code == 0
    words = ["--id", "letter-1", "--author", "ana", "--written", "2025-03-25"]
    assert run("add", "a.kartoteka", "letter.txt", *words, "--lang", "en").code == 0
    assert run("record", "a.kartoteka", "letter.evidence.yaml").code == 0
    return tmp_path / "a.kartoteka"


def test_a_new_archive_says_what_to_do_next(run: Run) -> None:
    assert "kartoteka add a.kartoteka" in run("new", "a.kartoteka").out
    assert "kartoteka add ARCHIVE" in run("entities", "a.kartoteka").out
    assert run("new", "a.kartoteka").code == 5


def test_what_was_typed_is_what_is_kept(begun: Path) -> None:
    with Archive(begun) as archive:
        source = archive.source("letter-1")
    assert (source.author, source.lang, str(source.written)) == ("ana", "en", "2025-03-25")


def test_twice_is_once(run: Run, begun: Path) -> None:
    added = run("add", begun, "letter.txt")
    assert (added.code, added.flat) == (0, "1 text was there already: letter-1")
    assert "nothing new" in run("record", begun, "letter.evidence.yaml").out
    assert len(run("history", begun, "--json").json["result"]) == 2


def test_a_folder_with_one_bad_file_adds_the_others(run: Run, begun: Path, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.txt").write_text("Dear Ida, it is Sunday and the kettle sings again.")
    (folder / "b.txt").write_bytes(b"\x00\x01\x02" * 9)
    said = run("add", begun, "letters")
    assert said.code == 6
    assert "1 text added: a" in said.out
    assert "b.txt" in said.out
    assert "✗" in said.out


def test_a_bad_evidence_file_is_refused_whole(run: Run, begun: Path, tmp_path: Path) -> None:
    """Two mistakes: both are shown, with their lines, and nothing is written."""
    file = tmp_path / "bad.evidence.yaml"
    file.write_text(EVIDENCE.replace("cell 12", "cell 13").replace("stay", "sty"))
    said = run("record", begun, file)
    assert said.code == 1
    assert "Nothing was written" in said.err
    assert "bad.evidence.yaml:6" in said.err
    refused = run("record", begun, file, "--json").json["error"]
    assert refused["class"] == "Refused"
    assert len(refused["facts"]["findings"]) == 2
    assert "Ничего не записано" in run("record", begun, file, "--lang", "ru").err


def test_who_works_stands_in_the_history(run: Run, begun: Path) -> None:
    run("undo", begun, "--by", "ida")
    run("undo", begun, KARTOTEKA_BY="osip")
    by = [edit["by"] for edit in run("history", begun, "--json").json["result"]]
    assert by[2:] == ["ida", "osip"]


def test_everything_can_be_taken_back_and_that_too(run: Run, begun: Path) -> None:
    first = run("undo", begun)
    assert "Edit 2 is taken back" in first.out
    assert f"kartoteka undo {begun} 3" in first.out
    assert run("life", begun, "ana").code == 3
    assert run("undo", begun, 3).code == 0
    assert run("life", begun, "ana").code == 0
    assert run("undo", begun, 99).code == 3


def test_when_nothing_is_left_to_undo(run: Run) -> None:
    run("new", "a.kartoteka")
    said = run("undo", "a.kartoteka")
    assert (said.code, "nothing left to undo" in said.err) == (3, True)


def test_the_history_of_a_record(run: Run, begun: Path) -> None:
    said = run("history", begun, "ana").flat
    assert "made: record letter.evidence.yaml" in said
    assert "label: Ana" in said
    assert run("history", begun, "nobody").code == 3


def test_a_sound_archive_is_called_sound_and_a_damaged_one_not(run: Run, begun: Path) -> None:
    assert run("verify", begun).code == 0
    with Archive(begun) as archive:
        archive._db.execute("UPDATE text SET text = 'Dear Ida, all is well.'")
    said = run("verify", begun)
    assert said.code == 5
    assert "✗" in said.out


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path there."""
    found = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def test_plain_there_and_back(run: Run, begun: Path, tmp_path: Path) -> None:
    """Export, import into a new archive, export: the same files, byte for byte."""
    assert run("export", begun, "--plain", "one").code == 0
    run("new", "b.kartoteka")
    assert run("import", "b.kartoteka", "--plain", "one").code == 0
    assert run("export", "b.kartoteka", "--plain", "two").code == 0
    one, two = files(tmp_path / "one"), files(tmp_path / "two")
    assert len(one) > 4
    assert one == two
    assert run("import", "b.kartoteka", "--plain", "nowhere").code == 6


def test_the_vocabulary_lists_and_a_list(run: Run, begun: Path) -> None:
    assert "predicate" in run("vocabulary", begun).out
    assert "находился" not in run("vocabulary", begun, "regime", "--lang", "ru").out
    assert "карантин" in run("vocabulary", begun, "regime", "--lang", "ru").out
    assert "Did you mean predicate" in run("vocabulary", begun, "predicat").err


def test_questions_about_a_letter_without_an_author_ask_for_the_author(
    run: Run, tmp_path: Path
) -> None:
    """A letter was added in a hurry: there is nobody whom one could ask, and it says why."""
    (tmp_path / "letter.txt").write_text("I have changed three prisons.", encoding="utf-8")
    run("new", "a.kartoteka")
    run("add", "a.kartoteka", "letter.txt")
    said = run("check", "a.kartoteka", "--questions")
    assert "There is nobody to ask yet" in said.flat
    assert "1 text names no author" in said.flat
    run("add", "a.kartoteka", "letter.txt", "--author", "ana")
    assert "there is nothing to ask" in run("check", "a.kartoteka", "--questions").flat
