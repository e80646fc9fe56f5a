"""Codes against any attribute of where the coded words stand: a cross table, down to the passages.

In: a reader and the name of an attribute. Out: one row for each code and value that occur together. An
attribute is of the source (``kind``, ``lang``, ``year`` …) or, with a dot, of whoever or whatever it names:
``author.gender``, ``author.occupation``, ``place.prison``; after the dot stands a predicate, or a sort of
place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import polars as pl

from kartoteka.archive.reader import Reader
from kartoteka.archive.whole import part_at
from kartoteka.errors import UnknownName
from kartoteka.model.coding import is_about_work
from kartoteka.model.days import civil
from kartoteka.model.near import nearest
from kartoteka.model.sources import Passage, Source
from kartoteka.model.terms import Term, Vocabulary
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.queries.frames import IDS, frame

SCHEMA = {
    "code": pl.String,
    "attribute": pl.String,
    "value": pl.String,
    "passages": pl.Int32,
    "sources": pl.Int32,
    "evidence": IDS,
}

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A code and a value that occur together: in which passages, of which sources."""

    code: str
    value: str | None
    passages: tuple[str, ...]
    sources: tuple[str, ...]


def cross(
    reader: Reader,
    attribute: str,
    *,
    code: str | None = None,
    depth: int | None = None,
    atlas: Atlas | None = None,
) -> pl.DataFrame:
    """Return how often codes occur with each value of an attribute.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    attribute
        Of the source: ``source``, ``kind``, ``lang``, ``year``, ``month``, ``author`` (whoever the words
        are of), ``addressee``, ``place``. With a dot, of the last three: a predicate (``author.gender``,
        ``author.occupation``) or a sort of place (``place.prison``).
    code
        Only this code and those below it; without, all but those about the work (``pending``, ``read``).
    depth
        Levels of the codebook that are told apart: 1 takes everything below a top code with it.
    atlas
        Names and places, where the caller has them already.

    Returns
    -------
    polars.DataFrame
        Columns ``code``, ``attribute``, ``value`` (a term, an id or text; null: not known), ``passages``,
        ``sources`` (how many), ``evidence`` (ids of the passages): one row for each pair that occurs.
        ``.pivot("value", index="code", values="passages")`` makes the table.

    Raises
    ------
    UnknownName
        No such attribute, or no such code.
    """
    return as_frame(cells(reader, attribute, code=code, depth=depth, atlas=atlas), attribute)


def as_frame(found: Iterable[Cell], attribute: str) -> pl.DataFrame:
    """Return cells as the frame that :func:`cross` describes."""
    rows = (
        (c.code, attribute, c.value, len(c.passages), len(c.sources), list(c.passages))
        for c in found
    )
    return frame(rows, SCHEMA)


def cells(
    reader: Reader,
    attribute: str,
    *,
    code: str | None = None,
    depth: int | None = None,
    atlas: Atlas | None = None,
) -> tuple[Cell, ...]:
    """Return the same as :func:`cross`, as values."""
    atlas = atlas or Atlas(reader)
    if code is not None:
        atlas.vocabulary.get("code", code)
    values = _attribute(reader, atlas, attribute)
    sources = {source.id: source for source in reader.sources()}
    found: dict[tuple[str, str | None], dict[str, str]] = {}
    for coding, passage in reader.codings():
        if not _is_asked(coding.code, code, atlas.vocabulary):
            continue
        row = _rolled_up(atlas.vocabulary, coding.code, depth)
        for value in values(sources[passage.source], passage) or (None,):
            found.setdefault((row, value), {})[passage.id] = passage.source
    ordered = sorted(found.items(), key=lambda item: (item[0][0], item[0][1] is None, item[0]))
    return tuple(
        Cell(row, value, tuple(under), tuple(dict.fromkeys(under.values())))
        for (row, value), under in ordered
    )


def _is_asked(code: str, wanted: str | None, vocabulary: Vocabulary) -> bool:
    if wanted is None:
        return not is_about_work(code, vocabulary)
    return vocabulary.within("code", code, wanted)


