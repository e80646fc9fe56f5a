"""The site as files: no secret, no remote request, valid, and the same bytes twice."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest
from tests.publish.conftest import SECRETS, TODAY

from kartoteka.archive.archive import Archive
from kartoteka.errors import PublishBlocked, UsageError
from kartoteka.publish import templating
from kartoteka.publish.folder import MARKER
from kartoteka.publish.site import Built, site

Build = Callable[[Archive], Built]


def pages(built: Built) -> list[Path]:
    return sorted(built.path.rglob("*.html"))


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def plain(text: str) -> str:
    """Undo what could hide a name: entities, escapes, tags within words, invisible letters, case, ё."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    text = html.unescape(re.sub(r"<[^>]*>", "", text) + "\n" + text)
    text = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text)
    text = unicodedata.normalize("NFKC", text).replace("\u0301", "")
    return text.casefold().replace("ё", "е")


def test_no_planted_secret_stands_in_any_file_or_its_name(secret: Archive, build: Build) -> None:
    built = build(secret)
    for path, content in files(built.path).items():
        if path.endswith(".woff2"):
            continue
        read = plain(f"{path}\n{content.decode()}")
        assert not [s for s in SECRETS if s in read], path


def test_the_secrets_of_the_test_would_be_seen(secret: Archive) -> None:
    """The other side of the test above: all of it stands in the archive."""
    held = [secret.text(s.id) for s in secret.sources()]
    held += [f"{e.id} {e.label}" for e in secret.entities()]
    held += [m.text for m in secret.memos()] + [i.reason for i in secret.identities()]
    read = plain("\n".join([*held, secret.by, "pavel Pavel Orlov gusev"])) + " opлoв"
    assert [s for s in SECRETS if s not in read] == []


def test_two_builds_are_equal_byte_for_byte(secret: Archive, tmp_path: Path) -> None:
    first = site(secret, tmp_path / "one", as_of=TODAY)
    second = site(secret, tmp_path / "two", as_of=TODAY)
    assert files(first.path) == files(second.path)


def test_every_page_is_valid_html_without_inline_script_or_style(
    tiny: Archive, build: Build
) -> None:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    for path in pages(build(tiny)):
        text = path.read_text(encoding="utf-8")
        tree = parser.parse(text)
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            assert "style" not in element.attrib, path
            assert not [a for a in element.attrib if str(a).startswith("on")], path
            assert element.tag != "style", path
            if element.tag == "script":
                assert element.get("src"), path
                assert not (element.text or "").strip(), path


def test_ids_are_unique_on_every_page(tiny: Archive, build: Build) -> None:
    for path in pages(build(tiny)):
        ids = re.findall(r'\bid="([^"]*)"', path.read_text(encoding="utf-8"))
        assert len(ids) == len(set(ids)), path


def test_nothing_remote_is_asked_for(tiny: Archive, build: Build) -> None:
    for path, content in files(build(tiny).path).items():
        if path.endswith((".html", ".css")):
            text = content.decode()
            assert not re.search(r'(?:href|src|action)="(?:[a-z]+:|/)', text), path
            assert "@import" not in text, path
            assert not re.search(r"url\((?!fonts/|#)", text), path


def test_each_page_leads_to_itself_in_the_other_language(tiny: Archive, build: Build) -> None:
    built = build(tiny)
    english = {p.relative_to(built.path / "en") for p in (built.path / "en").rglob("*.html")}
    russian = {p.relative_to(built.path / "ru") for p in (built.path / "ru").rglob("*.html")}
    assert english == russian
    page = (built.path / "ru/people/ida.html").read_text(encoding="utf-8")
    assert 'href="../../en/people/ida.html" hreflang="en"' in page


def test_an_empty_archive_makes_a_site_that_says_what_to_do(archive: Archive, build: Build) -> None:
    built = build(archive)
    cover = (built.path / "en/index.html").read_text(encoding="utf-8")
    assert "kartoteka add" in cover
    assert "Nothing is in this archive yet" in cover


def test_the_build_says_what_it_holds_back(secret: Archive, build: Build) -> None:
    said = build(secret).held_back("en")
    assert "1 letter: the day of release has not come." in said
    about = (build(secret).path / "en/about.html").read_text(encoding="utf-8")
    assert "1 letter: the day of release has not come." in about


def test_a_folder_with_other_things_in_it_is_not_touched(tiny: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("ten years")
    with pytest.raises(UsageError, match="not empty"):
        site(tiny, folder, as_of=TODAY)
    assert files(folder) == {"thesis.txt": b"ten years"}


def test_an_earlier_site_is_replaced_and_its_leftovers_go(tiny: Archive, tmp_path: Path) -> None:
    built = site(tiny, tmp_path / "site", as_of=TODAY)
    (built.path / "en" / "gone.html").write_text("a page of last year")
    site(tiny, tmp_path / "site", as_of=TODAY, langs=("en",))
    assert not (built.path / "en" / "gone.html").exists()
    assert not (built.path / "ru").exists()
    assert (built.path / MARKER).is_file()
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_broken_link_stops_the_build_and_the_earlier_site_stays(
    tiny: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = site(tiny, tmp_path / "site", as_of=TODAY)
    before = files(built.path)
    true_html = templating.Press.html

    def broken(self: templating.Press, page: Any, it: object, *more: Any) -> str:
        return true_html(self, page, it, *more).replace(
            "</main>", '<a href="nowhere.html">x</a></main>'
        )  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(templating.Press, "html", broken)
    with pytest.raises(PublishBlocked) as caught:
        site(tiny, tmp_path / "site", as_of=TODAY, full=True)
    assert {f.rule for f in caught.value.findings} == {"broken-link"}
    assert files(built.path) == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_dir()) == ["site"]


def test_a_name_that_slips_through_stops_the_build(
    secret: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever mistake lets a hidden name onto a page, the proof reading finds it."""
    true_html = templating.Press.html

    def leaking(self: templating.Press, page: object, it: object, *more: object) -> str:
        leak = "<p>Ор<b>лов</b>ым</p></main>"
        return true_html(self, page, it, *more).replace("</main>", leak)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(templating.Press, "html", leaking)
    with pytest.raises(PublishBlocked) as caught:
        site(secret, tmp_path / "site", as_of=TODAY)
    assert {f.rule for f in caught.value.findings} == {"leak"}
    assert not (tmp_path / "site").exists()
