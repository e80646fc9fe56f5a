"""Names and ids as typed in a field → the ids that they mean, in whatever script they were typed.

In: an archive and a word. Out: ids; of somebody judged the same as somebody else, the ids of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from kartoteka.archive.conditions import All, Phrase, Words
from kartoteka.archive.sounds import likeness, skeletons
from kartoteka.archive.words import folded, stem, words
from kartoteka.model.entities import Entity
from kartoteka.model.near import nearest
from kartoteka.relate.identity import Clusters

if TYPE_CHECKING:
    from kartoteka.archive.archive import Archive

SURE = 0.9
"""How alike a name must sound to be the one that was meant."""


_Name = tuple[str, ...]
"""The folded words of a name."""


class Known:
    """Whom and what an archive knows, for as long as one query is read."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self._archive.entities()}

    @cached_property
    def _names(self) -> list[tuple[str, _Name]]:
        """Entity → the folded words of each of its names; its id counts as one."""
        return _named([*self._archive.finder.names(), *((id_, id_) for id_ in self._entities)])

    def entities(self, typed: str, kind: str | None) -> tuple[str, ...]:
        """Return the ids that a name means: an id, else a whole name, a part of one, or what sounds so."""
        clusters = Clusters(self._archive.identities())
        entity = self._archive.find_entity(typed)
        if entity and kind in (None, entity.kind):
            return clusters.ids(typed)
        wanted = tuple(folded(m[0]) for m in words(typed))
        found = self._called(wanted, kind) or self._sounding(wanted, kind) if wanted else []
        return tuple(dict.fromkeys(same for id_ in found for same in clusters.ids(id_)))

    def _called(self, wanted: _Name, kind: str | None) -> list[str]:
        """Return the ids whose name is some words, else those whose name has them; an id counts as a name."""
        ids = self._archive.finder.ids_with(wanted[0], kind)
        named = [
            *self._having([[stem(word)] for word in wanted], kind),
            *_named(zip(ids, ids, strict=True)),
        ]
        return [id_ for id_, name in named if name == wanted] or [
            id_ for id_, name in named if set(wanted) <= set(name)
        ]

    def _sounding(self, wanted: _Name, kind: str | None) -> list[str]:
        """Return the ids whose name sounds like some words; where none does, those that do so themselves."""
        alike = [
            [stem(word), *(s for _, s in self._archive.finder.words_sounding(word, named=True))]
            for word in wanted
        ]
        named = self._having(alike, kind)
        if found := [id_ for id_, name in named if _sounds_like(wanted, name)]:
            return found
        ids = [e.id for e in self._entities.values() if kind in (None, e.kind)]
        return [i for i, name in _named(zip(ids, ids, strict=True)) if _sounds_like(wanted, name)]

    def _having(self, stems: Iterable[Iterable[str]], kind: str | None) -> list[tuple[str, _Name]]:
        """Return entity → the words of each name in which one of some stems stands, for each of several."""
        finder = self._archive.finder
        some = All(tuple(Words(tuple(Phrase((stem,)) for stem in each)) for each in stems))
        looked = finder.look("name", finder.rows(finder.ask(some, "name"))).values()
        return _named(
            (row["entity"], name)
            for row in sorted(looked, key=lambda row: row["entity"])
            if kind in (None, row["kind"])
            for name in (row["title"], row["text"])
            if name
        )

    def nearest(self, typed: str, kind: str | None) -> tuple[str, ...]:
        """Return the ids of the nearest names."""
        names = {" ".join(name): id_ for id_, name in self._names}
        of_kind = {n: i for n, i in names.items() if kind in (None, self._entities[i].kind)}
        return nearest(typed, of_kind) or nearest(typed, names)

    @cached_property
    def _codes(self) -> dict[str, str]:
        """Return id or label, folded, → the code: those that are defined, and those that are used."""
        terms = self._archive.vocabulary.terms("code")
        labels = {label: t.id for t in terms for label in t.label.values()}
        ids = {id_: id_ for id_ in (*self._archive.finder.codes(), *(t.id for t in terms))}
        return {name.casefold(): id_ for name, id_ in (labels | ids).items()}

    def codes(self, typed: str) -> tuple[str, ...]:
        """Return a code and all below it, by id or label; () where there is none."""
        word = typed.removesuffix("*").removesuffix("/").casefold()
        above = self._codes.get(word, word)
        return tuple(sorted({id_ for id_ in self._codes.values() if _below(id_, above)}))

    def nearest_codes(self, typed: str) -> tuple[str, ...]:
        """Return the nearest codes."""
        return nearest(typed, self._codes)

    def sources(self, typed: str) -> tuple[str, ...]:
        """Return the sources of an id or title; with ``*`` at the end, of all that begin so."""
        if self._archive.find_source(typed):
            return (typed,)
        word, star = typed.removesuffix("*").casefold(), typed.endswith("*")
        return tuple(
            source.id
            for source in self._archive.sources()
            for name in (source.id.casefold(), source.title.casefold())
            if name == word or (star and name.startswith(word))
        )

    def nearest_sources(self, typed: str) -> tuple[str, ...]:
        """Return the sources of the nearest ids and titles."""
        found = {s.title: s.id for s in self._archive.sources()}
        return nearest(typed, found | {id_: id_ for id_ in found.values()})


def _named(names: Iterable[tuple[str, str]]) -> list[tuple[str, _Name]]:
    return [(id_, tuple(folded(m[0]) for m in words(name))) for id_, name in names]


def _below(code: str, above: str) -> bool:
    return code == above or code.startswith(f"{above}/")


def _sounds_like(wanted: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return all(
        any(
            not set(skeletons(word)).isdisjoint(skeletons(other)) and likeness(word, other) >= SURE
            for other in name
        )
        for word in wanted
    )
