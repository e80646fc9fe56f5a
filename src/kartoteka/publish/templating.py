"""Pages and templates → HTML. Templates see the frozen page, and functions that make relative links.

In: a :class:`~kartoteka.publish.plan.Page` and its :class:`~kartoteka.publish.desk.Desk`. Out: HTML text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from kartoteka.publish.addresses import link
from kartoteka.publish.desk import Desk, Ref
from kartoteka.publish.found_types import found_links
from kartoteka.publish.plan import Page
from kartoteka.publish.rolls import Rest

LANGUAGE_NAMES = {"en": "English", "ru": "Русский"}

_BLANK = re.compile(r"\n\s*\n+")


@cache
def environment() -> Environment:
    """Return the templates: everything is escaped, and a name that is not there is an error."""
    return Environment(
        loader=PackageLoader("kartoteka.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


class Press:
    """Prints the pages of one language."""

    def __init__(
        self,
        desk: Desk,
        *,
        langs: Sequence[str],
        title: str,
        templates: Environment | None = None,
    ) -> None:
        self._desk = desk
        self._templates = templates or environment()
        self._name_of = lru_cache(maxsize=8192)(desk.ref)
        self._shared: Mapping[str, object] = {
            "lang": desk.lang,
            "langs": tuple(langs),
            "language_names": LANGUAGE_NAMES,
            "site_title": title,
            "t": desk.say,
            "found": found_links(desk),
        }

    def html(
        self,
        page: Page,
        it: object,
        rests: Sequence[Rest] = (),
    ) -> str:
        """Return a page as HTML."""
        desk, path = self._desk, page.path
        up = link(f"{desk.lang}/{path}", ".")

        def go(target: str) -> str:
            return link(path, target)

        def name_of(id_: str) -> Ref:
            desk.facts.trace.entities((id_,))
            return self._name_of(id_)

        def url(kind: str, id_: str, anchor: str = "") -> str | None:
            target = desk.addresses.path(kind, id_)
            if target is None:
                return None
            return link(path, f"{target}#{anchor}" if anchor else target)

        def entity_url(id_: str) -> str | None:
            ref = name_of(id_)
            target = url(ref.kind, ref.id)
            # A page does not link to itself.
            return None if desk.addresses.path(ref.kind, ref.id) == path else target

        template = self._templates.get_template(f"{page.template}.html")
        text = template.render(
            self._shared,
            page=page,
            it=it,
            rests=rests,
            go=go,
            name_of=name_of,
            url=url,
            entity_url=entity_url,
            static=lambda name: f"{up}/{name}",  # pyright: ignore[reportUnknownLambdaType]
            in_lang=lambda other: f"{up}/{other}/{path}",  # pyright: ignore[reportUnknownLambdaType]
        )
        return _BLANK.sub("\n", text)
