"""Many small records in little memory: bytes side by side, and values that recur under a number.

In: plain values. Out: :class:`Heap`, which gives them back by number; :class:`Texts`, which does the same for
short texts; :class:`Numbers`, which keeps each of many equal values once; :class:`ById`, which finds a number
by an id without holding the ids; :class:`Counts`, which counts millions of hashes. A million records as
objects take gigabytes, for each field is an object; here a record takes the bytes of its words.
"""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Generic, TypeVar

import numpy as np

T = TypeVar("T", bound=Hashable)

_BLOCK = 1 << 20
"""Bytes that lie side by side: a longer stretch would be copied whenever it grows."""


class Heap:
    """Values of plain kinds (text, numbers, tuples of them), one after the other.

    Examples
    --------
    >>> heap = Heap()
    >>> heap.add(("stay", 1)), heap.add(("met", None)), heap[1], len(heap)
    (0, 1, ('met', None), 2)
    """

    __slots__ = ("_at", "_blocks", "_last")

    def __init__(self) -> None:
        self._blocks: list[bytearray] = []
        self._last = bytearray()
        self._at = array("Q")  # which block, and where in it

    def __len__(self) -> int:
        return len(self._at)

    def __getitem__(self, number: int) -> Any:  # noqa: ANN401 - whatever was added
        block, start = divmod(self._at[number], _BLOCK)
        return marshal.loads(memoryview(self._blocks[block])[start:])  # noqa: S302 - our own bytes, never a file's

    def add(self, value: Any) -> int:  # noqa: ANN401 - text, numbers, tuples of them
        """Take a value in; return its number."""
        if not self._blocks or len(self._last) >= _BLOCK:
            self._last = bytearray()
            self._blocks.append(self._last)
        number = len(self._at)
        self._at.append((len(self._blocks) - 1) * _BLOCK + len(self._last))
        self._last += marshal.dumps(value)
        return number

    def extend(self, values: Iterable[Any]) -> None:
        """Take many values in."""
        block = bytearray().join(dumped := [marshal.dumps(value) for value in values])
        if len(block) >= _BLOCK:  # where a value begins would no longer say in which block
            for value in map(marshal.loads, dumped):
                self.add(value)
            return
        self._last = block
        self._blocks.append(block)
        at = (len(self._blocks) - 1) * _BLOCK
        for each in dumped:
            self._at.append(at)
            at += len(each)


class Texts:
    """Short texts, one after the other, each in its bytes and eight more.

    Examples
    --------
    >>> texts = Texts()
    >>> texts.extend(["st_1", "café"])
    >>> texts.add("st_2"), texts[1], len(texts)
    (2, 'café', 3)
    """

    __slots__ = ("_bytes", "_ends", "_pieces")

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("q", [0])
        self._pieces: list[bytes] = []

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        if self._pieces:
            self._join()
        if number < 0:  # as of a list: -1 is the last
            number += len(self)
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode()

    def add(self, text: str) -> int:
        """Take a text in; return its number."""
        encoded = text.encode()
        if self._pieces:
            self._join()
        self._bytes += encoded
        self._ends.append(self._ends[-1] + len(encoded))
        return len(self._ends) - 2

    def extend(self, texts: Iterable[str]) -> None:
        """Take many texts in."""
        encoded = [text.encode() for text in texts]
        ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
        self._ends.frombytes((ends + self._ends[-1]).tobytes())
        self._pieces.append(b"".join(encoded))

    def _join(self) -> None:
        # Once, at the end: what grows piece by piece leaves holes in memory, each as large as it was.
        self._bytes = bytearray().join((self._bytes, *self._pieces))
        self._pieces.clear()


class _Known(dict[Any, int]):
    """Value → number; a new one is given on the way, which is quicker than to ask first."""

    __slots__ = ("values_",)

    def __init__(self, values: list[Any]) -> None:
        super().__init__({None: -1})
        self.values_ = values

    def __missing__(self, value: Any) -> int:  # noqa: ANN401 - whatever recurs
        number = self[value] = len(self.values_)
        self.values_.append(value)
        return number


