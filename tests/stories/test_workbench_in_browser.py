"""A letter comes in; by keyboard alone somebody says what it attests, and takes it all back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

pytest.importorskip("playwright.sync_api")

from tests.stories.bench import Bench, Typist, browsing, needs_browser, said_in, serving

import kartoteka
from kartoteka.demo import letters

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = needs_browser

LETTER = """Glass Street, 4 March 2025

Dear Nora,

After two weeks in the transit block I was moved to Glass Street 🌲. In cell 12 there were five \
of us, and the cook, whom everybody calls Пётр Ёлкин, decides nothing alone: everything is put to \
the vote. He is a baker by profession.

In the transit block my three neighbours told me about Torvin, where, it turns out, they feed \
very well. They had it from a driver who delivers bread there. «Какой там суп!» — he said, and \
Ze\u0301 wrote it down.

The cell has a kettle. We do not share the tea. Nothing got through to me in the transit block.

Yours, Lev
"""

EVIDENCE = """
source: tea
entities:
  lev:        {kind: person, label: Lev Ostashin}
  cook:       {kind: person, label: Пётр Ёлкин}
  driver:     {kind: person, label: a driver who delivers bread}
  glass:      {kind: place, sort: prison, label: Glass Street}
  glass-12:   {kind: place, sort: cell, label: cell 12, part_of: glass}
  transit:    {kind: place, sort: cell, label: the transit block, part_of: glass}
  torvin:     {kind: place, sort: prison, label: Torvin}
  neighbours: {kind: group, label: my three neighbours}
  the-five:   {kind: group, label: the five of cell 12}
  vote:       {kind: type, label: putting to the vote}
  kettle:     {kind: thing, label: kettle}
statements:
  - {subject: lev, predicate: stay, object: transit, duration: P2W, basis: experienced,
     certainty: 4, quote: "two weeks in the transit block"}
  - {subject: lev, predicate: transfer, object: glass, roles: {from: transit},
     when: 2025-02/2025-03, basis: experienced, certainty: 4,
     quote: "I was moved to Glass Street 🌲"}
  - {subject: glass-12, predicate: population, value: 5, basis: saw, certainty: 3,
     quote: "there were five of us"}
  - {subject: the-five, predicate: practice, object: vote, basis: saw, certainty: 4,
     quote: "everything is put to the vote"}
  - {subject: cook, predicate: occupation, value: baker, basis: heard-said, certainty: 4,
     quote: "He is a baker by profession."}
  - {subject: torvin, predicate: rating, value: 2, basis: unknown, certainty: 4,
     roles: {aspect: food, verbatim: they feed very well}, told_by: [neighbours, driver],
     quote: "about Torvin, where, it turns out, they feed very well"}
  - {subject: torvin, predicate: rating, value: 2, roles: {aspect: food}, basis: experienced,
     certainty: 2, told_by: [{speaker: driver, place: torvin, when: 2025-01, reliability: 2}],
     quote: "«Какой там суп!» — he said, and Zé"}
  - {subject: glass-12, predicate: has, object: kettle, basis: saw, certainty: 4,
     quote: "The cell has a kettle."}
  - {subject: the-five, predicate: practice, object: vote, roles: {domain: food}, polarity: -1,
     basis: saw, certainty: 4, quote: "We do not share the tea."}
  - {subject: lev, predicate: reach, value: none, roles: {channel: any}, basis: experienced,
     certainty: 4, quote: "Nothing got through to me"}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as launched:
        yield launched


def told(path: Path, evidence: dict[str, Any], text: str, **details: str) -> dict[str, Any]:
    """What the archive holds that is made from the evidence file."""
    file = path / f"{evidence['source']}.evidence.yaml"
    file.write_text(yaml.safe_dump(evidence, allow_unicode=True), encoding="utf-8")
    letter = path / "letter.txt"
    letter.write_text(text, encoding="utf-8")
    with kartoteka.new(path / "from-file.kartoteka", by="file") as archive:
        kartoteka.add(archive, letter, id=evidence["source"], **details)  # pyright: ignore[reportArgumentType]
        kartoteka.record(archive, file)
        return said_in(archive)


def bring_in(bench: Bench, name: str, text: str, author: str, place: str, written: str) -> None:
    """Import a letter by dropping it, what is known of it said before."""
    bench.leap("i")
    page = bench.page
    page.locator(".import-details summary").press("Enter")
    for field, value in (("author", author), ("place", place), ("written", written)):
        page.locator(f"[name={field}]").focus()
        page.keyboard.type(value)
        page.keyboard.press("Escape")
    bench.drop(f"{name}.txt", text)
    page.locator(".import-results .as-button").wait_for()
    page.locator(".import-results .as-button").press("Enter")
    page.wait_for_selector(".text p")
    page.wait_for_selector(".text:focus")  # the keys of the text work at once


