"""The edge: whatever happened inside becomes an answer, and nothing of the inside goes out.

In: exceptions. Out: refusals as JSON. This is the one place of the server that catches every exception; what
is our own mistake is written to a file that only this user can read, and the answer names the file.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from typing import Any, cast

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from kartoteka.web.guard import BodyTooLargeError
from kartoteka.web.refusals import Refusal, refusal_body
from kartoteka.wording.texts import say

AnyRequest = Request[Any, Any, Any]


class RefusedCallError(Exception):
    """A call that gets no answer, with what is said instead."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.name)
        self.refusal = refusal


def lang_of(request: AnyRequest) -> str:
    """Return the language of a call: ``ru`` where its first wish is Russian, else ``en``."""
    return "ru" if request.headers.get("accept-language", "").lower().startswith("ru") else "en"


def answer_refusal(request: AnyRequest, error: Exception) -> Response[bytes]:
    """Answer whatever was raised."""
    refusal, lang = _refusal(error, lang_of(request)), lang_of(request)
    return Response(
        refusal_body(refusal, lang), status_code=refusal.status, media_type="application/json"
    )


def _refusal(error: Exception, lang: str) -> Refusal:
    if isinstance(error, RefusedCallError):
        return error.refusal
    if isinstance(error, BodyTooLargeError):
        return Refusal(413, "TooLarge")
    if isinstance(error, ValidationException):
        return Refusal(400, "BadRequest", facts={"said": _said(error)})
    if isinstance(error, RecursionError):
        return Refusal(400, "BadRequest", facts={"said": "too deep"})
    if isinstance(error, HTTPException):
        return _of_http(error)
    return Refusal(500, "Internal", say("serving.Internal", lang, log=logged(error)))


def _of_http(error: HTTPException) -> Refusal:
    if error.status_code == 413:
        return Refusal(413, "TooLarge")
    if error.status_code == 404:
        return Refusal(404, "NotFound", facts={"kind": "route", "name": ""})
    if error.status_code >= 500:
        return Refusal(500, "Internal", facts={"log": logged(error)})
    return Refusal(error.status_code, "BadRequest", facts={"said": error.detail[:300]})


def _said(error: ValidationException) -> str:
    """Return what is wrong with a body: which key, and how."""
    wrong = cast("list[dict[str, Any]]", error.extra if isinstance(error.extra, list) else [])
    if wrong:
        told = [f"{e.get('key', '')}: {e.get('message', '')}".strip(": ") for e in wrong[:3]]
        return "; ".join(told)[:300]
    return str(error.detail)[:300]


def logged(error: Exception) -> str:
    """Write a traceback where only this user can read it; return the file's name."""
    handle, name = tempfile.mkstemp(prefix="kartoteka-error-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"Python {sys.version}\n{sys.platform}\n\n")
        file.writelines(traceback.format_exception(error))
    return name
