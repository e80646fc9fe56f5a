"""Voices on one question, each with the days of which it speaks; and who they are, in words.

In: statements that a rule compares. Out: their attestations one by one, and sides in words: of many
witnesses and dates only a few, because forty tell no more than five.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from kartoteka.check.material import Material
from kartoteka.model.dates import Day
from kartoteka.model.statements import Attested, Evidence
from kartoteka.relate.heard import Days, known_days, spoken

YEAR = 365
"""How long a value without a date is taken to have held before it was told, in days."""

SHOWN = 5
"""Names or dates in a message, at most."""

_Days = tuple[Day | None, Day | None]


class Voice:
    """One attestation of a value, or a statement that nobody attests.

    A rule may hold a million of them: what they are compared by is worked out once, their words are looked
    up in the material when they are spoken of.

    Parameters
    ----------
    found
        What is said.
    position
        Which of its attestations; None where there is none.
    """

    def __init__(self, found: Attested, position: int | None) -> None:
        self.found, self.position = found, position

    @property
    def evidence(self) -> Evidence | None:
        """The attestation with everything it stands on."""
        return None if self.position is None else self.found.evidence[self.position]

    @cached_property
    def number(self) -> tuple[float, float] | None:
        """The value as (least, most)."""
        return self.found.statement.number

    @cached_property
    def known_days(self) -> Days | None:
        """The first and last day on which the value must have held."""
        return known_days(self.found)

    @cached_property
    def days(self) -> _Days:
        """The first and last day on which the value may have held."""
        if (when := self.found.statement.when) is not None:
            return when.b0, when.e1
        told = spoken(self.evidence) if self.evidence else None
        if told is None:
            return None, None
        return None if told.b0 is None else told.b0 - YEAR, told.e1


def voices_of(found: Attested, *stances: str) -> Iterator[Voice]:
    """Yield the attestations with some stances; the statement itself where nobody attests it."""
    if not found.evidence and "asserts" in stances:
        yield Voice(found, None)
    for position, evidence in enumerate(found.evidence):
        if evidence.attestation.stance in stances:
            yield Voice(found, position)


def meet(a: Voice, b: Voice) -> bool:
    """Tell whether two voices can speak of the same day."""
    (first_a, last_a), (first_b, last_b) = a.days, b.days
    over = last_a is not None and first_b is not None and last_a < first_b
    return not over and not (last_b is not None and first_a is not None and last_b < first_a)


def some_of(material: Material, words: list[str], joint: str = ", ") -> str:
    """Return the first few of many, and how many more there are: forty dates tell no more than three."""
    if len(words) <= SHOWN:
        return joint.join(words) if joint != ", " else material.listed(words)
    shown = joint.join(words[: SHOWN - 1])
    return f"{shown} {material.say('and_more', n=len(words) - SHOWN + 1)}"


def was_there(material: Material, voice: Voice) -> bool:
    """Tell whether a voice is first-hand."""
    if voice.evidence is None:
        return False
    return material.journeys.standing(voice.found.statement, voice.evidence) == "first-hand"


def witnesses(material: Material, voices: list[Voice], note: str) -> str:
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
    return f"{counted}: {some_of(material, words)}" if words else counted
