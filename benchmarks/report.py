"""Results → the page that shows them: each benchmark's table stands between two marks of its own.

In: a benchmark's name and Markdown. Out: ``docs/explanation/performance.md`` with that stretch renewed; what
was not run stays as it was.
"""

from __future__ import annotations

import os
import platform
import re
import time
from pathlib import Path

from benchmarks.runner import ROOT

PAGES = ROOT / "docs" / "explanation"
PAGE = PAGES / "performance.md"


def conditions(scale: str) -> str:
    """Say under what conditions figures were taken.

    >>> conditions("small").startswith("Scale small, ")
    True
    """
    cores = f"{os.cpu_count()} cores"
    taken = time.strftime("%Y-%m-%d")
    return (
        f"Scale {scale}, Python {platform.python_version()}, {cores}, {platform.system()}, {taken}."
    )


def put_in(page: str, name: str, body: str) -> str:
    r"""Return a page with one benchmark's stretch renewed, or added at the end of the results.

    >>> put_in("<!-- benchmark: a -->\nold\n<!-- end of benchmark: a -->", "a", "new")
    '<!-- benchmark: a -->\n\nnew\n\n<!-- end of benchmark: a -->'
    """
    begin, end = f"<!-- benchmark: {name} -->", f"<!-- end of benchmark: {name} -->"
    made = f"{begin}\n\n{body}\n\n{end}"
    found = re.search(f"{re.escape(begin)}.*?{re.escape(end)}", page, re.DOTALL)
    if found:
        return page[: found.start()] + made + page[found.end() :]
    last = "<!-- end of benchmarks -->"
    if last in page:
        return page.replace(last, f"{made}\n\n{last}")
    return f"{page.rstrip()}\n\n{made}\n"


def write(results: dict[str, str], page: Path = PAGE) -> None:
    """Write results (name → Markdown) into the page."""
    text = page.read_text(encoding="utf-8")
    for name, body in results.items():
        text = put_in(text, name, body)
    page.write_text(text, encoding="utf-8")
