"""Entities by any part of any of their names, in either script, while somebody types.

In: an atlas. Out: heads of entities, the best first. Every word of every name is kept, folded (lower case,
without accents, in Latin letters), in one sorted list, so that a beginning is found by bisection: a few
microseconds among hundreds of thousands of names.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, insort
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from anyascii import anyascii

from kartoteka.relate.atlas import Atlas

MOST = 5_000
"""Words that begin as typed, looked at at most."""

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """Return a text as it is compared: «Ёлкин» and "Yolkin" meet.

    >>> folded("Медведково"), folded("Medvedkovo"), folded("Çağ")
    ('medvedkovo', 'medvedkovo', 'cag')
    """
    plain = text.casefold().replace("ё", "е")
    return anyascii(unicodedata.normalize("NFKC", plain)).casefold()


class Match(NamedTuple):
    """An entity found by one of its names."""

    head: str
    name: str
    rank: tuple[int, int, str]


class NameIndex:
    """Every word of every name → the entity."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._names: dict[str, tuple[str, ...]] = {}
        self._split: dict[str, tuple[list[str], ...]] = {}
        self._words: list[tuple[str, str]] = []
        self._bearers: dict[tuple[str, int], Sequence[tuple[str, str]]] = {}
        self.candidates: dict[str, Any] = {}
        """Of a word of a text, whom it may name, as ``ask_known`` works it out; until a name changes."""
        heads = [entity.id for entity in atlas.heads()]
        atlas.gather(heads)
        for head in heads:
            self._words += self._take(head)
        self._words.sort()

    def _take(self, head: str) -> Iterator[tuple[str, str]]:
        names = tuple(dict.fromkeys((*(n.value for n in self._atlas.names(head)), head)))
        self._names[head], self._split[head] = names, tuple(words(name) for name in names)
        return ((word, head) for word in {w for split in self._split[head] for w in split})

    def renew(self, heads: Collection[str]) -> None:
        """Take in that some entities may be called otherwise, or be no more."""
        self._bearers.clear()
        self.candidates.clear()
        for head in heads:
            self._names.pop(head, None)
            for word in {w for split in self._split.pop(head, ()) for w in split}:
                at = bisect_left(self._words, (word, head))
                if at < len(self._words) and self._words[at] == (word, head):
                    del self._words[at]
            if self._atlas.find(head) is not None and self._atlas.clusters.head(head) == head:
                for pair in self._take(head):
                    insort(self._words, pair)

    def heads(self) -> tuple[str, ...]:
        """Return everybody who has a name."""
        return tuple(self._names)

    def names(self, head: str) -> tuple[str, ...]:
        """Return everything an entity is called, its id last."""
        return self._names.get(head, ())

    def find(
        self, text: str, kinds: Collection[str] = (), first: Collection[str] = ()
    ) -> list[Match]:
        """Return entities that have a name with words beginning as those typed, the best first.

        Parameters
        ----------
        text
            What was typed; several words may begin several words of a name, in any order.
        kinds
            Of entity; by default any.
        first
            Heads that come before others.
        """
        typed = words(text)
        if not typed:
            return []
        longest = max(typed, key=len)
        heads = dict.fromkeys(self.beginning(longest))
        found = [m for head in heads if (m := self._match(head, typed, kinds, first))]
        return sorted(found, key=lambda match: match.rank)

    def beginning(self, word: str) -> Iterator[str]:
        """Yield the heads that have a word beginning so, :data:`MOST` at most."""
        at = bisect_left(self._words, (word, ""))
        for known, head in self._words[at : at + MOST]:
            if not known.startswith(word):
                return
            yield head

    def bearers(self, word: str, most: int) -> Sequence[tuple[str, str]]:
        """Return (head, name) of those that have a word beginning so; none where they are more than ``most``.

        They are remembered until somebody is called otherwise: a word of a text stands in the next one too.
        """
        key = word, most
        if key not in self._bearers:
            found: dict[str, tuple[str, ...]] = {}
            n = 0
            for head in self.beginning(word):
                if head not in found:
                    found[head] = self.names(head)[:-1]
                    n += len(found[head])
                if n > most:
                    found = {}
                    break
            self._bearers[key] = [(head, name) for head, names in found.items() for name in names]
        return self._bearers[key]

    def _match(
        self, head: str, typed: list[str], kinds: Collection[str], first: Collection[str]
    ) -> Match | None:
        entity = self._atlas.find(head)
        if entity is None or (kinds and entity.kind not in kinds):
            return None
        best: Match | None = None
        for name, split in zip(self._names[head], self._split[head], strict=True):
            fits = fit(typed, split)
            if fits is not None:
                match = Match(head, name, (fits - 10 * (head in first), len(name), head))
                best = match if best is None or match.rank < best.rank else best
        return best


def words(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return _WORD.findall(folded(text))


def fit(typed: list[str], name: list[str]) -> int | None:
    """Return how well typed words fit a name: 0 the same, 1 its beginning, 2 in any order; None: not."""
    if typed == name:
        return 0
    so_far = len(typed) - 1
    if len(name) > so_far and name[:so_far] == typed[:-1] and name[so_far].startswith(typed[-1]):
        return 1
    left = list(name)
    for word in sorted(typed, key=len, reverse=True):
        fitting = next((known for known in left if known.startswith(word)), None)
        if fitting is None:
            return None
        left.remove(fitting)
    return 2
