"""The page of codes against an attribute: a table where it fits the width, else a list.

In: :class:`~kartoteka.relate.queries.cross.Cell`. Out: a page of counts; with ``--ids`` also the passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.text import Text

from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.voice import Voice
from kartoteka.relate.queries.cross import ATTRIBUTES, Cell


def cross_page(page: Page, found: Sequence[Cell], voice: Voice, attribute: str) -> None:
    """Set codes against an attribute: a table where it fits the width, else a list."""
    page.title(
        page.say("codes_by", what=_attribute(page, voice, attribute)),
        page.say("cross_note") if found else "",
    )
    if not found:
        page.blank()
        page.put(page.say("no_codings"))
        return
    page.blank()
    values = list(dict.fromkeys(c.value for c in found))
    values.sort(key=lambda value: (value is None, _value(page, voice, attribute, value)))
    rows = _counted(found, values)
    heads = [_value(page, voice, attribute, value) for value in values]
    names = {code: voice.term("code", code) for code in rows}
    if _fits(page, names, heads):
        _table(page, names, heads, rows)
    else:
        _listed(page, names, heads, rows)
    if page.ids:
        page.blank()
        for cell in found:
            page.put(
                Text(
                    f"{_cell(page, voice, attribute, cell)}: {' '.join(cell.passages)}", style="dim"
                )
            )


def _attribute(page: Page, voice: Voice, attribute: str) -> str:
    """Return an attribute as people call it: "author: gender"."""
    whose, dot, what = attribute.partition(".")
    if not dot:
        return page.say(f"by_{attribute}")
    is_sort = whose == "place" and voice.atlas.vocabulary.has("sort", what)
    named = voice.term("sort" if is_sort else "predicate", what)
    return page.say("by_whose", whose=page.say(f"by_{whose}"), what=named)


def _value(page: Page, voice: Voice, attribute: str, value: str | None) -> str:
    if value is None:
        return page.say("not_known")
    if attribute == "source":
        return voice.atlas.reader.source(value).title or value
    if voice.atlas.find(value):
        return voice.name(value)
    lists = {"kind": "source-kind"} if attribute in ATTRIBUTES else {}
    vocab = lists.get(attribute, attribute.rpartition(".")[2])
    return voice.term(vocab, value)


def _cell(page: Page, voice: Voice, attribute: str, cell: Cell) -> str:
    return f"{voice.term('code', cell.code)} · {_value(page, voice, attribute, cell.value)}"


def _counted(found: Iterable[Cell], values: list[str | None]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for cell in found:
        row = rows.setdefault(cell.code, [0] * len(values))
        row[values.index(cell.value)] = len(cell.passages)
    return rows


def _fits(page: Page, names: dict[str, str], heads: list[str]) -> bool:
    wide = max(map(cell_len, names.values())) + sum(2 + max(3, cell_len(h)) for h in heads)
    return wide <= page.width


def _table(page: Page, names: dict[str, str], heads: list[str], rows: dict[str, list[int]]) -> None:
    left = max(map(cell_len, names.values()))
    widths = [max(3, cell_len(head)) for head in heads]
    line = Text(" " * left)
    for head, width in zip(heads, widths, strict=True):
        line.append("  " + " " * (width - cell_len(head)) + head, style="dim")
    page.line(line)
    for code, counts in rows.items():
        line = Text(names[code] + " " * (left - cell_len(names[code])))
        for count, width in zip(counts, widths, strict=True):
            line.append(f"  {count or '·':>{width}}", style="" if count else "dim")
        page.line(line)


def _listed(
    page: Page, names: dict[str, str], heads: list[str], rows: dict[str, list[int]]
) -> None:
    for code, counts in rows.items():
        page.put(Text(names[code], style="bold"))
        said = (f"{head} {n}" for head, n in zip(heads, counts, strict=True) if n)
        page.put(" · ".join(said), indent=4)
