"""A human type: what it means, who belongs to it and who does not, what is said of it and among whom.

In: a reader and a type (of people, or of customs). Out: :class:`TypeProfile`. Belonging is a statement like
any other (``trait`` with the type as object), with its evidence.
"""

from __future__ import annotations

from dataclasses import dataclass

from kartoteka.archive.reader import Reader
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.hearsay import News, one_news
from kartoteka.relate.life import ABOUT_NAMES
from kartoteka.relate.place import by_predicate, head_of_kind
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
        Everything else said of it.
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


def type(  # noqa: A001 - the verb is `type`
    reader: Reader,
    id: str,  # noqa: A002
    *,
    atlas: Atlas | None = None,
    journeys: Journeys | None = None,
) -> TypeProfile:
    """Return what is known of a human type, or of a custom.

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
    said = [f for f in reader.statements(subject=ids) if f.statement.rank != "deprecated"]
    named = [f for f in reader.statements(object=ids) if f.statement.rank != "deprecated"]
    belonging = by_predicate(named, "trait", "occupation", "charge")
    practices = by_predicate(named, "practice")
    apart = ABOUT_NAMES | {"definition", "criterion", "counter_example", "reputation"}
    return TypeProfile(
        type=head,
        ids=ids,
        definitions=by_predicate(said, "definition"),
        criteria=by_predicate(said, "criterion"),
        members=tuple(f for f in belonging if f.statement.polarity > 0),
        not_members=tuple(f for f in belonging if f.statement.polarity < 0),
        counter_examples=by_predicate(said, "counter_example"),
        reputations=tuple(
            one_news(f, e, journeys) for f in by_predicate(said, "reputation") for e in f.evidence
        ),
        practised=tuple(f for f in practices if f.statement.polarity > 0),
        not_practised=tuple(f for f in practices if f.statement.polarity < 0),
        broader=atlas.parent(head),
        narrower=atlas.children(head),
        other=tuple(f for f in said if f.statement.predicate not in apart),
    )
