"""The page of open questions: what the next letter might tell, witness by witness.

In: a desk. Out: :class:`QuestionsPage`, from the findings that ask (``check``).
"""

from __future__ import annotations

from dataclasses import dataclass

from kartoteka.publish.desk import Desk, Ref
from kartoteka.relate.life import life


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions to one witness (None: to anybody)."""

    ask: Ref | None
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """Everything on the page of open questions."""

    witnesses: tuple[Questions, ...]


def questions_page(desk: Desk) -> QuestionsPage:
    """Return the open questions."""
    found: list[Questions] = []
    for person in desk.atlas.heads("person"):
        claims = life(desk.view, person.id, atlas=desk.atlas).claims
        lines = [
            f"{desk.prose.said(c.attested).text}: {len(c.known)}" for c in claims if c.missing
        ]
        if lines:
            found.append(Questions(desk.ref(person.id), tuple(lines)))
    return QuestionsPage(tuple(found))
