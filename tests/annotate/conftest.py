"""A letter to annotate, and short ways to record and to be refused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from kartoteka.annotate.evidence import Recorded, record
from kartoteka.archive.archive import Archive
from kartoteka.errors import Refused
from kartoteka.model.dates import read_edtf
from kartoteka.model.findings import Finding
from kartoteka.model.sources import Original, Source

LETTER = """Dear Vera,

On Monday they took me from Harbour Street to the Brickworks. For two weeks I sat in cell 5, and cell 5 is quarantine.
The cook, “Uncle” Tikhon, says that at Harbour Street the soup is thin. He had it from a driver.
We are eleven — sometimes twelve. We vote on everything… even on the window.

The soup here is good. The soup here is always good on Sundays.

Note of the censor: read on 14 May. Nothing to strike out. Passed.

Your Anton
"""  # noqa: E501

Record = Callable[..., Recorded]
Refuse = Callable[..., tuple[Finding, ...]]
AddText = Callable[..., Source]


@pytest.fixture
def add_text() -> AddText:
    """Put a text into an archive without the importer: annotating is tried for itself."""

    def add(
        archive: Archive, id_: str, text: str, lang: str = "en", *, written: str = "2024-05-12"
    ) -> Source:
        content = text.encode()
        sha256 = hashlib.sha256(content).hexdigest()
        date = read_edtf(written)
        source = Source(
            id_, "letter", id_, "anton", None, date, None, lang, sha256, sha256, len(text)
        )
        with archive.edit(why=f"add {id_}", verb="add") as edit:
            edit.keep_original(Original(sha256, "text/plain", f"{id_}.txt", content))
            edit.keep_text(text)
            edit.add(source)
        return source

    return add


@pytest.fixture
def home(archive: Archive, add_text: AddText) -> Archive:
    """An archive with one letter, ``may``, and nothing said about it yet."""
    add_text(archive, "may", LETTER)
    return archive


@pytest.fixture
def say(home: Archive, tmp_path: Path) -> Record:
    """Record a text as an evidence file."""

    def said(text: str, name: str = "may.evidence.yaml", **options: object) -> Recorded:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return record(home, path, **options)  # type: ignore[arg-type]

    return said


@pytest.fixture
def refuse(home: Archive, say: Record) -> Refuse:
    """Record a text that must be refused, return the findings; nothing may have changed by it."""

    def refused(
        text: str, name: str = "may.evidence.yaml", **options: object
    ) -> tuple[Finding, ...]:
        counts, history = home.counts(), list(home.history())
        with pytest.raises(Refused) as caught:
            say(text, name, **options)
        assert home.counts() == counts
        assert list(home.history()) == history
        return caught.value.findings

    return refused
