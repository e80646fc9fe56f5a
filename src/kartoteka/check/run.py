"""``check``: every rule over one archive → findings, the gravest first.

In: a reader. Out: findings by severity, then by where they stand in the material (source, position): all at
once, or (:func:`findings`) one at a time, for archives that have very many.
"""

from __future__ import annotations

from collections.abc import Collection

from kartoteka.archive.reader import Reader
from kartoteka.check.held import Held, Place
from kartoteka.check.material import Material
from kartoteka.check.rules import chosen
from kartoteka.model.findings import Finding
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
    return tuple(findings(reader, lang=lang, rules=rules, atlas=atlas))


def findings(
    reader: Reader,
    *,
    lang: str = "en",
    rules: Collection[str] | None = None,
    atlas: Atlas | None = None,
) -> Held:
    """Return what :func:`check` returns, counted, and to be gone through one by one."""
    return run(Material(reader, lang=lang, atlas=atlas), rules)


def run(material: Material, rules: Collection[str] | None = None) -> Held:
    """Run rules over a material that is there already; see :func:`findings`."""
    held = Held()
    material.know_everybody()
    order = {source.id: number for number, source in enumerate(material.sources)}
    for rule in chosen(rules):
        for finding in rule.run(material):
            held.add(finding, _place(material, order, finding))
    return held


def _place(material: Material, order: dict[str, int], finding: Finding) -> Place:
    """Return where a finding stands: the first of the sources and passages that it speaks of."""
    places: list[Place] = []
    for id_ in (*finding.evidence, finding.where.id or ""):
        if (passage := material.compact.cited(id_)) is not None:
            places.append((order.get(passage.source, _LAST), passage.start))
        elif id_ in order:
            places.append((order[id_], 0))
    return min(places, default=(_LAST, 0))
