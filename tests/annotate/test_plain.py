"""The whole archive as texts, and back: nothing is lost but the history, nothing unclear is swallowed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kartoteka.annotate.plain import export_plain
from kartoteka.annotate.plain_import import import_plain
from kartoteka.archive.archive import Archive
from kartoteka.errors import CannotWrite, Refused, UnreadableSource
from kartoteka.model.sources import Original
from kartoteka.testing import empty_archive

Record = Callable[..., Any]
AddText = Callable[..., Any]

SAID = """\
source: may
entities:
  anton: {kind: person, label: Anton, names: [{value: Антон, lang: ru, kind: birth}, {value: "no"}]}
  works: {kind: place, sort: prison, label: "the Brickworks: a prison"}
  cell-5: {kind: place, sort: cell, part_of: works, access: restricted}
parts: [{from: "Note of the censor", to: "Passed."}]
terms: [{vocab: aspect, id: talk, label: {en: talk, ru: разговоры}}]
statements:
  - {subject: anton, predicate: stay, object: cell-5, when: last week, quote: "cell 5", occurrence: 2, id: my-stay}
  - {subject: anton, predicate: transfer, object: works, quote: "they took me", told_by: [{place: works, reliability: 0}]}
  - {subject: anton, predicate: name, value: Tosha}
  - {subject: works, predicate: sort, value: colony, when: 2025}
