"""The command line → a section per verb, and the table of exit codes.

In: the verbs, their parameters, and the wording from which ``--help`` is made too. Out: Markdown.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator

import click

from kartoteka import errors
from kartoteka.cli import edge
from kartoteka.cli.help import Row, arguments, examples, more, options, summary, usage
from kartoteka.cli.root import SECTIONS, root
from kartoteka.wording.texts import say

CODES: dict[int, str] = {
    edge.OK: "It was done.",
    edge.FINDINGS: "Something is wrong with the material: `check` found an error, `record` or "
    "`site` refused and wrote nothing.",
    edge.USAGE: "The command line cannot be understood as it stands.",
    edge.NOT_FOUND: "Nothing in the archive has this id or name.",
    edge.CONFLICT: "A later edit has changed the same records.",
    edge.ARCHIVE: "The archive cannot be used as it is: missing, damaged, newer, or in use.",
    edge.FILES: "A file cannot be read or written.",
    edge.NOT_ALLOWED: "The person may not do this here.",
    edge.INTERNAL: "A fault of Kartoteka. The message names a file with the account of it.",
    edge.INTERRUPTED: "Ctrl-C. What was acknowledged before is kept.",
}
"""Exit code → what it means; a test asserts that none is left out."""


def cli() -> str:
    """Return a section per verb, in the order of the help."""
    found: list[str] = []
    for section, verbs in SECTIONS.items():
        found.append(f"## {say(f'cli.section_{section}')}")
        found += ["\n\n".join(_verb(verb)) for verb in verbs]
    found.append(f"## {say('cli.help_shared')}")
    shared = [*options(root, "en", shared=True), ("--help", say("cli.opt_help"))]
    found.append(_table("option", [*shared, ("--version", say("cli.opt_version"))]))
    return "\n\n".join(found)


def _verb(name: str) -> Iterator[str]:
    command = root.get_command(click.Context(root), name)
    if command is None:
        raise LookupError(name)
    yield f"### {name}"
    yield summary(name, "en")
    if more(name, "en"):
        yield more(name, "en")
    yield f"```text\n{usage(command, 'en')}\n```"
    if rows := arguments(command, "en"):
        yield _table("argument", rows)
    if rows := options(command, "en", shared=False):
        yield _table("option", rows)
    yield "\n".join(["```sh", *(_example(row) for row in examples(name, "en")), "```"])


def _example(row: Row) -> str:
    return f"{row[0]}  # {row[1]}" if row[1] else row[0]


def _table(what: str, rows: list[Row]) -> str:
    lines = [f"| {what} | |", "|---|---|"]
    for typed, meaning in rows:
        escaped = typed.replace("|", "\\|")
        lines.append(f"| `{escaped}` | {meaning} |")
    return "\n".join(lines)


def exit_codes() -> str:
    """Return what each exit code means, and which errors lead to it."""
    lines = ["| code | meaning | errors |", "|---|---|---|"]
    for code, meaning in CODES.items():
        kinds = [kind for kind, found in edge.EXIT_CODES if found == code]
        named = ", ".join(_error(kind) for kind in kinds)
        lines.append(f"| {code} | {meaning} | {named} |")
    return "\n".join(lines)


def _error(kind: type[BaseException]) -> str:
    if kind in vars(errors).values():
        return f"[{kind.__name__}](messages.md#{kind.__name__.lower()})"
    return f"`{kind.__name__}`" if hasattr(builtins, kind.__name__) else "the parser’s"
