"""An error in words, in the language of the command line.

In: an exception. Out: a message. Our errors are built from facts, so that each can be said again in
Russian; what has no wording of its own keeps its English one. Parser errors are said in our words, because
a message that says only "invalid" helps nobody.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

import click

from kartoteka import errors
from kartoteka.cli.help import metavar
from kartoteka.model.entities import KINDS
from kartoteka.model.findings import Finding
from kartoteka.wording.saying import Saying
from kartoteka.wording.texts import has_text, say

MOST = 3
"""Of many records that an error names, so many are shown."""

_SYSTEM = {
    os.strerror(getattr(errno, name)): f"cli.system_{name}"
    for name in (
        *("EACCES", "EPERM", "ENOSPC", "EDQUOT", "EROFS", "ENOENT"),
        *("ENOTDIR", "EISDIR", "EEXIST", "ENAMETOOLONG", "EIO"),
    )
    if hasattr(errno, name)
}
"""What the system says of a failure → the key of our sentence for it."""


def explain(error: BaseException, lang: str, archive: Path | str | None = None) -> str:
    """Return what an exception says to a person; ``archive`` is the one that they work with."""
    if isinstance(error, errors.Refused | errors.PublishBlocked):
        return (
            say("cli.refused", lang, n=len(error.findings)) + "\n" + _findings(error.findings, lang)
        )
    if isinstance(error, click.ClickException):
        return _parser_error(error, lang)
    if isinstance(error, OSError):
        said = _in(lang, error.strerror or str(error))
        return say("cli.os_error", lang, path=error.filename or "", said=said)
    if isinstance(error, errors.NotFound | errors.UnknownName):
        return _unknown(error, lang, archive or say("cli.var_archive", lang))
    key = f"cli.error_{type(error).__name__}"
    if has_text(key):
        return say(key, lang, **{name: _in(lang, value) for name, value in vars(error).items()})
    return _in(lang, error.args[0]) if error.args else str(error)


def _in(lang: str, value: Any) -> Any:  # noqa: ANN401 - any fact
    """Return a fact in a language where it can speak it (reasons can, and what the system says)."""
    if isinstance(value, tuple):
        several = [str(item) for item in cast("tuple[object, ...]", value)]
        shown = "; ".join(several[:MOST])
        more = len(several) - MOST
        return shown + (" " + say("cli.and_more", lang, n=more) if more > 0 else "")
    if isinstance(value, str) and value in _SYSTEM:
        return say(_SYSTEM[value], lang)
    if isinstance(value, Saying):
        return say(value.key, lang, **{name: _in(lang, fact) for name, fact in value.facts.items()})
    return value


def _findings(findings: Sequence[Finding], lang: str) -> str:
    """Return findings as editors understand them: FILE:LINE:COLUMN first."""
    return "\n\n".join(
        f"{f.where}: {say(f'pages.in_file_{f.severity}', lang)}: {f.message} [{f.rule}]\n  → {f.fix}"
        for f in findings
    )


def _unknown(error: errors.NotFound | errors.UnknownName, lang: str, archive: Path | str) -> str:
    name = error.id if isinstance(error, errors.NotFound) else error.name
    if (error.kind, name) == ("edit", "to undo"):
        return say("cli.nothing_to_undo", lang)
    key = f"cli.no_{error.kind}"
    if has_text(key):
        message = say(key, lang, name=name, archive=archive)
    elif isinstance(error, errors.NotFound):
        message = say("cli.not_found", lang, kind=error.kind, name=name)
    else:
        message = say("cli.unknown_name", lang, kind=error.kind, name=name)
    if len(error.did_you_mean) > MOST:
        message += " " + say("cli.known_are", lang, known=", ".join(error.did_you_mean))
    elif error.did_you_mean:
        near = say("cli.or", lang).join(_called(error, id_, lang) for id_ in error.did_you_mean)
        message += " " + say("cli.did_you_mean", lang, near=near)
    elif isinstance(error, errors.NotFound) and error.kind in (*KINDS, "entity"):
        message += " " + say("cli.see_entities", lang, archive=archive)
    if has_text(see := f"cli.see_{error.kind}"):
        message += " " + say(see, lang, archive=archive)
    return message


def _called(error: errors.NotFound | errors.UnknownName, id_: str, lang: str) -> str:
    """Return a word that was perhaps meant, with its name where it has another."""
    names = error.called.get(id_) if isinstance(error, errors.UnknownName) else None
    name = names.get(lang) or next(iter(names.values()), id_) if names else id_
    return id_ if name == id_ else f"{id_} ({name})"


def _parser_error(error: click.ClickException, lang: str) -> str:
    message = _parser_message(error, lang)
    ctx = getattr(error, "ctx", None)
    verb = ctx.command.name if ctx and ctx.parent else ""
    hint = say("cli.see_help", lang, command=" ".join(filter(None, ("kartoteka", verb))))
    return f"{message}\n{hint}"


def _parser_message(error: click.ClickException, lang: str) -> str:
    match error:
        case click.MissingParameter(param=click.Parameter() as param):
            what = metavar(param, lang) if isinstance(param, click.Argument) else param.opts[0]
            return say("cli.missing", lang, what=what)
        case click.NoSuchOption():
            alike = get_close_matches(error.option_name, error.possibilities or (), cutoff=0.7)
            near = say("cli.or", lang).join(alike)
            mended = " " + say("cli.did_you_mean", lang, near=near) if near else ""
            return say("cli.no_such_option", lang, name=error.option_name) + mended
        case click.BadParameter(param=click.Parameter() as param):
            what = metavar(param, lang) if isinstance(param, click.Argument) else param.opts[0]
            if isinstance(param.type, click.Choice):
                return say("cli.bad_choice", lang, what=what, known=metavar(param, lang))
            cause = error.__context__
            dated = isinstance(cause, errors.UnreadableDate)
            said = explain(cause, lang) if dated else _in(lang, error.message)
            return say("cli.bad_value", lang, what=what, said=said)
        case click.BadOptionUsage():
            return say("cli.option_needs_value", lang, name=error.option_name)
        case _ if "unexpected extra argument" in error.format_message():
            extra = error.format_message().partition("(")[2].rstrip(")")
            return say("cli.too_many", lang, extra=extra)
        case _:
            return error.format_message()
