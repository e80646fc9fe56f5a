"""How fast, and in how much memory, the site is built.

The archive is made up (``fiction.py``): people with dated stays, one page each, in two languages.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import kartoteka
from benchmarks import fiction
from benchmarks.runner import Bench, Figure, table

STATEMENTS_PER_LETTER = 10


def build(place: str) -> int:
    """Build the site of an archive; return how many pages it has."""
    from kartoteka.publish.site import site

    with kartoteka.open(Path(place) / "pages.kartoteka") as archive:
        return site(archive, Path(place) / "site").pages


def measure(bench: Bench, letters: int) -> Figure:
    """Make an archive and build its site in a process of its own."""
    place = bench.place(f"pages-{letters}")
    fiction.write_letters(place / "letters", letters)
    fiction.write_statements(place / "evidence", letters * STATEMENTS_PER_LETTER, letters)
    with kartoteka.new(place / "pages.kartoteka") as archive:
        kartoteka.add(archive, place / "letters")
        kartoteka.record(archive, place / "evidence")
    figure = bench.step(build, place)
    shutil.rmtree(place)
    return figure


def run(bench: Bench) -> str:
    """Return the figures as a Markdown table."""
    letters = bench.of(250, 2_500, 10_000)
    sizes = (letters // 4, letters)
    figures = [(size, measure(bench, size)) for size in sizes]
    head = ("letters:", "pages:", "a CPU second:", "seconds:", "peak MiB:")
    return table(head, [(size, f.items, f.rate, f.wall, f.peak) for size, f in figures])
