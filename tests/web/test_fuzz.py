"""Every call, with what its description allows and with what it does not: no answer is our mistake."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from tests.web.conftest import PORT, Page

from kartoteka.testing import tiny_archive
from kartoteka.web.calls import CALLS
from kartoteka.web.describe import description
from kartoteka.web.server import Server

SCHEMA = schemathesis.openapi.from_dict(description())
FOUND: list[Any] = [operation.ok() for operation in SCHEMA.get_all_operations()]  # type: ignore[union-attr]
OPERATIONS = {operation.path.rpartition("/")[2]: operation for operation in FOUND}
FUZZED = [verb for verb in OPERATIONS if verb not in ("import", "enter", "leave", "preview")]
"""Left out: what takes files, what shuts the door on the test, what starts a build."""

TRIES = settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.generate],
    derandomize=True,
    database=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
    ],
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One page for all: what one call writes, the next may meet."""
    path: Path = tmp_path_factory.mktemp("fuzz") / "tiny.kartoteka"
    tiny_archive(path).close()
    server = Server(path, by="nora")
    server.port = PORT
    yield Page(server)
    server.close()


def send(page: Page, verb: str, body: Any) -> Any:
    content = json.dumps(body, default=str).encode("utf-8", "surrogatepass")
    headers = {"Content-Type": "application/json"}
    response = page.request("POST", f"/api/{verb}", content=content, headers=headers)
    assert response.status_code < 500, (body, response.text)
    if response.status_code == 200:
        if verb in CALLS:
            msgspec.json.decode(response.content, type=CALLS[verb].answer)
    else:
        error = response.json()["error"]
        assert error["class"]
        assert error["message"]
    return response


@pytest.mark.parametrize("verb", FUZZED)
def test_what_the_description_allows(page: Page, verb: str) -> None:
    strategy = OPERATIONS[verb].as_strategy(generation_mode=GenerationMode.POSITIVE)

    @TRIES
    @given(case=strategy)
    def tried(case: schemathesis.Case) -> None:
        send(page, verb, case.body)

    tried()


@pytest.mark.parametrize("verb", FUZZED)
def test_what_the_description_does_not_allow(page: Page, verb: str) -> None:
    strategy = OPERATIONS[verb].as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @TRIES
    @given(case=strategy)
    def tried(case: schemathesis.Case) -> None:
        send(page, verb, case.body)

    tried()


TEXTS = ("", "osip", "st_1", "new:1", "\u0000😀")


@pytest.mark.parametrize(
    "verb", ["record", "sentence", "restate", "unsay", "rank", "judge", "edit-source"]
)
def test_words_of_the_archive_in_the_wrong_places(page: Page, verb: str) -> None:
    """What a schema cannot know: ids that exist, where they mean something else."""
    fields = [f.encode_name for f in msgspec.structs.fields(CALLS[verb].body)]
    for text in TEXTS:
        entry = {
            "subject": text,
            "predicate": text,
            "object": text,
            "at": [0, 4],
            "told_by": [text],
        }
        for field in fields:
            for value in ([text], {text: text}, [entry], entry, [[]]):
                send(page, verb, {field: value, "source": "first-letter"})
