"""The page of pairs that may be one person: the odds, what speaks for and against, and how to judge.

In: suggestions, the likeliest first. Out: a page; at its end the lines of an evidence file for the first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from kartoteka.cli.pages.page import Page
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.suggest import Reason, Suggestion

SUREST = 1_000
"""To one: higher odds than these are not told apart, the weights are not that exact."""


def suggest_page(page: Page, found: Sequence[Suggestion], atlas: Atlas) -> None:
    """Set the pairs, and the lines by which the first is judged."""
    if not found:
        page.put(page.say("suggest_none"))
        _judged(page, atlas)
        return
    page.title(page.say("suggest_title", n=len(found)), page.say("suggest_note"))
    _judged(page, atlas)
    for pair in found:
        page.blank()
        names = f"{atlas.name(pair.a, page.lang)} ({pair.a}) = {atlas.name(pair.b, page.lang)} ({pair.b})"
        page.row(odds(page, pair.score), names, style="cyan")
        page.beside("; ".join(_reasons(page, pair.reasons, atlas)), style="dim")
        if page.ids and pair.evidence:
            page.beside(" ".join(pair.evidence), style="dim")
    page.blank()
    page.put(page.say("suggest_next"))
    first = found[0]
    said = "; ".join(_reasons(page, [r for r in first.reasons if r.weight > 0], atlas))
    page.line("    identities:")
    page.line(f"      - {{a: {first.a}, b: {first.b}, verdict: same,")
    page.line(f"         reason: {json.dumps(said, ensure_ascii=False)}}}")


def _judged(page: Page, atlas: Atlas) -> None:
    """Say how many pairs are not looked at, because somebody judged them."""
    verdicts = {(j.a, j.b): j.verdict for j in atlas.reader.identities() if not j.withdrawn_at}
    if verdicts:
        undecided = sum(verdict == "maybe" for verdict in verdicts.values())
        page.put(page.say("suggest_judged", n=len(verdicts), undecided=undecided))


def odds(page: Page, score: float) -> str:
    """Return the odds of a score in words: "8 : 1"."""
    ratio = 2.0**score
    if ratio >= SUREST:
        return page.say("suggest_odds_over", n=SUREST)
    return page.say("suggest_odds", a=round(max(1.0, ratio)), b=round(max(1.0, 1 / ratio)))


def _reasons(page: Page, reasons: Sequence[Reason], atlas: Atlas) -> Iterator[str]:
    """Yield each ground once, with all that it rests on."""
    details: dict[str, list[str]] = {}
    for reason in reasons:
        named = atlas.name(reason.detail, page.lang)
        details.setdefault(reason.ground, []).append(named)
    for ground, named in details.items():
        key = f"suggest_{ground.replace('-', '_')}"
        yield page.say(key, detail=", ".join(dict.fromkeys(named)))
