"""Addresses of pages → slots: a number each, that stays while other pages come and go.

In: the addresses of a group of pages. Out: the slot of each, from 0 to a power of two, at least twice as
many as pages. A page begins looking for a free slot at the hash of its address, in the order of addresses: so
slots follow from the addresses alone, and a new page rarely moves another.

References: open addressing with linear probing.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

_LEAST_BITS = 4


def bits_for(pages: int) -> int:
    """Return how many bits a slot has.

    >>> bits_for(0), bits_for(8), bits_for(9), bits_for(48_000)
    (4, 4, 5, 17)
    """
    return max(_LEAST_BITS, (2 * max(pages, 1) - 1).bit_length())


def slots(urls: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return the slot of each address; no address twice.

    >>> slots(["b.html", "a.html"]).tolist() == slots(["a.html", "b.html"]).tolist()[::-1]
    True
    """
    mask = (1 << bits_for(len(urls))) - 1
    found, taken = np.zeros(len(urls), np.int64), bytearray(mask + 1)
    for number in sorted(range(len(urls)), key=urls.__getitem__):
        slot = int.from_bytes(blake2b(urls[number].encode(), digest_size=4).digest()) & mask
        while taken[slot]:
            slot = (slot + 1) & mask
        taken[slot] = 1
        found[number] = slot
    return found
