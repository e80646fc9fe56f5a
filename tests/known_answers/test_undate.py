"""Another program's answer: ``undate`` 0.8.0, of the Center for Digital Humanities at Princeton."""

import random

import pytest

from kartoteka.model.dates import civil, iso, read_edtf

undate = pytest.importorskip("undate")


def simple_dates(chance: random.Random) -> str:
    """A year, a month or a day between 1000 and 2999."""
    year, month = chance.randint(1000, 2999), chance.randint(1, 12)
    day = chance.randint(1, 28)
    return chance.choice([f"{year}", f"{year}-{month:02d}", f"{year}-{month:02d}-{day:02d}"])


def undates_answer(text: str) -> tuple[str, str]:
    date = undate.Undate.parse(text, "EDTF")
    low = date.earliest.earliest if "/" in text else date.earliest
    high = date.latest.latest if "/" in text else date.latest
    return str(low), str(high)


def ours(text: str) -> tuple[str, str]:
    date = read_edtf(text)
    assert date.b0 is not None
    assert date.e1 is not None
    return iso(date.b0), iso(date.e1)


def test_dates_at_three_precisions_have_the_same_first_and_last_day() -> None:
    chance = random.Random(1890)  # noqa: S311
    texts = {simple_dates(chance) for _ in range(2000)}
    assert {text: ours(text) for text in texts} == {text: undates_answer(text) for text in texts}


def test_closed_intervals_have_the_same_first_and_last_day() -> None:
    chance = random.Random(1895)  # noqa: S311
    pairs = (sorted([simple_dates(chance), simple_dates(chance)]) for _ in range(1000))
    texts = {f"{a}/{b}" for a, b in pairs if a[:4] != b[:4]}
    assert len(texts) > 900
    assert {text: ours(text) for text in texts} == {text: undates_answer(text) for text in texts}


def test_every_february_of_a_millennium_is_as_long_as_there() -> None:
    for year in range(1500, 2500):
        text = f"{year}-02"
        date = read_edtf(text)
        assert date.e1 is not None
        assert civil(date.e1)[2] == undate.Undate.parse(text, "EDTF").latest.day
