"""Every call answers on a small archive, and with what is in it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.conftest import Page

ASKED: dict[str, dict[str, Any]] = {
    "hello": {},
    "pulse": {},
    "link": {},
    "settings": {},
    "sources": {},
    "vocabulary": {},
    "home": {},
    "source": {"id": "first-letter"},
    "marks": {"source": "first-letter"},
    "mark": {"passages": ["ps_first-letter_252_283"]},
    "known-here": {"source": "second-letter"},
    "entities": {},
    "complete": {"text": "os"},
    "card": {"id": "osip"},
    "statements": {"about": "osip"},
    "date": {"text": "last week", "source": "first-letter"},
    "sentence": {"statement": {"subject": "osip", "predicate": "stay", "object": "millhouse"}},
    "search": {"text": "soup"},
    "codebook": {},
    "code": {"id": "pending"},
    "memos": {},
    "findings": {},
    "questions": {},
    "history": {},
    "preview": {},
}


@pytest.mark.parametrize("verb", ASKED)
def test_every_call_answers(page: Page, verb: str) -> None:
    import json

    print(verb, json.dumps(page.ask(verb, **ASKED[verb]), ensure_ascii=False)[:3000])
