"""Lives on a grid of time: one row a life, one column a position, in each cell a state.

In: codes, or (``forms``) frames. Out: :class:`Sequences`, a frozen value that measures, indicators and
typologies take. A cell holds the index of its state; :data:`VOID` follows the end of a life that is shorter
than the grid, and only there. A state may stand for "not known" (:attr:`Sequences.missing`): it is the last
of the alphabet, and each measure says whether it counts.

Equal rows are computed once: :attr:`Sequences.unique` has them sorted, with the way back.

The terms are those of Gabadinho, Ritschard, Müller & Studer (2011), Journal of Statistical Software 40(4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kartoteka.errors import UnusableSequences
from kartoteka.wording.saying import Saying

VOID: Final = -1
"""The code beyond the end of a sequence."""

MISSING: Final = "*"
"""The name of the state that stands for "not known"."""

Codes: TypeAlias = NDArray[np.int8 | np.int16]
"""Indices of states, (sequences, positions); int8 up to 127 states."""

Weights: TypeAlias = NDArray[np.float64]
"""How many cases a sequence stands for, (sequences,)."""

Index: TypeAlias = NDArray[np.intp]
"""Positions in another array, (any,)."""


@dataclass(frozen=True, eq=False)
class Unique:
    """The distinct rows of sequences, in lexicographic order, and the way back.

    ``codes[inverse]`` are the rows again; ``weights`` are summed over equal rows; ``first`` is the earliest
    row of each; ``shared[i]`` is how many leading positions row ``i`` has in common with row ``i - 1``.
    """

    codes: Codes
    inverse: Index
    first: Index
    weights: Weights
    shared: Index

    def __len__(self) -> int:
        """How many are different."""
        return len(self.codes)


@dataclass(frozen=True, eq=False)
class Sequences:
    """Lives as sequences of states.

    Parameters
    ----------
    codes
        (sequences, positions), int8 or int16: the index of each state; :data:`VOID` beyond the end.
    states
        The alphabet: names, in the order of their codes.
    ids
        Whose life each row is.
    weights
        (sequences,) float64, not negative: how many cases a row stands for.
    times
        The name of each position: a month, an age.
    missing
        The code that means "not known": that of the last state, or None.

    Raises
    ------
    UnusableSequences
        The parts do not fit each other; the message says which row, and how to mend it.

    Examples
    --------
    >>> lives = sequences([[0, 0, 1], [0, 1, VOID], [0, 0, 1]], ("free", "cell"))
    >>> len(lives), lives.lengths.tolist(), len(lives.unique)
    (3, [3, 2, 3], 2)
    >>> lives.spelled(1)
    ('free', 'cell')
    """

    codes: Codes
    states: tuple[str, ...]
    ids: tuple[str, ...]
    weights: Weights
    times: tuple[str, ...]
    missing: int | None = None

    def __post_init__(self) -> None:
        _check_shapes(self)
        _check_codes(self)
        for array in (self.codes, self.weights):
            array.setflags(write=False)

    def __len__(self) -> int:
        """How many sequences."""
        return len(self.codes)

    @property
    def alphabet(self) -> tuple[str, ...]:
        """The states without the one that stands for "not known"."""
        return self.states if self.missing is None else self.states[: self.missing]

    @cached_property
    def lengths(self) -> Index:
        """Positions that each sequence has, (sequences,)."""
        return (self.codes != VOID).sum(axis=1, dtype=np.intp)

    @cached_property
    def unique(self) -> Unique:
        """The distinct rows, sorted; computed once."""
        return distinct(self.codes, len(self.states), self.weights)

    def spelled(self, row: int) -> tuple[str, ...]:
        """Return a sequence as the names of its states."""
        codes: list[int] = self.codes[row, : self.lengths[row]].tolist()
        return tuple(self.states[code] for code in codes)

    def select(self, rows: ArrayLike) -> Sequences:
        """Return some of the sequences, by index or by a mask."""
        wanted = np.asarray(rows)
        every: Index = np.arange(len(self))
        chosen = every[wanted if wanted.size else wanted.astype(np.intp)]
        return replace(
            self,
            codes=self.codes[chosen],
            ids=tuple(self.ids[int(row)] for row in chosen),
            weights=self.weights[chosen],
        )

    def weighing(self, weights: ArrayLike) -> Sequences:
        """Return the same sequences with other weights."""
        return replace(self, weights=np.array(weights, np.float64))


def sequences(
    codes: ArrayLike,
    states: Sequence[str],
    *,
    ids: Sequence[str] | None = None,
    weights: ArrayLike | None = None,
    times: Sequence[str] | None = None,
    missing: int | None = None,
) -> Sequences:
    """Return sequences from codes: rows are numbered, positions too, and every weight is 1 unless said.

    The parameters are those of :class:`Sequences`.
    """
    table = np.asarray(codes)
    narrow: Any = np.int8 if len(states) <= np.iinfo(np.int8).max else np.int16
    n, length = table.shape if table.ndim == 2 else (len(table), 0)
    return Sequences(
        np.array(table, narrow),
        tuple(states),
        tuple(ids) if ids is not None else tuple(map(str, range(1, n + 1))),
        np.ones(n) if weights is None else np.array(weights, np.float64),
        tuple(times) if times is not None else tuple(map(str, range(1, length + 1))),
        missing,
    )


def distinct(codes: Codes, states: int, weights: Weights) -> Unique:
    """Return the distinct rows of codes in lexicographic order (void first)."""
    words = _packed(codes, states)
    order = np.lexsort(words[::-1]) if len(words) else np.arange(len(codes))
    same = np.ones(max(len(codes) - 1, 0), bool)
    for word in words:
        ranked = word[order]
        same &= ranked[1:] == ranked[:-1]
    group = np.concatenate(([0], np.cumsum(~same)))[: len(codes)]
    starts = np.flatnonzero(np.concatenate((np.ones(min(len(codes), 1), bool), ~same)))
    inverse = np.empty(len(codes), np.intp)
    inverse[order] = group
    first = order[starts]
    rows = codes[first]
    summed = np.bincount(inverse, weights, len(first)).astype(np.float64)
    return Unique(rows, inverse, first, summed, _shared_prefixes(rows))


def _packed(codes: Codes, states: int) -> list[NDArray[np.uint64]]:
    """Return the rows as a few 64-bit numbers each, which compare as the rows do."""
    bits = (states + 1).bit_length()
    per_word = 64 // bits
    words: list[NDArray[np.uint64]] = []
    for start in range(0, codes.shape[1], per_word):
        word = np.zeros(len(codes), np.uint64)
        for column in codes[:, start : start + per_word].T:
            word = (word << np.uint64(bits)) | (column.astype(np.int64) + 1).astype(np.uint64)
        words.append(word)
    return words


def _shared_prefixes(rows: Codes) -> Index:
    """Return the number of leading positions that each row shares with the one before, (rows,)."""
    shared = np.zeros(len(rows), np.intp)
    if len(rows) > 1 and rows.shape[1]:
        shared[1:] = (rows[1:] != rows[:-1]).argmax(axis=1)
    return shared


def _check_shapes(self: Sequences) -> None:
    if self.codes.ndim != 2:
        raise UnusableSequences("codes", Saying("sequences.not_a_table", found=self.codes.ndim))
    n, length = self.codes.shape
    for name, part, wanted in (
        ("ids", self.ids, n),
        ("weights", self.weights, n),
        ("times", self.times, length),
    ):
        if len(part) != wanted:
            reason = Saying("sequences.wrong_number", found=len(part), wanted=wanted)
            raise UnusableSequences(name, reason)
    if len(set(self.states)) != len(self.states):
        raise UnusableSequences("states", Saying("sequences.state_twice"))
    if self.missing is not None and self.missing != len(self.states) - 1:
        raise UnusableSequences("missing", Saying("sequences.missing_not_last"))


def _check_codes(self: Sequences) -> None:
    bad_weight = ~(np.isfinite(self.weights) & (self.weights >= 0))
    bad_code = ((self.codes < VOID) | (self.codes >= len(self.states))).any(axis=1)
    ended = self.codes == VOID
    bad_end = (ended[:, :-1] & ~ended[:, 1:]).any(axis=1)
    for bad, key in ((bad_weight, "weight"), (bad_code, "code"), (bad_end, "hole")):
        if bad.any():
            row = int(bad.argmax())
            raise UnusableSequences(self.ids[row], Saying(f"sequences.bad_{key}", row=row + 1))