def undo_everything(bench: Bench) -> int:
    """Ctrl+Z until there is nothing left; return how often."""
    times = 0
    bench.page.evaluate("document.activeElement?.blur()")
    while times < 200:
        bench.page.keyboard.press("Control+z")
        said = bench.page.locator(".notice p").last
        said.wait_for()
        last = said.inner_text()
        bench.page.evaluate("document.querySelectorAll('.notice .plain').forEach(b => b.click())")
        bench.page.locator(".notice").first.wait_for(state="detached")
        if last == "Nothing to undo":
            return times
        assert last.startswith("Undone"), last
        times += 1
    raise AssertionError("undo never ends")


def the_story(
    browser: Browser, tmp_path: Path, evidence: dict[str, Any], text: str, **of: str
) -> None:
    """Drop, mark, record, judge, take back, compare, undo all."""
    wanted = told(tmp_path, evidence, text, **of)
    path = tmp_path / "work.kartoteka"
    kartoteka.new(path, by="ana").close()
    labels = {id_: entity["label"] for id_, entity in evidence["entities"].items()}
    with serving(path) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        bench = Bench(context, server)
        bring_in(bench, evidence["source"], text, of["author"], of["place"], of["written"])
        typist = Typist(bench, labels)
        for id_, entity in evidence["entities"].items():
            typist.make(id_, entity, evidence["statements"][0]["quote"])
        for statement in evidence["statements"]:
            typist.say(statement)
        with kartoteka.open(path) as archive:
            made = said_in(archive)
        for kind, some in wanted.items():
            assert made[kind] == some, kind

        two = [i for i, e in evidence["entities"].items() if e["kind"] == "person"][:2]
        judge_and_take_back(bench, labels[two[0]], labels[two[1]])
        with kartoteka.open(path) as archive:
            assert all(i.withdrawn_at for i in archive.identities())
            assert archive.counts()["identity"] == 1

        assert undo_everything(bench) > len(evidence["statements"])
        with kartoteka.open(path) as archive:
            left = said_in(archive)
        assert {kind: some for kind, some in left.items() if some} == {}
        assert bench.trouble == []
        assert [url for url in bench.asked if not url.startswith(server.address)] == []
        assert bench.page.title() == "Kartoteka"
        assert bench.page.url == server.address
        context.close()


def judge_and_take_back(bench: Bench, one: str, other: str) -> None:
    """On a card: this is the same as that; and then: no."""
    page = bench.page
    page.locator(".text").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("i")
    bench.wait("First select some words")
    typist = Typist(bench, {"a": one, "b": other})
    page.keyboard.press("e")
    page.keyboard.press("i")
    typist.tab_to("a")
    typist.entity("a")
    typist.tab_to("b")
    typist.entity("b")
    typist.tab_to("reason")
    page.keyboard.type("the same handwriting")
    typist.save("Judged")
    bench.leap("c")
    either = re.compile(f"^({re.escape(one)}|{re.escape(other)})$")  # they share a card now
    page.locator(".entities .title").filter(has_text=either).first.press("Enter")
    page.locator(".judgement.same").wait_for()
    page.locator(".judgement button", has_text="Withdraw").press("Enter")
    bench.wait("Withdrawn")


def test_ten_statements_by_keyboard_alone_equal_the_evidence_file(
    browser: Browser, tmp_path: Path
) -> None:
    """A letter with emoji, combining accents, two scripts; hearsay through two mouths."""
    evidence = yaml.safe_load(EVIDENCE)
    of = {"author": "lev", "place": "glass", "written": "2025-03-04"}
    the_story(browser, tmp_path, evidence, LETTER, **of)


REAL = (2, 6, 10, 11, 12, 14, 23, 25, 30, 34)
"""Ten statements of the real letter, by their place in its evidence file; the fifteenth is the hearsay."""


@pytest.mark.corpus
def test_the_real_letter_by_keyboard_alone(browser: Browser, tmp_path: Path, journey: Path) -> None:
    """Ten statements of a real letter, among them what was heard of Medvedkovo, and from whom."""
    whole = yaml.safe_load((journey / "letter.evidence.yaml").read_text(encoding="utf-8"))
    statements = [whole["statements"][i] for i in REAL]
    assert any(s["subject"] == "medvedkovo" and s.get("told_by") for s in statements)
    evidence = {
        "source": whole["source"],
        "entities": needed(whole["entities"], statements),
        "statements": statements,
    }
    text = (journey / "letter.txt").read_text(encoding="utf-8")
    of = {"author": "boris", "place": "zelenograd", "written": "2025-03-25"}
    the_story(browser, tmp_path, evidence, text, **of)


