"""A page's content → the words that the search finds it by.

In: the frozen content of an entry, source or theme. Out: plain text; empty for the pages around them, which
only repeat what stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from kartoteka.publish.communities import CommunityPage, TypePage
from kartoteka.publish.desk import AlsoCalled, Desk
from kartoteka.publish.letters import LetterPage
from kartoteka.publish.people import PersonPage
from kartoteka.publish.places import PlacePage
from kartoteka.publish.plan import Page
from kartoteka.publish.prose import Said
from kartoteka.publish.themes import CodePage
from kartoteka.publish.things import ThingPage


def searchable(desk: Desk, page: Page, content: object) -> str:
    """Return the words of a page; empty where the search should not find it."""
    if isinstance(content, LetterPage):
        return " ".join(desk.view.text(content.letter.id).split())
    lines = _lines(content)
    if page.kind in ("person", "place", "group", "type", "thing", "code") and not any(lines):
        return page.title
    return " ".join(dict.fromkeys(line for line in lines if line))


def _lines(content: object) -> list[str]:
    match content:
        case PersonPage():
            years = (said for year in content.years for said in year.said)
            found = (*content.portrait, *years, *content.bonds, *content.undated)
            return [*_names(content.names), *_said(found)]
        case PlacePage():
            own = (*content.numbers, *content.practices, *content.has)
            own = (*own, *content.traits, *content.events)
            rated = [f"{r.aspect}: {r.words}" for r in (*content.first_hand, *content.by_hearsay)]
            return [*_names(content.names), *_said(own), *rated]
        case CommunityPage():
            own = (*content.turns, *content.places, *content.practices, *content.has)
            own = (*own, *content.numbers, *content.traits, *content.events)
            return [*_names(content.names), *_said(own), *(m.who.name for m in content.members)]
        case TypePage():
            own = (*content.definitions, *content.criteria, *content.members, *content.practised)
            return [*_names(content.names), *_said(own), *(r.value for r in content.reputations)]
        case ThingPage():
            return [*_names(content.names), *_said((*content.there, *content.about))]
        case CodePage():
            return [content.definition, *(p.text for p in content.passages)]
        case _:
            return []


def _names(names: tuple[AlsoCalled, ...]) -> Iterator[str]:
    return (ended(name.value) for name in names)


def _said(found: tuple[Said, ...]) -> Iterator[str]:
    return (ended(said.text) for said in found)


def ended(sentence: str) -> str:
    """Return a sentence with a full stop at its end, and never two.

    >>> ended("He slept"), ended("4 чел. в 2024 г."), ended("И. О."), ended("Why?"), ended("It waits …")
    ('He slept.', '4 чел. в 2024 г.', 'И. О.', 'Why?', 'It waits …')
    """
    return sentence if sentence.endswith((".", "!", "?", "…")) else sentence + "."
