"""The root script sets everything up below the checkout, and changes nothing else on the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "kartoteka"


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The root script, as it stands in a checkout of its own; it is loaded, not run."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader = SourceFileLoader("kartoteka_script", str(SCRIPT))
    spec = spec_from_loader(loader.name, loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    venv = tmp_path / ".venv"
    for name, value in {
        "HERE": tmp_path,
        "UV_HOME": tmp_path / ".uv",
        "VENV": venv,
        "BIN": venv / "bin",
        "PYTHON": venv / "bin" / "python",
        "PROGRAM": venv / "bin" / "kartoteka",
    }.items():
        monkeypatch.setattr(module, name, value)
    return module


@pytest.fixture
def commands(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the script runs, written down instead of run; making the environment makes its folder."""
    seen: list[list[str]] = []

    def call(command: list[str], **_: Any) -> int:
        seen.append([str(word) for word in command])
        if "venv" in command:
            script.BIN.mkdir(parents=True)
        if "--editable" in command:
            for made in (script.PYTHON, script.PROGRAM):
                made.touch()
        return 0

    monkeypatch.setattr(script.subprocess, "call", call)
    monkeypatch.setattr(script, "pip_settings", dict)
    return seen


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_only_the_environment_of_the_checkout_is_changed(
    script: ModuleType, commands: list[list[str]], lock: str
) -> None:
    """`python -m uv pip sync` without --python removed the packages of the Python that ran it."""
    script.set_up(lock)
    changing = [words for words in commands if words[3:4] == ["pip"]]
    assert [words[4] for words in changing] == ["sync", "install"]
    for words in changing:
        assert words[words.index("--python") + 1] == str(script.PYTHON)


def test_what_is_set_up_is_not_set_up_again(script: ModuleType, commands: list[list[str]]) -> None:
    script.set_up("run")
    assert commands
    commands.clear()
    script.set_up("run")
    assert not commands


def test_a_half_made_environment_is_made_anew(
    script: ModuleType, commands: list[list[str]]
) -> None:
    """Interrupted, or its program removed: the stamp alone says nothing."""
    script.set_up("run")
    script.PROGRAM.unlink()
    commands.clear()
    script.BIN.rename(script.BIN.with_name("old"))
    script.set_up("run")
    assert any("venv" in words for words in commands)


def test_a_link_to_somebody_elses_environment_is_left_alone(
    script: ModuleType, commands: list[list[str]], tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    script.VENV.symlink_to(theirs)
    with pytest.raises(OSError, match="left alone"):
        script.set_up("run")
    assert not any("venv" in words for words in commands)


def test_the_index_that_pip_uses_is_used_by_uv(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = "global.index-url='https://pip.example/simple'\n:env:.find-links='/a /b'\n"
    listed += "install.no-index='true'\nglobal.timeout='60'\n"
    monkeypatch.setattr(
        script.subprocess,
        "run",
        lambda *_, **__: subprocess.CompletedProcess([], 0, stdout=listed),
    )
    for name in ("UV_INDEX_URL", "UV_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UV_NO_INDEX", "0")
    assert script.pip_settings() == {
        "UV_INDEX_URL": "https://pip.example/simple",
        "UV_FIND_LINKS": "/a,/b",
    }


def test_a_version_may_come_from_any_index_as_with_pip(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old mirror that knew the name, listed beside PyPI, once ended the set-up."""
    monkeypatch.delenv("UV_INDEX_STRATEGY", raising=False)
    assert script.environment()["UV_INDEX_STRATEGY"] == "unsafe-best-match"
    monkeypatch.setenv("UV_INDEX_STRATEGY", "first-index")
    assert script.environment()["UV_INDEX_STRATEGY"] == "first-index"


@pytest.mark.skipif(os.name != "posix", reason="the script becomes the program on POSIX only")
def test_from_any_folder_it_becomes_the_program(
    script: ModuleType, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C and the exit code are then the program's own."""
    became: list[Any] = []
    monkeypatch.setattr(script.os, "execvpe", lambda *words: became.append(words))
    monkeypatch.setattr(sys, "argv", ["/there/kartoteka", "life", "a.kartoteka", "ana"])
    script.set_up("run")
    monkeypatch.setattr(script, "set_up", lambda lock: commands.append([lock]))
    script.main()
    program, words, environment = became[0]
    assert (program, words[1:]) == (str(script.PROGRAM), ("life", "a.kartoteka", "ana"))
    assert environment["KARTOTEKA_PROGRAM"] == "/there/kartoteka"
    assert ["run"] in commands
