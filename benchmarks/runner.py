"""What a benchmark gets: a scale, a workplace, a process of its own for every step, and a voice.

In: a scale and a folder. Out: a :class:`Bench`. A benchmark is a module with ``run(bench) -> str`` that
returns Markdown; one line in ``BENCHMARKS`` of ``__main__`` makes it known. It raises :class:`Skipped`, with
the reason, where it cannot run here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

SCALES = ("small", "full", "million")
"""``small`` takes a minute or two, ``full`` some minutes, ``million`` the better part of an hour."""


class Skipped(Exception):  # noqa: N818 - named for what happened
    """A benchmark cannot run here; the message says why."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One entry of the list: a name for the command line, a heading, the module with ``run``, the page."""

    name: str
    title: str
    module: str
    page: str = "performance"
    """Of ``docs/explanation``, into which ``--write`` puts the result."""

    def run(self, bench: Bench) -> str:
        """Run it; return its Markdown, or why it was skipped."""
        try:
            return import_module(self.module).run(bench)
        except Skipped as why:
            return f"Skipped: {why}"


@dataclass(frozen=True, slots=True)
class Figure:
    """What one step cost.

    Parameters
    ----------
    items
        How many things it did.
    cpu, wall
        Seconds of CPU (user and system, of the step and what it started), and of the clock.
    peak
        Most memory it held at any time, MiB.
    facts
        Whatever else the step measured itself.
    """

    items: int
    cpu: float
    wall: float
    peak: float
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def rate(self) -> float:
        """Items a CPU second."""
        return self.items / max(self.cpu, 1e-9)


Step = Callable[..., "int | tuple[int, Mapping[str, Any]]"]
"""A function of a module that returns how many things it did, and perhaps more facts (JSON)."""


@dataclass
class Bench:
    """One run of the benchmarks.

    Parameters
    ----------
    scale
        One of :data:`SCALES`.
    folder
        A workplace shared by the run; a benchmark takes a folder of its own in it (:meth:`place`).
    peers
        Whether to run beside other programs where that takes long and is asked for.
    """

    scale: str
    folder: Path
    peers: bool = False

    def say(self, text: str) -> None:
        """Tell whoever waits what is being done."""
        print(f"{time.strftime('%H:%M:%S')}  {text}", file=sys.stderr, flush=True)

    def of(self, small: int, full: int, million: int) -> int:
        """Return the number for this scale."""
        return {"small": small, "full": full, "million": million}[self.scale]

    def place(self, name: str) -> Path:
        """Return a folder of the workplace, made where it is not there."""
        place = self.folder / name
        place.mkdir(parents=True, exist_ok=True)
        return place

    def step(self, function: Step, *words: object, python: Path | None = None) -> Figure:
        """Run a function of a module in a process of its own, so that its figures are its own.

        Parameters
        ----------
        function
            A module's function; it gets the words as texts.
        python
            Another interpreter than this one, whose packages the function needs.
        """
        name = f"{function.__module__}:{getattr(function, '__name__', '')}"
        self.say(f"{name} …")
        command = [str(python or sys.executable), "-m", "benchmarks.step", name]
        done = subprocess.run(
            [*command, *map(str, words)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"},
        )
        return Figure(**json.loads(done.stdout.splitlines()[-1]))


def workplace(keep: Path | None) -> tempfile.TemporaryDirectory[str] | None:
    """Return a folder that goes when the run is over; None where the caller named one to keep."""
    return None if keep else tempfile.TemporaryDirectory(prefix="kartoteka-benchmarks-")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; columns whose head ends in a colon are numbers, set to the right.

    >>> print(table(("step", "items:"), [("add", 1000)]))
    | step | items |
    |---|--:|
    | add | 1,000 |
    """
    lines = [_row(h.rstrip(":") for h in head)]
    lines.append("|" + "|".join("--:" if h.endswith(":") else "---" for h in head) + "|")
    lines += [_row(map(_cell, row)) for row in rows]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)
