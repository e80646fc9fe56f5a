"""Help pages: composed of the wording, in the language of the command line.

In: a command. Out: its page as text. The same pieces make ``docs/reference/cli.md``, so that the manual and
``--help`` cannot disagree.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

import click

from kartoteka.wording.texts import has_text, say

WIDTH = 79
_GAP = 2
_LONGEST_LEFT = 26

Row = tuple[str, str]
"""What is typed, and what it does."""


def summary(verb: str, lang: str) -> str:
    """Return what a verb does, in one line."""
    return say(f"cli.{verb}", lang)


def more(verb: str, lang: str) -> str:
    """Return what else there is to know of a verb; empty where nothing."""
    return say(f"cli.{verb}_more", lang).strip() if has_text(f"cli.{verb}_more") else ""


def examples(verb: str, lang: str) -> list[Row]:
    """Return examples: a command line, and what it does."""
    lines = say(f"cli.{verb}_examples", lang).strip().splitlines()
    pairs = (line.partition("  # ") for line in lines)
    return [(command.strip(), note.strip()) for command, _, note in pairs]


def metavar(param: click.Parameter, lang: str) -> str:
    """Return what stands for a parameter's value."""
    if isinstance(param.type, click.Choice):
        return "|".join(str(choice) for choice in param.type.choices)
    for key in (f"var_{param.name}", f"var_type_{param.type.name}"):
        if has_text(f"cli.{key}"):
            return say(f"cli.{key}", lang)
    return (param.name or "").upper()


def usage(command: click.Command, lang: str) -> str:
    """Return the usage line: ``kartoteka life ARCHIVE WHO [--options]``."""
    words = ["kartoteka", command.name or ""]
    for param in command.params:
        if isinstance(param, click.Argument):
            word = metavar(param, lang) + ("…" if param.nargs == -1 else "")
            words.append(word if param.required else f"[{word}]")
        elif param.required:
            words.append(f"{param.opts[0]} {metavar(param, lang)}")
    return " ".join([*words, say("cli.help_options_word", lang)])


def arguments(command: click.Command, lang: str) -> list[Row]:
    """Return the arguments of a command, each with its help."""
    return [
        (metavar(p, lang), _param_help(command, p, "arg", lang))
        for p in command.params
        if isinstance(p, click.Argument)
    ]


def options(command: click.Command, lang: str, *, shared: bool) -> list[Row]:
    """Return the options of a command: its own, or those that every command has."""
    found = [p for p in command.params if isinstance(p, click.Option)]
    # A verb's own option may have a shared one's name; the shared ones set the desk and hand over nothing.
    here = [p for p in found if (p.name in ("lang", "by", "json") and not p.expose_value) == shared]
    return [(_option_left(p, lang), _param_help(command, p, "opt", lang)) for p in here]


def _option_left(param: click.Option, lang: str) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {metavar(param, lang)}"


def _param_help(command: click.Command, param: click.Parameter, sort: str, lang: str) -> str:
    own = f"cli.{command.name}_{sort}_{param.name}"
    return say(own if has_text(own) else f"cli.{sort}_{param.name}", lang)


def verb_help(command: click.Command, ctx: click.Context) -> str:
    """Return a verb's help page."""
    lang, name = ctx.obj.lang, command.name or ""
    blocks = [usage(command, lang), _wrapped(summary(name, lang), "  ")]
    if more(name, lang):
        blocks.append("\n\n".join(_wrapped(p, "  ") for p in more(name, lang).split("\n\n")))
    blocks.append(_table(say("cli.help_arguments", lang), arguments(command, lang)))
    blocks.append(_table(say("cli.help_options", lang), options(command, lang, shared=False)))
    shared = [*options(command, lang, shared=True), ("--help", say("cli.opt_help", lang))]
    blocks.append(_table(say("cli.help_shared", lang), shared))
    blocks.append(_examples(name, lang))
    return "\n\n".join(block for block in blocks if block) + "\n"


def root_help(group: click.Group, ctx: click.Context, sections: Mapping[str, Iterable[str]]) -> str:
    """Return the page that ``kartoteka --help`` shows."""
    lang = ctx.obj.lang
    blocks = [say("cli.root_usage", lang), _wrapped(say("cli.root", lang), "  ")]
    for section, verbs in sections.items():
        rows = [(verb, summary(verb, lang)) for verb in verbs]
        blocks.append(_table(say(f"cli.section_{section}", lang), rows, left=12))
    shared = options(group, lang, shared=True)
    shared += [("--version", say("cli.opt_version", lang)), ("--help", say("cli.opt_help", lang))]
    blocks.append(_table(say("cli.help_shared", lang), shared))
    blocks.append(_wrapped(say("cli.root_hint", lang), ""))
    return "\n\n".join(blocks) + "\n"


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _table(title: str, rows: list[Row], *, left: int = 0) -> str:
    if not rows:
        return ""
    fitting = [len(row[0]) for row in rows if len(row[0]) <= _LONGEST_LEFT]
    column = 2 + max([left, *fitting]) + _GAP
    lines = [title]
    for typed, meaning in rows:
        wrapped = textwrap.wrap(meaning, WIDTH - column) or [""]
        head = f"  {typed}".ljust(column)
        if len(head) > column:
            lines.append(head)
            head = " " * column
        lines.append(head + wrapped[0])
        lines += [" " * column + line for line in wrapped[1:]]
    return "\n".join(lines)


def _examples(verb: str, lang: str) -> str:
    lines = [say("cli.help_examples", lang)]
    for command, note in examples(verb, lang):
        lines += [f"  {command}", *([f"      {note}"] if note else [])]
    return "\n".join(lines)
