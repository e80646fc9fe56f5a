"""What distinguishes a type: the states, places, groups, customs and declared types its lives share.

In: lives in types. Out: :class:`Mark` after mark, the most telling first: what is common in the type and rare
elsewhere, with the ids of the statements that say so of its members.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from kartoteka.analyse.lives import LivesInTime
from kartoteka.analyse.pairs import Ints
from kartoteka.analyse.typology.model import Mark, MarkKind
from kartoteka.archive.reader import Reader
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas

_MOST: dict[MarkKind, int] = {"state": 3, "place": 3, "group": 2, "practice": 2, "type": 2}
_TELLING = 0.25
"""A mark is that much more common in the type than elsewhere, as a share."""

Shared = dict[str, dict[str, list[str]]]
"""Thing → person → the ids of the statements that tie them."""


def marks(
    reader: Reader, lives: LivesInTime, labels: Ints, *, atlas: Atlas
) -> list[tuple[Mark, ...]]:
    """Return the marks of each type, 0 … k−1."""
    k = int(labels.max()) + 1
    people = _people(lives, labels, k)
    shared = _shared(reader, atlas, lives.people)
    found: list[tuple[Mark, ...]] = []
    for cluster in range(k):
        states = _telling(_state_marks(lives, labels == cluster), "state", atlas)
        named = {mark.what.removeprefix("entity:") for mark in states}
        things = [
            mark
            for kind, things in shared.items()
            for mark in _telling(_thing_marks(kind, things, people, cluster), kind, atlas)
            if mark.what not in named
        ]
        found.append((*states, *things))
    return found


def _people(lives: LivesInTime, labels: Ints, k: int) -> list[frozenset[str]]:
    return [
        frozenset(p for p, label in zip(lives.people, labels, strict=True) if label == cluster)
        for cluster in range(k)
    ]


def _telling(found: Iterable[Mark], kind: MarkKind, atlas: Atlas) -> list[Mark]:
    """Return the most telling marks; of places one in another, only the more telling, else the inner."""

    def depth(mark: Mark) -> int:
        return len(atlas.above(mark.what)) if kind == "place" else 0

    telling = [m for m in found if m.share - m.elsewhere >= _TELLING]
    telling.sort(key=lambda m: (-round(m.share - m.elsewhere, 2), -m.share, -depth(m), m.what))
    kept: list[Mark] = []
    for mark in telling:
        if kind != "place" or not any(atlas.nested(mark.what, other.what) for other in kept):
            kept.append(mark)
    return kept[: _MOST[kind]]


def _state_marks(lives: LivesInTime, inside: np.ndarray) -> Iterable[Mark]:
    for codes, channel in zip(lives.codes, lives.channels, strict=True):
        for number, state in enumerate(channel.states):
            there = codes == number
            known = codes >= 0
            share = there[inside].sum() / max(known[inside].sum(), 1)
            elsewhere = there[~inside].sum() / max(known[~inside].sum(), 1)
            behind = (
                s.statement
                for row in np.flatnonzero(inside)
                for s in channel.spans[row]
                if s.state == state
            )
            yield Mark("state", state, float(share), float(elsewhere), tuple(dict.fromkeys(behind)))


def _thing_marks(
    kind: MarkKind, things: Shared, people: Sequence[frozenset[str]], cluster: int
) -> Iterable[Mark]:
    inside = people[cluster]
    outside = frozenset[str]().union(*(p for i, p in enumerate(people) if i != cluster))
    for thing, having in things.items():
        here = [p for p in having if p in inside]
        if len(here) < min(2, len(inside)):
            continue  # one life shows what it was, not what its type is
        elsewhere = sum(p in outside for p in having) / max(len(outside), 1)
        ids = tuple(dict.fromkeys(i for p in here for i in having[p]))
        yield Mark(kind, thing, len(here) / len(inside), elsewhere, ids)


def _shared(reader: Reader, atlas: Atlas, people: Sequence[str]) -> Mapping[MarkKind, Shared]:
    """Return what ties people to places, groups, customs and types."""
    head = atlas.clusters.head
    heads = frozenset(people)
    places: Shared = {}
    groups: Shared = {}
    types: Shared = {}
    for found in _standing(reader, ("stay", "member", "trait", "occupation")):
        statement = found.statement
        who, what = head(statement.subject), statement.object and head(statement.object)
        if who not in heads or not what:
            continue
        if statement.predicate == "stay":
            # A cell says as much as the prison it is in; both are offered, the more telling one is kept.
            for place in atlas.above(what):
                _tie(places, place, who, statement.id)
        elif statement.predicate == "member":
            _tie(groups, what, who, statement.id)
        else:
            _tie(types, what, who, statement.id)
    practices: Shared = {}
    for found in _standing(reader, ("practice",)):
        group, custom = head(found.statement.subject), found.statement.object
        for who in groups.get(group, {}):
            if custom:
                _tie(practices, head(custom), who, found.statement.id)
    return {"place": places, "group": groups, "practice": practices, "type": types}


def _standing(reader: Reader, predicates: tuple[str, ...]) -> Iterable[Attested]:
    return (f for f in reader.statements(predicate=predicates) if f.stands)


def _tie(things: Shared, thing: str, who: str, statement: str) -> None:
    things.setdefault(thing, {}).setdefault(who, []).append(statement)
