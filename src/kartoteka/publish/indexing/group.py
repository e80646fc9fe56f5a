"""What was gathered of a group of pages → its files: words, endings, sounds, texts, and what there is.

In: :class:`Gathered`. Out: name and data of each file:

* ``w-…``: words with these first letters: ``stem:forms:pages``; a form that begins otherwise than its stem
  leads to it (``=stem:forms``); a list of very many pages is in ``b-…``.
* ``e-…``: stems by their last letters, for words that are mistyped at the beginning.
* ``s-…``: what names sound like → stems, for names in another script or spelling.
* ``t-…``, ``p-…``: texts (see ``texts``).
* ``all``: how many pages, the trees to all these, length and kind of every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from kartoteka.publish.indexing.digits import DIGITS, Numbers, number
from kartoteka.publish.indexing.gathering import LONG, Gathered
from kartoteka.publish.indexing.postings import counts, lists
from kartoteka.publish.indexing.slots import bits_for, slots
from kartoteka.publish.indexing.texts import length_class, list_of_pages, reach, text_files
from kartoteka.publish.indexing.tree import Leaf, Tree, file_name, grown, leaf_for, tree_of
from kartoteka.publish.indexing.words import sound_keys

VERY_MANY = 3_000
"""Pages of a stem from which on their list is a file of its own."""

_SMALL = 12_000
"""Bytes of a file of endings or sounds, about."""

Data = tuple[str, object]
"""Name of a file, without folder and ending, and what is in it."""


def files(held: Gathered, named: frozenset[str], folder: Path) -> Iterator[Data]:
    """Yield every file of a group.

    Parameters
    ----------
    held
        What was gathered of it.
    named
        What the names of entries sound like, in all groups.
    folder
        For what is in the way for a while.
    """
    where = slots([place.url for place in held.places])
    bits = bits_for(len(where))
    shared = reach([place.letters for place in held.places], bits)
    kinds = sorted({place.kind for place in held.places})
    yield from text_files(held, where, shared)
    words, tree = _words(held)
    yield from _word_files(held, where, words, tree, folder)
    ends, end_files = _listed(((stem[::-1], stem) for stem in held.stems), keyed=False)
    heard, sound_files = _listed(_sounds(held, named), keyed=True)
    yield from ((f"e-{name}", lines) for name, lines in end_files)
    yield from ((f"s-{name}", lines) for name, lines in sound_files)
    yield (
        "all",
        {
            "pages": len(where),
            "shared": shared,
            "long": length_class(LONG),
            "kinds": kinds,
            "words": tree_of(tree),
            "ends": ends,
            "sounds": heard,
            "list": list_of_pages(held, where, kinds),
        },
    )


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────


def _words(held: Gathered) -> tuple[list[str], list[Leaf]]:
    """Return all stems and forms, in order, and the leaves they are in."""
    many = counts(held).tolist()
    room: dict[str, int] = {}
    for form in (form for forms in held.forms for form in forms):
        room[form] = 2 + len(form) // 2
    for stem, term in held.stems.items():
        pages = many[term]
        room[stem] = room.get(stem, 0) + len(stem) + (6 if pages >= VERY_MANY else 3 * pages)
    words = sorted(room)
    return words, grown(words, [room[word] for word in words])


def _word_files(
    held: Gathered, where: Numbers, words: Sequence[str], leaves: Sequence[Leaf], folder: Path
) -> Iterator[Data]:
    tree = tree_of(leaves)
    order = sorted(held.stems)
    ranks = np.zeros(len(order), np.int64)
    ranks[[held.stems[stem] for stem in order]] = np.arange(len(order))
    pages = zip(order, lists(held, ranks, where, folder), strict=True)
    many = counts(held)
    elsewhere = _led(held, tree)
    upcoming = next(pages, None)
    for leaf in leaves:
        lines = elsewhere.get(leaf.letters, [])
        for word in words[leaf.first : leaf.last]:
            if upcoming is None or word != upcoming[0]:
                continue
            stem, found = upcoming
            term = held.stems[stem]
            if many[term] >= VERY_MANY:
                yield f"b-{file_name(stem)}", found
                found = f"~{number(int(many[term]))}"
            lines.append(f"{stem}:{_forms(stem, held.forms[term])}:{found}")
            upcoming = next(pages, None)
        yield f"w-{file_name(leaf.letters)}", "|".join(lines)


def _led(held: Gathered, tree: dict[str, str]) -> dict[str, list[str]]:
    """Return, by leaf, the forms that are in another than their stem's, and lead to it."""
    found: dict[str, list[str]] = {}
    for stem, term in sorted(held.stems.items()):
        home = leaf_for(tree, stem)
        away: dict[str, list[str]] = {}
        for form in sorted(held.forms[term]):
            leaf = leaf_for(tree, form)
            if leaf is not None and leaf != home:
                away.setdefault(leaf, []).append(form)
        for leaf, forms in away.items():
            found.setdefault(leaf, []).append(f"={stem}:{','.join(forms)}")
    return found


def _forms(stem: str, forms: Iterable[str]) -> str:
    """Return forms as how many letters they share with the stem, and what follows.

    >>> _forms("тюрьм", ["тюрьмах", "тюрем"])
    '3ем,5ах'
    """
    told: list[str] = []
    for form in sorted(forms):
        same = next((n for n, (a, b) in enumerate(zip(stem, form, strict=False)) if a != b), None)
        same = min(len(stem), len(form)) if same is None else same
        told.append(DIGITS[same] + form[same:])
    return ",".join(told)


# ── endings and sounds ────────────────────────────────────────────────────────────────────────────────


def _sounds(held: Gathered, named: frozenset[str]) -> Iterator[tuple[str, str]]:
    for stem, term in held.stems.items():
        for form in {stem, *held.forms[term]}:
            for key in sound_keys(form) & named:
                yield key, stem


def _listed(pairs: Iterable[tuple[str, str]], *, keyed: bool) -> tuple[Tree, list[tuple[str, str]]]:
    """Return the tree to, and the files of, what is looked up by a key: ``key:a,b``, or only what is."""
    by_key: dict[str, set[str]] = {}
    for key, value in pairs:
        by_key.setdefault(key, set()).add(value)
    keys = sorted(by_key)
    lines = [",".join(sorted(by_key[key])) for key in keys]
    if keyed:
        lines = [f"{key}:{line}" for key, line in zip(keys, lines, strict=True)]
    leaves = grown(keys, [2 * len(line) for line in lines], _SMALL)
    made = [(file_name(leaf.letters), "|".join(lines[leaf.first : leaf.last])) for leaf in leaves]
    return tree_of(leaves), made
