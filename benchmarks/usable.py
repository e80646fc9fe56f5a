"""The workbench in Chromium on a large archive: how long after a key or a click a view can be used.

In: a simulated archive. Out: for each view the median, the 95th percentile and the longest, in milliseconds
of the clock, from the key (or click) to the first frame that shows what was asked for. Server, browser and
the way between them are in it, and they share the machine; without a graphics card the browser draws with the
processor, so the figures are an upper bound. Needs Debian's Chromium (or one named in KARTOTEKA_CHROMIUM).

    python -m benchmarks usable --scale full
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks.runner import SCALES, Bench, Skipped, table
from kartoteka.archive.archive import Archive
from kartoteka.relate.atlas import Atlas
from kartoteka.web.serve import running, workbench

AIM = 200.0
"""Milliseconds."""

UNTIL = """([key, click, wanted]) => new Promise(done => {
    const from = performance.now();
    const there = () => document.querySelector(wanted) && !document.querySelector("main .loading");
    const watch = new MutationObserver(() => {
        if (!there()) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));
    });
    watch.observe(document.body, {childList: true, subtree: true, attributes: true});
    if (click) document.querySelector(click).click();
    else document.body.dispatchEvent(new KeyboardEvent("keydown", {code: key, bubbles: true}));
})"""
"""Press a key or click, and say how many milliseconds went by to the frame in which it is there."""

VIEWS = {
    "KeyH": ("home", ".view-home .desk"),
    "KeyS": ("sources", ".view-sources .sources .title"),
    "KeyC": ("cards", ".view-entities .entities"),
    "KeyK": ("codebook", ".view-codebook h1"),
    "KeyM": ("memos", ".view-memos h1"),
    "KeyY": ("history", ".view-history .edits"),
}
"""The key after G → the view, and what must be on it."""


def run(bench: Bench) -> str:
    """Make a world, open its views in the browser, return the figures as a Markdown table."""
    from kartoteka.simulate.simulate import simulate

    chromium = os.environ.get("KARTOTEKA_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        raise Skipped("no Chromium")
    path = bench.place("workbench") / "world.kartoteka"
    if not path.exists():
        bench.say("a world is made …")
        simulate(path, size=("small", "large", "million")[SCALES.index(bench.scale)])
    with Archive(path, by="benchmark") as archive:
        counts, named = archive.counts(), names(archive)
    times = bench.of(20, 50, 50)
    with running(workbench(path, by="bench")) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
        page.goto(server.link())
        page.locator(".view-home .desk").wait_for()
        rows = [said(view, took) for view, took in every_view(page, named, times)]
        browser.close()
    head = ("until it can be used", "median, ms:", "p95:", "longest:")
    return (
        f"{counts['source']:,} sources, {counts['passage']:,} passages, {counts['statement']:,} "
        f"statements; each {times} times.\n\n{table(head, rows)}"
    )


def names(archive: Archive) -> list[str]:
    """Return what a hundred entities are called: those of which most is said, and some by chance."""
    atlas = Atlas(archive)
    heads = [e.id for kind in ("person", "place", "group") for e in atlas.heads(kind)]
    rows = archive.lists.count_about(heads)
    chance = random.Random(1)  # noqa: S311 - a benchmark, the same every time
    chosen = sorted(heads, key=lambda i: -rows[i])[:20] + chance.sample(heads, min(80, len(heads)))
    return [atlas.name(i, "en") for i in chosen]


def every_view(page: Page, named: list[str], times: int) -> Iterator[tuple[str, list[float]]]:
    """Open each view so many times; yield it with the milliseconds that it took."""
    for key, (view, wanted) in VIEWS.items():
        yield view, [leap(page, key, wanted) for _ in range(times)]
    chance = random.Random(2)  # noqa: S311 - a benchmark, the same every time
    searched, cards = [], []
    for name in chance.choices(named, k=times):
        searched.append(search(page, name))
        if page.locator(".hits .title").count():
            cards.append(click(page, ".hits .title", "main .card .entry, main .text p"))
    yield "search", searched
    yield "what was found first", cards
    yield "letter", list(letters(page, times))


def leap(page: Page, key: str, wanted: str) -> float:
    """Go to a view by its keys, from another one."""
    page.evaluate("document.activeElement?.blur()")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.locator(".view-import .drop-zone").wait_for()
    page.keyboard.press("g")
    return page.evaluate(UNTIL, [key, None, wanted])


def click(page: Page, what: str, wanted: str) -> float:
    """Click on the first of these."""
    return page.evaluate(UNTIL, [None, what, wanted])


def search(page: Page, words: str) -> float:
    """Look for words from the head of the page."""
    leap(page, "KeyK", ".view-codebook h1")
    field = page.locator(".masthead input[type=search]")
    field.fill(words)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('button'), {id: 'ask', onclick: () =>"
        " document.querySelector('.masthead form').requestSubmit()}))"
    )
    took = click(page, "#ask", ".view-search h1")
    page.evaluate("document.querySelector('#ask').remove()")
    return took


def letters(page: Page, times: int) -> Iterator[float]:
    """Open letters of one page of the list, one after the other."""
    for number in range(times):
        leap(page, "KeyS", ".view-sources .sources .title")
        nth = number % page.locator(".sources .title").count() + 1
        yield click(page, f".sources li:nth-child({nth}) .title", ".text p")


def said(view: str, took: list[float]) -> tuple[str, float, float, float]:
    """Return a row of the table."""
    ordered = sorted(took)
    return view, median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1]
