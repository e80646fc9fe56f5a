"""One file, read and understood but not yet kept: what ``add`` writes.

In: a path, the options. Out: a :class:`Draft`, which becomes a source once it has its id.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kartoteka.errors import UnreadableSource, UsageError
from kartoteka.importers.details import DEFAULT_KIND, MARKDOWN, checked, title_of
from kartoteka.importers.frontmatter import FrontMatter, read_front_matter
from kartoteka.importers.language import language_of
from kartoteka.importers.reasons import Reason, UnreadableError
from kartoteka.importers.text import LARGEST, decode
from kartoteka.model.sources import Original, Source
from kartoteka.model.terms import Vocabulary


@dataclass(frozen=True)
class Draft:
    """A file's bytes, its text without front matter, and the details that somebody stated."""

    path: Path
    data: bytes
    text: str
    details: Mapping[str, Any]

    @cached_property
    def sha256(self) -> str:
        """Of the bytes as they came."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def original(self) -> Original:
        """The bytes, to be kept."""
        markdown = self.path.suffix.lower() in MARKDOWN
        media_type = "text/markdown" if markdown else "text/plain"
        return Original(self.sha256, media_type, self.path.name, self.data)

    def source(self, id: str) -> Source:  # noqa: A002 - the field's name
        """Return the source of this id; what nobody stated is taken from the text."""
        said = self.details
        return Source(
            id=id,
            kind=said.get("kind") or DEFAULT_KIND,
            title=said.get("title") or title_of(self.text, self.path),
            author=said.get("author"),
            addressee=said.get("addressee"),
            written=said.get("written"),
            place=said.get("place"),
            lang=said.get("lang") or language_of(self.text),
            sha256=self.sha256,
            text_sha256=hashlib.sha256(self.text.encode()).hexdigest(),
            length=len(self.text),
            rights=said.get("rights"),
            access=said.get("access") or "public",
            release_after=said.get("release_after"),
        )


def read_draft(
    path: Path, options: Mapping[str, Any], vocabulary: Vocabulary, *, options_win: bool
) -> Draft:
    """Read a file.

    Parameters
    ----------
    path
        The file.
    options
        Checked details that were given beside it.
    vocabulary
        For the kinds of source.
    options_win
        Whether the options or the front matter count where both say something.

    Raises
    ------
    UnreadableSource
        It is no readable text; the reason says what to do.
    """
    try:
        data = _bytes_of(path)
    except UnreadableError as error:
        raise UnreadableSource(path, error.reason) from error
    except OSError as error:
        reason = Reason("cannot_be_read", said=error.strerror or str(error))
        raise UnreadableSource(path, reason) from error
    return draft_of(path, data, options, vocabulary, options_win=options_win)


def draft_of(
    path: Path,
    data: bytes,
    options: Mapping[str, Any],
    vocabulary: Vocabulary,
    *,
    options_win: bool,
) -> Draft:
    """Return the draft of a file whose bytes are here already; see :func:`read_draft`."""
    try:
        if len(data) > LARGEST:
            raise UnreadableError(Reason("too_large", mib=LARGEST >> 20))
        front = read_front_matter(decode(data).text)
    except UnreadableError as error:
        raise UnreadableSource(path, error.reason) from error
    if not front.body.strip():
        raise UnreadableSource(path, Reason("empty"))
    stated = _stated(path, front, vocabulary, options.get("lang"))
    details = {**stated, **options} if options_win else {**options, **stated}
    return Draft(path, data, front.body, details)


def _bytes_of(path: Path) -> bytes:
    if not path.exists():
        raise UnreadableError(Reason("no_such_file"))
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableError(Reason("not_a_file"))
    if found.st_size > LARGEST:
        raise UnreadableError(Reason("too_large", mib=LARGEST >> 20))
    return path.read_bytes()


def _stated(
    path: Path, front: FrontMatter, vocabulary: Vocabulary, lang: str | None
) -> dict[str, Any]:
    details: dict[str, Any] = {}
    for field, typed in front.fields.items():
        try:
            value = checked(field, typed, vocabulary, front.fields.get("lang") or lang)
        except UsageError as error:
            reason = error.args[0]
            facts = {"line": front.lines[field], "field": field, "reason": reason}
            raise UnreadableSource(path, Reason("field_wrong", **facts)) from error
        if value is not None:
            details[field] = value
    return details
