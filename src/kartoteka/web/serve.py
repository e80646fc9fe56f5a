"""``serve``: the workbench of an archive, on this machine, until it is ended.

In: an archive file. Out: a server on a loopback address, and a link that opens once. The browser is sent
there by way of a file that only this user can read: a command line can be seen by everybody on a machine.
"""

from __future__ import annotations

import contextlib
import gc
import html
import os
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Generator
from pathlib import Path

import uvicorn

from kartoteka.errors import UsageError
from kartoteka.web.app import application
from kartoteka.web.server import Server
from kartoteka.wording.saying import Saying

LOOPBACK = ("127.0.0.1", "localhost", "::1")

SELDOM = (50_000, 20, 100)
"""When Python looks for garbage while the workbench runs: calls leave next to none."""


class Workbench:
    """A running server.

    Parameters
    ----------
    server
        Its parts.
    listening
        The socket it listens on.
    """

    def __init__(self, server: Server, listening: socket.socket) -> None:
        self.server, self._socket = server, listening
        config = uvicorn.Config(
            application(server),
            log_config=None,
            access_log=False,  # nobody keeps a list of who read what
            server_header=False,
            proxy_headers=False,
            ws="none",
            lifespan="off",
            limit_concurrency=100,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=5,
            h11_max_incomplete_event_size=64 * 1024,
        )
        self._uvicorn = uvicorn.Server(config)

    @property
    def address(self) -> str:
        """Where it is to be reached, without a key."""
        return f"http://127.0.0.1:{self.server.port}/"

    def link(self) -> str:
        """Return a link that opens once."""
        return self.server.link()

    def run(self) -> None:
        """Serve until interrupted or stopped; then close everything."""
        try:
            with settled():
                self._uvicorn.run(sockets=[self._socket])
        finally:
            self.close()

    def close(self) -> None:
        """Close the archive and the socket; twice is once."""
        self.server.close()
        self._socket.close()

    def stop(self) -> None:
        """End it, from another thread."""
        self._uvicorn.should_exit = True


def workbench(
    archive: Path | str,
    *,
    by: str | None = None,
    lang: str = "en",
    port: int = 0,
    host: str = "127.0.0.1",
) -> Workbench:
    """Open an archive and return its workbench; call ``run``.

    Parameters
    ----------
    archive
        The file.
    by
        Who is working; by default the computer's user.
    lang
        ``en`` or ``ru``, until the page says otherwise.
    port
        0 for any free one.
    host
        A loopback address.

    Raises
    ------
    UsageError
        The address is not of this machine alone.
    NotAnArchive, NewerFormat
        The file cannot be used.
    OSError
        The port is taken.
    """
    if host not in LOOPBACK:
        raise UsageError(Saying("serving.not_this_machine", host=host))
    listening = _listen(host, port)
    try:
        server = Server(Path(archive), by, lang)
    except BaseException:
        listening.close()
        raise
    server.port = listening.getsockname()[1]
    return Workbench(server, listening)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if host == "::1" else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":  # there it would let a second program listen on the same port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()  # from here on who comes early waits and is not turned away
    except OSError:
        listening.close()
        raise
    return listening


def open_browser(link: str, opener: Callable[[str], object] = webbrowser.open) -> Path:
    """Open a link in the browser by way of a private file; return the file, to be removed later."""
    handle, name = tempfile.mkstemp(prefix="kartoteka-", suffix=".html")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        where = html.escape(link, quote=True)
        file.write(
            '<!doctype html><meta charset="utf-8"><title>Kartoteka</title>'
            f'<meta http-equiv="refresh" content="0; url={where}"><a href="{where}">Kartoteka</a>'
        )
    path = Path(name)
    opener(path.as_uri())
    return path


@contextlib.contextmanager
def settled() -> Generator[None]:
    """Keep what was read at the start out of the search for garbage, and search seldom.

    Names and places are hundreds of thousands of objects that stay; to look through them again and again made
    one call in a hundred wait for a fifth of a second.
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextlib.contextmanager
def running(bench: Workbench) -> Generator[Workbench]:
    """Run a workbench in a thread of its own, as tests do."""
    thread = threading.Thread(target=bench.run, daemon=True)
    thread.start()
    try:
        yield bench
    finally:
        bench.stop()
        thread.join(10)
