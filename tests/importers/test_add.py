"""A letter goes into the archive: once, whole, and with what is known of it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.errors import NotAllowed, UnreadableSource, UsageError
from kartoteka.importers import add as module
from kartoteka.importers.add import Added, add, texts_in
from kartoteka.importers.reasons import Reason

LETTER = "Дорогая Ида,\r\n\r\nу нас в камере холодильник, живём дружно.\r\n".encode("cp1251")


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "Письмо 1.txt"
    path.write_bytes(LETTER)
    return path


def test_a_letter_comes_in_whole(archive: Archive, letter: Path) -> None:
    """The bytes are kept as they came, the text is fixed, and what nobody said is found."""
    assert add(archive, letter, author="ana", written="2025-03") == Added(added=("письмо-1",))
    source = archive.source("письмо-1")
    assert archive.text("письмо-1") == LETTER.decode("cp1251").replace("\r\n", "\n")
    assert archive.original(source.sha256).bytes == LETTER
    assert source.sha256 == hashlib.sha256(LETTER).hexdigest()
    assert source.length == len(archive.text("письмо-1"))
    assert (source.title, source.lang, source.kind) == ("Дорогая Ида", "ru", "letter")
    assert (source.author, str(source.written), source.access) == ("ana", "2025-03", "public")


def test_the_same_bytes_twice_are_one_letter(
    archive: Archive, letter: Path, tmp_path: Path
) -> None:
    add(archive, letter, author="ana")
    before = archive.counts()
    copy = tmp_path / "copy.txt"
    copy.write_bytes(LETTER)
    assert add(archive, copy) == Added(already=("письмо-1",))
    assert add(archive, letter, author="ana") == Added(already=("письмо-1",))
    assert archive.counts() == before, "not even a line of history"


@pytest.mark.parametrize("other", [{"author": "ida"}, {"id": "letter-1"}, {"kind": "diary"}])
def test_something_else_said_of_a_letter_that_is_there_is_not_lost_silently(
    archive: Archive, letter: Path, other: dict[str, Any]
) -> None:
    add(archive, letter, author="ana")
    before = archive.counts()
    with pytest.raises(UsageError, match=r"already, as “письмо-1”.*Nothing was changed"):
        add(archive, letter, **other)
    assert archive.counts() == before


def test_what_was_not_known_of_a_letter_can_be_said_later(archive: Archive, letter: Path) -> None:
    """Added in haste; the author and the day come with the check's question for them."""
    add(archive, letter, author="ana")
    again = add(archive, letter, author="ana", written="2025-03-25")
    assert again == Added(already=("письмо-1",), completed=("письмо-1",))
    source = archive.source("письмо-1")
    assert (source.author, str(source.written)) == ("ana", "2025-03-25")
    archive.undo()
    assert archive.source("письмо-1").written is None


