"""Who can know: people quoted about places where nothing places them, people known only by hearsay, old news.

In: the material. Out: questions and notes. Whether somebody was in a place is decided by the journeys
(``relate.standing``); here the cases are found in which the journeys and the claim do not agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kartoteka.check.material import Material
from kartoteka.check.rules import Rule
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
    for case in _of_places(material):
        if case.evidence.witness is None or _grounded(material, case):
            continue
        place = material.journeys.place_of(case.found.statement)
        key = material.head(case.evidence.witness), material.head(place or "")
        if case.evidence.attestation.basis in NEAR:
            claimed.setdefault(key, []).append(case)
        elif case.evidence.chain and case.evidence.attestation.basis == "unknown":
            heard.setdefault(key, []).append(case)
    for (who, place), cases in claimed.items():
        yield _nowhere(material, who, place, cases, ask=True)
    for (who, place), cases in heard.items():
        if (who, place) not in claimed:
            yield _nowhere(material, who, place, cases, ask=False)


def _of_places(material: Material) -> Iterator[_Case]:
    """Yield every attestation that says something of a place, stays and the like left out."""
    free = {t.id for t in material.atlas.vocabulary.terms("predicate") if t.unattested}
    apart = free | {"stay", "transfer", "met", "formed", "dissolved", "event"}
    for found in material.attested:
        statement = found.statement
        if statement.predicate not in apart and material.kind(statement.subject) == "place":
            yield from (_Case(found, position) for position in range(len(found.evidence)))


def _grounded(material: Material, case: _Case) -> bool:
    return material.journeys.grounds(case.found.statement, case.evidence) is not None


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
    near: set[str] = set(material.writers)
    heard: dict[str, list[Attested]] = {}
    for found in material.attested:
        people = [e for e in found.statement.entities() if material.kind(e) == "person"]
        for evidence in found.evidence:
            second_hand = evidence.chain or evidence.attestation.basis in TOLD
            for head in material.heads(people):
                if second_hand:
                    heard.setdefault(head, []).append(found)
                else:
                    near.add(head)
            # Whoever told the author something was there to tell it.
            near.update(material.heads(t.speaker for t in evidence.chain[-1:] if t.speaker))
    for who, found in heard.items():
        if who not in near:
            sources = {e.source.id: e.source.title for f in found for e in f.evidence}
            yield material.finding(
                "only-by-hearsay",
                "note",
                ("entity", who),
                *{f.statement.id: f for f in found}.values(),
                who=material.name(who),
                sources=material.listed([material.say("title", title=t) for t in sources.values()]),
            )


def old_news(material: Material) -> Iterator[Finding]:
    """Yield places of which news was already old when it was written down; one finding per place."""
    old: dict[str, list[tuple[int, Attested]]] = {}
    for found in material.of("rating", "reach", "has", "practice", "population"):
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


RULES = (
    Rule("placed-nowhere", placed_nowhere),
    Rule("only-by-hearsay", only_hearsay),
    Rule("old-news", old_news),
)
