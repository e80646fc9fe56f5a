"""Rows of the index → hits: their words, where they stand, and what they stand on.

In: kinds and rows with scores. Out: :class:`~kartoteka.search.found.Hit`, in the same order; one query for
each kind, whatever the number of hits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kartoteka.search.found import Hit
from kartoteka.search.marks import Excerpt, excerpt
from kartoteka.search.plan import Plan

if TYPE_CHECKING:
    from kartoteka.archive.archive import Archive

Row = dict[str, Any]


def hits_of(
    archive: Archive, planned: Plan, ranked: Sequence[tuple[str, int, float]]
) -> tuple[Hit, ...]:
    """Return the hits of ranked rows."""
    made: dict[tuple[str, int], Hit] = {}
    for kind in dict.fromkeys(kind for kind, _, _ in ranked):
        scores = {row: score for k, row, score in ranked if k == kind}
        looked = archive.finder.look(kind, list(scores))
        if kind == "statement":
            _put_texts(archive, looked)
        for row, fields in looked.items():
            made[kind, row] = _MAKERS[kind](planned, fields, scores[row])
    hits = [made[kind, row] for kind, row, _ in ranked if (kind, row) in made]
    return _with_evidence(archive, planned, hits)


def _name(planned: Plan, row: Row, score: float) -> Hit:
    shown = row["text"] if row["text"] and not _marked(planned, row["title"]) else row["title"]
    evidence = (row["statement"],) if row["statement"] else ()
    return Hit(
        "name",
        row["entity"],
        score,
        row["label"],
        excerpt(planned, shown),
        entities=(row["entity"],),
        evidence=evidence,
        lang=row["lang"],
    )


def _marked(planned: Plan, text: str) -> bool:
    return bool(excerpt(planned, text).marks)


def _passage(planned: Plan, row: Row, score: float) -> Hit:
    shown = placed(excerpt(planned, row["text"]), row["source"], row["start"])
    return Hit(
        "passage",
        row["id"],
        score,
        row["title"],
        shown,
        source=row["source"],
        passage=row["id"],
        evidence=(row["id"],),
        lang=row["lang"],
    )


def placed(found: Excerpt, source: str, by: int) -> Excerpt:
    """Return an excerpt of a passage as one of its source's text."""
    marks = tuple((start + by, end + by) for start, end in found.marks)
    return replace(found, start=found.start + by, marks=marks, source=source)


def _statement(planned: Plan, row: Row, score: float) -> Hit:
    named: list[str | None] = [row["subject"], row["object"], *row["entities"]]
    shown = excerpt(planned, row["text"])
    return Hit(
        "statement",
        row["id"],
        score,
        row["predicate"],
        shown,
        entities=tuple(dict.fromkeys(id_ for id_ in named if id_)),
        evidence=(row["id"],),
        lang=row["lang"],
    )


def _memo(planned: Plan, row: Row, score: float) -> Hit:
    # The title is shown above: only where the words stand in it alone is it shown as what was found.
    shown = excerpt(planned, row["text"])
    if not shown.marks and row["title"]:
        shown = excerpt(planned, row["title"])
    return Hit("memo", row["id"], score, row["title"], shown, evidence=(row["id"],))


def _source(planned: Plan, row: Row, score: float) -> Hit:
    return Hit(
        "source",
        row["id"],
        score,
        row["title"],
        placed(excerpt(planned, row["text"]), row["id"], 0),
        source=row["id"],
        evidence=(row["id"],),
        lang=row["lang"],
    )


_MAKERS = {
    "name": _name,
    "passage": _passage,
    "statement": _statement,
    "memo": _memo,
    "source": _source,
}


def _put_texts(archive: Archive, looked: dict[int, Row]) -> None:
    """Put into rows of statements the text that was indexed of them, and the entities of their roles."""
    found = {
        f.statement.id: f.statement
        for f in archive.statements(ids=[r["id"] for r in looked.values()])
    }
    for row in looked.values():
        roles = found[row["id"]].roles
        texts = (row["value"], *(role.value for role in roles), row["words"])
        row["text"] = "\n".join(filter(None, texts))
        row["entities"] = [role.entity for role in roles if role.entity]


def _with_evidence(archive: Archive, planned: Plan, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the hits with the attestations, statements and passages that they stand on."""
    attested = _by(
        archive.finder.attested(h.id for h in hits if h.kind == "statement"), "statement"
    )
    said = _by(archive.finder.named_in(h.id for h in hits if h.kind == "passage"), "passage")
    found: list[Hit] = []
    for hit in hits:
        if hit.kind == "statement" and hit.id in attested:
            found.append(_on_passages(planned, hit, attested[hit.id]))
        elif hit.kind == "passage" and hit.id in said:
            found.append(_with_statements(hit, said[hit.id]))
        else:
            found.append(hit)
    return tuple(found)


def _by(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _on_passages(planned: Plan, hit: Hit, rows: Sequence[Row]) -> Hit:
    first = rows[0]
    ids = (i for row in rows for i in (row["attestation"], row["passage"]))
    shown = hit.excerpt
    if not shown.text:  # a statement about two entities has no words of its own
        shown = placed(excerpt(planned, first["exact"]), first["source"], first["start"])
    return replace(
        hit,
        excerpt=shown,
        source=first["source"],
        passage=first["passage"],
        evidence=tuple(dict.fromkeys((*hit.evidence, *ids))),
    )


def _with_statements(hit: Hit, rows: Sequence[Row]) -> Hit:
    ids = (i for row in rows for i in (row["attestation"], row["statement"]))
    return replace(
        hit,
        entities=tuple(dict.fromkeys(row["entity"] for row in rows)),
        evidence=tuple(dict.fromkeys((*hit.evidence, *ids))),
    )
