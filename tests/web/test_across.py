"""Questions across the archive, in the workbench: sorted, turned, saved, and standing on words."""

from __future__ import annotations

import time
from typing import Any

import pytest
from tests.web.conftest import Page

from kartoteka.web import tables


def rows(page: Page, verb: str, **asked: Any) -> list[dict[str, Any]]:
    """Rows as column → value."""
    table = page.ask(verb, **asked)
    return [dict(zip(table["columns"], row["cells"], strict=True)) for row in table["rows"]]


def test_who_was_with_whom_and_on_what_it_stands(page: Page) -> None:
    table = page.ask("together", person="osip")
    assert table["state"] == "fresh"
    assert table["total"] == len(table["rows"]) > 0
    assert table["entities"] == ["person", "other", "place"]
    for row in table["rows"]:
        named = row["cells"][table["columns"].index("other")]
        assert table["names"][named]["name"]
        grounds = page.ask("evidence", ids=row["evidence"])
        assert len(grounds["statements"]) == 2
        assert all(said["evidence"] for said in grounds["statements"])


def test_a_table_is_sorted_by_names_and_turned_page_by_page(page: Page) -> None:
    asked: dict[str, Any] = {"place": "millhouse", "sort": "who"}
    every = [row["who"] for row in rows(page, "present", **asked)]
    called = page.ask("present", **asked)["names"]
    names = [called[who]["name"] for who in every]
    assert len(names) > 1
    assert names == sorted(names)
    assert [r["who"] for r in rows(page, "present", **asked, descending=True)] != every
    second = rows(page, "present", **asked, offset=1, limit=1)
    assert [row["who"] for row in second] == every[1:2]


def test_what_is_said_stands_as_a_sentence_with_who_was_there(page: Page) -> None:
    table = page.ask("said", about="millhouse")
    for row in table["rows"]:
        assert "".join(piece for piece, _ in row["sentence"])
    there = rows(page, "said", about="millhouse", by="there")
    assert {row["standing"] for row in there} <= {"first-hand"}
    sources = {row["source"] for row in rows(page, "said", about="millhouse")}
    assert sources <= set(table["titles"])


def test_codes_that_meet_and_codes_against_details(page: Page) -> None:
    text = page.ask("source", id="first-letter")["text"]
    codings = [{"code": code, "at": [0, end], "exact": text[:end]} for code, end in
               (("food", 20), ("trust", 10))]  # fmt: skip
    page.ask("record", source="first-letter", codings=codings)
    (near,) = page.ask("near", code="food", other="trust")["rows"]
    assert page.ask("evidence", ids=near["evidence"])["passages"]
    (cross,) = rows(page, "cross", attribute="author", code="food")
    assert (cross["value"], cross["passages"]) == ("marek", 1)
    assert "author" in page.ask("attributes")["own"]


def test_the_whole_table_is_saved(page: Page) -> None:
    table = page.ask("together", csv=True)
    assert table["rows"] == []
    lines = table["csv"].splitlines()
    assert lines[0].startswith("person,other,place,certain")
    assert len(lines) == table["total"] + 1


def test_what_cannot_be_asked_is_said(page: Page) -> None:
    assert "nobody-here" in page.refused("present", 404, place="nobody-here")["message"]
    assert "sumer" in page.refused("together", 400, during="sumer")["message"]
    page.refused("cross", 400, attribute="author.shoes")


def test_a_large_archive_is_asked_beside_the_desk(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is the same; what goes wrong is said, too."""
    at_once = page.ask("together", person="osip")["rows"]
    monkeypatch.setattr(tables, "AT_THE_DESK", 0)
    asked = {"person": "osip"}
    assert page.ask("together", **asked)["state"] == "running"
    assert wait(page, "together", **asked)["rows"] == at_once
    page.ask("present", place="nobody-here")
    assert "nobody-here" in wait(page, "present", place="nobody-here")["failure"]


def wait(page: Page, verb: str, **asked: Any) -> dict[str, Any]:
    end = time.monotonic() + 60
    while (table := page.ask(verb, **asked))["state"] == "running" and time.monotonic() < end:
        time.sleep(0.1)
    return table
