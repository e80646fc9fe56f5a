"""``card``: everything known of one entity, and of those judged the same.

In: an id. Out: what is said of it with words and witnesses, what contradicts itself, its journey, who may
be the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kartoteka.archive.versions import version_of
from kartoteka.model.findings import Finding
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import FACTS
from kartoteka.relate.heard import known_days
from kartoteka.relate.identity import standing
from kartoteka.relate.life import JOURNEY, claim, episode
from kartoteka.relate.order import time_key
from kartoteka.relate.told_again import told
from kartoteka.web.calls import At, call
from kartoteka.web.card_shapes import (
    Card,
    ClaimShape,
    EntityShape,
    Group,
    Judged,
    KnownName,
    Member,
    PlaceShape,
    Some,
    Stop,
    Total,
    Visitor,
)
from kartoteka.web.disputes import disputes
from kartoteka.web.findings import from_job, shown
from kartoteka.web.shapes import (
    Body,
    FindingShape,
    Id,
    Said,
    SourceShape,
)
from kartoteka.web.speaker import EVIDENCE
from kartoteka.web.suggestions import suggestions
from kartoteka.web.write_edits import edits

SHOWN = 50
"""Statements of one predicate that a card shows."""

BUDGET = 120
"""Statements that a card shows in all, so that it is there at once; of the rest it says how many."""

FEW = 6
"""Statements of one predicate shown where there are more than the budget allows."""

PEOPLE, SOURCES = 60, 50

SORTED = 2_000
"""Stays of which the newest are picked out; of a larger place only those in no inner place are shown."""


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
    mentioned = archive.lists.mentions(ids, SHOWN // 2)
    wanted = _own_statements(at, ids, totals)
    found, counts = archive.lists.few((*wanted, *mentioned), EVIDENCE)
    own = tuple(f for f in found if f.statement.subject in ids)
    disputed = disputes(at, own)
    shapes = {s.id: s for s in at.speaker.said_few(found, counts)}
    stops = [f for f in own if f.statement.when or f.statement.predicate in JOURNEY]
    stops.sort(key=lambda f: time_key(f.statement.when))
    timeline = [_stop(at, *same) for same in told(stops, atlas)]
    place = _place(at, head) if atlas.entity(head).kind == "place" else None
    at.speaker.note(*ids)
    return Card(
        entity=_entity(at, said.id, ids),
        names_known=_names_known(at, head),
        groups=_groups(at, own, totals, shapes, disputed),
        mentioned=Some(
            archive.lists.count_mentions(ids), [shapes[i] for i in mentioned if i in shapes]
        ),
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


def _own_statements(at: At, ids: Sequence[str], totals: dict[str, int]) -> list[str]:
    """Return the ids of the statements with this subject that a card shows, predicate by predicate."""
    lists, everything = at.known.archive.lists, sum(totals.values())
    wanted: list[str] = []
    for predicate, total in totals.items():
        most = SHOWN if everything <= BUDGET else max(FEW, BUDGET * total // everything)
        wanted += lists.statement_ids(0, min(most, SHOWN), subject=ids, predicate=predicate)
    return wanted


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


def _stop(at: At, found: Attested, *again: Attested) -> Stop:
    """Return a stop of a journey, with all statements that tell of it."""
    stop = episode(found.statement.subject, found)
    when = at.speaker.when(stop.when)
    days = (when.b0, when.b1, when.e0, when.e1) if when else (None, None, None, None)
    at.speaker.note(stop.place)
    pieces = at.speaker.sentence(found.statement)
    ids = [each.statement.id for each in (found, *again)]
    return Stop(ids[0], ids, stop.what, stop.place, pieces, when, days, found.stands)


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
    total = archive.lists.count_statements(object=inside, predicate="stay")
    if total > SORTED:  # to sort them all would take longer than anybody waits for a page
        inside = atlas.ids(head)
    ids = archive.lists.newest_statement_ids(PEOPLE, object=inside, predicate="stay")
    stays = [f for f in archive.lists.few(ids, 1)[0] if f.stands]
    people: list[Visitor] = []
    for found in stays:
        who = atlas.clusters.head(found.statement.subject)
        certain = known_days(found) is not None
        when = at.speaker.when(found.statement.when)
        people.append(Visitor(who, when, certain, found.statement.id))
    path, children = atlas.path(head)[1:], atlas.children(head)
    at.speaker.note(*path, *children[:500], *(p.id for p in people))
    return PlaceShape(list(path), list(children[:500]), people, total)


def _members(at: At, ids: Sequence[str]) -> list[Member]:
    wanted = at.known.archive.lists.statement_ids(object=ids, predicate="member", limit=200)
    found, _ = at.known.archive.lists.few(wanted, 1)
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
