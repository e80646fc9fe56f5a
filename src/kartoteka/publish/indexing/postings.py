"""Entries on disk → the list of pages of each stem, stem after stem, in their order: a part at a time.

In: what was gathered, the order of the stems, the slots of the pages. Out: the digits of each stem's list.
Memory stays the same however many entries: they are first dealt out on disk to parts, each of stems that
follow one another, then each part is sorted by itself.

References: the distribution of an external sort (Knuth, vol. 3, 5.4.9).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kartoteka.publish.indexing import digits
from kartoteka.publish.indexing.digits import Numbers
from kartoteka.publish.indexing.gathering import ENTRY, Gathered

_PART = 250_000
"""Entries sorted at a time, about; a single stem's are never parted."""

_TITLE, _TIMES = 128, 127


def counts(held: Gathered) -> Numbers:
    """Return on how many pages each stem stands, by its number."""
    found = np.zeros(len(held.stems), np.int64)
    for some in held.entries():
        found += np.bincount(some["term"], minlength=len(found))
    return found


def lists(held: Gathered, ranks: Numbers, slots: Numbers, folder: Path) -> Iterator[str]:
    """Yield the list of pages of every stem, in order.

    Parameters
    ----------
    held
        What was gathered.
    ranks
        The place of each stem in the order, by its number.
    slots
        The slot of each page, by its number.
    folder
        For what is dealt out.
    """
    by_rank = np.zeros(len(ranks), np.int64)
    by_rank[ranks] = counts(held)
    ends = np.cumsum(by_rank)
    part_of = (ends - 1) // _PART if len(ends) else ends
    files = _dealt(held, ranks, part_of, folder)
    for path in files:
        entries = np.frombuffer(path.read_bytes(), ENTRY)
        path.unlink()
        yield from _lists(entries, ranks, slots)


def _dealt(held: Gathered, ranks: Numbers, part_of: Numbers, folder: Path) -> list[Path]:
    many = int(part_of[-1]) + 1 if len(part_of) else 0
    paths = [folder / f"part-{number}" for number in range(many)]
    for path in paths:
        path.write_bytes(b"")
    for some in held.entries():
        parts = part_of[ranks[some["term"]]]
        there: list[int] = np.unique(parts).tolist()
        for part in there:
            with paths[part].open("ab") as file:
                some[parts == part].tofile(file)
    return paths


def _lists(entries: npt.NDArray[np.void], ranks: Numbers, slots: Numbers) -> Iterator[str]:
    if not len(entries):
        return
    terms, places = ranks[entries["term"]], slots[entries["page"]]
    order = np.argsort(terms << 32 | places)
    terms, places = terms[order], places[order]
    told = entries["told"][order].astype(np.int64)
    step = digits.step_of(np.maximum(told & _TIMES, 1))
    signs = step + np.where(told & _TITLE, digits.IN_TITLE, 0)
    text, starts = digits.written(terms, places, signs, told >> 8)
    begins = np.flatnonzero(np.concatenate(([True], terms[1:] != terms[:-1])))
    for first, last in zip(begins, np.append(begins[1:], len(terms)), strict=True):
        yield text[starts[first] : starts[last]].decode()
