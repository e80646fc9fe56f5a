"""What is fetched with GET: the page, its scripts and style, and the preview of the encyclopedia.

In: files of the package, read once; a preview that was built. Out: bytes. The page itself holds nothing of
any archive: it is the same for everybody, and asks for the rest.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Protocol, cast

from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from kartoteka.publish.serve import TYPES
from kartoteka.web.edge import RefusedCallError
from kartoteka.web.keys import Keys
from kartoteka.web.refusals import Refusal

SHELL = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Kartoteka</title>
<link rel="icon" href="/static/icon.svg">
<link rel="stylesheet" href="/static/workbench.css">
<script src="/static/theme.js"></script>
<script src="/static/workbench.js" defer></script>
</head>
<body>
<div id="workbench"></div>
</body>
</html>
"""
"""The page: one title for all, no names in it."""


@cache
def static_files() -> dict[str, bytes]:
    """Return path → contents of everything that may be fetched beside the page; nothing else can be."""
    package = resources.files("kartoteka")
    found = {"icon.svg": (package / "publish" / "static" / "icon.svg").read_bytes()}
    built = package / "web" / "static" / "built"
    return found | dict(_files(built, "")) if built.is_dir() else found


def _files(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in folder.iterdir():
        if item.is_dir():
            found += _files(item, f"{prefix}{item.name}/")
        elif not item.name.startswith("."):
            found.append((f"{prefix}{item.name}", item.read_bytes()))
    return found


class Previewing(Protocol):
    """As much of a server as the preview needs."""

    port: int
    keys: Keys
    preview: str
    folder: Path


def page_routes() -> list[HTTPRouteHandler]:
    """Return the routes of the page, its files and the preview."""
    return [_page, _static, _preview]


@get("/", include_in_schema=False)
async def _page() -> Response[str]:
    return Response(SHELL, media_type="text/html")


@get("/static/{name:path}", include_in_schema=False)
async def _static(name: FromPath[str]) -> Response[bytes]:
    found = static_files().get(name.removeprefix("/"))
    if found is None:
        raise RefusedCallError(Refusal(404, "NotFound", facts={"kind": "file", "name": ""}))
    return Response(found, media_type=_type(name))


@get("/preview/{token:str}/{name:path}", include_in_schema=False)
async def _preview(
    request: Request[Any, Any, Any], token: FromPath[str], name: FromPath[str]
) -> Response[bytes]:
    """A page of the preview: for whoever has come in, and knows its address."""
    scope = cast("dict[str, Any]", request.scope)
    server = cast("Previewing", scope["kartoteka"])
    cookie = request.cookies.get(f"kartoteka-{server.port}")
    if token != server.preview or server.keys.by_cookie(cookie) is None:
        raise RefusedCallError(Refusal(404, "NotFound", facts={"kind": "file", "name": ""}))
    found = _within(server.folder / "site", name.removeprefix("/"))
    if found is None:
        raise RefusedCallError(Refusal(404, "NotFound", facts={"kind": "file", "name": ""}))
    data = found.read_bytes()
    if found.suffix == ".html":  # a browser remembers titles as it does addresses
        data = _TITLE.sub(b"<title>Kartoteka</title>", data, count=1)
    return Response(data, media_type=_type(name))


_TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)


def _within(folder: Path, name: str) -> Path | None:
    """Return a file of a folder; None where a name leads out of it, to something hidden, or nowhere."""
    if any(part.startswith(".") for part in name.split("/")):
        return None
    try:
        path = (folder / name).resolve()
        return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except (ValueError, OSError):  # a null byte; a link that leads to itself; a name too long
        return None


def _type(name: str) -> str:
    return TYPES.get("." + name.rpartition(".")[2], "application/octet-stream")
