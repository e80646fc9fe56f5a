"""Who may be who: judgements left open, judgements at odds, and namesakes nobody has judged.

In: the material. Out: findings. Two records of one person are never merged by a rule; a rule only asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kartoteka.check.material import Material
from kartoteka.check.rules import Rule
from kartoteka.model.entities import Identity
from kartoteka.model.findings import Finding
from kartoteka.model.statements import Attested
from kartoteka.relate.identity import standing
from kartoteka.relate.order import may_meet

NAMESAKES = 12
"""Of a name that more people bear than this nothing can be concluded."""


def left_open(material: Material) -> Iterator[Finding]:
    """Yield judgements ``maybe`` that nobody has settled."""
    judgements = standing(material.reader.identities()).values()
    open_ = [
        j for j in judgements if j.verdict == "maybe" and material.head(j.a) != material.head(j.b)
    ]
    known = _told_of(material, {i for j in open_ for i in (j.a, j.b)})
    for judgement in open_:
        found = [known[i] for i in (judgement.a, judgement.b) if i in known]
        asked = next((who for f in found if (who := material.whom(f))), None)
        yield material.finding(
            "identity-open",
            "ask",
            ("identity", judgement.id),
            *found,
            evidence=(judgement.id,),
            asked=asked,
            reminder="",
            a=material.name(judgement.a),
            b=material.name(judgement.b),
            reason=judgement.reason.rstrip(" ."),
        )


def _told_of(material: Material, ids: set[str]) -> dict[str, Attested]:
    """Return id → the first statement about it that somebody attests."""
    known: dict[str, Attested] = {}
    if not ids:
        return known
    table, named = material.table, material.table.among(ids)
    about = named[table.subject] | named[table.object] | table.naming(named)
    for found in material.attested.where(about):
        for id_ in found.statement.entities():
            if id_ in ids:
                known.setdefault(id_, found)
    return known


def at_odds(material: Material) -> Iterator[Finding]:
    """Yield pairs judged different that other judgements make the same."""
    for judgement in standing(material.reader.identities()).values():
        if judgement.verdict == "different" and material.head(judgement.a) == material.head(
            judgement.b
        ):
            yield material.finding(
                "identities-at-odds",
                "error",
                ("identity", judgement.id),
                evidence=(judgement.id,),
                a=judgement.a,
                b=judgement.b,
                by=judgement.created_by,
            )


def namesakes(material: Material) -> Iterator[Finding]:
    """Yield people of one name who may have shared a cell, and whom nobody has told apart."""
    judged = _judged(material)
    bearers: dict[str, set[str]] = {}
    for entity in material.reader.entities("person"):
        for name in _names(material, entity.label, entity.id):
            bearers.setdefault(name, set()).add(material.head(entity.id))
    told: set[frozenset[str]] = set()
    for heads in bearers.values():
        for a, b in combinations(sorted(heads), 2) if len(heads) <= NAMESAKES else ():
            pair = frozenset((a, b))
            shared = None if pair in judged | told else _shared_cell(material, a, b)
            if shared is not None:
                told.add(pair)
                yield _namesakes(material, a, b, shared)


def _judged(material: Material) -> set[frozenset[str]]:
    judgements: list[Identity] = list(standing(material.reader.identities()).values())
    return {frozenset((material.head(j.a), material.head(j.b))) for j in judgements}


def _names(material: Material, label: str, id_: str) -> Iterator[str]:
    yield label.casefold()
    yield from (n.value.casefold() for n in material.atlas.names(id_) if n.attested)


def _shared_cell(material: Material, a: str, b: str) -> tuple[Attested, Attested] | None:
    """Return a stay of each in one innermost place, at a time that may be the same."""
    for mine in material.stays.get(a, ()):
        place = material.head(mine.statement.object or "")
        for theirs in material.stays.get(b, ()) if not material.atlas.children(place) else ():
            same = material.head(theirs.statement.object or "") == place
            if same and may_meet(mine.statement.when, theirs.statement.when):
                return mine, theirs
    return None


def _namesakes(material: Material, a: str, b: str, shared: tuple[Attested, Attested]) -> Finding:
    return material.finding(
        "namesakes",
        "ask",
        ("entity", a),
        *shared,
        asked=material.whom(shared[0]) or material.whom(shared[1]),
        reminder="",
        a=material.dated(a, shared[0].statement.when),
        b=material.dated(b, shared[1].statement.when),
        ids=f"{a}, {b}",
        place=material.name(shared[0].statement.object or ""),
    )


RULES = (
    Rule("identities-at-odds", at_odds, asks=False),
    Rule("identity-open", left_open),
    Rule("namesakes", namesakes),
)
