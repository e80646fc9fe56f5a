"""One build: every page of every language printed or kept, everything read once more, what is shared added.

In: a view, titles, what there is of an earlier build, a folder that is not there yet. Out: the folder, or
PublishBlocked. ``site`` puts it in place.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kartoteka.errors import PublishBlocked
from kartoteka.model.dates import Day, iso, read_edtf
from kartoteka.publish.again import Again
from kartoteka.publish.desk import Desk
from kartoteka.publish.earlier import Earlier
from kartoteka.publish.facts import Facts
from kartoteka.publish.folder import MARKER
from kartoteka.publish.indexing.proofing import IndexProof
from kartoteka.publish.indexing.site_index import SiteIndex
from kartoteka.publish.manifest import MANIFEST, Entry, Manifest, hash_of, program_mark
from kartoteka.publish.plan import Page, addresses, pages, search_page
from kartoteka.publish.printer import Done, Printer
from kartoteka.publish.printing import Job, jobs, print_all, settled
from kartoteka.publish.proof import Proof, ProofReader
from kartoteka.publish.searching import Found
from kartoteka.publish.shared import shared_files
from kartoteka.publish.templating import LANGUAGE_NAMES, Press, environment
from kartoteka.publish.typesetting import unbroken
from kartoteka.publish.view import View
from kartoteka.wording.dates import say_date

Progress = Callable[[int, int], None]

Stage = Literal["reading", "pages", "search", "writing"]
"""What a build is at: reading the archive; making pages; writing the search data; putting all in place."""

Begin = Callable[[Stage], None]
"""Called when a stage begins."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """What pages are printed with: a printer a language, and all pages."""

    printers: list[Printer]
    work: tuple[Job, ...]


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
    site
        The folder that this one will take the place of, of which is known what its pages were made from;
        None: nothing is known, nor will be.

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
        *,
        site: Path | None = None,
    ) -> None:
        self._veil = veil
        self._view, self._titles, self._today = view, titles, today
        self._earlier, self._folder = earlier, folder
        self._again = Again(site, earlier)
        self._proof, self._reader = Proof(), ProofReader(view.redactor)
        self._files: dict[str, Entry] = {}
        self._shared: list[str] = []
        self._expected, self._manifest = 0, ""
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
        index = SiteIndex(self._folder / ".index", self._titles)
        with settled():
            ready = self._ready()
            if not self._is_proved(ready):
                self._again.doubt()
                ready = self._ready()
            for lang, found in self._print(
                print_all(ready.printers, ready.work, processes), progress
            ):
                index.take(lang, found)
        begin("search")
        self._add_search(index, ready.printers)
        self._print_root()
        self._add_shared()
        for path in self._again.to_read(self._files):
            self._proof.take(self._reader.page(path, self._text_of(path)))
        if wrong := self._proof.findings((*self._files, *self._shared), self._pages):
            raise PublishBlocked(wrong)

    def removed(self) -> int:
        """Return how many pages of the earlier build are no more."""
        return len(self._earlier.gone(self._files))

    def keep(self) -> None:
        """Keep what is known of this build for the next, once it is in its place."""
        self._again.keep(self._manifest)

    # ── pages ─────────────────────────────────────────────────────────────────────────────────────

    def _ready(self) -> _Ready:
        """Return everything that pages are printed with, and find out which are kept."""
        facts = Facts(self._view, addresses(self._view, self._veil), self._again.noted())
        desks = [Desk(facts, lang) for lang in self._titles]
        plans = [self._plan(desk) for desk in desks]
        self._again.decide(facts, desks, plans)
        printers = [self._printer(desk, first=desk is desks[0]) for desk in desks]
        self._expected = sum(map(len, plans)) + len(plans)
        return _Ready(printers, jobs(plans))

    def _is_proved(self, ready: _Ready) -> bool:
        """Make some of the pages that would be kept, and tell whether all come out as they are."""
        sample = self._again.sample(ready.work, tuple(self._titles), self._today)
        made = list(print_all(ready.printers, sample, 1))
        return all(map(self._again.is_as_kept, made))

    def _plan(self, desk: Desk) -> list[Page]:
        return list(
            pages(desk, as_of=self._day(desk.lang), withheld=self._view.withheld),
        )

    def _printer(self, desk: Desk, *, first: bool) -> Printer:
        press = Press(
            desk,
            langs=tuple(self._titles),
            title=self._titles[desk.lang],
            templates=environment(),
        )
        reader, kept = self._reader, self._again.units
        return Printer(desk, press, reader, self._folder, self._earlier, kept, first=first)

    def _print(
        self, printed: Iterable[Done], progress: Progress | None
    ) -> Iterator[tuple[str, Found]]:
        """Take each page as it is done; yield its language, and what the search finds it by."""
        for done in printed:
            for file in done.files:
                self._files[file.path] = file.entry
                self._proof.take(file.read)
                self.count[file.how] += 1
            if progress:
                count = self.count.total()
                progress(count, max(count, self._expected))
            if found := self._again.take(done).found:
                yield done.key[0], found

    def _text_of(self, path: str) -> str:
        return (self._folder / path).read_text(encoding="utf-8")

    def _pages(self) -> Iterator[tuple[str, str]]:
        for path in self._files:
            if path.endswith(".html"):
                yield path, self._text_of(path)

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
            list(self._print([printer.print(search_page(printer.desk))], None))

    def _add_index(self, name: str, content: bytes) -> None:
        mark = hash_of(content)
        self._files[name] = Entry(mark)
        self._shared.append(name)
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if self._earlier.whole_file(name) == content:
            self._earlier.put(name, path, content)
        else:
            path.write_bytes(content)

    # ── what is shared ────────────────────────────────────────────────────────────────────────────

    def _print_root(self) -> None:
        template = environment().get_template("root.html")
        html = template.render(
            langs=tuple(self._titles), titles=self._titles, language_names=LANGUAGE_NAMES
        )
        self._proof.take(self._reader.page("index.html", html))
        self._write("index.html", html)

    def _add_shared(self) -> None:
        for name, content in shared_files():
            self._write(name, content)
        languages = tuple(self._titles)
        marker = {"made_by": "kartoteka", "as_of": iso(self._today), "languages": languages}
        self._write(MARKER, json.dumps(marker) + "\n")
        self._manifest = Manifest(program_mark(), self._titles, self._files).to_json()
        self._write(MANIFEST, self._manifest)

    def _day(self, lang: str) -> str:
        # «… 2026 г.» ends a sentence without a second full stop.
        return unbroken(say_date(read_edtf(iso(self._today)), lang)).rstrip(".")

    def _write(self, name: str, content: str | bytes) -> None:
        self._shared.append(name)
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
