"""The page of a source: its text with the marked passages, and what they say in the margin.

In: a desk and a source. Out: :class:`LetterPage`. The text is cut wherever a passage or another voice
begins or ends, so that marks may overlap; each piece knows which passages cover it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kartoteka.model.sources import CodePoint, Part, Passage
from kartoteka.publish.desk import Desk, LetterRef, Ref
from kartoteka.publish.prose import Said
from kartoteka.publish.redact import BAR

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_BARRED = re.compile(f"({re.escape(BAR)})")


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin for one passage: its number, the statements, the themes."""

    number: int
    anchor: str
    said: tuple[Said, ...]
    codes: tuple[tuple[str, str], ...]
    """Code id and label."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same passages: how many, which begin here and which end here."""

    text: str
    depth: int
    begins: tuple[str, ...] = ()
    ends: tuple[int, ...] = ()
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a paragraph is in, where not the author's."""

    who: Ref | None
    locator: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its pieces, its notes, and whose voice it begins in (None: as before)."""

    segments: tuple[Segment, ...]
    notes: tuple[Note, ...]
    voice: Voice | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Everything on the page of a source."""

    letter: LetterRef
    paragraphs: tuple[Paragraph, ...]
    rights: str
    notes: int
    statements: int
    barred: int
    before: LetterRef | None
    after: LetterRef | None


@dataclass(frozen=True, slots=True)
class LettersPage:
    """The list of all sources, by date."""

    letters: tuple[LetterRef, ...]
    count: int


def letters_page(desk: Desk) -> LettersPage:
    """Return the list of all sources."""
    found = tuple(map(desk.letter, desk.view.sources()))
    return LettersPage(found, len(found))


def letter_page(desk: Desk, id_: str) -> LetterPage:
    """Return the page of a source."""
    source = desk.view.source(id_)
    text = desk.view.text(id_)
    passages = desk.view.passages(id_)
    notes = _notes(desk, id_, passages)
    parts = desk.view.parts(id_)
    before, after = desk.neighbours(source)
    return LetterPage(
        letter=desk.letter(source),
        paragraphs=tuple(_paragraphs(desk, text, passages, notes, parts)),
        rights=source.rights or "",
        notes=len(notes),
        statements=sum(len(note.said) for note in notes.values()),
        barred=text.count(BAR),
        before=before,
        after=after,
    )


def _notes(desk: Desk, source: str, passages: Sequence[Passage]) -> dict[str, Note]:
    said: dict[str, dict[str, Said]] = {}
    for found in desk.view.statements(source=source):
        line = desk.prose.said(found)
        for evidence in found.evidence:
            if evidence.source.id == source:
                said.setdefault(evidence.passage.id, {})[line.id] = line
    codes: dict[str, dict[str, str]] = {}
    for coding, passage in desk.view.codings(source=source):
        codes.setdefault(passage.id, {})[coding.code] = desk.term("code", coding.code)
    found_: dict[str, Note] = {}
    for passage in passages:
        found_[passage.id] = Note(
            number=len(found_) + 1,
            anchor=passage.id,
            said=tuple(said.get(passage.id, {}).values()),
            codes=tuple(codes.get(passage.id, {}).items()),
        )
    return found_


def _paragraphs(
    desk: Desk,
    text: str,
    passages: Sequence[Passage],
    notes: dict[str, Note],
    parts: Sequence[Part],
) -> Iterator[Paragraph]:
    voice: Part | None = None
    for start, end in _stretches(text):
        speaking = next((p for p in reversed(parts) if p.start <= start < p.end), None)
        here = [p for p in passages if p.start < end and p.end > start]
        begun = [p for p in here if p.start >= start or _first_stretch(text, p, start)]
        changed = speaking is not voice
        yield Paragraph(
            segments=tuple(_segments(text, start, end, here, begun, notes)),
            notes=tuple(notes[p.id] for p in begun),
            voice=_voice(desk, speaking) if changed else None,
            heading=text[start:end].startswith("#") and "\n" not in text[start:end],
        )
        voice = speaking


def _first_stretch(text: str, passage: Passage, start: CodePoint) -> bool:
    """Whether a passage that begins in the white space before a paragraph is first seen in it."""
    return passage.start < start and not text[passage.start : start].strip()


def _voice(desk: Desk, part: Part | None) -> Voice:
    if part is None:
        return Voice(None, "")
    return Voice(desk.ref(part.author) if part.author else None, part.locator or "")


def _stretches(text: str) -> Iterator[tuple[CodePoint, CodePoint]]:
    at = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[at:end].strip():
            yield at, end
        at = gap.end() if gap else end


def _segments(
    text: str,
    start: CodePoint,
    end: CodePoint,
    here: Sequence[Passage],
    begun: Sequence[Passage],
    notes: dict[str, Note],
) -> Iterator[Segment]:
    cuts = {start, end}
    for passage in here:
        cuts |= {max(start, passage.start), min(end, passage.end)}
    ordered = sorted(cuts)
    for left, right in pairwise(ordered):
        over = [p for p in here if p.start < right and p.end > left]
        begins = tuple(p.id for p in begun if max(start, p.start) == left)
        ends = tuple(notes[p.id].number for p in over if _ends_at(text, p, right, end))
        yield from _barred(text[left:right], len(over), begins, ends)


def _ends_at(text: str, passage: Passage, right: CodePoint, end: CodePoint) -> bool:
    """Whether a passage ends at a cut, or with its paragraph but for white space."""
    return passage.end == right or (right == end and not text[right : passage.end].strip())


def _barred(
    text: str, depth: int, begins: tuple[str, ...], ends: tuple[int, ...]
) -> Iterator[Segment]:
    """Set what was blacked out apart, so that it can be read out as such."""
    pieces = [piece for piece in _BARRED.split(text) if piece]
    last = len(pieces) - 1
    for position, piece in enumerate(pieces):
        yield Segment(
            text=piece,
            depth=depth,
            begins=begins if position == 0 else (),
            ends=ends if position == last else (),
            barred=piece == BAR,
        )
