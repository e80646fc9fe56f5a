"""What becomes of the files that are added: new, there already, completed, or refused.

In: drafts, and which of their originals the archive has. Out: an :class:`Added`, and the sources written.
The same bytes are one source; what is said of it for the first time is added to it, and what contradicts
what was said is refused, because one of the two would be lost without a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kartoteka.errors import UnreadableSource, UsageError
from kartoteka.importers.details import slug
from kartoteka.importers.drafts import Draft
from kartoteka.importers.reasons import Reason
from kartoteka.model.sources import Source

if TYPE_CHECKING:
    from kartoteka.archive.archive import Archive
    from kartoteka.archive.edit import Edit


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files.

    Parameters
    ----------
    added, already
        Ids of new sources, and of those that were there.
    unreadable
        Refusals.
    completed
        Of those that were there: of which something is said now that was not said before.
    """

    added: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    unreadable: tuple[UnreadableSource, ...] = ()
    completed: tuple[str, ...] = ()

    def __add__(self, other: Added) -> Added:
        return Added(
            self.added + other.added,
            self.already + other.already,
            self.unreadable + other.unreadable,
            self.completed + other.completed,
        )


class Batch:
    """Sorts drafts into new ones, those already there, and those that cannot be."""

    def __init__(self, archive: Archive, known: Mapping[str, tuple[Source, ...]]) -> None:
        self._archive = archive
        self._known = {sha256: sources[0] for sha256, sources in known.items()}
        self._new: dict[str, tuple[Draft, Source]] = {}
        self._already: list[str] = []
        self._completed: dict[str, tuple[Source, Source]] = {}
        self._refused: list[UnreadableSource] = []

    def account(self, drafts: Sequence[Draft]) -> Added:
        """Return what would become of the drafts."""
        for draft in drafts:
            try:
                self._sort(draft)
            except UsageError as error:
                self._refused.append(UnreadableSource(draft.path, error.args[0]))
        return Added(
            tuple(self._new), tuple(self._already), tuple(self._refused), tuple(self._completed)
        )

    def written(self, drafts: Sequence[Draft], edit: Edit) -> Added:
        """Write the drafts in an edit; return what became of them."""
        account = self.account(drafts)
        edit.keep_originals(draft.original for draft, _ in self._new.values())
        edit.keep_texts(draft.text for draft, _ in self._new.values())
        edit.add(*(source for _, source in self._new.values()))
        for before, after in self._completed.values():
            edit.replace(before, after)
        return account

    def _sort(self, draft: Draft) -> None:
        if there := self._known.get(draft.sha256):
            if unsaid := _unsaid(draft, there):
                self._complete(there, replace(there, **unsaid))
            self._already.append(there.id)
            return
        source = draft.source(self._free_id(draft))
        self._new[source.id] = draft, source
        self._known[draft.sha256] = source

    def _complete(self, there: Source, after: Source) -> None:
        self._known[there.sha256] = after
        if there.id in self._new:
            self._new[there.id] = self._new[there.id][0], after
        else:
            before, _ = self._completed.get(there.id, (there, after))
            self._completed[there.id] = before, after

    def _free_id(self, draft: Draft) -> str:
        if asked := draft.details.get("id"):
            if self._taken(asked):
                raise UsageError(Reason("id_taken", id=asked, name=draft.path.name))
            return asked
        stem = slug(draft.path.stem)
        number = 1
        while self._taken(candidate := stem if number == 1 else f"{stem}-{number}"):
            number += 1
        return candidate

    def _taken(self, id_: str) -> bool:
        return id_ in self._new or self._archive.find_source(id_) is not None


def _unsaid(draft: Draft, there: Source) -> dict[str, Any]:
    """Return what is said now of a text that is there, and was not said before.

    Raises
    ------
    UsageError
        Something else was said of it before.
    """
    unsaid: dict[str, Any] = {}
    for field, value in draft.details.items():
        kept = getattr(there, field)
        if kept is None:
            unsaid[field] = value
        elif kept != value:
            facts = {"id": there.id, "field": field, "kept": kept, "given": value}
            raise UsageError(Reason("there_but_differs", **facts))
    return unsaid
