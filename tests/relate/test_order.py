"""In which order things happened, and whether they can have met."""

import pytest

from kartoteka.model.dates import read_edtf
from kartoteka.relate.order import may_meet, overlap, time_key


def test_undated_things_come_last() -> None:
    dated = read_edtf("2025")
    assert sorted([None, dated, None], key=time_key) == [dated, None, None]


def test_a_stay_at_some_time_before_the_letter_comes_before_the_one_it_was_written_in() -> None:
    before, here = read_edtf("../2025-03-25"), read_edtf("2025-03~/..")
    assert sorted([here, before], key=time_key) == [before, here]


@pytest.mark.parametrize(
    ("a", "b", "possible", "certain"),
    [
        ("2025-03-01/2025-03-10", "2025-03-11/2025-03-20", False, False),
        ("2025-03-01/2025-03-10", "2025-03-10/2025-03-20", True, True),
        ("2025-03", "2025-03-05", True, False),
        ("2025-03/2025-05", "2025-04-10", True, True),
        ("2025-03-01/..", "2026", True, False),
        ("../2025", "2024/2026", True, False),
    ],
)
def test_two_times(a: str, b: str, possible: bool, certain: bool) -> None:  # noqa: FBT001
    for x, y in ((a, b), (b, a)):
        assert overlap(read_edtf(x), read_edtf(y)) == (possible, certain)
        assert may_meet(read_edtf(x), read_edtf(y)) is possible


def test_an_unknown_time_can_be_any() -> None:
    assert overlap(None, read_edtf("2025")) == (True, False)
