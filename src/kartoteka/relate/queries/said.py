"""What is said of something, by those who were there and by those who were not.

In: a reader and an entity. Out: one row for each attestation, made a portion at a time. Who was there
is decided by the journeys, not by what the speaker claims (``standing``); of a person, a group or a type the
basis of the attestation decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import polars as pl

from kartoteka.archive.reader import Ids, Reader
from kartoteka.errors import UnknownName
from kartoteka.model.near import nearest
from kartoteka.model.quotes import Quote
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.hearsay import News, one_news
from kartoteka.relate.life import ABOUT_NAMES
from kartoteka.relate.queries.frames import IDS, lists, seldom_collecting
from kartoteka.relate.standing import Journeys

SCHEMA = {
    "standing": pl.String,
    "witness": pl.String,
    "author": pl.String,
    "subject": pl.String,
    "predicate": pl.String,
    "object": pl.String,
    "value": pl.String,
    "roles": pl.String,
    "when": pl.String,
    "stance": pl.String,
    "certainty": pl.Int8,
    "tellings": pl.Int16,
    "age_days": pl.Int32,
    "quote": pl.String,
    "source": pl.String,
    "evidence": IDS,
}

_PORTION = 5_000
"""Rows that are made at a time: what they are made of is not held any longer."""

THERE = {"there": "first-hand", "elsewhere": "hearsay"}
"""Who says it → how they stand to it."""


def said(
    reader: Reader,
    about: str,
    *,
    by: str | None = None,
    predicate: Ids | None = None,
    atlas: Atlas | None = None,
    journeys: Journeys | None = None,
) -> pl.DataFrame:
    """Return what is said of an entity: of a place also what is said of the places within it.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    about
        An entity id.
    by
        ``there``: only what those say who were there; ``elsewhere``: only what the others say.
    predicate
        Only statements of these predicates: ``rating``.
    atlas, journeys
        Names, places and journeys, where the caller has them already.

    Returns
    -------
    polars.DataFrame
        Columns ``standing`` (``first-hand`` or ``hearsay``), ``witness`` (who knew), ``author`` (who wrote),
        ``subject``, ``predicate``, ``object``, ``value``, ``roles``, ``when`` (EDTF), ``stance``,
        ``certainty`` (0–4), ``tellings`` (through how many mouths), ``age_days`` (of the news when it was
        written down), ``quote``, ``source``, ``evidence`` (ids): one row for each attestation, first-hand
        ones first, then in the order of recording.

    Raises
    ------
    NotFound
        No such entity.
    UnknownName
        No such predicate, or ``by`` is neither of its words.
    """
    atlas = atlas or Atlas(reader)
    if by is not None and by not in THERE:
        raise UnknownName("witness", by, nearest(by, {word: word for word in THERE}) or [*THERE])
    wanted = (predicate,) if isinstance(predicate, str) else tuple(predicate or ())
    for name in wanted:
        atlas.vocabulary.get("predicate", name)
    head = atlas.entity(about).id
    quotes = _quotes(reader, head, wanted, atlas)
    journeys = journeys or Journeys(atlas, scope=head)
    with seldom_collecting():
        portions = [_frame(some, journeys) for some in _portions(quotes)]
    found = pl.concat(portions) if portions else pl.DataFrame(schema=SCHEMA)
    if by is not None:
        return found.filter(pl.col("standing") == THERE[by])
    first = pl.col("standing") == THERE["there"]
    return pl.concat([found.filter(first), found.filter(~first)])


def news_of(reader: Reader, found: pl.DataFrame, journeys: Journeys) -> Iterator[News]:
    """Yield rows of :func:`said` as news, with the statements they rest on."""
    rows = found.get_column("evidence").to_list()
    ids = [statement for statement, *_ in rows]
    whole = {f.statement.id: f for f in (reader.statements(ids=ids) if ids else ())}
    for statement, attestation, *_ in rows:
        under = whole[statement].evidence
        evidence = next(e for e in under if e.attestation.id == attestation)
        yield one_news(whole[statement], evidence, journeys)


def _quotes(
    reader: Reader, about: str, predicates: tuple[str, ...], atlas: Atlas
) -> Iterator[Quote]:
    """Yield what each passage says of an entity, but for its names; in the order of recording."""
    ids = atlas.all_ids(atlas.below(about))
    said = reader.quotes(about=ids, predicate=predicates or None)
    return (quote for quote in said if quote.predicate not in ABOUT_NAMES)


def _portions(quotes: Iterator[Quote]) -> Iterator[list[Quote]]:
    while some := list(islice(quotes, _PORTION)):
        yield some


def _frame(quotes: Sequence[Quote], journeys: Journeys) -> pl.DataFrame:
    journeys.prepare_quotes(quotes)
    columns: dict[str, list[Any]] = {
        "standing": [journeys.standing_of(q) for q in quotes],
        "witness": [q.witness for q in quotes],
        "author": [q.author for q in quotes],
        "subject": [q.subject for q in quotes],
        "predicate": [q.predicate for q in quotes],
        "object": [q.object for q in quotes],
        "value": [q.value for q in quotes],
        "roles": [_roles(q) for q in quotes],
        "when": [q.edtf for q in quotes],
        "stance": [q.stance for q in quotes],
        "certainty": [q.certainty for q in quotes],
        "tellings": [len(q.chain) for q in quotes],
        "age_days": [q.age for q in quotes],
        "quote": [q.exact for q in quotes],
        "source": [q.source for q in quotes],
    }
    made = [pl.Series(name, values, SCHEMA[name]) for name, values in columns.items()]
    return pl.DataFrame([*made, lists([(q.statement, q.attestation, q.passage) for q in quotes])])


def _roles(quote: Quote) -> str | None:
    """Return the roles on one line: ``aspect=food; of=prison``."""
    return "; ".join(f"{term}={value}" for term, value in quote.roles) or None
