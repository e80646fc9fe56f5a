"""Which codes leave: those about the material, never those about the work."""

from __future__ import annotations

import pytest

from kartoteka.annotate.codebook import CodeDetails, make_code
from kartoteka.annotate.notes import coding_of
from kartoteka.archive.archive import Archive
from kartoteka.model.coding import WORKING, Coding
from kartoteka.model.dates import day_of
from kartoteka.publish.view import View


def coded(archive: Archive, *codes: str) -> None:
    passage = archive.passages("first-letter")[0].id
    with archive.edit(why="coded") as edit:
        edit.add(*(coding_of(Coding("", passage, code, "tester", archive.now())) for code in codes))


@pytest.mark.parametrize("work", WORKING)
def test_what_is_about_the_work_stays_and_what_stands_under_it(tiny: Archive, work: str) -> None:
    """«To be read again» is nobody's business, however finely it is sorted."""
    make_code(tiny, f"{work}/ask-ida", why="a code")
    make_code(tiny, "doubts", CodeDetails(broader=work), why="a code")
    make_code(tiny, "tea", why="a code")
    coded(tiny, work, f"{work}/ask-ida", f"{work}/never-defined", "doubts", "tea")
    view = View(tiny, today=day_of(2026, 1, 1))
    assert {coding.code for coding, _ in view.codings()} == {"tea"}
