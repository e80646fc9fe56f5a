"""What is said of something, by those who were there and by those who were not.

In: a reader and an entity. Out: one row for each attestation. Who was there is decided by the journeys, not
by what the speaker claims (``standing``); of a person, a group or a type the basis of the attestation
decides.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from kartoteka.archive.reader import Ids, Reader
from kartoteka.errors import UnknownName
from kartoteka.model.near import nearest
from kartoteka.model.statements import Statement
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.hearsay import News, news
from kartoteka.relate.queries.frames import IDS, frame
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
    found = what_is_said(reader, about, by=by, predicate=predicate, atlas=atlas, journeys=journeys)
    return as_frame(found)


def as_frame(found: Iterable[News]) -> pl.DataFrame:
    """Return news as the frame that :func:`said` describes."""
    return frame((_row(item) for item in found), SCHEMA)


def what_is_said(
    reader: Reader,
    about: str,
    *,
    by: str | None = None,
    predicate: Ids | None = None,
    atlas: Atlas | None = None,
    journeys: Journeys | None = None,
) -> tuple[News, ...]:
    """Return the same as :func:`said`, as values with the statements they rest on."""
    atlas = atlas or Atlas(reader)
    if by is not None and by not in THERE:
        raise UnknownName("witness", by, nearest(by, {word: word for word in THERE}) or [*THERE])
    wanted = (predicate,) if isinstance(predicate, str) else tuple(predicate or ())
    for name in wanted:
        atlas.vocabulary.get("predicate", name)
    found = news(reader, about, predicate=wanted or None, atlas=atlas, journeys=journeys)
    chosen = (item for item in found if by is None or item.standing == THERE[by])
    return tuple(sorted(chosen, key=lambda item: item.standing != "first-hand"))


def _row(item: News) -> tuple[object, ...]:
    statement, evidence = item.statement, item.evidence
    return (
        item.standing,
        item.witness,
        evidence.author,
        statement.subject,
        statement.predicate,
        statement.object,
        statement.value,
        _roles(statement),
        statement.when.edtf if statement.when else None,
        evidence.attestation.stance,
        evidence.attestation.certainty,
        len(item.steps),
        item.age,
        evidence.passage.exact,
        evidence.source.id,
        list(item.ids),
    )


def _roles(statement: Statement) -> str | None:
    """Return the roles on one line: ``aspect=food; of=prison``."""
    said = [f"{role.term}={role.entity or role.value}" for role in statement.roles]
    return "; ".join(said) or None
