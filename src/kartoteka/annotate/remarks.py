"""A memo on words: the passage and what is thought of it, in one edit.

In: where the words stand, a memo. Out: one edit. An evidence file says the same in two steps: a coding, and a
memo about its passage.
"""

from __future__ import annotations

from collections.abc import Mapping

from kartoteka.annotate.anchor import make_passage
from kartoteka.annotate.notes import memo_of
from kartoteka.archive.archive import Archive
from kartoteka.errors import AnchorLost, UsageError
from kartoteka.model.coding import PENDING, Memo
from kartoteka.model.sources import CodePoint, Passage
from kartoteka.wording.saying import Saying


def remark(
    archive: Archive,
    source: str,
    start: CodePoint,
    end: CodePoint,
    *,
    text: str,
    title: str = "",
    exact: str | None = None,
    why: str,
    read: Mapping[str, str] | None = None,
) -> tuple[Passage, Memo]:
    """Write a memo about words of a source; they are no longer kept for later.

    Parameters
    ----------
    archive
        To change.
    source, start, end
        Where the words stand, in code points, ``end`` excluded.
    text, title
        Of the memo.
    exact
        The words that the person saw there.
    why, read
        For the history; what the person looked at.

    Raises
    ------
    UsageError
        The place is not in the text, or the memo says nothing.
    AnchorLost
        Other words stand there than ``exact``.
    NotFound
        No such source.
    """
    whole = archive.text(source)
    if not 0 <= start < end <= len(whole):
        raise UsageError(Saying("serving.no_such_place", start=start, end=end, length=len(whole)))
    if exact is not None and whole[start:end] != exact:
        raise AnchorLost(exact, source)
    if not text.strip():
        raise UsageError(Saying("serving.needs_value", field="text"))
    passage = make_passage(source, whole, start, end)
    memo = memo_of(Memo("", passage.id, title.strip(), text, archive.by, archive.now()))
    with archive.edit(why=why, verb="remark", read=read) as edit:
        if not edit.has("passage", [passage.id]):
            edit.add(passage)
        if not edit.has("memo", [memo.id]):
            edit.add(memo)
        for coding, _ in archive.lists.codings(passages=[passage.id]):
            if coding.code == PENDING:
                edit.remove(coding)
    return passage, memo
