"""A reader opens the encyclopedia from a folder: no server, a keyboard, a phone, the dark."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kartoteka
from kartoteka.demo import letters
from kartoteka.model.dates import day_of
from kartoteka.publish.serve import serve_static
from kartoteka.publish.site import site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sync_api = pytest.importorskip("playwright.sync_api")

CHROMIUM = os.environ.get("KARTOTEKA_CHROMIUM") or shutil.which("chromium")

# CI installs a browser; there its absence is a failure, not a reason to skip.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and "CI" not in os.environ,
        reason="no Chromium: install Debian's package, or name one in KARTOTEKA_CHROMIUM",
    ),
]

SAYS = "said => document.querySelector('[data-search-status]').textContent.includes(said)"

KINDS = {
    "cover": "en/index.html",
    "cover-ru": "ru/index.html",
    "root": "index.html",
    "person": "en/people/lev.html",
    "person-ru": "ru/people/mitya.html",
    "place": "en/places/glass.html",
    "place-ru": "ru/places/torvin.html",
    "community": "en/communities/window-table.html",
    "type": "en/types/separate-man.html",
    "custom": "ru/types/voting.html",
    "thing": "en/things/refrigerator.html",
    "letter": "en/letters/corridor.html",
    "letter-ru": "ru/letters/bees.html",
    "list": "en/places/index.html",
    "letters": "ru/letters/index.html",
    "themes": "en/themes/index.html",
    "theme": "en/themes/governance-vote.html",
    "hearsay": "en/hearsay.html",
    "names": "ru/names.html",
    "questions": "en/questions.html",
    "about": "ru/about.html",
    "search": "en/search.html?q=prison",
}
"""One page of each kind, in either language."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's encyclopedia."""
    place = tmp_path_factory.mktemp("demo")
    with kartoteka.new(place / "demo.kartoteka", by="story") as archive:
        kartoteka.add(archive, letters())
        kartoteka.record(archive, letters())
        return site(archive, place / "site", as_of=day_of(2026, 1, 15)).path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


class Reader:
    """A page, and everything that went wrong on it."""

    def __init__(self, browser: Browser, folder: Path, **settings: object) -> None:
        self.context = browser.new_context(**settings)  # pyright: ignore[reportArgumentType]
        self.page = self.context.new_page()
        self.folder = folder
        self.trouble: list[str] = []
        self.asked: list[str] = []
        self.page.on(
            "console", lambda m: self.trouble.append(m.text) if m.type == "error" else None
        )
        self.page.on("pageerror", lambda e: self.trouble.append(str(e)))
        self.page.on("request", lambda r: self.asked.append(r.url))

    def open(self, path: str) -> Page:
        self.page.goto(f"file://{self.folder}/{path}")
        return self.page


@pytest.fixture
def reader(browser: Browser, folder: Path) -> Iterator[Reader]:
    one = Reader(browser, folder, viewport={"width": 1280, "height": 900})
    yield one
    one.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_can_be_read_by_everybody(
    browser: Browser, folder: Path, scheme: str
) -> None:
    """axe, with the rules of WCAG 2.2 AA and its best practices, on one page of each kind."""
    from axe_playwright_python.sync_playwright import Axe

    one = Reader(browser, folder, color_scheme=scheme, reduced_motion="reduce")
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found: dict[str, list[str]] = {}
    for kind, path in KINDS.items():
        results = Axe().run(one.open(path), options={"runOnly": rules})
        found[kind] = [
            f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in results.response["violations"]
        ]
    one.context.close()
    assert {kind: said for kind, said in found.items() if said} == {}


def test_nothing_goes_wrong_and_nothing_is_asked_of_the_network(reader: Reader) -> None:
    for path in KINDS.values():
        reader.open(path)
    assert reader.trouble == []
    assert [url for url in reader.asked if not url.startswith("file://")] == []


@pytest.mark.parametrize("width", [320, 360, 800, 1440, 3840])
def test_no_page_is_wider_than_its_screen(browser: Browser, folder: Path, width: int) -> None:
    one = Reader(browser, folder, viewport={"width": width, "height": 800})
    wide: list[str] = []
    for path in KINDS.values():
        page = one.open(path)
        root = "document.documentElement"
        if page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"):
            wide.append(path)
    one.context.close()
    assert wide == []


def test_the_search_finds_a_word_in_another_form_with_the_keyboard_alone(reader: Reader) -> None:
    """Nobody wrote «голосованиями»; somebody wrote of a vote."""
    page = reader.open("ru/index.html")
    page.keyboard.press("/")
    page.keyboard.type("голосованиями")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"ru/search\.html\?q="))
    page.wait_for_selector("[data-search-results] a")
    assert (
        page.locator("[data-search-results] mark").first.inner_text().lower().startswith("голосова")
    )
    assert "12 из 15 найденных" in page.locator("[data-search-status]").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.tagName === 'A'")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1")
    assert "search.html" not in page.url


def test_english_words_are_found_by_their_forms_too(reader: Reader) -> None:
    page = reader.open("en/search.html")
    field = page.locator("main input[type=search]")
    field.fill("refrigerators")
    page.wait_for_selector("[data-search-results] a")
    titles = page.locator("[data-search-results] a").all_inner_texts()
    assert titles[0] == "refrigerator"
    field.fill("zzzzqqq")
    page.wait_for_function(SAYS, arg="Nothing found")


