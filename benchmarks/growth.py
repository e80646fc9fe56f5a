"""What grows how: the same questions of archives of several sizes, and one more letter for each of them.

In: archives of ``world.py`` at a tenth of the scale and at the scale; with ``--keep FOLDER`` also every other
``world-*.kartoteka`` in ``FOLDER/asking``. Out: CPU milliseconds at p99 by size. What stays level does not
grow with the archive; what is asked of a place grows with what is told of it.

    python -m benchmarks growth --scale million --keep FOLDER
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import kartoteka
from benchmarks import asking, fiction, world
from benchmarks.runner import Bench, table
from kartoteka.search.run import search
from kartoteka.web.serve import settled

QUERIES = 60
LETTERS = 5

Facts = dict[str, float]


def searched(path: str) -> tuple[int, Facts]:
    """Search for words, names, people and codes; return CPU milliseconds."""
    with kartoteka.open(Path(path)) as archive:
        people = sum(1 for _ in archive.entities("person"))
        chance = random.Random(7)  # noqa: S311
        words = [w for w in " ".join(fiction.letter(1)).split() if len(w) > 4]
        some: tuple[Callable[[], str], ...] = (
            lambda: f"{chance.choice(words)} {chance.choice(words)}",
            lambda: f"Павел {chance.randrange(people)}",
            lambda: f"person:person-{chance.randrange(people)}",
            lambda: f"{chance.choice(words)} code:code-{chance.randrange(50)}",
        )
        took: list[float] = []
        with settled():
            search(
                archive, words[0]
            )  # what the first of a process reads is told by a command of its own
            for number in range(QUERIES):
                query = some[number % len(some)]()
                search(archive, query)  # pages come from the system's memory
                start = time.process_time()
                search(archive, query)
                took.append((time.process_time() - start) * 1000)
    took.sort()
    return len(took), {"median": took[len(took) // 2], "p99": took[int(len(took) * 0.99)]}


def recorded(path: str) -> tuple[int, Facts]:
    """Record some letters of a hundred statements, one edit each, and take them back."""
    made: list[float] = []
    back: list[float] = []
    with kartoteka.open(Path(path), by="bench") as archive, settled():
        people = sum(1 for _ in archive.entities("person"))
        cast = world.Cast.of(people * world.OF_EACH)
        for number in range(LETTERS):
            letter = 10**9 + number
            text = "\n".join(fiction.letter(letter)) + "\n"
            teller = world.Teller(cast, letter, 10**9)
            start = time.process_time()
            with archive.edit(why="one more letter", verb="record") as edit:
                edit.add(*world.letter_records(edit, teller, text, set()))
            made.append((time.process_time() - start) * 1000)
            start = time.process_time()
            archive.undo()
            back.append((time.process_time() - start) * 1000)
    return LETTERS, {"recorded": sorted(made)[LETTERS // 2], "undone": sorted(back)[LETTERS // 2]}


def of_one(bench: Bench, path: Path) -> dict[str, float]:
    """Return what is measured of an archive."""
    bench.say(f"growth: {path.name}")
    with kartoteka.open(path) as archive:
        counts = archive.counts()
    row: dict[str, float] = {
        "statements": counts["statement"],
        "passages": counts["passage"],
        "file, MiB": round(path.stat().st_size / 2**20),
    }
    for question in asking.QUESTIONS:
        done = bench.step(asking.ask, path, question, 100)
        row[question] = round(done.facts["p99"], 1)
        row["peak of a question, MiB"] = max(
            row.get("peak of a question, MiB", 0), round(done.peak)
        )
    row["search"] = round(bench.step(searched, path).facts["p99"], 1)
    letter = bench.step(recorded, path)
    row["recording a letter of 100 statements"] = round(letter.facts["recorded"])
    row["and taken back"] = round(letter.facts["undone"])
    row["`life` as a command of its own, CPU s"] = round(
        bench.step(asking.cold, path, "life").cpu, 2
    )
    return row


def run(bench: Bench) -> str:
    """Return the figures as a Markdown table, a column for each size."""
    most = bench.of(20_000, 100_000, 1_000_000)
    place = bench.place("asking")
    for number in (most // 10, most):
        world.write_archive(place / f"world-{number}.kartoteka", number, bench.say)
    paths = sorted(place.glob("world-*.kartoteka"), key=lambda path: path.stat().st_size)
    columns = [of_one(bench, path) for path in paths]
    rows = [(name, *(column[name] for column in columns)) for name in columns[0]]
    return table(
        (
            "p99, CPU ms, where nothing else is said",
            *(f"{column['statements']:,.0f}:" for column in columns),
        ),
        rows,
    )
