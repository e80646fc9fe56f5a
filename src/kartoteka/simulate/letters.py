"""A task → a letter: reports, idle sentences between them, and the text that holds each quote once.

In: knowledge, names, backgrounds, a task. Out: :class:`Letter`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kartoteka.simulate import phrases_en, phrases_ru
from kartoteka.simulate.background import Backgrounds
from kartoteka.simulate.commons import tell_commons, tell_prisons
from kartoteka.simulate.company import tell_acquaintances, tell_company
from kartoteka.simulate.heard import tell_news, tell_reputations, tell_television
from kartoteka.simulate.journey import legs, tell_count, tell_leg
from kartoteka.simulate.knowledge import Knowledge
from kartoteka.simulate.naming import Called, Naming
from kartoteka.simulate.reports import Desk, Report
from kartoteka.simulate.schedule import Task, tasks
from kartoteka.simulate.world import World

_WORDS = {"en": phrases_en, "ru": phrases_ru}
PARAGRAPH = 4
"""Sentences in a paragraph, about."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with what it attests.

    Parameters
    ----------
    id, title
        ``letter-00012``; where and when.
    written
        The day, ISO 8601.
    cell
        Where it was written.
    reports
        In the order of the text; those that are missing stand in it nowhere.
    people
        Entity id → whom it stands for, of everybody the letter names.
    groups
        Entity id → (group, cell).
    """

    id: str
    title: str
    task: Task
    written: str
    cell: int
    text: str
    reports: list[Report]
    people: dict[str, Called]
    groups: dict[str, tuple[int, int]]


class Post:
    """Writes all letters of a world, in order of time."""

    def __init__(self, world: World) -> None:
        self.knowledge, self.naming = Knowledge(world), Naming(world)
        self.backgrounds = Backgrounds(world)
        self.tasks = tasks(self.knowledge)

    def letters(self) -> Iterator[Letter]:
        """Yield the letters one by one."""
        for task in self.tasks:
            yield self._letter(task)

    def _letter(self, task: Task) -> Letter:
        desk = Desk(self.knowledge, self.naming, task)
        way = legs(desk)
        met: list[int] = []
        for leg in way:
            tell_leg(desk, leg)
            met += tell_company(desk, leg)
            tell_news(desk, leg)
        here = way[-1]
        tell_commons(desk, here)
        tell_acquaintances(desk, met, self.backgrounds)
        tell_prisons(desk, way)
        tell_reputations(desk, here, self.backgrounds)
        tell_television(desk, here)
        if desk.chance.random() < 0.3:
            tell_count(desk)
        author, cell = desk.author, here.stay.cell
        title = f"{self.naming.cell(cell, task.lang, label=True)}, {desk.calendar.day(task.day)}"
        title = title[:1].upper() + title[1:]
        return Letter(
            task.id,
            title,
            task,
            desk.calendar.iso(task.day),
            cell,
            compose(desk, title, self.naming.main[task.witness].said(task.lang)),
            desk.reports,
            {**desk.met, author: self.naming.main[task.witness]},
            desk.groups,
        )


def compose(desk: Desk, title: str, signature: str) -> str:
    """Return the text of a letter: a heading, a greeting, paragraphs, a farewell, a name."""
    words, chance = _WORDS[desk.lang], desk.chance
    idle = list(words.IDLE)
    chance.shuffle(idle)
    sentences = [r.text for r in desk.reports if not r.missing]
    paragraphs: list[str] = []
    while sentences:
        n = chance.randint(PARAGRAPH - 1, PARAGRAPH + 2)
        some, sentences = sentences[:n], sentences[n:]
        if idle and chance.random() < 0.6:
            some.insert(chance.choice((0, len(some))), idle.pop())
        paragraphs.append(" ".join(some))
    greeting, farewell = chance.choice(words.GREETINGS), chance.choice(words.FAREWELLS)
    return "\n\n".join([f"# {title}", greeting, *paragraphs, farewell, signature]) + "\n"
