"""A quote is found where a person would find it, and nowhere else."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kartoteka.annotate.anchor import find_all, make_passage, nearest, refind

TEXT = "The cook — “Uncle” Tikhon’s friend — said: it’s cold… We\u00a0waited.\nThen we\n  slept, co\u00adoperating."  # noqa: E501


@pytest.mark.parametrize(
    "quote",
    [
        '"Uncle" Tikhon\'s friend',
        "«Uncle» Tikhon`s",
        "The cook - “Uncle”",
        "it's cold...",
        "We waited.",
        "Then we slept",
        "waited. Then",
        " Then we\tslept \n",
        "slept, cooperating",
    ],
)
def test_typing_and_copying_do_not_lose_a_quote(quote: str) -> None:
    [(start, end)] = find_all(TEXT, quote)
    assert TEXT[start:end].strip() == TEXT[start:end]


@pytest.mark.parametrize(
    "quote", ["the cook", "Uncle Tikhon", "We waited,", "thenwe", "", "\u200b"]
)
def test_other_words_are_other_words(quote: str) -> None:
    assert find_all(TEXT, quote) == []


def test_exact_words_are_preferred_to_similar_ones() -> None:
    text = "He said 'no'. She said ‘no’."
    assert [text[a:b] for a, b in find_all(text, "'no'")] == ["'no'"]


def test_places_that_overlap_are_all_there() -> None:
    assert find_all("tatatat", "tat") == [(0, 3), (2, 5), (4, 7)]


def test_a_quote_typed_in_decomposed_letters_is_found() -> None:
    assert find_all("Чёрный чай", "Че\u0308рный чай") == [(0, 10)]


def test_positions_count_code_points_whatever_stands_before() -> None:
    text = "😀 עברית 𐍈 tea"
    [(start, end)] = find_all(text, "tea")
    passage = make_passage("s", text, start, end)
    assert (passage.exact, passage.prefix, passage.suffix) == ("tea", "😀 עברית 𐍈 ", "")


def test_context_is_32_code_points_on_either_side() -> None:
    text = "a" * 100 + "quote" + "b" * 100
    passage = make_passage("s", text, 100, 105)
    assert (passage.prefix, passage.suffix) == ("a" * 32, "b" * 32)


@given(st.text(max_size=80), st.text(max_size=80), st.text(min_size=1, max_size=30))
def test_a_passage_is_found_again_in_a_text_that_grew_before_and_after(
    before: str, after: str, quote: str
) -> None:
    assume((before + quote + after).count(quote) == 1)
    passage = make_passage("s", before + quote + after, len(before), len(before) + len(quote))
    grown = "New beginning. " + before + quote + after + " New end."
    assume(grown.count(quote) == 1)
    start, end = refind(passage, grown) or (0, 0)
    assert (start, grown[start:end]) == (15 + len(before), quote)


def test_of_equal_words_the_one_in_the_old_company_is_taken() -> None:
    text = "soup on Monday, soup on Sunday"
    passage = make_passage("s", text, 16, 20)
    assert refind(passage, "Much soup on Monday and then soup on Sunday") == (29, 33)


def test_words_that_are_gone_are_not_found_again() -> None:
    assert refind(make_passage("s", "some soup", 5, 9), "some bread") is None


def test_the_nearest_place_is_named_with_its_line() -> None:
    text = "First line.\nThey took us to the bath on Friday, and back.\nLast line."
    near = nearest(text, "they brought us to the bath on Friday")
    assert near is not None
    assert near.line == 2
    assert "us to the bath on Friday" in near.words


@pytest.mark.parametrize("quote", ["completely different words here", "x", "", "soup"])
def test_nothing_is_named_where_nothing_is_like_it(quote: str) -> None:
    assert nearest("The bread is white, and nobody asks for salt.", quote) is None


def test_a_long_text_is_searched_in_an_instant() -> None:
    text = "".join(f"Sentence number {n} about soup and bread. " for n in range(30_000))
    began = time.process_time()
    assert len(text) > 1_000_000
    assert nearest(text, "Sentence nimber 23456 about soup and bread") is not None
    assert find_all(text, "“Sentence number 23456 about”") == []
    assert time.process_time() - began < 2
