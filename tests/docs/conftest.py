"""The documentation as the tests see it: its pages, its generator, and a folder after the tutorial."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

from parts.tutorial import TUTORIAL, Run, Write, steps  # noqa: E402 - found only now

PROGRAM = Path(sys.executable).with_name("kartoteka")


def perform(page: Path, folder: Path, lang: str = "en") -> None:
    """Do what a page says, in a folder, with the real program; fail where it answers otherwise."""
    for step in steps(page.read_text(encoding="utf-8")):
        if isinstance(step, Write):
            step.apply(folder)
        else:
            _run(step, folder, lang)


def _run(step: Run, folder: Path, lang: str) -> None:
    name, *words = step.command.split()
    command = [str(PROGRAM) if name == "kartoteka" else name, *words]
    own = {"KARTOTEKA_LANG": lang, "KARTOTEKA_BY": "mila", "COLUMNS": "88", "PYTHONUTF8": "1"}
    env = {**os.environ, **own}
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    said = f"$ {step.command}\n{done.stdout}{done.stderr}"
    assert (done.returncode != 0) == step.fails, f"exit code {done.returncode}\n{said}"
    # Pages are as wide as the window, so a line of the page may be broken elsewhere here.
    flat = " ".join(f"{done.stdout}\n{done.stderr}".split())
    at = 0
    for line in step.printed:
        wanted = " ".join(line.split())
        found = flat.find(wanted, at)
        assert found >= 0, f"not printed (in this order): {wanted!r}\n{said}"
        at = found + len(wanted)


@pytest.fixture(scope="session")
def after_tutorial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of somebody who has done the tutorial; never changed."""
    folder = tmp_path_factory.mktemp("tutorial")
    perform(TUTORIAL, folder)
    return folder


@pytest.fixture
def my_folder(after_tutorial: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    shutil.copytree(after_tutorial, tmp_path / "mine")
    return tmp_path / "mine"
