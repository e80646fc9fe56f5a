"""What lies in what, against itself: a place that lies in a place that lies in it.

In: the material. Out: one finding per ring. Views end a ring where it closes, so that no page is endless; but
what is within what cannot be told in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kartoteka.check.material import Material
from kartoteka.check.rules import Rule
from kartoteka.model.findings import Finding
from kartoteka.model.statements import Attested
from kartoteka.relate.order import may_meet


def in_itself(material: Material) -> Iterator[Finding]:
    """Yield the rings of places, groups or types that lie in each other, each once."""
    links: dict[str, list[Attested]] = {}
    for found in material.of("part_of"):
        links.setdefault(material.head(found.statement.subject), []).append(found)
    told: set[str] = set()
    for first in (found for of_one in links.values() for found in of_one):
        ring = _ring(material, links, first)
        inside = sorted({material.head(found.statement.subject) for found in ring})
        if ring and told.isdisjoint(inside):
            told.update(inside)
            yield material.finding(
                "lies-in-itself",
                "error",
                ("entity", inside[0]),
                *ring,
                names=material.names(inside),
                ids=", ".join(inside),
            )


def _ring(
    material: Material, links: Mapping[str, list[Attested]], first: Attested
) -> tuple[Attested, ...]:
    """Return the links by which a link leads back to where it began, at a time that fits; () if none."""
    begin, when = material.head(first.statement.subject), first.statement.when
    ways, reached = [(first,)], set[str]()
    for way in ways:
        at = material.head(way[-1].statement.object or "")
        if at == begin:
            return way
        if at not in reached:
            reached.add(at)
            further = (f for f in links.get(at, ()) if may_meet(f.statement.when, when))
            ways += [(*way, found) for found in further]
    return ()


RULES = (Rule("lies-in-itself", in_itself, asks=False),)
