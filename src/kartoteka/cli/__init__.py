"""The command line: one command per verb, no logic of its own.

In reading order: ``root`` (the verbs, and where each lives), ``verb`` (what every verb shares: help in two
languages, the options ``--lang``, ``--by`` and ``--json``), ``desk`` (what a running command works with),
``edge`` (errors → messages and exit codes), ``names`` (whom a typed word means), ``complete`` (shell
completion), ``jsonable`` (answers for programs), ``progress``; then ``commands/``, one module per family of
verbs, and ``pages/``, what the answers look like in a terminal.
"""

from __future__ import annotations

from kartoteka.cli.root import main, root

__all__ = ["main", "root"]