def needed(entities: dict[str, Any], statements: list[dict[str, Any]]) -> dict[str, Any]:
    """Who is spoken of in some statements, and what they lie within, the outermost first."""
    found: dict[str, Any] = {}

    def take(id_: object) -> None:
        if isinstance(id_, str) and id_ in entities and id_ not in found:
            take(entities[id_].get("part_of"))
            found[id_] = entities[id_]

    for said in statements:
        for id_ in (said["subject"], said.get("object"), *said.get("roles", {}).values()):
            take(id_)
        for teller in said.get("told_by", []):
            take(teller if isinstance(teller, str) else teller["speaker"])
            take(None if isinstance(teller, str) else teller.get("place"))
    for id_ in ("boris", "zelenograd", "journalist"):
        take(id_)
    return found


# ── a window on the demo ────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's archive."""
    path = tmp_path_factory.mktemp("bench") / "demo.kartoteka"
    with kartoteka.new(path, by="story") as archive:
        kartoteka.add(archive, letters())
        kartoteka.record(archive, letters())
    return path


@pytest.fixture
def copied(demo: Path, tmp_path: Path) -> Path:
    """The demo's archive, to be changed."""
    return Path(shutil.copy(demo, tmp_path / "demo.kartoteka"))


KEYS = {
    "home": "h",
    "sources": "s",
    "cards": "c",
    "codebook": "k",
    "memos": "m",
    "ask the archive": "a",
    "types": "t",
    "findings": "f",
    "questions": "q",
    "history": "y",
    "import": "i",
    "preview": "p",
}
"""View → the letter after G."""


def visit(bench: Bench) -> Iterator[str]:
    """Open every view, one after the other; yield its name."""
    page = bench.page
    for view, letter in KEYS.items():
        bench.leap(letter)
        if view == "types":
            page.locator(".typology .life").first.wait_for(timeout=120_000)
        yield view
    open_a_life(bench)
    yield "types: a life, and another number of types"
    ask_who_was_with_whom(bench)
    yield "ask the archive: an answer"
    bench.leap("k")
    page.locator(".code-tree .title").first.click()
    page.locator(".passages").wait_for()
    yield "code"
    for words in ("Lev Ostashin", "Glass Street", "the window table"):
        search(bench, words)
        if words == "Lev Ostashin":
            yield "search"
        page.locator(".hits .title", has_text=words).first.click()
        page.locator(".card .group").first.wait_for()
        yield f"card: {words}"
    bench.leap("s")
    page.locator(".sources .title").first.click()
    page.locator(".mark-note").first.wait_for()
    yield "reader"
    select(bench, "Quarantine means")
    page.keyboard.press("s")
    page.keyboard.type("stay")
    page.keyboard.press("Enter")
    page.locator("[name='role:regime']").wait_for()
    yield "statement"
    page.locator(".dock > header button").click()  # Escape may only put a list of options away
    page.locator(".mark-note").first.press("Enter")
    page.locator(".mark-view").wait_for()
    yield "mark"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()
    yield "keys"
    page.keyboard.press("Escape")


def open_a_life(bench: Bench) -> None:
    """In the types found: what a life is read from; and the lives in two groups."""
    page = bench.page
    bench.leap("t")
    page.locator(".typology .strip-button").first.press("Enter")
    page.locator(".in-states .said").first.wait_for()
    page.locator(".separation .plain").first.press("Enter")
    page.locator(".moved .primary").wait_for()
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")  # nothing is half below the masthead


def ask_who_was_with_whom(bench: Bench) -> None:
    """With nothing filled in; and what the first row stands on."""
    page = bench.page
    bench.leap("a")
    page.locator(".question [type=submit]").press("Enter")
    page.locator(".answer td [aria-expanded]").first.press("Enter")
    page.locator(".rests-on .said").first.wait_for()


def search(bench: Bench, words: str) -> None:
    """Look for something by the search of every page."""
    field = bench.page.locator(".masthead input[type=search]")
    field.fill(words)
    field.press("Enter")
    bench.page.locator(".hits").wait_for()


def select(bench: Bench, words: str) -> None:
    """Select words of the open text by finding them."""
    bench.page.locator(".text").focus()
    Typist(bench, {}).select(words)


