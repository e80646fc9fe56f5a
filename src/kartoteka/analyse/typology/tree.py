"""How the lives of a found typology join, pair by pair, until all are one: a tree as data, ready to be drawn.

In: a :class:`~kartoteka.analyse.typology.model.FoundTypology`. Out: :class:`LifeTree`. Leaves are numbered
from one end of the drawing to the other, so that a leaf's number is its row and no line crosses another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import squareform

from kartoteka.analyse.cluster.hierarchical import Hierarchical
from kartoteka.analyse.typology.model import FoundTypology
from kartoteka.errors import UsageError
from kartoteka.wording.saying import Saying


@dataclass(frozen=True, slots=True)
class Leaf:
    """One life: whose, in which type, and whether it is the type's exemplar."""

    person: str
    type: str
    exemplar: bool


@dataclass(frozen=True, slots=True)
class Join:
    """Two branches that become one.

    Parameters
    ----------
    a, b
        Leaves are 0 … N−1; the join at position i of ``joins`` is the branch N + i. ``a`` is drawn first.
    height
        How far apart the two are, as the typology's measure has it.
    lives
        How many leaves are below.
    type
        The type that all leaves below are of; None where there are several.
    """

    a: int
    b: int
    height: float
    lives: int
    type: str | None


@dataclass(frozen=True, slots=True)
class LifeTree:
    """The tree: its leaves in the order in which they are drawn, its joins from the lowest to the highest."""

    leaves: tuple[Leaf, ...]
    joins: tuple[Join, ...]
    linkage: str

    @property
    def height(self) -> float:
        """Of the highest join."""
        return max((join.height for join in self.joins), default=0.0)

    def positions(self) -> tuple[float, ...]:
        """Return the row of every branch: a leaf's own, a join's in the middle of its two."""
        found = [float(row) for row in range(len(self.leaves))]
        for join in self.joins:
            found.append((found[join.a] + found[join.b]) / 2)
        return tuple(found)


def life_tree(
    found: FoundTypology, people: Sequence[str] | None = None, *, linkage: str = "average"
) -> LifeTree:
    """Return the tree of the lives of a typology.

    Parameters
    ----------
    people
        Whose lives; by default all that were placed.
    linkage
        As in :class:`~kartoteka.analyse.cluster.hierarchical.Hierarchical`; ``average`` can be read off: two
        branches join at the mean distance between their lives.

    Raises
    ------
    UsageError
        Somebody of ``people`` was not placed, or there are fewer than two.
    """
    placed = {m.person: (t.id, m.person == t.medoid) for t in found.types for m in t.members}
    chosen = list(found.lives.people if people is None else people)
    strangers = [who for who in chosen if who not in placed]
    if strangers:
        raise UsageError(Saying("types.not_placed", who=strangers[0]))
    if len(chosen) < 2:
        raise UsageError(Saying("types.no_tree", n=len(chosen)))
    at = {who: row for row, who in enumerate(found.lives.people)}
    rows = [at[who] for who in chosen]
    square = squareform(np.asarray(found.distances))[np.ix_(rows, rows)]
    weights = np.asarray(found.lives.weights)[rows]
    grown = Hierarchical(2, linkage=linkage).fit(square, weights=weights)
    order: list[int] = grown.order_.tolist()
    leaves = tuple(Leaf(chosen[row], *placed[chosen[row]]) for row in order)
    return LifeTree(leaves, _joins(grown.tree_.tolist(), order, leaves), linkage)


def _joins(tree: list[list[float]], order: list[int], leaves: tuple[Leaf, ...]) -> tuple[Join, ...]:
    """Renumber the leaves by their rows, and put the branch that is drawn first in front."""
    row = {leaf: position for position, leaf in enumerate(order)}
    first = [float(row[leaf]) for leaf in range(len(order))]
    kinds: list[str | None] = [leaf.type for leaf in leaves]
    joins: list[Join] = []
    for left, right, height, lives in tree:
        a, b = sorted((int(left), int(right)), key=lambda branch: first[branch])
        first.append(min(first[a], first[b]))
        a, b = row.get(a, a), row.get(b, b)
        kinds.append(kinds[a] if kinds[a] == kinds[b] else None)
        joins.append(Join(a, b, height, round(lives), kinds[-1]))
    return tuple(joins)
