"""Quotation marks within quotation marks, and kinds of records in the language of the page."""

from __future__ import annotations

import pathlib
from dataclasses import replace

import pytest

from kartoteka.cli.pages.voice import Voice
from kartoteka.relate.atlas import Atlas
from kartoteka.testing import tiny_archive


@pytest.mark.parametrize(
    ("lang", "title", "cited"),
    [
        ("ru", "О «Соляном дворе»", "«О „Соляном дворе“», "),
        ("en", "On “the Salt Yard”", "“On ‘the Salt Yard’”, "),
        ("en", "О «Соляном дворе»", "“О «Соляном дворе»”, "),
    ],
)
def test_a_title_with_quotation_marks_has_the_inner_ones(
    tmp_path: pathlib.Path, lang: str, title: str, cited: str
) -> None:
    with tiny_archive(tmp_path / "t.kartoteka") as archive:
        source = next(iter(archive.sources()))
        voice = Voice(Atlas(archive), lang)
        assert voice.source(replace(source, title=title)).startswith(cited)
