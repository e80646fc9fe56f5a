"""What every test may ask for: a small archive of fiction, an empty one, the real letters beside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.testing import empty_archive, tiny_archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An open archive with nothing in it, and a clock that is always right."""
    with empty_archive(tmp_path / "empty.kartoteka") as made:
        yield made


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Archive]:
    """An open archive with two letters and what they say; see ``kartoteka.testing``."""
    with tiny_archive(tmp_path / "tiny.kartoteka") as made:
        yield made


@pytest.fixture
def journey() -> Path:
    """The folder of a real letter, which is never copied into the project; mark such tests `corpus`."""
    folder = Path(__file__).parents[1].parent / "shared" / "corpus" / "journey"
    if not folder.is_dir():
        pytest.skip("the real letters are not beside the project")
    return folder
