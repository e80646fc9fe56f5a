"""A small simulated world, made once."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from kartoteka.simulate import Simulated, simulate

Frames = Callable[[str], pl.DataFrame]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Simulated:
    """An archive of sixty letters with its truth, and the same as files."""
    folder = tmp_path_factory.mktemp("world")
    return simulate(folder / "world.kartoteka", seed=5, evidence_files=folder / "files")


@pytest.fixture(scope="session")
def truth(made: Simulated) -> Frames:
    """The tables of the truth, by name."""
    return lambda name: pl.read_parquet(made.truth / f"{name}.parquet")
