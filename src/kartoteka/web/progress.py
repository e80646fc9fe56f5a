"""How far the reading went, kept for every source.

In: an archive. Out: :class:`~kartoteka.web.shapes.Reading` by source, and sums over all. A source is *unread*
while nothing is marked in it, *done* when somebody said so (``annotate.amend.mark_read`` to its end).
"""

from __future__ import annotations

from collections.abc import Collection

from kartoteka.archive.archive import Archive
from kartoteka.archive.codec import Row
from kartoteka.model.coding import PENDING, READ

_NOTHING: Row = {"marks": 0, "pending": 0, "read_to": 0}


class Progress:
    """Marks, pending marks and the furthest reading of each source."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._rows = archive.lists.reading(PENDING, READ)

    def renew(self, sources: Collection[str], passages: Collection[str] = ()) -> None:
        """Count some sources again: those named, and those that the passages stand in."""
        wanted = {*sources, *(p.source for p in self._archive.lists.passages(list(passages)))}
        if wanted:
            fresh = self._archive.lists.reading(PENDING, READ, list(wanted))
            for source in wanted:
                self._rows.pop(source, None)
            self._rows |= fresh

    def of(self, source: str) -> Row:
        """Return ``marks``, ``pending`` and ``read_to`` of a source."""
        return self._rows.get(source, _NOTHING)

    @property
    def pending(self) -> int:
        """How many marks wait, in all sources."""
        return sum(row["pending"] for row in self._rows.values())
