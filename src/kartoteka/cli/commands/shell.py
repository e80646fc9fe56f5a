"""The verb for shells: completion.

In: a shell's name. Out: the script that it reads.
"""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from kartoteka.cli.desk import Desk
from kartoteka.cli.verb import argument, verb

SHELLS = ("bash", "zsh", "fish")


@verb("completion", argument("shell", type=click.Choice(SHELLS)))
def completion_verb(desk: Desk, shell: str) -> None:
    """Print the completion script of a shell."""
    from kartoteka.cli.root import root

    found = get_completion_class(shell)
    if found is None:  # the choice above allows only what click has
        raise AssertionError(shell)
    script = found(root, {}, "kartoteka", "_KARTOTEKA_COMPLETE").source()
    if desk.json:
        desk.put_json({"command": "completion", "result": {"shell": shell, "script": script}})
    else:
        click.echo(script)
