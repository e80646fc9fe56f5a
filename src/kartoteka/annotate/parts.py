"""Parts: stretches of a text in another voice than its author's.

In: a ``part`` entry. Out: :class:`~kartoteka.model.sources.Part`. Parts lie beside each other or one within
the other, and never cut across.
"""

from __future__ import annotations

from kartoteka.annotate.anchor import Span
from kartoteka.annotate.attest import SPEAKERS, find_quote, open_source
from kartoteka.annotate.context import Context, OpenSource
from kartoteka.annotate.entry import Entry
from kartoteka.annotate.shapes import Fields
from kartoteka.annotate.values import entity, span, time
from kartoteka.model.dates import UncertainDate
from kartoteka.model.sources import Part


def read_part(context: Context, entry: Entry, fields: Fields) -> Part | None:
    """Return a part: from the beginning of ``from`` to the end of the first ``to`` after it."""
    opened = open_source(context, entry, fields)
    author = fields.text("author")
    if not context.trusting:
        author = entity(context, fields, "author", SPEAKERS, what="part: author")
    written: UncertainDate | None = None
    if opened:
        written, _ = time(fields, "written", opened.source.written, opened.source.lang)
    place = _part_span(opened, fields) if opened else None
    if place is None or not fields.sound or opened is None:
        return None
    return Part(opened.source.id, *place, author, written, fields.text("locator"))


def _part_span(opened: OpenSource, fields: Fields) -> Span | None:
    if "at" in fields.said:
        if fields.said.keys() & {"from", "to"}:
            fields.wrong("quote-and-at", "at")
            return None
        return span(fields, "at", len(opened.text))
    if "from" not in fields.said:
        if "from" not in fields.broken:
            fields.wrong("missing-key", None, name="from", entry="part")
        return None
    begin = find_quote(opened, fields, "from")
    if begin is None or "to" not in fields.said:
        return begin
    end = find_quote(opened, fields, "to", after=begin[1]) if begin[1] else None
    return (begin[0], end[1]) if end else None


def overlap(part: Part, parts: list[Part]) -> Part | None:
    """Return a part that this one cuts across (neither beside it nor one within the other)."""

    def cuts(other: Part) -> bool:
        beside = part.end <= other.start or other.end <= part.start
        inside = part.start <= other.start and other.end <= part.end
        around = other.start <= part.start and part.end <= other.end
        return not (beside or inside or around)

    return next((other for other in parts if other.id != part.id and cuts(other)), None)
