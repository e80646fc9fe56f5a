"""Pages of findings and of questions for the next letter.

In: what ``check`` returns. Out: pages: the gravest first, each with its way out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO

from rich.text import Text

from kartoteka.check.held import Held
from kartoteka.check.questions import Interview
from kartoteka.cli.pages.page import Page
from kartoteka.model.findings import SEVERITIES, Finding, Severity, Where

STYLES: dict[Severity, str] = {
    "error": "bold red",
    "warning": "yellow",
    "ask": "cyan",
    "note": "dim",
}


def findings_page(page: Page, findings: Held, stream: TextIO) -> None:
    """Set findings, the gravest first, and print them as they are set: there may be very many."""
    page.title(page.say("findings"), summed(page, findings.by_severity))
    for finding in findings:
        page.blank()
        _finding(page, finding)
        page.put_down(stream)
    page.put_down(stream)


def summed(page: Page, counts: Mapping[str, int]) -> str:
    """Return how many findings there are of each severity, in words."""
    said = [page.say(f"count_{s}", n=counts[s]) for s in SEVERITIES if counts.get(s)]
    return ", ".join(said) or page.say("nothing_found")


def _finding(page: Page, finding: Finding) -> None:
    label = Text(page.say(f"severity_{finding.severity}"), style=STYLES[finding.severity])
    page.row(label, finding.message)
    page.beside(f"→ {finding.fix}", hang=2)
    page.beside(f"{_where(page, finding.where)} [{finding.rule}]".strip(), style="dim")
    if page.ids and finding.evidence:
        page.beside(" ".join(finding.evidence), style="dim")


def _where(page: Page, where: Where) -> str:
    """Return the place of a finding, the kind of a record in the page's language."""
    if where.file is not None or where.kind is None:
        return str(where)
    return " ".join((page.say(f"of_record_{where.kind}"), where.id or ""))


def questions_page(page: Page, interviews: Sequence[Interview], *, unsigned: int = 0) -> None:
    """Set the open questions, by witness, ready to be copied into a letter.

    ``unsigned`` is how many texts have no author, so that nothing in them can be asked of anybody.
    """
    asked = sum(len(interview.questions) for interview in interviews)
    page.title(page.say("questions"), page.say("questions_note", n=asked) if asked else "")
    if not asked:
        page.blank()
        page.put(page.say("nobody_to_ask" if unsigned else "no_questions"))
    if unsigned:
        page.blank()
        page.put(page.say("unsigned", n=unsigned))
        page.command(page.say("unsigned_try"))
    for interview in interviews:
        page.heading(page.say("questions_to", name=interview.name), gutter=5)
        for number, question in enumerate(interview.questions, 1):
            page.apart()
            page.row(f"{number}.", question.text)
            if page.ids:
                page.beside(" ".join(question.evidence), style="dim")
