"""What is found, put under a code."""

from __future__ import annotations

import pytest

from kartoteka.annotate.anchor import CONTEXT
from kartoteka.archive.archive import Archive
from kartoteka.errors import UsageError
from kartoteka.search import save_as_code, search


def coded(archive: Archive, code: str) -> list[str]:
    return [passage.exact for _, passage in archive.codings(code=code)]


def test_sentences_become_passages_in_one_edit_that_can_be_taken_back(mill: Archive) -> None:
    before = mill.counts()
    saved = save_as_code(mill, "soup OR суп", "food/good", what="sentences", why="for the chapter")
    assert (saved.coded, saved.already, saved.made) == (2, 0, 2)
    assert coded(mill, "food/good") == [
        "The soup is good, says Pavel, who was in the Orchard prison and ate there for a month.",
        "Суп хороший, хлеба мало.",
    ]
    assert {c.why for c in mill.history() if c.edit == saved.edit} == {"for the chapter"}
    assert search(mill, "code:food/good in:passage").total == 2
    assert mill.vocabulary.get("code", "food/good").broader == "food"
    mill.undo(saved.edit)
    assert {k: n for k, n in mill.counts().items() if k != "change"} == {
        k: n for k, n in before.items() if k != "change"
    }
    assert mill.verify() == ()


def test_matches_are_anchored_as_other_passages_are(mill: Archive) -> None:
    save_as_code(mill, "window", "windows/word", what="matches")
    passages = [p for _, p in mill.codings(code="windows/word")]
    assert [p.exact for p in passages] == ["window", "window", "window"]
    for p in passages:
        text = mill.text(p.source)
        assert text[p.start : p.end] == p.exact
        assert text[: p.start].endswith(p.prefix)
        assert text[p.end :].startswith(p.suffix)
        assert len(p.prefix) == min(CONTEXT, p.start)


def test_passages_that_are_there_are_coded_and_none_is_made(mill: Archive) -> None:
    saved = save_as_code(mill, "window", "glass")
    assert (saved.coded, saved.made) == (1, 0)
    again = save_as_code(mill, "window", "glass")
    assert (again.coded, again.already, again.edit) == (0, 1, None)


def test_nothing_found_makes_no_edit(mill: Archive) -> None:
    edits = {change.edit for change in mill.history()}
    assert save_as_code(mill, "zebra", "animals").edit is None
    assert {change.edit for change in mill.history()} == edits


def test_an_expression_can_be_saved(mill: Archive) -> None:
    save_as_code(mill, r"three \w+", "numbers", what="matches", regex=True)
    assert coded(mill, "numbers") == ["three cells"]


@pytest.mark.parametrize("code", ["", " ", "a//b", "/a"])
def test_what_is_no_code_is_refused(mill: Archive, code: str) -> None:
    with pytest.raises(UsageError, match="cannot be a code"):
        save_as_code(mill, "window", code)


def test_a_query_without_words_marks_nothing(mill: Archive) -> None:
    with pytest.raises(UsageError, match="no words"):
        save_as_code(mill, "by:ana", "ana", what="matches")


def test_what_is_found_has_not_been_read(tiny: Archive) -> None:
    """The code `read` says how far somebody read: a search would say it of letters that nobody opened."""
    with pytest.raises(UsageError, match="comes with Kartoteka"):
        save_as_code(tiny, "soup", "read", what="matches")
    assert tiny.codings(code="read") == ()
