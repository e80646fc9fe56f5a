"""The verb that publishes: site (write the encyclopedia); and how a folder is shown in the browser.

In: an archive or a folder. Out: a site; a server until it is interrupted.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kartoteka.cli.desk import Desk
from kartoteka.cli.progress import staged_bar
from kartoteka.cli.verb import (
    FILE,
    archive_argument,
    argument,
    day_option,
    option,
    verb,
)
from kartoteka.model.dates import Day
from kartoteka.wording.texts import LANGUAGES

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

    from kartoteka.cli.pages.page import Page
    from kartoteka.publish.site import Built

PORT = 8000


@verb(
    "site",
    archive_argument(),
    argument("out", type=FILE),
    day_option(),
    option("--title"),
    option("--langs"),
    option("--full", is_flag=True),
)
def site_verb(
    desk: Desk,
    archive: Path,
    out: Path,
    as_of: Day | None,
    title: str | None,
    langs: str | None,
    full: bool,  # noqa: FBT001 - an option of the command line
) -> None:
    """Write the encyclopedia as a static site."""
    from kartoteka.publish.site import site

    chosen = tuple(langs.split(",")) if langs else LANGUAGES
    with desk.open(archive) as opened, staged_bar(stage_title(desk)) as (stage, progress):
        built = site(
            opened,
            out,
            as_of=as_of,
            title=title,
            langs=chosen,
            full=full,
            stage=stage,
            progress=progress,
        )

    def page(sheet: Page) -> None:
        sheet.put(" ".join(counted(desk, built)))
        sheet.put(desk.say("built", out=out))
        sheet.command(f"kartoteka serve --static {out}")
        for position, line in enumerate(built.held_back(desk.lang)):
            if position == 0:
                sheet.blank()
                sheet.put(desk.say("held_back"))
            sheet.put(f"· {line}", indent=2, hang=4)

    desk.answer(built, page)


def stage_title(desk: Desk) -> Callable[[str], str]:
    """Return from the name of a stage of a build to its title."""
    return lambda stage: desk.say(f"building_{stage}")


def counted(desk: Desk, built: Built) -> Iterator[str]:
    """Yield how many pages were printed, kept and removed, and why all were printed, in words."""
    yield desk.say("pages_printed", n=built.printed)
    if built.whole and built.whole != "new":
        yield desk.say(f"whole_{built.whole}")
    if built.mended:
        yield desk.say("pages_mended", n=built.mended)
    if built.kept:
        yield desk.say("pages_kept", n=built.kept)
    if built.removed:
        yield desk.say("pages_removed", n=built.removed)


def serving(folder: Path, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server of a folder on a port, or on the next free one where that is taken.

    Raises
    ------
    UsageError
        The folder is not there, or the address is not of this machine.
    """
    from kartoteka.publish.serve import serve_static

    for candidate in range(port, port + 10):
        try:
            return serve_static(folder, port=candidate, host=host)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    return serve_static(folder, port=0, host=host)


def url_of(server: ThreadingHTTPServer) -> str:
    """Return the address at which a server is to be reached."""
    host, port = server.server_address[:2]
    return f"http://{host!s}:{port}/"


def until_interrupted(desk: Desk, server: ThreadingHTTPServer) -> None:
    """Serve until Ctrl-C, which is no error."""
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        desk.note("\n" + desk.say("stopped"))
