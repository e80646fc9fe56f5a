"""Which files are evidence files, and which cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from kartoteka.annotate import files
from kartoteka.annotate.evidence import record
from kartoteka.errors import UnreadableSource
from kartoteka.testing import empty_archive


def test_a_device_is_not_read_to_its_end(tmp_path: Path) -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("this system has no endless device")
    with (
        empty_archive(tmp_path / "a.kartoteka") as archive,
        pytest.raises(UnreadableSource, match="device or a pipe"),
    ):
        record(archive, endless)


def test_yaml_too_large_for_memory_is_sent_to_json_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_YAML", 10)
    evidence = tmp_path / "a.evidence.yaml"
    evidence.write_text("source: letter-1\n", encoding="utf-8")
    with (
        empty_archive(tmp_path / "a.kartoteka") as archive,
        pytest.raises(UnreadableSource, match="JSON Lines"),
    ):
        record(archive, evidence)
