"""A letter of 100,000 characters with 2,000 marks, scrolled in the browser: how long a frame takes.

In: nothing. Out: a table: pixels a frame, frames, their median and slowest twentieth (milliseconds), and the
work of the page in each. Needs Debian's Chromium (or one named in KARTOTEKA_CHROMIUM). Without a graphics
card the browser draws with the processor, so that on a shared machine the figures are an upper bound.

    python -m benchmarks reader
"""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

import kartoteka
from benchmarks.runner import Bench, Skipped, table
from kartoteka.web.serve import running, workbench

CHARACTERS, MARKS, SECONDS = 100_000, 2_000, 5
WORDS = [
    "the",
    "corridor",
    "was",
    "long",
    "and",
    "the",
    "soup",
    "was",
    "thin",
    "but",
    "nobody",
    "in",
    "the",
    "cell",
    "complained",
    "because",
    "a",
    "letter",
    "had",
    "come",
    "from",
    "the",
    "north",
    "and",
    "was",
    "read",
    "aloud",
    "twice",
    "before",
    "the",
    "lamp",
    "went",
    "out",
]

SCROLL = """
([step, seconds]) => new Promise((done) => {
  const gaps = [];
  let last = performance.now();
  const end = last + seconds * 1000;
  const tick = (now) => {
    gaps.push(now - last);
    last = now;
    scrollBy(0, step);
    if (now < end) requestAnimationFrame(tick);
    else done(gaps.slice(2));
  };
  requestAnimationFrame(tick);
})
"""


def run(bench: Bench) -> str:
    """Make the archive, scroll it at three speeds; return the table."""
    chromium = os.environ.get("KARTOTEKA_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        raise Skipped("no Chromium")
    path = make(bench.place("reader"))
    with running(workbench(path, by="bench")) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
        page.goto(server.link())
        page.locator(".source-line .title").first.click()
        page.locator(".mark-note").first.wait_for()
        page.wait_for_timeout(1500)
        rows = [row(page, step) for step in (0, 20, 90)]
        browser.close()
    head = ("pixels a frame:", "frames:", "median ms:", "p95 ms:", "work a frame, ms:")
    return table(head, rows)


def make(folder: Path) -> Path:
    """Return an archive with one long letter, marked all over."""
    chance = random.Random(1)  # noqa: S311 - a benchmark, the same every time
    pieces: list[str] = []
    while sum(map(len, pieces)) < CHARACTERS:
        words = (chance.choice(WORDS) for _ in range(chance.randint(60, 150)))
        pieces.append(" ".join(words).capitalize() + ".")
    text = "\n\n".join(pieces)
    (folder / "long.txt").write_text(text, encoding="utf-8")
    lines = ["source: long", "entities: {ana: {kind: person, label: Ana}}", "statements:"]
    for number in range(MARKS):
        start = number * (len(text) // MARKS)
        end = min(len(text) - 1, start + chance.randint(20, 120))
        said = f"subject: ana, predicate: event, value: event {number}"
        lines.append(f"  - {{{said}, at: [{start}, {end}], basis: saw}}")
    (folder / "long.evidence.yaml").write_text("\n".join(lines), encoding="utf-8")
    path = folder / "long.kartoteka"
    with kartoteka.new(path, by="bench") as archive:
        kartoteka.add(archive, folder / "long.txt", id="long", author="ana", lang="en")
        kartoteka.record(archive, folder / "long.evidence.yaml")
    return path


def row(page: Page, step: int) -> tuple[float, ...]:
    """Scroll for some seconds; return a row of the table."""
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(400)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    before = busy(session)
    gaps = sorted(page.evaluate(SCROLL, [step, SECONDS]))
    work = (busy(session) - before) / len(gaps) * 1000
    median, slow = gaps[len(gaps) // 2], gaps[int(len(gaps) * 0.95)]
    return step, len(gaps), median, slow, work


def busy(session: CDPSession) -> float:
    """Seconds that the page has worked."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(m["value"] for m in metrics if m["name"] == "TaskDuration")
