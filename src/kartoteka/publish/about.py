"""The page that says how to read the others, and what is not in them.

In: a desk and what is held back. Out: :class:`AboutPage`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kartoteka.publish.desk import Desk
from kartoteka.publish.release import Withheld
from kartoteka.wording.texts import say


@dataclass(frozen=True, slots=True)
class AboutPage:
    """How to read the site, and what is not in it."""

    as_of: str
    withheld: tuple[str, ...]
    pseudonyms: int


def about_page(desk: Desk, as_of: str, withheld: Sequence[Withheld]) -> AboutPage:
    """Return the page that says how to read the others."""
    return AboutPage(
        as_of=as_of,
        withheld=tuple(withheld_line(line, desk.lang) for line in withheld),
        pseudonyms=sum(1 for e in desk.view.entities() if e.alias),
    )


def withheld_line(line: Withheld, lang: str) -> str:
    """Return one reason for holding something back, in words."""
    reason = "memo" if line.kind == "memo" else line.reason
    what = say(f"site.withheld_{line.kind}", lang, n=line.count)
    return say("site.withheld_line", lang, what=what, why=say(f"site.because_{reason}", lang))
