"""What must be looked for in texts: names that may not leave, names that may, and sealed passages.

In: an archive and its release. Out: names and passages, for the redactor and the view.
"""

from __future__ import annotations

from collections.abc import Iterator

from kartoteka.archive.reader import Reader
from kartoteka.model.sources import Passage
from kartoteka.publish.redact import BAR, Hidden
from kartoteka.publish.release import Release
from kartoteka.publish.shelter import sheltered


def hidden_names(archive: Reader, release: Release) -> Iterator[Hidden]:
    """Yield every name of every entity that is aliased or may not be named at all."""
    names: dict[str, list[str]] = {}
    for found in archive.statements(predicate="name"):
        names.setdefault(found.statement.subject, []).append(found.statement.value or "")
    for entity in sheltered(archive).values():
        if entity.access == "public" and not entity.alias:
            continue
        instead = entity.alias if entity.alias and entity.id in release.entities else BAR
        for name in dict.fromkeys((entity.label, *names.get(entity.id, ()))):
            if name and name != entity.alias:
                yield Hidden(name, entity.kind, instead)


def public_names(archive: Reader, release: Release) -> Iterator[str]:
    """Yield every name that is published, aliases too."""
    yield from (entity.label for entity in release.entities.values())
    for found in archive.statements(predicate="name"):
        entity = release.entities.get(found.statement.subject)
        if entity and not entity.alias and found.statement.value:
            yield found.statement.value


def sealed_passages(archive: Reader) -> dict[str, list[Passage]]:
    """Return source → the passages of statements that are restricted themselves.

    Whoever restricts a statement does not want it read; so its words are blacked out in the letter.
    """
    sealed: dict[str, list[Passage]] = {}
    for found in archive.statements():
        for evidence in found.evidence:
            told = any(t.access != "public" for t in evidence.chain)
            if told or found.statement.access != "public":
                sealed.setdefault(evidence.source.id, []).append(evidence.passage)
    return sealed
