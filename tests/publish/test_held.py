"""A stretch of a held text is that stretch of the text, whatever it is written in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kartoteka.publish.held import HeldTexts, words_at

LETTERS = st.text(
    st.sampled_from("ab «»—…ёЖя№é\u0301\u00ad漢𝔄😀\n") | st.characters(exclude_categories=["Cs"]),
    max_size=60,
)


@given(st.lists(LETTERS, max_size=5), st.integers(0, 70), st.integers(0, 70))
def test_texts_come_back_and_so_does_every_stretch(texts: list[str], a: int, b: int) -> None:
    held = HeldTexts()
    for number, text in enumerate(texts):
        held[str(number)] = text
    start, end = sorted((a, b))
    for number, text in enumerate(texts):
        assert held[str(number)] == text
        assert held.cut(str(number), start, end) == text[start:end]
        around = text[start:end], text[max(0, start - 32) : start], text[end : end + 32]
        if end <= len(text):
            assert words_at(held, str(number), start, end) == around


def test_most_letters_take_a_byte_a_character() -> None:
    held = HeldTexts()
    held["ru"] = "Дорогая Ида! «Суп» — хороший…"
    held["en"] = "Dear Ida, “soup” — café"
    sizes = [len(block) for block in held._blocks]
    assert sizes == [len(held["ru"]) + len(held["en"])]
