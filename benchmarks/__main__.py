"""``python -m benchmarks [NAME…] [--scale small|full|million] [--write]``: figures, as Markdown.

Figures are compared by ratio and by CPU time where they can be: machines differ, and share their cores.
``--write`` puts the tables into ``docs/explanation/performance.md``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import report
from benchmarks.runner import SCALES, Bench, Benchmark, workplace

BENCHMARKS = (
    Benchmark("bulk", "Letters in and out", "benchmarks.bulk"),
    Benchmark("asking", "Questions", "benchmarks.asking"),
    Benchmark("growth", "What grows how", "benchmarks.growth"),
    Benchmark("peers", "Beside Taguette", "benchmarks.peers"),
    Benchmark("pages", "The site", "benchmarks.pages"),
    Benchmark("site_search", "The search of the site", "benchmarks.site_search"),
    Benchmark("search", "Search", "benchmarks.search"),
    Benchmark("workbench", "The workbench", "benchmarks.workbench"),
    Benchmark("usable", "The workbench in the browser", "benchmarks.usable"),
    Benchmark("reader", "Reading a long letter", "benchmarks.reader"),
    Benchmark("sequences", "Comparing lives", "benchmarks.sequences"),
    Benchmark("card", "On a graphics card", "benchmarks.card"),
    Benchmark("clusters", "Types of lives", "benchmarks.clusters"),
    Benchmark("dates", "Dates", "benchmarks.dates"),
    Benchmark(
        *("truth", "What the archive recovers", "benchmarks.truth"),
        page="what-the-archive-recovers",
    ),
)
"""All of them, in the order in which they run; a new one is a module with ``run`` and a line here."""


def main() -> None:
    """Run the chosen benchmarks."""
    known = {b.name: b for b in BENCHMARKS}
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(known)}")
    parser.add_argument("--scale", choices=SCALES, default="small")
    parser.add_argument("--write", action="store_true", help="into the page on performance")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="work there, and leave it")
    parser.add_argument("--peers", action="store_true", help="`sequences` beside other programs")
    asked = parser.parse_args()
    for name in asked.names:
        if name not in known:
            parser.error(f"no benchmark is called {name}; there are: {', '.join(known)}")
    chosen = [b for b in BENCHMARKS if not asked.names or b.name in asked.names]
    temporary = workplace(asked.keep)
    try:
        folder = Path(temporary.name) if temporary else asked.keep.resolve()
        bench = Bench(asked.scale, folder, asked.peers)
        for benchmark in chosen:
            run(bench, benchmark, write=asked.write)
    finally:
        if temporary:
            temporary.cleanup()


def run(bench: Bench, benchmark: Benchmark, *, write: bool) -> None:
    """Run one benchmark, print its result, and write it down at once: the next may fail."""
    bench.say(f"{benchmark.title} ({benchmark.name})")
    body = f"{report.conditions(bench.scale)}\n\n{benchmark.run(bench)}"
    print(f"## {benchmark.title}\n\n{body}\n", flush=True)
    if write:
        report.write({benchmark.name: body}, report.PAGES / f"{benchmark.page}.md")


if __name__ == "__main__":
    sys.exit(main())
