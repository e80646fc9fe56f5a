"""EDTF as four days, and what is possible and certain on a day."""

import pytest

from kartoteka.errors import UnreadableDate
from kartoteka.model.dates import (
    civil,
    day_from_iso,
    day_of,
    iso,
    read_duration,
    read_edtf,
)


def span(edtf: str) -> tuple[str | None, str | None]:
    """The earliest beginning and the latest end, as ISO dates."""
    date = read_edtf(edtf)
    return tuple(None if day is None else iso(day) for day in (date.b0, date.e1))  # pyright: ignore[reportReturnType]


def four(edtf: str) -> list[str]:
    date = read_edtf(edtf)
    return ["-" if day is None else iso(day) for day in (date.b0, date.b1, date.e0, date.e1)]


LEVEL_0 = {
    "1985-04-12": ("1985-04-12", "1985-04-12"),
    "1985-04": ("1985-04-01", "1985-04-30"),
    "1985": ("1985-01-01", "1985-12-31"),
    "1900-02": ("1900-02-01", "1900-02-28"),
    "2000-02": ("2000-02-01", "2000-02-29"),
    "0000": ("0000-01-01", "0000-12-31"),
    "1985-04-12T23:20:30": ("1985-04-12", "1985-04-12"),
    "1985-04-12T23:20:30Z": ("1985-04-12", "1985-04-12"),
    "1985-04-12T23:20:30-04": ("1985-04-12", "1985-04-12"),
    "1985-04-12T23:20:30+04:30": ("1985-04-12", "1985-04-12"),
    "1964/2008": ("1964-01-01", "2008-12-31"),
    "2004-06/2006-08": ("2004-06-01", "2006-08-31"),
    "2004-02-01/2005-02-08": ("2004-02-01", "2005-02-08"),
    "2004-02-01/2005": ("2004-02-01", "2005-12-31"),
}
LEVEL_1 = {
    "Y170000002": ("170000002-01-01", "170000002-12-31"),
    "Y-170000002": ("-170000002-01-01", "-170000002-12-31"),
    "2001-21": ("2001-03-01", "2001-05-31"),
    "2001-22": ("2001-06-01", "2001-08-31"),
    "2001-23": ("2001-09-01", "2001-11-30"),
    "2001-24": ("2001-12-01", "2002-02-28"),
    "1984?": ("1984-01-01", "1984-12-31"),
    "2004-06~": ("2004-05-17", "2004-07-15"),
    "2004-06-11%": ("2004-06-08", "2004-06-14"),
    "1920~": ("1919-07-02", "1921-07-02"),
    "201X": ("2010-01-01", "2019-12-31"),
    "20XX": ("2000-01-01", "2099-12-31"),
    "2004-XX": ("2004-01-01", "2004-12-31"),
    "1985-04-XX": ("1985-04-01", "1985-04-30"),
    "1985-XX-XX": ("1985-01-01", "1985-12-31"),
    "-1985": ("-1985-01-01", "-1985-12-31"),
    "1985-04-12/..": ("1985-04-12", None),
    "1985/": ("1985-01-01", None),
    "../1985-04": (None, "1985-04-30"),
    "/1985": (None, "1985-12-31"),
    "../..": (None, None),
    "1984~/2004-06": ("1983-07-02", "2004-06-30"),
    "1984-06-02?/2004-08-08~": ("1984-06-02", "2004-08-11"),
}
LEVEL_2 = {
    "Y-17E7": ("-170000000-01-01", "-170000000-12-31"),
    "1950S2": ("1900-01-01", "1999-12-31"),
    "Y171010000S3": ("171000000-01-01", "171999999-12-31"),
    "2001-28": ("2001-12-01", "2002-02-28"),
    "2001-29": ("2001-09-01", "2001-11-30"),
    "2001-30": ("2001-12-01", "2002-02-28"),
    "2001-33": ("2001-01-01", "2001-03-31"),
    "2001-36": ("2001-10-01", "2001-12-31"),
    "2001-39": ("2001-09-01", "2001-12-31"),
    "2001-41": ("2001-07-01", "2001-12-31"),
    "[1667,1668,1670..1672]": ("1667-01-01", "1672-12-31"),
    "[..1760-12-03]": (None, "1760-12-03"),
    "[1760-12..]": ("1760-12-01", None),
    "{1960,1961-12}": ("1960-01-01", "1961-12-31"),
    "{..1983-12-31}": (None, "1983-12-31"),
    "2004-06-11%": ("2004-06-08", "2004-06-14"),
    "2004-06~-11": ("2004-05-27", "2004-06-26"),
    "?2004-06-~11": ("2004-06-08", "2004-06-14"),
    "2004?-%06": ("2004-05-17", "2004-07-15"),
    "156X-12-25": ("1560-12-25", "1569-12-25"),
    "15XX-12-25": ("1500-12-25", "1599-12-25"),
    "XXXX-12-XX": ("0000-12-01", "9999-12-31"),
    "1XXX-XX": ("1000-01-01", "1999-12-31"),
    "1XXX-12": ("1000-12-01", "1999-12-31"),
    "1984-1X": ("1984-10-01", "1984-12-31"),
    "156X-02-29": ("1560-02-29", "1568-02-29"),
    "-199X": ("-1999-01-01", "-1990-12-31"),
}


