"""Calls about entities: lists of them, the card of one, statements a page at a time.

In: ids. Out: everything known of one entity, and of those judged the same, with its words and witnesses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from kartoteka.archive.versions import version_of
from kartoteka.model.entities import Access, Kind, Verdict
from kartoteka.model.findings import Finding
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import FACTS
from kartoteka.relate.heard import known_days
from kartoteka.relate.identity import standing
from kartoteka.relate.life import JOURNEY, claim, episode
from kartoteka.relate.order import time_key
from kartoteka.web.calls import At, call
from kartoteka.web.disputes import disputes
from kartoteka.web.findings import from_job, shown
from kartoteka.web.names import folded
from kartoteka.web.shapes import (
    Answer,
    Body,
    EditShape,
    FindingShape,
    Id,
    Limit,
    Line,
    MemoShape,
    Names,
    Offset,
    Said,
    Segments,
    SourceShape,
    When,
)
from kartoteka.web.suggestions import Suggestion, suggestions
from kartoteka.web.write_edits import edits

SHOWN = 50
"""Statements of one predicate that a card shows."""

BUDGET = 120
"""Statements that a card shows in all, so that it is there at once; of the rest it says how many."""

FEW = 6
"""Statements of one predicate shown where there are more than the budget allows."""

STOPS, PEOPLE, SOURCES = 200, 60, 50


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
        heads = at.known.kept(("heads", said.kind, at.lang), lambda: _by_name(at, said.kind))
    page = heads[said.offset : said.offset + said.limit]
    counts = at.known.archive.lists.count_about([i for h in page for i in at.known.atlas.ids(h)])
    return Entities(total=len(heads), entities=[_listed(at, head, counts) for head in page])


def _by_name(at: At, kind: Kind | None) -> list[str]:
    named = [(folded(at.speaker.name(e.id).name), e.id) for e in at.known.atlas.heads(kind)]
    return [id_ for _, id_ in sorted(named)]


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
    found = at.known.archive.statements(ids=ids) if ids else ()
    return Statements(
        total=min(total, lists.MANY),
        more=total > lists.MANY,
        statements=at.speaker.said(found),
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


# ── the card ──────────────────────────────────────────────────────────────────────────────────────


class EntityShape(Struct, frozen=True):
    """An entity."""

    id: str
    version: str
    kind: Kind
    label: str
    alias: str | None
    access: Access
    sort: str | None
    gender: str | None
    ids: list[str]


class KnownName(Struct, frozen=True):
    """A name, with the statement that gave it."""

    value: str
    lang: str | None
    kind: str | None
    statement: str


class Group(Struct, frozen=True):
    """What is said of an entity by one predicate."""

    predicate: str
    label: str
    cardinality: str
    total: int
    statements: list[Said]
    conflict: bool
    conflicts: list[list[str]]


class Some(Struct, frozen=True):
    """Some of many statements."""

    total: int
    statements: list[Said]


class Total(Struct, frozen=True):
    """How many."""

    total: int


class Stop(Struct, frozen=True):
    """A stay, a move, an event: a stop of a journey."""

    statement: str
    predicate: str
    place: str | None
    sentence: Segments
    when: When | None
    days: tuple[str | None, str | None, str | None, str | None]
    stands: bool


class ClaimShape(Struct, frozen=True):
    """A number somebody claims, against what is known."""

    statement: str
    of: str
    low: float
    high: float
    known: list[str]
    missing: int


class Visitor(Struct, frozen=True):
    """Somebody who was in a place."""

    id: str
    when: When | None
    certain: bool
    statement: str


class PlaceShape(Struct, frozen=True):
    """How a place lies, and who was there."""

    path: list[str]
    children: list[str]
    people: list[Visitor]
    people_total: int


class Member(Struct, frozen=True):
    """A member of a group."""

    id: str
    when: When | None
    role: str | None
    statement: str


class Judged(Struct, frozen=True):
    """A judgement that can be withdrawn."""

    identity: str
    version: str
    other: str
    verdict: Verdict
    reason: str
    created_by: str
    created_at: str


class Card(Answer, frozen=True, kw_only=True):
    """All that is known of one entity."""

    entity: EntityShape
    names_known: list[KnownName]
    groups: list[Group]
    mentioned: Some
    said_by: Total
    journey: list[Stop]
    timeline: list[Stop]
    claims: list[ClaimShape]
    place: PlaceShape | None
    members: list[Member] | None
    same: list[Judged]
    suggestions: list[Suggestion]
    questions: list[str]
    findings: list[FindingShape]
    history: list[EditShape]
    memos: list[MemoShape]
    sources: list[SourceShape]
    names: Names


class OneEntity(Body, frozen=True, kw_only=True):
    """An entity, by id."""

    id: Id


@call("card", OneEntity, Card)
def card(at: At, said: OneEntity) -> Card:
    """Everything known of an entity, and of those judged the same."""
    atlas, archive = at.known.atlas, at.known.archive
    head = atlas.clusters.head(atlas.entity(said.id).id)
    ids = atlas.ids(head)
    totals = archive.lists.predicates_of(ids)
    own = _own_statements(at, ids, totals)
    mentioned = _mentioned(at, ids)
    disputed = disputes(at, own)
    shapes = {s.id: s for s in at.speaker.said((*own, *mentioned))}
    stops = [f for f in own if f.statement.when or f.statement.predicate in JOURNEY]
    timeline = [_stop(at, f) for f in sorted(stops, key=lambda f: time_key(f.statement.when))]
    place = _place(at, head) if atlas.entity(head).kind == "place" else None
    at.speaker.note(*ids)
    return Card(
        entity=_entity(at, said.id, ids),
        names_known=_names_known(at, head),
        groups=_groups(at, own, totals, shapes, disputed),
        mentioned=Some(_mentions(at, ids), [shapes[f.statement.id] for f in mentioned]),
        said_by=Total(archive.lists.count_statements(speaker=ids)),
        journey=[s for s in timeline if s.predicate in JOURNEY and s.stands],
        timeline=timeline,
        claims=_claims(at, head, own),
        place=place,
        members=_members(at, ids) if atlas.entity(head).kind == "group" else None,
        same=_judgements(at, ids),
        suggestions=suggestions(at, head),
        questions=_questions(at, ids),
        findings=_findings(at, ids, disputed),
        history=edits(at, archive.lists.edits(record=said.id, limit=20)),
        memos=at.speaker.memos([m for id_ in ids for m in archive.memos(id_)]),
        sources=_sources(at, ids),
        names=at.speaker.names(),
    )


def _own_statements(at: At, ids: Sequence[str], totals: dict[str, int]) -> tuple[Attested, ...]:
    """Return the statements with this subject that the card shows, predicate by predicate."""
    lists = at.known.archive.lists
    wanted: list[str] = []
    enough = sum(min(n, SHOWN) for n in totals.values()) <= BUDGET
    for predicate, total in totals.items():
        most = SHOWN if enough else max(FEW, BUDGET * total // sum(totals.values()))
        wanted += lists.statement_ids(subject=ids, predicate=predicate, limit=min(most, SHOWN))
    return at.known.archive.statements(ids=wanted) if wanted else ()


def _mentioned(at: At, ids: Sequence[str]) -> tuple[Attested, ...]:
    found = at.known.archive.lists.mentions(ids, SHOWN // 2)
    return at.known.archive.statements(ids=found) if found else ()


def _mentions(at: At, ids: Sequence[str]) -> int:
    return at.known.archive.lists.count_mentions(ids)


def _entity(at: At, id_: str, ids: Sequence[str]) -> EntityShape:
    entity = at.known.atlas.entity(id_)
    return EntityShape(
        entity.id,
        version_of(entity),
        entity.kind,
        entity.label,
        entity.alias,
        entity.access,
        at.known.atlas.sort(id_),
        at.known.atlas.gender(id_),
        list(ids),
    )


def _names_known(at: At, head: str) -> list[KnownName]:
    return [
        KnownName(n.value, n.lang, n.kind, n.attested.statement.id)
        for n in at.known.atlas.names(head)
        if n.attested
    ]


def _groups(
    at: At,
    own: Iterable[Attested],
    totals: dict[str, int],
    shapes: dict[str, Said],
    disputed: Sequence[Finding],
) -> list[Group]:
    by_predicate: dict[str, list[Said]] = {}
    for found in own:
        by_predicate.setdefault(found.statement.predicate, []).append(shapes[found.statement.id])
    vocabulary = at.known.atlas.vocabulary
    order = {t.id: n for n, t in enumerate(vocabulary.terms("predicate"))}
    groups: list[Group] = []
    for predicate in sorted(by_predicate, key=lambda p: (p in FACTS, order.get(p, 0))):
        known = vocabulary.has("predicate", predicate)
        term = vocabulary.get("predicate", predicate) if known else None
        said = by_predicate[predicate]
        ids = {s.id for s in said}
        sides = [[i for i in f.evidence if i in ids] for f in disputed]
        sides = [side for side in sides if side]
        groups.append(
            Group(
                predicate,
                term.name(at.lang) if term else predicate,
                term.cardinality if term else "many",
                totals[predicate],
                said,
                bool(sides),
                sides,
            )
        )
    return groups


def _stop(at: At, found: Attested) -> Stop:
    stop = episode(found.statement.subject, found)
    when = at.speaker.when(stop.when)
    days = (when.b0, when.b1, when.e0, when.e1) if when else (None, None, None, None)
    at.speaker.note(stop.place)
    pieces = at.speaker.sentence(found.statement)
    return Stop(found.statement.id, stop.what, stop.place, pieces, when, days, found.stands)


def _claims(at: At, head: str, own: Sequence[Attested]) -> list[ClaimShape]:
    journey = tuple(episode(head, f) for f in own if f.statement.predicate in JOURNEY and f.stands)
    counts = [
        f for f in own if f.statement.predicate == "count" and f.stands and f.statement.number
    ]
    claims = [claim(f, journey, at.known.atlas) for f in counts]
    return [
        ClaimShape(c.attested.statement.id, c.of, c.low, c.high, list(c.known), c.missing)
        for c in claims
    ]


def _place(at: At, head: str) -> PlaceShape:
    atlas, archive = at.known.atlas, at.known.archive
    inside = atlas.all_ids(atlas.below(head))[:2_000]
    ids = archive.lists.newest_statement_ids(PEOPLE, object=inside, predicate="stay")
    stays = [f for f in archive.statements(ids=ids) if f.stands] if ids else []
    people: list[Visitor] = []
    for found in stays:
        who = atlas.clusters.head(found.statement.subject)
        certain = known_days(found) is not None
        when = at.speaker.when(found.statement.when)
        people.append(Visitor(who, when, certain, found.statement.id))
    path, children = atlas.path(head)[1:], atlas.children(head)
    at.speaker.note(*path, *children[:500], *(p.id for p in people))
    total = archive.lists.count_statements(object=inside, predicate="stay")
    return PlaceShape(list(path), list(children[:500]), people, total)


def _members(at: At, ids: Sequence[str]) -> list[Member]:
    wanted = at.known.archive.lists.statement_ids(object=ids, predicate="member", limit=200)
    found = at.known.archive.statements(ids=wanted) if wanted else ()
    members: list[Member] = []
    for each in found:
        statement = each.statement
        who = at.known.atlas.clusters.head(statement.subject)
        at.speaker.note(who)
        when = at.speaker.when(statement.when)
        members.append(Member(who, when, statement.role("function"), statement.id))
    return members


def _judgements(at: At, ids: Sequence[str]) -> list[Judged]:
    judged = at.known.kept("judged", lambda: standing(at.known.archive.identities()))
    found = [j for j in judged.values() if j.a in ids or j.b in ids]
    shapes: list[Judged] = []
    for j in found:
        other = j.b if j.a in ids else j.a
        at.speaker.note(j.a, j.b)
        stamp = (j.reason, j.created_by, j.created_at)
        shapes.append(Judged(j.id, version_of(j), other, j.verdict, *stamp))
    return shapes


def _questions(at: At, ids: Sequence[str]) -> list[str]:
    job, _ = at.server.room.look("questions", at.lang, edit=at.known.edit)
    interviews = (job.result or {}).get("interviews", ())
    return [q["text"] for i in interviews if i["witness"] in ids for q in i["questions"]]


def _findings(at: At, ids: Sequence[str], disputed: Sequence[Finding]) -> list[FindingShape]:
    found = [shown(at, f) for f in disputed]
    job, _ = at.server.room.look("findings", at.lang, edit=at.known.edit)
    known = {f.id for f in found}
    others = (job.result or {}).get("findings", ())
    about = (f for f in others if f["where"]["id"] in ids and f["id"] not in known)
    return [*found, *(from_job(at, f) for f in about)][:50]


def _sources(at: At, ids: Sequence[str]) -> list[SourceShape]:
    wanted = frozenset(ids)
    found = (
        s
        for s in at.known.sources.values()
        if s.author in wanted or s.addressee in wanted or s.place in wanted
    )
    return [at.speaker.source(s) for s, _ in zip(found, range(SOURCES), strict=False)]
