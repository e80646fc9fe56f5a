"""Pages as they come → what an index is made of: on disk, whatever is long.

In: :class:`~kartoteka.publish.searching.Found`, page after page, in any order. Out: :class:`Gathered`: the
stems and their forms in memory; texts, and which stem stands on which page, in two files beside the site.
"""

from __future__ import annotations

import marshal
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kartoteka.publish.indexing.words import WORD, folded, stem
from kartoteka.publish.searching import Found

BLOCK = 2_048
"""Letters of a block, about: what is loaded of a long text to show some words of it comes in such blocks."""

LONG = 4_096
"""Letters from which on a text has files of its own."""

_HELD = 250_000
"""Entries in memory before they go to disk."""

_MOST_TIMES, _MOST_BLOCK = 127, 0xFFFF

ENTRY = np.dtype([("term", "<u4"), ("page", "<u4"), ("told", "<u4")])
"""An entry on disk: number of the stem, number of the page, and :func:`told`."""


def told(times: int, block: int, *, title: bool) -> int:
    """Return as one number how often a word is on a page, in which block first, and whether in the title."""
    return min(times, _MOST_TIMES) | title << 7 | min(block, _MOST_BLOCK) << 8


@dataclass(frozen=True, slots=True)
class Place:
    """A page that was gathered: where its text lies on disk, and what is asked of it often.

    ``letters`` are of its text, ``title`` is how many words its title has.
    """

    url: str
    kind: str
    letters: int
    title: int
    at: int


class Gathered:
    """What was gathered of one group of pages.

    Parameters
    ----------
    folder
        Where the two files go; there already.
    name
        Of the group.

    Attributes
    ----------
    places
        The pages, in the order in which they came.
    stems
        Stem → its number.
    forms
        The forms of each stem, by its number.
    named
        Forms in the titles of entries.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.places: list[Place] = []
        self.stems: dict[str, int] = {}
        self.forms: list[set[str]] = []
        self.named: set[str] = set()
        self._known: dict[str, int] = {}
        self._entries = array("I")
        self._paths = folder / f"{name}.texts", folder / f"{name}.entries"
        self._texts, self._postings = self._paths[0].open("w+b"), self._paths[1].open("w+b")
        self.count = 0

    def add(self, page: Found) -> None:
        """Take a page."""
        number = len(self.places)
        titled = WORD.findall(page.title.lower())
        title = set(map(self._stem, titled))
        if page.kind != "source":
            self.named.update(map(folded, WORD.findall(page.title)))
        times: Counter[int] = Counter()
        first: dict[int, int] = {}
        for block, text in enumerate(blocks(page.text) if len(page.text) >= LONG else (page.text,)):
            for word, count in Counter(WORD.findall(text.lower())).items():
                term = self._stem(word)
                times[term] += count
                first.setdefault(term, block)
        for term in title:
            times[term] += 0
        for term, count in times.items():
            self._entries.extend(
                (term, number, told(count, first.get(term, 0), title=term in title))
            )
        size, at = len(page.text), self._texts.tell()
        self.places.append(Place(page.url, page.kind, size, len(titled), at))
        marshal.dump((page.url, page.kind, page.title, page.lang, page.text), self._texts)
        if len(self._entries) > 3 * _HELD:
            self._flush()

    def _stem(self, word: str) -> int:
        known = self._known.get(word)
        if known is None:
            form = folded(word)
            known = self.stems.setdefault(stem(form), len(self.stems))
            if known == len(self.forms):
                self.forms.append(set())
            self.forms[known].add(form)
            self._known[word] = known
        return known

    def _flush(self) -> None:
        self.count += len(self._entries) // 3
        self._entries.tofile(self._postings)
        self._entries = array("I")

    def entries(self) -> Iterator[npt.NDArray[np.void]]:
        """Yield all entries, some at a time; to be called when every page is there."""
        self._flush()
        self._postings.seek(0)
        while read := self._postings.read(ENTRY.itemsize * _HELD):
            yield np.frombuffer(read, ENTRY)

    def page(self, number: int) -> Found:
        """Return a page."""
        self._texts.seek(self.places[number].at)
        url, kind, title, lang, text = marshal.load(self._texts)  # noqa: S302 - written by ourselves, just now
        return Found(url, kind, title, text, lang)

    def close(self) -> None:
        """Take the files away."""
        for file in (self._texts, self._postings):
            file.close()
        for path in self._paths:
            path.unlink(missing_ok=True)


def blocks(text: str) -> Iterator[str]:
    """Yield a text in pieces that end where words do.

    >>> [len(block) for block in blocks("word " * 1_000)]
    [2045, 2045, 910]
    """
    start = 0
    while start < len(text):
        end = start + BLOCK
        if end < len(text):
            end = text.rfind(" ", start, end) + 1 or end
        yield text[start:end]
        start = end
