"""A page's content → its mark: two contents with one mark print the same page.

In: what a template will be shown. Out: a short digest of it, and of all that the template may look up with
it: wherever a text of the content is an id, what that is called and where its page is count too. So a page
need not be printed to know that it would come out as before.

Only what readers may see goes into a mark: it stands in the manifest of the site, and must not let
anybody test a guess at what was held back.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from kartoteka.publish.addresses import FOLDERS
from kartoteka.publish.desk import Desk

_UNPRINTED = frozenset({"statement"})
"""Fields that no template shows: a sentence's own record, of which all that is shown stands beside it."""

Plain = Any
"""Tuples of texts and numbers, all the way down."""


class Marks:
    """Makes the marks of one language's pages.

    Parameters
    ----------
    desk
        Knows names and addresses.
    shared
        What every page of the language shows: its title, the languages.
    """

    def __init__(self, desk: Desk, shared: object) -> None:
        self._desk = desk
        self._shared = _flat(shared, set())
        self._known = {i for _, i in desk.addresses.given()} | {e.id for e in desk.view.entities()}
        self._looked_up = lru_cache(maxsize=4096)(self._look_up)

    def of(self, content: object) -> tuple[str, set[str]]:
        """Return the mark of a content, and its texts: what one of them names is covered if it is an id."""
        texts: set[str] = set()
        plain = _flat(content, texts)
        found = tuple(self._looked_up(i) for i in sorted(texts & self._known))
        # Version 2 writes equal values as equal bytes; later ones also write which are one object.
        data = marshal.dumps((self._shared, plain, found), 2)
        return blake2b(data, digest_size=16).hexdigest(), texts

    def _look_up(self, id_: str) -> Plain:
        ref, path = self._desk.ref(id_), self._desk.addresses.path
        paths = tuple((path(kind, id_), path(kind, ref.id)) for kind in FOLDERS)
        return id_, ref.id, ref.kind, ref.name, ref.sort, paths


def _flat(value: object, texts: set[str]) -> Plain:
    """Return a value as plain tuples; every text in it is put into ``texts``."""
    kind = type(value)
    if kind is str:
        texts.add(value)  # type: ignore[arg-type]
        return value
    if kind is tuple or kind is list:
        return tuple([_flat(v, texts) for v in value])  # type: ignore[union-attr]
    if value is None or kind is int or kind is float or kind is bool:
        return value
    if kind is Markup:
        return str.__str__(value)  # type: ignore[arg-type]
    if is_dataclass(value):
        return kind.__name__, tuple([_flat(v, texts) for v in _values_of(kind)(value)])
    raise TypeError(f"{kind.__name__} has no mark: what a page shows is made of texts and numbers")


@cache
def _values_of(kind: type[Any]) -> Callable[[object], tuple[object, ...]]:
    names = [f.name for f in fields(kind) if f.name not in _UNPRINTED]
    if len(names) == 1:
        one = attrgetter(names[0])
        return lambda value: (one(value),)
    return attrgetter(*names)
