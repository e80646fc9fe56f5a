"""One build: every page of every language printed or kept, everything read once more, what is shared added.

In: a view, titles, what there is of an earlier build, a folder that is not there yet. Out: the folder, or
PublishBlocked. ``site`` puts it in place.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from kartoteka.errors import MissingExtra, PublishBlocked
from kartoteka.model.dates import Day, iso, read_edtf
from kartoteka.publish.desk import Desk, Facts
from kartoteka.publish.earlier import Earlier
from kartoteka.publish.folder import MARKER
from kartoteka.publish.indexing.proofing import IndexProof
from kartoteka.publish.indexing.site_index import SiteIndex
from kartoteka.publish.manifest import MANIFEST, Entry, Manifest, hash_of, program_mark
from kartoteka.publish.plan import Page, addresses, pages, search_page
from kartoteka.publish.printing import Printed, Printer, jobs, print_all, settled
from kartoteka.publish.proof import Proof, ProofReader
from kartoteka.publish.searching import MOST_TEXT
from kartoteka.publish.templating import LANGUAGE_NAMES, Press, environment
from kartoteka.publish.typesetting import unbroken
from kartoteka.publish.view import View
from kartoteka.wording.dates import say_date

STYLES = ("base", "entries", "letter", "drawings", "found", "fronts", "print")
"""The parts of the style sheet, in order."""

Progress = Callable[[int, int], None]

Stage = Literal["reading", "pages", "search", "writing"]
"""What a build is at: reading the archive; making pages; writing the search data; putting all in place."""

Begin = Callable[[Stage], None]
"""Called when a stage begins."""


class Building:
    """A build in one folder.

    Parameters
    ----------
    view
        What may be published.
    titles
        Language → title, the first language first.
    today
        The day of publication.
    earlier
        What may be kept.
    folder
        Where everything is written; not there yet.
    veil
        See :class:`~kartoteka.publish.addresses.Addresses`.

    Attributes
    ----------
    count
        Pages by how they came there: ``printed``, ``kept``, ``mended``.
    """

    def __init__(
        self,
        view: View,
        titles: dict[str, str],
        today: Day,
        earlier: Earlier,
        folder: Path,
        veil: str | None = None,
    ) -> None:
        self._veil = veil
        self._view, self._titles, self._today = view, titles, today
        self._earlier, self._folder = earlier, folder
        self._proof, self._reader = Proof(), ProofReader(view.redactor)
        self._files: dict[str, Entry] = {}
        self._shared: list[str] = []
        self.count: Counter[str] = Counter()

    def build(
        self,
        progress: Progress | None = None,
        processes: int | None = None,
        *,
        begin: Begin,
    ) -> None:
        """Write everything; PublishBlocked where something is wrong."""
        begin("pages")
        facts = Facts(self._view, addresses(self._view, self._veil))
        desks = [Desk(facts, lang) for lang in self._titles]
        plans = [self._plan(desk) for desk in desks]
        work = jobs(plans)
        printers = [self._printer(desk, MOST_TEXT, first=desk is desks[0]) for desk in desks]
        total = sum(map(len, work)) + len(desks)
        index = SiteIndex(self._folder / ".index", self._titles)
        with settled():
            for page in self._print(print_all(printers, work, processes), progress, total):
                if page.found:
                    index.take(page.path.partition("/")[0], page.found)
        begin("search")
        self._add_search(index, printers)
        self._print_root()
        self._add_shared()
        if wrong := self._proof.findings((*self._files, *self._shared), self._pages):
            raise PublishBlocked(wrong)

    def removed(self) -> int:
        """Return how many pages of the earlier build are no more."""
        return self._earlier.gone(self._files)

    # ── pages ─────────────────────────────────────────────────────────────────────────────────────

    def _plan(self, desk: Desk) -> list[Page]:
        return list(
            pages(desk, as_of=self._day(desk.lang), withheld=self._view.withheld),
        )

    def _printer(self, desk: Desk, held: int, *, first: bool) -> Printer:
        press = Press(
            desk,
            langs=tuple(self._titles),
            title=self._titles[desk.lang],
            templates=environment(),
        )
        return Printer(desk, press, self._reader, self._folder, self._earlier, held, first=first)

    def _print(
        self, printed: Iterable[Printed], progress: Progress | None, total: int
    ) -> Iterator[Printed]:
        for page in printed:
            self._files[page.path] = page.entry
            self._proof.take(page.read)
            self.count[page.how] += 1
            if progress:
                done = self.count.total()
                progress(done, max(done, total))
            yield page

    def _pages(self) -> Iterator[tuple[str, str]]:
        for path in self._files:
            if path.endswith(".html"):
                yield path, (self._folder / path).read_text(encoding="utf-8")

    # ── search ────────────────────────────────────────────────────────────────────────────────────

    def _add_search(self, index: SiteIndex, printers: Iterable[Printer]) -> None:
        """Write the index of the search, and the page of each language that uses it."""
        proof = IndexProof(self._reader)
        for name, content in index.files():
            self._add_index(name, content)
            proof.take(name, content)
        self._proof.take(proof.read(index))
        index.close()
        for printer in printers:
            list(self._print(printer.print(search_page(printer.desk)), None, 0))

    def _add_index(self, name: str, content: bytes) -> None:
        mark = hash_of(content)
        self._files[name] = Entry(mark, mark)
        self._shared.append(name)
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if self._earlier.content(name, mark) is None:
            path.write_bytes(content)
        else:
            self._earlier.put(name, path, content)

    # ── what is shared ────────────────────────────────────────────────────────────────────────────

    def _print_root(self) -> None:
        template = environment().get_template("root.html")
        html = template.render(
            langs=tuple(self._titles), titles=self._titles, language_names=LANGUAGE_NAMES
        )
        self._proof.take(self._reader.page("index.html", html))
        self._write("index.html", html)

    def _add_shared(self) -> None:
        static = resources.files("kartoteka.publish") / "static"
        styles = [(static / f"{part}.css").read_text(encoding="utf-8") for part in STYLES]
        self._write("site.css", "\n".join(styles))
        self._write("icon.svg", (static / "icon.svg").read_text(encoding="utf-8"))
        built = static / "built"
        if not (built / "site.js").is_file():
            raise MissingExtra("The site's scripts and fonts", "pip install --editable .")
        for name, content in _files_of(built, ""):
            if name != "stamp":
                self._write(name, content)
        languages = tuple(self._titles)
        marker = {"made_by": "kartoteka", "as_of": iso(self._today), "languages": languages}
        self._write(MARKER, json.dumps(marker) + "\n")
        self._write(MANIFEST, Manifest(program_mark(), self._titles, self._files).to_json())

    def _day(self, lang: str) -> str:
        # «… 2026 г.» ends a sentence without a second full stop.
        return unbroken(say_date(read_edtf(iso(self._today)), lang)).rstrip(".")

    def _write(self, name: str, content: str | bytes) -> None:
        self._shared.append(name)
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def _files_of(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        if item.is_dir():
            yield from _files_of(item, f"{prefix}{item.name}/")
        else:
            yield f"{prefix}{item.name}", item.read_bytes()
