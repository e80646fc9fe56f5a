"""The root command: every verb, the module it lives in, and the way in from the shell.

In: the words of a command line. Out: an exit code (``edge.EXIT_CODES``). A verb's module is imported when
the verb is used, so that ``kartoteka --help`` starts at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any, NoReturn

import click

from kartoteka.cli import edge
from kartoteka.cli.desk import Desk
from kartoteka.cli.help import root_help
from kartoteka.cli.verb import Verb, shared_options
from kartoteka.errors import UnknownName

SECTIONS: dict[str, dict[str, str]] = {
    "begin": {
        "demo": "demo",
        "simulate": "simulate",
        "new": "keep",
        "add": "fill",
        "record": "fill",
    },
    "ask": {
        "entities": "list",
        "life": "ask",
        "status": "ask",
        "place": "ask",
        "group": "ask",
        "type": "ask",
        "hearsay": "ask",
        "search": "search",
    },
    "compare": {
        "together": "query",
        "present": "query",
        "said": "query",
        "near": "query",
        "cross": "query",
    },
    "think": {"types": "types", "check": "check", "vocabulary": "list"},
    "publish": {"site": "publish", "serve": "serve"},
    "keep": {
        "history": "keep",
        "undo": "keep",
        "verify": "keep",
        "export": "fill",
        "import": "fill",
        "completion": "shell",
    },
}
"""Section of the help → its verbs → the module of ``commands`` that has each."""

VERBS: dict[str, str] = {
    verb: module for verbs in SECTIONS.values() for verb, module in verbs.items()
}
"""Verb → the module of ``kartoteka.cli.commands`` it lives in."""


class Root(click.Group):
    """``kartoteka``: finds the verb, imports it, and is the one edge for errors."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the verbs, in the order of the help."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> Verb | None:  # noqa: ARG002
        """Return a verb; None where there is none."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"kartoteka.cli.commands.{VERBS[cmd_name]}")
        return getattr(module, f"{cmd_name}_verb")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that the first word names; UnknownName (with near ones) where none does."""
        found = self.get_command(ctx, args[0])
        if found is None and not ctx.resilient_parsing and not args[0].startswith("-"):
            raise UnknownName(
                "command", args[0], get_close_matches(args[0], VERBS, n=2, cutoff=0.5)
            )
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the page that ``kartoteka --help`` shows."""
        formatter.write(root_help(self, ctx, SECTIONS))

    def main(  # type: ignore[override] - click's overloads know nothing of an edge
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        **extra: Any,  # noqa: ANN401
    ) -> NoReturn:
        """Run a command line and leave with its exit code."""
        words = list(sys.argv[1:] if args is None else args)
        desk = Desk.for_words(words)
        extra = {**extra, "standalone_mode": False, "obj": desk}
        sys.exit(edge.guarded(lambda: super(Root, self).main(words, prog_name, **extra), desk))


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
    if wanted and not ctx.resilient_parsing:
        from kartoteka import __version__

        click.echo(f"kartoteka {__version__}")
        ctx.exit()


root = Root(
    "kartoteka",
    params=[
        *shared_options(),
        click.Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version
        ),
    ],
    context_settings={"help_option_names": ["--help", "-h"]},
    no_args_is_help=False,
    invoke_without_command=True,
    callback=None,
)


@click.pass_context
def _greet(ctx: click.Context) -> None:
    """Without a verb the help is shown: nobody should meet an error first."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


root.callback = _greet


def main() -> NoReturn:
    """Run the command line of this process."""
    root.main(prog_name="kartoteka")
