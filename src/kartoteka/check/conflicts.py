"""Values that cannot both be right, side by side, with who stands on each side.

In: the material. Out: one finding per disagreement. Nothing is decided here: conflicting statements all stand
until the editor ranks one. Where one side was there and the other only heard of it, that is a note; else
a warning. A value without a date is taken to hold in the year before it was told: what was so in one winter
need not be so in another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from kartoteka.check.material import Material
from kartoteka.check.rules import Rule
from kartoteka.model.dates import Day
from kartoteka.model.findings import Finding, Severity
from kartoteka.model.statements import Attested, Evidence
from kartoteka.relate.heard import known_days, spoken
from kartoteka.relate.sentences import sentence, value_segment

YEAR = 365
"""How long a value without a date is taken to have held before it was told, in days."""

SHOWN = 5
"""Names or dates in a message, at most."""

_DISTINGUISHING = ("aspect", "domain", "among", "of", "toward", "as", "channel", "stage")
"""Roles that make it another question: food and medicine are rated apart."""

_Days = tuple[Day | None, Day | None]


@dataclass(frozen=True, slots=True)
class _Voice:
    """One attestation of a value, or a statement that nobody attests."""

    found: Attested
    evidence: Evidence | None

    @property
    def days(self) -> _Days:
        """The first and last day on which the value may have held."""
        if (when := self.found.statement.when) is not None:
            return when.b0, when.e1
        told = spoken(self.evidence) if self.evidence else None
        if told is None:
            return None, None
        return None if told.b0 is None else told.b0 - YEAR, told.e1


def _voices(found: Attested, *stances: str) -> Iterator[_Voice]:
    if not found.evidence and "asserts" in stances:
        yield _Voice(found, None)
    for evidence in found.evidence:
        if evidence.attestation.stance in stances:
            yield _Voice(found, evidence)


def _meet(a: _Voice, b: _Voice) -> bool:
    (first_a, last_a), (first_b, last_b) = a.days, b.days
    over = last_a is not None and first_b is not None and last_a < first_b
    return not over and not (last_b is not None and first_a is not None and last_b < first_a)


# ── asserted and denied ───────────────────────────────────────────────────────────────────────────


def denied(material: Material) -> Iterator[Finding]:
    """Yield what some assert and others deny of the same time."""
    pro: dict[object, list[_Voice]] = {}
    con: dict[object, list[_Voice]] = {}
    for found in material.statements:
        key = _proposition(material, found)
        affirms = found.statement.polarity > 0
        for voice in _voices(found, "asserts"):
            (pro if affirms else con).setdefault(key, []).append(voice)
        for voice in _voices(found, "denies"):
            (con if affirms else pro).setdefault(key, []).append(voice)
    for key, against in con.items():
        sides = _meeting(pro.get(key, ()), against, lambda _a, _b: True)
        if sides:
            yield _denied(material, *sides)


def _proposition(material: Material, found: Attested) -> tuple[object, ...]:
    statement = found.statement
    about = (
        material.head(statement.object) if statement.object else (statement.value or "").casefold()
    )
    return statement.predicate, material.head(statement.subject), about, _question(found)


def _question(found: Attested) -> tuple[tuple[str, str | None], ...]:
    roles = found.statement.roles
    return tuple(sorted((r.term, r.entity or r.value) for r in roles if r.term in _DISTINGUISHING))


def _meeting(
    a: Iterable[_Voice], b: Iterable[_Voice], differ: Callable[[_Voice, _Voice], bool]
) -> tuple[list[_Voice], list[_Voice]] | None:
    """Return those of each side who speak of the same time as somebody of the other; None if none."""
    a, b = list(a), list(b)
    left = [v for v in a if any(_meet(v, w) and differ(v, w) for w in b)]
    right = [w for w in b if any(_meet(v, w) and differ(v, w) for v in left)]
    return (left, right) if left else None


def _denied(material: Material, pro: list[_Voice], con: list[_Voice]) -> Finding:
    statement = replace(pro[0].found.statement, polarity=1)
    said = sentence(statement, material.atlas, material.lang)
    return _finding(material, "asserted-and-denied", (pro, con), {"said": said})


# ── numbers and scales ────────────────────────────────────────────────────────────────────────────


def differing(material: Material) -> Iterator[Finding]:
    """Yield ratings of opposite sign, and numbers that leave no common ground."""
    for predicate, apart in _APART.items():
        groups: dict[object, list[_Voice]] = {}
        for found in material.of(predicate):
            key = material.head(found.statement.subject), _question(found)
            groups.setdefault(key, []).extend(_voices(found, "asserts"))
        for voices in groups.values():
            if sides := _split(voices, apart):
                yield _differing(material, *sides)


def _split(
    voices: list[_Voice], apart: Callable[[_Voice, _Voice], bool]
) -> tuple[list[_Voice], list[_Voice]] | None:
    """Part the voices into those that agree with the first that is contradicted, and those that do not."""
    distinct = list({v.found.statement.id: v for v in voices}.values())
    for one in distinct:
        if any(apart(one, other) and _meet(one, other) for other in distinct):
            agree = [v for v in voices if not apart(one, v)]
            return _meeting(agree, [v for v in voices if apart(one, v)], apart)
    return None


def _opposite(a: _Voice, b: _Voice) -> bool:
    x, y = a.found.statement.number, b.found.statement.number
    return x is not None and y is not None and (x[1] < 0 < y[0] or y[1] < 0 < x[0])


def _disjoint(a: _Voice, b: _Voice) -> bool:
    x, y = a.found.statement.number, b.found.statement.number
    return x is not None and y is not None and (x[1] < y[0] or y[1] < x[0])


def _disjoint_on_a_day(a: _Voice, b: _Voice) -> bool:
    """Whether two numbers of people differ on one certain day: a full cell changes from day to day."""
    days_a, days_b = known_days(a.found), known_days(b.found)
    if days_a is None or days_b is None or not _disjoint(a, b):
        return False
    return max(days_a[0], days_b[0]) <= min(days_a[1], days_b[1])


def _disjoint_claims(a: _Voice, b: _Voice) -> bool:
    """Whether two numbers counted over the same time differ: three prisons in May, and four."""
    x, y = a.found.statement, b.found.statement
    same = str(x.when) == str(y.when) and str(x.duration) == str(y.duration)
    return same and _disjoint(a, b)


_APART: dict[str, Callable[[_Voice, _Voice], bool]] = {
    "rating": _opposite,
    "capacity": _disjoint,
    "population": _disjoint_on_a_day,
    "count": _disjoint_claims,
}
"""Predicate → whether two values of it cannot both be right."""


def _differing(material: Material, a: list[_Voice], b: list[_Voice]) -> Finding:
    facts = {
        "what": _topic(material, a[0].found),
        "a": _values(material, a),
        "b": _values(material, b),
    }
    return _finding(material, "conflicting-values", (a, b), facts)


def _topic(material: Material, found: Attested) -> str:
    """Return what the values are of: "Lake Street, rating (food)"."""
    statement, vocabulary = found.statement, material.atlas.vocabulary
    words = [vocabulary.get("predicate", statement.predicate).name(material.lang)]
    aspect = statement.role("aspect")
    if aspect:
        known = vocabulary.has("aspect", aspect)
        words.append(vocabulary.get("aspect", aspect).name(material.lang) if known else aspect)
    return ", ".join([material.name(statement.subject), *words])


def _values(material: Material, voices: list[_Voice]) -> str:
    """Return the values of a side, each once, with some of the dates at which it was so."""
    dates: dict[str, dict[str, None]] = {}
    for voice in voices:
        statement = voice.found.statement
        value, _ = value_segment(statement, material.atlas, material.lang)
        held = dates.setdefault(value, {})
        if statement.when:
            held[material.date(statement.when)] = None
    said = (f"{v} ({_some(material, [*held], '; ')})" if held else v for v, held in dates.items())
    return ", ".join(said)


def _some(material: Material, words: list[str], joint: str = ", ") -> str:
    """Return the first few of many, and how many more there are: forty dates tell no more than three."""
    if len(words) <= SHOWN:
        return joint.join(words) if joint != ", " else material.listed(words)
    shown = joint.join(words[: SHOWN - 1])
    return f"{shown} {material.say('and_more', n=len(words) - SHOWN + 1)}"


# ── one ever ──────────────────────────────────────────────────────────────────────────────────────


def more_than_one(material: Material) -> Iterator[Finding]:
    """Yield what can be only once and is told differently: two places or two times of forming."""
    for term in material.atlas.vocabulary.terms("predicate"):
        if term.cardinality != "one":
            continue
        groups: dict[str, list[_Voice]] = {}
        for found in material.of(term.id):
            groups.setdefault(material.head(found.statement.subject), []).extend(
                _voices(found, "asserts")
            )
        for voices in groups.values():
            other = next((v for v in voices if _told_otherwise(material, voices[0], v)), None)
            if other is not None:
                a = [v for v in voices if _told_otherwise(material, other, v)]
                b = [v for v in voices if not _told_otherwise(material, other, v)]
                facts = {
                    "what": _topic(material, other.found),
                    "a": _turn(material, a[0].found),
                    "b": _turn(material, b[0].found),
                }
                yield _finding(material, "only-once", (a, b), facts)


def _told_otherwise(material: Material, a: _Voice, b: _Voice) -> bool:
    x, y = a.found.statement, b.found.statement
    dated = x.when is not None and y.when is not None
    elsewhere = bool(x.object and y.object) and not material.atlas.nested(
        x.object or "", y.object or ""
    )
    return elsewhere or (dated and not _meet(a, b))


def _turn(material: Material, found: Attested) -> str:
    statement = found.statement
    if statement.object:
        return material.dated(statement.object, statement.when)
    return material.date(statement.when)


# ── the finding ───────────────────────────────────────────────────────────────────────────────────


def _finding(
    material: Material, rule: str, sides: tuple[list[_Voice], list[_Voice]], facts: dict[str, Any]
) -> Finding:
    a, b = sides
    knows_a, knows_b = (any(_was_there(material, v) for v in side) for side in (a, b))
    one_heard = knows_a != knows_b
    severity: Severity = "note" if one_heard else "warning"
    found = tuple({v.found.statement.id: v.found for v in (*a, *b)}.values())
    near = material.say("first_hand") if one_heard else ""
    return material.finding(
        rule,
        severity,
        ("statement", b[0].found.statement.id),
        *found,
        n_a=_witnesses(material, a, near if knows_a else ""),
        n_b=_witnesses(material, b, near if knows_b else ""),
        **facts,
    )


def _was_there(material: Material, voice: _Voice) -> bool:
    if voice.evidence is None:
        return False
    return material.journeys.standing(voice.found.statement, voice.evidence) == "first-hand"


def _witnesses(material: Material, voices: list[_Voice], note: str) -> str:
    """Return how many independent witnesses a side has, and who: the innermost speakers, each once."""
    evidence = [v.evidence for v in voices if v.evidence]
    named = material.heads(e.witness for e in evidence if e.witness)
    # Each source in which nobody is named may have had it from somebody else.
    unnamed = {e.source.id for e in evidence if e.witness is None}
    words = [material.atlas.name(i, material.lang) for i in named]
    if unnamed:
        words.append(material.say("unnamed", n=len(unnamed)))
    n = len(named) + len(unnamed)
    counted = material.say("witnesses", n=n) + (f", {note}" if note else "")
    return f"{counted}: {_some(material, words)}" if words else counted


RULES = (
    Rule("asserted-and-denied", denied),
    Rule("conflicting-values", differing),
    Rule("only-once", more_than_one),
)
