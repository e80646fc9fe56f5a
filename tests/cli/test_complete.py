"""Tab: verbs, archives, and the ids of the archive on the line."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from kartoteka.cli import root


def completed(line: str, folder: Path) -> list[str]:
    """What bash is offered for the last word of a line, through the real protocol."""
    import os
    import sys

    words = line.split(" ")
    env = {
        **os.environ,
        "_KARTOTEKA_COMPLETE": "bash_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    program = Path(sys.executable).with_name("kartoteka")
    done = subprocess.run(
        [program], env=env, cwd=folder, capture_output=True, text=True, check=True
    )
    return [item.partition(",")[2] for item in done.stdout.split()]


def test_verbs(tmp_path: Path) -> None:
    assert completed("kartoteka hi", tmp_path) == ["history"]


def test_archives_of_the_folder(work: Path) -> None:
    assert completed("kartoteka life w", work.parent) == ["work.kartoteka"]


def test_ids_of_the_kind_that_is_asked_for(work: Path) -> None:
    assert completed("kartoteka life work.kartoteka ", work.parent) == ["ana", "osip"]
    assert completed("kartoteka place work.kartoteka cell", work.parent) == ["cell-1", "cell-12"]
    assert "lodger" in completed("kartoteka hearsay work.kartoteka ", work.parent)


def test_a_missing_archive_completes_to_nothing(tmp_path: Path) -> None:
    """A message in the middle of a half-typed line would help nobody."""
    assert completed("kartoteka life none.kartoteka a", tmp_path) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell(run: Run, shell: str) -> None:
    said = run("completion", shell)
    assert said.code == 0
    assert "_KARTOTEKA_COMPLETE" in said.out
    assert run("completion", shell, "--json").json["result"]["shell"] == shell


def test_an_unknown_shell_is_told_which_there_are(run: Run) -> None:
    assert "bash|zsh|fish" in run("completion", "tcsh").err
    assert root.name == "kartoteka"
