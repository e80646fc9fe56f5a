"""Values → short digests: equal values have equal ones, in every process and on every day.

In: whatever records, contents and answers are made of: frozen dataclasses, tuples, texts, numbers. Out: 64
bits, by which a build tells whether something is as it was at the last one.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, cast

Digest = int
"""64 bits."""


def digest(value: object) -> Digest:
    """Return the digest of a value.

    >>> digest(("Ana", 3)) == digest(("Ana", 3)), digest(("Ana", 3)) == digest(("Ana", 4))
    (True, False)
    """
    # Version 2 writes equal values as equal bytes; later ones also write which are one object.
    return int.from_bytes(blake2b(marshal.dumps(plain(value), 2), digest_size=8).digest())


def plain(value: object) -> Any:  # noqa: ANN401 - tuples of texts and numbers, all the way down
    """Return a value as plain tuples."""
    kind = type(value)
    if value is None or kind is str or kind is int or kind is float or kind is bool:
        return value
    if kind is tuple or kind is list:
        return tuple([plain(v) for v in cast("tuple[object, ...]", value)])
    if is_dataclass(value):
        return kind.__name__, tuple([plain(v) for v in _values_of(kind)(value)])
    if isinstance(value, frozenset | set):
        return tuple(sorted(map(plain, cast("frozenset[str]", value))))
    if isinstance(value, Mapping):
        return tuple([(k, plain(v)) for k, v in cast("Mapping[str, object]", value).items()])
    if isinstance(value, tuple):  # a named one
        return tuple([plain(v) for v in cast("tuple[object, ...]", value)])
    raise TypeError(f"{kind.__name__} has no digest: it is not made of texts and numbers")


@cache
def _values_of(kind: type[Any]) -> Callable[[object], tuple[object, ...]]:
    names = [f.name for f in fields(kind)]
    if len(names) == 1:
        one = attrgetter(names[0])
        return lambda value: (one(value),)
    return attrgetter(*names)
