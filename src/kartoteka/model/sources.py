"""The texts: sources as imported, their original bytes, whose voice a part is in, and passages.

A source's text is fixed at import: decoded, LF line ends, Unicode NFC. Every offset here counts
Unicode code points of that text, which is what Python's ``str`` counts.

References: TEI ``correspDesc`` and ``said``; W3C Web Annotation TextPositionSelector and
TextQuoteSelector (a passage is both at once).
"""

from __future__ import annotations

from dataclasses import dataclass

from kartoteka.model.dates import UncertainDate
from kartoteka.model.entities import Access

CodePoint = int
"""An offset into a source's text, in Unicode code points."""


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes as they came, kept whole and addressed by their SHA-256 (hex)."""

    sha256: str
    media_type: str
    name: str
    bytes: bytes


@dataclass(frozen=True, slots=True)
class Source:
    """A letter, diary, interview or field note, as imported. Its text is asked of the archive.

    Parameters
    ----------
    id
        Short and stable: the slug a person gave, else made from the file's name.
    kind
        ``letter``, ``diary``, ``interview``, ``field-note``, ``text`` … (list ``source-kind``).
    title
        As a reader would call it.
    author, addressee, place
        Entity ids (who wrote it, to whom, where). They may be unknown to the archive until an
        evidence file makes them.
    written
        When it was written; words in the text ("last week") are resolved against it.
    lang
        BCP 47 code of the text's main language.
    sha256
        Of the original bytes.
    text_sha256
        Of the text (UTF-8); the text is kept under it.
    length
        Of the text, in code points.
    rights, access, release_after
        Whose it is; whether it may be published; from which day (ISO date).
    """

    id: str
    kind: str
    title: str
    author: str | None
    addressee: str | None
    written: UncertainDate | None
    place: str | None
    lang: str
    sha256: str
    text_sha256: str
    length: CodePoint
    rights: str | None = None
    access: Access = "public"
    release_after: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a source in another voice than its author's: a turn, a note, an enclosure."""

    source: str
    start: CodePoint
    end: CodePoint
    author: str | None
    written: UncertainDate | None = None
    locator: str | None = None

    @property
    def id(self) -> str:
        """``SOURCE:START-END``."""
        return f"{self.source}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a source's text, with the exact words and what stands around them.

    ``start`` (included) and ``end`` (excluded) count code points; ``prefix`` and ``suffix`` hold up
    to 32 code points of context, enough to find the words again in another edition of the text.
    """

    id: str
    source: str
    start: CodePoint
    end: CodePoint
    exact: str
    prefix: str = ""
    suffix: str = ""
    locator: str | None = None