def test_every_view_can_be_used_by_everybody(browser: Browser, demo: Path) -> None:
    """axe: the rules of WCAG 2.2 AA and its best practices on every view; the colours also dark."""
    from axe_playwright_python.sync_playwright import Axe

    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found: dict[str, list[str]] = {}

    def judge(view: str, run_only: list[str]) -> None:
        bench.still()
        results = Axe().run(bench.page, options={"runOnly": run_only})
        found[view] = [
            f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in results.response["violations"]
        ]

    with serving(demo) as server:
        # axe is put into the page from outside, which the page's own policy rightly forbids.
        context = browser.new_context(
            viewport={"width": 1440, "height": 900},
            reduced_motion="reduce",
            locale="en-GB",
            bypass_csp=True,
        )
        bench = Bench(context, server)
        for view in visit(bench):
            bench.page.emulate_media(color_scheme="light")
            judge(view, rules)
            bench.page.emulate_media(color_scheme="dark")
            judge(f"{view}, dark", ["color-contrast"])
        context.close()
    assert {view: said for view, said in found.items() if said} == {}


LEFT_EDGES = """() => [...new Set([...document.querySelectorAll("main > :not(.empty-state)")]
    .map(block => block.getBoundingClientRect()).filter(box => box.width > 1)
    .map(box => Math.round(box.left)))]"""
"""Where the blocks of a page begin: all at one line."""


@pytest.mark.parametrize("width", [320, 3840])
def test_no_view_is_wider_than_its_screen(browser: Browser, demo: Path, width: int) -> None:
    wide: list[str] = []
    astray: dict[str, list[float]] = {}
    with serving(demo) as server:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
        bench = Bench(context, server)
        for view in visit(bench) if width > 400 else small(bench):
            bench.still()
            root = "document.documentElement"
            if bench.page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"):
                wide.append(view)
            if view not in ("reader", "statement", "mark", "keys", "toolbar"):
                edges = bench.page.evaluate(LEFT_EDGES)
                astray |= {view: edges} if len(edges) > 1 else {}
        assert bench.trouble == []
        context.close()
    assert wide == []
    assert astray == {}


def small(bench: Bench) -> Iterator[str]:
    """Every view that a phone shows in the same way."""
    for view, letter in KEYS.items():
        bench.leap(letter)
        if view == "types":
            bench.page.locator(".typology .life").first.wait_for(timeout=120_000)
        yield view
    open_a_life(bench)
    yield "types: a life, and another number of types"
    ask_who_was_with_whom(bench)
    yield "ask the archive: an answer"
    search(bench, "Glass Street")
    yield "search"
    bench.page.locator(".hits .title", has_text="Glass Street").first.click()
    bench.page.locator(".card .group").first.wait_for()
    yield "card"
    bench.leap("s")
    bench.page.locator(".sources .title").first.click()
    select(bench, "Quarantine means")
    yield "toolbar"
    bench.page.keyboard.press("s")
    bench.page.locator(".dock [name=predicate]").wait_for()
    yield "statement"


AT_ONCE = """([button, panel]) => new Promise(done => {
    new MutationObserver((_, watch) => {
        const there = document.querySelector(panel);
        if (!there) return;
        watch.disconnect();
        done(there.contains(document.activeElement));
    }).observe(document.body, {childList: true, subtree: true, attributes: true});
    document.querySelector(button).click();
})"""
"""Click, and say whether what opens has the keys in the very moment it is there."""


def test_what_opens_has_the_keys_in_the_same_moment(browser: Browser, demo: Path) -> None:
    """Else Escape, pressed at once, would be lost on what lies below."""
    with serving(demo) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        bench = Bench(context, server)
        bench.leap("s")
        bench.page.locator(".sources .title").first.click()
        bench.page.locator(".mark-note").first.wait_for()
        assert bench.page.evaluate(AT_ONCE, [".mark-note", ".dock"])
        bench.page.keyboard.press("Escape")
        bench.page.locator(".dock").wait_for(state="detached")
        bench.page.keyboard.press("g")
        bench.page.keyboard.press("s")  # in a text S alone is a statement
        bench.page.locator(".view-sources").wait_for()
        bench.page.go_back()
        bench.page.locator(".text:focus").wait_for()
        assert bench.page.evaluate(AT_ONCE, [".masthead button[title$='(?)']", "dialog[open]"])
        assert bench.trouble == []
        context.close()


