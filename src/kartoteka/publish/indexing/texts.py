"""Texts → files that are loaded for the hits that are shown: short ones together, long ones in parts.

In: the pages of a group and their slots. Out: name and data of each file. Short pages whose slots are
neighbours share a file; a long page has files of its own, a few blocks each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from kartoteka.publish.indexing.digits import Numbers, number
from kartoteka.publish.indexing.gathering import LONG, Gathered, blocks

TOGETHER = 6_000
"""Letters of short pages that share a file, about."""

PART = 4
"""Blocks of a long text in one file."""


def reach(letters: Sequence[int], bits: int) -> int:
    """Return over how many bits of neighbouring slots short pages share a file.

    >>> reach([500] * 1_000, 11)
    4
    """
    room = sum(n + 100 for n in letters if n < LONG)
    shared = bits
    while shared and room >> (bits - shared) > TOGETHER:
        shared -= 1
    return shared


def text_files(held: Gathered, slots: Numbers, shared: int) -> Iterator[tuple[str, object]]:
    """Yield name and data of every file of texts."""
    order: list[int] = np.argsort(slots).tolist()
    short = (n for n in order if held.places[n].letters < LONG)
    for shelf, here in groupby(short, key=lambda n: int(slots[n]) >> shared):
        pages = ((int(slots[n]), held.page(n)) for n in here)
        yield f"t-{shelf:x}", [[slot, p.url, p.kind, p.title, p.lang, p.text] for slot, p in pages]
    for n in order:
        if held.places[n].letters >= LONG:
            yield from _long(held, n, int(slots[n]))


def _long(held: Gathered, page: int, slot: int) -> Iterator[tuple[str, object]]:
    p = held.page(page)
    pieces = list(blocks(p.text))
    for part in range(0, len(pieces), PART):
        here = pieces[part : part + PART]
        yield (
            f"p-{slot:x}-{part // PART:x}",
            [p.url, p.kind, p.title, p.lang, len(pieces), *here],
        )


def length_class(letters: int) -> int:
    """Return the class of a length: two for each doubling, 0 for nothing.

    >>> length_class(0), length_class(1), length_class(4_095), length_class(4_096)
    (0, 1, 24, 25)
    """
    return (letters * letters).bit_length() if letters else 0


def list_of_pages(held: Gathered, slots: Numbers, kinds: Sequence[str]) -> str:
    """Return of every page, by slot: distance from the one before, length, words of the title, kind."""
    told: list[str] = []
    before = -1
    order: list[int] = np.argsort(slots).tolist()
    for n in order:
        slot, place = int(slots[n]), held.places[n]
        length = number(min(length_class(place.letters), 31))
        title = number(min(place.title, 31))
        told.append(number(slot - before - 1) + length + title + number(kinds.index(place.kind)))
        before = slot
    return "".join(told)
