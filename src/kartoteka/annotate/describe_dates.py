"""Dates → what is written in a file so that they are read as the same dates again."""

from __future__ import annotations

from kartoteka.annotate.emit import Value
from kartoteka.errors import UnreadableDate
from kartoteka.model.dates import Duration, UncertainDate
from kartoteka.model.datewords import read_when


def when_value(
    when: UncertainDate | None,
    written: UncertainDate | None,
    lang: str | None,
    duration: Duration | None,
) -> Value | None:
    """Write a date: as EDTF, as its words where they mean the same again, else as both."""
    if when is None:
        return None
    if when.words is None:
        return when.edtf
    try:
        again = read_when(when.words, written, lang)
    except UnreadableDate:
        again = None
    if again and again.date == when and again.duration in (None, duration):
        return when.words
    return given(when)


def given(when: UncertainDate) -> Value:
    """Write a date so that nothing needs to be resolved to read it."""
    return {"edtf": when.edtf, "words": when.words} if when.words else when.edtf