def test_of_two_copies_in_a_folder_what_each_says_is_kept(archive: Archive, tmp_path: Path) -> None:
    """The same bytes cannot say two things, but a second import can say more of an earlier one."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(LETTER)
    assert add(archive, tmp_path) == Added(added=("a",), already=("a",))
    assert add(archive, tmp_path, author="ana") == Added(already=("a", "a"), completed=("a",))
    assert archive.source("a").author == "ana"


def test_an_id_belongs_to_one_text(archive: Archive, letter: Path, tmp_path: Path) -> None:
    add(archive, letter, id="first")
    other = tmp_path / "other.txt"
    other.write_text("Dear Ida, here is another letter.")
    before = archive.counts()
    with pytest.raises(UsageError, match="another text under the id “first”"):
        add(archive, other, id="first")
    assert archive.counts() == before
    assert add(archive, other, id="second").added == ("second",)


def test_a_letter_taken_back_can_come_again(archive: Archive, letter: Path) -> None:
    add(archive, letter)
    archive.undo()
    assert archive.counts()["source"] == 0
    assert add(archive, letter, author="ida").added == ("письмо-1",)


def test_options_count_more_than_what_the_letter_says_and_that_more_than_a_guess(
    archive: Archive, tmp_path: Path
) -> None:
    path = tmp_path / "l.md"
    path.write_text("---\nauthor: ana\ntitle: Soup\nlang: de\n---\n\n# Heading\n\nText.\n")
    add(archive, path, author="ida")
    source = archive.source("l")
    assert (source.author, source.title, source.lang) == ("ida", "Soup", "de")
    assert archive.text("l") == "# Heading\n\nText.\n"
    assert archive.original(source.sha256).bytes == path.read_bytes()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"---\nwritten: yesterday\n---\nx", "line 2, written: .*yesterday"),
        (b"---\ntitle: T\nkind: leter\n---\nx", "line 3, kind: .*'letter'"),
        (b"---\nautor: ana\n---\nx", "“autor”"),
        (b"---\nauthor: ana\n---\n\n", "empty"),
        (b"%PDF-1.4", "PDF"),
        (b"", "empty"),
    ],
)
def test_a_letter_that_cannot_be_read_says_where_and_changes_nothing(
    archive: Archive, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableSource, match=f"bad.txt: .*{said}") as refused:
        add(archive, path)
    assert isinstance(refused.value.reason, Reason)
    assert archive.counts()["change"] == archive.counts()["original"] == 0


def test_a_name_that_leads_nowhere_or_to_no_file(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="no such file"):
        add(archive, tmp_path / "missing.txt")
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableSource, match="not a file"):
        add(archive, pipe)


def test_an_option_that_cannot_be_understood_stops_before_anything_is_read(
    archive: Archive, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="my-letter"):
        add(archive, tmp_path / "missing.txt", id="my letter")


# ── folders ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "letters"
    (top / "more" / ".hidden").mkdir(parents=True)
    for name in ("letter-10.txt", "letter-2.md", "more/letter-2.text", "more/X.MARKDOWN"):
        (top / name).write_text(f"Dear Ida, this one is called {name}.")
    for name in (".secret.txt", "letter-2.evidence.txt", "photo.jpg", "more/.hidden/letter.txt"):
        (top / name).write_text("not to be taken")
    return top


def test_a_folder_is_read_in_an_order_that_does_not_depend_on_the_disk(folder: Path) -> None:
    names = [path.relative_to(folder).as_posix() for path in texts_in(folder)]
    assert names == ["letter-2.md", "letter-10.txt", "more/letter-2.text", "more/X.MARKDOWN"]


def test_of_a_folder_the_good_come_in_and_the_bad_are_told(archive: Archive, folder: Path) -> None:
    (folder / "letter-3.txt").write_bytes(b"%PDF-")
    (folder / "letter-4.txt").write_text("---\naccess: secret\n---\nx")
    (folder / "letter-5.txt").write_bytes((folder / "letter-10.txt").read_bytes())
    seen: list[tuple[int, int]] = []
    account = add(archive, folder, progress=lambda done, of: seen.append((done, of)))
    assert account.added == ("letter-2", "letter-5", "letter-2-2", "x")
    assert account.already == ("letter-5",), "letter-10 has the same bytes"
    assert [refused.path.name for refused in account.unreadable] == ["letter-3.txt", "letter-4.txt"]
    assert seen == [(n, 7) for n in range(1, 8)]
    again = add(archive, folder)
    assert (again.added, len(again.already), len(again.unreadable)) == ((), 5, 2)


def test_for_a_folder_the_options_speak_for_the_letters_that_do_not(
    archive: Archive, folder: Path
) -> None:
    (folder / "letter-2.md").write_text("---\nauthor: ida\n---\nText")
    add(archive, folder, author="ana", place="north")
    authors = {source.id: (source.author, source.place) for source in archive.sources()}
    assert authors["letter-2"] == ("ida", "north")
    assert authors["letter-10"] == ("ana", "north")


def test_a_folder_comes_in_batches_and_each_can_be_taken_back(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH_FILES", 3)
    assert len(add(archive, folder).added) == 4
    assert {change.edit for change in archive.history()} == {1, 2}
    archive.undo()
    assert archive.counts()["source"] == 3


def test_a_batch_of_large_files_ends_early(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH_BYTES", 1)
    add(archive, folder)
    assert len({change.edit for change in archive.history()}) == 4


@pytest.mark.parametrize("option", [{"id": "x"}, {"title": "X"}])
def test_what_is_said_of_one_text_cannot_be_said_of_a_folder(
    archive: Archive, folder: Path, option: dict[str, Any]
) -> None:
    with pytest.raises(UsageError, match="is of one text"):
        add(archive, folder, **option)


def test_a_folder_without_texts(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(UnreadableSource, match="no texts in this folder"):
        add(archive, tmp_path / "none")


def test_one_letter_of_a_folder_that_contradicts_what_is_there_loses_nobody_else(
    archive: Archive, folder: Path
) -> None:
    add(archive, folder / "letter-10.txt", author="ana")
    account = add(archive, folder, author="ida")
    assert [refused.path.name for refused in account.unreadable] == ["letter-10.txt"]
    assert len(account.added) == 3


def test_who_may_not_add_adds_nothing(tmp_path: Path, letter: Path) -> None:
    from kartoteka.archive import sqlite

    sqlite.create(tmp_path / "a.kartoteka")
    reader_only = Archive(
        tmp_path / "a.kartoteka", by="guest", policy=lambda _who, verb: f"no {verb} for guests"
    )
    with reader_only as archive, pytest.raises(NotAllowed, match="guest may not add"):
        add(archive, letter)
    with Archive(tmp_path / "a.kartoteka") as archive:
        assert archive.counts()["original"] == 0


@pytest.mark.corpus
def test_a_real_letter(archive: Archive, journey: Path) -> None:
    add(archive, journey / "letter.txt", id="journey-letter", written="2025-03-25", lang="en")
    assert (
        archive.original(archive.source("journey-letter").sha256).bytes
        == (journey / "letter.txt").read_bytes()
    )
