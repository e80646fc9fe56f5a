"""A workbench in a real browser, and a person who uses it by keyboard alone.

In: an archive. Out: :class:`Bench`, a page with everything that went wrong on it; :class:`Typist`, who
records what an evidence file says by pressing keys, and by nothing else.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from kartoteka.archive.archive import Archive
from kartoteka.archive.vocabulary import default_vocabulary
from kartoteka.web.serve import Workbench, running, workbench

CHROMIUM = os.environ.get("KARTOTEKA_CHROMIUM") or shutil.which("chromium")

SLOWER = os.environ.get("KARTOTEKA_SLOWER")
"""How many times slower the browser shall be than it is: what waits for too little fails then."""

# CI installs a browser; there its absence is a failure, not a reason to skip.
needs_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and "CI" not in os.environ,
        reason="no Chromium: install Debian's package, or name one in KARTOTEKA_CHROMIUM",
    ),
]

MAKES = {"person": "New person", "place": "New place", "group": "New community"}
MAKES |= {"type": "New human type", "thing": "New thing"}


STILL = """() => new Promise(done => {
    let wait = setTimeout(done, 150);
    new MutationObserver(() => {
        clearTimeout(wait);
        wait = setTimeout(done, 150);
    }).observe(document.body, {childList: true, subtree: true, attributes: true});
})"""


class Bench:
    """One window of a workbench.

    Parameters
    ----------
    context
        Of the browser: another one is another person's browser.
    server
        What it is a window of.
    key
        Whether it comes in by a link; a second window of a browser need not.
    """

    def __init__(self, context: BrowserContext, server: Workbench, *, key: bool = True) -> None:
        self.page = context.new_page()
        self.server = server
        self.page.set_default_timeout(30_000)
        if SLOWER:
            slowed = context.new_cdp_session(self.page)
            slowed.send("Emulation.setCPUThrottlingRate", {"rate": float(SLOWER)})
        self.trouble: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(server.link() if key else server.address)
        self.page.wait_for_selector("main.bench")

    def _note(self, message: Any) -> None:
        # A refusal is said to the person; the browser's own line about its status is not trouble.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.trouble.append(message.text)

    def leap(self, letter: str) -> None:
        """Go to a view by its keys."""
        self.page.evaluate("document.activeElement?.blur()")
        self.page.keyboard.press("g")
        self.page.keyboard.press(letter)
        self.page.locator(".loading").wait_for(state="detached")

    def drop(self, name: str, text: str, target: str = ".drop-zone") -> None:
        """Drop a file."""
        transfer = self.page.evaluate_handle(
            """([name, text]) => {
                const transfer = new DataTransfer();
                transfer.items.add(new File([text], name, {type: "text/plain"}));
                return transfer;
            }""",
            [name, text],
        )
        self.page.dispatch_event(target, "drop", {"dataTransfer": transfer})

    def wait(self, words: str) -> None:
        """Wait until a message says this, and put it away."""
        message = self.page.locator(".notice").filter(has_text=words).last
        message.wait_for()
        self.page.evaluate("document.querySelectorAll('.notice .plain').forEach(b => b.click())")

    def still(self) -> None:
        """Wait until nothing of the page changes any more."""
        self.page.evaluate(STILL)

    def words(self) -> str:
        """What stands in the main part of the page."""
        return self.page.locator("main").inner_text()


@contextmanager
def browsing() -> Generator[Browser]:
    """Start the browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@contextmanager
def serving(archive: Path, by: str = "ana") -> Generator[Workbench]:
    """Serve an archive's workbench."""
    with running(workbench(archive, by=by)) as server:
        yield server


