"""What is made while pages are printed and needed only when all are there: put aside on disk, not in memory.

In: records, one after the other. Out: the same, in the same order. The file has no name under which anybody
else could open it, and is gone when it is let go. It holds only what is published.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Generic, TypeVar

Record = TypeVar("Record")


class Aside(Generic[Record]):
    """Records on disk.

    Parameters
    ----------
    *records
        The first of them.

    Examples
    --------
    >>> aside = Aside(("ana", 1))
    >>> aside.add(("osip", 2))
    >>> list(aside)
    [('ana', 1), ('osip', 2)]
    """

    def __init__(self, *records: Record) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - let go with this object
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Put a record aside."""
        pickle.dump(record, self._file, pickle.HIGHEST_PROTOCOL)

    def __iter__(self) -> Iterator[Record]:
        end = self._file.tell()
        self._file.seek(0)
        while self._file.tell() < end:
            yield pickle.load(self._file)  # noqa: S301 - written by ourselves, in a file without a name
