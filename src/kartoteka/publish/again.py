"""A site built again: which pages are kept without being made, and proof by sample that they may be.

In: what was kept of the last build, and the facts of this one. Out: :class:`Again`: the units to keep; then
what to keep of this build for the next. Pages are kept where nothing changed that they asked for. That all
asking is noted cannot be proved once and for all, so each build also makes a few of the pages that it means
to keep; one that comes out otherwise makes it print everything.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from kartoteka.publish import kept as keeping
from kartoteka.publish.aside import Aside
from kartoteka.publish.desk import Desk
from kartoteka.publish.digests import Digest, digest
from kartoteka.publish.earlier import Earlier
from kartoteka.publish.facts import Facts
from kartoteka.publish.found_types import found_links
from kartoteka.publish.grounds import NO_GROUNDS, Grounds, changed, grounds
from kartoteka.publish.kept import Kept, Key, Unit
from kartoteka.publish.manifest import MANIFEST, program_mark
from kartoteka.publish.noted import Answers, Noted
from kartoteka.publish.plan import Page
from kartoteka.publish.printer import Done, given_to
from kartoteka.publish.printing import Job
from kartoteka.publish.proof import anchors, sign
from kartoteka.publish.suspects import Suspects

SAMPLE, LEAST = 100, 20
"""One page in so many is made although it could be kept, and at least so many."""


class Again:
    """What is known of the last build, and what will be known of this one.

    Parameters
    ----------
    site
        The folder of the site; None: nothing is known, and nothing will be.
    earlier
        Its files.

    Attributes
    ----------
    units
        What is kept without being made. Printers look here page by page.
    """

    def __init__(self, site: Path | None, earlier: Earlier) -> None:
        self._site, self._earlier = site, earlier
        found = keeping.read(site) if site and not earlier.whole else None
        self._last = found if found and found.site == _mark_of(site) else None
        self._sampled: dict[Key, Unit] = {}
        self.units: dict[Key, Unit] = {}
        self._now: Aside[tuple[Key, Unit]] | None = None
        self._answers = Answers()
        self._gone: set[str] = set()

    def noted(self) -> Noted:
        """Return the answers of the last build."""
        return Noted(*self._last.noted) if self._last else Noted()

    def decide(self, facts: Facts, desks: Sequence[Desk], plans: Sequence[Sequence[Page]]) -> None:
        """Find out which pages are kept."""
        if self._site is None:
            return
        self._noted = facts.noted
        self._alike = _alike(facts, desks)
        now = grounds(facts, desks)
        self._put_aside(now)
        last = self._last
        if last is None or last.alike != self._alike:
            self._last = None
            facts.noted.forget_all()
            return
        suspects = Suspects(facts, now, *changed(last.grounds, now))
        unlike = last.unlike(suspects.tags())
        self._last = replace(last, grounds=NO_GROUNDS)  # the old ones are of no more use
        self._answers.update(facts.noted.taken())
        for desk, plan in zip(desks, plans, strict=True):
            for page in plan:
                unit = last.units.get(key := (desk.lang, page.path))
                if unit and key not in unlike and unit.given == given_to(page):
                    self.units[key] = unit

    # ── proof by sample ───────────────────────────────────────────────────────────────────────────

    def sample(self, work: Sequence[Job], langs: Sequence[str], seed: int) -> list[Job]:
        """Return some of the jobs that would be kept as a whole; their pages are made now."""
        whole = [job for job in work if all((langs[n], p.path) in self.units for n, p in job)]
        chosen = random.Random(seed).sample(  # noqa: S311 - to be repeatable is the point
            whole, min(len(whole), max(LEAST, len(whole) // SAMPLE))
        )
        self._sampled = {
            key: self.units.pop(key)
            for job in chosen
            for n, p in job
            for key in [(langs[n], p.path)]
        }
        return chosen

    def is_as_kept(self, done: Done) -> bool:
        """Tell whether a page of the sample came out as it would have been kept."""
        was = self._sampled[done.key]
        self._answers.update(done.noted)
        alike = done.unit and (done.unit.files, done.unit.words) == (was.files, was.words)
        if alike and not any(file.how == "printed" for file in done.files):
            self.units[done.key] = was
            return True
        return False

    def doubt(self) -> None:
        """Hold nothing for known: a page came out otherwise than it would have been kept."""
        self._last = None
        self.units.clear()
        self._earlier.whole = "doubt"

    # ── links from kept pages ─────────────────────────────────────────────────────────────────────

    def take(self, done: Done) -> Unit:
        """Take a page that is in its place, and return what is known of it."""
        unit = done.unit or self.units[done.key]
        self._put_unit_aside(done.key, unit)
        self._answers.update(done.noted)
        for file in done.files:
            self._gone.update(file.gone)
        return unit

    def to_read(self, files: Mapping[str, object]) -> Iterator[str]:
        """Yield the kept files that may link to what is no more: their links must be read again."""
        for path in self._earlier.gone(files) if self._last else ():
            content = self._earlier.read(path) or b""
            self._gone.update((path, *anchors(path, content.decode(errors="replace"))))
        if self._last is None or not self._gone:
            return
        signs = np.fromiter(map(sign, self._gone), np.uint32)
        for key in sorted(self._last.linking(signs) & self.units.keys()):
            yield from self.units[key].files

    # ── for the next build ────────────────────────────────────────────────────────────────────────

    def _put_aside(self, stood: Grounds) -> None:
        """Put aside what the pages stand on; the units follow. Where there is no room, nothing is kept."""
        self._grounds: Iterable[Grounds] = (NO_GROUNDS,)
        try:
            self._grounds, self._now = Aside(stood), Aside[tuple[Key, Unit]]()
        except OSError:
            self._now = None

    def _put_unit_aside(self, key: Key, unit: Unit) -> None:
        try:
            if self._now is not None:
                self._now.add((key, unit))
        except OSError:
            self._now = None

    def keep(self, manifest: str) -> None:
        """Keep what is known now, for the next build; the site with this manifest is in its place."""
        mark = digest(manifest)
        # Another build may have put its own there meanwhile: what it knows is not what this one does.
        if self._site is None or _mark_of(self._site) != mark:
            return
        self._answers.tidy()
        noted = self._noted.with_all(self._answers)
        try:
            (stood,), units = self._grounds, dict(self._now or ())
        except OSError:
            stood, units = NO_GROUNDS, {}  # the site stands; the next build makes every page
        if units:
            keeping.write(self._site, Kept(mark, self._alike, stood, noted, units))
        else:
            keeping.forget(self._site)  # a name on a page of before may be hidden today


def _mark_of(site: Path | None) -> Digest | None:
    """Return the mark of the build that stands in a folder: of its manifest."""
    try:
        return digest((site / MANIFEST).read_text(encoding="utf-8")) if site else None
    except (OSError, ValueError):
        return None


def _alike(facts: Facts, desks: Sequence[Desk]) -> Digest:
    """Return the digest of what is on every page, or of which it is not noted who asks."""
    terms = tuple(term for term in facts.view.vocabulary if term.vocab != "code")
    around = tuple((desk.lang, found_links(desk)) for desk in desks)
    return digest((program_mark(), terms, around))
