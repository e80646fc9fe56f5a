"""Words that nobody may read, because what is made of them is restricted.

In: a statement with its evidence. Out: stretches of sources.
"""

from __future__ import annotations

from collections.abc import Iterator

from kartoteka.model.sources import CodePoint
from kartoteka.model.statements import Attested

Stretch = tuple[CodePoint, CodePoint]
"""Where a stretch of a text begins and ends."""


def sealed_by(found: Attested) -> Iterator[tuple[str, Stretch]]:
    """Yield the words of a restricted statement, or telling: whoever restricts it wants them unread."""
    for evidence in found.evidence:
        told = any(t.access != "public" for t in evidence.chain)
        if told or found.statement.access != "public":
            yield evidence.source.id, (evidence.passage.start, evidence.passage.end)
