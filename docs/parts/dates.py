"""What is written → the four days that are understood: the tables of dates.

In: examples, and the readers of the model. Out: Markdown tables. Nothing in them is typed by hand but the
left column and what it means.
"""

from __future__ import annotations

from collections.abc import Iterable

from kartoteka.model.dates import Day, UncertainDate, iso, read_duration, read_edtf
from kartoteka.model.datewords import read_when
from kartoteka.model.durations import WIDENING
from kartoteka.model.edtf import MARGINS

WRITTEN = "2025-03-25"
"""The day of writing against which the words are read: a Tuesday."""

EXAMPLES: dict[str, dict[str, str]] = {
    "Level 0": {
        "2025-03-25": "a day",
        "2025-03": "some time in a month",
        "2025": "some time in a year",
        "2025-02/2025-03": "from some day in February to some day in March",
        "2025-03-25T14:30:00": "a time of day; only the day is used",
    },
    "Level 1": {
        "2025-03~": "about March",
        "2025-03?": "March, it is said; the doubt is kept, the days are the same",
        "2025-03%": "about March, and doubtful",
        "2025-21": "spring (21), summer (22), autumn (23), winter (24)",
        "202X": "in the 2020s",
        "2025-XX-25": "on the 25th of some month",
        "2025-03-10/..": "since 10 March, and still so when last heard",
        "2025-03-10/": "since 10 March, ended nobody knows when",
        "../2025-03-10": "at some time not after 10 March",
        "/2025-03-10": "until 10 March, begun nobody knows when",
        "-0044": "a year before the year 0; 0000 is 1 BC",
        "Y17000": "a year of more than four digits",
    },
    "Level 2": {
        "[2025-02,2025-03]": "in February or in March",
        "{2025-02,2025-03}": "in February and in March",
        "[..2025-03-10]": "on 10 March or earlier",
        "2025-03~-25": "about March; the mark counts for what stands left of it",
        "2025-~03-25": "the mark counts for the month alone",
        "2025-33": "the first quarter; 33 to 36 quarters, 37 to 39 thirds, 40 and 41 halves",
        "1950S2": "1950, of which two digits are sure",
    },
}
"""Level → what is written → what it means."""

ENGLISH = (
    *("yesterday", "last week", "in March", "in early March", "around Christmas", "last spring"),
    *("about ten days ago", "in February or March", "since the middle of February"),
    *("until the tenth of March", "from the 3rd to the 10th of March", "before New Year"),
    *(
        "in the thirties",
        "two weeks",
        "a little over a month",
        "several days",
        "two weeks in March",
    ),
)
RUSSIAN = (
    *("вчера", "третьего дня", "на прошлой неделе", "в марте", "в начале марта"),
    *("под Новый год", "весной 2024", "около десяти дней назад", "в феврале или марте"),
    *("с середины февраля", "до десятого марта", "с 3 по 10 марта", "в конце прошлого года"),
    *("в тридцатые годы", "две недели", "чуть больше месяца", "недели полторы"),
    *("несколько дней", "две недели в марте"),
)


def dates() -> str:
    """Return the EDTF examples, a table per level."""
    return "\n\n".join(
        f"### {level}\n\n"
        + _table(("written", "means", "begins", "ends"), map(_edtf, these.items()))
        for level, these in EXAMPLES.items()
    )


def _edtf(example: tuple[str, str]) -> tuple[str, ...]:
    text, meaning = example
    return f"`{text}`", meaning, *_bounds(read_edtf(text))


def words_en() -> str:
    """Return English words and what they are understood as."""
    return _words(ENGLISH, "en")


def words_ru() -> str:
    """Return Russian words and what they are understood as."""
    return _words(RUSSIAN, "ru")


def _words(phrases: Iterable[str], lang: str) -> str:
    written = read_edtf(WRITTEN)
    rows: list[tuple[str, ...]] = []
    for phrase in phrases:
        when = read_when(phrase, written, lang)
        parts = [f"`{part}`" for part in (when.date and when.date.edtf, when.duration) if part]
        quoted = f"«{phrase}»" if lang == "ru" else f"“{phrase}”"
        rows.append((quoted, ", ".join(parts), *(_bounds(when.date) if when.date else ("", ""))))
    return _table(("words", "understood as", "begins", "ends"), rows)


def _bounds(when: UncertainDate) -> tuple[str, str]:
    return _between(when.b0, when.b1), _between(when.e0, when.e1)


def _between(first: Day | None, last: Day | None) -> str:
    if first is None and last is None:
        return "any day"
    if first == last and first is not None:
        return iso(first)
    left = "…" if first is None else iso(first)
    return f"{left} to {'…' if last is None else iso(last)}"


def margins() -> str:
    """Return how far ``~`` widens a date."""
    rows = [(precision, f"{days:,}".replace(",", " ")) for precision, days in MARGINS.items()]
    return _table(("the mark stands on a", "days added on each side"), rows)


def durations() -> str:
    """Return what durations and their marks mean in days."""
    examples = ["P2W", "P10D", "P1M", "P1Y6M", *(f"P1M{mark}" for mark in WIDENING if mark)]
    rows = [
        (f"`{text}`", f"{read.days_min:g} to {read.days_max:g}")
        for text, read in ((t, read_duration(t)) for t in examples)
    ]
    return _table(("duration", "days"), rows)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([f"| {' | '.join(columns)} |", "|" + "---|" * len(columns), *lines])
