"""``site``: an archive → a static encyclopedia in a folder. Gather, check, then write.

In: an archive, a folder, a day. Out: pages, style, scripts, fonts and search data; nothing remote, nothing
inline. The pages are printed into a folder beside the one asked for, read once more (``proof``), and only
then put in its place: a build with a broken link or a leaked name leaves everything as it was. Pages that
would come out as they are in the earlier site are kept (``earlier``): the same bytes as if all were printed.

References: the two halves of mkdocs' ``commands/build.py``; QUALITY on torn files.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kartoteka.archive.reader import Reader
from kartoteka.errors import CannotWrite, UsageError
from kartoteka.model.dates import Day, day_of
from kartoteka.publish.about import withheld_line
from kartoteka.publish.building import Begin, Building, Stage
from kartoteka.publish.earlier import Earlier, Whole
from kartoteka.publish.folder import building_folder, check_folder, clear_up, put_in_place
from kartoteka.publish.release import Withheld
from kartoteka.publish.view import View
from kartoteka.wording.texts import LANGUAGES, say

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
    printed, kept, removed
        How many pages were printed, kept as they were, and taken away.
    mended
        How many of the printed ones only because somebody had changed or removed the file.
    whole
        Why everything was printed: ``new`` (nothing was there), ``asked`` (``full``), ``unknown`` (no
        manifest that can be read), ``program`` (another version printed it), ``titles`` (other title or
        languages), ``doubt`` (a page that was to be kept came out otherwise: a mistake of this program); None
        where pages could be kept.
    """

    path: Path
    pages: int
    withheld: tuple[Withheld, ...]
    printed: int = 0
    kept: int = 0
    removed: int = 0
    mended: int = 0
    whole: Whole | None = None

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
    full: bool = False,
    processes: int | None = None,
    progress: Progress | None = None,
    stage: Begin | None = None,
    veil: str | None = None,
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
    full
        Print every page, also those that would come out as they are. The files are the same either way.
    processes
        How many print at once; by default as many as pays. The files are the same either way.
    progress
        Called with (done, in all), of the stage it is at: statements (in all 0: not known yet), then pages.
    stage
        Called with the name of each stage as it begins: ``reading``, ``pages``, ``search``, ``writing``.
    veil
        A secret from which the names of the files are made, so that no address says whom a page is about:
        for a look at it on a computer whose browser remembers addresses. By default they can be read.

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
    if unknown := [lang for lang in langs if lang not in LANGUAGES]:
        raise UsageError(f"The site speaks {', '.join(LANGUAGES)}; not {', '.join(unknown)}.")
    clear_up(out)
    check_folder(out)
    titles = {lang: title or say("site.title", lang) for lang in langs}
    today = as_of if as_of is not None else day_of(*date.today().timetuple()[:3])  # noqa: DTZ011 - the reader's day
    begin = stage or _untold
    begin("reading")
    view = View(archive, today=today, tell=(lambda n: progress(n, 0)) if progress else None)
    earlier = Earlier(out, titles, full=full)
    beside = building_folder(out)
    # What is made for one look leaves nothing behind.
    known = None if veil else out
    building = Building(view, titles, today, earlier, beside, veil, site=known)
    try:
        beside.mkdir(parents=True)
        building.build(progress, processes, begin=begin)
        begin("writing")
        put_in_place(beside, out)
        building.keep()
    except OSError as error:
        raise CannotWrite(out, error.strerror or str(error)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    count = building.count
    return Built(
        path=out,
        pages=count.total(),
        withheld=view.withheld,
        printed=count["printed"] + count["mended"],
        kept=count["kept"],
        removed=building.removed(),
        mended=count["mended"],
        whole=earlier.whole,
    )


def _untold(stage: Stage) -> None:
    """Tell nobody that a stage begins."""