class Typist:
    """Whoever records by keyboard alone.

    Parameters
    ----------
    bench
        The window, in which a source is open.
    labels
        Entity id → what it is called: what will be typed.
    """

    def __init__(self, bench: Bench, labels: Mapping[str, str]) -> None:
        self.bench, self.page, self.labels = bench, bench.page, labels
        self.keys = bench.page.keyboard
        self.in_text = bench.page.locator(".text:focus")
        self.vocabulary = default_vocabulary()

    # ── the smallest steps ──

    def field(self) -> str:
        """The name of the field one is in."""
        return self.page.evaluate("document.activeElement?.name || ''")

    def tab_to(self, name: str) -> None:
        """Press Tab until a field is reached."""
        for _ in range(60):
            if self.field() == name:
                return
            self.keys.press("Tab")
        raise AssertionError(f"Tab does not lead to {name}")

    def choose(self, words: str) -> None:
        """Type some words into a field that completes, and take the first."""
        self.keys.press("Control+a")
        self.keys.type(words)
        self.keys.press("Enter")

    def entity(self, id_: str) -> None:
        """Complete an entity by its name; of namesakes the one of this very name comes first."""
        self.choose(self.labels[id_])

    # ── in the text ──

    def select(self, words: str) -> None:
        """Find words in the text, and select them."""
        self.in_text.wait_for()
        self.keys.press("f")
        self.keys.insert_text(words)
        self.page.wait_for_selector(".finder [role=status]:has-text('of')")
        self.keys.press("Enter")
        self.in_text.wait_for()

    def save(self, words: str = "Recorded") -> None:
        """Record the form."""
        self.keys.press("Control+Enter")
        self.bench.wait(words)

    def make(self, id_: str, entity: Mapping[str, Any], words: str) -> None:
        """Make a card from selected words."""
        self.select(words)
        self.keys.press("n")
        self.tab_to("label")
        self.keys.press("Control+a")
        self.keys.type(str(entity["label"]))
        kinds = list(MAKES)
        self.keys.press("Tab")
        for _ in range(kinds.index(entity["kind"])):
            self.keys.press("ArrowRight")
        if "sort" in entity:
            self.tab_to("entity-sort")
            self.choose(self.vocabulary.get("sort", entity["sort"]).name())
        if "part_of" in entity:
            self.tab_to("entity-part")
            self.entity(entity["part_of"])
        self.tab_to("entity-id")
        self.keys.type(id_)
        self.save("Made")

    def say(self, statement: Mapping[str, Any]) -> None:
        """Record one statement of an evidence file."""
        self.select(statement["quote"])
        self.keys.press("s")
        predicate = self.vocabulary.get("predicate", statement["predicate"])
        self.keys.press("Alt+p")
        self.choose(predicate.name())
        self.keys.press("Alt+s")
        self.entity(statement["subject"])
        self.keys.press("Alt+o")
        if "object" in statement:
            self.entity(statement["object"])
        elif "scale" in predicate.range or "number" in predicate.range:
            self.choose(str(statement["value"]))
        elif any(r.startswith("term:") for r in predicate.range):
            self.choose(self._term(predicate.range, statement["value"]))
        elif predicate.range == ("text",):
            self._words(str(statement["value"]))
        else:
            self.choose(str(statement["value"]))
        for role, value in statement.get("roles", {}).items():
            self.keys.press("Alt+o")
            self.tab_to(f"role:{role}")
            self._role(role, value)
        self._circumstances(statement)
        self.save()

    def _circumstances(self, statement: Mapping[str, Any]) -> None:
        if "when" in statement:
            self.keys.press("Alt+w")
            self._words(str(statement["when"]))
        if "duration" in statement:
            self.keys.press("Alt+w")
            self.tab_to("duration")
            self._words(str(statement["duration"]))
        for number, teller in enumerate(statement.get("told_by", [])):
            self._teller(number, teller)
        self.keys.press("Alt+b")
        basis = self.vocabulary.get("basis", statement.get("basis", "unknown")).name()
        self.keys.type(basis)
        if "certainty" in statement:
            self.tab_to("certainty")
            for _ in range(5):
                if self._checked() == str(statement["certainty"]):
                    break
                self.keys.press("ArrowLeft")
        if statement.get("polarity") == -1:
            self.keys.press("Tab")
            self.keys.press("Space")

    def _checked(self) -> str:
        return self.page.evaluate("document.activeElement.parentElement.textContent.trim()")

    def _teller(self, number: int, teller: str | Mapping[str, Any]) -> None:
        said: Mapping[str, Any] = {"speaker": teller} if isinstance(teller, str) else teller
        self.keys.press("Alt+t")
        if number:
            self.tab_to("add-teller")
            self.keys.press("Enter")
        self.tab_to(f"teller-{number}")
        self.entity(said["speaker"])
        if set(said) == {"speaker"}:
            return
        self.page.locator(".tellers details").nth(number).wait_for()
        self.keys.press("Tab")
        self.keys.press("Enter")  # opens what else is known of the telling
        if "when" in said:
            self.tab_to(f"teller-{number}-when")
            self._words(str(said["when"]))
        if "place" in said:
            self.tab_to(f"teller-{number}-place")
            self.entity(said["place"])
        if "reliability" in said:
            self.tab_to(f"teller-{number}-reliability")
            self.keys.type(str(said["reliability"]))

    def _role(self, role: str, value: Any) -> None:
        range_ = self.vocabulary.get("role", role).range
        if value in self.labels:
            self.entity(value)
        elif any(r.startswith("term:") for r in range_):
            self.choose(self._term(range_, value))
        else:
            self._words(str(value))

    def _term(self, range_: Iterable[str], value: str) -> str:
        lists = [r.removeprefix("term:") for r in range_ if r.startswith("term:")]
        return next(
            self.vocabulary.get(name, value).name()
            for name in lists
            if self.vocabulary.has(name, value)
        )

    def _words(self, words: str) -> None:
        self.keys.press("Control+a")
        self.keys.type(words)


def said_in(archive: Archive) -> dict[str, Any]:
    """Everything an archive holds, without who recorded it and when."""
    found = archive.statements()
    evidence = [e for f in found for e in f.evidence]
    return {
        "entities": sorted(map(repr, archive.entities())),
        "sources": sorted(map(repr, archive.sources())),
        "parts": [repr(p) for s in archive.sources() for p in archive.parts(s.id)],
        "statements": sorted(repr(f.statement) for f in found),
        "tellings": sorted(map(repr, archive.tellings())),
        "passages": sorted({repr(e.passage) for e in evidence}),
        "attestations": sorted(
            (a.statement, a.passage, a.telling, a.basis, a.stance, a.certainty, a.method)
            for a in (e.attestation for e in evidence)
        ),
        "identities": sorted((i.a, i.b, i.verdict, i.reason) for i in archive.identities()),
        "codings": sorted((c.code, p.start, p.end) for c, p in archive.codings()),
        "memos": sorted((m.about, m.title, m.text) for m in archive.memos()),
    }
