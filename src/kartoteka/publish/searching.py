"""What the search of the site finds a page by; the index itself is made in ``indexing``.

In: a page that was printed. Out: :class:`Found`, of *released* text only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A page as the search knows it; ``lang`` is of its text, ``kind`` as the site's texts name it."""

    url: str
    kind: str
    title: str
    text: str
    lang: str