def test_a_usual_statement_takes_five_keys_beyond_its_words(browser: Browser, copied: Path) -> None:
    """S, the predicate's first letters, Enter, a name's first letters, Enter, Enter."""
    with serving(copied) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        bench = Bench(context, server)
        bench.leap("s")
        bench.page.locator(".sources .title").first.click()
        select(bench, "Paper is issued here")
        presses: list[str] = []

        def press(key: str) -> None:
            presses.append(key)
            bench.page.keyboard.press(key)

        press("s")
        bench.page.keyboard.type("stay")
        press("Enter")
        bench.page.keyboard.type("Torvin New")
        press("Enter")
        bench.page.locator(".will-read").wait_for()
        assert bench.page.locator(".will-read").inner_text().startswith("It will read:")
        press("Enter")
        bench.wait("Recorded")
        assert len(presses) <= 5
        bench.page.locator(".mark-note", has_text="Torvin New").first.wait_for()
        assert bench.trouble == []
        context.close()


def test_the_language_changes_and_nothing_typed_is_lost(browser: Browser, copied: Path) -> None:
    """Half a statement, then Russian, another page, and back: the half statement is still there."""
    with serving(copied) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        bench = Bench(context, server)
        page = bench.page
        bench.leap("s")
        page.locator(".sources .title").first.click()
        select(bench, "Paper is issued here")
        page.keyboard.press("s")
        page.locator("[name=predicate]").fill("occ")
        page.locator("[name=when]").fill("before the thaw")
        page.locator("button.language").click()
        page.locator(".dock h2", has_text="Утверждение").wait_for()
        assert page.evaluate("document.documentElement.lang") == "ru"
        assert page.locator("[name=predicate]").input_value() == "occ"
        assert page.locator("[name=when]").input_value() == "before the thaw"
        page.keyboard.press("Escape")
        page.locator(".sections .go", has_text="История").click()
        page.locator(".edits").wait_for()
        page.go_back()
        page.locator(".text").focus()
        page.keyboard.press("s")
        assert page.locator("[name=when]").input_value() == "before the thaw"
        assert page.title() == "Kartoteka"
        assert bench.trouble == []
        context.close()


def test_two_windows_never_lose_an_edit(browser: Browser, copied: Path) -> None:
    """Both open a card; one changes it; the other is shown both versions, and chooses."""
    with serving(copied) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        one, other = Bench(context, server), Bench(context, server, key=False)
        for bench in (one, other):
            search(bench, "Glass Street")
            bench.page.locator(".hits .title", has_text="Glass Street").first.click()
            bench.page.get_by_role("button", name="Change").first.click()
            bench.page.get_by_label("Public name").wait_for()
        other.page.get_by_label("Public name").fill("the big prison")
        one.page.get_by_label("What to call it").fill("Glass Street Prison")
        one.page.get_by_label("What to call it").press("Enter")
        one.page.locator("h1", has_text="Glass Street Prison").wait_for()
        other.page.get_by_label("Public name").press("Enter")
        window = other.page.locator("dialog[open]")
        window.wait_for()
        assert "Glass Street Prison" in window.inner_text()
        window.get_by_role("button", name="Leave it as it is").click()
        assert other.page.get_by_label("Public name").input_value() == "the big prison"
        other.page.get_by_label("Public name").press("Enter")
        window.wait_for()
        window.get_by_role("button", name="Write mine").click()
        other.page.get_by_text("published as the big prison").wait_for()
        assert one.trouble == other.trouble == []
        context.close()
    with kartoteka.open(copied) as archive:
        assert archive.entity("glass").alias == "the big prison"
        whys = [change.kind for change in archive.history() if change.id == "glass"]
        assert whys.count("entity") == 3


HARD = "Начало 🌲🏔️: e\u0301t\u00e9, и\u0306, שלום לך, 👩‍👩‍👧‍👦 и 𝒜𝔅 — конец. После."


def test_positions_agree_with_the_archive_on_texts_that_break_naive_counting(
    browser: Browser, tmp_path: Path
) -> None:
    """Emoji, combining marks, Cyrillic, right to left: what is marked is what was selected."""
    path, letter = tmp_path / "hard.kartoteka", tmp_path / "hard.txt"
    letter.write_text(f"Первый 🌲 абзац.\n\n{HARD}\n", encoding="utf-8")
    with kartoteka.new(path, by="ana") as archive:
        kartoteka.add(archive, letter, id="hard")
        text = archive.text("hard")
    pieces = ["🏔️", "été", "שלום לך", "👩‍👩‍👧‍👦", "𝒜𝔅", "конец. После", "🌲 абзац"]
    with serving(path) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
        bench = Bench(context, server)
        bench.leap("s")
        bench.page.locator(".sources .title").first.click()
        for piece in pieces:
            select(bench, piece)
            bench.page.keyboard.press("l")
            bench.wait("Kept for later")
        context.close()
    with kartoteka.open(path) as archive:
        kept = {p.exact: (p.start, p.end) for p in archive.passages("hard")}
    assert set(kept) == set(pieces)
    assert {words: text[start:end] for words, (start, end) in kept.items()} == {
        p: p for p in pieces
    }


