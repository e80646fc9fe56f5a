"""Values → short digests: equal values have equal ones, in every process and on every day.

In: whatever records, contents and answers are made of: frozen dataclasses, tuples, texts, numbers. Out: 64
bits, by which a build tells whether something is as it was at the last one.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping
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


_SCALARS = frozenset({str, int, float, bool, type(None)})


def plain(value: object) -> Any:  # noqa: ANN401 - tuples of texts and numbers, all the way down
    """Return a value as plain tuples."""
    kind = type(value)
    if kind in _SCALARS:
        return value
    if is_dataclass(value):
        return kind.__name__, _each(_values_of(kind)(value))
    if isinstance(value, tuple | list):
        return _each(cast("tuple[object, ...]", value))
    if isinstance(value, frozenset | set):
        return tuple(sorted(map(plain, cast("frozenset[str]", value))))
    if isinstance(value, Mapping):
        return tuple([(k, plain(v)) for k, v in cast("Mapping[str, object]", value).items()])
    raise TypeError(f"{kind.__name__} has no digest: it is not made of texts and numbers")


def _each(values: Iterable[object]) -> tuple[Any, ...]:
    return tuple([v if type(v) in _SCALARS else plain(v) for v in values])


@cache
def _values_of(kind: type[Any]) -> Callable[[object], tuple[object, ...]]:
    names = [f.name for f in fields(kind)]
    if len(names) == 1:
        one = attrgetter(names[0])
        return lambda value: (one(value),)
    return attrgetter(*names)