@pytest.mark.parametrize(
    ("edtf", "expected"), [*LEVEL_0.items(), *LEVEL_1.items(), *LEVEL_2.items()]
)
def test_every_form_of_the_format_has_its_first_and_last_day(
    edtf: str, expected: tuple[str | None, str | None]
) -> None:
    """The examples of the Library of Congress, worked out by hand."""
    assert span(edtf) == expected
    assert str(read_edtf(edtf)) == edtf


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2025-03", ["2025-03-01", "2025-03-31", "2025-03-01", "2025-03-31"]),
        ("2025-02/2025-04", ["2025-02-01", "2025-02-28", "2025-04-01", "2025-04-30"]),
        ("2025-03-25/..", ["2025-03-25", "2025-03-25", "2025-03-25", "-"]),
        ("2025-03/", ["2025-03-01", "2025-03-31", "2025-03-31", "-"]),
        ("../2025-03", ["-", "2025-03-31", "-", "2025-03-31"]),
        ("/2025-03", ["-", "2025-03-31", "2025-03-01", "2025-03-31"]),
        ("../..", ["-", "-", "-", "-"]),
        ("[2025-03-01..2025-03-10]/..", ["2025-03-01", "2025-03-10", "2025-03-10", "-"]),
        ("[2025-03..]", ["2025-03-01", "-", "2025-03-01", "-"]),
    ],
)
def test_open_ends_as_decided(edtf: str, days: list[str]) -> None:
    """Decision 0003."""
    assert four(edtf) == days


def test_the_ends_of_an_interval_narrow_each_other() -> None:
    """ "From 20 March, until March": it ended on the 20th at the earliest."""
    assert four("2025-03-20/2025-03") == ["2025-03-20", "2025-03-20", "2025-03-20", "2025-03-31"]
    assert four("2025-03/2025-03-05") == ["2025-03-01", "2025-03-05", "2025-03-05", "2025-03-05"]


@pytest.mark.parametrize(
    ("edtf", "day", "possible", "certain"),
    [
        ("2025-03-25", "2025-03-25", True, True),
        ("2025-03-25", "2025-03-26", False, False),
        ("2025-03", "2025-03-25", True, False),
        ("2025-02/2025-04", "2025-03-15", True, True),
        ("2025-02/2025-04", "2025-02-15", True, False),
        ("2025-03-03/..", "2025-03-03", True, True),
        ("2025-03-03/..", "2025-03-04", True, False),
        ("../2025-03-25", "2025-03-25", True, False),
        ("../2025-03-25", "1850-01-01", True, False),
        ("../2025-03-25", "2025-03-26", False, False),
        ("/2025-03-25", "2025-03-25", True, True),
        ("../..", "2025-03-25", True, False),
        ("[2025-03-01..]", "2025-03-01", True, False),
    ],
)
def test_possible_and_certain(edtf: str, day: str, possible: bool, certain: bool) -> None:  # noqa: FBT001
    """A stay is possible from the earliest beginning to the latest end, certain in between."""
    date = read_edtf(edtf)
    assert date.possible_on(day_from_iso(day)) is possible
    assert date.certain_on(day_from_iso(day)) is certain


def test_certain_days_are_the_days_on_which_it_is_certain() -> None:
    date = read_edtf("2025-02/2025-04")
    assert date.certain_days == (day_of(2025, 2, 28), day_of(2025, 4, 1))
    assert read_edtf("2025-03").certain_days is None
    assert read_edtf("../2025-03").certain_days is None


