"""The search of the site in Chromium: what is loaded, how soon the hits are there, what the index costs.

In: made-up pages (``prose.py``): letters of 5 kB, and entries of a kilobyte with names, in both languages.
Out: size, files, CPU and memory of the index, files that one edit changes; then queries typed into the page
of the search, opened from the folder and from a server: bytes, and milliseconds of the clock from the key to
the hits.
Needs Debian's Chromium (or one named in KARTOTEKA_CHROMIUM).

    python -m benchmarks site_search --scale million
"""

from __future__ import annotations

import json
import os
import random
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.prose import Prose
from benchmarks.runner import Bench, Figure, Skipped, table
from kartoteka.publish.indexing.site_index import SiteIndex
from kartoteka.publish.searching import Found
from kartoteka.publish.serve import serve_static
from kartoteka.publish.site import site
from kartoteka.testing import tiny_archive

ENTRIES = 4
"""For each letter, in each language."""

LANGS = ("en", "ru")

UNTIL = """query => new Promise(done => {
    const status = document.querySelector("[data-search-status]");
    const field = document.querySelector("main input[type=search]");
    const from = performance.now();
    const watch = new MutationObserver(() => {
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - from)));
    });
    field.value = query;
    status.textContent = "…";
    setTimeout(() => {
        watch.observe(status, {childList: true, characterData: true, subtree: true});
        field.dispatchEvent(new Event("input", {bubbles: true}));
    });
})"""
"""Type a query, and say how many milliseconds went by to the frame in which its hits are there."""


def pages(letters: int, changed: int | None = None) -> Iterator[tuple[str, Found]]:
    """Yield the pages of a site; one letter, if asked, with a word more."""
    prose = Prose()
    for number in range(letters):
        text = prose.letter(number) + (" Refrigerators." if number == changed else "")
        lang = "ru" if number % 3 == 0 else "en"
        title = " ".join(text.split()[:4])
        yield "en", Found(f"letters/letter-{number}.html", "source", title, text, lang)
        for entry in range(ENTRIES):
            which = number * ENTRIES + entry
            latin, russian = prose.names[which % len(prose.names)]
            for at, name in zip(LANGS, (latin, russian), strict=True):
                said = text[entry * 1_000 :][:1_000]
                url = f"people/{latin.lower()}-{which}.html"
                yield (
                    at,
                    Found(url, "person", f"{name} {which // len(prose.names) or ''}", said, at),
                )


def index(place: str, letters: str, changed: str = "") -> tuple[int, dict[str, Any]]:
    """Write an index; return how many pages it has, and what it cost and takes."""
    made = Path(place) / "site"
    count, text, cpu = 0, 0, 0.0
    shutil.rmtree(made / "search", ignore_errors=True)
    begin = time.process_time()
    found = SiteIndex(Path(place) / "held", LANGS)
    cpu += time.process_time() - begin
    for lang, page in pages(int(letters), int(changed) if changed else None):
        begin = time.process_time()
        found.take(lang, page)
        cpu += time.process_time() - begin
        count, text = count + 1, text + len(page.text.encode())
    begin = time.process_time()
    sizes: dict[str, int] = {"words": 0, "texts": 0, "files": 0}
    marks: dict[str, str] = {}
    for name, content in found.files():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        kind = "texts" if path.name[:2] in ("t-", "p-") else "words"
        sizes[kind] += len(content)
        sizes["files"] += 1
        marks[name] = blake2b(content, digest_size=8).hexdigest()
    found.close()
    cpu += time.process_time() - begin
    earlier = made / "marks.json"
    before = json.loads(earlier.read_text()) if earlier.exists() else {}
    earlier.write_text(json.dumps(marks))
    new = [name for name, mark in marks.items() if before.get(name) != mark]
    return count, {**sizes, "text": text, "index": cpu, "changed": len(new)}


# ── in the browser ────────────────────────────────────────────────────────────────────────────────────


