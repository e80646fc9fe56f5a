"""Which pages there are, in one language: every entry, source and theme, and the pages around them.

In: a :class:`~kartoteka.publish.desk.Desk`. Out: :class:`Page` after page; what stands on each is made only
when it is written, so that memory stays flat however large the archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kartoteka.model.entities import KINDS, Kind
from kartoteka.publish.about import about_page
from kartoteka.publish.addresses import FOLDERS, Addresses
from kartoteka.publish.communities import community_page, type_page
from kartoteka.publish.cover import cover_page
from kartoteka.publish.desk import Desk
from kartoteka.publish.found import found_pages
from kartoteka.publish.indexing.site_index import LETTERS
from kartoteka.publish.letters import letter_page, letters_page
from kartoteka.publish.lists import list_page, names_page
from kartoteka.publish.people import person_page
from kartoteka.publish.places import place_page
from kartoteka.publish.questions import questions_page
from kartoteka.publish.release import Withheld
from kartoteka.publish.rumours import hearsay_page
from kartoteka.publish.themes import code_page, family, used_codes
from kartoteka.publish.things import thing_page
from kartoteka.publish.view import View
from kartoteka.relate.atlas import Atlas


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be written.

    Parameters
    ----------
    path
        Below the folder of the language.
    template
        Name of the template, without ``.html``.
    title
        For the head of the page and the search.
    kind
        ``person``, ``place`` …, ``source``, ``code``, or the name of a page around the entries.
    lang
        Of the title and the text, where not the page's.
    make
        Returns what the template shows.
    about
        The id of the entry, source or theme; None for the pages around them, which show the whole archive.
    given
        What it is made with besides what ``make`` asks for.
    """

    path: str
    template: str
    title: str
    kind: str
    make: Callable[[], object]
    lang: str | None = None
    about: str | None = None
    given: object = None


ENTRY: dict[Kind, Callable[[Desk, str], object]] = {
    "person": person_page,
    "place": place_page,
    "group": community_page,
    "type": type_page,
    "thing": thing_page,
}
"""Kind of entity → what makes its page. A test holds it against the list of kinds."""


def addresses(view: View, veil: str | None = None) -> Addresses:
    """Give every entry, source and theme its path; the same in every language."""
    found = Addresses(veil)
    atlas = Atlas(view)
    for kind in KINDS:
        found.give(kind, (e.id for e in atlas.heads(kind)))
        for entity in view.entities(kind):
            head = atlas.clusters.head(entity.id)
            found.same(kind, entity.id, head)
    found.give("source", (s.id for s in view.sources()))
    found.give("code", sorted(_codes(view)))
    return found


def _codes(view: View) -> set[str]:
    """Return the themes that have passages, and those above them."""
    found: set[str] = set()
    for coding, _ in view.codings():
        at: str | None = coding.code
        while at is not None and at not in found:
            found.add(at)
            has = view.vocabulary.has("code", at)
            at = view.vocabulary.get("code", at).broader if has else None
    return found


def pages(desk: Desk, *, as_of: str, withheld: Sequence[Withheld]) -> Iterator[Page]:
    """Yield the pages of a language."""
    counts = _counts(desk)
    cover = Page("index.html", "cover", "", "cover", lambda: cover_page(desk, counts, as_of))
    yield replace(cover, given=(counts, as_of))
    for kind in KINDS:
        title = desk.say(f"kinds_{kind}")
        yield Page(
            f"{FOLDERS[kind]}/index.html", "list", title, "list", _bind(list_page, desk, kind)
        )
        for entity in desk.atlas.heads(kind):
            yield _page(desk, kind, entity.id, kind, _bind(ENTRY[kind], desk, entity.id))
    yield from _letters(desk)
    yield from _themes(desk)
    for path, title, make in found_pages(desk):
        yield Page(path, "found", title, "found", make)
    for name, make in {
        "hearsay": lambda: hearsay_page(desk),
        "names": lambda: names_page(desk),
        "questions": lambda: questions_page(desk),
    }.items():
        yield Page(f"{name}.html", name, desk.say(f"page_{name}"), name, make)
    made = _bind(about_page, desk, as_of, withheld)
    yield Page(
        "about.html", "about", desk.say("page_about"), "about", made, given=(as_of, tuple(withheld))
    )


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page of the search: the groups of pages it looks through, and what to call their kinds."""

    groups: tuple[str, ...]
    kinds: tuple[tuple[str, str, str], ...]


def search_page(desk: Desk) -> Page:
    """Return the page of the search."""
    kinds = tuple(
        (kind, desk.say(f"kind_{kind}"), desk.say(f"kinds_{kind}"))
        for kind in (*KINDS, "source", "code")
    )
    made = SearchPage((LETTERS, desk.lang), kinds)
    return Page("search.html", "search", desk.say("page_search"), "search", lambda: made)


def _counts(desk: Desk) -> tuple[tuple[str, str, int], ...]:
    found = [
        (f"{FOLDERS[kind]}/index.html", f"count_{kind}", sum(1 for _ in desk.atlas.heads(kind)))
        for kind in KINDS
    ]
    letters = sum(1 for _ in desk.view.sources())
    return (("letters/index.html", "count_source", letters), *found)


def _page(desk: Desk, kind: str, id_: str, template: str, make: Callable[[], object]) -> Page:
    path = desk.addresses.path(kind, id_)
    assert path is not None, (kind, id_)  # noqa: S101 - every id was given one
    return Page(path, template, desk.atlas.name(id_, desk.lang), kind, make, about=id_)


def _letters(desk: Desk) -> Iterator[Page]:
    title = desk.say("kinds_source")
    yield Page(
        "letters/index.html",
        "letters",
        title,
        "list",
        lambda: letters_page(desk),
    )
    for source in desk.view.sources():
        path = desk.addresses.path("source", source.id) or ""
        make = _bind(letter_page, desk, source.id)
        yield Page(path, "letter", source.title, "source", make, source.lang, source.id)


def _themes(desk: Desk) -> Iterator[Page]:
    codes = used_codes(desk)
    yield Page("themes/index.html", "themes", desk.say("kinds_code"), "list", lambda: codes)
    for code in codes:
        path = desk.addresses.path("code", code.id) or ""
        make, near = _bind(code_page, desk, code.id, codes), family(desk, code.id, codes)
        where = tuple((line, desk.addresses.path("code", line.id)) for line in near)
        yield Page(path, "theme", code.name, "code", make, about=code.id, given=where)


def _bind(make: Callable[..., object], *arguments: object) -> Callable[[], object]:
    """Return the call, to be made later: a loop variable must not change under it."""
    return lambda: make(*arguments)
