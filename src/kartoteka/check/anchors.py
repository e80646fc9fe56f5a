"""What statements hang on: words that are where they should be, witnesses, letters with a head.

In: the material. Out: findings about records rather than about lives.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kartoteka.annotate.anchor import refind
from kartoteka.check.material import Material, shortened
from kartoteka.check.rules import Rule
from kartoteka.model.findings import Finding
from kartoteka.model.sources import Passage


def unattested(material: Material) -> Iterator[Finding]:
    """Yield statements that nobody attests, where the vocabulary wants a witness."""
    vocabulary = material.atlas.vocabulary
    free = {t.id for t in vocabulary.terms("predicate") if t.unattested}
    wanted = ~material.table.said(*free)
    for found in material.unattested.where(wanted):
        if found.statement.predicate not in free:
            yield material.finding(
                "nobody-attests",
                "error",
                ("statement", found.statement.id),
                found,
                said=material.sentence(found),
            )


def moved_anchors(material: Material) -> Iterator[Finding]:
    """Yield passages whose words are not where they were recorded."""
    for source in material.sources:
        passages = material.reader.passages(source.id)
        text = material.reader.text(source.id) if passages else ""
        for passage in passages:
            if text[passage.start : passage.end] != passage.exact:
                yield _moved(material, passage, text)


def _moved(material: Material, passage: Passage, text: str) -> Finding:
    now = refind(passage, text)
    found: dict[str, Any] = {"now": f"[{now[0]}, {now[1]}]"} if now else {}
    return material.finding(
        "words-moved",
        "error",
        ("passage", passage.id),
        text="words-moved" if now else "words-gone",
        evidence=(passage.id,),
        source=passage.source,
        quote=shortened(passage.exact, 80),
        start=passage.start,
        end=passage.end,
        **found,
    )


def headless_sources(material: Material) -> Iterator[Finding]:
    """Yield sources that do not say who wrote them, when or where: nothing in them can be dated."""
    for source in material.sources:
        lacks = {"author": source.author, "written": source.written, "place": source.place}
        missing = [name for name, value in lacks.items() if value is None]
        if missing:
            # A newspaper has no place of writing; a letter without one loses where its author was.
            grave = missing != ["place"]
            words = [material.say(f"lacks_{name}") for name in missing]
            yield material.finding(
                "source-without-head",
                "warning" if grave else "note",
                ("source", source.id),
                evidence=(source.id,),
                source=source.title,
                missing=material.listed(words),
            )


def unknown_names(material: Material) -> Iterator[Finding]:
    """Yield ids that sources name and nobody has described."""
    for source in material.sources:
        named = dict.fromkeys(n for n in (source.author, source.addressee, source.place) if n)
        unknown = [n for n in named if material.atlas.find(n) is None]
        if unknown:
            yield material.finding(
                "source-names-nobody",
                "warning" if source.author in unknown else "note",
                ("source", source.id),
                evidence=(source.id,),
                source=source.title,
                unknown=", ".join(unknown),
            )


def placeless_tellings(material: Material) -> Iterator[Finding]:
    """Yield sources in which news was told one does not know where; one finding per source."""
    for source in material.sources:
        told = material.reader.tellings(source.id)
        if tellings := [telling.id for telling in told if telling.place is None]:
            yield material.finding(
                "telling-without-place",
                "note",
                ("source", source.id),
                evidence=(source.id, *tellings),
                source=source.title,
                n=len(tellings),
            )


RULES = (
    Rule("nobody-attests", unattested, asks=False),
    Rule("words-moved", moved_anchors, asks=False),
    Rule("source-without-head", headless_sources, asks=False),
    Rule("source-names-nobody", unknown_names, asks=False),
    Rule("telling-without-place", placeless_tellings, asks=False),
)
