"""Public ids of very many records, worked out all at once, and held in eight bytes each.

In: what is published of each record, in order. Out: :class:`HashIds`. They are those of ``opaque``: a kind,
and twelve digits of a hash of what is published and of how many records before read the same.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

_DIGITS = re.compile("[0-9a-f]{12}")

Hashes = NDArray[np.uint64]
"""The first 64 bits of hashes; shape (records,)."""


class HashIds:
    """Ids of one kind, by number and back.

    Parameters
    ----------
    kind
        What the ids begin with.
    contents
        What is published of each record, as text that differs where that does.
    content_of
        The same of one record, by its number: asked once more where several read the same.

    Attributes
    ----------
    values
        The digits of each, as a number.

    Examples
    --------
    >>> said = ["ill", "well", "ill"]
    >>> ids = HashIds("st", said, said.__getitem__)
    >>> ids[0] == ids[2], ids.of(ids[1]), ids.of("st_none"), len(ids)
    (False, [1], [], 3)
    """

    def __init__(
        self, kind: str, contents: Iterable[str], content_of: Callable[[int], str]
    ) -> None:
        self._kind = kind
        self._first = np.fromiter(
            (int.from_bytes(_hashed(content, 1)) for content in contents), np.uint64
        )
        hashes = self._first.copy()
        for number, before in _again(hashes):
            hashes[number] = int.from_bytes(_hashed(content_of(number), before + 1))
        self.values = array("Q", (hashes >> np.uint64(16)).tobytes())
        order = np.argsort(np.frombuffer(self.values, np.uint64), kind="stable")
        self._order = array("I", order.astype(np.uint32).tobytes())
        self._more: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, number: int) -> str:
        return f"{self._kind}_{self.values[number]:012x}"

    def of(self, id_: str) -> list[int]:
        """Return the numbers that have an id, ascending."""
        kind, _, digits = id_.rpartition("_")
        if kind != self._kind or not _DIGITS.fullmatch(digits):
            return []
        wanted, found = int(digits, 16), list[int]()
        begin = bisect_left(self._order, wanted, key=self.values.__getitem__)
        while begin < len(self) and self.values[self._order[begin]] == wanted:
            found.append(self._order[begin])
            begin += 1
        return found

    def more(self, content: str) -> str:
        """Return the id of one more record, which has no number; see :meth:`finish`."""
        first = int.from_bytes(_hashed(content, 1))
        self._more[content] += 1
        before = int(np.count_nonzero(self._first == first)) + self._more[content]
        return f"{self._kind}_{_hashed(content, before).hex()[:12]}"

    def finish(self) -> None:
        """Let go of what only :meth:`more` needs."""
        self._first = np.zeros(0, np.uint64)
        self._more.clear()


def _hashed(content: str, number: int) -> bytes:
    return hashlib.sha256(f"{content}{number}".encode()).digest()[:8]


def _again(hashes: Hashes) -> Iterator[tuple[int, int]]:
    """Yield the records that read as others before them, and how many these are."""
    order = np.argsort(hashes, kind="stable")
    same = np.flatnonzero(hashes[order][1:] == hashes[order][:-1]) + 1
    before, last = 0, -1
    for at in same.tolist():
        before = before + 1 if at == last + 1 else 1
        last = at
        yield int(order[at]), before
