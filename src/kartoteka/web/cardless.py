"""Whom sources name and who has no card yet: ``author: ana``, and nobody has said who Ana is.

In: what is typed, and perhaps the open source. Out: ids to make cards under, so that the one who wrote and
the one spoken of are one.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from kartoteka.model.entities import Kind
from kartoteka.model.sources import Source
from kartoteka.web.calls import At
from kartoteka.web.known import Known
from kartoteka.web.names import fit, words

_MADE: tuple[tuple[str, Kind], ...] = (
    ("author", "person"),
    ("addressee", "person"),
    ("place", "place"),
)
"""What of a source names an entity, and of which kind its card is made."""


class Cardless(Struct, frozen=True):
    """Somebody whom a source names and who has no card: the id, and what the card would say."""

    id: str
    name: str
    kind: Kind
    part: str
    here: bool
    fits: bool
    title: str


def cardless(
    at: At, text: str, kinds: Collection[str], source: str | None, most: int
) -> list[Cardless]:
    """Return those without a card whose id begins as is typed, those of the open source first.

    Last, whatever is typed, the author of the open source: «Аня» may be ``ana``, and no letter shows it.
    """
    typed = words(text)
    here = at.known.sources.get(source or "")
    mentions = _mentions(here, at.known) if here else {}
    mentions |= {i: m for i, m in _every(at.known).items() if i not in mentions}
    found: list[Cardless] = []
    for id_, (part, kind, named_by) in mentions.items():
        fits = fit(typed, words(id_)) is not None
        there = named_by is here
        if typed and (not kinds or kind in kinds) and (fits or (there and part == "author")):
            name = _name(text.strip(), id_) if fits else text.strip()
            found.append(Cardless(id_, name, kind, part, there, fits, named_by.title))
    return sorted(found, key=lambda c: (not c.fits, not c.here, len(c.id), c.id))[:most]


_Mention = tuple[str, Kind, Source]


def _every(known: Known) -> dict[str, _Mention]:
    def make() -> dict[str, _Mention]:
        found: dict[str, _Mention] = {}
        for source in known.sources.values():
            for id_, mention in _mentions(source, known).items():
                found.setdefault(id_, mention)
        return found

    return known.kept("cardless", make)


def _mentions(source: Source, known: Known) -> dict[str, _Mention]:
    found: dict[str, _Mention] = {}
    for part, kind in _MADE:
        id_: str | None = getattr(source, part)
        if id_ and known.atlas.find(id_) is None:
            found.setdefault(id_, (part, kind, source))
    return found


def _name(typed: str, id_: str) -> str:
    """Return what to call the new one: as it was typed where that is the whole, else after the id."""
    return typed if words(typed) == words(id_) else id_.replace("-", " ").title()
