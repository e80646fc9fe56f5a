"""The gate before everything: only this machine's own page gets an answer.

In: every request. Out: the request handed on, or a refusal before anybody has looked at its contents; and, on
every answer, the headers that keep it from being read, framed, cached or guessed elsewhere.

What each rule is against is told in ``docs/explanation/workbench-safety.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from kartoteka.web.refusals import Refusal, refusal_body

NAMES = ("127.0.0.1", "localhost", "[::1]")
"""The names under which this machine may be addressed."""

LARGEST_JSON = 4 * 2**20
LARGEST_UPLOAD = 64 * 2**20
"""Bytes of a body: of a call, of an import."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-src 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
_PREVIEW_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)

HEADERS: Mapping[str, str] = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "microphone=(), midi=(), payment=(), usb=(), interest-cohort=(), browsing-topics=()"
    ),
    "x-frame-options": "SAMEORIGIN",
    "x-robots-tag": "noindex, nofollow",
}
"""On every answer, whatever it is."""


class HasPort(Protocol):
    """As much of a server as the gate needs."""

    @property
    def port(self) -> int:
        """Where it listens."""
        ...


@dataclass(frozen=True, slots=True)
class Gate:
    """The outermost layer of the application.

    Parameters
    ----------
    app
        What answers.
    server
        Whose application it is; its port is part of the names under which it may be addressed.
    """

    app: ASGIApp
    server: HasPort

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at a request, and hand it on or refuse it."""
        kind = str(scope["type"])
        if kind == "lifespan":
            await self.app(scope, receive, send)
        if kind != "http":
            return  # no websockets here
        dressed = _dressed(scope, send)
        refusal = self._refusal(scope)
        if refusal is None:
            scope["kartoteka"] = self.server  # type: ignore[typeddict-unknown-key] - our own key
            await self.app(scope, _limited(scope, receive), dressed)
            return
        await _refuse(refusal, scope, dressed)

    def _refusal(self, scope: Any) -> Refusal | None:  # noqa: ANN401 - Litestar's scope is a dict
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        if not self._is_our_host(_all(headers, b"host")):
            return Refusal(421, "WrongHost")
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return Refusal(405, "BadRequest", facts={"said": "GET, POST"})
        if not self._is_own_page(scope, headers):
            return Refusal(403, "NotAllowed")
        declared = _all(headers, b"content-length")
        if declared and not (declared[0].isdigit() and int(declared[0]) <= largest(scope)):
            return Refusal(413, "TooLarge")
        return None

    def _is_our_host(self, hosts: list[str]) -> bool:
        return len(hosts) == 1 and hosts[0].lower() in {
            f"{name}:{self.server.port}" for name in NAMES
        }

    def _is_own_page(self, scope: Any, headers: list[tuple[bytes, bytes]]) -> bool:  # noqa: ANN401
        """Tell whether a request comes from our own page; a navigation may come from anywhere.

        Browsers say where a request comes from in ``Sec-Fetch-Site`` and, with a POST, in ``Origin``. A POST
        must say so in one of them; what they say must be true of all of them.
        """
        site, origin = _all(headers, b"sec-fetch-site"), _all(headers, b"origin")
        own = {f"http://{host.lower()}" for host in _all(headers, b"host")}
        if any(o.lower() not in own for o in origin):
            return False
        if scope["method"] == "POST":
            return (bool(site) or bool(origin)) and all(s == "same-origin" for s in site)
        if all(s in ("same-origin", "none") for s in site):
            return True
        # The page itself holds nothing; it may be opened by a link or from a file.
        mode, dest = _all(headers, b"sec-fetch-mode"), _all(headers, b"sec-fetch-dest")
        return scope["path"] == "/" and mode == ["navigate"] and dest == ["document"]


def largest(scope: Any) -> int:  # noqa: ANN401
    """Return how large a request's body may be, in bytes."""
    return LARGEST_UPLOAD if scope["path"] == "/api/import" else LARGEST_JSON


class BodyTooLargeError(Exception):
    """A body grew beyond what was declared or allowed."""


def _limited(scope: Any, receive: Receive) -> Receive:  # noqa: ANN401
    """Count the bytes of a body: a length that is not declared, or declared wrongly, is no way around."""
    most, seen = largest(scope), 0

    async def counted() -> Any:  # noqa: ANN401
        nonlocal seen
        message: Any = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise BodyTooLargeError
        return message

    return counted


def _dressed(scope: Any, send: Send) -> Send:  # noqa: ANN401
    """Put our headers on every answer, whoever makes it."""
    preview = scope["path"].startswith("/preview/")
    policy = _PREVIEW_POLICY if preview else _POLICY
    ours = {**HEADERS, "content-security-policy": policy}

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(k, v) for k, v in message.get("headers", ()) if k.decode().lower() not in ours]
            added = [(k.encode(), v.encode()) for k, v in ours.items()]
            message["headers"] = [*kept, *added]
        await send(message)

    return dressed


async def _refuse(refusal: Refusal, scope: Any, send: Send) -> None:  # noqa: ANN401
    body = refusal_body(refusal, _lang(_all(scope["headers"], b"accept-language")))
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    # A body that was not read must not be taken for the next request.
    headers.append((b"connection", b"close"))
    start: Any = {"type": "http.response.start", "status": refusal.status, "headers": headers}
    end: Any = {"type": "http.response.body", "body": body, "more_body": False}
    await send(start)
    await send(end)


def _lang(said: Iterable[str]) -> str:
    return "ru" if any(s.lower().startswith("ru") for s in said) else "en"


def _all(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[str]:
    return [v.decode("latin-1") for k, v in headers if k.lower() == name]
