"""Lists of pages ↔ letters: numbers written in 64 signs, none of them a vowel, so that no data spell a name.

In: for each stem the slots of its pages, ascending, with how often and where it stands there. Out: text.
A number is written in digits of five bits, the lowest first; the sixth bit says that one more follows. A page
is the distance from the page before, doubled; odd where a sign follows that tells more than "once": how
often (three bits), whether in the title, whether the number of a block follows.

References: the variable-length quantities of source maps.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

DIGITS = "0123456789bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ!#$%()*+-.;=?@"
"""The signs, by value."""

TIMES = (1, 2, 3, 4, 6, 9, 16, 32)
"""How often a word stands on a page, in eight steps: at least so often."""

IN_TITLE, HAS_BLOCK = 8, 16
_MORE, _BITS = 32, 5
_SIGNS = np.frombuffer(DIGITS.encode(), np.uint8)
_VALUE = {sign: value for value, sign in enumerate(DIGITS)}

Numbers = npt.NDArray[np.int64]


def number(value: int) -> str:
    """Return a number in digits.

    >>> number(5), number(100)
    ('5', 'J3')
    """
    signs = ""
    while value >= _MORE:
        signs += DIGITS[value % _MORE + _MORE]
        value >>= _BITS
    return signs + DIGITS[value]


def numbers(text: str) -> Iterator[int]:
    """Yield the numbers of a text in digits."""
    value = shift = 0
    for sign in text:
        digit = _VALUE[sign]
        value += digit % _MORE << shift
        if digit < _MORE:
            yield value
            value = shift = 0
        else:
            shift += _BITS


def step_of(times: Numbers) -> Numbers:
    """Return in which of the eight steps each number of times is."""
    return np.searchsorted(TIMES, times, side="right") - 1


def written(
    terms: Numbers, slots: Numbers, signs: Numbers, blocks: Numbers
) -> tuple[bytes, Numbers]:
    """Write lists of pages, one after the other.

    Parameters
    ----------
    terms
        Of each entry; those of one term together. Shape of all four: (entries,).
    slots
        Of its page, ascending within a term.
    signs
        Step of times, and :data:`IN_TITLE`.
    blocks
        Where the word stands first.

    Returns
    -------
    tuple
        The digits, and where the digits of each entry begin (and, last, where all end).
    """
    first = np.ones(len(terms), bool)
    first[1:] = terms[1:] != terms[:-1]
    before = np.roll(slots, 1)
    before[first] = -1
    signs = signs + np.where(blocks > 0, HAS_BLOCK, 0)
    told = signs > 0
    gaps = (slots - before - 1) * 2 + told
    of_gap, of_block = _lengths(gaps), np.where(blocks > 0, _lengths(blocks), 0)
    starts = np.concatenate(([0], np.cumsum(of_gap + told + of_block)))
    out = np.zeros(int(starts[-1]), np.uint8)
    at = starts[:-1]
    _write(out, at, gaps, of_gap)
    out[(at + of_gap)[told]] = _SIGNS[signs[told]]
    _write(out, at + of_gap + told, blocks, of_block)
    return out.tobytes(), starts


def _lengths(values: Numbers) -> Numbers:
    """Return how many digits each number takes."""
    found = np.ones(len(values), np.int64)
    most = int(values.max(initial=0))
    limit = _MORE
    while limit <= most:
        found += values >= limit
        limit <<= _BITS
    return found


def _write(out: npt.NDArray[np.uint8], at: Numbers, values: Numbers, lengths: Numbers) -> None:
    for place in range(int(lengths.max(initial=0))):
        here = lengths > place
        digit = (values[here] >> (_BITS * place)) % _MORE
        digit += np.where(lengths[here] > place + 1, _MORE, 0)
        out[at[here] + place] = _SIGNS[digit]
