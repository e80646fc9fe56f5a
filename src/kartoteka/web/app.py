"""The application: calls → routes, behind the gate.

In: a :class:`~kartoteka.web.server.Server`. Out: an ASGI application. Each call of
:data:`~kartoteka.web.calls.CALLS` is ``POST /api/VERB``; besides there are only the page itself, its scripts
and style, coming in and leaving, and the preview.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, cast

from litestar import Litestar, Request, Response, Router, post
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, UploadFile
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.params import JSONBody, MultipartBody
from litestar.types import ASGIApp

from kartoteka import __version__
from kartoteka.web.calls import CALLS, Call
from kartoteka.web.edge import RefusedCallError, answer_refusal, lang_of
from kartoteka.web.guard import Gate
from kartoteka.web.importing import FILES, Imported, import_files
from kartoteka.web.keys import Session, TooManyError
from kartoteka.web.pages import page_routes
from kartoteka.web.refusals import Refusal
from kartoteka.web.server import Server
from kartoteka.web.shapes import Answer, Body, Line, Nothing
from kartoteka.wording.texts import say, topic_texts

MODULES = (
    *("ask_state", "ask_texts", "ask_words", "ask_vocabulary", "ask_entities", "ask_known"),
    *("ask_cards", "ask_home", "ask_search", "ask_codes", "ask_checks", "ask_types", "ask_across"),
    *("write_marks", "write_amend", "write_words", "write_codes", "write_edits"),
)
"""The modules of ``web`` whose calls there are."""

SECRET = "kartoteka-secret"  # noqa: S105 - the name of a header
EDIT = "Kartoteka-Edit"


def application(server: Server) -> ASGIApp:
    """Return the whole application: the gate and all that is behind it."""
    return Gate(inner_application(), server)


@cache
def inner_application() -> Litestar:
    """Return the application behind the gate, the same for every server; it also describes itself."""
    for module in MODULES:
        import_module(f"kartoteka.web.{module}")
    api = Router(
        "/api",
        route_handlers=[
            _enter,
            _leave,
            _words,
            _describe,
            _import,
            *(_route(call) for call in CALLS.values()),
        ],
    )
    return Litestar(
        [api, *page_routes()],
        openapi_config=OpenAPIConfig(
            title="Kartoteka: the workbench's API",
            version=__version__,
            path="/never",
            render_plugins=[],
            use_handler_docstrings=True,
        ),
        exception_handlers={Exception: answer_refusal},
        debug=False,
        logging_config=None,
    )


def server_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Server:
    """Return the server that a request came to, as the gate noted it."""
    return cast("Server", cast("dict[str, Any]", connection.scope)["kartoteka"])


def cookie_name(server: Server) -> str:
    """Return the cookie's name: cookies go to every port of a machine, so it says which."""
    return f"kartoteka-{server.port}"


def session_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Session | None:
    """Return the session of a call, by both its secrets."""
    server: Server = server_of(connection)
    cookie = connection.cookies.get(cookie_name(server))
    return server.keys.session(cookie, connection.headers.get(SECRET))


def _must_have_entered(
    connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler
) -> None:
    if session_of(connection) is None:
        raise RefusedCallError(Refusal(401, "NotEntered"))


def _route(call: Call) -> HTTPRouteHandler:
    """Return the route of a call."""

    async def handle(request: Request[Any, Any, Any], data: Any) -> Response[Any]:  # noqa: ANN401
        server: Server = server_of(request)
        answer, edit = await server.work(lang_of(request), lambda at: call.do(at, data))
        return Response(answer, headers={EDIT: str(edit)})

    handle.__name__ = call.verb.replace("-", "_")
    handle.__doc__ = call.doc
    handle.__annotations__ = {
        "request": Request[Any, Any, Any],
        "data": JSONBody[call.body],
        "return": Response[call.answer],
    }
    route = post(
        f"/{call.verb}",
        operation_id=call.verb,
        status_code=200,
        guards=[_must_have_entered],
        summary=call.doc,
    )
    return route(handle)


class Key(Body, frozen=True, kw_only=True):
    """The key from the link."""

    key: Line


class Entered(Answer, frozen=True, kw_only=True):
    """What the page keeps and sends along."""

    secret: str


@post(
    "/enter",
    operation_id="enter",
    status_code=200,
    summary="Come in with the key of a link; it opens once.",
)
async def _enter(request: Request[Any, Any, Any], data: JSONBody[Key]) -> Response[Entered]:
    server: Server = server_of(request)
    try:
        entered = server.keys.enter(data.key)
    except TooManyError as error:
        raise RefusedCallError(Refusal(429, "TooMany")) from error
    if entered is None:
        raise RefusedCallError(Refusal(401, "WrongKey"))
    cookie, secret = entered
    kept = Cookie(key=cookie_name(server), value=cookie, path="/", httponly=True, samesite="strict")
    return Response(Entered(secret=secret), cookies=[kept])


class Texts(Answer, frozen=True, kw_only=True):
    """Every sentence of the page, in both languages."""

    texts: dict[str, dict[str, str | dict[str, str]]]


@post("/words", operation_id="words", status_code=200, summary="Every sentence of the page.")
async def _words(data: JSONBody[Nothing]) -> Response[Texts]:  # noqa: ARG001 - it says nothing
    return Response(Texts(texts=topic_texts("workbench")))


@post(
    "/describe",
    operation_id="describe",
    status_code=200,
    guards=[_must_have_entered],
    summary="This API as OpenAPI 3.1.",
)
async def _describe(data: JSONBody[Nothing]) -> Response[dict[str, Any]]:  # noqa: ARG001 - it says nothing
    from kartoteka.web.describe import description

    return Response(description())


@dataclass
class Upload:
    """Files, and what is said of all of them."""

    file: list[UploadFile]
    kind: str | None = None
    author: str | None = None
    addressee: str | None = None
    written: str | None = None
    place: str | None = None
    lang: str | None = None
    rights: str | None = None
    access: str | None = None
    release_after: str | None = None


_SAID_OF_FILES = (
    *("kind", "author", "addressee", "written", "place"),
    *("lang", "rights", "access", "release_after"),
)


@post(
    "/import",
    operation_id="import",
    status_code=200,
    guards=[_must_have_entered],
    summary="Add texts, and record evidence files.",
)
async def _import(
    request: Request[Any, Any, Any], data: MultipartBody[Upload]
) -> Response[Imported]:
    server: Server = server_of(request)
    lang = lang_of(request)
    if len(data.file) > FILES:
        facts = {"said": say("serving.too_many_files", lang, n=len(data.file), most=FILES)}
        raise RefusedCallError(Refusal(400, "BadRequest", facts=facts))
    files = [(f.filename or "text", await f.read()) for f in data.file]
    details = {name: text for name in _SAID_OF_FILES if (text := getattr(data, name))}
    answer, edit = await server.work(lang, lambda at: import_files(at, files, details))
    return Response(answer, headers={EDIT: str(edit)})


class Left(Answer, frozen=True):
    """Nothing more to say."""


@post(
    "/leave",
    operation_id="leave",
    status_code=200,
    guards=[_must_have_entered],
    summary="End this session.",
)
async def _leave(request: Request[Any, Any, Any], data: JSONBody[Nothing]) -> Response[Left]:  # noqa: ARG001
    server: Server = server_of(request)
    session = session_of(request)
    if session:
        server.keys.leave(session)
    return Response(Left())