codings: [{code: a b/c d, quote: "everything... even"}]
memos: [{about: my-stay, title: "no", text: "- one\\n- two\\n"}, {about: may, text: "007"}]
identities: [{a: works, b: cell-5, verdict: maybe, reason: ""}]
"""  # noqa: E501


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


@pytest.fixture
def full(home: Archive, say: Record, add_text: AddText) -> Archive:
    add_text(home, "a/b: “июнь”", "Она сказала: «нет».", "ru")
    say(SAID.replace('reason: ""', "reason: maybe so"))
    home.by = "olga"
    say(
        'source: "a/b: “июнь”"\nstatements: [{subject: anton, predicate: event, value: сказано, quote: «нет»}]',  # noqa: E501
        "june.evidence.yaml",
    )
    say(
        "source: may\nstatements: [{subject: anton, predicate: stay, object: works, quote: Brickworks}]",
        "x.evidence.yaml",
    )
    home.withdraw(home.identities()[0], why="no")
    return home


def test_an_archive_comes_back_whole(full: Archive, tmp_path: Path) -> None:
    export_plain(full, tmp_path / "one")
    with empty_archive(tmp_path / "again.kartoteka", by="ben") as again:
        imported = import_plain(again, tmp_path / "one")
        assert set(imported.sources) == {"may", "a/b: “июнь”"}
        assert {a.statement.id: a for a in again.statements()} == {
            a.statement.id: a for a in full.statements()
        }
        witnessed = [[a for a in each.statements() if a.evidence] for each in (again, full)]
        assert witnessed[0] == witnessed[1], "the order of recording is kept"
        assert again.identities() == full.identities()
        assert again.memos() == full.memos()
        assert again.codings() == full.codings()
        assert again.own_terms() == full.own_terms()
        assert list(again.entities()) == list(full.entities())
        assert list(again.sources()) == list(full.sources())
        assert again.parts("may") == full.parts("may")
        counts = {k: n for k, n in full.counts().items() if k != "change"}
        assert {k: n for k, n in again.counts().items() if k != "change"} == counts
        assert again.verify() == ()
        export_plain(again, tmp_path / "two")
    assert tree(tmp_path / "two") == tree(tmp_path / "one")


def test_an_archive_made_by_other_hands_comes_back_with_the_same_words(
    tiny: Archive, tmp_path: Path
) -> None:
    export_plain(tiny, tmp_path / "one")
    with empty_archive(tmp_path / "again.kartoteka") as again:
        import_plain(again, tmp_path / "one")
        assert [a.statement for a in again.statements()] == [a.statement for a in tiny.statements()]
        for ours, theirs in zip(again.statements(), tiny.statements(), strict=True):
            assert [e.speakers() for e in ours.evidence] == [e.speakers() for e in theirs.evidence]
            assert [e.passage.exact for e in ours.evidence] == [
                e.passage.exact for e in theirs.evidence
            ]
        export_plain(again, tmp_path / "two")
    assert tree(tmp_path / "two") == tree(tmp_path / "one")


def test_an_empty_archive_is_a_folder_that_says_what_it_is(
    archive: Archive, tmp_path: Path
) -> None:
    export_plain(archive, tmp_path / "one")
    assert set(tree(tmp_path / "one")) == {"README.txt", "plain.yaml"}
    assert "архив «Картотеки»" in (tmp_path / "one" / "README.txt").read_text(encoding="utf-8")


def test_originals_are_kept_where_they_are_not_the_text(home: Archive, tmp_path: Path) -> None:
    content = "Привет".encode("cp1251")
    sha256 = hashlib.sha256(content).hexdigest()
    text = "Привет"
    source = home.source("may")
    with home.edit(why="another", verb="add") as edit:
        edit.keep_original(Original(sha256, "text/plain", "a.txt", content))
        text_sha256 = edit.keep_text(text)
        edit.add(
            replace(source, id="old", sha256=sha256, text_sha256=text_sha256, length=len(text))
        )
    export_plain(home, tmp_path / "one")
    assert tree(tmp_path / "one")[f"originals/{sha256}"] == content
    with empty_archive(tmp_path / "again.kartoteka") as again:
        import_plain(again, tmp_path / "one")
        assert again.original(sha256) == home.original(sha256)


def test_an_earlier_export_is_renewed_and_its_stale_files_go(full: Archive, tmp_path: Path) -> None:
    export_plain(full, tmp_path / "one")
    (tmp_path / "one" / "my-notes.txt").write_text("mine")
    with empty_archive(tmp_path / "none.kartoteka") as empty:
        export_plain(empty, tmp_path / "one")
    assert set(tree(tmp_path / "one")) == {"README.txt", "plain.yaml", "my-notes.txt"}


def test_a_folder_of_something_else_is_left_alone(full: Archive, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("dear")
    with pytest.raises(CannotWrite, match="not an earlier export"):
        export_plain(full, tmp_path / "letters")
    assert set(tree(tmp_path / "letters")) == {"a.txt"}
    with pytest.raises(CannotWrite, match="is a file"):
        export_plain(full, tmp_path / "letters" / "a.txt")


def damaged_text(folder: Path) -> None:
    path = folder / "sources" / "may.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("soup", "stew"), encoding="utf-8")


def missing_text(folder: Path) -> None:
    (folder / "sources" / "may.txt").unlink()


def missing_evidence(folder: Path) -> None:
    (folder / "evidence" / "may.evidence.yaml").unlink()


def broken_source(folder: Path) -> None:
    (folder / "sources" / "may.source.yaml").write_text("id: [may]\n")


def half_a_yaml(folder: Path) -> None:
    (folder / "sources" / "may.source.yaml").write_text('id: "may\n')


def no_manifest(folder: Path) -> None:
    (folder / "plain.yaml").unlink()


def newer_format(folder: Path) -> None:
    path = folder / "plain.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("format: 1", "format: 2"), encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (damaged_text, "may.txt: it is not what was exported"),
        (missing_text, "may.txt: the export lists this file"),
        (missing_evidence, "may.evidence.yaml: the export lists this file"),
        (broken_source, "may.source.yaml: “id” should be"),
        (half_a_yaml, "not YAML any more"),
        (no_manifest, "not made by kartoteka export"),
        (newer_format, "only format 1"),
    ],
)
def test_a_damaged_export_is_refused_by_the_file_and_nothing_is_kept(
    full: Archive, tmp_path: Path, damage: Callable[[Path], None], words: str
) -> None:
    export_plain(full, tmp_path / "one")
    damage(tmp_path / "one")
    with empty_archive(tmp_path / "again.kartoteka") as again:
        with pytest.raises(UnreadableSource, match=words):
            import_plain(again, tmp_path / "one")
        assert again.counts()["source"] == again.counts()["change"] == 0


def test_evidence_spoiled_by_hand_is_refused_with_its_line(full: Archive, tmp_path: Path) -> None:
    export_plain(full, tmp_path / "one")
    path = tmp_path / "one" / "evidence" / "may.evidence.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("they took me", "they tock me"), encoding="utf-8"
    )
    with empty_archive(tmp_path / "again.kartoteka") as again:
        with pytest.raises(Refused, match=r"may\.evidence\.yaml:\d+"):
            import_plain(again, tmp_path / "one")
        assert again.counts()["change"] == 0


def test_what_was_added_by_hand_is_read_too(full: Archive, tmp_path: Path) -> None:
    export_plain(full, tmp_path / "one")
    path = tmp_path / "one" / "evidence" / "may.evidence.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write(
            "identities:\n  - {a: works, b: cell-5, verdict: different, reason: one lies in the other}\n"
        )
    with empty_archive(tmp_path / "again.kartoteka") as again:
        import_plain(again, tmp_path / "one")
        assert len(again.identities()) == 2


def test_even_an_empty_word_comes_back(full: Archive, tmp_path: Path) -> None:
    from kartoteka.annotate.statements import identified
    from kartoteka.model.statements import Statement

    with full.edit(why="from elsewhere") as edit:
        edit.add(
            *(
                identified(Statement("", "works", p, value=""))
                for p in ("sort", "gender", "name", "event")
            )
        )
    export_plain(full, tmp_path / "one")
    with empty_archive(tmp_path / "again.kartoteka") as again:
        import_plain(again, tmp_path / "one")
        assert again.counts()["statement"] == full.counts()["statement"]


def test_a_manifest_that_names_other_peoples_files_does_not_get_them_deleted(
    archive: Archive, tmp_path: Path
) -> None:
    export_plain(archive, tmp_path / "one")
    (tmp_path / "mine.txt").write_text("mine")
    manifest = tmp_path / "one" / "plain.yaml"
    with manifest.open("a", encoding="utf-8") as file:
        file.write(f'files: [../mine.txt, "{tmp_path}/mine.txt", sources/../../mine.txt]\n')
    export_plain(archive, tmp_path / "one")
    assert (tmp_path / "mine.txt").exists()
