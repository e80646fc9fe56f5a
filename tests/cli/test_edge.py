"""Whatever happens inside: a message that helps, and an exit code from the table."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import click
import pytest
from tests.cli.conftest import Run

from kartoteka import errors
from kartoteka.cli import edge
from kartoteka.cli.desk import Desk
from kartoteka.cli.explain import explain
from kartoteka.model.findings import Finding, Where
from kartoteka.wording.texts import LANGUAGES

FINDING = Finding("quote-not-found", "error", "no such words", "copy them", Where("a.yaml", 3))

ERRORS: tuple[tuple[Exception, int], ...] = (
    (errors.Refused([FINDING]), 1),
    (errors.PublishBlocked([FINDING]), 1),
    (errors.AnchorLost("Dear Ida", "letter-1"), 1),
    (errors.UsageError("so not"), 2),
    (errors.UnknownName("predicate", "sty", ["stay"]), 2),
    (errors.UnreadableDate("25.3.", "write 2025-03-25"), 2),
    (errors.NotFitted("the typology"), 2),
    (errors.UnreadableQuery("soup (", 5, "a ) is missing"), 2),
    (errors.SearchTooLong("(a+)+", 5.0, "letter-7"), 2),
    (errors.SearchStopped("(a+)+", 1.0), 2),
    (errors.UnusableSequences("life 3", "it is empty"), 2),
    (errors.NotFound("entity", "anna", ["ana"]), 3),
    (errors.Conflict("ana", "one", "two"), 4),
    (errors.BrokenReference(["statement st_1 → entity ana"]), 4),
    (errors.NotAnArchive("a.txt", "this is a text"), 5),
    (errors.NewerFormat("a.kartoteka", 9, 1), 5),
    (errors.Locked("a.kartoteka"), 5),
    (errors.WrongPassphrase("wrong"), 5),
    (errors.CannotWrite("a.kartoteka", "the disk is full"), 6),
    (errors.UnreadableSource("a.pdf", "this is a PDF"), 6),
    (errors.MissingExtra("OCR", "pip install …"), 6),
    (errors.NoDevice("gpu", "there is no card"), 6),
    (PermissionError(13, "Permission denied", "site"), 6),
    (errors.NotAllowed("ida", "undo", "she is a guest"), 7),
    (ValueError("surprise"), 70),
)


@pytest.mark.parametrize(("error", "code"), ERRORS, ids=lambda e: type(e).__name__)
def test_every_error_has_its_exit_code(error: Exception, code: int) -> None:
    def fails() -> None:
        raise error

    assert edge.guarded(fails, Desk()) == code


def test_no_error_of_ours_was_forgotten() -> None:
    """A new class in errors.py without a line above."""
    known = {type(error) for error, _ in ERRORS}
    ours = {c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, Exception)}
    assert ours - known == {errors.KartotekaError, errors.ArchiveError}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "error", [e for e, code in ERRORS if code != 70], ids=lambda e: type(e).__name__
)
def test_a_message_has_the_facts_and_no_holes(error: Exception, lang: str) -> None:
    said = explain(error, lang)
    assert said.strip()
    assert "{" not in said
    assert "None" not in said
    for fact in ("id", "name", "path", "text"):
        assert str(getattr(error, fact, "")) in said


def test_an_importer_s_reason_is_said_in_the_language(run: Run, work: Path, tmp_path: Path) -> None:
    """An empty file, to a person who reads Russian."""
    (tmp_path / "empty.txt").touch()
    said = run("add", work, "empty.txt", "--lang", "ru")
    assert said.code == 6
    assert "файл пуст" in said.err


def test_errors_are_json_for_programs(run: Run, work: Path) -> None:
    said = run("life", work, "anna-petrova", "--json")
    assert (said.code, said.err) == (3, "")
    error = said.json["error"]
    assert (said.json["command"], error["class"], error["exit_code"]) == ("life", "NotFound", 3)
    assert error["facts"]["did_you_mean"] == ["ana"]


def test_findings_are_json_for_programs() -> None:
    error = errors.Refused([FINDING])
    document = edge.error_document(error, 1, "…", "record")["error"]
    assert isinstance(document, dict)
    assert document["facts"]["findings"][0]["where"]["line"] == 3


def test_a_fault_of_ours_is_logged_for_this_user_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """The account may hold names, so nobody else on the machine may read it."""

    def fails() -> None:
        raise RuntimeError("surprise")

    assert edge.guarded(fails, Desk()) == 70
    log = Path(next(w for w in capsys.readouterr().err.split() if "kartoteka-error" in w)[:-1])
    try:
        assert "surprise" in log.read_text()
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
    finally:
        log.unlink()


def test_ctrl_c_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    assert edge.guarded(interrupted, Desk(lang="ru")) == 130
    assert "Прервано" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lfe"], "There is no verb “lfe”. Did you mean life"),
        (["life"], "ARCHIVE is missing."),
        (["life", "a.kartoteka", "ana", "--isd"], "There is no option --isd. Did you mean --ids?"),
        (["life", "a.kartoteka", "Ana", "Petrova"], "quotation marks"),
        (["life", "a.kartoteka", "ana", "--lang", "de"], "--lang must be one of: en|ru."),
        (["status", "a.kartoteka", "ana", "--as-of", "25.3.2025"], "write the year first"),
        (["status", "a.kartoteka", "ana", "--as-of"], "--as-of needs a value."),
        (["serve", "--static", "x", "--port", "eighty"], "--port: “eighty” is not a whole number."),
        (["serve", "--static", "x", "--port", "65536"], "65536 cannot be a port"),
        (["undo", "a.kartoteka", "last"], "EDIT: “last” is not a whole number."),
    ],
)
def test_a_slip_of_the_keyboard(run: Run, words: list[str], said: str) -> None:
    answer = run(*words)
    assert answer.code == 2
    assert said in answer.err
    assert not answer.out


def test_every_slip_is_said_in_russian_too(run: Run) -> None:
    assert "Нет команды «lfe»" in run("lfe", "--lang", "ru").err
    assert "Не указано: АРХИВ" in run("life", "--lang", "ru").err
    assert "Справка: kartoteka life --help" in run("life", "--lang", "ru").err
    assert "«last» — не целое число" in run("undo", "a.kartoteka", "last", "--lang", "ru").err
    dated = run("status", "a.kartoteka", "ana", "--as-of", "2025-13", "--lang", "ru").err
    assert "Дата «2025-13» не читается: месяца 13 нет" in dated


def test_what_is_nothing_like_a_slip_is_not_offered(run: Run) -> None:
    assert "Did you mean --people?" in run("simulate", "w.kartoteka", "--poeple", "3").err
    assert "Did you mean" not in run("life", "a.kartoteka", "ana", "--when", "2025").err


def test_why_an_archive_does_not_open_is_said_in_russian_too(run: Run, work: Path) -> None:
    """Whoever reads no English must learn what happened to their archive."""
    assert "такого файла нет" in run("life", "none.kartoteka", "ana", "--lang", "ru").err
    assert "здесь уже есть" in run("new", work, "--lang", "ru").err
    work.write_bytes(work.read_bytes()[:5000])
    assert "файл повреждён" in run("entities", work, "--lang", "ru").err


def test_what_the_system_says_is_said_in_the_language_of_the_line() -> None:
    full = errors.CannotWrite("site", os.strerror(errno.ENOSPC))
    assert "site не удалось записать: на диске нет места." in explain(full, "ru")
    assert explain(PermissionError(errno.EACCES, os.strerror(errno.EACCES), "x"), "ru").startswith(
        "x: на это у вас здесь нет прав"
    )


def test_a_suggested_command_names_the_archive_at_hand(run: Run, work: Path) -> None:
    assert f"kartoteka entities {work}" in run("life", work, "zzzz").err
    assert f"kartoteka history {work}" in run("undo", work, "999").err


def test_where_nothing_is_near_the_whole_list_is_said(run: Run, work: Path) -> None:
    said = run("vocabulary", work, "zzzz").err
    assert "There are: aspect, " in said
    assert "Did you mean" not in said


def test_a_parser_error_that_nobody_foresaw_keeps_its_own_words() -> None:
    assert explain(click.UsageError("odd"), "en").startswith("odd")


def test_of_many_records_a_few_are_named() -> None:
    """Undoing the import of a letter on which fifty passages stand."""
    error = errors.BrokenReference([f"passage p_{n} → source l" for n in range(50)])
    assert "p_2 → source l and 47 more" in explain(error, "en")
    assert "p_3" not in explain(error, "ru")


def test_not_an_archive(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ida")
    assert run("life", "letter.txt", "ana").code == 5
    missing = run("life", "none.kartoteka", "ana")
    assert missing.code == 5
    assert "kartoteka new none.kartoteka" in missing.err
