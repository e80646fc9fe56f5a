"""``site``: an archive → a static encyclopedia in a folder. Gather, check, then write.

In: an archive, a folder, a day. Out: pages, style, scripts, fonts and search data; nothing remote, nothing
inline. The pages are printed into a folder beside the one asked for, read once more (``proof``), and only
then put in its place: a build with a broken link or a leaked name leaves everything as it was.

References: the two halves of mkdocs' ``commands/build.py``; QUALITY on torn files.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path

from kartoteka.archive.reader import Reader
from kartoteka.errors import CannotWrite, MissingExtra, PublishBlocked, UsageError
from kartoteka.model.dates import Day, day_of, iso, read_edtf
from kartoteka.publish.about import withheld_line
from kartoteka.publish.desk import Desk, Facts
from kartoteka.publish.folder import MARKER, check_folder, put_in_place
from kartoteka.publish.plan import Page, addresses, pages
from kartoteka.publish.proof import Proof
from kartoteka.publish.prose import unbroken
from kartoteka.publish.release import Withheld
from kartoteka.publish.searching import Found, search_script
from kartoteka.publish.templating import LANGUAGE_NAMES, Press, environment
from kartoteka.publish.texts import searchable
from kartoteka.publish.view import View
from kartoteka.wording.dates import say_date
from kartoteka.wording.texts import LANGUAGES, say

STYLES = ("base", "entries", "letter", "drawings", "found", "fronts", "print")
"""The parts of the style sheet, in order."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What was built.

    Parameters
    ----------
    path
        The folder; begin at ``index.html``.
    pages
        How many pages, all languages together.
    withheld
        What was held back, counted by kind and reason.
    """

    path: Path
    pages: int
    withheld: tuple[Withheld, ...]

    def held_back(self, lang: str = "en") -> tuple[str, ...]:
        """Return what was held back, in words, a line a reason."""
        return tuple(withheld_line(line, lang) for line in self.withheld)


def site(
    archive: Reader,
    out: Path | str,
    *,
    as_of: Day | None = None,
    title: str | None = None,
    langs: Sequence[str] = LANGUAGES,
    progress: Progress | None = None,
) -> Built:
    """Write the encyclopedia of an archive as a static site.

    Parameters
    ----------
    archive
        The archive; only what a :class:`~kartoteka.publish.view.View` lets through is read.
    out
        The folder: new, empty, or an earlier site, which is replaced.
    as_of
        The day of publication (default: today): what is released later is held back. Two builds as of
        one day are equal byte for byte.
    title
        The name of the encyclopedia.
    langs
        The languages of the interface, the first one first: ``en``, ``ru``.
    progress
        Called with (pages printed, pages in all).

    Raises
    ------
    UsageError
        The folder holds something else; a language is not there.
    PublishBlocked
        A page would show a name that must not leave, or has a broken link; nothing was written.
    CannotWrite
        The disk is full or the place cannot be written.
    """
    out = Path(out)
    check_folder(out)
    if unknown := [lang for lang in langs if lang not in LANGUAGES]:
        raise UsageError(f"The site speaks {', '.join(LANGUAGES)}; not {', '.join(unknown)}.")
    today = as_of if as_of is not None else day_of(*date.today().timetuple()[:3])  # noqa: DTZ011 - the reader's day
    building = _Building(View(archive, today=today), tuple(langs), title, today)
    beside = out.with_name(f".{out.name}.building-{os.getpid()}")
    try:
        count = building.build(beside, progress)
        put_in_place(beside, out)
    except OSError as error:
        raise CannotWrite(out, error.strerror or str(error)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Built(out, count, building.view.withheld)


class _Building:
    """One build: prints every language, proofs it, adds what is shared."""

    def __init__(self, view: View, langs: tuple[str, ...], title: str | None, today: Day) -> None:
        self.view, self._langs, self._today = view, langs, today
        self._titles = {lang: title or say("site.title", lang) for lang in langs}
        self._proof = Proof(view.redactor)
        self._files: set[str] = set()

    def build(self, folder: Path, progress: Progress | None) -> int:
        """Write everything into a folder; PublishBlocked where something is wrong."""
        folder.mkdir(parents=True)
        self._folder = folder
        facts = Facts(self.view, addresses(self.view))
        desks = [Desk(facts, lang) for lang in self._langs]
        plans = [
            list(pages(d, as_of=self._day(d.lang), withheld=self.view.withheld)) for d in desks
        ]
        total = sum(map(len, plans))
        printed = chain.from_iterable(map(self._print, desks, plans))
        for done, _ in enumerate(printed, 1):
            if progress:
                progress(done, total)
        self._print_root()
        self._add_shared()
        if found := self._proof.findings(frozenset(self._files)):
            raise PublishBlocked(found)
        return total

    def _print(self, desk: Desk, plan: Sequence[Page]) -> Iterator[Page]:
        press = Press(
            desk,
            langs=self._langs,
            title=self._titles[desk.lang],
            as_of=self._day(desk.lang),
            templates=environment(),
        )
        found: list[Found] = []
        for page in plan:
            content = page.make()
            html = press.html(page, content)
            path = f"{desk.lang}/{page.path}"
            self._proof.read_page(path, html)
            self._write(path, html)
            if words := searchable(desk, page, content):
                kind = desk.say(f"kind_{page.kind}")
                found.append(Found(page.path, kind, page.title, words, page.lang or desk.lang))
            yield page
        script = search_script(found, desk.lang)
        name = f"search-data-{desk.lang}.js"
        # The table of stems is a heap of single words from these texts: read there, a namesake's
        # first name («Павел» Соколов) could not be told from a hidden one.
        self._proof.read_text(name, "\n".join(f"{f.url}\n{f.title}\n{f.text}" for f in found))
        self._write(name, script)

    def _print_root(self) -> None:
        template = environment().get_template("root.html")
        html = template.render(
            langs=self._langs, titles=self._titles, language_names=LANGUAGE_NAMES
        )
        self._proof.read_page("index.html", html)
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
        marker = {"made_by": "kartoteka", "as_of": iso(self._today), "languages": self._langs}
        self._write(MARKER, json.dumps(marker) + "\n")

    def _day(self, lang: str) -> str:
        # «… 2026 г.» ends a sentence without a second full stop.
        return unbroken(say_date(read_edtf(iso(self._today)), lang)).rstrip(".")

    def _write(self, name: str, content: str | bytes) -> None:
        self._files.add(name)
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)


def _files_of(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        if item.is_dir():
            yield from _files_of(item, f"{prefix}{item.name}/")
        else:
            yield f"{prefix}{item.name}", item.read_bytes()