def test_codes_and_memos_by_mouse(browser: Browser, copied: Path) -> None:
    """Words selected by mouse get a new code and a memo; the code is renamed, merged, and all is undone."""
    with kartoteka.open(copied) as archive:
        before = said_in(archive)
    with serving(copied) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        bench = Bench(context, server)
        page = bench.page
        bench.leap("s")
        page.locator(".sources .title").first.click()
        page.locator(".text p").nth(1).click(click_count=3)
        page.get_by_role("toolbar").get_by_role("button", name="Code").click()
        page.keyboard.type("paper/scarce")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        bench.wait("Put under the code")
        page.locator(".mark-note", has_text="scarce").first.wait_for()

        page.locator(".text p").nth(1).click(click_count=3)
        page.get_by_role("toolbar").get_by_role("button", name="Memo").click()
        page.get_by_label("Title").fill("Paper")
        page.get_by_label("Text", exact=True).fill("Who counts the sheets?")
        page.get_by_role("button", name="Keep the memo").click()
        bench.wait("Memo kept")

        bench.leap("k")
        page.locator(".code-tree .title", has_text="scarce").click()
        page.get_by_role("button", name="Rename or move").click()
        page.get_by_label("Path").fill("things/paper")
        page.get_by_label("Path").press("Enter")
        page.locator(".crumbs-line", has_text="things › paper").wait_for()
        page.get_by_role("button", name="Merge").first.click()
        page.get_by_role("combobox", name="Into which code").fill("method")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.locator(".crumbs-line", has_text="method").wait_for()
        page.locator(".passages", has_text="Paper is issued here").wait_for()

        bench.leap("m")
        page.locator(".memo", has_text="Who counts the sheets?").wait_for()
        for _ in range(4):  # the code, its move, the merge, the memo: one edit each
            bench.leap("y")
            page.keyboard.press("Control+z")
            bench.wait("ndo")
        assert bench.trouble == []
        context.close()
    with kartoteka.open(copied) as archive:
        after = said_in(archive)
    assert {kind: some for kind, some in after.items() if some != before[kind]} == {}


def test_a_phone_selects_by_touch(browser: Browser, copied: Path) -> None:
    """What the phone selects itself is what is marked; the form lies at the foot, the words above it."""
    with serving(copied) as server:
        context = browser.new_context(**PHONE)
        bench = Bench(context, server)
        page = bench.page
        page.locator(".menu-button").tap()
        page.get_by_role("button", name="Sources", exact=True).tap()
        page.locator(".sources .title").first.tap()
        page.locator(".text p").first.wait_for()
        page.evaluate(
            """() => {
                const words = document.querySelectorAll(".text p")[1].firstChild;
                getSelection().setBaseAndExtent(words, 0, words, 20);
            }"""
        )
        page.get_by_role("toolbar").get_by_role("button", name="Later").tap()
        bench.wait("Kept for later")
        assert bench.trouble == []
        context.close()
    with kartoteka.open(copied) as archive:
        assert "Paper is issued here" in {p.exact for p in archive.passages("corridor")}


def test_a_phone_opens_marks_by_touch(browser: Browser, copied: Path) -> None:
    """Beside a paragraph stands how much is marked in it; the words themselves can be tapped, too."""
    with serving(copied) as server:
        context = browser.new_context(**PHONE)
        bench = Bench(context, server)
        page = bench.page
        page.locator(".menu-button").tap()
        page.get_by_role("button", name="Sources", exact=True).tap()
        page.locator(".sources .title").first.tap()
        page.locator(".mark-count").first.wait_for()
        box = page.locator(".mark-count").first.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        page.locator(".mark-count").first.tap()
        page.locator(".dock .mark-view").first.wait_for()
        page.locator(".dock header").get_by_role("button", name="Close").tap()
        page.locator(".dock").wait_for(state="detached")
        where = page.evaluate(MARKED)
        page.touchscreen.tap(where["x"], where["y"])
        page.locator(".dock .mark-view").first.wait_for()
        assert bench.trouble == []
        context.close()


MARKED = """() => {
    const [mark] = [...CSS.highlights.values()].flatMap(set => [...set]);
    const range = document.createRange();
    range.setStart(mark.startContainer, mark.startOffset);
    range.setEnd(mark.startContainer, mark.startOffset + 6);
    const box = range.getClientRects()[0];
    return {x: box.x + box.width / 2, y: box.y + box.height / 2};
}"""
"""Where some marked words are on the screen."""


