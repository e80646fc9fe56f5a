"""Pages → files, by as many processes as pays: each is made and printed, or kept as it was.

In: the plans of all languages. Out: :class:`~kartoteka.publish.printer.Done`, page after page. One page in
all its languages is one job, so that what they share is worked out once; where the machine can, jobs are done
by several processes, and give the same bytes. Pages that need the whole archive come first, so that nobody
waits for another at the end.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import warnings
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.pool import Pool

from kartoteka.publish.memory import give_back
from kartoteka.publish.plan import Page
from kartoteka.publish.printer import Done, Printer

FEW = 400
"""Pages for which it does not pay to start processes."""

BATCH = 16
"""Jobs that a process takes at a time."""

FIRST, WAVE = 200, 50
"""Times that processes take jobs before new ones are begun: at first, where jobs are long, and then."""


Job = tuple[tuple[int, Page], ...]
"""One page in every language: number of the printer, and the page."""


_WHOLE = ("questions", "hearsay", "list", "cover", "names")
"""Kinds of pages for which the whole archive is read, the longest work first."""


def jobs(plans: Sequence[Sequence[Page]]) -> tuple[Job, ...]:
    """Return the pages of all languages, those of one address together; what takes longest first."""
    together: dict[str, list[tuple[int, Page]]] = {}
    for number, plan in enumerate(plans):
        for page in plan:
            together.setdefault(page.path, []).append((number, page))
    return tuple(sorted(map(tuple, together.values()), key=_rank))


def _rank(job: Job) -> int:
    kind = job[0][1].kind
    return _WHOLE.index(kind) if kind in _WHOLE else len(_WHOLE)


def print_all(
    printers: Sequence[Printer], work: Sequence[Job], processes: int | None = None
) -> Iterator[Done]:
    """Print everything; in what order the pages come is not said.

    Parameters
    ----------
    printers
        One a language.
    work
        What to print.
    processes
        How many; by default one for each core, and one where it does not pay.
    """
    many = workers(len(work)) if processes is None else processes
    if many < 2:
        yield from _printed(printers, work)
        return
    for printer in printers:
        printer.desk.settle()
    global _at_work  # noqa: PLW0603 - what a forked process inherits need not be sent to it
    _at_work = (printers, work)
    try:
        for wave in _waves(work):
            with _forked(many) as pool:
                for batch in pool.imap_unordered(_batch, wave):
                    yield from batch
    finally:
        _at_work = None


def _waves(work: Sequence[Job]) -> Iterator[list[tuple[int, int]]]:
    """Yield the batches in waves: new processes for each, for what one has looked at it holds by itself."""
    wave: list[tuple[int, int]] = []
    most = FIRST
    for batch in _batches(work):
        wave.append(batch)
        if len(wave) >= most:
            yield wave
            wave, most = [], WAVE
    if wave:
        yield wave


def _batches(work: Sequence[Job]) -> Iterator[tuple[int, int]]:
    """Yield from which job to which a process works at a time: one where it is long."""
    start = 0
    while start < len(work):
        end = start + (1 if _rank(work[start]) < len(_WHOLE) else BATCH)
        yield start, end
        start = end


@contextmanager
def settled() -> Generator[None]:
    """Have what is in memory by now not searched for garbage: it stays to the end, and is shared by forks.

    Looking through it again and again took up to a third of the time, and each look writes to what
    processes share until they write.
    """
    give_back()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _forked(many: int) -> Pool:
    with warnings.catch_warnings():
        # Python warns of locks that other threads hold: ours only draws the bar of the progress.
        warnings.simplefilter("ignore", DeprecationWarning)
        return multiprocessing.get_context("fork").Pool(many)


def workers(pages: int) -> int:
    """Return how many processes to print with: 1 where that is quicker, or where they cannot be forked."""
    if pages < FEW or sys.platform != "linux":
        return 1
    return max(1, min(len(os.sched_getaffinity(0)), 8))


_at_work: tuple[Sequence[Printer], Sequence[Job]] | None = None


def _batch(which: tuple[int, int]) -> list[Done]:
    assert _at_work is not None  # noqa: S101 - set before the process was forked
    printers, work = _at_work
    start, end = which
    return list(_printed(printers, work[start:end]))


def _printed(printers: Sequence[Printer], work: Iterable[Job]) -> Iterator[Done]:
    for job in work:
        for number, page in job:
            yield printers[number].print(page)
