"""How many dates a second: EDTF and words, all different, so that no cache helps; ``undate`` beside."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from benchmarks.runner import Bench, table
from kartoteka.model.dates import read_edtf
from kartoteka.model.datewords import read_when

LETTER = read_edtf("2025-03-25")
SHAPES = (
    *("{y}", "{y}-03", "{y}-03-25", "{y}-03~", "{y}-02/{y}-04", "{y}-03-25/..", "../{y}-03-25"),
    *(
        "{y}-XX-05",
        "{y}-21",
        "[{y}-03-01..{y}-03-10]",
        "{y}-06~-11",
        "{y}-03-25T10:00:00Z",
        "Y-1{y}00",
    ),
)
SHARED = SHAPES[:5]
"""Shapes that undate reads too."""

WORDS = (
    *("25 March {y}", "in early March {y}", "around {y}", "from March to May {y}", "before {y}"),
    *("в начале марта {y} года", "25 марта {y} г.", "с марта по май {y} года", "около {y} года"),
    *("весной {y}", "probably at the end of March {y}", "at the end of {y}"),
)


def per_second(read: Callable[[str], object], texts: Iterable[str]) -> float:
    texts = list(texts)
    assert len(set(texts)) == len(texts)
    start = time.perf_counter()
    for text in texts:
        read(text)
    return len(texts) / (time.perf_counter() - start)


def filled(shapes: Iterable[str], first: int, count: int) -> list[str]:
    return [shape.format(y=year) for shape in shapes for year in range(first, first + count)]


def run(_bench: Bench) -> str:
    """Return the figures as a Markdown table."""
    sample = filled(SHARED, 2100, 40)
    ours = per_second(read_edtf, sample)
    rows: list[tuple[object, ...]] = [
        ("EDTF, mixed", per_second(read_edtf, filled(SHAPES, 1000, 1000)), ""),
        ("words, mixed", per_second(lambda t: read_when(t, LETTER), filled(WORDS, 1000, 300)), ""),
        ("EDTF that undate reads too", ours, ""),
    ]
    try:
        from undate import Undate
    except ImportError:
        rows.append(("the same with undate", "not installed", ""))
    else:
        theirs = per_second(lambda t: Undate.parse(t, "EDTF"), sample)
        rows.append(("the same with undate", theirs, f"{ours / theirs:,.0f} times as fast"))
    return table(("dates", "a second:", "ratio"), rows)