def test_what_kind_of_date_it_is() -> None:
    """ "Still there when he wrote" and "ended, nobody knows when" have the same days, and differ."""
    still, ended = read_edtf("2025-03/.."), read_edtf("2025-03/")
    assert (still.is_open_end, still.unknown_end) == (True, False)
    assert (ended.is_open_end, ended.unknown_end) == (False, True)
    assert read_edtf("../2025").is_open_start
    assert read_edtf("/2025").unknown_start
    assert not read_edtf("/2025").is_open_start
    assert read_edtf("2025/2026").is_interval
    assert not read_edtf("2025").is_interval


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("2025-13", "no month 13"),
        ("2025-00", "no month 00"),
        ("1930-45", "for years write 1930/1945"),
        ("2025-02-30", "the month 2025-02 has 28 days"),
        ("2024-02-30", "the month 2024-02 has 29 days"),
        ("2025-04-31", "the month 2025-04 has 30 days"),
        ("2025-21-05", "season"),
        ("2025-04/2025-03", "ends before it begins; did you mean 2025-03/2025-04?"),
        ("[2025..2024]", "did you mean 2024..2025?"),
        ("2025/2026/2027", "one slash"),
        ("/", "needs a date"),
        ("in March", "in words"),
        ("в марте", "in words"),
        ("25.03.2025", "write the year first: 2025-03-25"),
        ("5.3.2025", "write the year first: 2025-03-05"),
        ("2025-3-5", "two digits: 2025-03-05"),
        ("2025-3", "2025-03"),
        ("20250325", "write hyphens: 2025-03-25"),
        ("2025-2026", "2025/2026"),
        ("2025–03", "dash"),
        ("2025-03 / 2025-04", "leave out the spaces"),
        ("[2024, 2025]", "leave out the spaces"),
        ("[2024,2025", "write a set"),
        ("[2025..]/2026", "bounded on both sides"),
        ("198u", "capital X"),
        ("985", "0985"),
        ("12025", "Y12025"),
        ("Y2025", "without the Y"),
        ("Y1E99", "further away"),
        ("-0000", "no year -0000"),
        ("XXX1-02-29", "no day of the calendar"),
        ("2025-02-3X", "no day of the calendar"),
        ("1985-04-12T24:20:30", "write the time as"),
        ("1985-04-12T10:00", "write the time as"),
        ("P2W", "how long, not when"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, why: str) -> None:
    """The reason names what is wrong, and mostly what to write."""
    with pytest.raises(UnreadableDate) as caught:
        read_edtf(text)
    assert why in caught.value.reason
    assert caught.value.text == text


def test_days_go_on_before_year_1_and_after_9999() -> None:
    """A geologist's footnote stands beside a letter of 2025."""
    assert day_of(1, 1, 1) == 1
    assert civil(0) == (0, 12, 31)
    assert iso(day_of(-44, 3, 15)) == "-0044-03-15"
    assert day_of(10000, 1, 1) == day_of(9999, 12, 31) + 1
    assert day_from_iso("12025-03-25") == day_of(12025, 3, 25)
    with pytest.raises(ValueError, match="not a day"):
        day_from_iso("2025-03")
    with pytest.raises(ValueError, match="day"):
        day_of(-1, 2, 29)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("P2W", 14, 14),
        ("P10D", 10, 10),
        ("P1M", 28, 31),
        ("P2M", 59, 62),
        ("P1Y", 365, 366),
        ("P4Y", 1461, 1461),
        ("P1Y6M", 546, 550),
        ("P18M", 546, 550),
        ("P1.5M", 43.5, 46.5),
        ("P1,5W", 10.5, 10.5),
        ("PT3H", 0.125, 0.125),
        ("PT30M", 30 / 1440, 30 / 1440),
        ("P1DT12H", 1.5, 1.5),
        ("P1M?", 28, 31),
        ("P1M~", 24.5, 49.6),
        ("P4D%", 2, 8),
    ],
)
def test_a_duration_is_a_range_of_days(text: str, low: float, high: float) -> None:
    """Months differ; "about" and "several" are wider than what they say."""
    duration = read_duration(text)
    assert (duration.days_min, duration.days_max) == pytest.approx((low, high))
    assert str(duration) == text


def test_a_little_over_a_month_is_three_and_a_half_to_seven_weeks() -> None:
    duration = read_duration("P1M~")
    assert duration.days_min == pytest.approx(3.5 * 7)
    assert duration.days_max == pytest.approx(7 * 7, rel=0.02)


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1YT", "2 weeks", "P1X", "P-1D", "1M", "P1M1Y", "P2W~~"]
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDate, match="P2W"):
        read_duration(text)
