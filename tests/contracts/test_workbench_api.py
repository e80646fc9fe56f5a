"""What is written of the workbench's API is what it does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kartoteka.web.describe import description, exported

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
VERBS = [path.rpartition("/")[2] for path in description()["paths"]]


def test_the_exported_description_is_current() -> None:
    """If not: python -m kartoteka.web.describe > docs/reference/workbench-api.json"""
    assert (REFERENCE / "workbench-api.json").read_text(encoding="utf-8") == exported()


@pytest.mark.parametrize("verb", VERBS)
def test_every_call_is_in_the_reference(verb: str) -> None:
    page = (REFERENCE / "workbench-api.md").read_text(encoding="utf-8")
    assert re.search(rf"`{verb}`", page)


def test_it_is_openapi_3_1_and_asks_for_both_secrets() -> None:
    found = json.loads(exported())
    assert found["openapi"].startswith("3.1")
    for path, methods in found["paths"].items():
        assert list(methods) == ["post"], "ids stand in no address"
        wanted = [] if path in ("/api/enter", "/api/words") else [{"cookie": [], "secret": []}]
        assert methods["post"]["security"] == wanted


def test_every_answer_is_described() -> None:
    for methods in description()["paths"].values():
        assert "application/json" in methods["post"]["responses"]["200"]["content"]
