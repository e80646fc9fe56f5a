"""Long lists a page at a time, and what is counted over many records: what a workbench asks.

In: an open archive. Out: ids, counts and small rows, by one look into an index each, so that a page of an
archive with a million statements costs what a page of a small one costs. Reached as ``archive.lists``.
"""

from __future__ import annotations

from kartoteka.archive.lists_history import Changed, EditLine, HistoryLists
from kartoteka.archive.lists_marks import Mark, MarkLists
from kartoteka.archive.lists_statements import StatementLists

__all__ = ["Changed", "EditLine", "Lists", "Mark"]


class Lists(HistoryLists, StatementLists, MarkLists):
    """Lists and counts of one archive."""
