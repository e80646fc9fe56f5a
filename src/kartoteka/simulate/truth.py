"""The truth beside the archive: what was so, and which statement is mistaken, vague or left out.

In: a world, its letters, the ids under which the archive keeps what they say. Out: a folder ``NAME.truth``
of Parquet files, days as dates, everything by the ids that the archive uses. The statements are written in
pieces while the letters are, and put together at the end, so that memory stays flat.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from kartoteka.simulate.letters import Letter, Post
from kartoteka.simulate.tables import Tables

STATEMENT_COLUMNS: dict[str, Any] = {
    "letter": pl.String,
    "report": pl.Int32,
    "kind": pl.String,
    "statement": pl.String,
    "subject": pl.String,
    "predicate": pl.String,
    "object": pl.String,
    "value": pl.String,
    "when": pl.String,
    "negative": pl.Boolean,
    "tellers": pl.Int8,
    "saw": pl.Boolean,
    "dated": pl.Boolean,
    "vague": pl.Boolean,
    "mistaken": pl.Boolean,
    "missing": pl.Boolean,
}
"""``report`` numbers the sentences of a letter; ``statement`` is the archive's id, empty where missing."""


class Truth:
    """Writes the folder."""

    def __init__(self, folder: Path, post: Post) -> None:
        self._folder, self._post = folder, post
        self._pieces = folder / ".pieces"
        self._pieces.mkdir(parents=True)
        self._n = 0

    # ── statements, piece by piece ────────────────────────────────────────────────────────────────

    def letters(self, letters: list[Letter], ids: list[str]) -> None:
        """Write what some letters say; ``ids`` of their statements, in the order of the evidence."""
        columns: dict[str, list[Any]] = {name: [] for name in STATEMENT_COLUMNS}
        given = iter(ids)
        for letter in letters:
            for number, report in enumerate(letter.reports):
                for claim in report.claims:
                    row = (
                        *(letter.id, number, report.kind, None if report.missing else next(given)),
                        *(
                            claim.subject,
                            claim.predicate,
                            claim.object or None,
                            claim.value or None,
                        ),
                        *(claim.when or None, claim.negative, len(claim.told_by), claim.saw),
                        *(report.dated, report.vague, report.mistaken, report.missing),
                    )
                    for column, value in zip(columns.values(), row, strict=True):
                        column.append(value)
        frame = pl.DataFrame(columns, schema=STATEMENT_COLUMNS)
        frame.write_parquet(self._pieces / f"{self._n:05}.parquet")
        self._n += 1

    def finish(self) -> None:
        """Put the statements together, and write everything else."""
        pieces = sorted(self._pieces.iterdir())
        statements = self._folder / "statements.parquet"
        pl.scan_parquet(pieces).sink_parquet(statements, maintain_order=True)
        for piece in pieces:
            piece.unlink()
        self._pieces.rmdir()
        for name, frame in Tables(self._post).frames().items():
            frame.write_parquet(self._folder / f"{name}.parquet")
        said = json.dumps(asdict(self._post.knowledge.world.parameters), indent=2)
        (self._folder / "parameters.json").write_text(said + "\n", encoding="utf-8")


def truth_folder(archive: Path) -> Path:
    """Return where the truth of an archive lies: ``NAME.truth`` beside it.

    >>> truth_folder(Path("try/world.kartoteka")).as_posix()
    'try/world.truth'
    """
    return archive.with_name(f"{archive.stem}.truth")
