"""``suggest``: who may be whom: pairs of people that may be one, with the reasons for and against.

In: a reader. Out: :class:`Suggestion`, the likeliest first. Nothing is judged: whoever knows the material
records ``same``, ``different`` or ``maybe`` (``identities:`` in an evidence file), and a pair that has been
judged is not suggested again.

Each reason weighs as many bits as it makes the pair likelier to be one person than two drawn at random
(log2 of the ratio of the two chances): a rare name in common says more than a common one. Only pairs that
share something rare are compared at all, so that fifty thousand people take seconds.

References: Fellegi & Sunter, A theory for record linkage, 1969. We deviate in that the chances given one
person are set by hand (there are no judged pairs to learn from in a new archive), and that being named
apart in one sentence rules a pair out, and so do stays in two places at once, if there are two of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log2
from typing import Literal

from kartoteka.archive.reader import Reader
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.compared import FACTS, Events, People, Person, name_keys
from kartoteka.relate.likeness import alike, folded

Ground = Literal[
    "same-name",
    "like-name",
    "same-nickname",
    "other-name",
    "came-together",
    "left-together",
    "same-fact",
    "other-fact",
    "named-apart",
    "elsewhere",
]
"""What speaks for a pair, or against it."""

EVENTS = 3
"""Events in common that are counted: people of one transport share many."""

LIKE, UNLIKE = 86.0, 70.0
"""From here on two names are alike; below, they are two names (0 to 100)."""

SHARED = 2
"""So many days in two places at once count against two people being one."""

SURELY_TWO, ELSEWHERE = 2, -5.0
"""So many pairs of such stays rule it out; one can be a witness's mistake, and speaks against, in bits.

Both set on simulated worlds with 6 mistakes in 100 reports (recall 58 → 62 % at the same precision).
"""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason.

    Parameters
    ----------
    ground
        What it is.
    weight
        In bits; below 0 it speaks against.
    detail
        The name; the id of the place, of the fact, of the text.
    evidence
        Ids of the statements behind it.
    """

    ground: Ground
    weight: float
    detail: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two people who may be one.

    Parameters
    ----------
    a, b
        Entity ids, in alphabetical order.
    score
        Log2 of the odds: 0 is one to one, 3 is eight to one.
    reasons
        The weightiest first.
    """

    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the statements behind it."""
        return tuple(dict.fromkeys(i for reason in self.reasons for i in reason.evidence))


def suggest(
    reader: Reader, *, least: float = 0.0, most: int | None = None, atlas: Atlas | None = None
) -> tuple[Suggestion, ...]:
    """Return pairs of people who may be one, the likeliest first.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    least
        The least score (log2 of the odds) that is returned.
    most
        How many at most; by default all.
    atlas
        Names and places, where the caller has them already.
    """
    people = People(reader, atlas or Atlas(reader))
    comparison = _Comparison(people)
    found = [s for a, b in sorted(people.candidates()) if (s := comparison.suggestion(a, b))]
    kept = [s for s in found if s.score >= least]
    kept.sort(key=lambda s: (-s.score, s.a, s.b))
    return tuple(kept[:most])


class _Comparison:
    """How two of some people compare."""

    def __init__(self, people: People) -> None:
        self._people = people

    def suggestion(self, a: str, b: str) -> Suggestion | None:
        """Return what speaks for two being one, and against; None where it is ruled out."""
        one, other = self._people.people[a], self._people.people[b]
        clashes = self._clashes(one, other)
        if one.passages & other.passages or len(clashes) >= SURELY_TWO:
            return None
        reasons = [
            *self._by_name(one, other),
            *self._by_events("came-together", one.came, other.came, "came"),
            *self._by_events("left-together", one.left, other.left, "left"),
            *self._by_facts(one, other),
        ]
        reasons += [Reason("elsewhere", ELSEWHERE, *clash) for clash in clashes]
        if both := one.sources & other.sources:
            reasons.append(Reason("named-apart", -3.0 - log2(len(both)), detail=min(both)))
        score = sum(r.weight for r in reasons) - log2(max(2, len(self._people.people)))
        reasons.sort(key=lambda r: -abs(r.weight))
        return Suggestion(a, b, score, tuple(reasons))

    def _clashes(self, one: Person, other: Person) -> list[tuple[str, tuple[str, str]]]:
        """Return where the second certainly was while the first was elsewhere, with the two statements."""
        nested = self._people.atlas.nested
        return [
            (elsewhere, (mine, theirs))
            for (first, last), place, mine in one.spans
            for (begin, end), elsewhere, theirs in other.spans
            if min(last, end) - max(first, begin) + 1 >= SHARED and not nested(place, elsewhere)
        ]

    def _by_name(self, one: Person, other: Person) -> Iterator[Reason]:
        theirs = {folded(n) for n in other.nicknames}
        shared = sorted(n for n in one.nicknames if folded(n) in theirs)
        if shared:  # in two scripts it is one nickname, not two
            name = max(shared, key=lambda n: self._people.rarity("nickname", folded(n)))
            weight = self._people.rarity("nickname", folded(name)) - 1
            yield Reason("same-nickname", weight, detail=name)
        if not one.names or not other.names:
            return
        best = alike(one.names, other.names)
        detail = " / ".join((min(one.names), min(other.names)))
        if best >= LIKE:
            both = name_keys(one) & name_keys(other)
            rare = sum(
                self._people.rarity("name", key) for key in both
            )  # of first name and surname
            exact = best == 100
            yield Reason("same-name" if exact else "like-name", rare - (0 if exact else 2), detail)
        elif best < UNLIKE:
            yield Reason("other-name", -10.0, detail)
        else:
            yield Reason("other-name", -4.0, detail)

    def _by_events(
        self,
        ground: Ground,
        one: Events,
        other: Events,
        kind: str,
    ) -> Iterator[Reason]:
        # People of one transport come and leave together, too: an event says less than its rarity.
        shared = sorted(one.keys() & other.keys(), key=lambda k: -self._people.rarity(kind, k))
        for key in shared[:EVENTS]:
            weight = min(3.0, self._people.rarity(kind, key) / 2)
            yield Reason(ground, weight, key[0], (one[key], other[key]))

    def _by_facts(self, one: Person, other: Person) -> Iterator[Reason]:
        for predicate in FACTS:
            mine, theirs = one.facts.get(predicate, {}), other.facts.get(predicate, {})
            if not mine or not theirs:
                continue
            if both := sorted(mine.keys() & theirs.keys()):
                held = self._people.held[predicate]
                rare = log2(sum(held.values()) / held[both[0]])
                yield Reason("same-fact", rare, both[0], (mine[both[0]], theirs[both[0]]))
            else:
                yield Reason("other-fact", -4.0, " / ".join((min(mine), min(theirs))))