def queries(letters: int) -> dict[str, list[str]]:
    """Return queries of each sort, of words as they occur."""
    prose, chance = Prose(), random.Random(7)  # noqa: S311
    prose.letter(
        0
    )  # the words are made up as they are asked for: in the same order as for the pages
    texts = [prose.letter(chance.randrange(letters)) for _ in range(30)]
    words = [chance.choice([w for w in t.split() if len(w) > 4]).strip(".") for t in texts]
    names = chance.sample(prose.names, 20)
    return {
        "a word": words[:20],
        "two words": [f"{a} {b}" for a, b in zip(words, words[10:], strict=False)],
        "a frequent word": ["prison", "the", "камера", "и"],
        "a beginning": [word[:3] for word in words[:20]],
        "a name in the other alphabet": [russian for _, russian in names],
        "mistyped": [w[:2] + w[3:] for w in words if len(w) > 5][:15],
        "nothing like it": ["qxzqxzqxz", "ъъыъыъъ"],
    }


def loaded(page: Page, made: Path) -> list[int]:
    """Return a list to which the bytes of each file are added that a page asks for, as they are on disk."""
    sizes: list[int] = []

    def asked(url: str) -> None:
        path = unquote(urlsplit(url).path)
        inside = path.removeprefix(str(made)) if url.startswith("file:") else path
        file = made / inside.lstrip("/")
        sizes.append(file.stat().st_size if file.is_file() else 0)

    page.on("request", lambda request: asked(request.url))
    return sizes


def typed(
    browser: Browser, address: str, made: Path, asked: Sequence[str]
) -> tuple[int, list[Any]]:
    """Open the page of the search for each query; return bytes before, and (bytes, ms) of each."""
    told: list[Any] = []
    before = 0
    for query in asked:
        context = browser.new_context()
        page = context.new_page()
        sizes = loaded(page, made)
        page.goto(f"{address}/en/search.html", wait_until="networkidle")
        before = sum(sizes)
        sizes.clear()
        milliseconds = page.evaluate(UNTIL, query)
        status = page.locator("[data-search-status]").inner_text()
        told.append((sum(sizes), milliseconds, status))
        context.close()
    return before, told


def run(bench: Bench) -> str:
    """Return the figures as Markdown tables."""
    chromium = os.environ.get("KARTOTEKA_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        raise Skipped("no Chromium")
    place = bench.place("site-search")
    letters = bench.of(200, 1_000, 10_000)
    with tiny_archive(place / "tiny.kartoteka") as archive:
        site(archive, place / "site")
    whole = bench.step(index, place, letters)
    again = bench.step(index, place, letters, letters // 2)
    costs = table(("of the index", "figure:"), list(_costs(whole, int(again.facts["changed"]))))
    made = place / "site"
    server = serve_static(made)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    rows: list[tuple[object, ...]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        ways = {
            "folder": f"file://{made}",
            "server": f"http://127.0.0.1:{server.server_address[1]}",
        }
        for way, address in ways.items():
            for sort, asked in queries(letters).items():
                before, told = typed(browser, address, made, asked)
                rows.append(_row(way, sort, before, told))
        browser.close()
    server.shutdown()
    head = (
        "from a",
        "query",
        "kB before:",
        "kB median:",
        "kB most:",
        "ms median:",
        "ms p95:",
        "found:",
    )
    return f"{costs}\n\n{table(head, rows)}"


def _costs(whole: Figure, changed: int) -> Iterator[tuple[str, object]]:
    facts = whole.facts
    yield "pages", whole.items
    yield "their texts, MiB", facts["text"] / 2**20
    yield "words, MiB", facts["words"] / 2**20
    yield "texts to be shown, MiB", facts["texts"] / 2**20
    yield "files", int(facts["files"])
    yield "CPU seconds", facts["index"]
    yield "peak MiB, of Python and all", whole.peak
    yield "files another after a word more in one letter", changed


def _row(way: str, sort: str, before: int, told: Sequence[Any]) -> tuple[object, ...]:
    sizes = sorted(size for size, _, _ in told)
    times = sorted(ms for _, ms, _ in told)
    found = sum("0" <= status[:1] <= "9" for _, _, status in told)
    late = times[min(len(times) - 1, round(0.95 * len(times)))]
    kilo = 1_000
    return (
        *(way, sort, before / kilo, median(sizes) / kilo, sizes[-1] / kilo),
        *(median(times), late, f"{found} of {len(told)}"),
    )
