"""Names that are not there, and words that somebody else has added meanwhile."""

from __future__ import annotations

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.errors import NotFound, UnknownName
from kartoteka.model.coding import Memo
from kartoteka.model.terms import Term


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Marek", "marek"), ("marrek", "marek"), ("long", "long-cell"), ("North Gate", "north-gate")],
)
def test_a_name_that_is_not_there_brings_the_nearest(tiny: Archive, typed: str, meant: str) -> None:
    with pytest.raises(NotFound) as missing:
        tiny.entity(typed)
    assert missing.value.did_you_mean[0] == meant
    assert meant in str(missing.value)


def test_a_source_is_meant_by_its_title_too(tiny: Archive) -> None:
    for ask in (tiny.source, tiny.text):
        with pytest.raises(NotFound) as missing:
            ask("Письмо Марку")
        assert missing.value.did_you_mean == ("second-letter",)
    with pytest.raises(NotFound, match="original"):
        tiny.original("0" * 64)


def test_a_term_is_meant_by_its_label_in_either_language(tiny: Archive) -> None:
    for typed in ("Letter", "письмо", "leter"):
        with pytest.raises(UnknownName) as unknown:
            tiny.vocabulary.get("source-kind", typed)
        assert unknown.value.did_you_mean[0] == "letter"


def test_the_archives_own_words_are_known_at_once_and_to_everybody(tiny: Archive) -> None:
    other = Archive(tiny.path)
    assert not other.vocabulary.has("sort", "barge")
    term = Term("barge", "sort", broader="place", label={"en": "barge", "ru": "баржа"})
    with tiny.edit(why="a word") as edit:
        edit.add(term)
    assert tiny.own_terms() == (term,)
    assert tiny.vocabulary.get("sort", "barge") == term
    assert other.vocabulary.has("sort", "barge"), "though another program added it"
    other.close()
    tiny.undo()
    assert not tiny.vocabulary.has("sort", "barge")


def test_memos_are_about_something(tiny: Archive) -> None:
    memo = Memo("m1", "osip", "Why Osip?", "He shares.", "t", "2025-01-01T00:00:00Z")
    with tiny.edit(why="a memo") as edit:
        edit.add(memo)
    assert tiny.memos("osip") == (memo,)
    assert tiny.memos("ida") == ()
