"""Calls that change the codebook: make, edit, rename, merge, remove.

In: codes. Out: :class:`~kartoteka.web.shapes.Written`; every coding moves with its code, in the same edit.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kartoteka.annotate import codebook
from kartoteka.annotate.codebook import CodeDetails
from kartoteka.web.calls import At, call
from kartoteka.web.shapes import Id, Ids, Line, Words, Write, Written
from kartoteka.web.write_marks import written
from kartoteka.wording.texts import LANGUAGES, say

Texts = Annotated[dict[str, Words], Meta(max_length=8)]


def _done(at: At, *codes: str) -> Written:
    return written(at, at.known.archive.lists.newest_edit(), {"code": list(codes)})


def _why(at: At, said: Write, key: str, code: str) -> str:
    return said.why or say(f"serving.why_{key}", at.lang, code=code)


class ToCode(Write, frozen=True, kw_only=True):
    """A code, and what is said of it."""

    id: Id
    label: Texts | Line | None = None
    definition: Texts | Words | None = None
    broader: Id | None = None
    colour: Id | None = None

    def details(self, lang: str) -> CodeDetails:
        """Return what is said; a bare text is in the language of the call."""
        return CodeDetails(
            _by_lang(self.label, lang), _by_lang(self.definition, lang), self.broader, self.colour
        )


def _by_lang(said: dict[str, str] | str | None, lang: str) -> dict[str, str] | None:
    if said is None:
        return None
    given = {lang: said} if isinstance(said, str) else said
    return {spoken: text for spoken, text in given.items() if spoken in LANGUAGES}


@call("make-code", ToCode, Written, writes=True)
def make_code(at: At, said: ToCode) -> Written:
    """Make a code, and those above it that are not there yet."""
    why = _why(at, said, "make_code", said.id)
    codebook.make_code(at.known.archive, said.id, said.details(at.lang), why=why, read=said.read)
    return _done(at, said.id)


@call("edit-code", ToCode, Written, writes=True)
def edit_code(at: At, said: ToCode) -> Written:
    """Change a code's label, definition, colour, or what it stands under."""
    why = _why(at, said, "edit_code", said.id)
    codebook.edit_code(at.known.archive, said.id, said.details(at.lang), why=why, read=said.read)
    return _done(at, said.id)


class ToRename(Write, frozen=True, kw_only=True):
    """A code, and its new name."""

    id: Id
    to: Id


@call("rename-code", ToRename, Written, writes=True)
def rename_code(at: At, said: ToRename) -> Written:
    """Rename a code, with everything under it and every coding."""
    why = _why(at, said, "rename_code", said.to)
    codebook.rename_code(at.known.archive, said.id, said.to, why=why, read=said.read)
    return _done(at, said.to)


class ToMerge(Write, frozen=True, kw_only=True, rename={"merged": "from"}):
    """Codes, and the one they go into."""

    merged: Ids
    into: Id


@call("merge-codes", ToMerge, Written, writes=True)
def merge_codes(at: At, said: ToMerge) -> Written:
    """Put the passages of some codes under another one."""
    why = _why(at, said, "merge_codes", said.into)
    codebook.merge_codes(at.known.archive, said.merged, said.into, why=why, read=said.read)
    return _done(at, said.into)


class ToRemove(Write, frozen=True, kw_only=True):
    """A code."""

    id: Id


@call("remove-code", ToRemove, Written, writes=True)
def remove_code(at: At, said: ToRemove) -> Written:
    """Remove a code under which nothing stands."""
    why = _why(at, said, "remove_code", said.id)
    codebook.remove_code(at.known.archive, said.id, why=why, read=said.read)
    return _done(at)
