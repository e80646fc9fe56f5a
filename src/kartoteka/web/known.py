"""What is known of the archive and kept between calls: names, how places nest, how far the reading went.

In: an open archive. Out: :class:`Known`, which before each call takes in what was changed since, by this
server or by another program: the history says which records. What a call asks beyond that it reads itself.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, Literal, TypeVar

from kartoteka.archive.archive import Archive
from kartoteka.archive.lists import Changed
from kartoteka.model.sources import Source
from kartoteka.relate.atlas import FACTS, Atlas
from kartoteka.web.alphabet import Alphabet
from kartoteka.web.names import NameIndex
from kartoteka.web.progress import Progress

T = TypeVar("T")

Of = Literal["all", "sources", "terms"]
"""What something kept is made of, and so, which change makes it wrong."""

MOST = 5_000
"""Changed records up to which what is known is mended; beyond, it is read anew."""


class InnerAtlas(Atlas):
    """An atlas for those who work inside the archive: they are shown names, not public aliases."""

    def name(self, id: str, lang: str = "en") -> str:  # noqa: A002
        """Return what an entity is called in a language."""
        return self.own_name(id, lang)


class Known:
    """An archive with what is kept about it."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.edit = -1
        self._kept: dict[Of, dict[Hashable, Any]] = {"all": {}, "sources": {}, "terms": {}}
        self._read()

    def _read(self) -> None:
        self.edit = self.archive.lists.newest_edit()
        self.atlas = InnerAtlas(self.archive)
        self.names = NameIndex(self.atlas)
        self.alphabet = Alphabet(self.atlas)
        self.progress = Progress(self.archive)
        self.sources: dict[str, Source] = {s.id: s for s in self.archive.sources()}
        self._forget("all", "sources", "terms")

    def _forget(self, *what: Of) -> None:
        for each in what:
            self._kept[each].clear()

    def renew(self) -> None:
        """Take in what was changed since the last call."""
        newest = self.archive.lists.newest_edit()
        if newest == self.edit:
            return
        changed = self.archive.lists.changed_since(self.edit, MOST)
        if changed is None or newest < self.edit:
            self._read()
            return
        self._forget("all")
        touched = set(_entities_of(changed)) | self._attested_anew(changed)
        judged = any(c.kind == "identity" for c in changed)
        if touched or judged:
            heads = self.atlas.renew(touched, judged=judged)
            self.names.renew(heads)
            self.alphabet.renew(heads)
        if any(c.kind == "term" for c in changed):
            self.atlas.renew(())
            self._forget("terms")
        if any(c.kind == "source" for c in changed):
            self.sources = {s.id: s for s in self.archive.sources()}
            self._forget("sources")
        self.progress.renew(*_read_of(changed))
        self.edit = newest

    def _attested_anew(self, changed: list[Changed]) -> set[str]:
        """Return of whom a fact may stand or fall now because of who says it."""
        rows = (row for c in changed if c.kind == "attestation" for row in c.rows)
        said = dict.fromkeys(row["statement"] for row in rows)
        found = self.archive.outlines(ids=tuple(said), predicate=FACTS) if said else ()
        return {outline.subject for outline in found}

    def kept(self, key: Hashable, make: Callable[[], T], *, of: Of = "all") -> T:
        """Return what was made under a key, making it where it was not since the last change.

        Parameters
        ----------
        key
            Of what is kept.
        make
            Makes it.
        of
            What it is made of: anything, the sources' details only, the vocabulary only.
        """
        kept = self._kept[of]
        if key not in kept:
            kept[key] = make()
        return kept[key]


def _entities_of(changed: list[Changed]) -> Iterator[str]:
    for change in changed:
        if change.kind == "entity":
            yield change.id
        for row in change.rows:
            if change.kind == "statement" and row["predicate"] in FACTS:
                yield row["subject"]
            elif change.kind == "identity":
                yield row["a"]
                yield row["b"]


def _read_of(changed: list[Changed]) -> tuple[set[str], set[str]]:
    """Return the sources and the passages whose marks changed."""
    sources = {c.id for c in changed if c.kind == "source"}
    sources |= {row["source"] for c in changed if c.kind == "passage" for row in c.rows}
    passages = {row["passage"] for c in changed if c.kind == "coding" for row in c.rows}
    return sources, passages
