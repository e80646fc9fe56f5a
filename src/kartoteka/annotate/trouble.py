"""What is wrong with a file, gathered: one finding for each mistake, however often it shows.

In: a rule, a place and facts. Out: :class:`~kartoteka.model.findings.Finding`, with its sentence and its way
out in the language asked for (``wording/texts/evidence.yaml``: a rule's message and ``RULE-fix``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Protocol

from kartoteka.model.findings import Finding, Where
from kartoteka.wording.texts import say

MOST = 1_000
"""Findings that are shown; of the rest only the number is kept, so that memory stays flat."""

_CLIP = 120


class Placed(Protocol):
    """Whatever stands somewhere in a file."""

    @property
    def line(self) -> int:
        """From 1."""
        ...

    @property
    def column(self) -> int | None:
        """From 1; None where only the line is known."""
        ...


@dataclass(slots=True)
class _Mistake:
    rule: str
    file: str
    line: int
    column: int | None
    facts: dict[str, object]
    also: list[int] = field(default_factory=list[int])


class Trouble:
    """Gathers mistakes in the order in which they are met.

    Parameters
    ----------
    lang
        Of the sentences.
    """

    def __init__(self, lang: str = "en") -> None:
        self.lang = lang
        self._mistakes: list[_Mistake] = []
        self._once: dict[tuple[str, str, str], _Mistake | None] = {}
        self._more = 0

    def __bool__(self) -> bool:
        return bool(self._mistakes)

    def add(
        self, rule: str, file: str, place: Placed, *, once: str | None = None, **facts: object
    ) -> None:
        """Note a mistake.

        Parameters
        ----------
        rule
            The rule's name.
        file, place
            Where.
        once
            What is wrong, where the same mistake (a name that nobody declared) may show in many places
            of a file: it is one finding, which names the other lines.
        **facts
            The values in the sentence.
        """
        key = (rule, file, once or "")
        if once is not None and key in self._once:
            self._again(self._once[key], place.line)
            return
        mistake = _Mistake(rule, file, place.line, place.column, facts)
        kept = len(self._mistakes) < MOST
        if kept:
            self._mistakes.append(mistake)
        else:
            self._more += 1
        if once is not None:
            self._once[key] = mistake if kept else None

    @staticmethod
    def _again(mistake: _Mistake | None, line: int) -> None:
        if mistake and line != mistake.line and line not in mistake.also[-1:]:
            mistake.also.append(line)

    def near(self, name: str, names: Iterable[str]) -> str:
        """Return " Did you mean …?" for a name that is not among ``names``, or nothing."""
        near = get_close_matches(name, list(names), n=2, cutoff=0.6)
        if not near:
            return ""
        either = f" {say('evidence.or', self.lang)} ".join(
            say("evidence.quoted", self.lang, name=n) for n in near
        )
        return " " + say("evidence.did-you-mean", self.lang, names=either)

    def findings(self) -> tuple[Finding, ...]:
        """Return everything noted, and how much more there was."""
        found = [self._finding(mistake) for mistake in self._mistakes]
        if self._more:
            last = self._mistakes[-1]
            more = _Mistake("more", last.file, last.line, None, {"n": self._more})
            found.append(self._finding(more))
        return tuple(found)

    def _finding(self, mistake: _Mistake) -> Finding:
        shown = {name: clip(value) for name, value in mistake.facts.items()}
        message = say(f"evidence.{mistake.rule}", self.lang, **shown)
        if mistake.also:
            message += " " + self._also(mistake.also)
        return Finding(
            rule=mistake.rule,
            severity="error",
            message=message,
            fix=say(f"evidence.{mistake.rule}-fix", self.lang, **shown),
            where=Where(mistake.file, mistake.line, mistake.column),
            facts=mistake.facts,
        )

    def _also(self, lines: list[int]) -> str:
        named = ", ".join(map(str, lines[:5])) + (" …" if len(lines) > 5 else "")
        return say("evidence.also", self.lang, lines=named, n=len(lines))


def clip(value: object) -> object:
    r"""Shorten a text that is too long for a sentence, and put it on one line.

    >>> clip("a\nb")
    'a b'
    """
    if not isinstance(value, str):
        return value
    if value.startswith(" "):  # a hint, ready to be appended
        return value
    line = " ".join(value.split())
    return line if len(line) <= _CLIP else line[: _CLIP - 2] + " …"
