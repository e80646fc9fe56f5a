"""The page of a thing that places have: where it is, and what is said of it.

In: a desk and an id. Out: :class:`ThingPage`, frozen, for ``templates/thing.html``.
"""

from __future__ import annotations

from dataclasses import dataclass

from kartoteka.publish.desk import AlsoCalled, Desk, Ref
from kartoteka.publish.prose import Said
from kartoteka.relate.life import ABOUT_NAMES


@dataclass(frozen=True, slots=True)
class ThingPage:
    """Everything on the page of a thing: where it is, and what is said of it."""

    ref: Ref
    names: tuple[AlsoCalled, ...]
    there: tuple[Said, ...]
    not_there: tuple[Said, ...]
    about: tuple[Said, ...]


def thing_page(desk: Desk, id_: str) -> ThingPage:
    """Return the page of a thing."""
    head = desk.head(id_)
    about = [
        f
        for f in desk.view.statements(about=desk.atlas.ids(head))
        if f.statement.predicate not in ABOUT_NAMES
    ]
    has = [f for f in about if f.statement.predicate == "has"]
    return ThingPage(
        ref=desk.ref(head),
        names=desk.other_names(head),
        there=desk.by_time(f for f in has if f.statement.polarity > 0),
        not_there=desk.by_time(f for f in has if f.statement.polarity < 0),
        about=desk.by_time((f for f in about if f.statement.predicate != "has"), head),
    )
