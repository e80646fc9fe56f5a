"""The verb that asks who may be whom. It judges nothing.

In: an archive. Out: pairs, the likeliest first.
"""

from __future__ import annotations

from pathlib import Path

from kartoteka.cli.desk import Desk
from kartoteka.cli.verb import WholeType, archive_argument, ids_option, option, verb


@verb("suggest", archive_argument(), option("--most", type=WholeType(), default=20), ids_option())
def suggest_verb(desk: Desk, archive: Path, most: int) -> None:
    """Show pairs of people who may be one."""
    from kartoteka.cli.pages.suggest import suggest_page
    from kartoteka.relate.atlas import Atlas
    from kartoteka.relate.suggest import suggest

    with desk.open(archive) as opened:
        atlas = Atlas(opened)
        found = suggest(opened, most=most, atlas=atlas)
        desk.answer(found, lambda page: suggest_page(page, found, atlas), atlas=atlas)
