"""The verb that finds types among lives, and on demand declares them.

In: an archive and what the lives are to be sequences of. Out: a found typology; with ``--declare``, an edit.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kartoteka.cli.desk import Desk
from kartoteka.cli.verb import WholeType, archive_argument, ids_option, option, verb

if TYPE_CHECKING:
    from kartoteka.analyse.typology.model import FoundTypology
    from kartoteka.archive.archive import Archive


@verb(
    "types",
    archive_argument(),
    option("--states", default="kept"),
    click.Option(["--k", "k"], type=WholeType()),
    option("--unit", type=click.Choice(["day", "week", "month"])),
    option("--since"),
    option(
        "--measure", type=click.Choice(["matching", "om", "lcs", "omspell"]), default="matching"
    ),
    option(
        "--null",
        type=click.Choice(["order", "duration", "both", "moments", "markov", "independent"]),
        default="order",
    ),
    option("--seed", type=WholeType(), default=0),
    option("--declare"),
    click.Option(["--only", "only"], multiple=True),
    ids_option(),
)
def types_verb(
    desk: Desk,
    archive: Path,
    states: str,
    k: int | None,
    unit: str | None,
    since: str | None,
    measure: str,
    null: str,
    seed: int,
    declare: str | None,
    only: tuple[str, ...],
) -> None:
    """Find types among the lives of an archive."""
    from kartoteka.analyse.grid import UNITS
    from kartoteka.analyse.quality.chance import NULLS
    from kartoteka.analyse.types import types
    from kartoteka.cli.pages.types import types_page
    from kartoteka.cli.pages.voice import Voice
    from kartoteka.relate.atlas import Atlas

    with desk.open(archive) as opened:
        atlas = Atlas(opened)
        found = types(
            opened,
            states=[word.strip() for word in states.split(",") if word.strip()],
            k=k,
            unit=next((u for u in UNITS if u == unit), None),
            since=since,
            measure=measure,
            null=next(n for n in NULLS if n == null),
            seed=seed,
            atlas=atlas,
        )
        if declare is not None or only:
            _declare(desk, opened, found, declare or "", only)
            return
        voice = Voice(atlas, desk.lang)
        desk.answer(found, lambda page: types_page(page, found, voice, str(archive)), atlas=atlas)


def _declare(
    desk: Desk, archive: Archive, found: FoundTypology, why: str, only: tuple[str, ...]
) -> None:
    from kartoteka.analyse.typology.declare import declare
    from kartoteka.cli.pages.page import Page
    from kartoteka.wording.texts import say

    ids = declare(archive, found, why=why, only=only, lang=desk.lang)

    def told(page: Page) -> None:
        members = sum(len(t.members) for t in found.types if t.id in ids)
        page.put(say("types.declared", desk.lang, n=len(ids)))
        page.put(say("types.declared_members", desk.lang, n=members))
        for id_ in ids.values():
            page.command(f"kartoteka type {desk.archive} {id_}")
        page.put(say("types.declared_undo", desk.lang))
        page.command(f"kartoteka undo {desk.archive}")

    desk.answer({"declared": ids}, told)
