"""What the search of the site finds a page by; the index itself is made in ``indexing``.

In: a page that was printed. Out: :class:`Found`, of *released* text only.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A page as the search knows it; ``lang`` is of its text, ``kind`` as the site's texts name it."""

    url: str
    kind: str
    title: str
    text: str
    lang: str

    def packed(self) -> bytes:
        """Return it in little memory: the words of all pages are the site once more."""
        return zlib.compress(json.dumps(astuple(self), ensure_ascii=False).encode(), 1)


def unpacked(found: bytes) -> Found:
    """Return what was packed.

    >>> page = Found("people/ana.html", "person", "Ana", "Ana was in the North.", "en")
    >>> unpacked(page.packed()) == page
    True
    """
    return Found(*json.loads(zlib.decompress(found)))