def test_whose_words_is_said_changed_and_taken_back(browser: Browser, copied: Path) -> None:
    """By keyboard: V on words; then from the margin another person; then the author's own again."""
    with kartoteka.open(copied) as archive:
        before = archive.parts("corridor")
    with serving(copied) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        bench = Bench(context, server)
        page = bench.page
        bench.leap("s")
        page.locator(".sources .title").first.click()
        select(bench, "Paper is issued here")
        page.keyboard.press("v")
        typist = Typist(bench, {"one": "Stepan Kryazh", "other": "Kopeck"})
        typist.tab_to("voice")
        typist.entity("one")
        typist.save()
        note = page.locator(".voice-note button")
        note.filter(has_text="Stepan Kryazh").press("Enter")
        page.locator("[name=voice]:focus").wait_for()
        typist.entity("other")
        typist.save()
        note.filter(has_text="Kopeck").press("Enter")
        page.get_by_role("button", name="these are the author's own words").press("Enter")
        bench.wait("Taken back")
        note.filter(has_text="Kopeck").wait_for(state="detached")
        assert bench.trouble == []
        context.close()
    with kartoteka.open(copied) as archive:
        assert archive.parts("corridor") == before


def test_a_letter_that_is_here_already_can_be_opened(browser: Browser, copied: Path) -> None:
    text = next(letters().glob("*.md")).read_text(encoding="utf-8")
    with serving(copied) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        bench = Bench(context, server)
        bench.leap("i")
        bench.drop("again.txt", text)
        bench.page.locator(".import-results").get_by_role("button", name="Read it").press("Enter")
        bench.page.locator(".text p").first.wait_for()
        assert bench.trouble == []
        context.close()


def test_who_is_new_in_an_import_has_a_card(browser: Browser, copied: Path) -> None:
    """A new author named beside the files is made once, and letters point at the card."""
    with serving(copied) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        bench = Bench(context, server)
        page = bench.page
        bench.leap("i")
        page.locator(".import-details summary").press("Enter")
        page.locator("[name=author]").fill("Zinaida Krug")
        page.get_by_role("option", name="New person").filter(has_text="Zinaida Krug").click()
        page.locator(".making").wait_for()
        for name in ("one", "two"):
            bench.drop(f"{name}.txt", f"Letter {name}: the stove smokes, and nobody minds.\n")
            page.locator(".import-results", has_text="stove").or_(
                page.locator(".import-results .as-button")
            ).first.wait_for()
            bench.still()
        assert bench.trouble == []
        context.close()
    with kartoteka.open(copied) as archive:
        (made,) = [e for e in archive.entities() if e.label == "Zinaida Krug"]
        assert len(list(archive.sources(author=made.id))) == 2


def test_a_click_takes_all_that_was_typed(browser: Browser, copied: Path) -> None:
    """A new person bears the whole name, though the list was drawn for half of it."""
    with serving(copied) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        bench = Bench(context, server)
        page = bench.page
        bench.leap("i")
        page.locator(".import-details summary").press("Enter")
        author = page.locator("[name=author]")
        author.fill("Zina")
        made = page.get_by_role("option", name="New person")
        made.filter(has_text="Zina").wait_for()
        page.route("**/api/complete", lambda route: (page.wait_for_timeout(400), route.continue_()))
        author.press_sequentially("ida Krug")
        made.dispatch_event("pointerdown")
        page.locator(".making").wait_for()
        assert author.input_value() == "Zinaida Krug"
        assert bench.trouble == []
        context.close()


def test_a_new_card_can_be_that_of_whom_the_text_names(browser: Browser, copied: Path) -> None:
    """The author has an id and no card: one press, and the card is theirs."""
    with serving(copied) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        bench = Bench(context, server)
        page = bench.page
        bring_in(bench, "zina", "The stove smokes. I am called Zina.", "zina", "", "2025-03-04")
        select(bench, "Zina")
        page.keyboard.press("n")
        page.get_by_label("Zina, who wrote this text").check()
        assert page.locator("[name=entity-id]").input_value() == "zina"
        Typist(bench, {}).save("Made")
        assert bench.trouble == []
        context.close()
    with kartoteka.open(copied) as archive:
        assert archive.entity("zina").label == "Zina"
        assert [e.id for e in archive.entities() if e.label == "Zina"] == ["zina"]


PHONE: Any = {
    "viewport": {"width": 390, "height": 780},
    "has_touch": True,
    "is_mobile": True,
    "locale": "en-GB",
}


