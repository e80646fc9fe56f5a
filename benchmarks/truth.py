"""``python -m benchmarks truth``: what an archive recovers of a world whose truth is known.

Worlds are simulated at several rates of what witnesses leave out and of vague dates, with three mistakes in
a hundred reports. Each question is put to the archive as a person would, and the answer held against the
truth beside it. Prints Markdown: precision and recall of each question for each world.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kartoteka
from benchmarks.recovery.communities import biographies
from benchmarks.recovery.conflicts import contradictions
from benchmarks.recovery.held_out import WORLDS as HELD_OUT
from benchmarks.recovery.held_out import HeldOut, strange
from benchmarks.recovery.lives import statuses, stays
from benchmarks.recovery.planted import Planted, Score
from benchmarks.recovery.sameness import identities
from benchmarks.recovery.words import standings
from benchmarks.runner import Bench, table
from kartoteka.archive.archive import Archive

Question = Callable[[Archive, Planted], list[Score]]

QUESTIONS: tuple[Question, ...] = (
    stays,
    statuses,
    standings,
    biographies,
    identities,
    contradictions,
)


@dataclass(frozen=True, slots=True)
class Rates:
    """How much witnesses leave out, say vaguely, get wrong."""

    missing: float
    vague: float
    mistaken: float

    def __str__(self) -> str:
        return f"missing {self.missing:.0%}, vague {self.vague:.0%}, mistaken {self.mistaken:.0%}"


WORLDS = (
    Rates(0.0, 0.0, 0.0),
    Rates(0.1, 0.2, 0.03),
    Rates(0.3, 0.5, 0.03),
    Rates(0.5, 0.8, 0.03),
    Rates(0.1, 0.2, 0.1),
)

SIZES: dict[str, dict[str, Any]] = {
    "small": {"letters": 150, "people": 400, "witnesses": 40, "prisons": 5, "days": 365},
    "full": {"letters": 600, "people": 1_500, "witnesses": 120, "prisons": 8, "days": 730},
    "million": {"letters": 2_400, "people": 6_000, "witnesses": 500, "prisons": 20, "days": 1_095},
}


def recovered(rates: Rates, folder: Path, seed: int = 1, **size: int) -> list[Score]:
    """Simulate a world in a folder, put every question to its archive, and return the scores."""
    said = {"missing": rates.missing, "vague": rates.vague, "mistaken": rates.mistaken}
    return _asked(folder, QUESTIONS, {"seed": seed, **said, **size})


def _asked(folder: Path, questions: Iterable[Question], rules: dict[str, Any]) -> list[Score]:
    path = folder / "world.kartoteka"
    kartoteka.simulate(path, **rules)
    planted = Planted(path)
    with kartoteka.open(path) as archive:
        return [score for question in questions for score in question(archive, planted)]


def held_out(world: HeldOut, folder: Path, **size: int) -> list[Score]:
    """Ask who may be whom in a world that no weight was set on."""
    with strange():
        return _asked(folder, (identities,), {**size, **world.rules})


def run(bench: Bench) -> str:
    """Return precision / recall of every question in every world, as a Markdown table."""
    worlds: list[list[Score]] = []
    for rates in WORLDS:
        bench.say(str(rates))
        with tempfile.TemporaryDirectory(dir=bench.place("truth")) as folder:
            worlds.append(recovered(rates, Path(folder), **SIZES[bench.scale]))
    size = ", ".join(f"{n:,} {name}" for name, n in SIZES[bench.scale].items())
    head = ["asked", *(f"{rates}:" for rates in WORLDS)]
    rows = ([scores[0].question, *map(_cell, scores)] for scores in zip(*worlds, strict=True))
    known = f"Each world: {size}. Precision / recall (of how many).\n\n{table(head, rows)}"
    return f"{known}\n\n{_unknown(bench)}"


def _unknown(bench: Bench) -> str:
    """Return the table of the worlds that no weight was set on."""
    rows: list[list[str]] = []
    for world in HELD_OUT:
        bench.say(f"held out: {world.name}")
        with tempfile.TemporaryDirectory(dir=bench.place("truth")) as folder:
            scores = held_out(world, Path(folder), **SIZES[bench.scale])
        rows.append([world.name, *(_cell(score) for score in (scores[0], *scores[-3:]))])
    head = [
        "held out",
        "odds even or better:",
        "first quarter:",
        "first half:",
        "as many as there are:",
    ]
    return (
        "Who may be whom, in worlds that no weight was set on (other seeds, names, mishearings, languages):"
        f"\n\n{table(head, rows)}"
    )


def _cell(score: Score) -> str:
    said = [_percent(score.precision), _percent(score.recall)]
    return f"{' / '.join(said)} ({score.n:,})"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"
