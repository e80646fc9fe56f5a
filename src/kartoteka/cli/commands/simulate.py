"""The verb that makes a world: an archive of simulated letters, and the truth beside it.

In: a size, a seed, rates. Out: ``NAME.kartoteka``, ``NAME.truth``, and an account of both.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kartoteka.cli.desk import Desk
from kartoteka.cli.progress import progress_bar
from kartoteka.cli.verb import FILE, WholeType, archive_argument, option, verb

if TYPE_CHECKING:
    from kartoteka.cli.pages.page import Page
    from kartoteka.simulate import Simulated

SIZE_NAMES = ("small", "medium", "large", "million")


class ShareType(click.ParamType[float]):
    """A share, typed as ``0.2`` or ``20%``."""

    name = "share"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - click's signature
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        """Return the share; what is none is answered in the language of the line."""
        from kartoteka.wording.saying import Saying

        typed = str(value).strip()
        try:
            share = float(typed.removesuffix("%")) / (100 if typed.endswith("%") else 1)
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            name = param.name if param else ""
            self.fail(Saying("simulate.not_a_share", name=name, given=typed), param, ctx)
        return share


@verb(
    "simulate",
    archive_argument(),
    option("--size", type=click.Choice(SIZE_NAMES), default="small"),
    option("--seed", type=WholeType()),
    option("--letters", type=WholeType()),
    option("--people", type=WholeType()),
    option("--witnesses", type=WholeType()),
    option("--prisons", type=WholeType()),
    option("--days", type=WholeType()),
    option("--missing", type=ShareType()),
    option("--vague", type=ShareType()),
    option("--mistaken", type=ShareType()),
    option("--evidence-files", type=FILE),
)
def simulate_verb(
    desk: Desk, archive: Path, size: str, evidence_files: Path | None, **rules: float | None
) -> None:
    """Make an archive of simulated letters, and the truth beside it."""
    from kartoteka.simulate import simulate

    said: dict[str, Any] = {name: value for name, value in rules.items() if value is not None}
    with progress_bar(desk.say("simulating")) as progress:
        made = simulate(
            archive, size=size, evidence_files=evidence_files, progress=progress, **said
        )
    desk.answer(made, lambda page: _page(page, desk, made))


def _page(page: Page, desk: Desk, made: Simulated) -> None:
    page.put(desk.say("simulated", archive=made.archive))
    counts = [
        page.say(f"record_{kind}", n=n)
        for kind, n in (
            ("source", made.letters),
            ("statement", made.statements),
            ("entity", made.entities),
            ("passage", made.passages),
        )
    ]
    page.put(", ".join(counts), indent=2, hang=2)
    page.put(desk.say("simulated_truth", truth=made.truth))
    page.put(desk.say("simulated_mistaken", n=made.mistaken), indent=2, hang=2)
    page.put(desk.say("simulated_missing", n=made.missing), indent=2, hang=2)
    page.blank()
    page.put(desk.say("simulated_next"))
    page.command(f"kartoteka entities {made.archive}")
    page.command(f"kartoteka check {made.archive}")
    page.command(f"kartoteka site {made.archive} {made.archive.stem}-site")
