"""Findings and what one click does about them; slow work that failed can be begun again."""

from __future__ import annotations

import time
from typing import Any

import pytest
from tests.web.conftest import Page

from kartoteka.web import backroom


def wait(page: Page, verb: str) -> dict[str, Any]:
    """Ask until it is done."""
    end = time.monotonic() + 60
    while (answer := page.ask(verb))["state"] in ("running", "none") and time.monotonic() < end:
        time.sleep(0.1)
    return answer


def test_a_fix_says_which_version_it_is_of(page: Page) -> None:
    """Somebody attests the statement meanwhile: taking it back would lose what they wrote."""
    entry = {"subject": "osip", "predicate": "trait", "value": "quiet", "basis": "saw"}
    text = page.ask("source", id="first-letter")["text"]
    words = {"at": [0, 10], "exact": text[:10]}
    made = page.ask("record", source="first-letter", statements=[{**entry, **words}])
    (statement,) = made["ids"]["statement"]
    with page.archive as other:
        found = other.statements(ids=[statement])
        with other.edit(why="nobody attests it") as edit:
            edit.remove(found[0].evidence[0].attestation)
    fixes = [
        fix
        for finding in wait(page, "findings")["findings"]
        if finding["rule"] == "nobody-attests"
        for fix in finding["fixes"]
        if statement in fix["body"]["statements"]
    ]
    (fix,) = fixes
    assert list(fix["body"]["read"]) == [f"statement:{statement}"]
    page.ask("rank", ranks={statement: "preferred"})
    assert (
        page.refused(fix["verb"], 409, **fix["body"])["conflict"]["actual"]["rank"] == "preferred"
    )


def test_questions_that_failed_are_asked_again(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that ends before it is done is no dead end."""
    monkeypatch.setattr(backroom, "run_job", _ends)
    page.ask("questions")
    failed = wait(page, "questions")
    assert failed["state"] == "failed"
    assert failed["failure"]
    assert page.ask("home")["questions"]["failure"] == failed["failure"]
    monkeypatch.undo()
    assert page.ask("questions", again=True)["state"] == "running"
    assert wait(page, "questions")["state"] == "fresh"


def _ends(*_: object) -> None:
    """What a process does that is killed."""
