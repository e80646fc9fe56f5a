"""What every test may ask for: a small archive of fiction, an empty one, the real letters beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.testing import Story, empty_archive, tiny_archive


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What programs may keep of their work is kept apart from the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


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
