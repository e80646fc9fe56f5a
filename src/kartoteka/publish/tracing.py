"""What a page is made from: every question that its making asks is noted, as tags of what could answer it.

In: a view and an atlas. Out: the same two with doors: :class:`TracedView` and :class:`TracedAtlas`, through
which the makers of pages read, and a :class:`Trace`, which holds the tags that one page asked for. A tag is
something under which a fact can be found ("what has Ana as subject"); ``grounds`` gives every fact all of its
tags, so that a fact that comes, goes or changes meets each page that could have read it. Whatever is asked in
a way that is not known here counts as asking for everything: that costs time, and never makes a stale page.

References: Shake and Salsa find what must be made anew in the same way, from what was asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from kartoteka.archive.reader import Ids
from kartoteka.publish.view import View
from kartoteka.relate.atlas import Atlas

Tag = int
"""64 bits: the same in every process and on every day."""


@lru_cache(maxsize=1 << 14)
def tag(*words: str) -> Tag:
    """Return the tag of some words.

    >>> tag("subject", "ana") == tag("subject", "ana"), tag("subject", "ana") == tag("object", "ana")
    (True, False)
    """
    return int.from_bytes(blake2b("\0".join(words).encode(), digest_size=8).digest())


EVERYTHING = tag("everything")
"""Whoever asks for this has asked for all there is."""

BY_PREDICATE = ("subject", "object", "about")
"""Conditions that are tagged with each predicate as well as without."""

_CONDITIONS = ("subject", "object", "ids", "source", "speaker", "about")
"""Conditions by which statements are found, the narrowest first."""

_OF_STATEMENTS = frozenset(
    {"statements", "stream", "outlines", "gists", "quotes", "excerpt", "count"}
)
"""The questions whose answers are statements that meet conditions."""

_THE_SAME = frozenset({"vocabulary", "memos"})
"""What is compared apart from pages, or is always the same."""


def each_id(ids: Ids | None) -> Collection[str]:
    """Return one id or several as several; none where nothing is wanted."""
    return () if ids is None else (ids,) if isinstance(ids, str) else ids


def tags_of(wanted: Mapping[str, Any]) -> Iterator[Tag]:
    """Yield the tags of statements that meet some conditions: every one that does has one of them.

    >>> list(tags_of({"subject": "ana", "predicate": "stay"})) == [tag("subject", "ana", "stay")]
    True
    """
    by = next((c for c in _CONDITIONS if wanted.get(c) is not None), None)
    if by is None:
        yield EVERYTHING
        return
    predicates = each_id(wanted.get("predicate")) if by in BY_PREDICATE else ()
    for id_ in each_id(wanted[by]):
        if predicates:
            yield from (tag(by, id_, predicate) for predicate in predicates)
        else:
            yield tag(by, id_)


class Trace:
    """The tags that the page asks for which is being made; nothing is noted while none is."""

    def __init__(self) -> None:
        self._noted: set[Tag] | None = None

    def begin(self) -> None:
        """Begin a page."""
        self._noted = set()

    def end(self) -> frozenset[Tag]:
        """End the page, and return what it asked for."""
        noted, self._noted = frozenset(self._noted or ()), None
        return noted

    def note(self, tags: Iterable[Tag]) -> None:
        """Note what is asked for."""
        if self._noted is not None:
            self._noted.update(tags)

    def entities(self, ids: Iterable[str]) -> None:
        """Note that some entities are named."""
        if self._noted is not None:
            self._noted.update(tag("entity", id_) for id_ in ids)


class TracedView:
    """A view that notes what is asked of it.

    Parameters
    ----------
    view
        What may be published.
    trace
        Where it is noted.
    """

    def __init__(self, view: View, trace: Trace) -> None:
        self._view, self._trace = view, trace

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the view can answer
        asked = getattr(self._view, name)
        if name in _THE_SAME:
            return asked
        if name not in _OF_STATEMENTS:
            self._trace.note((EVERYTHING,))
            return asked

        def answer(*given: Any, **wanted: Any) -> Any:  # noqa: ANN401 - as the view
            self._trace.note(tags_of(wanted))
            return asked(*given, **wanted)

        return answer

    def links(self, predicate: str, **wanted: Any) -> Any:  # noqa: ANN401 - as the view
        """Return whom a predicate ties to what."""
        self._trace.note(tags_of({**wanted, "predicate": predicate}))
        return self._view.links(predicate, **wanted)

    def entity(self, id: str) -> Any:  # noqa: A002, ANN401
        """Return an entity."""
        self._trace.entities((id,))
        return self._view.entity(id)

    def find_entity(self, id: str) -> Any:  # noqa: A002, ANN401
        """Return an entity, or None."""
        self._trace.entities((id,))
        return self._view.find_entity(id)

    def source(self, id: str) -> Any:  # noqa: A002, ANN401
        """Return a source."""
        self._trace.note((tag("letter", id),))
        return self._view.source(id)

    def text(self, source: str) -> str:
        """Return a source's text."""
        self._trace.note((tag("letter", source),))
        return self._view.text(source)

    def parts(self, source: str) -> Any:  # noqa: ANN401
        """Return the parts of a source."""
        self._trace.note((tag("letter", source),))
        return self._view.parts(source)

    def passages(self, source: str) -> Any:  # noqa: ANN401
        """Return the passages of a source: what statements and codings point at."""
        self._trace.note((tag("source", source), tag("coded", source)))
        return self._view.passages(source)

    def sources(self, author: Ids | None = None) -> Any:  # noqa: ANN401
        """Yield the sources (of some authors)."""
        by = (tag("author", who) for who in each_id(author))
        self._trace.note((EVERYTHING,) if author is None else by)
        return self._view.sources(author)

    def codings(self, *, source: str | None = None, code: str | None = None) -> Any:  # noqa: ANN401
        """Return the codings (of a source, under a code)."""
        asked = tag("code", code) if code else tag("coded", source) if source else EVERYTHING
        self._trace.note((asked,))
        return self._view.codings(source=source, code=code)