def _rolled_up(vocabulary: Vocabulary, code: str, depth: int | None) -> str:
    """Return the code above another that is so many levels deep; itself where it is no deeper.

    >>> from kartoteka.model.terms import Term
    >>> codes = Vocabulary([Term("food", "code"), Term("food/soup", "code", broader="food")])
    >>> _rolled_up(codes, "food/soup", 1), _rolled_up(codes, "food/soup", 2)
    ('food', 'food/soup')
    """
    if depth is None:
        return code
    path = [code]
    while vocabulary.has("code", path[-1]):
        broader = vocabulary.get("code", path[-1]).broader
        if broader is None or broader in path:
            break
        path.append(broader)
    return path[-depth:][0]


# ── attributes ────────────────────────────────────────────────────────────────────────────────────────

Attribute = Callable[[Source, Passage], Values]

_OF_SOURCE: dict[str, Callable[[Source], Values]] = {
    "source": lambda source: (source.id,),
    "kind": lambda source: (source.kind,),
    "lang": lambda source: (source.lang,),
    "year": lambda source: _dated(source, "{:04}", 1),
    "month": lambda source: _dated(source, "{:04}-{:02}", 2),
}

WHO = ("author", "addressee", "place")
"""What a source names, and what may stand before a dot."""

ATTRIBUTES = (*_OF_SOURCE, *WHO)
"""The attributes without a dot."""


def _dated(source: Source, form: str, parts: int) -> Values:
    """Return the year or month of writing; none where it may be more than one."""
    when = source.written
    if when is None or when.b0 is None or when.e1 is None:
        return ()
    first, last = civil(when.b0)[:parts], civil(when.e1)[:parts]
    return (form.format(*first),) if first == last else ()


def _attribute(reader: Reader, atlas: Atlas, name: str) -> Attribute:
    whose, dot, what = name.partition(".")
    if not dot and name in _OF_SOURCE:
        of_source = _OF_SOURCE[name]
        return lambda source, _: of_source(source)
    if whose not in WHO or (dot and not _is_known(atlas.vocabulary, whose, what)):
        raise UnknownName("attribute", name, _near(atlas.vocabulary, name))
    named = _named(reader, atlas, whose)
    if not dot:
        return named
    is_sort = whose == "place" and atlas.vocabulary.has("sort", what)
    look = _place_of_sort(atlas, what) if is_sort else _said_of(reader, atlas, what)
    return lambda source, passage: tuple(
        dict.fromkeys(value for id_ in named(source, passage) for value in look(id_))
    )


def _is_known(vocabulary: Vocabulary, whose: str, what: str) -> bool:
    sort = whose == "place" and vocabulary.has("sort", what)
    return sort or vocabulary.has("predicate", what)


def _near(vocabulary: Vocabulary, name: str) -> list[str]:
    said = [f"{who}.{t.id}" for who in WHO for t in vocabulary.terms("predicate") if _fits(t, who)]
    sorts = [f"place.{t.id}" for t in vocabulary.terms("sort")]
    known = [*ATTRIBUTES, *said, *sorts]
    return list(nearest(name, {k: k for k in known})) or list(ATTRIBUTES)


def _fits(predicate: Term, who: str) -> bool:
    """Tell whether a predicate speaks of what a source names."""
    kind = "place" if who == "place" else "person"
    return not predicate.domain or kind in predicate.domain


def _named(reader: Reader, atlas: Atlas, whose: str) -> Attribute:
    parts = cache(reader.parts)

    def of(source: Source, passage: Passage) -> Values:
        id_: str | None = getattr(source, whose)
        part = part_at(parts(source.id), passage.start) if whose == "author" else None
        id_ = part.author if part else id_
        return (atlas.clusters.head(id_),) if id_ else ()

    return of


def _place_of_sort(atlas: Atlas, sort: str) -> Callable[[str], Values]:
    def of(place: str) -> Values:
        found = atlas.of_sort(place, sort)
        return (found,) if found else ()

    return of


def _said_of(reader: Reader, atlas: Atlas, predicate: str) -> Callable[[str], Values]:
    """Return a look-up of what is said of somebody under a predicate, each value once."""

    @cache
    def of(who: str) -> Values:
        found = reader.statements(subject=atlas.ids(who), predicate=predicate)
        said = (f.statement.object or f.statement.value for f in found if f.stands)
        return tuple(dict.fromkeys(value for value in said if value))

    return of
