"""Which lists of which pages may become long, and how a line of each looks.

In: nothing. Out: :data:`LONG`, for ``rolls``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from kartoteka.publish.communities import CommunityPage, TypePage
from kartoteka.publish.letters import LettersPage
from kartoteka.publish.lists import ListPage, NamesPage
from kartoteka.publish.people import PersonPage
from kartoteka.publish.places import PlacePage
from kartoteka.publish.questions import QuestionsPage
from kartoteka.publish.rumours import HearsayPage
from kartoteka.publish.themes import CodePage
from kartoteka.publish.things import ThingPage


class Long(NamedTuple):
    """A list that may become long: the id of its section, the key of its title, and how a line looks."""

    section: str
    title: str
    look: str


def _said(*fields_: str, look: str = "said", **titles: str) -> dict[str, Long]:
    found = {f: Long(f, f, look) for f in fields_}
    return found | {f: Long(f, title, look) for f, title in titles.items()}


LONG: dict[type[Any], dict[str, Long]] = {
    PersonPage: {
        "years": Long("life", "life", "chapters"),
        **_said("portrait", "bonds"),
        "undated": Long("also", "also_said", "said"),
        "company": Long("company", "company", "company"),
        "letters": Long("letters", "letters_by", "letters"),
        **_said("mentions", look="mentions", told="told_others"),
    },
    PlacePage: {
        **_said("numbers", "practices", "traits", "events", has="possessions"),
        "guests": Long("there", "who_was_there", "guests"),
        "first_hand": Long("first", "first_hand", "ratings"),
        "by_hearsay": Long("second", "by_hearsay", "ratings"),
        "flows": Long("news", "news_of", "flows"),
        "groups": Long("groups", "kinds_group", "refs"),
        "letters": Long("letters", "letters_from", "letters"),
        **_said("mentions", look="mentions"),
    },
    CommunityPage: {
        **_said("turns", "practices", "numbers", "traits", "events"),
        **_said(places="where_it_was", has="possessions"),
        "members": Long("members", "members", "members"),
        "neighbours": Long("neighbours", "neighbours_title", "refs"),
        **_said("mentions", look="mentions", told="told_others"),
    },
    TypePage: {
        **_said("criteria", definitions="definition"),
        "reputations": Long("reputations", "reputations", "reputations"),
        "members": Long("members", "type_members", "mentions"),
        "counter_examples": Long("counter", "counter_examples", "mentions"),
        "not_members": Long("not-members", "not_members", "mentions"),
        "practised": Long("practised", "practised", "mentions"),
        "not_practised": Long("not-practised", "not_practised", "mentions"),
        "narrower": Long("narrower", "narrower", "refs"),
        "flows": Long("news", "news_of", "flows"),
        "other": Long("also", "also_said", "said"),
    },
    ThingPage: {
        "there": Long("there", "thing_there", "mentions"),
        "not_there": Long("not-there", "thing_not_there", "mentions"),
        "about": Long("about", "also_said", "mentions"),
    },
    CodePage: {"passages": Long("passages", "all_passages", "passages")},
    LettersPage: {"letters": Long("letters", "kinds_source", "letters")},
    ListPage: {"chapters": Long("entries", "all_entries", "entries")},
    NamesPage: {"letters": Long("names", "page_names", "names")},
    HearsayPage: {
        "legs": Long("legs", "as_table", "legs"),
        "told": Long("told", "passed_on", "flows"),
        "unplaced": Long("unplaced", "not_been_there", "flows"),
    },
    QuestionsPage: {"witnesses": Long("asked", "page_questions", "asked")},
}
"""Content → its lists. A test holds it against the contents: a list of lines is here, or short by nature."""

GROUPED = frozenset({"chapters", "entries", "names", "asked"})
"""Looks of lists whose lines stand under headings."""
