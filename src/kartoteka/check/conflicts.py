"""Values that cannot both be right, side by side, with who stands on each side.

In: the material. Out: one finding per disagreement. Nothing is decided here: conflicting statements all stand
until the editor ranks one. Where one side was there and the other only heard of it, that is a note; else
a warning. A value without a date is taken to hold in the year before it was told: what was so in one winter
need not be so in another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from kartoteka.check.material import Material
from kartoteka.check.rules import Rule
from kartoteka.check.table import Ints, Mask
from kartoteka.check.voices import Voice, meet, some_of, voices_of, was_there, witnesses
from kartoteka.model.findings import Finding, Severity
from kartoteka.model.statements import Attested, Role
from kartoteka.relate.sentences import sentence, value_segment

_DISTINGUISHING = ("aspect", "domain", "among", "of", "toward", "as", "channel", "stage")
"""Roles that make it another question: food and medicine are rated apart."""

_Proposition = tuple[str, str, str, tuple[tuple[str, str | None], ...]]
"""Predicate, subject, object or value, and the roles that make it another question."""

# ── asserted and denied ───────────────────────────────────────────────────────────────────────────


def denied(material: Material) -> Iterator[Finding]:
    """Yield what some assert and others deny of the same time."""
    con: dict[_Proposition, list[Voice]] = {}
    for found in material.disputed:
        if against := _voices(found, affirming=False):
            con.setdefault(_proposition(material, found), []).extend(against)
    pro: dict[_Proposition, list[Voice]] = {}
    # Little is denied: of all else there is nobody to hold it against.
    table = material.table
    same = table.among(key[1] for key in con)[table.subject_head]
    for found in material.said(*dict.fromkeys(key[0] for key in con)).where(same):
        if (key := _proposition(material, found)) in con:
            pro.setdefault(key, []).extend(_voices(found, affirming=True))
    for key, against in con.items():
        sides = _meeting(pro.get(key, ()), against, lambda _a, _b: True)
        if sides:
            yield _denied(material, *sides)


def _voices(found: Attested, *, affirming: bool) -> list[Voice]:
    """Return the voices that affirm a proposition, or those that deny it."""
    says_so = (found.statement.polarity > 0) == affirming
    return list(voices_of(found, "asserts" if says_so else "denies"))


def _proposition(material: Material, found: Attested) -> _Proposition:
    statement = found.statement
    about = (
        material.head(statement.object) if statement.object else (statement.value or "").casefold()
    )
    return statement.predicate, material.head(statement.subject), about, _question(found)


def _question(found: Attested) -> tuple[tuple[str, str | None], ...]:
    return _question_of(found.statement.roles)


def _question_of(roles: tuple[Role, ...]) -> tuple[tuple[str, str | None], ...]:
    return tuple(sorted((r.term, r.entity or r.value) for r in roles if r.term in _DISTINGUISHING))


def _meeting(
    a: Iterable[Voice], b: Iterable[Voice], differ: Callable[[Voice, Voice], bool]
) -> tuple[list[Voice], list[Voice]] | None:
    """Return those of each side who speak of the same time as somebody of the other; None if none."""
    a, b = list(a), list(b)
    left = [v for v in a if any(meet(v, w) and differ(v, w) for w in b)]
    right = [w for w in b if any(meet(v, w) and differ(v, w) for v in left)]
    return (left, right) if left else None


def _denied(material: Material, pro: list[Voice], con: list[Voice]) -> Finding:
    statement = replace(pro[0].found.statement, polarity=1)
    said = sentence(statement, material.atlas, material.lang)
    return _finding(material, "asserted-and-denied", (pro, con), {"said": said})


# ── numbers and scales ────────────────────────────────────────────────────────────────────────────


def differing(material: Material) -> Iterator[Finding]:
    """Yield ratings of opposite sign, and numbers that leave no common ground."""
    questions = _questions(material)
    for predicate, apart in _APART.items():
        told = material.of(predicate).where(_may_differ(material, predicate, questions))
        # One question at a time: the voices on all take much memory.
        for group in material.grouped(told, questions[told.numbers]):
            voices = [voice for found in group for voice in voices_of(found, "asserts")]
            if sides := _split(voices, apart):
                yield _differing(material, *sides)


def _questions(material: Material) -> Ints:
    """Return for each statement a number that those share which answer one question about one subject."""
    roles = material.table.by_roles(_question_of)
    subjects = material.table.subject_head.astype(np.int64)
    return subjects * (roles.max(initial=0) + 1) + roles


def _may_differ(material: Material, predicate: str, questions: Ints) -> Mask:
    """Return the statements on a question to which not all numbers told can be right."""
    told = material.of(predicate).numbers
    low, high = material.table.numbers(told)
    _, which = np.unique(questions[told], return_inverse=True)
    lowest, highest = np.full(len(told), np.inf), np.full(len(told), -np.inf)
    np.minimum.at(lowest, which, high)
    np.maximum.at(highest, which, low)
    differ = highest > lowest  # even the greatest does not reach down to the least
    found = np.zeros(len(material.compact), dtype=np.bool_)
    found[told] = differ[which]
    return found


def _split(
    voices: list[Voice], apart: Callable[[Voice, Voice], bool]
) -> tuple[list[Voice], list[Voice]] | None:
    """Part the voices into those that agree with the first that is contradicted, and those that do not."""
    distinct = list({v.found.statement.id: v for v in voices}.values())
    for one in distinct:
        if any(apart(one, other) and meet(one, other) for other in distinct):
            agree = [v for v in voices if not apart(one, v)]
            return _meeting(agree, [v for v in voices if apart(one, v)], apart)
    return None


def _opposite(a: Voice, b: Voice) -> bool:
    x, y = a.number, b.number
    return x is not None and y is not None and (x[1] < 0 < y[0] or y[1] < 0 < x[0])


def _disjoint(a: Voice, b: Voice) -> bool:
    x, y = a.number, b.number
    return x is not None and y is not None and (x[1] < y[0] or y[1] < x[0])


def _disjoint_on_a_day(a: Voice, b: Voice) -> bool:
    """Whether two numbers of people differ on one certain day: a full cell changes from day to day."""
    days_a, days_b = a.known_days, b.known_days
    if days_a is None or days_b is None or not _disjoint(a, b):
        return False
    return max(days_a[0], days_b[0]) <= min(days_a[1], days_b[1])


def _disjoint_claims(a: Voice, b: Voice) -> bool:
    """Whether two numbers counted over the same time differ: three prisons in May, and four."""
    x, y = a.found.statement, b.found.statement
    same = str(x.when) == str(y.when) and str(x.duration) == str(y.duration)
    return _disjoint(a, b) and same


_APART: dict[str, Callable[[Voice, Voice], bool]] = {
    "rating": _opposite,
    "capacity": _disjoint,
    "population": _disjoint_on_a_day,
    "count": _disjoint_claims,
}
"""Predicate → whether two values of it cannot both be right."""


def _differing(material: Material, a: list[Voice], b: list[Voice]) -> Finding:
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


def _values(material: Material, voices: list[Voice]) -> str:
    """Return the values of a side, each once, with some of the dates at which it was so."""
    dates: dict[str, dict[str, None]] = {}
    for voice in voices:
        statement = voice.found.statement
        value, _ = value_segment(statement, material.atlas, material.lang)
        held = dates.setdefault(value, {})
        if statement.when:
            held[material.date(statement.when)] = None
    said = (f"{v} ({some_of(material, [*held], '; ')})" if held else v for v, held in dates.items())
    return ", ".join(said)


# ── one ever ──────────────────────────────────────────────────────────────────────────────────────


def more_than_one(material: Material) -> Iterator[Finding]:
    """Yield what can be only once and is told differently: two places or two times of forming."""
    for term in material.atlas.vocabulary.terms("predicate"):
        if term.cardinality != "one":
            continue
        groups: dict[str, list[Voice]] = {}
        for found in material.of(term.id):
            groups.setdefault(material.head(found.statement.subject), []).extend(
                voices_of(found, "asserts")
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


def _told_otherwise(material: Material, a: Voice, b: Voice) -> bool:
    x, y = a.found.statement, b.found.statement
    dated = x.when is not None and y.when is not None
    elsewhere = bool(x.object and y.object) and not material.atlas.nested(
        x.object or "", y.object or ""
    )
    return elsewhere or (dated and not meet(a, b))


def _turn(material: Material, found: Attested) -> str:
    statement = found.statement
    if statement.object:
        return material.dated(statement.object, statement.when)
    return material.date(statement.when)


# ── the finding ───────────────────────────────────────────────────────────────────────────────────


def _finding(
    material: Material, rule: str, sides: tuple[list[Voice], list[Voice]], facts: dict[str, Any]
) -> Finding:
    a, b = sides
    knows_a, knows_b = (any(was_there(material, v) for v in side) for side in (a, b))
    one_heard = knows_a != knows_b
    severity: Severity = "note" if one_heard else "warning"
    found = tuple({v.found.statement.id: v.found for v in (*a, *b)}.values())
    near = material.say("first_hand") if one_heard else ""
    return material.finding(
        rule,
        severity,
        ("statement", b[0].found.statement.id),
        *found,
        n_a=witnesses(material, a, near if knows_a else ""),
        n_b=witnesses(material, b, near if knows_b else ""),
        **facts,
    )


RULES = (
    Rule("asserted-and-denied", denied, asks=False),
    Rule("conflicting-values", differing, asks=False),
    Rule("only-once", more_than_one, asks=False),
)
