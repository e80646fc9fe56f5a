"""A place of which too much is said for one page: what stands there, and what with the places within it.

In: a desk and a place. Out: :class:`OnlyHere`, from which its page is told, and :class:`Within`, how many
stays each place within it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kartoteka.publish.desk import Desk, Ref
from kartoteka.publish.view import View

MOST_STAYS = 5_000
"""Stays in a place and all within it that are listed on one page; of more, each stands with its own place."""

MOST_SAID = 5_000
"""Statements about a place and all within it; of more, each place tells what is said of itself."""

_OF_STATEMENTS = frozenset({"statements", "stream", "outlines", "excerpt", "links"})
"""The questions whose answers are statements."""


@dataclass(frozen=True, slots=True)
class Within:
    """How many stays there are in a place within a crowded one."""

    ref: Ref
    count: int


class OnlyHere:
    """A view in which nothing is said of a place but of itself: a town need not repeat each of its cells.

    Parameters
    ----------
    view
        What may be published.
    own, inside
        The ids of the place, and of all places within it.
    stays, said
        Whether stays, and whether all else, are left to the places within.
    """

    def __init__(
        self, view: View, own: tuple[str, ...], inside: tuple[str, ...], *, stays: bool, said: bool
    ) -> None:
        self._view, self._own, self._inside = view, own, inside
        self.stays, self.said = stays, said

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the view can answer
        asked = getattr(self._view, name)
        if name not in _OF_STATEMENTS:
            return asked

        def answer(*given: Any, **wanted: Any) -> Any:  # noqa: ANN401 - as the view
            stays = name != "links" and wanted.get("predicate") == "stay"
            if self.stays if stays else self.said:
                wanted |= {key: self._own for key, ids in wanted.items() if ids == self._inside}
            return asked(*given, **wanted)

        return answer


def told_from(desk: Desk, here: str) -> OnlyHere:
    """Return what a place is told from: all within it, or of a crowded place only what is said of itself."""
    inside, view = desk.atlas.all_ids(desk.atlas.below(here)), desk.view
    own = desk.atlas.ids(here)
    stays = view.count(object=inside, predicate="stay") > MOST_STAYS
    said = inside != own and view.count(about=inside) > MOST_SAID
    return OnlyHere(view, own, inside, stays=stays, said=said)


def within(desk: Desk, here: str) -> tuple[Within, ...]:
    """Return how many stays there are in each place within."""
    counted: list[Within] = []
    for child in desk.atlas.children(here):
        ids = desk.atlas.all_ids(desk.atlas.below(child))
        if n := desk.view.count(object=ids, predicate="stay"):
            counted.append(Within(desk.ref(child), n))
    return tuple(sorted(counted, key=lambda w: (-w.count, w.ref.name)))
