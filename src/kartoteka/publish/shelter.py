"""Who must be protected: each entity with the strictest protection of all those judged the same.

In: an archive. Out: id → entity. Without this a person who has an alias under one id, and their own name
under another, would be given away by the judgement that the two are one.
"""

from __future__ import annotations

from dataclasses import replace

from kartoteka.archive.reader import Reader
from kartoteka.model.entities import Entity
from kartoteka.relate.identity import Clusters


def sheltered(archive: Reader) -> dict[str, Entity]:
    """Return every entity: restricted where one of its cluster is, with its alias where one has one."""
    entities = {e.id: e for e in archive.entities()}
    clusters = Clusters(archive.identities())
    return {id_: _strictest(e, entities, clusters.ids(id_)) for id_, e in entities.items()}


def _strictest(entity: Entity, entities: dict[str, Entity], ids: tuple[str, ...]) -> Entity:
    cluster = [entities[i] for i in ids if i in entities]
    restricted = any(e.access == "restricted" for e in cluster)
    alias = next((e.alias for e in cluster if e.alias), None)
    return replace(entity, access="restricted" if restricted else "public", alias=alias)
