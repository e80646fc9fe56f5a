"""The open questions for the next letter: per witness, as one would write them.

In: a reader. Out: one :class:`Interview` per witness, the weightiest question first. The questions are those
of the findings of severity ``ask``; counts from one passage become one question ("Which was the third prison,
and which were the other two cells?"). What others wrote is never quoted to a witness, nor who they are:
letters are read on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kartoteka.archive.reader import Reader
from kartoteka.check.counts import Count, count_question
from kartoteka.check.material import Material
from kartoteka.check.rules import all_rules
from kartoteka.check.run import run
from kartoteka.model.findings import Finding
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.standing import Journeys

IMPORTANCE = (
    "count-not-reached",
    "undated-stay",
    "placed-nowhere",
    "vanished-with-group",
    "identity-open",
    "namesakes",
)
"""Rules by the weight of their questions: where a person was, comes first. Others follow."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, and the findings that it would settle."""

    text: str
    findings: tuple[Finding, ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the statements, attestations and passages that it stands on."""
        return tuple(dict.fromkeys(i for f in self.findings for i in f.evidence))


@dataclass(frozen=True, slots=True)
class Interview:
    """What to ask one witness in the next letter.

    Parameters
    ----------
    witness, name
        Entity id, and what to call them in the language asked for.
    questions
        The weightiest first.
    """

    witness: str
    name: str
    questions: tuple[Question, ...]

    def __str__(self) -> str:
        numbered = (f"{n}. {q.text}" for n, q in enumerate(self.questions, 1))
        return "\n".join((self.name, *numbered))


def questions(
    reader: Reader,
    *,
    lang: str = "en",
    atlas: Atlas | None = None,
    journeys: Journeys | None = None,
) -> tuple[Interview, ...]:
    """Return the open questions, per witness to whom one can write.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    lang
        In which they are worded: ``en`` or ``ru``.
    atlas, journeys
        Names and places, and where people have been, where the caller has them already.
    """
    material = Material(reader, lang=lang, atlas=atlas, journeys=journeys)
    asked: dict[str, list[Finding]] = {}
    for finding in run(material, [rule.name for rule in all_rules() if rule.asks]):
        if finding.severity == "ask" and finding.ask and finding.question:
            asked.setdefault(finding.ask, []).append(finding)
    return tuple(
        Interview(who, material.atlas.name(who, lang), _interview(material, findings))
        for who, findings in sorted(asked.items(), key=lambda item: -len(item[1]))
    )


def _interview(material: Material, findings: Sequence[Finding]) -> tuple[Question, ...]:
    counts: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rule == "count-not-reached":
            counts.setdefault(_passage(finding), []).append(finding)
    grouped = [_of_counts(material, tuple(group)) for group in counts.values()]
    others = [Question(f.question or "", (f,)) for f in findings if f.rule != "count-not-reached"]
    return tuple(sorted([*grouped, *others], key=_weight))


def _weight(question: Question) -> int:
    rule = question.findings[0].rule
    return IMPORTANCE.index(rule) if rule in IMPORTANCE else len(IMPORTANCE)


def _passage(finding: Finding) -> str:
    return str(finding.facts.get("passage") or finding.where)


def _of_counts(material: Material, findings: tuple[Finding, ...]) -> Question:
    """Return one question for the counts of one passage."""
    counts = tuple(f.facts["count"] for f in findings)
    return Question(
        count_question(material, tuple(c for c in counts if isinstance(c, Count))), findings
    )
