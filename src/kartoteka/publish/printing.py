"""Pages → files: each is made, and printed, or kept from the earlier build where it would come out the same.

In: the plans of all languages. Out: :class:`Printed`, page after page. Every page,
kept or new, is read by the proof. One page in all its languages is one job, so that what they share is
worked out once; where the machine can, jobs are done by several processes, and give the same bytes. Pages
that need the whole archive come first, so that no process waits for another at the end.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import warnings
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.pool import Pool
from pathlib import Path

from kartoteka.publish.desk import Desk
from kartoteka.publish.earlier import Earlier
from kartoteka.publish.manifest import Entry, hash_of
from kartoteka.publish.memory import give_back
from kartoteka.publish.plan import Page
from kartoteka.publish.proof import ProofReader, Read
from kartoteka.publish.rolls import Rest, split
from kartoteka.publish.searching import Found
from kartoteka.publish.templating import UNMARKED, Press
from kartoteka.publish.texts import searchable

FEW = 400
"""Pages for which it does not pay to start processes."""

BATCH = 16
"""Jobs that a process takes at a time."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A page in its place: what the manifest, the proof and the search need of it.

    Parameters
    ----------
    path
        Below the folder of the site.
    entry
        For the manifest.
    how
        ``kept``; ``printed``; ``mended``: printed because somebody had changed or removed the file.
    read
        What the proof found on it.
    found
        What the search finds it by; None where it should not.
    """

    path: str
    entry: Entry
    how: str
    read: Read
    found: Found | None


class Printer:
    """Prints the pages of one language.

    Parameters
    ----------
    desk, press, proof
        What pages are made with, printed with, and read with.
    folder
        Where files go.
    earlier
        What may be kept.
    searched
        Letters of a page that can be searched at most.
    first
        Whether the language is the site's first.
    """

    def __init__(
        self,
        desk: Desk,
        press: Press,
        proof: ProofReader,
        folder: Path,
        earlier: Earlier,
        searched: int,
        *,
        first: bool,
    ) -> None:
        self._searched = searched
        self.desk, self._press, self._proof = desk, press, proof
        self._folder, self._earlier, self._is_first = folder, earlier, first

    def print(self, page: Page) -> Iterator[Printed]:
        """Make a page, and those on which its long lists go on, and print or keep each."""
        content = page.make()
        found = self._found(page, content)
        for part, shown, rests in split(self.desk, page, content):
            yield self._print(part, shown, rests, found if part is page else None)

    def _print(
        self, page: Page, content: object, rests: tuple[Rest, ...], found: Found | None
    ) -> Printed:
        path = f"{self.desk.lang}/{page.path}"
        mark, covered = self._press.mark(page, content, rests)
        to = self._folder / path
        to.parent.mkdir(parents=True, exist_ok=True)
        kept = self._earlier.content(path, mark)
        if kept is not None:
            self._earlier.put(path, to, kept)
            html, how, file = kept.decode(), "kept", kept
        else:
            how = "mended" if self._earlier.is_damaged(path, mark) else "printed"
            asked: set[str] = set()
            html = self._press.html(page, content, rests, asked)
            mark = mark if asked <= covered else UNMARKED
            file = html.encode()
            to.write_bytes(file)
        read = self._proof.page(path, html)
        if found and not read.leaks:
            read = replace(read, leaks=self._proof.text(path, f"{found.title}\n{found.text}"))
        return Printed(path, Entry(mark, hash_of(file)), how, read, found)

    def _found(self, page: Page, content: object) -> Found | None:
        """Return what the search finds a page by; a letter's once, not in every language."""
        if page.kind == "source" and not self._is_first:
            return None
        words = searchable(self.desk, page, content)[: self._searched]
        lang = page.lang or self.desk.lang
        return Found(page.path, page.kind, page.title, words, lang) if words else None


Job = tuple[tuple[int, Page], ...]
"""One page in every language: number of the printer, and the page."""


_WHOLE = ("questions", "hearsay", "list", "cover", "names")
"""Kinds of pages for which the whole archive is read, the longest work first."""


def jobs(plans: Sequence[Sequence[Page]]) -> tuple[Job, ...]:
    """Return the pages of all languages, those of one address together; what takes longest first."""
    together: dict[tuple[str, int], list[tuple[int, Page]]] = {}
    for number, plan in enumerate(plans):
        for page in plan:
            # What is asked is worked out for each language: two processes can do it.
            apart = number if page.kind == "questions" else 0
            together.setdefault((page.path, apart), []).append((number, page))
    return tuple(sorted(map(tuple, together.values()), key=_rank))


def _rank(job: Job) -> int:
    kind = job[0][1].kind
    return _WHOLE.index(kind) if kind in _WHOLE else len(_WHOLE)


def print_all(
    printers: Sequence[Printer], work: Sequence[Job], processes: int | None = None
) -> Iterator[Printed]:
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
        with _forked(many) as pool:
            for batch in pool.imap_unordered(_batch, _batches(work)):
                yield from batch
    finally:
        _at_work = None


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


def _batch(which: tuple[int, int]) -> list[Printed]:
    assert _at_work is not None  # noqa: S101 - set before the process was forked
    printers, work = _at_work
    start, end = which
    return list(_printed(printers, work[start:end]))


def _printed(printers: Sequence[Printer], work: Iterable[Job]) -> Iterator[Printed]:
    for job in work:
        for number, page in job:
            yield from printers[number].print(page)
