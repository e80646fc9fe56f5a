"""Ids for entities that are made in passing: ``new:1`` → an id after the label.

In: a document in which new entities are named ``new:…``. Out: the same document with ids that nobody bears.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from kartoteka.importers.details import slug
from kartoteka.web.known import Known

NEW = "new:"

_WORDS = frozenset({"quote", "exact", "text", "title", "value", "label", "reason", "verbatim"})
"""Keys under which words stand, not ids."""


def with_ids(known: Known, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document in which every ``new:…`` has become an id."""
    entities: Mapping[str, Any] = document.get("entities") or {}
    ids: dict[str, str] = {}
    for name, made in entities.items():
        if name.startswith(NEW):
            label = cast("dict[str, Any]", made).get("label") if isinstance(made, dict) else None
            ids[name] = _free(known, str(label or name.removeprefix(NEW)), set(ids.values()))
    if not ids:
        return dict(document)
    return {key: _renamed(value, ids, key) for key, value in document.items()}


def _free(known: Known, label: str, taken: set[str]) -> str:
    stem, number = slug(label)[:60].strip("-") or "x", 1
    if not stem[0].isalnum():
        stem = f"x{stem}"
    while True:
        candidate = stem if number == 1 else f"{stem}-{number}"
        there = candidate in taken or known.archive.find_entity(candidate) is not None
        if not there and not known.archive.lists.is_named(candidate):
            return candidate
        number += 1


def _renamed(value: Any, ids: Mapping[str, str], key: str) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return value if key in _WORDS else ids.get(value, value)
    if isinstance(value, list):
        return [_renamed(item, ids, key) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        pairs = cast("dict[str, Any]", value)
        return {ids.get(name, name): _renamed(inner, ids, name) for name, inner in pairs.items()}
    return value
