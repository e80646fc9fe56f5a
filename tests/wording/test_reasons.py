"""Why a date cannot be read is said in the reader's language."""

from __future__ import annotations

import pytest

from kartoteka.errors import UnreadableDate
from kartoteka.model.datewords import read_when
from kartoteka.model.durations import read_duration
from kartoteka.model.reasons import TEXTS, Reason
from kartoteka.wording.texts import say, topic_texts


def test_the_model_and_the_wording_have_the_same_sentences() -> None:
    english = {key: entry["en"] for key, entry in topic_texts("reasons").items()}
    assert english == TEXTS


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2025-13", "месяца 13 нет"),
        ("2025-02-30", "в месяце 2025-02 дней: 28"),
        ("20250325", "пишите через дефис: 2025-03-25"),
        (
            "2025-03/2025-02",
            "промежуток кончается раньше, чем начинается; может быть, 2025-02/2025-03?",
        ),
        ("last week", "слова отсчитываются от дня письма"),
        ("gibberish", "слово «gibberish» непонятно. Напишите по EDTF"),
        ("4/5/2025", "неясно, день первый или месяц"),
        ("{2024", "набор пишется так: [2024,2025] (что-то одно) или {2024,2025} (всё)"),
    ],
)
def test_each_reason_is_said_in_russian(typed: str, said: str) -> None:
    with pytest.raises(UnreadableDate) as caught:
        read_when(typed, lang="en")
    reason = caught.value.reason
    assert isinstance(reason, Reason)
    assert said in say("evidence.bad-date", "ru", value=typed, reason=reason)
    assert str(reason) in say("evidence.bad-date", "en", value=typed, reason=reason)


def test_a_duration_too() -> None:
    with pytest.raises(UnreadableDate) as caught:
        read_duration("two")
    assert "длительность пишется" in say(
        "evidence.bad-duration", "ru", value="two", reason=caught.value.reason
    )
