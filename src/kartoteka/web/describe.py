"""The API described for programs: OpenAPI 3.1, made from the calls themselves.

In: the application. Out: the description, as ``POST /api/describe`` answers it and as
``docs/reference/workbench-api.json`` keeps it (``python -m kartoteka.web.describe`` prints it).
"""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any

from kartoteka.web.app import SECRET, inner_application

ERRORS = {
    "400": "The call cannot be understood.",
    "401": "Not entered.",
    "403": "Forbidden by where the call comes from, or by the archive's policy.",
    "404": "No such record or route.",
    "409": "Somebody changed it in between: both versions.",
    "413": "Too large a body.",
    "421": "The Host is not this server's.",
    "422": "The material is refused, with findings.",
    "423": "Another program is writing.",
    "429": "Too many wrong keys.",
    "500": "Our mistake; nothing was written.",
    "507": "The disk is full, or the file cannot be written.",
}
"""Status → what it means; any call may be answered so."""

OPEN = ("enter", "words")
"""Calls that need no session."""

_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["class", "message", "facts"],
            "properties": {
                "class": {"type": "string"},
                "message": {"type": "string"},
                "facts": {"type": "object"},
                "findings": {"type": "array", "items": {"type": "object"}},
                "conflict": {"type": ["object", "null"]},
            },
        }
    },
}


@cache
def description() -> dict[str, Any]:
    """Return the description: paths, bodies, answers, refusals, and what a session is."""
    made = inner_application().openapi_schema.to_schema()
    made["info"]["description"] = "Rules that hold for every call: docs/reference/workbench-api.md."
    made.pop("servers", None)
    components = made.setdefault("components", {})
    components.setdefault("schemas", {})["Error"] = _ERROR
    components["securitySchemes"] = {
        "cookie": {"type": "apiKey", "in": "cookie", "name": "kartoteka-PORT"},
        "secret": {"type": "apiKey", "in": "header", "name": SECRET},
    }
    refusal = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    for path, methods in made["paths"].items():
        call = methods["post"]
        call["security"] = [] if path.rpartition("/")[2] in OPEN else [{"cookie": [], "secret": []}]
        for status, meaning in ERRORS.items():
            call["responses"][status] = {"description": meaning, "content": refusal}
    return made


def exported() -> str:
    """Return the description as the file has it: sorted, so that changes can be read."""
    return json.dumps(description(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(exported())
