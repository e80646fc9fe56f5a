"""What holds for every date, and for every text that is none."""

import contextlib
from datetime import date as calendar_date

from hypothesis import given, settings
from hypothesis import strategies as st

from kartoteka.errors import UnreadableDate
from kartoteka.model.dates import (
    UncertainDate,
    civil,
    day_from_iso,
    day_of,
    iso,
    read_duration,
    read_edtf,
)
from kartoteka.model.datewords import read_when
from kartoteka.model.datewords.tokens import TABLE
from kartoteka.wording.dates import say_date, say_since, say_when

days = st.integers(-4_000_000, 8_000_000)
years = st.integers(0, 9999).map("{:04d}".format)
months = st.builds("{}-{:02d}".format, years, st.integers(1, 12))
parts = st.builds("{}-{:02d}".format, years, st.integers(21, 41))
dates = st.builds("{}-{:02d}".format, months, st.integers(1, 28))
unknown = st.builds("{}X".format, st.integers(100, 299)) | st.builds("{}-XX".format, years)
points = st.builds(
    "{}{}".format, years | months | parts | dates | unknown, st.sampled_from(["", "?", "~", "%"])
)
ends = points | st.sampled_from(["", ".."])
intervals = st.builds("{}/{}".format, ends, ends)
sets = st.builds("[{}..{}]".format, dates | st.just(""), dates | st.just(""))
edtf_alphabet = st.text("0123456789-/.XYES?~%[]{},T:Z+ ", max_size=24)
phrases = st.lists(st.sampled_from(sorted(TABLE)) | st.integers(0, 2100).map(str), max_size=6).map(
    " ".join
)


@given(days)
def test_a_day_has_one_name(day: int) -> None:
    assert day_of(*civil(day)) == day
    assert day_from_iso(iso(day)) == day


@given(st.dates())
def test_days_count_as_the_standard_library_does(date: calendar_date) -> None:
    assert day_of(date.year, date.month, date.day) == date.toordinal()
    assert civil(date.toordinal()) == (date.year, date.month, date.day)


@given(st.one_of(points, intervals, sets))
def test_bounds_are_in_order(text: str) -> None:
    """Earliest before latest, beginning before end, and what is certain is possible."""
    with contextlib.suppress(UnreadableDate):
        assert_ordered(read_edtf(text))


def assert_ordered(date: UncertainDate) -> None:
    for low, high in (
        (date.b0, date.b1),
        (date.e0, date.e1),
        (date.b0, date.e0),
        (date.b1, date.e1),
    ):
        assert low is None or high is None or low <= high
    for day in date.certain_days or ():
        assert date.certain_on(day)
        assert date.possible_on(day)


@given(points)
def test_about_is_wider_and_uncertain_is_not(text: str) -> None:
    plain = text.rstrip("?~%")
    exact, about, unsure = (read_edtf(plain + mark) for mark in ("", "~", "?"))
    assert exact.b0 is not None
    assert exact.e1 is not None
    assert about.b0 is not None
    assert about.e1 is not None
    assert about.b0 < exact.b0 <= exact.e1 < about.e1
    assert (unsure.b0, unsure.e1) == (exact.b0, exact.e1)


@given(edtf_alphabet | st.text(max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but UnreadableDate comes out, whatever went in."""
    for read in (read_edtf, read_duration):
        with contextlib.suppress(UnreadableDate):
            read(text)


@settings(max_examples=300)
@given(phrases | st.text(max_size=24), st.none() | points.map(read_edtf))
def test_any_words_are_read_or_refused(text: str, written: UncertainDate | None) -> None:
    """Words in any order: what is read is EDTF with the same days, the rest is refused."""
    try:
        when = read_when(text, written)
    except UnreadableDate:
        return
    assert when.date or when.duration
    if when.date:
        assert_ordered(when.date)
        again = read_edtf(when.date.edtf)
        found = when.date
        assert (again.b0, again.b1, again.e0, again.e1) == (found.b0, found.b1, found.e0, found.e1)


@given(st.one_of(points, intervals, sets), st.sampled_from(["en", "ru"]))
def test_every_date_can_be_said(text: str, lang: str) -> None:
    """Nothing is left unformatted in the sentence."""
    try:
        date = read_edtf(text)
    except UnreadableDate:
        return
    for say in (say_date, say_when, say_since):
        said = say(date, lang)
        assert said.strip() == said != ""
        assert not set("[]{}~%X") & set(said)
