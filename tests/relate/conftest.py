"""Archives of a few lines for the cases of ``relate``."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.testing import Story


@pytest.fixture
def story() -> Story:
    """Two prisons with two cells each, and two people."""
    story = Story().people("ana", "boris")
    for prison in ("north", "south"):
        story.place(prison, "prison")
        story.place(f"{prison}-1", "cell", within=prison)
        story.place(f"{prison}-2", "cell", within=prison)
    return story


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Callable[[Story], Archive]]:
    """Turn stories into archives, and close them at the end."""
    archives: list[Archive] = []

    def tell(story: Story) -> Archive:
        archives.append(story.archive(tmp_path / f"{len(archives)}.kartoteka"))
        return archives[-1]

    yield tell
    for archive in archives:
        archive.close()
