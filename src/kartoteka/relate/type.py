"""A human type: what it means, who belongs to it and who does not, what is said of it and among whom.

In: a reader and a type (of people, or of customs). Out: :class:`TypeProfile`. Belonging is a statement like
any other (``trait`` with the type as object), with its evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kartoteka.archive.reader import Reader
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.hearsay import News, one_news
from kartoteka.relate.life import ABOUT_NAMES
from kartoteka.relate.place import head_of_kind
from kartoteka.relate.standing import Journeys


@dataclass(frozen=True, slots=True)
class TypeProfile:
    """What is known of a type.

    Parameters
    ----------
    type, ids
        The id that stands for it, and all that are judged the same.
    definitions, criteria
        What it is, and by what one knows it.
    members, not_members
        Statements that somebody belongs to it, and that somebody does not.
    counter_examples
        Who seems to belong and does not.
    reputations
        What is said of it, one per attestation; ``statement.role("among")`` tells among whom.
    practised, not_practised
        Where the type is a custom: the groups and places that have it, and those said not to.
    broader, narrower
        Types that it is part of, and that are part of it.
    other
        Everything else said of it, by time.
    more
        Section → how many further statements it has, where only the first were asked for.
    """

    type: str
    ids: tuple[str, ...]
    definitions: tuple[Attested, ...]
    criteria: tuple[Attested, ...]
    members: tuple[Attested, ...]
    not_members: tuple[Attested, ...]
    counter_examples: tuple[Attested, ...]
    reputations: tuple[News, ...]
    practised: tuple[Attested, ...]
    not_practised: tuple[Attested, ...]
    broader: str | None
    narrower: tuple[str, ...]
    other: tuple[Attested, ...]
    more: Mapping[str, int] = field(default_factory=dict[str, int], hash=False)


def type(  # noqa: A001 - the verb is `type`
    reader: Reader,
    id: str,  # noqa: A002
    *,
    atlas: Atlas | None = None,
    journeys: Journeys | None = None,
    limit: int | None = None,
) -> TypeProfile:
    """Return what is known of a human type, or of a custom.

    Parameters
    ----------
    limit
        At most so many statements in each section, the first by time; ``more`` says how many are left out.

    Raises
    ------
    NotFound
        No such entity.
    UsageError
        It is not a type.
    """
    atlas = atlas or Atlas(reader)
    journeys = journeys or Journeys(atlas)
    head = head_of_kind(atlas, id, "type").id
    ids = atlas.ids(head)
    more: dict[str, int] = {}

    def section(name: str, *predicates: str, **asked: Any) -> tuple[Attested, ...]:  # noqa: ANN401
        found = reader.excerpt(limit, predicate=predicates or None, **asked)
        more.update({name: found.more} if found.more else {})
        return found.found

    return TypeProfile(
        type=head,
        ids=ids,
        definitions=section("definitions", "definition", subject=ids),
        criteria=section("criteria", "criterion", subject=ids),
        members=section("members", *_BELONGING, object=ids, polarity=1),
        not_members=section("not_members", *_BELONGING, object=ids, polarity=-1),
        counter_examples=section("counter_examples", "counter_example", subject=ids),
        reputations=tuple(
            one_news(f, e, journeys)
            for f in section("reputations", "reputation", subject=ids)
            for e in f.evidence
        ),
        practised=section("practised", "practice", object=ids, polarity=1),
        not_practised=section("not_practised", "practice", object=ids, polarity=-1),
        broader=atlas.parent(head),
        narrower=atlas.children(head),
        other=section("other", subject=ids, without=_SHOWN_APART),
        more=more,
    )


_BELONGING = ("trait", "occupation", "charge")

_SHOWN_APART = (*ABOUT_NAMES, "definition", "criterion", "counter_example", "reputation")
