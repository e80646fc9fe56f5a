"""Sequenzo and TraMineR on the same lives as we, where they can be had; else the reason why not.

Nothing of them is a dependency. Sequenzo is taken from the Python that ``KARTOTEKA_SEQUENZO`` names; else it
is installed from PyPI into an environment of its own below ``.peers`` of the repository, which is kept for
the next run. TraMineR is used if there is an ``Rscript`` that has it. Every program runs in a process of its
own (``benchmarks/beside``), one after the other.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.runner import ROOT
from kartoteka.analyse.sequences import Sequences

SEQUENZO = "sequenzo==0.1.42"
MINUTES = 20
BESIDE = Path(__file__).parent / "beside"

CASES = {
    "OM": (1000, 5000),
    "OMloc": (300, 1000),
    "OMslen": (300, 1000),
    "OMspell": (1000, 5000),
    "OMstran": (300, 1000),
    "TWED": (300, 1000),
    "NMS": (100, 400),
}
"""Measure → how many lives on a small and on a full run: what the slower programs do in some minutes."""

EARLIER = {
    ("TraMineR", "OM"): (5000, 97.6),
    ("TraMineR", "OMloc"): (1000, 26.4),
    ("TraMineR", "OMslen"): (1000, 12.6),
    ("TraMineR", "OMspell"): (1000, 0.79),
    ("TraMineR", "OMstran"): (1000, 25.9),
    ("TraMineR", "TWED"): (1000, 17.0),
    ("TraMineR", "NMS"): (1000, 132.0),
    ("Sequenzo", "OM"): (5000, 225.0),
    ("Sequenzo", "OMloc"): (1000, 7.0),
    ("Sequenzo", "OMslen"): (1000, 6.0),
    ("Sequenzo", "OMspell"): (1000, 0.10),
    ("Sequenzo", "OMstran"): (1000, 5.0),
    ("Sequenzo", "TWED"): (1000, 15.3),
    ("Sequenzo", "NMS"): (1000, 248.0),
}
"""(program, measure) → lives and CPU seconds, measured earlier on Zen 4: TraMineR 2.2-12, Sequenzo 0.1.42."""

ELSEWHERE = 1e-6
"""Sums of matrices that differ by more than this share are of other numbers."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds of CPU and of the clock (median), MiB at the peak, the sum of the matrix, how many runs."""

    cpu: float
    wall: float
    peak: float
    total: float
    runs: int

    def same(self, other: Figure) -> bool:
        """Tell whether the same was computed."""
        return abs(self.total - other.total) <= ELSEWHERE * max(abs(self.total), abs(other.total))


@dataclass(frozen=True, slots=True)
class Beside:
    """One measure on the same lives: ours, and of each other program a figure or why there is none."""

    own: Figure
    others: dict[str, Figure | str]


def beside(lives: Sequences, name: str) -> Beside:
    """Run a measure with every program, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        table, text = Path(folder) / "lives.npy", Path(folder) / "lives.csv"
        np.save(table, lives.codes)
        np.savetxt(text, lives.codes, "%d", ",")
        own = _figure([sys.executable, "-m", "benchmarks.beside.own", str(table), name])
        if isinstance(own, str):
            raise RuntimeError(own)
        found: dict[str, Figure | str] = {}
        for program, command in _programs(table, text):
            found[program] = command if isinstance(command, str) else _figure([*command, name])
        return Beside(own, found)


HEAD = (
    "| measure | lives | CPU s | clock s | Sequenzo CPU s | ratio | of the clock | same | TraMineR | ratio |",
    "|---|--:|--:|--:|--:|--:|--:|---|--:|--:|",
)


def row(name: str, lives: int, found: Beside) -> str:
    """Return a row of the table: seconds, and how many times ours the others take."""
    own = found.own
    cells = [name, f"{lives:,}", f"{own.cpu:.3f}", f"{own.wall:.3f}"]
    sequenzo_, traminer_ = found.others["Sequenzo"], found.others["TraMineR"]
    if isinstance(sequenzo_, Figure):
        cells += [f"{sequenzo_.cpu:.2f}", f"{sequenzo_.cpu / own.cpu:.0f}"]
        cells += [f"{sequenzo_.wall / own.wall:.0f}", "yes" if own.same(sequenzo_) else "no"]
    else:
        cells += [*_earlier("Sequenzo", name, lives, own, sequenzo_), "", ""]
    if isinstance(traminer_, Figure):
        cells += [f"{traminer_.cpu:.2f}", f"{traminer_.cpu / own.cpu:.0f}"]
    else:
        cells += _earlier("TraMineR", name, lives, own, traminer_)
    return f"| {' | '.join(cells)} |"


def _earlier(program: str, name: str, lives: int, own: Figure, why: str) -> list[str]:
    """Return what was measured earlier, as many pairs as here, and the ratio."""
    n, seconds = EARLIER[program, name]
    seconds *= (lives / n) ** 2
    return [f"{seconds:.2f} (earlier, Zen 4; here: {why})", f"{seconds / own.cpu:.0f}"]


def _programs(table: Path, text: Path) -> Iterator[tuple[str, list[str] | str]]:
    """Yield each program with the command that runs it, or the reason why there is none."""
    python, script = sequenzo(), traminer()
    yield (
        "Sequenzo",
        [str(python), str(BESIDE / "sequenzo_run.py"), str(table)]
        if isinstance(python, Path)
        else python,
    )
    yield (
        "TraMineR",
        [str(script), str(BESIDE / "traminer_run.R"), str(text)]
        if isinstance(script, Path)
        else script,
    )


@cache
def sequenzo() -> Path | str:
    """Return a Python that has Sequenzo, or why there is none."""
    named = os.environ.get("KARTOTEKA_SEQUENZO")
    place = ROOT / ".peers" / SEQUENZO.replace("==", "-")
    python = Path(named) if named else place / "bin" / "python"
    if _has(python):
        return python
    if named:
        return f"{named} has no Sequenzo"
    try:
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, timeout=300)
        install = [str(python), "-m", "pip", "install", "--quiet", SEQUENZO]
        subprocess.run(install, check=True, capture_output=True, timeout=600)
    except (OSError, subprocess.SubprocessError):
        return "it cannot be installed here"
    return python if _has(python) else "it was installed, and cannot be imported"


def _has(python: Path) -> bool:
    if not python.exists():
        return False
    command = [str(python), "-c", "import sequenzo"]
    return not subprocess.run(command, capture_output=True, check=False).returncode


@cache
def traminer() -> Path | str:
    """Return an Rscript that has TraMineR, or why there is none."""
    script = shutil.which("Rscript")
    if script is None:
        return "there is no R"
    has = subprocess.run([script, "-e", "library(TraMineR)"], capture_output=True, check=False)
    return "R has no TraMineR" if has.returncode else Path(script)


def _figure(command: list[str]) -> Figure | str:
    """Run a program; return what it says, or how it failed."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=True,
            timeout=60 * MINUTES,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
            if command[0] == sys.executable
            else None,
        )
    except subprocess.TimeoutExpired:
        return f"more than {MINUTES} minutes"
    except subprocess.CalledProcessError as failed:
        last = (failed.stderr or "").strip().splitlines()[-1:] or ["no reason given"]
        return f"it failed: {last[0][:120]}"
    said = [line for line in done.stdout.splitlines() if line.startswith("FIGURE ")]
    return Figure(**json.loads(said[-1].removeprefix("FIGURE "))) if said else "it said nothing"
