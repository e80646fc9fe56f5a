"""Everybody and everything in the order of names, kept in order while the archive changes.

In: an atlas. Out: the heads of a kind of entity, by what they are called in a language. The first list of a
language is sorted; after an edit only who was touched moves, so that the next list does not wait for all.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection

from kartoteka.model.entities import Kind
from kartoteka.relate.atlas import Atlas
from kartoteka.web.names import folded

Line = tuple[str, str]


class Alphabet:
    """The heads in the order of their names."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._lines: dict[tuple[str, Kind | None], list[Line]] = {}
        self._places: dict[tuple[str, Kind | None], dict[str, str]] = {}

    def heads(self, lang: str, kind: Kind | None = None) -> list[str]:
        """Return the heads of a kind (by default of all), as a language calls them."""
        key = lang, kind
        if key not in self._lines:
            lines = [(self._called(e.id, lang), e.id) for e in self._atlas.heads(kind)]
            self._lines[key] = sorted(lines)
            self._places[key] = {id_: called for called, id_ in lines}
        return [id_ for _, id_ in self._lines[key]]

    def renew(self, heads: Collection[str]) -> None:
        """Take in that some entities may be called otherwise, be another kind, or be no more."""
        for (lang, kind), lines in self._lines.items():
            places = self._places[lang, kind]
            for head in heads:
                if (called := places.pop(head, None)) is not None:
                    del lines[bisect_left(lines, (called, head))]
                if self._is_head(head, kind):
                    places[head] = self._called(head, lang)
                    insort(lines, (places[head], head))

    def _is_head(self, id_: str, kind: Kind | None) -> bool:
        entity = self._atlas.find(id_)
        if entity is None or self._atlas.clusters.head(id_) != id_:
            return False
        return kind is None or entity.kind == kind

    def _called(self, id_: str, lang: str) -> str:
        return folded(self._atlas.own_name(id_, lang))
