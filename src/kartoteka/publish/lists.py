"""The list of each kind of entry, and the index of names.

In: a desk. Out: :class:`ListPage`, :class:`NamesPage`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kartoteka.model.entities import Kind
from kartoteka.publish.desk import Desk, Ref


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: the entry, and a few words about it."""

    ref: Ref
    note: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """All entries of one kind, by sort where they have one."""

    kind: str
    chapters: tuple[tuple[str, tuple[Entry, ...]], ...]
    count: int


def list_page(desk: Desk, kind: Kind) -> ListPage:
    """Return the list of one kind of entry."""
    refs = sorted((desk.ref(e.id) for e in desk.atlas.heads(kind)), key=_sorting)
    entries = [Entry(ref, _note(desk, ref)) for ref in refs]
    if kind in ("place", "group", "thing"):
        entries.sort(key=lambda e: (e.ref.sort == "", e.ref.sort))
        grouped = groupby(entries, key=lambda e: e.ref.sort)
    else:
        grouped = groupby(entries, key=lambda _: "")
    chapters = tuple((sort, tuple(found)) for sort, found in grouped)
    return ListPage(kind, chapters, len(entries))


def _note(desk: Desk, ref: Ref) -> str:
    if ref.kind == "place":
        return ", ".join(r.name for r in desk.refs(desk.atlas.path(ref.id)[1:]))
    if ref.kind == "person":
        place = desk.facts.whereabouts(ref.id)
        return desk.atlas.name(place, desk.lang) if place else ""
    return ""


def _sorting(ref: Ref) -> tuple[str, str]:
    return sort_letters(ref.name), ref.id


def sort_letters(name: str) -> str:
    """Return a name as it is put in order: without case, quotes and articles.

    >>> sort_letters("the Salt Yard"), sort_letters("«Узловая»"), sort_letters("Ёлкин")
    ('salt yard', 'узловая', 'елкин')
    """
    plain = name.casefold().replace("ё", "е").lstrip("«“\"'„(— ")
    plain = plain.removesuffix("»")
    return plain.removeprefix("the ").removeprefix("a ").removeprefix("an ")


@dataclass(frozen=True, slots=True)
class NameLine:
    """A line of the index of names: a name, and the entry it leads to."""

    name: str
    lang: str | None
    ref: Ref
    see: bool
    """Whether the name is not the one the entry is headed with."""


@dataclass(frozen=True, slots=True)
class NamesPage:
    """The index of names: (letter, anchor, lines), A to Z and А to Я."""

    letters: tuple[tuple[str, str, tuple[NameLine, ...]], ...]


def names_page(desk: Desk) -> NamesPage:
    """Return every name of every entry, by its first letter."""
    lines = [line for entity in desk.atlas.heads() for line in _lines(desk, entity.id)]
    lines.sort(key=lambda line: (_script(line.name), sort_letters(line.name), line.ref.id))
    letters = groupby(lines, key=lambda line: _initial(line.name))
    return NamesPage(
        tuple((letter, f"l-{ord(letter[0]):x}", tuple(found)) for letter, found in letters)
    )


def _lines(desk: Desk, id_: str) -> Iterable[NameLine]:
    ref = desk.ref(id_)
    yield NameLine(ref.name, None, ref, see=False)
    for other in desk.other_names(id_):
        yield NameLine(other.value, other.lang, ref, see=True)


def _initial(name: str) -> str:
    first = sort_letters(name)[:1]
    return first.upper() if first.isalpha() else "#"


def _script(name: str) -> int:
    """Numbers, then Latin, then Cyrillic, then the rest."""
    first = sort_letters(name)[:1]
    if not first.isalpha():
        return 0
    script = unicodedata.name(first, "").split(" ")[0]
    return {"LATIN": 1, "CYRILLIC": 2}.get(script, 3)
