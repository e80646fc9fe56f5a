"""The attacks that a server on one's own machine is open to, each tried.

Who attacks: a page of another site in the same browser, another program or user of the machine, a file that
is imported. ``docs/explanation/workbench-safety.md`` tells what each rule is against.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.web.conftest import HOME, PORT, Page

from kartoteka.errors import UsageError
from kartoteka.web.guard import HEADERS, LARGEST_JSON
from kartoteka.web.keys import IDLE, KEYS, SESSIONS, WRONG_KEYS, Keys, TooManyError
from kartoteka.web.pages import SHELL, static_files
from kartoteka.web.serve import open_browser, running, workbench
from kartoteka.web.server import Server

NAMES = ("Osip", "Marek", "Millhouse", "soup", "Осип")


def shows_nothing(response: httpx.Response) -> bool:
    """Whether an answer has nothing of the archive."""
    return not any(name in response.text for name in NAMES)


# ── DNS rebinding ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        "127.0.0.1:80",
        f"127.0.0.1.evil.example:{PORT}",
        f"localhost.evil.example:{PORT}",
        f"127.0.0.1:{PORT}@evil.example",
        f"[::1]:{PORT}.evil",
        f"0.0.0.0:{PORT}",
        f"2130706433:{PORT}",
        "",
    ],
)
def test_another_name_for_this_machine_gets_nothing(page: Page, host: str) -> None:
    """A site lets its name point at 127.0.0.1; its page is then same-origin, and sends no Origin."""
    headers = {"Host": host, "Origin": f"http://{host}"}
    for response in (
        page.request("GET", "/", headers={"Host": host, "Origin": None}),
        page.post("sources", headers=headers),
        page.post("sources", headers={"Host": host, "Origin": None}),
    ):
        assert response.status_code == 421
        assert shows_nothing(response)


@pytest.mark.parametrize(
    "host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LOCALHOST:{PORT}", f"[::1]:{PORT}"]
)
def test_our_own_names_are_answered(page: Page, host: str) -> None:
    headers = {"Host": host, "Origin": f"http://{host}"}
    assert page.post("pulse", headers=headers).status_code == 200


# ── other sites ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": None},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Origin": f"http://127.0.0.1:{PORT + 1}", "Sec-Fetch-Site": "same-site"},
        {"Origin": HOME, "Sec-Fetch-Site": "same-site"},
        {"Origin": HOME, "Sec-Fetch-Site": "cross-site"},
        {"Origin": f"https://127.0.0.1:{PORT}", "Sec-Fetch-Site": "same-origin"},
        {"Origin": None, "Sec-Fetch-Site": None},
        {"Origin": None, "Sec-Fetch-Site": "none"},
    ],
)
def test_a_call_from_anywhere_else_is_refused(page: Page, headers: dict[str, Any]) -> None:
    """With the right cookie and even the right secret: a form, a fetch, another port of this machine."""
    before = page.server.path.read_bytes()
    response = page.post("record", {"memos": [{"about": "osip", "text": "x"}]}, headers=headers)
    assert response.status_code == 403
    assert shows_nothing(response)
    assert page.server.path.read_bytes() == before


@pytest.mark.parametrize(
    ("path", "dest", "mode"),
    [
        ("/static/icon.svg", "image", "no-cors"),
        ("/static/workbench.js", "script", "no-cors"),
        ("/", "iframe", "navigate"),
        ("/", "empty", "cors"),
        ("/preview/x/index.html", "document", "navigate"),
    ],
)
def test_other_sites_can_neither_embed_nor_probe(
    page: Page, path: str, dest: str, mode: str
) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": dest, "Sec-Fetch-Mode": mode}
    assert page.request("GET", path, headers={**headers, "Origin": None}).status_code == 403


def test_a_link_from_elsewhere_opens_the_page_which_holds_nothing(outside: Page) -> None:
    headers = {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
        "Origin": None,
    }
    response = outside.request("GET", "/", headers=headers)
    assert response.status_code == 200
    assert response.text == SHELL
    assert "<title>Kartoteka</title>" in response.text


def test_a_form_cannot_make_a_call(page: Page) -> None:
    """The three ways a form can encode, none of which is JSON."""
    for kind in (
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
    ):
        response = page.request(
            "POST",
            "/api/record",
            content=b'{"memos": [{"about": "osip", "text": "x"}]}',
            headers={"Content-Type": kind, "Kartoteka-Secret": None},
        )
        assert response.status_code in (400, 401)
    assert page.ask("pulse")["edit"] == 2


# ── keys and sessions ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("verb", ["hello", "sources", "record", "undo", "link", "leave", "preview"])
def test_nothing_is_answered_to_who_has_not_come_in(outside: Page, verb: str) -> None:
    error = outside.refused(verb, 401)
    assert error["class"] == "NotEntered"


def test_import_is_not_open_either(outside: Page) -> None:
    files = [("file", ("a.txt", b"text"))]
    assert outside.request("POST", "/api/import", files=files).status_code == 401


def test_a_stolen_cookie_alone_opens_nothing(page: Page, outside: Page) -> None:
    """Cookies go to every port of a machine: another local server sees ours."""
    outside.cookies = page.cookies
    outside.refused("sources", 401)
    outside.headers["Kartoteka-Secret"] = "guess"
    outside.refused("sources", 401)


def test_a_stolen_secret_alone_opens_nothing(page: Page, outside: Page) -> None:
    outside.headers["Kartoteka-Secret"] = page.headers["Kartoteka-Secret"]
    outside.refused("sources", 401)


def test_secrets_of_two_sessions_do_not_mix(page: Page, server: Server) -> None:
    other = Page(server)
    page.headers["Kartoteka-Secret"] = other.headers["Kartoteka-Secret"]
    page.refused("sources", 401)


def test_a_link_opens_once(server: Server) -> None:
    key = server.link().partition("#key=")[2]
    first, second = Page(server, enters=False), Page(server, enters=False)
    assert first.enter(key).status_code == 200
    assert second.enter(key).status_code == 401
    second.refused("sources", 401)


def test_a_session_chosen_by_somebody_else_is_not_taken(server: Server) -> None:
    """Session fixation: a cookie planted before coming in is replaced, and never becomes valid."""
    victim = Page(server, enters=False)
    name = f"kartoteka-{PORT}"
    victim.cookies = {name: "planted"}
    victim.enter(server.keys.new_key())
    assert victim.cookies[name] != "planted"
    attacker = Page(server, enters=False)
    attacker.cookies = {name: "planted"}
    attacker.headers["Kartoteka-Secret"] = victim.headers["Kartoteka-Secret"]
    attacker.refused("sources", 401)


def test_the_cookie_is_for_this_page_only(server: Server) -> None:
    response = Page(server, enters=False).enter(server.keys.new_key())
    cookie = response.headers["Set-Cookie"].lower()
    assert cookie.startswith(f"kartoteka-{PORT}=")
    for attribute in ("httponly", "samesite=strict", "path=/"):
        assert attribute in cookie
    assert "domain" not in cookie
    assert "max-age" not in cookie
    assert "expires" not in cookie, "it ends with the browser"


def test_who_leaves_is_out(page: Page) -> None:
    page.ask("leave")
    page.refused("sources", 401)


def test_keys_cannot_be_guessed_in_a_row(server: Server) -> None:
    page = Page(server, enters=False)
    for _ in range(WRONG_KEYS):
        assert page.enter("guess").status_code == 401
    key = server.keys.new_key()
    assert page.enter(key).status_code == 429, "even the right one waits"


def test_the_wait_ends_and_the_key_is_not_used_up_by_it() -> None:
    now = [0.0]
    keys = Keys(clock=lambda: now[0])
    key = keys.new_key()
    for _ in range(WRONG_KEYS):
        assert keys.enter("guess") is None
    with pytest.raises(TooManyError):
        keys.enter(key)
    now[0] = 61.0
    assert keys.enter(key)


def test_sessions_end_when_nobody_uses_them() -> None:
    now = [0.0]
    keys = Keys(clock=lambda: now[0])
    entered = keys.enter(keys.new_key())
    assert entered
    now[0] = IDLE - 1
    assert keys.session(*entered)
    now[0] = 2 * IDLE
    assert keys.session(*entered) is None


def test_neither_keys_nor_sessions_pile_up() -> None:
    keys = Keys()
    first = keys.new_key()
    for _ in range(KEYS):
        keys.new_key()
    assert keys.enter(first) is None
    entered = [keys.enter(keys.new_key()) for _ in range(SESSIONS + 1)]
    assert entered[0]
    assert keys.session(*entered[0]) is None
    assert entered[-1]
    assert keys.session(*entered[-1])


def test_the_server_keeps_no_secret_in_plain() -> None:
    keys = Keys()
    key = keys.new_key()
    entered = keys.enter(keys.new_key())
    assert entered
    assert not any(secret in repr(keys) for secret in (key, *entered))


# ── answers ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/static/icon.svg"),
        ("GET", "/nothing"),
        ("POST", "/api/sources"),
        ("POST", "/api/nothing"),
        ("PUT", "/api/sources"),
        ("OPTIONS", "/api/sources"),
        ("TRACE", "/"),
    ],
)
def test_every_answer_is_kept_from_caches_frames_and_other_sites(
    page: Page, method: str, path: str
) -> None:
    response = page.request(method, path, json={} if method == "POST" else None)
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy, "nothing remote"
    assert "frame-ancestors 'none'" in policy
    assert not any(name.lower().startswith("access-control-") for name in response.headers)
    assert "server" not in {name.lower() for name in response.headers}


def test_the_page_asks_for_nothing_remote_and_runs_nothing_inline() -> None:
    assert "http" not in SHELL
    assert SHELL.count("<script") == SHELL.count('<script src="/static/')
    assert "style=" not in SHELL
    assert "onload" not in SHELL


@pytest.mark.parametrize(
    "path",
    [
        "/static/../pages.py",
        "/static/..%2fpages.py",
        "/static/%2e%2e/pages.py",
        "/static/....//pages.py",
        "/static//etc/passwd",
        "/static/%00",
        "/static/built/../../keys.py",
        "/static/C:%5Cwindows",
    ],
)
def test_only_what_was_built_can_be_fetched(page: Page, path: str) -> None:
    response = page.request("GET", path)
    assert response.status_code in (400, 404)
    assert shows_nothing(response)
    assert "def " not in response.text
    assert not any(".." in name for name in static_files())


@pytest.mark.parametrize(
    "name",
    ["../../x", "..%2f..%2fx", "%2e%2e/x", "/etc/passwd", "a/../../x", ".kartoteka", "%00", "link"],
)
def test_the_preview_shows_only_its_folder(page: Page, tmp_path: Path, name: str) -> None:
    site = page.server.folder / "site"
    site.mkdir()
    (site / ".kartoteka").write_text("hidden")
    (tmp_path / "x").write_text("outside")
    (page.server.folder / "x").write_text("outside")
    (site / "link").symlink_to(tmp_path / "x")
    response = page.request("GET", f"/preview/{page.server.preview}/{name}")
    assert response.status_code in (400, 404)
    assert "outside" not in response.text
    assert "hidden" not in response.text


def test_the_preview_lies_where_only_this_user_can_read(server: Server) -> None:
    assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700
    server.close()
    assert not server.folder.exists()


# ── bodies ────────────────────────────────────────────────────────────────────────────────────────


def test_a_body_that_is_too_large_is_refused(page: Page) -> None:
    body = b'{"text": "' + b"x" * LARGEST_JSON + b'"}'
    headers = {"Content-Type": "application/json"}
    assert page.request("POST", "/api/search", content=body, headers=headers).status_code == 413


def test_a_length_that_lies_does_not_help(page: Page) -> None:
    """Sent in chunks, nothing declared."""

    async def chunks() -> Any:
        for _ in range(LARGEST_JSON // 65_536 + 2):
            yield b" " * 65_536

    headers = {"Content-Type": "application/json"}
    assert page.request("POST", "/api/search", content=chunks(), headers=headers).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b'{"text": 1}',
        b'{"text": "a", "other": 1}',
        b'{"text": "a", "limit": 100000}',
        b'{"text": "a", "offset": -1}',
        b'{"text": "\\ud800"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"text":' + b"[" * 50_000,
        b'{"text": "a", "limit": 1e400}',
    ],
)
def test_what_is_no_call_is_told_so(page: Page, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    response = page.request("POST", "/api/search", content=body, headers=headers)
    assert response.status_code == 400
    assert response.json()["error"]["message"]
    assert "Traceback" not in response.text


def test_deep_statements_are_told_so(page: Page) -> None:
    nested: Any = "x"
    for _ in range(200):
        nested = [nested]
    page.refused("record", 422, source="first-letter", statements=[{"subject": nested}])
    page.refused("sentence", 400, statement=[nested])


def test_our_own_mistake_shows_nothing_of_the_inside(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kartoteka.web.calls import CALLS

    def broken(_at: object, _said: object) -> object:
        raise RuntimeError("Osip, secret")

    monkeypatch.setattr(type(CALLS["home"]), "do", property(lambda _self: broken))
    error = page.refused("home", 500)
    assert "Osip" not in json.dumps(error)
    log = next(word for word in error["message"].split() if word.endswith(".log"))
    assert stat.S_IMODE(Path(log).stat().st_mode) == 0o600
    assert "Osip, secret" in Path(log).read_text()
    Path(log).unlink()


# ── what names and texts may hold ─────────────────────────────────────────────────────────────────

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "</title><script>1</script>",
    "{{constructor.constructor('alert(1)')()}}",
    "a\r\nSet-Cookie: x=1\r\n\r\n<h1>",
    "\u202egnp.exe",
    "'; DROP TABLE source; --",
    "%0d%0aX: y",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_scripts_in_names_stay_words(page: Page, payload: str) -> None:
    """What is written comes back as data, never as HTML, a header or SQL."""
    page.ask("edit-entity", id="osip", label=payload)
    made = page.ask(
        "record", memos=[{"about": "osip", "title": payload, "text": payload}], why=payload
    )
    assert made["edit"]
    for verb, body in (
        ("card", {"id": "osip"}),
        ("history", {}),
        ("search", {"text": payload}),
        ("complete", {"text": payload}),
    ):
        response = page.post(verb, body)
        # Of signs that are no query the search says so, with what was typed.
        unreadable = verb == "search" and response.status_code == 400
        assert response.status_code == (400 if unreadable else 200)
        assert not unreadable or response.json()["error"]["class"] == "UnreadableQuery"
        assert response.headers["Content-Type"] == "application/json"
        assert "set-cookie" not in response.headers
        assert "x" not in response.headers
    assert page.ask("card", id="osip")["entity"]["label"] == payload.strip()
    assert page.ask("sources")["total"] == 2


def test_names_in_errors_stay_words(page: Page) -> None:
    for payload in PAYLOADS:
        response = page.post("card", {"id": payload[:300]})
        assert response.status_code == 404
        assert response.headers["Content-Type"] == "application/json"
        assert "x" not in response.headers


def test_a_file_s_name_leads_nowhere(page: Page, tmp_path: Path) -> None:
    before = set(tmp_path.rglob("*"))
    names = [
        "../../evil.txt",
        "/etc/evil.txt",
        "C:\\evil.txt",
        "a\r\nb.txt",
        "con.txt",
        ".hidden.txt",
    ]
    files = [("file", (name, f"Dear {n}".encode())) for n, name in enumerate(names)]
    response = page.request("POST", "/api/import", files=files)
    assert response.status_code == 200
    assert len(response.json()["added"]) == len(names)
    assert {p.name for p in set(tmp_path.rglob("*")) - before} <= {
        "tiny.kartoteka-wal",
        "tiny.kartoteka-shm",
    }


def test_too_many_files_are_refused(page: Page) -> None:
    files = [("file", (f"{n}.txt", f"text {n}".encode())) for n in range(65)]
    assert page.request("POST", "/api/import", files=files).status_code == 400
    assert page.ask("sources")["total"] == 2


# ── the socket and the way to the browser ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.1", "example.org", "::"])  # noqa: S104
def test_it_listens_to_this_machine_only(server: Server, host: str) -> None:
    with pytest.raises(UsageError):
        workbench(server.path, host=host)


def test_the_browser_is_sent_by_way_of_a_private_file() -> None:
    """What stands in a command line, everybody on the machine can see."""
    opened: list[str] = []
    link = f"{HOME}/#key=secret"
    path = open_browser(link, opened.append)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert link in path.read_text()
    assert "secret" not in opened[0]
    path.unlink()


def test_it_really_runs(server: Server) -> None:
    """Over a socket: in, a call, out; the traffic has no header that tells of the server."""
    bench = workbench(server.path, by="nora")
    with running(bench):
        home = bench.address.rstrip("/")
        with httpx.Client(base_url=home, headers={"Origin": home}) as client:
            key = bench.link().partition("#key=")[2]
            secret = client.post("/api/enter", json={"key": key}).json()["secret"]
            headers = {"Kartoteka-Secret": secret}
            answer = client.post("/api/sources", json={}, headers=headers)
            assert answer.json()["total"] == 2
            assert "server" not in answer.headers
            refused = client.post("/api/sources", json={}, headers={**headers, "Host": "evil"})
            assert refused.status_code == 421


def test_garbage_on_the_socket_ends_nothing(server: Server) -> None:
    bench = workbench(server.path)
    with running(bench):
        for garbage in (
            b"\x16\x03\x01\x02\x00",
            b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            b"POST /api/enter HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
            b"GET /" + b"a" * 200_000,
        ):
            with socket.create_connection(("127.0.0.1", bench.server.port), timeout=5) as raw:
                raw.sendall(garbage)
                raw.settimeout(1)
                with contextlib.suppress(TimeoutError, ConnectionError):
                    assert b"Osip" not in raw.recv(4096)
        assert httpx.get(bench.address).status_code == 200


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a child")
def test_the_command_ends_with_ctrl_c(server: Server) -> None:
    import signal

    program = [sys.executable, "-c", "from kartoteka.cli import main; main()", "serve"]
    program += [str(server.path), "--no-browser"]
    with subprocess.Popen(
        program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout
        lines: list[str] = []
        while not any("#key=" in line for line in lines) and run.poll() is None:
            lines.append(run.stdout.readline())
        run.send_signal(signal.SIGINT)
        assert run.wait(20) == 0


def test_two_calls_at_once_wait_for_each_other(page: Page) -> None:
    """Both arrive before either is done; both are answered."""

    async def both() -> list[int]:
        transport = httpx.ASGITransport(app=page.app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url=HOME, cookies=page.cookies) as c:
            calls = [
                c.post(
                    "/api/record",
                    json={"memos": [{"about": "osip", "text": f"{n}"}]},
                    headers=page.headers,
                )
                for n in range(10)
            ]
            return [r.status_code for r in await asyncio.gather(*calls)]

    assert asyncio.run(both()) == [200] * 10
    assert page.ask("memos")["total"] == 10
