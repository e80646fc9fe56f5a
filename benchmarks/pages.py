"""How fast, and in how much memory, the site is built.

The archive is made up (``fiction.py``): people with dated stays, one page each, in two languages. Run alone:
``python -m benchmarks.pages WORKPLACE``, which prints the figures of one build as JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import kartoteka
from benchmarks import fiction

LETTERS = {"small": 250, "full": 2_500}
STATEMENTS_PER_LETTER = 10


def build(place: Path) -> dict[str, float]:
    """Build the site of an archive; return pages, seconds of CPU and of the clock, peak MiB."""
    from kartoteka.publish.site import site

    start, cpu = time.perf_counter(), time.process_time()
    with kartoteka.open(place / "pages.kartoteka") as archive:
        built = site(archive, place / "site")
    return {
        "pages": built.pages,
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - start,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def measure(letters: int) -> dict[str, float]:
    """Make an archive and build its site in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        fiction.write_letters(place / "letters", letters)
        fiction.write_statements(place / "evidence", letters * STATEMENTS_PER_LETTER, letters)
        with kartoteka.new(place / "pages.kartoteka") as archive:
            kartoteka.add(archive, place / "letters")
            kartoteka.record(archive, place / "evidence")
        found = subprocess.run(
            [sys.executable, "-m", "benchmarks.pages", str(place)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return json.loads(found.stdout)


def table(scale: str) -> str:
    """Return the figures as a Markdown table."""
    rows = ["| letters | pages | a CPU second | seconds | peak MiB |", "|--:|--:|--:|--:|--:|"]
    for letters in (LETTERS[scale] // 4, LETTERS[scale]):
        found = measure(letters)
        rows.append(
            f"| {letters:,} | {found['pages']:,} | {found['pages'] / found['cpu']:,.0f} "
            f"| {found['wall']:.1f} | {found['peak']:.0f} |"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    print(json.dumps(build(Path(sys.argv[1]))))
