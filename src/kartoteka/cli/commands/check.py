"""The verb that checks: findings about the material, or the open questions for the next letter.

In: an archive. Out: findings; the exit code is 1 where one of them is an error.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kartoteka.cli.desk import Desk
from kartoteka.cli.edge import FINDINGS, OK
from kartoteka.cli.verb import archive_argument, ids_option, option, verb


@verb(
    "check",
    archive_argument(),
    option("--questions", is_flag=True),
    click.Option(["--rule", "rules"], multiple=True),
    ids_option(),
)
def check_verb(desk: Desk, archive: Path, questions: bool, rules: tuple[str, ...]) -> int:  # noqa: FBT001
    """Show what the archive's owner should know."""
    from kartoteka.check.run import findings
    from kartoteka.cli.pages.findings import findings_page

    if questions:
        return _questions(desk, archive)
    with desk.open(archive) as opened, opened.sparing():
        found = findings(opened, lang=desk.lang, rules=rules or None)
    if desk.json:
        desk.put_json_list(found)
    else:
        findings_page(desk.page(), found, sys.stdout)
    return FINDINGS if found.by_severity["error"] else OK


def _questions(desk: Desk, archive: Path) -> int:
    from kartoteka.check.questions import questions
    from kartoteka.cli.pages.findings import questions_page

    with desk.open(archive) as opened:
        interviews = questions(opened, lang=desk.lang)
        unsigned = sum(source.author is None for source in opened.sources())
    desk.answer(interviews, lambda page: questions_page(page, interviews, unsigned=unsigned))
    return OK
