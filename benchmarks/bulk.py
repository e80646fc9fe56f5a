"""How fast, and in how much memory, an archive takes in and gives out ten thousand letters.

Each step runs in a process of its own, so that its CPU time and its peak of memory are its own. Run alone:
``python -m benchmarks.bulk STEP WORKPLACE``, which prints the figures of one step as JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import kartoteka
from benchmarks import fiction

LETTERS = {"small": 250, "full": 2_500}
"""Letters of the first round; the second has four times as many."""

STATEMENTS_PER_LETTER = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """What one step cost: seconds of CPU (user and system), wall-clock seconds, peak memory in MiB."""

    step: str
    items: int
    cpu: float
    wall: float
    peak: float

    @property
    def rate(self) -> float:
        """Items a CPU second."""
        return self.items / self.cpu


def add(place: Path) -> int:
    """Import a folder of texts with front matter into a new archive."""
    from kartoteka.importers.add import add as add_folder

    with kartoteka.open(place / "bulk.kartoteka") as archive:
        account = add_folder(archive, place / "letters")
        assert not account.unreadable
        return len(account.added)


def record(place: Path) -> int:
    """Record the statements: JSON Lines, one edit, every quote found in its text."""
    from kartoteka.annotate.evidence import record as record_files

    with kartoteka.open(place / "bulk.kartoteka") as archive:
        return record_files(archive, place / "evidence").added["statement"]


def record_again(place: Path) -> int:
    """Record the same once more, which changes nothing."""
    from kartoteka.annotate.evidence import record as record_files

    with kartoteka.open(place / "bulk.kartoteka") as archive:
        return record_files(archive, place / "evidence").entries["statement"]


def export(place: Path) -> int:
    """Write the whole archive as texts and evidence files."""
    from kartoteka.annotate.plain import export_plain

    with kartoteka.open(place / "bulk.kartoteka") as archive:
        export_plain(archive, place / "plain")
        return archive.counts()["statement"]


def verify(place: Path) -> int:
    """Compare everything with what was said of it when it was written."""
    with kartoteka.open(place / "bulk.kartoteka") as archive:
        assert archive.verify() == ()
        return archive.counts()["change"]


def lives(place: Path) -> int:
    """Ask for a hundred lives, each with its own reading of names and places, as a page does."""
    from kartoteka.relate.atlas import Atlas
    from kartoteka.relate.life import life

    with kartoteka.open(place / "bulk.kartoteka") as archive:
        atlas = Atlas(archive)
        people = [e.id for e in archive.entities("person")][:100]
        assert any(life(archive, person, atlas=atlas).episodes for person in people)
        return len(people)


def check(place: Path) -> int:
    """Look for contradictions and gaps in the whole archive."""
    from kartoteka.check import check as check_all

    with kartoteka.open(place / "bulk.kartoteka") as archive:
        check_all(archive)
        return archive.counts()["statement"]


def undo(place: Path) -> int:
    """Take back the recording: one edit."""
    with kartoteka.open(place / "bulk.kartoteka") as archive:
        lines = archive.counts()["change"]
        archive.undo()
        return archive.counts()["change"] - lines


STEPS = {
    "add": (add, "texts imported"),
    "record": (record, "statements recorded"),
    "record-again": (record_again, "statements recorded again"),
    "lives": (lives, "lives told"),
    "check": (check, "statements checked"),
    "verify": (verify, "lines of history verified"),
    "export": (export, "statements exported"),
    "undo": (undo, "records taken back"),
}
"""Step → what does it, and what is counted."""


def measure(step: str, place: Path) -> Figure:
    """Run one step in its own process."""
    found = subprocess.run(
        [sys.executable, "-m", "benchmarks.bulk", step, str(place)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return Figure(**json.loads(found.stdout))


def rounds(scale: str) -> list[tuple[Figure, Figure]]:
    """Return every step's figures with N letters and with 4 N."""
    both: list[list[Figure]] = []
    for letters in (LETTERS[scale], 4 * LETTERS[scale]):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            fiction.write_letters(place / "letters", letters)
            statements = letters * STATEMENTS_PER_LETTER
            fiction.write_statements(place / "evidence", statements, letters)
            kartoteka.new(place / "bulk.kartoteka").close()
            both.append([measure(step, place) for step in STEPS])
    return list(zip(*both, strict=True))


def table(scale: str) -> str:
    """Return the figures as a Markdown table."""
    rows = [
        "| step | items | a CPU second | seconds | peak MiB | peak MiB with a quarter | ratio |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for few, many in rounds(scale):
        rows.append(
            f"| {STEPS[many.step][1]} | {many.items:,} | {many.rate:,.0f} | {many.wall:.1f} "
            f"| {many.peak:.0f} | {few.peak:.0f} | {many.peak / few.peak:.2f} |"
        )
    return "\n".join(rows)


def main(step: str, place: str) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    items = STEPS[step][0](Path(place))
    figure = {
        "step": step,
        "items": items,
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - start,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figure))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
