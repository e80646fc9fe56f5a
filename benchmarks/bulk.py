"""How fast, and in how much memory, an archive takes in and gives out ten thousand letters.

Each step runs in a process of its own, so that its CPU time and its peak of memory are its own; and twice,
the first time with a quarter of the letters, so that one sees what grows.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import kartoteka
from benchmarks import fiction
from benchmarks.runner import Bench, Figure, table

NAME = "bulk.kartoteka"


def add(place: str) -> int:
    """Import a folder of texts with front matter into a new archive."""
    from kartoteka.importers.add import add as add_folder

    with kartoteka.open(Path(place) / NAME) as archive:
        account = add_folder(archive, Path(place) / "letters")
        assert not account.unreadable
        return len(account.added)


def record(place: str) -> int:
    """Record the statements: JSON Lines, one edit, every quote found in its text."""
    from kartoteka.annotate.evidence import record as record_files

    with kartoteka.open(Path(place) / NAME) as archive:
        return record_files(archive, Path(place) / "evidence").added["statement"]


def record_again(place: str) -> int:
    """Record the same once more, which changes nothing."""
    from kartoteka.annotate.evidence import record as record_files

    with kartoteka.open(Path(place) / NAME) as archive:
        return record_files(archive, Path(place) / "evidence").entries["statement"]


def export(place: str) -> int:
    """Write the whole archive as texts and evidence files."""
    from kartoteka.annotate.plain import export_plain

    with kartoteka.open(Path(place) / NAME) as archive:
        export_plain(archive, Path(place) / "plain")
        return archive.counts()["statement"]


def verify(place: str) -> int:
    """Compare everything with what was said of it when it was written."""
    with kartoteka.open(Path(place) / NAME) as archive:
        assert archive.verify() == ()
        return archive.counts()["change"]


def lives(place: str) -> int:
    """Ask for a hundred lives, each with its own reading of names and places, as a page does."""
    from kartoteka.relate.atlas import Atlas
    from kartoteka.relate.life import life

    with kartoteka.open(Path(place) / NAME) as archive:
        atlas = Atlas(archive)
        people = [e.id for e in archive.entities("person")][:100]
        assert any(life(archive, person, atlas=atlas).episodes for person in people)
        return len(people)


def check(place: str) -> int:
    """Look for contradictions and gaps in the whole archive."""
    from kartoteka.check import check as check_all

    with kartoteka.open(Path(place) / NAME) as archive:
        check_all(archive)
        return archive.counts()["statement"]


def undo(place: str) -> int:
    """Take back the recording: one edit."""
    with kartoteka.open(Path(place) / NAME) as archive:
        lines = archive.counts()["change"]
        archive.undo()
        return archive.counts()["change"] - lines


STEPS = (
    (add, "texts imported"),
    (record, "statements recorded"),
    (record_again, "statements recorded again"),
    (lives, "lives told"),
    (check, "statements checked"),
    (verify, "lines of history verified"),
    (export, "statements exported"),
    (undo, "records taken back"),
)
"""What does it, and what is counted."""


def make(place: Path, letters: int, statements: int) -> None:
    """Write letters and evidence files, and an empty archive."""
    fiction.write_letters(place / "letters", letters)
    fiction.write_statements(place / "evidence", statements, letters)
    kartoteka.new(place / NAME).close()


def rounds(bench: Bench) -> list[tuple[Figure, Figure]]:
    """Return every step's figures with a quarter of the letters and with all."""
    letters, each = bench.of(1_000, 10_000, 10_000), bench.of(10, 10, 100)
    both: list[list[Figure]] = []
    for number in (letters // 4, letters):
        place = bench.place(f"bulk-{number}")
        bench.say(f"{number:,} letters with {number * each:,} statements …")
        make(place, number, number * each)
        both.append([bench.step(step, place) for step, _ in STEPS])
        shutil.rmtree(place)
    return list(zip(*both, strict=True))


def run(bench: Bench) -> str:
    """Return the figures as a Markdown table."""
    head = ("step", "items:", "a CPU second:", "seconds:", "peak MiB:", "with a quarter:", "ratio:")
    return table(
        head,
        [
            (said, all_.items, all_.rate, all_.wall, all_.peak, few.peak, all_.peak / few.peak)
            for (_, said), (few, all_) in zip(STEPS, rounds(bench), strict=True)
        ],
    )