class Numbers(Generic[T]):
    """Values that recur, each kept once under a number, in the order in which they first came.

    None has the number -1.

    Examples
    --------
    >>> numbers = Numbers[str]()
    >>> numbers.of("north"), numbers.of("south"), numbers.of("north"), numbers[1]
    (0, 1, 0, 'south')
    >>> list(numbers.all(["east", None, "south"])), numbers.get(-1)
    ([2, -1, 1], None)
    """

    __slots__ = ("_known", "_values")

    def __init__(self) -> None:
        self._values: list[T] = []
        self._known = _Known(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[T]:
        return iter(self._values)

    def __getitem__(self, number: int) -> T:
        return self._values[number]

    def get(self, number: int) -> T | None:
        """Return the value of a number, None for that of None."""
        return None if number < 0 else self._values[number]

    def find(self, value: T) -> int | None:
        """Return the number of a value; None where it never came."""
        return self._known.get(value)

    def of(self, value: T | None) -> int:
        """Return the number of a value, a new one where it comes for the first time."""
        return self._known[value]

    def all(self, values: Iterable[T | None]) -> Iterator[int]:
        """Yield the number of each of many values."""
        return map(self._known.__getitem__, values)


class ById:
    """Numbers by id, eight bytes an id: a hash of it leads to few, and these are asked what they are called.

    Parameters
    ----------
    id_of
        From a number to its id.

    Attributes
    ----------
    hashes
        Of the ids, by number.
    """

    __slots__ = ("_id_of", "_order", "_sorted", "hashes")

    def __init__(self, id_of: Callable[[int], str]) -> None:
        self._id_of = id_of
        self.hashes = array("q")
        self._sorted = array("q")
        self._order = array("q")

    def add(self, id_: str) -> None:
        """Take the id of the next number in."""
        self.hashes.append(hash(id_))

    def of(self, id_: str) -> list[int]:
        """Return the numbers that have an id, ascending; none where none has."""
        if len(self._order) != len(self.hashes):
            self._sort()
        wanted, found = hash(id_), list[int]()
        at = bisect_left(self._sorted, wanted)
        while at < len(self._sorted) and self._sorted[at] == wanted:
            if self._id_of(self._order[at]) == id_:
                found.append(self._order[at])
            at += 1
        return found

    def _sort(self) -> None:
        hashes = np.frombuffer(self.hashes, dtype=np.int64)
        order = np.argsort(hashes, kind="stable")
        self._sorted = array("q", hashes[order].tobytes())
        self._order = array("q", order.astype(np.int64).tobytes())


_FRESH = 200_000
"""Hashes that are counted in a dictionary before they are put to the others."""


class Counts:
    """How often each of millions of 64-bit hashes was counted, most of them once: eight bytes a hash.

    Examples
    --------
    >>> counts = Counts()
    >>> counts.add(-5), counts.add(-5), counts.add(7, 4), counts[7], counts[8]
    (1, 2, 4, 4, 0)
    """

    __slots__ = ("_fresh", "_often", "_once")

    def __init__(self) -> None:
        self._once = array("q")  # sorted
        self._often: dict[int, int] = {}
        self._fresh: set[int] = set()

    def __getitem__(self, hashed: int) -> int:
        if (often := self._often.get(hashed)) is not None:
            return often
        if hashed in self._fresh:
            return 1
        at = bisect_left(self._once, hashed)
        return int(at < len(self._once) and self._once[at] == hashed)

    def add(self, hashed: int, times: int = 1) -> int:
        """Count a hash, some times more; return how often it has been counted by now."""
        before = self[hashed]
        if before + times > 1:
            self._often[hashed] = before + times
        else:
            self._fresh.add(hashed)
            if len(self._fresh) >= _FRESH:
                fresh = np.fromiter(self._fresh, np.int64, len(self._fresh))
                known = np.frombuffer(self._once, dtype=np.int64)
                self._once = array("q", np.sort(np.concatenate((known, fresh))).tobytes())
                self._fresh.clear()
        return before + times
