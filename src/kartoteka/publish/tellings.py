"""The tellings through which something that leaves has come, as they may be read.

In: the archive's columns, and which chains leave. Out: :class:`Tellings` and :class:`Chains`, which answer as
the packed ones of the archive do, from columns. The id of a telling is made from what is published of it and
from the id of the telling in which it was passed on, so these are named from the outermost inwards.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from typing import Any

import numpy as np

from kartoteka.archive.columns import Columns, Ints
from kartoteka.archive.heap import Numbers
from kartoteka.model.dates import Day
from kartoteka.publish.cleaning import Cleaner
from kartoteka.publish.hashids import HashIds

When = tuple[str, str | None, Day | None, Day | None, Day | None, Day | None]
"""EDTF, words, and the four days."""


class Chains:
    """Chains of tellings, by number: the numbers of those in each, innermost first.

    Examples
    --------
    >>> chains = Chains()
    >>> chains.add((4, 2)), chains.add((3,)), chains[0], chains.get(-1), list(chains)
    (0, 1, (4, 2), None, [(4, 2), (3,)])
    """

    def __init__(self) -> None:
        self._first, self._tellings = array("i", [0]), array("i")

    def __len__(self) -> int:
        return len(self._first) - 1

    def __getitem__(self, number: int) -> tuple[int, ...]:
        return tuple(self._tellings[self._first[number] : self._first[number + 1]])

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        return map(self.__getitem__, range(len(self)))

    def get(self, number: int) -> tuple[int, ...] | None:
        """Return a chain by its number; None for -1."""
        return None if number < 0 else self[number]

    def add(self, tellings: tuple[int, ...]) -> int:
        """Take the next chain in; return its number."""
        self._tellings.extend(tellings)
        self._first.append(len(self._tellings))
        return len(self) - 1


class _Taking:
    """From where tellings are taken in, and which are by now, by their real ids."""

    def __init__(self, of: Columns, cleaner: Cleaner, public: Ints) -> None:
        self.of, self.cleaner, self.public = of, cleaner, public
        self.numbers: dict[str, int] = {}

    def when(self, when: When | None) -> When | None:
        """Return when a telling was, without hidden names."""
        if when is None:
            return None
        edtf, words, b0, b1, e0, e1 = when
        return edtf, self.cleaner.words(words) if words else words, b0, b1, e0, e1


class Tellings:
    """Tellings by number, in the order in which they are first met.

    Parameters
    ----------
    of
        The archive's columns.
    cleaner
        Takes hidden names out.
    names
        Public ids by number.
    public
        Real number of an entity → its public one.
    used
        Of each attestation that leaves, the real number of its chain.

    Attributes
    ----------
    chains
        In the order in which they are first met.
    chain
        Of each of these attestations, the number of its chain.
    told_in
        Public id of a source → numbers of those in it.
    """

    def __init__(
        self, of: Columns, cleaner: Cleaner, names: Numbers[str], public: Ints, used: Ints
    ) -> None:
        self._names = names
        self._source, self._speaker, self._place = array("i"), array("i"), array("i")
        self._outer, self._when, self._reliability = array("i"), array("i"), array("b")
        self._dates = Numbers[When]()
        self._ids = array("Q")
        self.told_in: dict[str, array[int]] = {}
        self.chains = Chains()
        # Not held: the archive's columns, of which nothing is to stay in memory.
        self.chain = self._take(_Taking(of, cleaner, public), used)

    def __len__(self) -> int:
        return len(self._source)

    def __getitem__(self, number: int) -> tuple[Any, ...]:
        reliability, outer = self._reliability[number], self._outer[number]
        return (
            self._id(number),
            self._source[number],
            self._speaker[number],
            self._place[number],
            None if reliability < 0 else reliability,
            "public",
            self._id(outer) if outer >= 0 else None,
            self._dates.get(self._when[number]),
        )

    def _id(self, number: int) -> str:
        return f"te_{self._ids[number]:012x}"

    # ── taking in ─────────────────────────────────────────────────────────────────────────────────

    def _take(self, taking: _Taking, used: Ints) -> Ints:
        found, first = np.unique(used, return_index=True)
        public = np.full(len(taking.of.chains) + 1, -1, np.int32)
        order = array("q")  # outermost first, as they are named
        real: int
        for real in found[np.argsort(first)].tolist():
            if real >= 0:
                told = tuple(self._number(t, taking) for t in taking.of.chains[real])
                for inner, outer in zip(told, (*told[1:], -1), strict=True):
                    self._outer[inner] = outer
                order.extend(reversed(told))
                public[real] = self.chains.add(told)
        self._name(list(dict.fromkeys(order)))
        return public[used]

    def _number(self, telling: int, taking: _Taking) -> int:
        """Return the public number of a telling, which is taken in where it is new."""
        id_, source, speaker, place, reliability, _, _, when = taking.of.tellings[telling]
        number = taking.numbers.get(id_)
        if number is None:
            number = taking.numbers[id_] = len(self)
            published = taking.cleaner.source_ids[taking.of.names[source]]
            self.told_in.setdefault(published, array("I")).append(number)
            self._source.append(self._names.of(published))
            self._speaker.append(int(taking.public[speaker]))
            self._place.append(int(taking.public[place]))
            self._outer.append(-1)
            self._reliability.append(-1 if reliability is None else reliability)
            self._when.append(self._dates.of(taking.when(when)))
        return number

    # ── ids ───────────────────────────────────────────────────────────────────────────────────────

    def _name(self, order: list[int]) -> None:
        """Name those that were told to authors, then those that were told in them, and so on."""
        self._ids = array("Q", bytes(8 * len(self)))
        depths = array("i", bytes(4 * len(self)))
        levels: list[list[int]] = []
        for number in order:
            outer = self._outer[number]
            depth = depths[number] = depths[outer] + 1 if outer >= 0 else 0
            if depth == len(levels):
                levels.append([])
            levels[depth].append(number)
        for level in levels:
            ids = HashIds(
                "te", map(self._content, level), lambda n, those=level: self._content(those[n])
            )
            for at, number in enumerate(level):
                self._ids[number] = ids.values[at]

    def _content(self, number: int) -> str:
        """Return what the id of a telling is made from."""
        id_of = self._names.get
        _, source, speaker, place, _, _, outer, when = self[number]
        said = "te", id_of(source), id_of(speaker), outer, when and when[0], id_of(place)
        return json.dumps(said, ensure_ascii=False)
