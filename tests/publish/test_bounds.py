"""However much is said of something, its pages stay short: and say how much more there is, and where."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.publish.conftest import TODAY
from tests.publish.edits import Editor
from tests.publish.test_incremental import again, again_or_blocked
from tests.publish.test_rolls import read

from kartoteka.archive.archive import Archive
from kartoteka.publish import crowded, prose, rolls, rumours
from kartoteka.publish.desk import Desk, Facts
from kartoteka.publish.plan import addresses
from kartoteka.publish.site import site
from kartoteka.publish.view import View
from kartoteka.testing import Story, tiny_archive

Tell = Callable[[Story], Archive]


@pytest.fixture
def rumour(story: Story, told: Tell) -> Archive:
    """One thing that thirty people told: the last of them had been there."""
    people = [f"person-{n}" for n in range(30)]
    story.people(*people)
    story.letter("l", by="ana", written="2024-06-01")
    story.say("person-29", "stay", "south", when="2024-01/2024-03")
    first = ""
    for who in people:
        teller = [(who, "north-1", "2024-05")]
        said = story.say("south", "rating", value="1", told_by=teller, again=first or None)
        first = first or said
        story.say("boris", "trait", value="quiet", told_by=teller, again=None)
    return told(story)


def section(page: str, id_: str) -> str:
    return page.partition(f'id="{id_}"')[2].partition("</section>")[0]


def test_what_somebody_told_has_only_the_words_that_came_from_them(
    rumour: Archive, tmp_path: Path
) -> None:
    page = read(site(rumour, tmp_path / "site", as_of=TODAY).path / "en/people/person-3.html")
    told = section(page, "told")
    assert told.count("<q ") == 2  # what they said of the prison and of Boris, each once
    assert "person-4" not in told


def test_of_many_quotes_one_of_somebody_who_had_been_there_is_shown(
    rumour: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prose, "MOST_ELSEWHERE", 2)
    view = View(rumour, today=TODAY)
    desk = Desk(Facts(view, addresses(view)), "en")
    (found,) = view.statements(predicate="rating")
    said = desk.prose.said(found)
    assert (len(found.evidence), len(said.quotes), said.more) == (30, 2, 28)
    assert [q.standing for q in said.quotes] == ["hearsay", "first-hand"]
    assert said.quotes[-1].hops[0].speaker == "person-29"
    assert said.standing == "first-hand"


def test_a_sentence_that_fifty_attest_shows_few_and_counts_the_rest(
    story: Story, told: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prose, "MOST_QUOTES", 4)
    story.letter("l", by="ana", written="2024-06-01")
    first = story.say("boris", "trait", value="quiet")
    for _ in range(9):
        story.say("boris", "trait", value="quiet", again=first)
    page = read(site(told(story), tmp_path / "site", as_of=TODAY).path / "en/people/boris.html")
    portrait = section(page, "portrait")
    assert portrait.count("<q ") == 4
    assert "and 6 more passages in the letters" in portrait


def test_the_page_of_hearsay_counts_what_it_does_not_show(
    rumour: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rumours, "MOST_NEWS", 7)
    page = read(site(rumour, tmp_path / "site", as_of=TODAY).path / "en/hearsay.html")
    assert page.count('<article class="flow') == 7
    assert "These are the first 7 of 60." in page
    assert re.search(
        r"<td>30</td>", page
    )  # the table of ways counts all that was told of the prison


def test_a_place_of_which_too_much_is_said_tells_only_of_itself(
    story: Story, told: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.letter("l", by="ana", written="2024-06-01")
    story.say("north", "rating", value="1")
    for cell in ("north-1", "north-2"):
        story.say(cell, "rating", value="-1")
        story.say("boris", "stay", cell, when="2024-03")
    archive = told(story)
    page = read(site(archive, tmp_path / "a", as_of=TODAY).path / "en/places/north.html")
    assert page.count('class="verdict"') == 3
    monkeypatch.setattr(crowded, "MOST_SAID", 3)
    page = read(site(archive, tmp_path / "b", as_of=TODAY).path / "en/places/north.html")
    assert page.count('class="verdict"') == 1
    assert "stands on their own pages" in page
    assert page.count('class="whom"') == 2  # the stays are listed still: they are not too many
    cell = read(tmp_path / "b/en/places/north-1.html")
    assert cell.count('class="verdict"') == 1
    assert "stands on their own pages" not in cell


def test_however_long_a_page_is_the_search_goes_through_all_of_it(
    rumour: Archive, tmp_path: Path
) -> None:
    built = site(rumour, tmp_path / "site", as_of=TODAY)
    written = "".join(read(path) for path in (built.path / "search/letters").iterdir())
    assert " ".join(rumour.text("l").split()) in written


@pytest.mark.parametrize("seed", range(3))
def test_cut_short_everywhere_a_later_build_is_still_what_a_full_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """What is left out, and counted, depends on much that stands elsewhere: it must be seen to change."""
    for module, name, most in (
        (rolls, "MOST", 3),
        (rolls, "LEAF", 4),
        (prose, "MOST_QUOTES", 2),
        (prose, "MOST_ELSEWHERE", 1),
        (crowded, "MOST_SAID", 4),
        (crowded, "MOST_STAYS", 2),
        (rumours, "MOST_NEWS", 1),
        (rumours, "MOST_DRAWN", 1),
    ):
        monkeypatch.setattr(module, name, most)
    with tiny_archive(tmp_path / "tiny.kartoteka") as archive:
        editor = Editor(archive, tmp_path, seed)
        again(archive, tmp_path)
        for _ in range(4):
            editor.one()
            again_or_blocked(archive, tmp_path)


def test_a_build_says_what_it_is_at(rumour: Archive, tmp_path: Path) -> None:
    stages: list[str] = []
    counted: list[tuple[int, int]] = []
    built = site(
        rumour,
        tmp_path / "site",
        as_of=TODAY,
        stage=stages.append,
        progress=lambda done, total: counted.append((done, total)),
    )
    assert stages == ["reading", "pages", "search", "writing"]
    assert counted[-1][0] <= counted[-1][1]
    assert counted[-1][0] >= built.pages - 2  # the pages of the search come last
