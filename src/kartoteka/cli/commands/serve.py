"""The verb that serves: the workbench of an archive, or a published folder, in the browser of this machine.

In: an archive or a folder. Out: a server until it is interrupted.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kartoteka.cli.commands.publish import PORT, serving, until_interrupted, url_of
from kartoteka.cli.complete import archives_named
from kartoteka.cli.desk import Desk
from kartoteka.cli.verb import FILE, PortType, option, verb
from kartoteka.errors import UsageError
from kartoteka.wording.saying import Saying

if TYPE_CHECKING:
    from kartoteka.web.serve import Workbench


@verb(
    "serve",
    click.Argument(["archive"], type=Path, required=False, shell_complete=archives_named),
    option("--static", type=FILE),
    option("--port", type=PortType()),
    option("--host", default="127.0.0.1"),
    option("--no-browser", is_flag=True),
)
def serve_verb(
    desk: Desk,
    archive: Path | None,
    static: Path | None,
    port: int | None,
    host: str,
    no_browser: bool,  # noqa: FBT001 - click's
) -> None:
    """Open the workbench of an archive, or show a folder, until Ctrl-C."""
    folder = static or (archive if archive is not None and archive.is_dir() else None)
    if folder is not None:
        _show_folder(desk, folder, host, PORT if port is None else port)
    elif archive is None:
        raise UsageError(Saying("cli.serve_what"))
    else:
        _open_workbench(desk, archive, host, port or 0, browse=not no_browser)


def _show_folder(desk: Desk, folder: Path, host: str, port: int) -> None:
    with serving(folder, host, port) as server:
        url = url_of(server)
        served = {"folder": str(folder), "url": url}
        desk.answer(served, lambda page: page.put(desk.say("serving", folder=folder, url=url)))
        until_interrupted(desk, server)


def _open_workbench(desk: Desk, archive: Path, host: str, port: int, *, browse: bool) -> None:
    from kartoteka.web.serve import open_browser, workbench

    desk.archive = archive
    bench = workbench(archive, by=desk.by, lang=desk.lang, port=port, host=host)
    private: list[Path] = []
    try:
        _announce(desk, bench)
        if browse:
            private.append(open_browser(bench.link()))
        bench.run()
    except KeyboardInterrupt:
        bench.close()
    finally:
        for file in private:
            file.unlink(missing_ok=True)
        desk.note("\n" + desk.say("stopped"))


def _announce(desk: Desk, bench: Workbench) -> None:
    """Say where the workbench is, and offer other links."""
    link, archive = bench.link(), bench.server.path
    answer = {"archive": str(archive), "url": bench.address, "link": link}
    desk.answer(answer, lambda page: page.put(desk.say("workbench_at", archive=archive.name)))
    _show_link(desk, link)
    desk.note(desk.say("workbench_keys"))
    sys.stdout.flush()
    _offer_links(desk, bench)


def _show_link(desk: Desk, link: str) -> None:
    """Print a link on a line of its own, unbroken, so that it can be clicked or copied."""
    if not desk.json:
        click.echo(f"\n  {link}\n")


def _offer_links(desk: Desk, bench: Workbench) -> None:
    """Show another link whenever somebody presses Enter."""

    def offer() -> None:
        for _ in sys.stdin:
            _show_link(desk, bench.link())
            sys.stdout.flush()

    if sys.stdin is not None and sys.stdin.isatty():
        threading.Thread(target=offer, daemon=True).start()