CARET_STANDS = """() => {
    const caret = document.querySelector(".caret")?.getBoundingClientRect();
    const chosen = getSelection()?.rangeCount && getSelection().getRangeAt(0);
    const end = chosen && chosen.getClientRects()[0];
    return caret && end && caret.height > 0
        && Math.abs(caret.top - end.top) < 6 && Math.abs(caret.left - end.right) < 6;
}"""
"""Whether our caret is drawn where the browser's is."""


def test_a_statement_stands_in_the_margin_as_soon_as_it_is_recorded(
    browser: Browser, copied: Path
) -> None:
    """No further step is needed to read what was just said; the form's foot stays in sight."""
    with serving(copied) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
        bench = Bench(context, server)
        page = bench.page
        bench.leap("s")
        page.locator(".sources .title").first.click()
        select(bench, "reads the English post")
        page.keyboard.press("s")
        typist = Typist(bench, {})
        page.keyboard.press("Alt+p")
        typist.choose(typist.vocabulary.get("predicate", "stay").name())
        page.keyboard.press("Alt+o")
        page.keyboard.press("Control+a")
        page.keyboard.type("the drying loft")
        made = page.get_by_role("option", name="New place").filter(has_text="the drying loft")
        made.click()
        page.locator(".making").wait_for()
        page.locator(".will-read", has_text="the drying loft").wait_for()
        foot = page.locator(".dock .foot")
        assert inside(foot.get_by_role("button", name="Record", exact=True), page.locator(".dock"))
        page.locator('.dock [name="object-id"]').focus()
        assert clear(page.locator('.dock [name="object-id"]'), foot)
        page.locator('.dock [name="basis"]').focus()
        assert clear(page.locator('.dock [name="basis"]'), foot)
        typist.save()
        page.locator(".mark-note", has_text="the drying loft").wait_for()
        page.wait_for_function(CARET_STANDS)  # the text has wrapped anew
        page.locator(".text p").nth(2).click(click_count=3)
        page.get_by_role("toolbar").wait_for()
        words = page.locator(".text p").nth(2)
        assert clear(page.get_by_role("toolbar"), words), "what follows can be selected next"
        bench.leap("y")
        bench.leap("s")
        page.locator(".sources .title").first.click()
        page.locator(".text p").first.wait_for()
        bench.still()
        assert page.get_by_role("toolbar").count() == 0
        assert bench.trouble == []
        context.close()


def test_on_a_card_one_of_the_two_stands_already(browser: Browser, copied: Path) -> None:
    """Who is the same as this one: the typing goes to the other; what is missing is named."""
    with serving(copied) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
        bench = Bench(context, server)
        page = bench.page
        bench.leap("c")
        page.locator(".entities .title").first.click()
        name = page.locator("main h1").inner_text()
        page.get_by_role("button", name="This is the same as").click()
        page.locator(".standing", has_text=name).wait_for()
        assert Typist(bench, {}).field() == "b"
        page.keyboard.press("Control+Enter")
        page.get_by_role("alert").filter(has_text="“That one” is still empty").wait_for()
        page.keyboard.type("nobody of this name")
        page.keyboard.press("Control+Enter")
        page.get_by_role("alert").filter(has_text="“nobody of this name” is not").wait_for()
        assert Typist(bench, {}).field() == "b"
        assert bench.trouble == []
        context.close()


def inside(one: Locator, other: Locator) -> bool:
    """Whether something on the screen lies wholly within something else."""
    a, b = one.bounding_box(), other.bounding_box()
    assert a
    assert b
    return a["y"] >= b["y"] and a["y"] + a["height"] <= b["y"] + b["height"]


def clear(one: Locator, foot: Locator) -> bool:
    """Whether a field is not under the foot of its form."""
    a, b = one.bounding_box(), foot.bounding_box()
    assert a
    assert b
    return a["y"] + a["height"] <= b["y"]


def test_home_says_of_reading_only_what_was_said(browser: Browser, demo: Path) -> None:
    """Marks in every letter are no reading: nobody is told that all was begun beside "0 of 17"."""
    with serving(demo) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
        bench = Bench(context, server)
        bench.page.get_by_text("Nothing is said to be read yet").wait_for()
        assert "begun" not in bench.words()
        tops = bench.page.locator(".tallies b")
        tops.nth(1).wait_for()
        boxes = [box for one in tops.all() if (box := one.bounding_box())]
        assert len({round(box["y"] + box["height"]) for box in boxes}) == 1
        assert bench.trouble == []
        context.close()
