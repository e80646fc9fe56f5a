"""A found typology, as the page is told of it.

In: a :class:`~kartoteka.analyse.typology.model.FoundTypology` and who speaks. Out: the structs of
``type_shapes``; lives as runs of states, the tree cut where it could no longer be read.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby, islice
from typing import Any

import numpy as np

from kartoteka.analyse.cluster.hierarchical import Hierarchical
from kartoteka.analyse.states import state_name
from kartoteka.analyse.typology.model import FoundType, FoundTypology, Member
from kartoteka.analyse.typology.words import mark_words, period, spoken_times
from kartoteka.web import type_shapes as shapes
from kartoteka.web.calls import At
from kartoteka.wording.texts import say

LEAVES = 60
"""Leaves of the drawn tree; of more lives those that join first share a leaf."""

LEFT_OUT = 60


def runs_of(codes: list[int], missing: int) -> list[tuple[int, int]]:
    """Return a life as runs: (state, cells); −1 where it is not known.

    >>> runs_of([0, 0, 2, 1], missing=2)
    [(0, 2), (-1, 1), (1, 1)]
    """
    return [
        (-1 if code == missing else code, sum(1 for _ in cells)) for code, cells in groupby(codes)
    ]


def named_in(found: FoundTypology) -> Iterator[str]:
    """Yield whom the page names."""
    yield from found.lives.people
    yield from islice(found.left_out, LEFT_OUT)


def found_shape(at: At, found: FoundTypology, tree: shapes.TreeShape) -> shapes.FoundShape:
    """Return all that is shown of a typology."""
    atlas, lang = at.known.atlas, at.lang
    lives = found.lives.sequences()
    states = [shapes.StateShape(s, state_name(s, atlas, lang)) for s in lives.states[:-1]]
    left_out = list(found.left_out.items())
    return shapes.FoundShape(
        period=period(found, lang),
        unit=found.lives.grid.unit,
        times=list(spoken_times(found, lang)),
        states=states,
        people=list(found.lives.people),
        runs=[runs_of(row, len(states)) for row in lives.codes.tolist()],
        types=[_type(at, one) for one in found.types],
        separation=list(found.separation.items()),
        quality=[_finite(asdict(quality)) for quality in found.quality],
        claims=list(_claims(found, lang)),
        left_out=left_out[:LEFT_OUT],
        left_out_total=len(left_out),
        tree=tree,
    )


def _type(at: At, one: FoundType) -> shapes.TypeShape:
    marks = (
        shapes.MarkWords(m.kind, mark_words(m, at.known.atlas, at.lang), list(m.evidence[:200]))
        for m in one.marks
    )
    members = [_member(m) for m in one.members]
    name = one.names[at.lang]
    return shapes.TypeShape(one.id, name, one.names, one.medoid, one.survives, list(marks), members)


def _member(m: Member) -> shapes.MemberShape:
    return shapes.MemberShape(
        m.person, m.strength, m.width, m.survives, m.known, m.nearest, m.borderline
    )


def _finite(figures: dict[str, Any]) -> dict[str, Any]:
    """Return figures of which none is no number: JSON has no such thing."""
    return {
        k: None if isinstance(v, float) and not math.isfinite(v) else v for k, v in figures.items()
    }


def _claims(found: FoundTypology, lang: str) -> Iterator[str]:
    for caution in found.cautions:
        facts = {k: _decimal(v, lang) for k, v in caution.facts.items()}
        yield say(f"types.{caution.kind}", lang, **facts)


def _decimal(fact: float | str, lang: str) -> float | str:
    if not isinstance(fact, float):
        return fact
    return f"{fact:.2f}".replace(".", "," if lang == "ru" else ".")


def tree_of(found: FoundTypology) -> shapes.TreeShape:
    """Return how the lives join by average linkage, in at most :data:`LEAVES` leaves."""
    people = found.lives.people
    fitted = Hierarchical(2, linkage="average").fit(np.array(found.distances))
    joins = [(int(a), int(b), float(h)) for a, b, h, _ in fitted.tree_.tolist()]
    n, cut = len(people), max(0, len(people) - LEAVES)
    under: dict[int, list[int]] = {leaf: [leaf] for leaf in range(n)}
    for step, (a, b, _) in enumerate(joins[:cut]):
        under[n + step] = under.pop(a) + under.pop(b)
    number = {node: position for position, node in enumerate(under)}
    place = {leaf: position for position, leaf in enumerate(fitted.order_.tolist())}
    order = sorted(under, key=lambda node: min(place[leaf] for leaf in under[node]))
    size = len(number)
    drawn: list[shapes.JoinShape] = []
    for step, (a, b, height) in enumerate(joins[cut:]):
        drawn.append(shapes.JoinShape(number[a], number[b], height))
        number[n + cut + step] = size + step
    return shapes.TreeShape(
        leaves=[shapes.LeafShape(people[some[0]], len(some)) for some in under.values()],
        joins=drawn,
        order=[number[node] for node in order],
    )
