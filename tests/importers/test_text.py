"""Bytes as they come from old disks and phones, and what becomes of them."""

from __future__ import annotations

import unicodedata

import pytest

from kartoteka.importers import text as module
from kartoteka.importers.reasons import UnreadableError
from kartoteka.importers.text import decode

SHORT_RUSSIAN = (
    "Привет, мама!",
    "Мама, я жив",
    "Ёлка стоит до марта.",
    "ПРИВЕТ ИЗ КАМЕРЫ",
    "Как дела?\r\nУ меня всё хорошо.",
    "№ 7. «Тихо», — сказал он.",
    "Суп.",
    "Дорогая Ида, у нас в камере холодильник и телевизор, живём дружно.",
)


ENCODINGS = ("cp1251", "koi8-r", "cp866", "utf-16-le", "utf-16-be", "utf-8")


def can(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize(
    ("written", "encoding"),
    [(text, encoding) for text in SHORT_RUSSIAN for encoding in ENCODINGS if can(encoding, text)],
)
def test_a_few_russian_words_in_any_encoding_of_the_last_forty_years(
    written: str, encoding: str
) -> None:
    assert decode(written.encode(encoding)).text == written.replace("\r\n", "\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_the_encoding_and_is_no_part_of_the_text(encoding: str) -> None:
    assert decode("Ёлка и tea\r\n".encode(encoding)).text == "Ёлка и tea\n"


def test_a_german_letter_saved_by_an_old_windows() -> None:
    text = "Liebe Ida, die Fenster im Gefängnis schließen schlecht, aber schön ist der Hof."
    assert decode(text.encode("cp1252")).text == text


def test_a_long_letter_may_be_in_a_rarer_encoding() -> None:
    text = "Αγαπητή Ίδα, σήμερα μας μετέφεραν σε άλλο κελί και το παράθυρο βλέπει στην αυλή. " * 5
    assert decode(text.encode("cp1253")).text == text


def test_a_line_ends_in_one_way_and_an_accent_is_composed_in_one_way() -> None:
    """Every passage counts code points: й must be one everywhere, whichever keyboard wrote it."""
    data = unicodedata.normalize("NFD", "Чай\rстынет\r\nу стены\n").encode()
    assert decode(data).text == "Чай\nстынет\nу стены\n"


def test_nothing_else_is_changed() -> None:
    text = "  two  spaces\t\u00a0no-break, soft\u00adhyphen, \u200bzero width, ﬁ ligature\f\n\n\n"
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        ("\ufeff".encode(), "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1 Dear Ida}", "RTF"),
        (b"PK\x03\x04....word/document.xml", "Word document"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        (b"PK\x03\x04something", "packed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old Word"),
        (b"\xff\xd8\xff\xe0 jpeg", "picture"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"ID3\x04\x00 song", "recording"),
        (b"SQLite format 3\x00", "archive"),
        (bytes(range(256)) * 4, "not a text"),
        (b"letter\x00letter\x00\x00", "not a text"),
        (b"\x01\x02\x03\x04 a few words", "not a text"),
    ],
)
def test_what_is_no_text_is_named_and_the_way_out_with_it(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        decode(data)
    assert said in refused.value.reason
    assert any(verb in refused.value.reason for verb in ("add", "Add")), "says what to do"
    assert refused.value.reason.said("ru") != refused.value.reason


def test_a_utf8_text_with_one_broken_byte_is_not_guessed_into_nonsense() -> None:
    data = "Первая строка письма.\nВторая строка.\n".encode() + b"\xd0" + "третья".encode()
    with pytest.raises(UnreadableError, match="line 3"):
        decode(data)


def test_half_a_surrogate_pair_is_refused_and_not_carried_into_the_archive() -> None:
    with pytest.raises(UnreadableError):
        decode("Дорогая Ида, вот \ud83d и всё".encode("utf-8", "surrogatepass"))
    with pytest.raises(UnreadableError, match="UTF-16"):
        decode(b"\xff\xfe" + "Ида \ud83d и всё".encode("utf-16-le", "surrogatepass"))


def test_a_text_that_begins_like_a_picture_is_still_a_text() -> None:
    assert decode(b"BMW was the make of the van.").text.startswith("BMW")


def test_a_file_larger_than_any_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 10)
    with pytest.raises(UnreadableError, match="larger"):
        decode(b"more than ten")
