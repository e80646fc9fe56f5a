"""A workbench without a browser or a socket: calls go straight into the application."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kartoteka.archive.archive import Archive
from kartoteka.testing import tiny_archive
from kartoteka.web.app import application
from kartoteka.web.server import Server

PORT = 8123
HOME = f"http://127.0.0.1:{PORT}"


class Page:
    """What the page in the browser does: comes in once, then calls.

    Parameters
    ----------
    server
        Whose application is called.
    enters
        Whether it comes in at once.
    """

    def __init__(self, server: Server, *, enters: bool = True) -> None:
        self.server = server
        self.app = application(server)
        self.headers: dict[str, str] = {"Origin": HOME, "Sec-Fetch-Site": "same-origin"}
        self.cookies: dict[str, str] = {}
        if enters:
            self.enter(server.keys.new_key())

    def enter(self, key: str) -> httpx.Response:
        """Come in with a key; keep the cookie and the secret."""
        response = self.post("enter", {"key": key})
        if response.status_code == 200:
            self.cookies = dict(response.cookies)
            self.headers["Kartoteka-Secret"] = response.json()["secret"]
        return response

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Send a request; headers given here come before the page's own, None takes one away."""
        headers = {**self.headers, **more.pop("headers", {})}
        kept = {name: value for name, value in headers.items() if value is not None}
        return asyncio.run(self._request(method, path, kept, more))

    async def _request(
        self, method: str, path: str, headers: dict[str, str], more: dict[str, Any]
    ) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)  # type: ignore[arg-type]
        async with httpx.AsyncClient(
            transport=transport, base_url=HOME, cookies=more.pop("cookies", self.cookies)
        ) as client:
            return await client.request(method, path, headers=headers, **more)

    def post(self, verb: str, body: object = None, **more: Any) -> httpx.Response:
        """Call a verb."""
        return self.request("POST", f"/api/{verb}", json=body or {}, **more)

    def ask(self, verb: str, **body: Any) -> Any:
        """Call a verb that must be answered; return its answer."""
        response = self.post(verb, body)
        assert response.status_code == 200, (verb, response.status_code, response.text)
        return response.json()

    def refused(self, verb: str, status: int, **body: Any) -> dict[str, Any]:
        """Call a verb that must be refused; return the error."""
        response = self.post(verb, body)
        assert response.status_code == status, (verb, response.status_code, response.text)
        return response.json()["error"]

    @property
    def archive(self) -> Archive:
        """The archive as another program sees it: its own connection."""
        return Archive(self.server.path, by="somebody else")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of the tiny archive."""
    path = tmp_path / "tiny.kartoteka"
    tiny_archive(path).close()
    made = Server(path, by="nora")
    made.port = PORT
    yield made
    made.close()


@pytest.fixture
def page(server: Server) -> Page:
    """A page that has come in."""
    return Page(server)


@pytest.fixture
def outside(server: Server) -> Page:
    """A page that has not."""
    return Page(server, enters=False)
