"""What a witness reports: claims, and the one sentence that makes them.

In: what happened. Out: :class:`Report`, drawn as told or left out, dated exactly or vaguely, right or wrong,
at the rates of the parameters. A report is the unit of chance: a witness who errs about a date errs about
everybody in that sentence.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kartoteka.simulate import phrases_en, phrases_ru
from kartoteka.simulate.calendar_words import Calendar, Said
from kartoteka.simulate.knowledge import Knowledge
from kartoteka.simulate.naming import Called, Naming
from kartoteka.simulate.parameters import Parameters
from kartoteka.simulate.schedule import Task

PHRASES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "en": phrases_en.PHRASES,
    "ru": phrases_ru.PHRASES,
}
AND = {"en": " and ", "ru": " и "}


@dataclass(slots=True)
class Claim:
    """A statement as an evidence file would make it, and whether the witness saw it for himself.

    ``told_by`` goes from who told the witness to who knew; each is (entity, place or "", day or "").
    """

    subject: str
    predicate: str
    object: str = ""
    value: str = ""
    when: str = ""
    basis: str = "saw"
    negative: bool = False
    roles: dict[str, str] = field(default_factory=dict[str, str])
    told_by: tuple[tuple[str, str, str], ...] = ()
    saw: bool = True


@dataclass(slots=True)
class Report:
    """One sentence and its claims; ``missing``: known to the witness, and not written."""

    kind: str
    text: str
    claims: list[Claim]
    dated: bool = False
    vague: bool = False
    mistaken: bool = False
    missing: bool = False


class Desk:
    """Where one letter is written: the task, the language, the chance of this letter alone."""

    def __init__(self, knowledge: Knowledge, naming: Naming, task: Task) -> None:
        self.knowledge, self.naming, self.task = knowledge, naming, task
        self.rules: Parameters = knowledge.world.parameters
        self.lang = task.lang
        self.chance = random.Random(f"{self.rules.seed} letter {task.number}")  # noqa: S311 - to be repeatable is the point
        self.calendar = Calendar(date.fromisoformat(self.rules.first_day), task.lang)
        self.met: dict[str, Called] = {}
        self.groups: dict[str, tuple[int, int]] = {}
        self.reports: list[Report] = []
        self.texts: set[str] = set()
        self._named = -1

    # ── chance ────────────────────────────────────────────────────────────────────────────────────

    def begin(self, kind: str, *, dated: bool) -> Report:
        """Draw what becomes of a report."""
        draw = self.chance.random
        missing, mistaken = draw() < self.rules.missing, draw() < self.rules.mistaken
        vague = draw() < self.rules.vague and dated
        return Report(kind, "", [], dated, vague, mistaken, missing)

    def off(self, report: Report) -> int:
        """Return by how many days the dates of a report are wrong: 0 unless it is mistaken."""
        if not report.mistaken:
            return 0
        return -self.chance.randint(self.rules.mistake_days, 3 * self.rules.mistake_days)

    # ── words ─────────────────────────────────────────────────────────────────────────────────────

    def who(self, person: int) -> Called:
        """Return what the witness calls somebody; from then on the letter knows this entity."""
        called = self.naming.called(self.task.witness, person, self.lang)
        self.met[called.id] = called
        return called

    @property
    def author(self) -> str:
        """The witness's own entity."""
        return self.who(self.task.witness).id

    def group(self, group: int, cell: int) -> str:
        """Return a community's id; from then on the letter knows it."""
        id_ = self.naming.group_id(group, cell)
        self.groups[id_] = group, cell
        return id_

    def cell(self, cell: int) -> str:
        """Return how to speak of a cell: with its prison when it is first named, then without."""
        full = self.naming.cell(cell, self.lang)
        if cell != self._named:
            self._named = cell
            return full
        return full.split(" of " if self.lang == "en" else " (")[0]

    def names(self, people: Sequence[Called], case: str = "nom") -> str:
        """Return names as a list in a sentence."""
        return self.joined([p.said(self.lang, case) for p in people])

    def joined(self, said: Sequence[str]) -> str:
        """Return words as a list in a sentence."""
        return AND[self.lang].join(filter(None, (", ".join(said[:-1]), *said[-1:])))

    def filled(self, kind: str, **facts: object) -> str:
        """Return one of the phrases of a kind, filled in."""
        return self.chance.choice(PHRASES[self.lang][kind]).format(**facts)

    def on(self, day: int, report: Report) -> Said:
        """Say a day, wrong or vague as the report is; the future is never told."""
        return self.calendar.on(day + self.off(report), self.chance, vague=report.vague)

    def since(self, day: int, report: Report) -> Said:
        """Say since when; see :meth:`on`."""
        return self.calendar.since(day + self.off(report), vague=report.vague)

    def between(self, first: int, last: int, report: Report) -> Said:
        """Say from when to when; see :meth:`on`."""
        off = self.off(report)
        return self.calendar.between(first + off, last + off, vague=report.vague)

    def tell(self, report: Report, **facts: object) -> None:
        """Make the sentence and keep the report."""
        said = self.filled(report.kind, **facts)
        report.text = said[:1].upper() + said[1:]
        if report.text not in self.texts:  # a quote stands in its letter once
            self.texts.add(report.text)
            self.reports.append(report)
