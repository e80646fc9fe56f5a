"""Slow work in a process of its own: what fails is said, and not begun over and over."""

from __future__ import annotations

import time
from pathlib import Path

from kartoteka.web.backroom import Backroom


def test_work_that_failed_is_not_begun_again_until_something_changes(tmp_path: Path) -> None:
    """The page asks every second: it would start a process each time, and never hear what is wrong."""
    room = Backroom(tmp_path / "gone.kartoteka")
    assert room.job("findings", "en", edit=3)[1] == "running"
    end = time.monotonic() + 60
    while room.look("findings", "en", edit=3)[1] == "running" and time.monotonic() < end:
        time.sleep(0.05)
    job, state = room.job("findings", "en", edit=3)
    assert state == "failed"
    assert job.failure
    assert job.failure["class"] == "NotAnArchive"
    assert room.job("findings", "en", edit=4)[1] == "running"
    room.close()
