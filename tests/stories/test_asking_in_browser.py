"""Somebody asks the archive, looks at types found among the lives, and declares those that hold."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright.sync_api")

from tests.stories.bench import Bench, Typist, browsing, needs_browser, serving

import kartoteka
from kartoteka.demo import letters

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_browser

SLOWLY = 120_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as launched:
        yield launched


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's archive."""
    path = tmp_path_factory.mktemp("asking") / "demo.kartoteka"
    with kartoteka.new(path, by="story") as archive:
        kartoteka.add(archive, letters())
        kartoteka.record(archive, letters())
    return path


@pytest.fixture
def bench(browser: Browser, demo: Path, tmp_path: Path) -> Iterator[Bench]:
    """A window on a copy of the demo; it ends without trouble."""
    with serving(Path(shutil.copy(demo, tmp_path / "demo.kartoteka"))) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        made = Bench(context, server)
        yield made
        assert made.trouble == []
        assert [url for url in made.asked if not _is_ours(url, server.address)] == []
        context.close()


def _is_ours(url: str, address: str) -> bool:
    return url.startswith((address, f"blob:{address}"))


def test_who_was_with_lev_by_keyboard_alone(bench: Bench) -> None:
    """G A, a name's first letters, Enter; the rows by place; what one stands on; the table as a file."""
    page, keys = bench.page, bench.page.keyboard
    bench.leap("a")
    page.get_by_text("Nothing asked yet").wait_for()
    typist = Typist(bench, {"lev": "Lev Ostashin"})
    typist.tab_to("person")
    typist.entity("lev")
    page.locator("[name=person].chosen").wait_for()
    keys.press("Enter")
    page.locator(".answer tbody tr").first.wait_for()
    rows = page.locator(".answer tbody tr")
    assert set(rows.locator("td:first-child").all_inner_texts()) == {"Lev Ostashin"}
    page.get_by_role("button", name="Where", exact=True).press("Enter")
    page.locator("th[aria-sort=ascending]").wait_for()
    bench.still()
    places = rows.locator("td:nth-child(3)").all_inner_texts()
    assert places == sorted(places, key=str.casefold)
    page.locator(".answer [aria-expanded]").first.press("Enter")
    page.locator(".rests-on .said").nth(1).wait_for()
    quote = page.locator(".rests-on .quote").first
    words = quote.inner_text().strip("“”")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").press("Enter")
    text = saved.value.path().read_text(encoding="utf-8")
    assert text.startswith("person,other,place")
    quote.press("Enter")
    page.locator(".text p").first.wait_for()
    assert words in page.locator(".text").inner_text()


def test_what_is_typed_and_not_chosen_is_not_asked(bench: Bench) -> None:
    page = bench.page
    bench.leap("a")
    page.get_by_role("radio", name="Who was with whom").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("radio", name="Who was there").and_(page.locator(":focus")).wait_for()
    page.get_by_role("button", name="Ask", exact=True).press("Enter")
    page.get_by_text("Choose a place first.").wait_for()
    page.locator("[name=place]").fill("no such place anywhere")
    page.get_by_role("button", name="Ask", exact=True).press("Enter")
    page.get_by_text("take it from the list").wait_for()
    page.locator("[name=place]").fill("glass street")
    page.locator(".options li").first.wait_for()
    page.keyboard.press("Enter")
    page.locator("[name=place].chosen").wait_for()
    page.get_by_role("button", name="Ask", exact=True).press("Enter")
    page.locator(".answer tbody tr").first.wait_for()


def test_types_are_looked_at_moved_declared_and_taken_back(bench: Bench) -> None:
    """Down to the words; a cost moved by arrow keys; names typed; a card for each; undone."""
    page, keys = bench.page, bench.page.keyboard
    bench.leap("t")
    page.locator(".typology .life").first.wait_for(timeout=SLOWLY)
    assert page.locator(".typology-side li").count() > 5  # what it can and cannot claim
    page.locator(".strip-button").first.press("Enter")
    page.locator(".in-states .quote").first.wait_for()

    page.get_by_role("button", name="Compare by optimal matching").press("Enter")
    slider = page.get_by_label("What counts more")
    slider.wait_for(timeout=SLOWLY)
    page.get_by_role("button", name="Declare these types").wait_for()
    slider.focus()
    for _ in range(8):
        keys.press("ArrowRight")
    page.locator(".moved p").first.wait_for()
    assert slider.input_value() == "3"
    assert page.locator(".found-type h2").first.inner_text().startswith("Around")
    page.get_by_role("button", name="Try every cost").press("Enter")
    page.get_by_text("At each of 17 costs").wait_for()
    page.get_by_role("button", name="As it was found").press("Enter")
    page.locator(".moved p").first.wait_for(state="detached")

    page.get_by_role("button", name="Declare these types").press("Enter")
    first = page.locator(".to-declare input[name$='-en']").first
    first.fill("The ones of the corridor")
    page.get_by_label("Why do you stand for it?").fill("read again, letter by letter")
    page.get_by_label("Why do you stand for it?").press("Enter")
    bench.wait("declared")
    page.get_by_role("button", name="Types declared already").press("Enter")
    page.locator(".entities .title", has_text="The ones of the corridor").press("Enter")
    page.locator(".card", has_text="The ones of the corridor").wait_for()
    page.evaluate("document.activeElement?.blur()")
    keys.press("Control+z")
    bench.wait("Undone: read again, letter by letter")
    bench.leap("c")
    page.locator(".entities .title").first.wait_for()
    assert page.locator(".entities", has_text="The ones of the corridor").count() == 0
