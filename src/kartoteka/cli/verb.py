"""What every verb shares: options, help in two languages, a desk instead of a context.

In: a function ``(desk, …)`` and its parameters. Out: a :class:`Verb`. Nothing that a person reads stands in
the code: a verb's summary, its parameters and its examples are looked up in ``wording/texts/cli.yaml`` when
the help is shown, by which time the language is known.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kartoteka.cli.complete import archives_named, entities_named
from kartoteka.cli.desk import Desk
from kartoteka.cli.help import summary, verb_help
from kartoteka.model.days import Day
from kartoteka.wording.texts import LANGUAGES


class Verb(click.Command):
    """One command; its help is resolved when it is shown."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the verb's help page."""
        formatter.write(verb_help(self, ctx))

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - click's signature
        """Return the verb's summary (shells show it beside a completion)."""
        ctx = click.get_current_context(silent=True)
        return summary(self.name or "", ctx.obj.lang if ctx and ctx.obj else "en")

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the verb at the desk."""
        ctx.obj.verb = self.name
        return super().invoke(ctx)


def verb(name: str, *params: click.Parameter) -> Callable[[Callable[..., int | None]], Verb]:
    """Make a verb of a function whose first argument is the desk; it may return an exit code.

    An option of the verb's own comes before a shared one of the same name: of ``add``, ``--lang`` is the
    language of the text.
    """
    own = {name for param in params for name in param.opts}

    def made(function: Callable[..., int | None]) -> Verb:
        return Verb(
            name,
            params=[*params, *(o for o in shared_options() if not own & set(o.opts))],
            callback=click.pass_obj(function),
            context_settings={"help_option_names": ["--help", "-h"]},
        )

    return made


# ── parameters ────────────────────────────────────────────────────────────────────────────────────────


def shared_options() -> list[click.Parameter]:
    """Return the options that stand before or after any verb; each sets its field of the desk."""

    def option(*names: str, **more: Any) -> click.Option:  # noqa: ANN401 - click's keywords
        return click.Option(names, expose_value=False, callback=_set_on_desk, **more)

    return [
        option("--lang", type=click.Choice(LANGUAGES), is_eager=True),
        option("--by", envvar="KARTOTEKA_BY"),
        option("--json", is_flag=True, is_eager=True),
    ]


def _set_on_desk(ctx: click.Context, param: click.Parameter, value: object) -> None:
    desk = ctx.find_object(Desk)
    if value and desk is not None and param.name:
        setattr(desk, param.name, value)


def archive_argument() -> click.Argument:
    """Return the argument that comes first everywhere: the archive's file."""
    return click.Argument(["archive"], type=Path, shell_complete=archives_named)


def entity_argument(*kinds: str, required: bool = True) -> click.Argument:
    """Return the argument that names an entity of some kinds, by id or by name."""
    return click.Argument(["what"], required=required, shell_complete=entities_named(*kinds))


def argument(name: str, **more: Any) -> click.Argument:  # noqa: ANN401 - click's keywords
    """Return an argument; its help is ``arg_NAME`` in the wording."""
    return click.Argument([name], **more)


def option(name: str, **more: Any) -> click.Option:  # noqa: ANN401 - click's keywords
    """Return an option; its help is ``opt_NAME`` in the wording."""
    return click.Option([name], **more)


def ids_option() -> click.Option:
    """Return ``--ids``: pages show the ids of the evidence."""
    return click.Option(["--ids"], is_flag=True, expose_value=False, callback=_set_on_desk)


def limit_option() -> click.Option:
    """Return ``--limit N``: statements in each section of a page; 0 for all."""
    return click.Option(["--limit"], type=click.IntRange(min=0))


def day_option(name: str = "--as-of") -> click.Option:
    """Return an option whose value is a day (ISO)."""
    return click.Option([name], type=DayType())


class DayType(click.ParamType[Day]):
    """A day, typed as 2025-03-25 (or as a month or year: then its last day)."""

    name = "day"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Day:
        """Return the day; an unreadable one is a usage error that names the option."""
        if isinstance(value, int):
            return value
        from kartoteka.errors import UnreadableDate
        from kartoteka.model.dates import read_edtf
        from kartoteka.wording.saying import Saying

        try:
            last = read_edtf(value).e1
        except UnreadableDate as error:
            self.fail(str(error), param, ctx)
        if last is None:
            self.fail(Saying("cli.no_last_day", given=value), param, ctx)
        return last


class PortType(click.ParamType[int]):
    """A port of this machine; 0 for any that is free."""

    name = "integer"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> int:
        """Return the port."""
        from kartoteka.wording.saying import Saying

        number = WholeType().convert(value, param, ctx)
        if not 0 <= number <= 65535:
            self.fail(Saying("cli.not_a_port", given=value), param, ctx)
        return number


class WholeType(click.ParamType[int]):
    """A whole number; what is none is answered in the language of the line."""

    name = "integer"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> int:
        """Return the number."""
        from kartoteka.wording.saying import Saying

        try:
            return int(value)
        except ValueError:
            self.fail(Saying("cli.not_a_number", given=value), param, ctx)


# What may not be read or is missing is said by whoever reads it, in both languages.
FILE = click.Path(path_type=Path, readable=False)
"""The type of a file or folder that is named."""
