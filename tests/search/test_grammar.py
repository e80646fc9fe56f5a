"""Queries as people type them: read, or answered with where and how to mend."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kartoteka.errors import UnreadableQuery
from kartoteka.search.grammar import read_query
from kartoteka.search.nodes import And, Field, Nearby, Or, Pattern, Term, Without
from kartoteka.wording.texts import say


def test_words_stand_together() -> None:
    tea, bread = Term(("tea",), 0), Term(("bread",), 4)
    assert read_query("tea bread") == And((tea, bread))
    assert read_query("tea") == tea
    assert read_query("tea, bread!") == And((tea, Term(("bread",), 5)))


def test_or_binds_weaker_than_and() -> None:
    node = read_query("a b OR c")
    assert isinstance(node, Or)
    assert isinstance(node.parts[0], And)
    assert isinstance(read_query("a (b OR c)"), And)


def test_a_hyphen_in_a_word_is_no_not() -> None:
    assert read_query("well-known") == Term(("well", "known"), 0)
    assert read_query("a -b") == And((Term(("a",), 0), Without(Term(("b",), 3))))


def test_operators_are_read_in_russian_and_in_capitals_only() -> None:
    assert isinstance(read_query("чай ИЛИ хлеб"), Or)
    assert isinstance(read_query("чай или хлеб"), And)
    assert read_query("НЕ чай") == Without(Term(("чай",), 3))
    assert read_query("И чай") == Term(("чай",), 2), "a sentence that begins with «И»"


def test_near_is_written_in_two_ways() -> None:
    assert isinstance(read_query("NEAR(soup cell, 5)"), Nearby)
    assert read_query("NEAR(soup cell, 5)").distance == 5  # type: ignore[union-attr]
    assert read_query("soup NEAR/3 cell").distance == 3  # type: ignore[union-attr]
    assert len(read_query('a NEAR "b c" NEAR d').terms) == 3  # type: ignore[union-attr]


def test_fields_have_values_of_every_shape() -> None:
    assert read_query("by:ana") == Field("by", "ana", 3)
    assert read_query('by:"Ana P"') == Field("by", "Ana P", 3)
    assert read_query("автор:анна") == Field("by", "анна", 6)
    assert isinstance(read_query("lang:(en OR ru)"), Or)
    assert isinstance(read_query("in:passage,memo"), Or)
    assert read_query("written:2024-03/2024-05") == Field("written", "2024-03/2024-05", 8)
    assert read_query("12:30") == Term(("12", "30"), 0), "a time is no field"


def test_expressions_stand_between_slashes() -> None:
    assert read_query(r"/a\/b [)]/i") == Pattern("a/b [)]", "i", 0)
    assert read_query("and/or") == Term(("and", "or"), 0)
    assert read_query("24/7") == Term(("24", "7"), 0)


WRONG = [
    ("", 0, "empty"),
    ("—", 0, "no_words"),
    ('tea "bread', 4, "quote_open"),
    ("tea «bread", 4, "quote_open"),
    ("(tea", 0, "paren_open"),
    ("tea)", 3, "paren_extra"),
    ("OR tea", 0, "operator_first"),
    ("AND tea", 0, "operator_first"),
    ("tea OR", 4, "operator_last"),
    ("tea NOT", 4, "operator_last"),
    ("NEAR/3 tea", 0, "operator_first"),
    ("NEAR(tea by:ana)", 9, "near_words"),
    ("NEAR(tea bread, x)", 14, "near_distance"),
    ("persn:ana", 0, "field_near"),
    ("http://example.org", 0, "field_unknown"),
    ("by:()", 0, "field_empty"),
    ("lang:(en AND ru)", 9, "field_values"),
    ("/[a/", 0, "regex_wrong"),
    ("/a/q", 0, "regex_flag"),
    ("(" * 60 + "a", 50, "too_deep"),
    (" ".join(["a"] * 101), 201, "too_many"),
]


@pytest.mark.parametrize(("query", "at", "key"), WRONG)
def test_a_mistake_is_answered_with_its_place(query: str, at: int, key: str) -> None:
    with pytest.raises(UnreadableQuery) as caught:
        read_query(query)
    reason = caught.value.reason
    assert getattr(reason, "key", "") == f"search.{key}"
    if key != "regex_wrong":
        assert caught.value.position == at
    assert reason.said("ru") != str(reason)  # type: ignore[attr-defined]
    line, pointer = str(caught.value).split("\n")[-2:]
    assert pointer.index("^") <= len(line)


PIECES = st.sampled_from(
    [
        *(
            "(",
            ")",
            '"',
            "«",
            "»",
            ",",
            "*",
            "-",
            "/",
            ":",
            "^",
            "[",
            "AND",
            "OR",
            "NOT",
            "NEAR",
            "NEAR(",
        ),
        *(
            "NEAR/3",
            "И",
            "НЕ",
            "by:",
            "written:",
            "in:",
            "lang:(",
            "2024..",
            "tea",
            "чай",
            "\\",
            "\n",
            "\x00",
        ),
        *("'", "é", "/a/", "/(/", "…", "🫖", "\u0301", "source:*"),
    ]
)


@given(
    st.lists(PIECES, max_size=12).map(" ".join)
    | st.lists(PIECES, max_size=12).map("".join)
    | st.text()
)
@example("NEAR(")
@example("by:(")
@example("NEAR(a,")
@example('"*')
@example("/")
def test_whatever_is_typed_is_read_or_explained(query: str) -> None:
    trouble: UnreadableQuery | None = None
    try:
        read_query(query)
    except UnreadableQuery as error:
        trouble = error
    if trouble:
        assert 0 <= trouble.position <= len(query)
        assert say(trouble.reason.key, "ru", **trouble.reason.facts)  # type: ignore[attr-defined]
