"""Words → files by their first letters: as many letters as it takes for a file to stay small.

In: words in order, and how much room each takes. Out: leaves (the letters they begin with, and which words)
and the tree that leads to them. A file splits only when it has grown too large, so that an edit changes the
files of its words and no others.

References: burst tries (Heinz, Zobel and Williams, 2002).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

END = " "
"""Leads to a word that ends where others go on; sorts before every letter."""

MOST_ROOM = 24_000
"""Bytes of a file, about; more only where one word takes more."""

Tree = dict[str, str]
"""Beginning that is not a leaf → the letters after it, in order."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file: the words from ``first`` to before ``last`` begin with ``letters``."""

    letters: str
    first: int
    last: int


def grown(words: Sequence[str], room: Sequence[int], most: int = MOST_ROOM) -> list[Leaf]:
    """Return the leaves, in order; the words must be sorted, each once.

    >>> [leaf.letters for leaf in grown(["a", "ab", "b", "c"], [9, 9, 9, 9], most=18)]
    ['a', 'b', 'c']
    """
    if not words:
        return []
    sums = [0, *accumulate(room)]
    return list(_leaves(words, sums, most, Leaf("", 0, len(words))))


def _leaves(words: Sequence[str], sums: list[int], most: int, at: Leaf) -> Iterator[Leaf]:
    fits = sums[at.last] - sums[at.first] <= most
    if fits or at.last - at.first == 1 or at.letters.endswith(END):
        yield at
        return
    depth, first = len(at.letters), at.first
    while first < at.last:
        letter = words[first][depth : depth + 1]
        last = first + 1
        while last < at.last and words[last][depth : depth + 1] == letter:
            last += 1
        yield from _leaves(words, sums, most, Leaf(at.letters + (letter or END), first, last))
        first = last


def tree_of(leaves: Sequence[Leaf]) -> Tree:
    """Return the tree that leads to leaves; empty where there is but one, of all words.

    >>> tree_of([Leaf("a ", 0, 1), Leaf("ab", 1, 2), Leaf("b", 2, 3)])
    {'': 'ab', 'a': ' b'}
    """
    tree: Tree = {}
    for leaf in leaves:
        for depth, letter in enumerate(leaf.letters):
            after = tree.setdefault(leaf.letters[:depth], "")
            if letter not in after:
                tree[leaf.letters[:depth]] = after + letter
    return tree


def leaf_for(tree: Tree, word: str) -> str | None:
    """Return the letters of the leaf in which a word would be; None where there is none.

    >>> leaf_for({"": "ab", "a": " b"}, "a"), leaf_for({"": "ab", "a": " b"}, "ac")
    ('a ', None)
    """
    letters = ""
    while letters in tree:
        letter = word[len(letters) : len(letters) + 1] or END
        if letter not in tree[letters]:
            return None
        letters += letter
    return letters


def file_name(letters: str) -> str:
    """Return letters as a name that every disk can write: their numbers.

    >>> file_name("ян"), file_name("a ")
    ('44f-43d', '61-20')
    """
    return "-".join(f"{ord(letter):x}" for letter in letters)
