"""Dates → what is written in a file so that they are read as the same dates again."""

from __future__ import annotations

from kartoteka.annotate.emit import Value
from kartoteka.model.dates import UncertainDate


def given(when: UncertainDate) -> Value:
    """Write a date so that nothing needs to be resolved to read it.

    An export outlives the program that wrote it: words alone ("last week") would mean what a later
    grammar makes of them.
    """
    return {"edtf": when.edtf, "words": when.words} if when.words else when.edtf
