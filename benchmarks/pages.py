"""How fast, in how much memory and of what size the site is built: all of it, then again after one edit.

Two made-up archives: people with dated stays, one page each (``fiction.py``); and the mix of what letters
tell (``world.py``), where the first prison takes a tenth of all stays. Each at two sizes, in two languages.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import kartoteka
from benchmarks import fiction, world
from benchmarks.runner import Bench, Figure, table

STATEMENTS_PER_LETTER = 10


def build(place: str) -> tuple[int, dict[str, int]]:
    """Build the site of an archive; return how many pages it has, and how many were printed."""
    from kartoteka.publish.site import site

    with kartoteka.open(Path(place) / "pages.kartoteka") as archive:
        built = site(archive, Path(place) / "site")
    size = sum(path.stat().st_size for path in built.path.rglob("*") if path.is_file())
    return built.pages, {"printed": built.printed, "size": size}


def edit(place: Path) -> None:
    """Hold one statement of the middle of the archive for wrong."""
    with kartoteka.open(place / "pages.kartoteka") as archive:
        middle = sorted(s.id for s in archive.sources())[len(list(archive.sources())) // 2]
        statement = archive.statements(source=middle)[0].statement
        with archive.edit(why="a mistake") as change:
            change.replace(statement, replace(statement, rank="deprecated"))


def letters(place: Path, number: int) -> None:
    """Make an archive of letters with ten dated stays each."""
    fiction.write_letters(place / "letters", number)
    fiction.write_statements(place / "evidence", number * STATEMENTS_PER_LETTER, number)
    with kartoteka.new(place / "pages.kartoteka") as archive:
        kartoteka.add(archive, place / "letters")
        kartoteka.record(archive, place / "evidence")


def mixed(place: Path, number: int) -> None:
    """Make an archive of everything that letters tell, a hundred statements each."""
    world.write_archive(place / "pages.kartoteka", number * world.PER_LETTER)


def measure(bench: Bench, make: Callable[[Path, int], None], number: int) -> tuple[Figure, Figure]:
    """Make an archive; build its site, edit it and build again, each in a process of its own."""
    place = bench.place(f"pages-{make.__name__}-{number}")
    make(place, number)
    whole = bench.step(build, place)
    edit(place)
    again = bench.step(build, place)
    shutil.rmtree(place)
    return whole, again


def run(bench: Bench) -> str:
    """Return the figures as a Markdown table."""
    rows: list[tuple[object, ...]] = []
    for make, numbers in ((letters, (250, 2_500, 10_000)), (mixed, (20, 200, 2_000))):
        most = bench.of(*numbers)
        for number in (most // 4, most):
            whole, again = measure(bench, make, number)
            name = "letters" if make is letters else "letters of everything"
            rows.append(
                (
                    f"{number:,} {name}",
                    whole.items,
                    whole.rate,
                    whole.cpu,
                    whole.wall,
                    whole.peak,
                    whole.facts["size"] / 2**20,
                    int(again.facts["printed"]),
                    again.cpu,
                    again.cpu / whole.cpu,
                    again.peak,
                )
            )
    head = (
        "archive",
        "pages:",
        "a CPU second:",
        "CPU seconds:",
        "seconds:",
        "peak MiB:",
        "on disk, MiB:",
    )
    after = ("printed after one edit:", "CPU seconds then:", "of the whole:", "peak MiB then:")
    return table((*head, *after), rows)
