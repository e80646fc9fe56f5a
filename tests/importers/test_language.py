"""Which language a letter is in."""

from __future__ import annotations

import pytest

from kartoteka.importers.language import language_of


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("They moved us on Tuesday, before the soup.", "en"),
        ("Нас перевели во вторник, перед супом.", "ru"),
        ("Нас перевели у вівторок, перед обідом, і нічого не пояснили.", "uk"),
        ("Wir wurden am Dienstag verlegt, noch vor der Suppe.", "de"),
        ("Ok", "und"),
        ("12 + 30 = 42 !!! 1984 2025-03-25 ------------ 77 88", "und"),
    ],
)
def test_a_sentence_is_enough_and_a_word_is_not(text: str, lang: str) -> None:
    assert language_of(text) == lang
