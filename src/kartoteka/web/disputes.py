"""What a handful of statements disagree about: the rules of ``check``, run over them alone.

In: statements that stand on one page. Out: findings, the same as a check of the whole archive would have of
these statements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from kartoteka.check.material import Material
from kartoteka.check.run import run
from kartoteka.model.findings import Finding
from kartoteka.model.sources import Source
from kartoteka.model.statements import Attested
from kartoteka.relate.standing import Journeys
from kartoteka.web.calls import At

RULES = ("asserted-and-denied", "conflicting-values", "only-once", "two-places-at-once")
"""The rules that set statements about one entity against each other."""


class _These:
    """A reader of a few statements."""

    def __init__(self, at: At, found: Collection[Attested]) -> None:
        self._at, self._found = at, tuple(found)

    def stream(self, **_conditions: Any) -> Iterator[Attested]:  # noqa: ANN401
        return iter(self._found)

    def sources(self) -> Iterator[Source]:
        # Their order is all that is asked, and of those that nobody cites here nothing depends.
        found = {e.source.id: e.source for f in self._found for e in f.evidence}
        return iter(found.values())

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else a reader answers
        return getattr(self._at.known.archive, name)


def disputes(at: At, found: Collection[Attested]) -> tuple[Finding, ...]:
    """Return what these statements disagree about."""
    known = at.known
    reader: Any = _These(at, found)
    journeys = known.kept("journeys", lambda: Journeys(known.atlas))
    material = Material(reader, lang=at.lang, atlas=known.atlas, journeys=journeys)
    return tuple(run(material, RULES))
