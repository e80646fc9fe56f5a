"""Looking at a site on one's own machine, and nobody else looking."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kartoteka.errors import UsageError
from kartoteka.publish.serve import serve_static


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    folder = tmp_path / "site"
    (folder / "empty").mkdir(parents=True)
    (folder / "index.html").write_text("<p>ok</p>")
    (folder / "site.js").write_text("1")
    (folder / ".hidden").write_text("no")
    (tmp_path / "secret.txt").write_text("no")
    (folder / "out").symlink_to(tmp_path)
    server = serve_static(folder)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def ask(port: int, path: str, host: str | None = None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{port}")
    connection.endheaders()
    return connection.getresponse()


def test_a_page_comes_with_the_strictest_policy_and_its_type(port: int) -> None:
    page = ask(port, "/")
    assert (page.status, page.read()) == (200, b"<p>ok</p>")
    assert page.headers["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'self'"
    )
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert ask(port, "/site.js").headers["Content-Type"] == "text/javascript; charset=utf-8"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "x@localhost.x"]
)
def test_a_name_that_was_made_to_point_here_gets_nothing(port: int, host: str) -> None:
    answer = ask(port, "/", host)
    assert answer.status == 421
    assert b"ok" not in answer.read()


def test_localhost_is_us_too(port: int) -> None:
    assert ask(port, "/", f"localhost:{port}").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/out/secret.txt",
        "/.hidden",
        "/empty/",
        "/none.html",
    ],
)
def test_nothing_beside_the_site_and_no_list_of_a_folder(port: int, path: str) -> None:
    answer = ask(port, path)
    assert answer.status == 404
    assert b"secret" not in answer.read().replace(path.encode(), b"")


def test_it_listens_on_this_machine_only(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="this machine"):
        serve_static(tmp_path, host="0.0.0.0")  # noqa: S104 - what must be refused
    with pytest.raises(UsageError, match="not a folder"):
        serve_static(tmp_path / "none")
