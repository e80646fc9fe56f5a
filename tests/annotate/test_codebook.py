"""The codebook worked on: whole trees merged, and no code of one's own among those about the work."""

from __future__ import annotations

import pytest

from kartoteka.annotate.codebook import make_code, merge_codes, rename_code
from kartoteka.archive.archive import Archive
from kartoteka.errors import UsageError
from kartoteka.model.coding import WORKING


def codes(archive: Archive) -> set[tuple[str, str | None]]:
    return {(t.id, t.broader) for t in archive.own_terms() if t.vocab == "code"}


def test_a_code_and_what_stands_under_it_merge_at_once(archive: Archive) -> None:
    """The child is moved when its parent goes, and then goes itself."""
    for code in ("kin/cousins", "help"):
        make_code(archive, code, why="a code")
    before = codes(archive)
    merge_codes(archive, ["kin", "kin/cousins"], "help", why="the same thing")
    assert codes(archive) == {("help", None)}
    archive.undo()
    assert codes(archive) == before


@pytest.mark.parametrize("code", WORKING)
def test_codes_about_the_work_are_nobodys_own(archive: Archive, code: str) -> None:
    """Under such a name codings would vanish from the codebook and from the site."""
    make_code(archive, "help", why="a code")
    with pytest.raises(UsageError):
        make_code(archive, code, why="a code")
    with pytest.raises(UsageError):
        rename_code(archive, "help", code, why="another name")
    with pytest.raises(UsageError, match="comes with Kartoteka"):
        merge_codes(archive, ["help"], code, why="the same")
