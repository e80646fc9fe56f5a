"""The verbs that publish: site (write the encyclopedia), serve (show a folder in the browser).

In: an archive or a folder. Out: a site; a server until it is interrupted.
"""

from __future__ import annotations

from pathlib import Path

import click

from kartoteka.cli.desk import Desk
from kartoteka.cli.progress import progress_bar
from kartoteka.cli.verb import archive_argument, argument, day_option, option, verb
from kartoteka.model.dates import Day
from kartoteka.wording.texts import LANGUAGES

PORT = 8000


@verb(
    "site",
    archive_argument(),
    argument("out", type=click.Path(path_type=Path)),
    day_option(),
    option("--title"),
    option("--langs"),
)
def site_verb(
    desk: Desk, archive: Path, out: Path, as_of: Day | None, title: str | None, langs: str | None
) -> None:
    """Write the encyclopedia as a static site."""
    from kartoteka.publish.site import site

    chosen = tuple(langs.split(",")) if langs else LANGUAGES
    with desk.open(archive) as opened, progress_bar(desk.say("building")) as progress:
        built = site(opened, out, as_of=as_of, title=title, langs=chosen, progress=progress)
    desk.answer(built, lambda page: page.put(desk.say("built", out=out), hang=2))


@verb(
    "serve",
    option("--static", required=True, type=click.Path(path_type=Path)),
    option("--port", type=click.INT, default=PORT),
    option("--host", default="127.0.0.1"),
)
def serve_verb(desk: Desk, static: Path, port: int, host: str) -> None:
    """Show a folder in the browser, until Ctrl-C."""
    serve(desk, static, host, port)


def serve(desk: Desk, folder: Path, host: str, port: int) -> None:
    """Serve a folder until it is interrupted, which is no error."""
    from kartoteka.publish.serve import serve_static

    try:
        serve_static(folder, host=host, port=port)
    except KeyboardInterrupt:
        desk.note("\n" + desk.say("stopped"))


def free_port(wanted: int) -> int:
    """Return a port, or the first free one of the nine after it, or any."""
    import socket

    for port in (*range(wanted, wanted + 10), 0):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return tried.getsockname()[1]
    return wanted
