"""A page → its files: made and printed, or kept from the earlier build.

In: a page. Out: :class:`Done`. A page of which nothing that it asked for changed is kept without being made;
one that was made and came out the same is kept as well. Every page, kept or new, is read by the proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from kartoteka.publish.desk import Desk
from kartoteka.publish.digests import Digest, digest
from kartoteka.publish.earlier import Earlier
from kartoteka.publish.kept import Key, Unit, squeezed
from kartoteka.publish.manifest import Entry, hash_of
from kartoteka.publish.plan import Page
from kartoteka.publish.proof import ProofReader, Read, anchors
from kartoteka.publish.rolls import Rest, split
from kartoteka.publish.searching import Found
from kartoteka.publish.templating import Press
from kartoteka.publish.texts import searchable
from kartoteka.publish.tracing import EVERYTHING, Tag, tag


@dataclass(frozen=True, slots=True)
class Printed:
    """A file in its place: what the manifest and the proof need of it.

    Parameters
    ----------
    path
        Below the folder of the site.
    entry
        For the manifest.
    how
        ``kept``; ``printed``; ``mended``: printed because somebody had changed or removed the file.
    read
        What the proof found on it.
    gone
        The places on it that were there before, and are no more.
    """

    path: str
    entry: Entry
    how: str
    read: Read
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A page with the sub-pages of its long lists, each in its place.

    Parameters
    ----------
    key
        Its language and path.
    files
        The page first.
    unit
        What is known of it; None where it was kept without being made, and all is as it was.
    noted
        Answers that were worked out for it.
    """

    key: Key
    files: tuple[Printed, ...]
    unit: Unit | None
    noted: Mapping[Tag, Digest]


class Printer:
    """Prints the pages of one language.

    Parameters
    ----------
    desk, press, proof
        What pages are made with, printed with, and read with.
    folder
        Where files go.
    earlier
        The files of the build before.
    kept
        What is kept without being made, unless a file of it was changed; the same for all languages.
    first
        Whether the language is the site's first.
    """

    def __init__(
        self,
        desk: Desk,
        press: Press,
        proof: ProofReader,
        folder: Path,
        earlier: Earlier,
        kept: Mapping[Key, Unit],
        *,
        first: bool,
    ) -> None:
        self._made_folders: set[Path] = set()
        self.desk, self._press, self._proof = desk, press, proof
        self._folder, self._earlier, self._kept, self._is_first = folder, earlier, kept, first

    def print(self, page: Page) -> Done:
        """Keep a page, or make it, and those on which its long lists go on."""
        key = self.desk.lang, page.path
        unit = self._kept.get(key)
        files = self._keep(unit) if unit else ()
        return Done(key, files, None, {}) if files else self._make(key, page)

    # ── as it was ─────────────────────────────────────────────────────────────────────────────────

    def _keep(self, unit: Unit) -> tuple[Printed, ...]:
        """Put the files of a unit in their places; none where one of them was changed or removed."""
        contents = [self._earlier.whole_file(path) for path in unit.files]
        if not all(contents):
            return ()
        files = [self._as_it_was(p, c) for p, c in zip(unit.files, contents, strict=True) if c]
        if self._proof:
            files[0] = self._with_found(files[0], unit.found)
        return tuple(files)

    def _as_it_was(self, path: str, content: bytes) -> Printed:
        self._earlier.put(path, self._place(path), content)
        return Printed(
            path, Entry(hash_of(content)), "kept", self._proof.kept(path, content.decode())
        )

    def _with_found(self, printed: Printed, found: Found | None) -> Printed:
        """Return a page, on which names have been looked for also in what the search finds it by."""
        if found is None or printed.read.leaks:
            return printed
        leaks = self._proof.text(printed.path, f"{found.title}\n{found.text}")
        return replace(printed, read=replace(printed.read, leaks=leaks)) if leaks else printed

    # ── made ──────────────────────────────────────────────────────────────────────────────────────

    def _make(self, key: Key, page: Page) -> Done:
        """Make a page; while it is made, everything that it asks for is noted."""
        facts = self.desk.facts
        facts.trace.begin()
        facts.trace.note(self._of_itself(page))
        content = page.make()
        found = self._found(page, content)
        files = [self._print(*part) for part in split(self.desk, page, content)]
        tags = np.array(sorted(facts.trace.end()), np.uint64)
        signs = np.unique(np.frombuffer(b"".join(f.read.signs for f in files), np.uint32))
        files[0] = self._with_found(files[0], found)
        unit = Unit(given_to(page), tags, tuple(f.path for f in files), signs, squeezed(found))
        return Done(key, tuple(files), unit, facts.noted.taken())

    def _of_itself(self, page: Page) -> Iterator[Tag]:
        """Yield the tags of what a page is about, whatever it asks."""
        if page.about is None:
            yield EVERYTHING
        elif page.kind == "source":
            yield tag("letter", page.about)
        elif page.kind == "code":
            yield tag("code", page.about)
        else:
            yield from (tag("entity", id_) for id_ in self.desk.facts.atlas.ids(page.about))

    def _print(self, page: Page, content: object, rests: tuple[Rest, ...]) -> Printed:
        path = f"{self.desk.lang}/{page.path}"
        html = self._press.html(page, content, rests)
        file = html.encode()
        entry = Entry(hash_of(file))
        if self._earlier.whole_file(path) == file:
            self._earlier.put(path, self._place(path), file)
            return Printed(path, entry, "kept", self._proof.page(path, html))
        to = self._place(path)
        # A page of the sample may be there already: a second name of the earlier site's file.
        to.unlink(missing_ok=True)
        to.write_bytes(file)
        how = "mended" if self._earlier.had(path, entry.sha) else "printed"
        before = self._earlier.read(path) or b""
        gone = set(anchors(path, before.decode(errors="replace"))) - set(anchors(path, html))
        return Printed(path, entry, how, self._proof.page(path, html), tuple(sorted(gone)))

    def _place(self, path: str) -> Path:
        to = self._folder / path
        if to.parent not in self._made_folders:
            to.parent.mkdir(parents=True, exist_ok=True)
            self._made_folders.add(to.parent)
        return to

    def _found(self, page: Page, content: object) -> Found | None:
        """Return what the search finds a page by; a letter's once, not in every language."""
        if page.kind == "source" and not self._is_first:
            return None
        words = searchable(self.desk, page, content)
        lang = page.lang or self.desk.lang
        return Found(page.path, page.kind, page.title, words, lang) if words else None


def given_to(page: Page) -> Digest:
    """Return the digest of what a page is made with besides what it asks for."""
    return digest((page.template, page.title, page.kind, page.lang, page.about, page.given))
