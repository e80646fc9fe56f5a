"""The verb for newcomers: demo archive → evidence recorded → checked → site → served.

In: the packaged letters. Out: ``demo.kartoteka`` and ``demo-site`` in a folder, and a summary that says what
to look at. A file that the demo did not make, or in which somebody has worked since, is never touched.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from kartoteka.cli.commands.publish import PORT, serving, stage_title, until_interrupted, url_of
from kartoteka.cli.desk import Desk
from kartoteka.cli.progress import counting, progress_bar, staged_bar
from kartoteka.cli.verb import FILE, PortType, option, verb
from kartoteka.errors import NotAnArchive
from kartoteka.wording.texts import LANGUAGES

if TYPE_CHECKING:
    from kartoteka.cli.pages.page import Page

MAKER = "kartoteka demo"
"""Stands as ``by`` in the history of what the demo made: by this it knows its own."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo made: the files, how much is in them, what the check found."""

    archive: Path
    site: Path
    counts: dict[str, int]
    findings: dict[str, int]
    url: str | None


@verb(
    "demo",
    option("--dir", type=FILE, default=Path()),
    option("--no-serve", is_flag=True),
    option("--port", type=PortType(), default=PORT),
)
def demo_verb(desk: Desk, dir: Path, no_serve: bool, port: int) -> None:  # noqa: A002, FBT001
    """Make the demo archive, build its encyclopedia and show it."""
    dir.mkdir(parents=True, exist_ok=True)
    archive, out = dir / "demo.kartoteka", dir / "demo-site"
    counts = demo_archive(desk, archive)
    findings = _check(desk, archive)
    _site(desk, archive, out)
    if no_serve:
        _show(desk, Demo(archive, out, counts, findings, None))
        return
    with serving(out, "127.0.0.1", port) as server:
        url = url_of(server)
        _show(desk, Demo(archive, out, counts, findings, url))
        _open_browser(url)
        until_interrupted(desk, server)


def _show(desk: Desk, made: Demo) -> None:
    desk.note("")
    desk.answer(made, lambda page: _summary(page, desk, made))
    sys.stdout.flush()


# ── the archive ───────────────────────────────────────────────────────────────────────────────────────


def demo_archive(desk: Desk, path: Path) -> dict[str, int]:
    """Make the archive, unless it is there as it would be made; return how much is in it.

    Raises
    ------
    NotAnArchive
        Something that the demo did not make has this name; it is not touched.
    """
    from kartoteka.demo import letters

    mark = fingerprint(letters())
    if path.exists() and not _must_rebuild(desk, path, mark):
        desk.note(desk.say("demo_there", path=path))
    else:
        _rebuild(desk, path, letters(), mark)
    with desk.open(path) as archive:
        return archive.counts()


def _must_rebuild(desk: Desk, path: Path, mark: str) -> bool:
    """Whether the archive is the demo's own and older than the letters.

    Raises
    ------
    NotAnArchive
        Something else has this name.
    """
    with desk.open(path) as archive:
        signed = {(change.by, change.why) for change in archive.history()}
    if MAKER not in {by for by, _ in signed}:
        raise NotAnArchive(path, desk.say("demo_not_ours"))
    if {by for by, _ in signed} - {MAKER}:
        desk.note(desk.say("demo_worked_in", path=path))
        return False
    return not any(mark in why for _, why in signed)


def _rebuild(desk: Desk, path: Path, letters: Path, mark: str) -> None:
    import kartoteka

    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
    with kartoteka.new(path, by=MAKER) as archive:
        desk.note(desk.say("demo_adding"))
        with progress_bar(desk.say("adding")) as progress:
            kartoteka.add(archive, letters, progress=progress)
        desk.note(desk.say("demo_recording"))
        with counting(desk.say("recording")) as step:
            kartoteka.record(
                archive, letters, lang=desk.lang, progress=step, why=f"the demo letters ({mark})"
            )


def fingerprint(folder: Path) -> str:
    """Return a short hash over the letters and their evidence, by which an older demo is known."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


# ── check, site, summary ──────────────────────────────────────────────────────────────────────────────


def _check(desk: Desk, path: Path) -> dict[str, int]:
    """Return how many findings of each severity the archive has."""
    from kartoteka.check.run import findings

    desk.note(desk.say("demo_checking"))
    with desk.open(path) as archive:
        return dict(findings(archive, lang=desk.lang).by_severity)


def _site(desk: Desk, path: Path, out: Path) -> None:
    from kartoteka.publish.site import site

    first = [desk.lang, *(lang for lang in LANGUAGES if lang != desk.lang)]
    if is_fresh(out, path, first):
        desk.note(desk.say("demo_there", path=out))
        return
    desk.note(desk.say("demo_building"))
    with desk.open(path) as archive, staged_bar(stage_title(desk)) as (stage, progress):
        site(
            archive, out, title=desk.say("demo_title"), langs=first, stage=stage, progress=progress
        )


def is_fresh(out: Path, archive: Path, langs: Sequence[str]) -> bool:
    """Whether a site was built today, in these languages, and after all that it is built from.

    As ``make`` would: by the times of the archive and of our own files (code, pages, styles, wording).
    """
    from kartoteka.publish.folder import MARKER

    marker = out / MARKER
    try:
        said = json.loads(marker.read_text(encoding="utf-8"))
        built = marker.stat().st_mtime_ns
    except (OSError, ValueError):
        return False
    package = Path(__file__).parents[2]  # all of it but what is compiled from it
    sources = [archive, archive.with_name(f"{archive.name}-wal"), *package.rglob("*")]
    newest = max(
        path.stat().st_mtime_ns
        for path in sources
        if path.is_file() and "__pycache__" not in path.parts
    )
    today = date.today().isoformat()  # noqa: DTZ011 - the reader's day, as in the site
    return (said.get("as_of"), said.get("languages")) == (today, [*langs]) and newest < built


def _summary(page: Page, desk: Desk, made: Demo) -> None:
    counts = ", ".join(
        page.say(f"record_{kind}", n=made.counts[kind])
        for kind in ("source", "statement", "entity", "passage")
    )
    page.title(desk.say("demo_done"))
    page.row(desk.say("demo_archive"), f"{made.archive} — {counts}")
    found = [page.say(f"count_{severity}", n=n) for severity, n in made.findings.items()]
    page.row(desk.say("demo_check"), ", ".join(found) or page.say("nothing_found"))
    page.row(desk.say("demo_site"), str(made.site / "index.html"))
    page.heading(desk.say("demo_look_first"))
    for line in desk.say("demo_look").strip().splitlines():
        page.put(f"· {line}", indent=2, hang=4)
    page.heading(desk.say("demo_try"))
    for line in desk.say("demo_commands", archive=made.archive).strip().splitlines():
        command, _, note = line.partition("  # ")
        page.command(command.strip())
        page.put(Text(note.strip(), style="dim"), indent=8)
    if made.url:
        page.blank()
        page.put(desk.say("demo_serving", url=made.url))


def _open_browser(url: str) -> None:
    """Show the site where there is a screen: without one a text browser would take the terminal over."""
    import os
    import webbrowser

    screen = sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY")
    if sys.stdout.isatty() and (screen or os.environ.get("WAYLAND_DISPLAY")):
        webbrowser.open(url)
