"""Shell completion: archives in the folder, and the ids of the archive on the command line.

In: what has been typed so far. Out: completions with the name beside each id. Whatever goes wrong here goes
wrong silently: a message in the middle of a half-typed line would help nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from kartoteka.errors import KartotekaError

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def archives_named(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the archives and folders whose path begins so."""
    typed = Path(incomplete)
    folder = typed if incomplete.endswith("/") else typed.parent
    try:
        found = sorted(
            p for p in folder.iterdir() if str(p).startswith(incomplete.removeprefix("./"))
        )
    except OSError:
        return []
    archives = [CompletionItem(str(p)) for p in found if p.suffix == ".kartoteka"]
    folders = [CompletionItem(f"{p}/") for p in found if p.is_dir() and p.name[0] != "."]
    return [*archives, *folders]


def entities_named(*kinds: str) -> Completer:
    """Return a completer for the ids of entities of some kinds (none: of all kinds)."""

    def complete(
        ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from kartoteka.archive.archive import Archive

        try:
            with Archive(ctx.params["archive"]) as archive:
                return [
                    CompletionItem(entity.id, help=entity.label)
                    for entity in archive.entities()
                    if entity.id.startswith(incomplete) and (not kinds or entity.kind in kinds)
                ]
        except (KartotekaError, KeyError, TypeError):
            return []

    return complete


def words_from(*words: str) -> Completer:
    """Return a completer for a fixed list of words."""

    def complete(
        _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        return [CompletionItem(word) for word in words if word.startswith(incomplete)]

    return complete
