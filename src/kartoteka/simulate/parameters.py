"""The rules of the simulated world, each with its parameter, its unit and its default.

In: nothing. Out: :class:`Parameters`, from which ``docs/explanation/simulated-world.md`` is made, and the
sizes by name. Change a parameter, and the world, its letters and its truth follow; the same parameters with
the same seed give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from kartoteka.errors import UsageError
from kartoteka.wording.saying import Saying


def _rule(default: float | str, unit: str, meaning: str) -> Any:  # noqa: ANN401 - a field's default
    return field(default=default, metadata={"unit": unit, "meaning": meaning})


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every number that a rule of the world uses; units and meanings are in each field's metadata."""

    # how much
    seed: int = _rule(1, "", "Chance. The same seed gives the same world, letter by letter")
    letters: int = _rule(60, "letters", "How many letters are written")
    people: int = _rule(240, "people", "How many people ever come into the prisons")
    witnesses: int = _rule(12, "people", "How many of them write letters")
    prisons: int = _rule(4, "prisons", "How many prisons there are")
    days: int = _rule(365, "days", "How long the world is watched")
    first_day: str = _rule("2023-01-01", "date", "The first day")
    # places
    rich: float = _rule(0.4, "share of prisons", "Rich prisons: better kitchens, more appliances")
    metropolitan: float = _rule(
        0.4, "share of prisons", "Prisons of the metropolis: more transfers, more parcels"
    )
    short_of_staff: float = _rule(0.35, "share of prisons", "Prisons with too few guards")
    largest_cell: int = _rule(24, "beds", "Beds of the largest cell; sizes are log-uniform from 2")
    crowding: float = _rule(1.1, "beds per person", "How many beds there are for those inside")
    new_cook: float = _rule(0.0015, "per day", "Chance that a prison's kitchen changes its quality")
    # journeys
    mean_stay: float = _rule(260, "days", "Mean time inside (exponential), at least 20 days")
    quarantine: int = _rule(12, "days", "Quarantine after every arrival: no letters, no parcels")
    quarantine_short: int = _rule(7, "days", "Longer quarantine where staff is short")
    transfer: float = _rule(0.008, "per day", "Chance of being moved to another prison")
    change_cell: float = _rule(0.009, "per day", "Chance of being moved to another cell")
    # things
    parcel: float = _rule(0.03, "per day", "Chance that somebody out of quarantine gets a parcel")
    appliance: float = _rule(
        0.03, "per parcel", "Chance that a parcel is an appliance for the cell"
    )
    # communities
    form_at: int = _rule(4, "people", "People in a cell from whom a community can form")
    form: float = _rule(0.06, "per day", "Chance that it forms")
    join: float = _rule(0.12, "per day", "Chance that a newcomer joins")
    split_at: int = _rule(9, "members", "Members from whom a group can split")
    split: float = _rule(0.004, "per day", "Chance that it splits")
    dissolve_below: int = _rule(3, "members", "A group with fewer members dissolves")
    rethink: float = _rule(0.008, "per day", "Chance that a group reconsiders its practices")
    formal_base: float = _rule(
        -3.2, "log odds", "Decision by vote or consensus in the smallest cell"
    )
    formal_bed: float = _rule(0.16, "log odds per bed", "… grows with the size of the cell")
    formal_month: float = _rule(
        0.25, "log odds per month", "… and with how long members have stayed"
    )
    # word of mouth
    taste: float = _rule(
        0.15, "chance", "Own opinion of the food differs by one from its true value"
    )
    tell_last: float = _rule(0.7, "chance", "A newcomer tells of the food where he comes from")
    pass_on: float = _rule(0.35, "chance", "… and passes on what he heard of a third prison")
    retell: float = _rule(0.01, "per day", "Chance that somebody retells old news")
    distort: float = _rule(
        0.2, "per telling", "Chance that a rating moves by one as it is passed on"
    )
    # television
    tv_peak: float = _rule(45, "days", "Days before a television at which belief in it is greatest")
    tv_belief: float = _rule(0.9, "share", "Belief at that point; later immunity grows")
    # witnesses
    russian: float = _rule(0.4, "share of witnesses", "Who write in Russian; the others in English")
    missing: float = _rule(0.1, "share of reports", "What a witness knows and does not write")
    vague: float = _rule(0.2, "share of dated reports", "Dates in words: in early March, around …")
    mistaken: float = _rule(0.03, "share of reports", "Reports with a wrong date or value")
    mistake_days: int = _rule(20, "days", "A wrong date is off by 1 to 3 times this")
    nicknamed: float = _rule(0.15, "share of people", "People whom some know only by a nickname")
    misspelt: float = _rule(0.06, "share of people", "People whose name some witnesses misspell")
    other_script: float = _rule(0.1, "share of people", "People whose two scripts make two entries")
    others_call: float = _rule(0.4, "chance", "A witness uses the other entry of such a person")

    def __post_init__(self) -> None:
        for rule in fields(self):
            _check(rule.name, getattr(self, rule.name))
        if self.witnesses > self.people:
            raise UsageError(Saying("simulate.more_witnesses"))


_AT_LEAST = {"letters": 1, "people": 1, "witnesses": 1, "prisons": 2, "days": 60, "largest_cell": 2}
_SHARES = ("missing", "vague", "mistaken", "russian", "rich", "metropolitan")


def _check(name: str, value: Any) -> None:  # noqa: ANN401 - of any field
    if name in _AT_LEAST and value < _AT_LEAST[name]:
        raise UsageError(Saying("simulate.too_few", name=name, least=_AT_LEAST[name], given=value))
    if name in _SHARES and not 0 <= value <= 1:
        raise UsageError(Saying("simulate.not_a_share", name=name, given=value))


_SIZES = {
    "small": (60, 240, 12, 4, 365, 24),
    "medium": (1_000, 2_500, 200, 12, 730, 24),
    "large": (4_000, 8_000, 1_000, 30, 1_095, 40),
    "million": (12_600, 24_000, 3_000, 60, 1_460, 60),
}
_SIZED = ("letters", "people", "witnesses", "prisons", "days", "largest_cell")
SIZES = {name: dict(zip(_SIZED, numbers, strict=True)) for name, numbers in _SIZES.items()}
"""Name → how much of everything; ``million`` is about 1,000,000 statements."""


def sized(size: str, **said: Any) -> Parameters:  # noqa: ANN401 - any parameter
    """Return the parameters of a size, with what is said otherwise (None says nothing).

    >>> sized("small", letters=10, vague=None).letters
    10
    """
    rules: dict[str, Any] = {**SIZES[size], **{k: v for k, v in said.items() if v is not None}}
    return Parameters(**rules)


def rules() -> Iterator[tuple[str, object, str, str]]:
    """Yield (name, default, unit, meaning) of every parameter."""
    for rule in fields(Parameters):
        yield rule.name, rule.default, rule.metadata["unit"], rule.metadata["meaning"]
