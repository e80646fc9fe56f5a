"""The edge: whatever happened inside becomes a message and an exit code.

In: a command to run. Out: its exit code. This is the one place of the command line that catches every
exception; the core knows no exit codes, and this table is the only one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kartoteka import errors
from kartoteka.cli.explain import explain

if TYPE_CHECKING:
    from kartoteka.cli.desk import Desk

OK, FINDINGS, USAGE, NOT_FOUND, CONFLICT, ARCHIVE, FILES, NOT_ALLOWED, INTERNAL = (
    *range(8),
    70,
)
INTERRUPTED = 130

EXIT_CODES: tuple[tuple[type[BaseException], int], ...] = (
    (errors.Refused, FINDINGS),
    (errors.PublishBlocked, FINDINGS),
    (errors.AnchorLost, FINDINGS),
    (errors.UsageError, USAGE),
    (click.UsageError, USAGE),
    (errors.NotFound, NOT_FOUND),
    (errors.Conflict, CONFLICT),
    (errors.CannotWrite, FILES),
    (errors.UnreadableSource, FILES),
    (errors.MissingExtra, FILES),
    (errors.NoDevice, FILES),
    (OSError, FILES),
    (errors.ArchiveError, ARCHIVE),
    (errors.NotAllowed, NOT_ALLOWED),
)
"""Exception → exit code; the first that fits counts. ``docs/reference/cli.md`` is made from it."""


def guarded(run: Callable[[], object], desk: Desk) -> int:
    """Run a command; return its exit code, having said what went wrong if something did."""
    try:
        code = run()
    except (KeyboardInterrupt, click.Abort):
        desk.note(desk.say("interrupted"))
        return INTERRUPTED
    except SystemExit as leaving:  # click's own, for a closed pipe
        return leaving.code if isinstance(leaving.code, int) else OK
    except (errors.KartotekaError, click.ClickException, OSError) as error:
        return _said(error, desk)
    except Exception as error:  # noqa: BLE001 - the one edge: logged and explained
        return _broken(error, desk)
    return code if isinstance(code, int) else OK


def exit_code(error: BaseException) -> int:
    """Return the exit code for an exception.

    >>> exit_code(errors.NotFound("entity", "ana")), exit_code(ValueError())
    (3, 70)
    """
    return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), INTERNAL)


def _said(error: Exception, desk: Desk) -> int:
    code, message = exit_code(error), explain(error, desk.lang, desk.archive)
    if desk.json:
        desk.put_json(error_document(error, code, message, desk.verb))
    else:
        click.echo(f"{_red(desk.say('error'))} {message}", err=True)
    return code


def _red(word: str) -> str:
    return word if os.environ.get("NO_COLOR") else click.style(word, fg="red", bold=True)


def error_document(
    error: Exception, code: int, message: str, verb: str
) -> dict[str, dict[str, Any] | str]:
    """Return an error as JSON: its class, exit code, message, and the facts it was built from."""
    from kartoteka.cli.jsonable import jsonable

    facts = {name: jsonable(value) for name, value in vars(error).items() if name in _FACTS}
    inner = {"class": type(error).__name__, "exit_code": code, "message": message, "facts": facts}
    return {"command": verb, "error": inner}


_FACTS = frozenset(
    (
        *("actual", "did_you_mean", "expected", "feature", "findings", "found", "id", "install"),
        *("kind", "known", "name", "path", "pattern", "position", "query", "quote", "reason"),
        *("seconds", "source_id", "text", "verb", "what", "where"),
        *("who", "why"),
    )
)
"""Attributes that our errors keep: what programs may rely on."""


def _broken(error: Exception, desk: Desk) -> int:
    log = _logged(error)
    message = desk.say("internal", what=type(error).__name__, log=log)
    if desk.json:
        desk.put_json(error_document(error, INTERNAL, message, desk.verb))
    else:
        click.echo(message, err=True)
    return INTERNAL


def _logged(error: Exception) -> Path:
    """Write the traceback where only this user can read it: it may hold names."""
    import tempfile
    import traceback

    handle, name = tempfile.mkstemp(prefix="kartoteka-error-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"Python {sys.version}\n{sys.platform}\n\n")
        file.writelines(traceback.format_exception(error))
    return Path(name)
