"""Who belonged to which groups, and from when on: read from the archive when first asked for.

In: an atlas. Out: :class:`Memberships`, from which ``standing`` asks; of many at once, where many are known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from kartoteka.model.dates import Day
from kartoteka.model.outlines import Link
from kartoteka.model.presence import MEMBER
from kartoteka.relate.atlas import Atlas


class Membership(NamedTuple):
    """That somebody belonged to a group, from when on."""

    who: str
    group: str
    begins: Day | None


class Memberships:
    """The groups of people, and the members of groups."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._members: dict[str, list[Membership]] = {}
        self._groups: dict[str, list[Membership]] = {}

    def groups_of(self, head: str) -> list[Membership]:
        """Return which groups somebody belonged to."""
        self._read_groups((head,))
        return self._groups[head]

    def members_of(self, head: str) -> list[Membership]:
        """Return who belonged to a group."""
        self._read_members((head,))
        return self._members[head]

    def read(self, heads: Collection[str]) -> None:
        """Read both of all that have not been read yet, at once."""
        self._read_groups(heads)
        self._read_members(heads)

    def _read_groups(self, heads: Collection[str]) -> None:
        unread = {head: list[Membership]() for head in sorted(heads) if head not in self._groups}
        if unread:
            ids = self._atlas.all_ids(tuple(unread))
            for membership in self._made(self._atlas.reader.links(MEMBER, subject=ids)):
                unread[membership.who].append(membership)
            self._groups.update(unread)

    def _read_members(self, heads: Collection[str]) -> None:
        unread = {head: list[Membership]() for head in sorted(heads) if head not in self._members}
        if unread:
            ids = self._atlas.all_ids(tuple(unread))
            for membership in self._made(self._atlas.reader.links(MEMBER, object=ids)):
                unread[membership.group].append(membership)
            self._members.update(unread)

    def _made(self, found: Iterable[Link]) -> Iterator[Membership]:
        head = self._atlas.clusters.head
        return (Membership(head(said.subject), head(said.object), said.begins) for said in found)
