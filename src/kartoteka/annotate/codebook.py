"""The codebook as something to work on: codes made, renamed, moved, merged, removed, each as one edit.

In: codes by id (paths: ``solidarity/mutual-aid``). Out: terms and codings changed together, so that no coding
ever points at a code that is not there. Codes that come with Kartoteka are never changed; an archive's own
word for one takes its place.

References: REFI-QDA ``CodeBook``, ``Code`` (name, colour, definition).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from kartoteka.annotate.amend import Read
from kartoteka.annotate.context import Context
from kartoteka.annotate.notes import coding_of, needed_terms
from kartoteka.annotate.values import is_path
from kartoteka.archive.archive import Archive
from kartoteka.archive.edit import Edit
from kartoteka.errors import NotFound, UsageError
from kartoteka.model.coding import WORKING, Coding
from kartoteka.model.near import nearest
from kartoteka.model.terms import Term
from kartoteka.wording.saying import Saying

COLOURS = ("blue", "orange", "green", "purple", "sky", "yellow", "vermilion", "grey")
"""Names of the colours of codes: those of Okabe and Ito (2008), which the colour-blind tell apart."""


@dataclass(frozen=True, slots=True)
class CodeDetails:
    """What is said of a code; None: nothing is said, an empty text: it is taken away."""

    label: Mapping[str, str] | None = None
    definition: Mapping[str, str] | None = None
    broader: str | None = None
    colour: str | None = None


_NOTHING = CodeDetails()


def make_code(
    archive: Archive,
    id: str,  # noqa: A002
    details: CodeDetails = _NOTHING,
    *,
    why: str,
    read: Read = None,
) -> Term:
    """Make a code, and those above it that are not there yet.

    Raises
    ------
    UsageError
        It is there already, or the id, the colour or the code above cannot be.
    """
    if not is_path(id):
        raise UsageError(Saying("serving.bad_code", code=id))
    with archive.edit(why=why, verb="make-code", read=read) as edit:
        if archive.vocabulary.has("code", id):
            raise UsageError(Saying("serving.code_there", code=id))
        terms = list(needed_terms(Context(archive), id))
        made = _detailed(archive, terms[-1], details)
        edit.add(*terms[:-1], made)
    return made


def edit_code(
    archive: Archive,
    id: str,  # noqa: A002
    details: CodeDetails,
    *,
    why: str,
    read: Read = None,
) -> Term:
    """Change a code's label, definition, colour, or what it stands under.

    Raises
    ------
    NotFound, UsageError, Conflict
        No such code; it would stand under itself; changed since it was read.
    """
    with archive.edit(why=why, verb="edit-code", read=read) as edit:
        before = _code(archive, id)
        after = _detailed(archive, before, details)
        _put(archive, edit, before, after)
    return after


def rename_code(archive: Archive, id: str, to: str, *, why: str, read: Read = None) -> Term:  # noqa: A002
    """Rename a code, with everything under it by path, and move every coding.

    Raises
    ------
    NotFound, UsageError, Conflict
        No such code; the new name is taken, or no name; changed since it was read.
    """
    if not is_path(to):
        raise UsageError(Saying("serving.bad_code", code=to))
    with archive.edit(why=why, verb="rename-code", read=read) as edit:
        before = _code(archive, id)
        if to == id:
            return before
        if archive.vocabulary.has("code", to) or to.startswith(id + "/"):
            raise UsageError(Saying("serving.code_there", code=to))
        _own(archive, before)
        new_name = {id: to} | {
            t.id: to + t.id.removeprefix(id)
            for t in archive.vocabulary.terms("code")
            if t.id.startswith(id + "/")
        }
        for term in needed_terms(Context(archive), to.rpartition("/")[0]) if "/" in to else ():
            edit.add(term)
        touched = [t for t in archive.own_terms() if _touched(t, new_name)]
        renamed = [_renamed(term, new_name, to) for term in touched]
        for term in touched:
            edit.remove(term)
        edit.add(*renamed)
        for old, new in new_name.items():
            _move_codings(archive, edit, old, new)
            _move_memos(archive, edit, old, new)
        return next(t for t in renamed if t.id == to)


def _touched(term: Term, new_name: Mapping[str, str]) -> bool:
    return term.vocab == "code" and (term.id in new_name or (term.broader or "") in new_name)


def _renamed(term: Term, new_name: Mapping[str, str], to: str) -> Term:
    id_ = new_name.get(term.id, term.id)
    broader = new_name.get(term.broader or "", term.broader)
    if id_ != to:
        return replace(term, id=id_, broader=broader)
    # What was called by the last part of its path is called by the new one; labels of its own stay.
    called = term.id.rpartition("/")[2].replace("-", " ")
    label = {
        lang: id_.rpartition("/")[2].replace("-", " ") if text == called else text
        for lang, text in term.label.items()
    }
    return replace(term, id=id_, broader=to.rpartition("/")[0] or broader, label=label)


def merge_codes(
    archive: Archive, merged: Collection[str], into: str, *, why: str, read: Read = None
) -> int:
    """Put all codings of some codes under another one, and remove the codes.

    Returns
    -------
    int
        How many codings moved.

    Raises
    ------
    NotFound, UsageError, Conflict
        No such code; a code stands above the one it would be merged into; changed since it was read.
    """
    with archive.edit(why=why, verb="merge-codes", read=read) as edit:
        _code(archive, into)
        if into in WORKING:
            raise UsageError(Saying("serving.code_built_in", code=into))
        moved = 0
        for id_ in dict.fromkeys(merged):
            before = _own(archive, _code(archive, id_))
            if id_ == into or archive.vocabulary.within("code", into, id_):
                raise UsageError(Saying("serving.code_above", code=id_, other=into))
            moved += _move_codings(archive, edit, id_, into)
            _move_memos(archive, edit, id_, into)
            for child in _children(archive, id_):
                _put(archive, edit, child, replace(child, broader=into))
            edit.remove(before)
        return moved


def remove_code(archive: Archive, id: str, *, why: str, read: Read = None) -> None:  # noqa: A002
    """Remove a code under which nothing stands.

    Raises
    ------
    NotFound, UsageError, Conflict
        No such code; passages or codes stand under it; changed since it was read.
    """
    with archive.edit(why=why, verb="remove-code", read=read) as edit:
        before = _own(archive, _code(archive, id))
        if archive.codings(code=id) or any(_children(archive, id)):
            raise UsageError(Saying("serving.code_used", code=id))
        edit.remove(before)


# ── below ─────────────────────────────────────────────────────────────────────────────────────────


def _code(archive: Archive, id_: str) -> Term:
    if archive.vocabulary.has("code", id_):
        return archive.vocabulary.get("code", id_)
    codes = archive.vocabulary.terms("code")
    raise NotFound(
        "code", id_, nearest(id_, {name: t.id for t in codes for name in (t.id, *t.label.values())})
    )


def _own(archive: Archive, term: Term) -> Term:
    """Return an own code as it is now: an edit may have moved it since the vocabulary was read."""
    own = next((t for t in archive.own_terms() if t.key == term.key), None)
    if own is None:
        raise UsageError(Saying("serving.code_built_in", code=term.id))
    return own


def _put(archive: Archive, edit: Edit, before: Term, after: Term) -> None:
    """Replace a code, or, where it comes with Kartoteka, add the archive's own word for it."""
    own = next((t for t in archive.own_terms() if t.key == before.key), None)
    if own is None:
        edit.add(after)
    else:
        edit.replace(own, after)


