"""Which page is where: ids → addresses, relative so that a site works from any folder.

In: entities, sources and codes. Out: :class:`Addresses`: the path of each page below a language's
folder, and links from one page to another.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import posixpath
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

FOLDERS = {
    "person": "people",
    "place": "places",
    "group": "communities",
    "type": "types",
    "thing": "things",
    "source": "letters",
    "code": "themes",
}
"""Kind of page → its folder."""

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_RESERVED = re.compile(r"index|con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names of files that mean something else: the folder's own page; the devices of Windows."""


def slug(kind: str, id_: str) -> str:
    """Return a file name for an id that every file system and web server takes.

    >>> slug("person", "ana"), slug("code", "news/travelling"), slug("place", "Глаз")[:6]
    ('ana', 'news-travelling', 'place-')
    """
    plain = re.sub(r"[/_. ]+", "-", id_.lower()).strip("-")
    if _PLAIN.fullmatch(plain) and not _RESERVED.fullmatch(plain):
        return plain
    return f"{kind}-{hashlib.sha256(id_.encode()).hexdigest()[:8]}"


@dataclass(slots=True)
class Addresses:
    """The paths of all pages, below the folder of a language.

    Parameters
    ----------
    veil
        A secret: names of files are made from it and say nothing of whom they are about; the same secret, the
        same names. By default they are the ids, which can be read.
    """

    veil: str | None = None
    _paths: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    _taken: set[str] = field(default_factory=set[str])

    def give(self, kind: str, ids: Iterable[str]) -> None:
        """Give each id of a kind a path of its own."""
        for id_ in ids:
            name, number = self._name(kind, id_), 1
            path = f"{FOLDERS[kind]}/{name}.html"
            while path in self._taken:
                number += 1
                path = f"{FOLDERS[kind]}/{name}-{number}.html"
            self._taken.add(path)
            self._paths[kind, id_] = path

    def _name(self, kind: str, id_: str) -> str:
        if self.veil is None:
            return slug(kind, id_)
        said = json.dumps([kind, id_])
        return hmac.new(self.veil.encode(), said.encode(), "sha256").hexdigest()[:20]

    def same(self, kind: str, id_: str, head: str) -> None:
        """Let an id lead to the page of another that stands for it."""
        if (kind, head) in self._paths:
            self._paths.setdefault((kind, id_), self._paths[kind, head])

    def given(self) -> Collection[tuple[str, str]]:
        """Return what has a page: kind and id."""
        return self._paths.keys()

    def path(self, kind: str, id_: str) -> str | None:
        """Return the path of a page; None where there is none."""
        return self._paths.get((kind, id_))


def link(from_path: str, to_path: str) -> str:
    """Return a relative address from one page to another (which may carry an anchor).

    >>> link("people/ana.html", "letters/one.html#p_1"), link("index.html", "people/ana.html")
    ('../letters/one.html#p_1', 'people/ana.html')
    """
    target, _, anchor = to_path.partition("#")
    relative = _relative(from_path.rpartition("/")[0], target)
    return f"{relative}#{anchor}" if anchor else relative


@lru_cache(maxsize=16384)
def _relative(folder: str, target: str) -> str:
    return posixpath.relpath(target, folder or ".")
