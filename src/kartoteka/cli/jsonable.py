"""Answers for programs: frozen values as JSON, evidence ids and ISO days included.

In: the same dataclasses that the functions of the library return. Out: plain dicts and lists. A dataclass
becomes an object with its fields, the derived values of :data:`DERIVED`, and, beside every day number, the
same day as an ISO date under ``NAME_iso``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

from kartoteka.model.days import iso

if TYPE_CHECKING:
    from kartoteka.relate.atlas import Atlas

DERIVED: dict[str, tuple[str, ...]] = {
    "Attested": ("ids", "stands", "witnesses"),
    "Claim": ("missing",),
    "Episode": ("evidence",),
    "Evidence": ("author", "witness", "written"),
    "FoundType": ("people",),
    "FoundTypology": ("k", "sequences"),
    "Life": ("places",),
    "Member": ("borderline",),
    "News": ("witness", "ids"),
    "Statement": ("number",),
    "Status": ("evidence",),
}
"""Class → properties and methods without arguments that are written beside its fields."""

_DAY = re.compile(r"\bDay\b")


def document(command: str, result: object, atlas: Atlas | None, lang: str) -> dict[str, Any]:
    """Return the whole answer of a command: its name, the result, and what the entities are called."""
    found: dict[str, Any] = {"command": command, "result": jsonable(result)}
    if atlas is not None:
        said = set(_words(found["result"]))
        named = [e.id for e in atlas.reader.entities() if e.id in said]
        atlas.gather(named)
        found["names"] = {id_: atlas.name(id_, lang) for id_ in named}
    return found


def _words(value: object) -> Iterator[str]:
    """Yield every text in an answer: the ids of what it speaks of are among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in cast("dict[str, object]", value).values():
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in cast("list[object]", value):
            yield from _words(inner)


def jsonable(value: object) -> Any:  # noqa: ANN401 - anything JSON can hold
    """Return a value as JSON types.

    >>> from kartoteka.model.dates import read_edtf
    >>> found = jsonable(read_edtf("2025-03-25"))
    >>> found["edtf"], found["b0"], found["b0_iso"]
    ('2025-03-25', 739335, '2025-03-25')
    """
    if value is None or isinstance(value, str | int | float):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value)
        return {str(key): jsonable(inner) for key, inner in pairs.items()}
    if isinstance(value, tuple) and (named := getattr(cast("object", value), "_asdict", None)):
        return jsonable(named())
    if isinstance(value, list | tuple | AbstractSet):
        inner = cast("list[object]", value)
        return [
            jsonable(item)
            for item in (sorted(inner, key=str) if isinstance(value, AbstractSet) else inner)
        ]
    if is_dataclass(value) and not isinstance(value, type):
        return _object(value)
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, BaseException):
        return {"class": type(value).__name__, "message": str(value)}
    return str(value)


def _object(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
    found: dict[str, Any] = {}
    for field in fields(value):
        if not field.repr:
            continue  # what an answer works with, and does not say
        inner = getattr(value, field.name)
        found[field.name] = jsonable(inner)
        if _DAY.search(str(field.type)):
            found[f"{field.name}_iso"] = _iso(inner)
    for name in DERIVED.get(type(value).__name__, ()):
        derived = getattr(value, name)
        found[name] = jsonable(derived() if callable(derived) else derived)
    return found


def _iso(value: int | tuple[int | None, ...] | None) -> Any:  # noqa: ANN401
    if isinstance(value, tuple):
        return [_iso(day) for day in value]
    return None if value is None else iso(value)
