"""Every kind of thing has its page, its template and its words in both languages."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.model.dates import day_of
from kartoteka.model.entities import KINDS
from kartoteka.publish.desk import Desk, Facts
from kartoteka.publish.plan import ENTRY, addresses, pages
from kartoteka.publish.shared import STYLES
from kartoteka.publish.view import View
from kartoteka.wording.texts import LANGUAGES, has_text, say

PUBLISH = resources.files("kartoteka.publish")


def sources() -> dict[str, str]:
    folders = (PUBLISH, PUBLISH / "templates")
    files = [f for folder in folders for f in folder.iterdir() if f.name.endswith((".py", ".html"))]
    return {f.name: f.read_text(encoding="utf-8") for f in files}


def test_every_kind_of_entity_has_a_page_and_a_template() -> None:
    assert set(ENTRY) == set(KINDS)
    for kind in KINDS:
        assert (PUBLISH / "templates" / f"{kind}.html").is_file()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_that_a_template_or_module_asks_for_is_there(lang: str) -> None:
    asked = re.compile(r"""(?:\bt\(|desk\.say\(|\bsay\("site\.)['"]?([a-z_0-9]+)['"]\s*[,)]""")
    keys = {key for text in sources().values() for key in asked.findall(text)}
    assert len(keys) > 80
    assert [key for key in sorted(keys) if not has_text(f"site.{key}")] == []
    for kind in (*KINDS, "source", "code"):
        assert say(f"site.kind_{kind}", lang)
        assert say(f"site.kinds_{kind}", lang)


def test_no_template_turns_escaping_off() -> None:
    for name, text in sources().items():
        if name.endswith(".html"):
            assert "|safe" not in text.replace(" ", ""), name
            assert "autoescape" not in text, name


def test_style_sheets_are_all_used() -> None:
    there = {f.name for f in (PUBLISH / "static").iterdir() if f.name.endswith(".css")}
    assert there == {f"{part}.css" for part in STYLES}


def test_every_entity_source_and_theme_has_one_address(tiny: Archive) -> None:
    view = View(tiny, today=day_of(2026, 1, 1))
    desk = Desk(Facts(view, addresses(view)), "en")
    paths = [page.path for page in pages(desk, as_of="today", withheld=())]
    assert len(paths) == len(set(paths))
    assert sum(p.startswith("people/") for p in paths) == 1 + sum(
        1 for _ in view.entities("person")
    )
    assert sum(p.startswith("letters/") for p in paths) == 1 + sum(1 for _ in view.sources())
