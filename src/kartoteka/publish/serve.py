"""``serve_static``: look at a published folder in a browser, on this machine.

In: a folder. Out: a server of the standard library that answers only to loopback names (a site that points
its name at 127.0.0.1 gets nothing), only from the folder, and with the headers the pages are made for.
"""

from __future__ import annotations

import re
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from kartoteka.errors import UsageError

_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?")
"""The names under which the server may be addressed."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; "
        "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


class _Handler(SimpleHTTPRequestHandler):
    server_version = "kartoteka"
    sys_version = ""
    # What a system's own table says (a registry may call .js text/plain) must not matter.
    extensions_map = {**TYPES, "": "application/octet-stream"}  # noqa: RUF012 - as the base class

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Answer only to our own names, and only with what lies in the folder."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not _HOST.fullmatch(hosts[0].strip().lower()):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "Unknown host")
            return None
        if not self._is_ours():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def _is_ours(self) -> bool:
        """Tell whether what is asked for lies in the folder: no link leads out, no name has a dot first."""
        folder, asked = Path(self.directory).resolve(), Path(self.translate_path(self.path))
        try:
            inside = asked.resolve().is_relative_to(folder)
        except (ValueError, OSError, RuntimeError):
            return False  # a null byte; a link that leads to itself
        return inside and not any(p.startswith(".") for p in asked.relative_to(folder).parts)

    def list_directory(self, path: object) -> None:  # noqa: ARG002
        """List nothing: a folder without an index is not found."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Add the headers that every answer has."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep no log of who read what."""


def serve_static(folder: Path | str, port: int = 0, host: str = "127.0.0.1") -> ThreadingHTTPServer:
    """Return a server of a folder; call its ``serve_forever`` (and ``shutdown`` from elsewhere).

    Parameters
    ----------
    folder
        A published site.
    port
        The port; 0 for any free one (then see ``server_address``).
    host
        The address to listen on: loopback only.

    Raises
    ------
    UsageError
        The folder is not there, or the address is not of this machine alone.
    """
    path = Path(folder).resolve()
    if not path.is_dir():
        raise UsageError(f"{folder} is not a folder. Build one: kartoteka site ARCHIVE {folder}")
    if host not in ("127.0.0.1", "localhost", "::1"):
        raise UsageError(
            f"{host} is not this machine. serve shows a site here only (127.0.0.1); to publish it, "
            "copy the folder to a web server."
        )
    return ThreadingHTTPServer((host, port), partial(_Handler, directory=str(path)))
