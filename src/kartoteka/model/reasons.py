"""Why a text is no date and no duration: a sentence with its key and facts.

In: a key and facts. Out: a ``str`` in English, so that it stands in any exception; ``wording`` says it in
other languages (``wording/texts/reasons.yaml`` has the same sentences, in English too).
"""

from __future__ import annotations

from typing import Any, Self

_PARTS = "01 to 12 are months, 21 to 41 seasons and other parts of a year"
_HINT = (
    "Write EDTF (2025-03, 2025-03~, 2025-02/2025-03), a duration (P2W), or words such as "
    "'in early March', 'two weeks ago', 'around 1920', «в начале марта», «чуть больше месяца»"
)

TEXTS: dict[str, str] = {
    "empty": "it is empty",
    "not_fitting": "no day of the calendar fits these digits",
    "general": "write it as EDTF: 2025-03-25, 2025-03, 2025, 2025-03~ (about), 2025-02/2025-03, 2025-03/..",
    "is_duration": "that is a duration; it says how long, not when",
    "year_first": "write the year first: {date}",
    "hyphens": "write hyphens: {date}",
    "two_digits": "write two digits: {date}",
    "two_digits_month": "write two digits for the month: {date}",
    "slash": "write an interval with a slash: {date}",
    "four_digits": "write a year with four digits: {date}",
    "beyond_9999": "write a year beyond 9999 with a Y: {date}",
    "capital_x": "write a capital X for a digit that is not known",
    "no_spaces": "leave out the spaces: 2025-02/2025-03, [2024,2025]",
    "time": "write the time as 2025-03-25T14:30:00, with Z or +03:00 if known",
    "dash": "it has a dash; EDTF uses hyphens (2025-03-25) and a slash (2025-02/2025-03)",
    "in_words": "it is in words, and only EDTF is read here, like 2025-03-25 or 2025-03",
    "season_has_no_days": "{month} is a season or another part of a year, which has no days in EDTF",
    "no_month": f"there is no month {{month}}; {_PARTS}",
    "no_month_years": f"there is no month {{month}}; {_PARTS}; for years write {{years}}",
    "month_length": "the month {month} has {days} days",
    "no_year_zero": "there is no year -0000; the year before 0001 is 0000",
    "without_y": "write a year of four digits without the Y: {year}",
    "too_far": "that year is further away than can be counted in days here",
    "one_slash": "an interval has one slash: 2025-02/2025-03",
    "ends_early": "the interval ends before it begins; did you mean {date}?",
    "no_end": "an interval needs a date before or after the slash, or ../..",
    "unbounded_set": "a set at the end of an interval must be bounded on both sides",
    "set": "write a set as [2024,2025] (one of) or {{2024,2025}} (all of)",
    "empty_range": "a set needs a date before or after ..",
    "range_ends_early": "the range ends before it begins; did you mean {date}?",
    "duration": "write a duration as ISO 8601: P2W, P10D, P1M~ (about), P1Y6M, PT3H",
    "two_lengths": "it counts two lengths of time; which of them is meant?",
    "far_apart": "the two numbers lie too far apart for one length of time",
    "needs_a_day": "the day before or after, or the night, needs one day",
    "say_the_year": "say the year of that month or season",
    "other_weekday": "{date} is not a {word}",
    "which_century": "it may be of this century or the last; write the 1920s or the 2020s",
    "no_month_with_day": "no month near has a day {day}",
    "not_one_date": "the words do not make one date together (from “{word}” on)",
    "endless": "it would have to count from a time without end",
    "unknown_writing": (
        "the words count from the day of writing, which is not known here; give the date of writing, or "
        "say the year or the day (March 2025, 2025-03-17)"
    ),
    "no_such_day_of": "there is no day {day} of month {month} in {year}",
    "no_such_day": "there is no such day",
    "not_countable": "only days, weeks, months and years can be counted like that",
    "no_parts": "it has no beginning, middle or end that can be told apart",
    "not_understood": "“{word}” is not understood",
    "day_or_month_first": "it may be day first or month first; write 2025-03-25",
    "word_not_understood": "the word “{word}” is not understood",
    "how_long_or_soon": "it may be how long it took or how soon it was",
    "would_be": "it would be {date}, but {why}",
    "would_be_none": "it would be no date: {why}",
    "in_words_hint": "{why}. " + _HINT,
    "hint": _HINT,
}


class Reason(str):
    """Why something cannot be read.

    Parameters
    ----------
    key
        Of :data:`TEXTS`.
    **facts
        What the sentence needs; another reason may be among them.

    Examples
    --------
    >>> Reason("year_first", date="2025-03-25")
    'write the year first: 2025-03-25'
    """

    __slots__ = ("facts", "key")
    key: str
    facts: dict[str, Any]

    def __new__(cls, key: str, /, **facts: Any) -> Self:  # noqa: ANN401 - whatever the sentence needs
        """Say the sentence of this key, and remember how."""
        made = super().__new__(cls, TEXTS[key].format(**facts))
        made.key, made.facts = key, facts
        return made
