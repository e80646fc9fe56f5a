"""What whole answers cost: every row that a question across lives, places and codes has, with its evidence.

Asked of the prison and the person of whom most is told in the made-up archive of ``benchmarks/world.py``, as
a person asks: in a new process, by one call of the library.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import kartoteka
from benchmarks.runner import Bench, table

if TYPE_CHECKING:
    import polars as pl

    from kartoteka.archive.archive import Archive

PRISON, PERSON, MONTH = "prison-0", "person-0", "2023-03"

ANSWERS: dict[str, Callable[[Archive], pl.DataFrame]] = {
    "who was ever in the busiest prison": lambda a: kartoteka.present(a, PRISON),
    "in one month": lambda a: kartoteka.present(a, PRISON, MONTH),
    "everything that is said of it": lambda a: kartoteka.said(a, PRISON),
    "its ratings": lambda a: kartoteka.said(a, PRISON, predicate="rating"),
    "with whom one person ever was": lambda a: kartoteka.together(a, PERSON),
    "in one prison, that year": lambda a: kartoteka.together(
        a, PERSON, level="prison", during="2023"
    ),
    "everybody in a prison, that month": lambda a: kartoteka.together(
        a, place=PRISON, during=MONTH
    ),
    "one code near another": lambda a: kartoteka.near(a, "code-0", "code-1", within=None),
    "codes by author": lambda a: kartoteka.cross(a, "author"),
    "codes by what authors are": lambda a: kartoteka.cross(a, "author.trait"),
}
"""What is asked → how."""


def answer(path: str, question: str) -> int:
    """Ask one question for every row; return how many there are."""
    with kartoteka.open(Path(path)) as archive:
        return ANSWERS[question](archive).height


def whole_answers(bench: Bench, path: Path) -> str:
    """Return what whole answers of an archive cost, as a Markdown table."""
    steps = [(question, bench.step(answer, path, question)) for question in ANSWERS]
    rows = [(question, step.items, step.cpu, step.peak) for question, step in steps]
    return table(("whole answer", "rows:", "CPU, s:", "peak MiB:"), rows)
