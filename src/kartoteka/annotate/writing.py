"""Records → the archive, a few thousand at a time, leaving alone what is there already.

In: records in the order in which the files say them. Out: rows, and how many of each kind were new.
"""

from __future__ import annotations

from collections.abc import Iterable

from kartoteka.archive.codec import CODECS, Record, codec_of
from kartoteka.archive.edit import Edit

CHUNK = 4_000
"""Records gathered before they are written, so that memory stays flat."""


class Writer:
    """Gathers records and writes those that the archive does not have.

    Records whose id is there already are equal to what is stored (their id is made from their content) or
    have been compared by whoever read them. So who recorded something first, and when, stays.

    Parameters
    ----------
    edit
        To write into.
    """

    def __init__(self, edit: Edit) -> None:
        self._edit = edit
        self._pending: dict[tuple[str, str], tuple[str, Record]] = {}
        self.kept: dict[str, dict[str, None]] | None = None
        """Kind → ids of all that was said, new or not, for callers that want them (a dict: {})."""
        self.added: dict[str, dict[str, int]] = {}
        """File → kind of record → how many were new."""

    def put(self, file: str, records: Iterable[Record]) -> None:
        """Take records that a file says."""
        for record in records:
            codec = codec_of(record)
            self._pending.setdefault((codec.kind, codec.key_of(record)), (file, record))
            if self.kept is not None:
                self.kept.setdefault(codec.kind, {})[codec.key_of(record)] = None
        if len(self._pending) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        """Write what has been gathered."""
        by_kind: dict[str, dict[str, tuple[str, Record]]] = {}
        for (kind, key), item in self._pending.items():
            by_kind.setdefault(kind, {})[key] = item
        for kind in sorted(by_kind, key=list(CODECS).index):
            self._write(kind, by_kind[kind])
        self._pending.clear()

    def _write(self, kind: str, items: dict[str, tuple[str, Record]]) -> None:
        there = self._edit.has(kind, items)
        new = {key: item for key, item in items.items() if key not in there}
        self._edit.add(*(record for _, record in new.values()))
        for file, _ in new.values():
            counts = self.added.setdefault(file, {})
            counts[kind] = counts.get(kind, 0) + 1
