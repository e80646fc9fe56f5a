"""``simulate``: a world whose truth is known → an archive of its letters, and the truth beside it.

In: a path, a size, parameters. Out: ``NAME.kartoteka`` and the folder ``NAME.truth``. Letters are added and
recorded in batches, each an edit, through the same doors as real ones, so that every quote is found in its
letter and memory stays flat. Nobody in it lives.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any

from kartoteka.annotate.evidence import record_said
from kartoteka.archive import sqlite
from kartoteka.archive.archive import Archive
from kartoteka.archive.codec import Record
from kartoteka.errors import UnknownName, UsageError
from kartoteka.importers.add import add_drafts
from kartoteka.importers.drafts import Draft
from kartoteka.model.dates import read_edtf
from kartoteka.model.statements import Statement
from kartoteka.simulate.evidence import ADDRESSEE, Evidence, Said
from kartoteka.simulate.letters import Letter, Post
from kartoteka.simulate.parameters import SIZES, Parameters, sized
from kartoteka.simulate.truth import Truth, truth_folder
from kartoteka.simulate.world import live
from kartoteka.wording.saying import Saying

BY = "kartoteka simulate"
"""Who stands in the history of a simulated archive: by this anybody can tell that nothing in it is real."""

BATCH = 250
"""Letters of an edit."""

Progress = Callable[[int, int], None]
"""Called with (letters written, letters in all)."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was made.

    Parameters
    ----------
    archive, truth
        The files.
    letters, statements, entities, passages
        How many the archive has.
    mistaken, missing
        How many claims of the witnesses are wrong; how many they left out.
    """

    archive: Path
    truth: Path
    letters: int
    statements: int
    entities: int
    passages: int
    mistaken: int
    missing: int


def simulate(
    path: Path | str,
    *,
    size: str = "small",
    parameters: Parameters | None = None,
    evidence_files: Path | str | None = None,
    progress: Progress | None = None,
    **rules: Any,  # noqa: ANN401 - any field of Parameters
) -> Simulated:
    """Make an archive of letters from a simulated world, and the world's truth beside it.

    Parameters
    ----------
    path
        The new archive, ``NAME.kartoteka``; the truth becomes the folder ``NAME.truth`` beside it.
    size
        ``small``, ``medium``, ``large`` or ``million`` (statements).
    parameters
        All rules at once, instead of a size.
    evidence_files
        A folder to write the letters and their evidence files into as well.
    progress
        Called with (letters written, letters in all).
    **rules
        Single parameters (``seed=7``, ``letters=100``, ``missing=0.2`` …), over those of the size; see
        :class:`~kartoteka.simulate.parameters.Parameters`.

    Returns
    -------
    Simulated
        The files, and how much is in them.

    Raises
    ------
    NotAnArchive
        Something with this name is already there.
    UsageError
        A parameter is out of range, or the folder of the truth is already there.
    UnknownName
        No size or parameter is called so.
    """
    rules_of_world = parameters or _parameters(size, rules)
    path, files = Path(path), Path(evidence_files) if evidence_files else None
    truth_at = truth_folder(path)
    for folder in (truth_at, files):
        if folder is not None and folder.exists():
            raise UsageError(Saying("simulate.folder_there", folder=folder))
    sqlite.create(path)
    with _nothing_half_made(path, truth_at):
        return _simulate(path, truth_at, rules_of_world, files, progress)


def _simulate(
    path: Path, truth_at: Path, rules: Parameters, files: Path | None, progress: Progress | None
) -> Simulated:
    now = f"{read_edtf(rules.first_day).edtf}T00:00:00Z"
    with Archive(path, by=BY, clock=lambda: now) as archive:
        post = Post(live(rules))
        writing = _Writing(archive, post, Truth(truth_at, post), files)
        writing.run(progress)
        counts = archive.counts()
    return Simulated(
        path,
        truth_at,
        letters=counts["source"],
        statements=counts["statement"],
        entities=counts["entity"],
        passages=counts["passage"],
        mistaken=writing.mistaken,
        missing=writing.missing,
    )


@contextmanager
def _nothing_half_made(path: Path, truth: Path) -> Generator[None]:
    """Remove what was begun where making it fails or is interrupted: half a world proves nothing."""
    try:
        yield
    except BaseException:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        shutil.rmtree(truth, ignore_errors=True)
        raise


def _parameters(size: str, rules: dict[str, Any]) -> Parameters:
    if size not in SIZES:
        raise UnknownName("size", size, tuple(SIZES))
    for name in rules:
        if name not in Parameters.__dataclass_fields__:
            known = list(Parameters.__dataclass_fields__)
            raise UnknownName("parameter", name, get_close_matches(name, known, n=2))
    return sized(size, **rules)


class _Writing:
    def __init__(self, archive: Archive, post: Post, truth: Truth, files: Path | None) -> None:
        self._archive, self._post, self._truth, self._files = archive, post, truth, files
        self._evidence = Evidence(post.naming)
        self.mistaken = self.missing = 0

    def run(self, progress: Progress | None) -> None:
        done, total = 0, len(self._post.tasks)
        record_said(
            self._archive, list(self._keep("00-world", self._evidence.world())), why="the world"
        )
        for letters in _batches(self._post.letters(), BATCH):
            self._add(letters)
            done += len(letters)
            if progress:
                progress(done, total)
        self._truth.finish()

    def _add(self, letters: list[Letter]) -> None:
        drafts = [self._draft(letter) for letter in letters]
        name = f"{letters[0].id} … {letters[-1].id}"
        add_drafts(self._archive, drafts, why=f"add {name}")
        said = [entry for letter in letters for entry in self._evidence.letter(letter)]
        ids: list[str] = []

        def heard(_entry: object, records: Sequence[Record]) -> None:
            ids.append(next(r.id for r in records if isinstance(r, Statement)))

        kept = list(self._keep(letters[0].id, said))
        record_said(self._archive, kept, why=f"record {name}", name=name, heard=heard)
        self._truth.letters(letters, ids)
        for report in (report for letter in letters for report in letter.reports):
            self.mistaken += len(report.claims) if report.mistaken and not report.missing else 0
            self.missing += len(report.claims) if report.missing else 0

    def _draft(self, letter: Letter) -> Draft:
        author = self._post.naming.main[letter.task.witness].id
        said = {"id": letter.id, "title": letter.title, "author": author, "addressee": ADDRESSEE}
        said |= {"written": letter.written, "place": self._post.naming.cell_id(letter.cell)}
        said |= {"lang": letter.task.lang, "kind": "letter"}
        head = "".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in said.items()
        )
        data = f"---\n{head}---\n\n{letter.text}".encode()
        path = Path(f"{letter.id}.md")
        if self._files:
            self._files.mkdir(parents=True, exist_ok=True)
            (self._files / path).write_bytes(data)
        details = {**said, "written": read_edtf(letter.written)}
        return Draft(path, data, letter.text, details)

    def _keep(self, name: str, said: Iterable[Said]) -> Iterator[Said]:
        """Yield entries, and write them to a file as well where files are wanted."""
        if self._files is None:
            yield from said
            return
        self._files.mkdir(parents=True, exist_ok=True)
        with (self._files / f"{name}.evidence.jsonl").open("w", encoding="utf-8") as file:
            for entry in said:
                file.write(json.dumps(entry, ensure_ascii=False) + "\n")
                yield entry


def _batches(letters: Iterator[Letter], size: int) -> Iterator[list[Letter]]:
    while batch := list(islice(letters, size)):
        yield batch
