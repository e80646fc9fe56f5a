"""A real letter beside the project: what it counts, what is known of it, and what to ask next."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kartoteka.annotate.evidence import record
from kartoteka.archive.archive import Archive
from kartoteka.check import check, questions
from kartoteka.importers.add import add
from kartoteka.model.dates import day_of
from kartoteka.relate.group import group
from kartoteka.relate.hearsay import hearsay
from kartoteka.relate.life import life
from kartoteka.relate.status import status
from kartoteka.testing import empty_archive

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "journey"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.exists(), reason="the letter is not beside the project"),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with empty_archive(tmp_path_factory.mktemp("journey") / "journey.kartoteka") as archive:
        add(
            archive,
            CORPUS / "letter.txt",
            id="journey-letter",
            kind="letter",
            author="boris",
            place="zelenograd",
            written="2025-03-25",
            lang="en",
        )
        record(archive, CORPUS / "letter.evidence.yaml")
        yield archive


def test_three_prisons_and_five_cells_against_two_and_three(archive: Archive) -> None:
    claims = {c.of: (c.low, len(c.known), c.missing) for c in life(archive, "boris").claims}
    assert claims == {"prison": (3, 2, 1), "cell": (5, 3, 2)}


def test_the_status_says_since_when_and_as_of_when(archive: Archive) -> None:
    found = status(archive, "boris", as_of=day_of(2025, 3, 25))
    assert found.path == ("zelenograd-cell", "zelenograd", "moscow", "russia")
    assert (str(found.since), found.regime) == ("2025-03~/..", "common")
    assert (found.as_of, found.certain) == (day_of(2025, 3, 25), True)
    assert found.letter is not None


def test_before_the_letter_nothing_was_known(archive: Archive) -> None:
    assert status(archive, "boris", as_of=day_of(2025, 3, 24)).place is None


def test_the_food_of_a_prison_is_hearsay_told_in_quarantine(archive: Archive) -> None:
    told = hearsay(archive, "medvedkovo")
    assert [n.standing for n in told] == ["hearsay", "hearsay"]
    assert [n.witness for n in told] == ["quarantine-neighbours", "quarantine-neighbours"]
    assert {n.steps[0].place for n in told} == {None, "zelenograd-quarantine"}
    assert {n.steps[0].listener for n in told} == {"boris"}


def test_the_cellmates(archive: Archive) -> None:
    found = group(archive, "kapotnya-cellmates")
    assert [m.who for m in found.members] == ["boris", "academic-boss"]
    assert [(p.statement.object, p.statement.polarity) for p in found.practices] == [
        ("voting", 1),
        ("consensus", 1),
        ("joint-household", -1),
    ]


def test_the_missing_prison_and_cells_are_one_question(archive: Archive) -> None:
    (interview,) = questions(archive)
    assert interview.witness == "boris"
    assert interview.questions[0].text.endswith(
        "Which was the third prison, and which were the other two cells?"
    )


def test_nothing_in_it_contradicts_itself(archive: Archive) -> None:
    assert {f.severity for f in check(archive)} == {"ask", "note"}
