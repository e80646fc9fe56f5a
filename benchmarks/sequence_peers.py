"""TraMineR and Sequenzo on the same sequences, where they can be had; else the reason why not.

Nothing of them is kept: Sequenzo is installed into a temporary environment, TraMineR is used if R has it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kartoteka.analyse.sequences import Sequences

MINUTES = 20

SEQUENZO = """
import sys, time, resource
import numpy as np, pandas as pd
from sequenzo import SequenceData, get_distance_matrix
x = np.load(sys.argv[1])
frame = pd.DataFrame(x, columns=[str(i) for i in range(x.shape[1])])
frame.insert(0, "id", range(len(x)))
names = [str(i) for i in range(x.shape[1])]
s = SequenceData(frame, time=names, id_col="id", states=sorted(set(x.ravel().tolist())))
c, w = time.process_time(), time.perf_counter()
get_distance_matrix(seqdata=s, method="OM", sm="TRATE", indel=1)
print("FIGURE", time.process_time() - c, time.perf_counter() - w)
"""

TRAMINER = """
suppressMessages(library(TraMineR))
x <- read.csv(commandArgs(TRUE)[1], header = FALSE)
s <- seqdef(x)
t <- system.time(seqdist(s, method = "OM", sm = "TRATE", indel = 1))
cat("FIGURE", t[["user.self"]] + t[["sys.self"]], t[["elapsed"]], "\\n")
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds of CPU and of the clock."""

    cpu: float
    wall: float


def measure(name: str, lives: Sequences) -> Figure | str:
    """Return what a program needs for OM with learnt costs, or why it was not run."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        try:
            if name == "TraMineR":
                return _traminer(place, lives)
            return _sequenzo(place, lives)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failed:
            return f"it failed: {type(failed).__name__}"


def _traminer(place: Path, lives: Sequences) -> Figure | str:
    script = shutil.which("Rscript")
    if script is None:
        return "there is no R"
    has = subprocess.run([script, "-e", "library(TraMineR)"], capture_output=True, check=False)
    if has.returncode:
        return "R has no TraMineR"
    np.savetxt(place / "lives.csv", lives.codes, "%d", ",")
    (place / "run.R").write_text(TRAMINER, encoding="utf-8")
    return _figure([script, str(place / "run.R"), str(place / "lives.csv")])


def _sequenzo(place: Path, lives: Sequences) -> Figure | str:
    subprocess.run([sys.executable, "-m", "venv", str(place / "venv")], check=True, timeout=300)
    python = str(place / "venv/bin/python")
    install = [python, "-m", "pip", "install", "--quiet", "sequenzo==0.1.42"]
    if subprocess.run(install, capture_output=True, check=False, timeout=600).returncode:
        return "it cannot be installed"
    np.save(place / "lives.npy", lives.codes)
    (place / "run.py").write_text(SEQUENZO, encoding="utf-8")
    return _figure([python, str(place / "run.py"), str(place / "lives.npy")])


def _figure(command: list[str]) -> Figure | str:
    said = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=60 * MINUTES
    ).stdout
    found = re.search(r"FIGURE ([\d.e+-]+) ([\d.e+-]+)", said)
    return Figure(float(found[1]), float(found[2])) if found else "it said nothing"