@pytest.mark.parametrize(
    ("path", "query", "title"),
    [
        ("ru", "Mitya Loskutov", "Митя Лоскутов"),
        ("en", "Митя Лоскутов", "Mitya Loskutov"),
        ("en", "Mitja Loskutow", "Mitya Loskutov"),
        ("en", "mitya losk", "Mitya Loskutov"),
        ("en", "refrgerator", "refrigerator"),
        ("en", "erfrigerator", "refrigerator"),
        ("ru", "холадильника", "холодильник"),
    ],
)
def test_names_in_the_other_alphabet_beginnings_and_mistyped_words_are_found(
    reader: Reader, path: str, query: str, title: str
) -> None:
    page = reader.open(f"{path}/search.html?q={query}")
    page.wait_for_selector("[data-search-results] a")
    assert page.locator("[data-search-results] a").first.inner_text() == title
    assert reader.trouble == []


def test_what_is_found_comes_a_dozen_at_a_time_and_by_kind(reader: Reader) -> None:
    """The list grows under the keyboard; what was chosen is there again when one comes back."""
    page = reader.open("en/search.html?q=prison")
    page.wait_for_function(SAYS, arg="12 of ")
    hits = page.locator("[data-search-results] li")
    page.locator("[data-search-more]").press("Enter")
    page.wait_for_function("document.querySelectorAll('[data-search-results] li').length > 12")
    thirteenth = hits.nth(12).locator("a")
    assert thirteenth.evaluate("a => a === document.activeElement")
    page.get_by_role("button", name="Places").press("Enter")
    page.wait_for_function(
        "[...document.querySelectorAll('.results .kind')].every(k => k.textContent === 'Place')"
    )
    pressed = page.locator("[aria-pressed=true]", has_text="Places")
    assert pressed.evaluate("button => button === document.activeElement")
    many = hits.count()
    hits.first.locator("a").click()
    page.wait_for_selector(".page-place")
    page.go_back()
    page.wait_for_selector("[data-search-results] a")
    assert hits.count() == many


def test_a_file_of_the_index_that_is_missing_is_told(
    browser: Browser, folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    shutil.rmtree(copy / "search")
    one = Reader(browser, copy)
    page = one.open("en/search.html?q=prison")
    page.wait_for_function(SAYS, arg="copy the whole folder again")
    one.context.close()


def test_only_what_a_query_needs_is_loaded(reader: Reader) -> None:
    """Before the first key: how many pages there are, and how they are split."""
    page = reader.open("en/search.html")
    page.wait_for_load_state("networkidle")
    before = [url for url in reader.asked if "/search/" in url]
    assert sorted(url.partition("/search/")[2] for url in before) == ["en/all.js", "letters/all.js"]
    page.locator("main input[type=search]").fill("queue")
    page.wait_for_selector("[data-search-results] a")
    parts = [url.partition("/search/")[2] for url in reader.asked if "/search/" in url]
    assert {p for p in parts if "/w-" in p} == {"en/w-71.js", "letters/w-71.js"}


def test_a_quote_leads_to_the_same_words_marked_in_the_letter(reader: Reader) -> None:
    page = reader.open("en/people/lev.html")
    quote = page.locator(".because li").filter(has_text="The corridor").first
    words = quote.locator("q").inner_text().strip("“”")
    quote.locator(".by a").click()
    page.wait_for_url(re.compile(r"letters/corridor\.html#"))
    anchor = page.url.partition("#")[2]
    marked = page.evaluate(
        "id => document.getElementById(id).parentElement.textContent.replace(/\\s+/g, ' ')", anchor
    )
    assert words.split()[0] in marked
    assert page.locator(f"[id='{anchor}']").count() == 1


def test_dark_is_remembered_and_the_other_language_is_one_link_away(reader: Reader) -> None:
    page = reader.open("en/people/lev.html")
    page.locator("[data-theme-switch]").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("a.language").click()
    page.wait_for_url(re.compile("ru/people/lev.html"))
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert page.evaluate("document.documentElement.lang") == "ru"


def test_without_scripts_everything_can_be_read_and_names_be_looked_up(
    browser: Browser, folder: Path
) -> None:
    one = Reader(browser, folder, java_script_enabled=False)
    page = one.open("en/search.html")
    assert page.locator("noscript a").count() == 1
    page = one.open("en/names.html")
    assert page.locator("main li a").count() > 50
    assert page.locator("[data-theme-switch]").is_hidden()
    one.context.close()


def test_the_first_key_skips_to_the_text(reader: Reader) -> None:
    page = reader.open("en/people/lev.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_served_under_the_strictest_policy_nothing_is_blocked(reader: Reader) -> None:
    """Fonts, style, scripts and the search work where nothing inline and nothing remote may."""
    server = serve_static(reader.folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = reader.page
    for path in ("en/people/lev.html", "en/search.html?q=soup", "ru/hearsay.html"):
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/{path}", wait_until="networkidle")
    page.go_back()
    assert page.locator("[data-search-results] a").count() > 0
    assert page.evaluate("document.fonts.check('1em Literata')")
    server.shutdown()
    server.server_close()
    assert reader.trouble == []