class TracedAtlas:
    """An atlas that notes what is asked of it about other places than the one asked for.

    What an entity is called, of what sort it is and what it lies in need not be noted: ``suspects`` holds
    every fact that names an entity for changed where one of these changes.

    Parameters
    ----------
    atlas
        Names and places.
    trace
        Where it is noted.
    """

    def __init__(self, atlas: Atlas, trace: Trace) -> None:
        self._atlas, self._trace = atlas, trace

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the atlas can answer
        if name == "heads":
            self._trace.note((EVERYTHING,))
        return getattr(self._atlas, name)

    def _note_children(self, places: Iterable[str]) -> None:
        ids = (id_ for place in places for id_ in self._atlas.ids(place))
        self._trace.note(tag("object", id_, "part_of") for id_ in ids)

    def children(self, place: str) -> tuple[str, ...]:
        """Return the places directly within a place."""
        self._note_children((place,))
        return self._atlas.children(place)

    def below(self, place: str) -> tuple[str, ...]:
        """Return a place and everything within it."""
        found = self._atlas.below(place)
        self._note_children(found)
        return found

    def path(self, place: str, *day: Any) -> tuple[str, ...]:  # noqa: ANN401 - as the atlas
        """Return a place and all it lies in."""
        found = self._atlas.path(place, *day)
        self._trace.entities(found)
        return found

    def above(self, place: str, *during: Any) -> frozenset[str]:  # noqa: ANN401
        """Return everything that a place is part of."""
        found = self._atlas.above(place, *during)
        self._trace.entities(found)
        return found

    def parent(self, place: str, *day: Any) -> str | None:  # noqa: ANN401
        """Return what a place is part of."""
        found = self._atlas.parent(place, *day)
        self._trace.entities((found,) if found else ())
        return found

    def of_sort(self, place: str, sort: str, *during: Any) -> str | None:  # noqa: ANN401
        """Return the nearest place of a sort that a place is or lies in."""
        found = self._atlas.of_sort(place, sort, *during)
        self._trace.entities((found,) if found else ())
        return found
