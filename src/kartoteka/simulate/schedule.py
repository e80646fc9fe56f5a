"""Who writes on which day: only people out of quarantine, whom mail reaches.

In: knowledge, parameters. Out: letters to be written, in order of time. Candidates are the witnesses' days
in ordinary cells, one a week; letters are drawn from these evenly.
"""

from __future__ import annotations

from dataclasses import dataclass

from kartoteka.simulate.knowledge import Knowledge, Stay
from kartoteka.simulate.world import stream


@dataclass(frozen=True, slots=True)
class Task:
    """A letter to be written: its number, the witness, the day, and since when they have not written."""

    number: int
    witness: int
    lang: str
    first: int
    day: int

    @property
    def id(self) -> str:
        """The letter's id in the archive."""
        return f"letter-{self.number:05}"


def tasks(knowledge: Knowledge) -> list[Task]:
    """Return the letters to be written, by day."""
    rules = knowledge.world.parameters
    chance = stream(rules, "witnesses")
    drawn: list[int] = chance.permutation(rules.people)[: rules.witnesses].tolist()
    witnesses = sorted(drawn)
    russian = chance.permutation(len(witnesses)) < round(rules.russian * len(witnesses))
    pairs: list[tuple[int, int]] = [
        (day, w) for w in witnesses for day in _days(knowledge, knowledge.stays(w))
    ]
    weekly = [(day, w) for day, w in pairs if (day + w) % 7 == 0]
    offered = weekly if len(weekly) >= rules.letters else pairs
    chosen: list[int] = chance.permutation(len(offered))[: rules.letters].tolist()
    lang = dict(zip(witnesses, russian.tolist(), strict=True))
    since: dict[int, int] = {}
    made: list[Task] = []
    for number, (day, w) in enumerate(sorted(offered[i] for i in chosen), 1):
        first = since.get(w, int(knowledge.world.arrives[w]))
        made.append(Task(number, w, "ru" if lang[w] else "en", first, day))
        since[w] = day + 1
    return made


def _days(knowledge: Knowledge, stays: list[Stay]) -> list[int]:
    """Return the days on which somebody can write: at least three days in an ordinary cell."""
    last, quarantine = knowledge.world.parameters.days - 1, knowledge.world.places.quarantine
    return [
        day
        for stay in stays
        if not quarantine[stay.cell]
        for day in range(stay.first + 3, min(stay.last, last) + 1)
    ]