def _children(archive: Archive, id_: str) -> Iterator[Term]:
    return (t for t in archive.own_terms() if t.vocab == "code" and t.broader == id_)


def _detailed(archive: Archive, term: Term, details: CodeDetails) -> Term:
    extra = dict(term.extra)
    if details.colour is not None:
        if details.colour and details.colour not in COLOURS:
            raise UsageError(
                Saying("serving.no_colour", colour=details.colour, known=", ".join(COLOURS))
            )
        extra = {k: v for k, v in extra.items() if k != "colour"}
        extra |= {"colour": details.colour} if details.colour else {}
    broader = term.broader if details.broader is None else details.broader or None
    if details.broader:
        _code(archive, details.broader)
        if archive.vocabulary.within("code", details.broader, term.id):
            raise UsageError(Saying("serving.code_above", code=term.id, other=details.broader))
    return replace(
        term,
        label=_said(term.label, details.label),
        definition=_said(term.definition, details.definition),
        broader=broader,
        extra=extra,
    )


def _said(before: Mapping[str, str], said: Mapping[str, str] | None) -> Mapping[str, str]:
    return {lang: text for lang, text in {**before, **(said or {})}.items() if text.strip()}


def _move_codings(archive: Archive, edit: Edit, old: str, new: str) -> int:
    """Move the codings of a code; a passage that is under the other already keeps one."""
    moved = archive.codings(code=old)
    for coding, passage in moved:
        edit.remove(coding)
        other = coding_of(Coding("", passage.id, new, coding.created_by, coding.created_at))
        if not edit.has("coding", [other.id]):
            edit.add(other)
    return len(moved)


def _move_memos(archive: Archive, edit: Edit, old: str, new: str) -> None:
    for about in (old, f"code:{old}"):
        for memo in archive.memos(about):
            edit.replace(memo, replace(memo, about=new))
