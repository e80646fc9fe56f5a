"""``python -m benchmarks [--scale small|full]``: every benchmark, as Markdown.

Figures are compared by ratio and by CPU time where they can be: machines differ, and share their cores.
"""

from __future__ import annotations

import argparse
import platform

from benchmarks import bulk, clusters, dates, pages


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--scale", choices=sorted(bulk.LETTERS), default="small")
    scale = parser.parse_args().scale
    print(f"Python {platform.python_version()}, {platform.machine()}, scale {scale}\n")
    print(f"## Letters in and out\n\n{bulk.table(scale)}\n\n## The site\n\n{pages.table(scale)}\n")
    print(f"## Clusters\n\n{clusters.table(scale)}\n\n## Dates\n")
    dates.main()


if __name__ == "__main__":
    main()
