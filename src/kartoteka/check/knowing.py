"""Who can know: people quoted about places where nothing places them, people known only by hearsay, old news.

In: the material. Out: questions and notes. Whether somebody was in a place is decided by the journeys
(``relate.standing``); here the cases are found in which the journeys and the claim do not agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kartoteka.archive.columns import NO_DAY
from kartoteka.archive.kept import Kept
from kartoteka.check.grounded import Said, by_stays
from kartoteka.check.material import Material
from kartoteka.check.rules import Rule
from kartoteka.check.table import Ints, Mask
from kartoteka.model.findings import Finding
from kartoteka.model.statements import Attested, Evidence
from kartoteka.relate.hearsay import age_of
from kartoteka.relate.standing import NEAR, TOLD

OLD = 365
"""News is old when it was told so many days before it was written down."""


class _Case(NamedTuple):
    """An attestation; unpacked when it is looked at, because there may be many."""

    found: Attested
    position: int

    @property
    def evidence(self) -> Evidence:
        return self.found.evidence[self.position]


def placed_nowhere(material: Material) -> Iterator[Finding]:
    """Yield who speaks of a place as one who was there, and is not known to have been.

    One finding per speaker and place: to ask about where they claim to know it themselves; a note where
    they were only told of it by somebody who does not say how they know.
    """
    claimed: dict[tuple[str, str], list[_Case]] = {}
    heard: dict[tuple[str, str], list[_Case]] = {}
    for case in _ungrounded(material):
        evidence = case.evidence
        place = material.journeys.place_of(case.found.statement)
        key = material.head(evidence.witness or ""), material.head(place or "")
        claims = evidence.attestation.basis in NEAR
        (claimed if claims else heard).setdefault(key, []).append(case)
    for (who, place), cases in claimed.items():
        yield _nowhere(material, who, place, cases, ask=True)
    for (who, place), cases in heard.items():
        if (who, place) not in claimed:
            yield _nowhere(material, who, place, cases, ask=False)


def _ungrounded(material: Material) -> Iterator[_Case]:
    """Yield who claims to know of a place, or passes on what was said of it, and was not there.

    What many say alike (the same people, of one place and time) is held against the journeys once.
    """
    table, rows = material.table, _not_by_stays(material, _of_places(material))
    owner = table.owner[rows]
    said = (
        table.subject[owner],
        np.append(table.chains.speakers, -1)[table.chain[rows]],
        table.authors[table.place[rows]],
        table.spoken(rows).e1,
        table.b0[owner],
        table.e1[owner],
    )
    _, one_each, which = np.unique(
        np.stack(said, axis=1), axis=0, return_index=True, return_inverse=True
    )
    cases = [_case(material, row) for row in rows[one_each].tolist()]
    told = [(c.found.statement, c.evidence) for c in cases]
    grounded = np.array([material.journeys.grounds(*each) is not None for each in told], dtype=bool)
    if len(rows):
        yield from (_case(material, row) for row in rows[~grounded[which.reshape(-1)]].tolist())


def _not_by_stays(material: Material, rows: Ints) -> Ints:
    table, owner = material.table, material.table.owner[rows]
    own_word = table.chain[rows] < 0
    witness = np.where(own_word, table.authors[table.place[rows]], table.witness[rows])
    who, of = table.heads[witness], table.subject_head[owner]
    said = Said(who, of, table.spoken(rows).e1, table.b0[owner], table.e1[owner])
    return rows[~by_stays(material, said)]


def _case(material: Material, row: int) -> _Case:
    number = int(material.table.owner[row])
    found = Kept(material.compact, number)
    return _Case(found, row - material.compact.columns.first[number])


def _of_places(material: Material) -> Ints:
    """Return the attestations that say something of a place, stays and the like left out."""
    free = {t.id for t in material.atlas.vocabulary.terms("predicate") if t.unattested}
    apart = free | {"stay", "transfer", "met", "formed", "dissolved", "event"}
    table, told = material.table, np.zeros(len(material.compact), dtype=np.bool_)
    told[material.attested.numbers] = True
    told &= ~table.said(*apart) & table.kind("place")[table.subject]
    passed_on = table.chain >= 0
    somebody = np.where(passed_on, table.witness, table.authors[table.place]) >= 0
    claims = table.on(*NEAR) | (table.on("unknown") & passed_on)
    return np.flatnonzero(told[table.owner] & claims & somebody)


def _nowhere(material: Material, who: str, place: str, cases: list[_Case], *, ask: bool) -> Finding:
    first = cases[0]
    asked = material.whom(first.found, who) if ask else None
    return material.finding(
        "placed-nowhere",
        "ask" if ask else "note",
        ("entity", who),
        *(c.found for c in cases),
        text="placed-nowhere" if ask else "heard-from-afar",
        asked=asked,
        ask="ask_self" if asked == who else "ask_group" if material.kind(who) == "group" else "ask",
        who=material.name(who),
        place=material.name(place),
        in_place=material.placed(place),
        source=first.evidence.source.title,
    )


def only_hearsay(material: Material) -> Iterator[Finding]:
    """Yield people of whom we have only heard: nobody who writes or speaks to us has met them."""
    far = _never_near(material)
    second_hand = material.table.any(_second_hand(material))
    heard: dict[str, list[Attested]] = {}
    for found in material.attested.where(material.table.about(far) & second_hand):
        named = [e for e in found.statement.entities() if material.kind(e) == "person"]
        people = [head for head in material.heads(named) if head in far]
        for _ in filter(_is_second_hand, found.evidence):
            for head in people:
                heard.setdefault(head, []).append(found)
    for who, found in heard.items():
        sources = {e.source.id: e.source.title for f in found for e in f.evidence}
        yield material.finding(
            "only-by-hearsay",
            "note",
            ("entity", who),
            *{f.statement.id: f for f in found}.values(),
            who=material.name(who),
            sources=material.listed([material.say("title", title=t) for t in sources.values()]),
        )


def _is_second_hand(evidence: Evidence) -> bool:
    return bool(evidence.chain) or evidence.attestation.basis in TOLD


def _second_hand(material: Material) -> Mask:
    return (material.table.chain >= 0) | material.table.on(*TOLD)


def _never_near(material: Material) -> frozenset[str]:
    """Return the people of whom nobody tells first-hand, who wrote nothing, and told an author nothing."""
    table, told = material.table, material.attested
    person, near = table.kind("person"), table.among(material.writers)
    seen = told.numbers[table.any(~_second_hand(material))[told.numbers]]
    for who in table.named_in(seen):
        near[table.heads[who[person[who]]]] = True
    # Whoever told the author something was there to tell it.
    counts = np.zeros(len(material.compact), dtype=np.bool_)
    counts[told.numbers] = True
    chains = np.unique(table.chain[counts[table.owner] & (table.chain >= 0)])
    near[table.heads[table.chains.teller[chains]]] = True
    near[-1] = False
    heads = np.unique(table.heads[:-1][person[:-1]])
    return frozenset(table.id(n) for n in heads[~near[heads]].tolist())


def old_news(material: Material) -> Iterator[Finding]:
    """Yield places of which news was already old when it was written down; one finding per place."""
    old: dict[str, list[tuple[int, Attested]]] = {}
    told = material.of("rating", "reach", "has", "practice", "population")
    for found in told.where(_may_be_old(material)):
        if material.kind(found.statement.subject) != "place":
            continue
        for evidence in found.evidence:
            age = age_of(found.statement, evidence) if evidence.chain else None
            if age is not None and age > OLD:
                old.setdefault(material.head(found.statement.subject), []).append((age, found))
    for place, news in old.items():
        yield material.finding(
            "old-news",
            "note",
            ("entity", place),
            *(f for _, f in news),
            place=material.name(place),
            n=max(age for age, _ in news) // OLD,
        )


def _may_be_old(material: Material) -> Mask:
    """Return which statements of places came by a telling, long before they were written down."""
    table = material.table
    told = table.chains.spoken
    rows = np.flatnonzero(table.chain >= 0)
    begun, ended = (days[table.chain[rows]] for days in (told.b0, told.e1))
    by_telling = (begun != NO_DAY) & (ended != NO_DAY)
    since = np.where(by_telling, ended, table.e1[table.owner[rows]])
    some = since != NO_DAY
    rows, since = rows[some], since[some]
    old = np.zeros(len(table.chain), dtype=np.bool_)
    old[rows[table.written.e1[table.place[rows]] - since > OLD]] = True
    return table.any(old) & table.kind("place")[table.subject]


RULES = (
    Rule("placed-nowhere", placed_nowhere),
    Rule("only-by-hearsay", only_hearsay, asks=False),
    Rule("old-news", old_news, asks=False),
)
