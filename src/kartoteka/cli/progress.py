"""Progress on the standard error, only where somebody is looking.

In: a title. Out: a callback ``(done, all)`` as the long-running functions of the library take it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

Progress = Callable[[int, int], None]


@contextmanager
def progress_bar(title: str) -> Generator[Progress | None]:
    """Show a bar while a long job runs; None where the standard error is no terminal."""
    with staged_bar(lambda _: title) as (begin, step):
        if begin:
            begin("")
        yield step


@contextmanager
def staged_bar(
    title_of: Callable[[str], str],
) -> Generator[tuple[Callable[[str], None] | None, Progress | None]]:
    """Show a bar while a job of several stages runs, each under its own title.

    Yields what is called with the name of each stage as it begins, and what with (done, all) of it; both
    None where the standard error is no terminal.
    """
    if not sys.stderr.isatty():
        yield None, None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    # In 80 columns, with a title of 30 letters and numbers of 7.
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=22), MofNCompleteColumn())
    console = Console(stderr=True, highlight=False)
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bars:

        def begin(stage: str) -> None:
            for old in bars.task_ids:
                bars.remove_task(old)
            bars.add_task(title_of(stage), total=None)

        def step(done: int, total: int) -> None:
            bars.update(bars.task_ids[-1], completed=done, total=total or None)

        yield begin, step


@contextmanager
def counting(title: str) -> Generator[Callable[[int], None] | None]:
    """Show a bar for a job that does not know how much is to be done: it counts what is done."""
    with progress_bar(title) as bar:
        step = bar
        yield None if step is None else lambda done: step(done, 0)
