"""What must be looked for in texts: names that may not leave, names that may, and sealed stretches.

In: an archive and what leaves of it. Out: names and stretches, for ``cleaning``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kartoteka.archive.reader import Reader
from kartoteka.model.entities import Entity
from kartoteka.model.sources import Part
from kartoteka.publish.calling import Calling
from kartoteka.publish.patterns import BAR, Hidden
from kartoteka.publish.release import Release
from kartoteka.publish.sealing import Stretch
from kartoteka.publish.shelter import sheltered


def hidden_names(archive: Reader, leaving: Collection[str]) -> Iterator[Hidden]:
    """Yield every name of every entity that is aliased or may not be named at all."""
    names: dict[str, list[str]] = {}
    for found in archive.stream(predicate="name"):
        names.setdefault(found.statement.subject, []).append(found.statement.value or "")
    for entity in sheltered(archive).values():
        if entity.access == "public" and not entity.alias:
            continue
        instead = entity.alias if entity.alias and entity.id in leaving else BAR
        for name in dict.fromkeys((entity.label, *names.get(entity.id, ()))):
            if name and name != entity.alias:
                yield Hidden(name, entity.kind, instead)


def public_names(
    archive: Reader, entities: Mapping[str, Entity], calling: Calling
) -> Iterator[str]:
    """Yield every name that is published, aliases too."""
    yield from (entity.label for entity in entities.values() if BAR not in entity.label)
    for found in archive.stream(predicate="name"):
        entity, name = entities.get(found.statement.subject), found.statement.value
        if entity and not entity.alias and name and calling.name(entity.kind, name) == name:
            yield name


def sealed(archive: Reader, release: Release) -> dict[str, list[Stretch]]:
    """Return source → the stretches of it that nobody may read.

    Whoever restricts a statement or a telling does not want its words read; and a part in the voice of
    somebody who may not be named is theirs as a whole.
    """
    entities = sheltered(archive)
    return {
        id_: [
            *((p.start, p.end) for p in archive.parts(id_) if is_hidden(p, entities)),
            *release.sealed.get(id_, ()),
        ]
        for id_ in release.sources
    }


def is_hidden(part: Part, entities: Mapping[str, Entity]) -> bool:
    """Tell whether a part is in the voice of somebody who may not be named."""
    entity = entities.get(part.author) if part.author else None
    return entity is not None and entity.access != "public" and not entity.alias
