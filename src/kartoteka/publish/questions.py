"""The page of open questions: what the next letter might tell, witness by witness.

In: a desk. Out: :class:`QuestionsPage`, from the findings that ask (``check``), run on the view: what may
not be published raises no question either.
"""

from __future__ import annotations

from dataclasses import dataclass

from kartoteka.check import questions
from kartoteka.publish.desk import Desk, Ref


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions to one witness."""

    ask: Ref
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """Everything on the page of open questions."""

    witnesses: tuple[Asked, ...]


def questions_page(desk: Desk) -> QuestionsPage:
    """Return the open questions."""
    facts = desk.facts
    found = questions(facts.view, lang=desk.lang, atlas=facts.atlas, journeys=facts.journeys)
    return QuestionsPage(
        tuple(Asked(desk.ref(i.witness), tuple(q.text for q in i.questions)) for i in found)
    )
