"""The facts about a source, as typed."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from kartoteka.archive.vocabulary import default_vocabulary
from kartoteka.errors import UnknownName, UnreadableDate, UsageError
from kartoteka.importers.details import FIELDS, checked, slug, title_of


def check(field: str, typed: str) -> object:
    return checked(field, typed, default_vocabulary())


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("id", " letter-7 ", "letter-7"),
        ("author", "ида", "ида"),
        ("kind", "diary", "diary"),
        ("access", "restricted", "restricted"),
        ("release_after", "2027-01-31", "2027-01-31"),
        ("lang", "PT-BR", "pt-BR"),
        ("title", "A  long\n title", "A long title"),
        ("author", "  ", None),
    ],
)
def test_what_is_kept_of_what_was_typed(field: str, typed: str, kept: object) -> None:
    assert check(field, typed) == kept


def test_a_date_of_writing_in_words_keeps_the_words() -> None:
    written = checked("written", "25 марта 2025", default_vocabulary())
    assert (written.words, written.edtf) == ("25 марта 2025", "2025-03-25")


@pytest.mark.parametrize(
    ("field", "typed", "error", "said"),
    [
        ("id", "my letter", UsageError, "my-letter"),
        ("id", "a/b", UsageError, "id"),
        ("id", "x" * 200, UsageError, "id"),
        ("author", "Ana B.", UsageError, "author"),
        ("kind", "leter", UnknownName, "'letter'"),
        ("kind", "письмо", UnknownName, "'letter'"),
        ("access", "publc", UnknownName, "'public'"),
        ("access", "secret", UnknownName, "'public' or 'restricted'"),
        ("lang", "english", UsageError, "two or three letters"),
        ("release_after", "31.01.2027", UnreadableDate, "year-month-day"),
        ("release_after", "2027-02-30", UnreadableDate, "year-month-day"),
        ("written", "2025-02-30", UnreadableDate, "28 days"),
        ("written", "two weeks", UnreadableDate, "how long"),
        ("written", "last week", UnreadableDate, "last week"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_the_way_out(
    field: str, typed: str, error: type[UsageError], said: str
) -> None:
    with pytest.raises(error, match=said):
        check(field, typed)


def test_every_field_can_be_left_empty() -> None:
    assert [check(field, "") for field in FIELDS] == [None] * len(FIELDS)


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("# The corridor #\n\nDear Nora", "a.md", "The corridor"),
        ("# The corridor\n", "a.txt", "# The corridor"),
        ("\n\n  Dear Nora,\nPaper is scarce.", "a.txt", "Dear Nora"),
        ("word " * 40, "third letter.txt", "third letter"),
        ("...\n", "a.txt", "..."),
        (",\n", "a.txt", "a"),
    ],
)
def test_a_text_without_a_title_gets_the_one_a_reader_would_give(
    text: str, name: str, title: str
) -> None:
    assert title_of(text, PurePath(name)) == title


def test_an_id_made_from_a_name_can_be_an_id() -> None:
    for name in ("Письмо № 7", "..", "a" * 300, "é è", "写信", "x_y", "-"):
        assert check("id", slug(name)) == slug(name)
