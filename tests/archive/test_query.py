"""Questions to a small archive, and answers with all their evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.model.coding import Coding
from kartoteka.model.dates import day_of


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, [1, 2, 3, 4, 5, 6, 7, 8]),
        ({"subject": "osip"}, [4, 5, 8]),
        ({"object": "long-cell"}, [2, 4]),
        ({"predicate": "rating"}, [6, 7]),
        ({"predicate": ["stay", "member"]}, [2, 4, 5]),
        ({"about": "long-cell"}, [2, 3, 4]),
        ({"about": "north-gate"}, [1]),
        ({"about": ["lake-street", "cellmates"]}, [5, 6, 7, 8]),
        ({"speaker": "driver"}, [6]),
        ({"speaker": "osip"}, [6]),
        ({"source": "second-letter"}, [7, 8]),
        ({"ids": ["st_8", "st_1"]}, [1, 8]),
        ({"subject": "osip", "predicate": "stay"}, [4]),
        ({"subject": "nobody"}, []),
        ({"ids": []}, []),
        ({"predicate": "stay", "during": (day_of(2024, 3, 3), day_of(2024, 3, 10))}, [2, 4]),
        ({"predicate": "stay", "during": (None, day_of(2024, 2, 29))}, []),
        ({"predicate": "stay", "during": (None, None)}, [2, 4]),
    ],
)
def test_conditions_are_joined_by_and_and_answers_come_in_the_order_of_recording(
    tiny: Archive, asked: dict[str, Any], numbers: list[int]
) -> None:
    found = [attested.statement.id for attested in tiny.statements(**asked)]
    assert found == [f"st_{number}" for number in numbers]


def test_hearsay_comes_with_its_whole_chain(tiny: Archive) -> None:
    """A driver told Osip, Osip told Marek, Marek wrote it down."""
    (evidence,) = tiny.statements(speaker="driver")[0].evidence
    assert evidence.speakers() == ("driver", "osip", "marek")
    assert (evidence.witness, evidence.author) == ("driver", "marek")
    assert evidence.passage.exact == "in Lake Street the soup is good"
    assert str(evidence.written) == "2024-03-20"


def test_a_passage_says_where_its_words_are(tiny: Archive) -> None:
    for source in tiny.sources():
        text = tiny.text(source.id)
        for passage in tiny.passages(source.id):
            assert text[passage.start : passage.end] == passage.exact
            assert text[: passage.start].endswith(passage.prefix)
            assert text[passage.end :].startswith(passage.suffix)


def test_codings_by_source_and_code(tiny: Archive) -> None:
    first, second = tiny.passages("first-letter")[0], tiny.passages("second-letter")[0]
    codings = [
        Coding("c1", second.id, "hunger", "t", "2025-01-01T00:00:00Z"),
        Coding("c2", first.id, "transfer", "t", "2025-01-01T00:00:00Z"),
        Coding("c3", first.id, "hunger", "t", "2025-01-01T00:00:00Z"),
    ]
    with tiny.edit(why="codes") as edit:
        edit.add(*codings)
    assert [c.id for c, _ in tiny.codings()] == ["c2", "c3", "c1"]
    assert [c.id for c, _ in tiny.codings(code="hunger")] == ["c3", "c1"]
    assert tiny.codings(source="second-letter") == ((codings[0], second),)


def test_a_source_is_found_by_its_bytes(tiny: Archive) -> None:
    source = tiny.source("first-letter")
    assert tiny.sources_of_original(source.sha256) == (source,)
    assert tiny.sources_of_original("0" * 64) == ()
    assert tiny.original(source.sha256).bytes.decode() == tiny.text("first-letter")


def test_a_stream_may_be_left_half_read_and_the_archive_written_to_and_closed(
    tiny: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No question is left open in the archive by whoever wanted only the first."""
    from kartoteka.archive import query

    monkeypatch.setattr(query, "FIRST_BATCH", 1)
    found = tiny.stream(about=["long-cell", "osip", "lake-street"])
    first = next(found)
    with tiny.edit(why="in between") as edit:
        edit.replace(tiny.entity("osip"), replace(tiny.entity("osip"), label="Osip the elder"))
    assert (
        first.statement.id
        == tiny.statements(about=["long-cell", "osip", "lake-street"])[0].statement.id
    )
    tiny.close()
    found.close()  # type: ignore[attr-defined]
