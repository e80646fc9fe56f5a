"""Calls for lists of entities and of statements, a page at a time.

In: conditions. Out: a page, and how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kartoteka.model.entities import Kind
from kartoteka.web.calls import At, call
from kartoteka.web.shapes import (
    Answer,
    Body,
    Id,
    Limit,
    Line,
    Names,
    Offset,
    Said,
)


class OfEntities(Body, frozen=True, kw_only=True):
    """Which entities."""

    kind: Kind | None = None
    text: Line | None = None
    offset: Offset = 0
    limit: Limit = 50


class Listed(Struct, frozen=True):
    """An entity in a list."""

    id: str
    name: str
    kind: Kind
    sort: str | None
    statements: int


class Entities(Answer, frozen=True, kw_only=True):
    """A page of entities."""

    total: int
    entities: list[Listed]


@call("entities", OfEntities, Entities)
def entities(at: At, said: OfEntities) -> Entities:
    """The entities by name, a page at a time."""
    kinds = (said.kind,) if said.kind else ()
    if said.text:
        heads = [m.head for m in at.known.names.find(said.text, kinds)]
    else:
        heads = at.known.alphabet.heads(at.lang, said.kind)
    page = heads[said.offset : said.offset + said.limit]
    counts = at.known.archive.lists.count_about([i for h in page for i in at.known.atlas.ids(h)])
    return Entities(total=len(heads), entities=[_listed(at, head, counts) for head in page])


def _listed(at: At, head: str, counts: dict[str, int]) -> Listed:
    name = at.speaker.name(head)
    n = sum(counts.get(i, 0) for i in at.known.atlas.ids(head))
    return Listed(head, name.name, at.known.atlas.entity(head).kind, name.sort, n)


class OfStatements(Body, frozen=True, kw_only=True):
    """Which statements; all conditions must be met."""

    about: Id | None = None
    subject: Id | None = None
    object: Id | None = None
    predicate: Id | None = None
    source: Id | None = None
    speaker: Id | None = None
    ids: list[Id] | None = None
    offset: Offset = 0
    limit: Limit = 50


class Statements(Answer, frozen=True, kw_only=True):
    """A page of statements."""

    total: int
    more: bool
    statements: list[Said]
    names: Names


@call("statements", OfStatements, Statements)
def statements(at: At, said: OfStatements) -> Statements:
    """Statements with their evidence, a page at a time."""
    lists, conditions = at.known.archive.lists, _conditions(at, said)
    total = lists.count_statements(**conditions)
    ids = lists.statement_ids(said.offset, said.limit, **conditions)
    return Statements(
        total=min(total, lists.MANY),
        more=total > lists.MANY,
        statements=at.speaker.said(ids),
        names=at.speaker.names(),
    )


def _conditions(at: At, said: OfStatements) -> dict[str, Sequence[str] | None]:
    def whole(id_: str | None) -> Sequence[str] | None:
        return None if id_ is None else at.known.atlas.ids(id_)

    return {
        "about": whole(said.about),
        "subject": whole(said.subject),
        "object": whole(said.object),
        "speaker": whole(said.speaker),
        "predicate": None if said.predicate is None else [said.predicate],
        "source": None if said.source is None else [said.source],
        "ids": said.ids,
    }
