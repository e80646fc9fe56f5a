"""Why an edit was made, where the person did not say: for the history and for the undo button.

In: what was recorded. Out: a line in the person's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kartoteka.web.calls import At
from kartoteka.wording.texts import say

_ORDER = ("statements", "codings", "memos", "identities", "parts", "entities", "terms")


def why_recorded(at: At, document: Mapping[str, Any]) -> str:
    """Return what a document says, in a few words: "1 statement, 1 person or place"."""
    counted = [
        say(f"serving.why_{section}", at.lang, n=len(document[section]))
        for section in _ORDER
        if document.get(section)
    ]
    source = at.known.sources.get(str(document.get("source")))
    said = ", ".join(counted) or say("serving.why_nothing", at.lang)
    return say("serving.why_from", at.lang, what=said, title=source.title) if source else said
