"""``check``: every rule over one archive → findings, the gravest first.

In: a reader. Out: findings by severity, then by where they stand in the material (source, position).
"""

from __future__ import annotations

from collections.abc import Collection

from kartoteka.archive.reader import Reader
from kartoteka.check.material import Material
from kartoteka.check.rules import chosen
from kartoteka.model.findings import SEVERITIES, Finding
from kartoteka.relate.atlas import Atlas

_LAST = 10**9


def check(
    reader: Reader,
    *,
    lang: str = "en",
    rules: Collection[str] | None = None,
    atlas: Atlas | None = None,
) -> tuple[Finding, ...]:
    """Return what the archive's owner should know about the material.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    lang
        In which the findings are worded: ``en`` or ``ru``.
    rules
        Names of rules, by default all; see :func:`kartoteka.check.rules.all_rules`.
    atlas
        Names and places, where the caller has them already.

    Raises
    ------
    UnknownName
        No rule is called so.
    """
    return run(Material(reader, lang=lang, atlas=atlas), rules)


def run(material: Material, rules: Collection[str] | None = None) -> tuple[Finding, ...]:
    """Run rules over a material that is there already; see :func:`check`."""
    found = [f for rule in chosen(rules) for f in rule.run(material)]
    places = _places(material)

    def place(finding: Finding) -> tuple[int, tuple[int, int]]:
        known = [places[i] for i in (*finding.evidence, finding.where.id or "") if i in places]
        return SEVERITIES.index(finding.severity), min(known, default=(_LAST, 0))

    return tuple(sorted(found, key=place))  # of one place, in the order of the rules


def _places(material: Material) -> dict[str, tuple[int, int]]:
    """Return id of a passage or source → the source's position in time, and the passage's in it."""
    order = {source.id: (number, 0) for number, source in enumerate(material.sources)}
    places = dict(order)
    for found in material.statements:
        for evidence in found.evidence:
            passage = evidence.passage
            places[passage.id] = order.get(passage.source, (_LAST, 0))[0], passage.start
    return places
