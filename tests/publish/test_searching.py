"""The index of the site's search: what is in it, that it is always the same, what it must not break."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.publish.conftest import SECRETS, TODAY

from kartoteka.archive.archive import Archive
from kartoteka.errors import PublishBlocked
from kartoteka.model.dates import read_edtf
from kartoteka.model.statements import Attestation, Statement
from kartoteka.publish.indexing import group, postings, tree
from kartoteka.publish.indexing.digits import DIGITS, IN_TITLE, TIMES, number, numbers, written
from kartoteka.publish.indexing.proofing import words_in
from kartoteka.publish.indexing.site_index import SiteIndex
from kartoteka.publish.indexing.slots import slots
from kartoteka.publish.indexing.words import folded, sound_keys
from kartoteka.publish.searching import Found
from kartoteka.publish.site import site

LETTER = Found("letters/l.html", "source", "A letter", "Prisons were cold. " * 600, "en")
LEV = Found("people/lev.html", "person", "Лев Кагарлицкий", "Писал в тюрьмах о тюрьме.", "ru")
ANA = Found("people/ana.html", "person", "Ana Orlova", "Ana was dying in a prison; to die", "en")


def index_of(
    folder: Path, pages: Iterable[Found], langs: tuple[str, ...] = ("en", "ru")
) -> dict[str, bytes]:
    index = SiteIndex(folder / "held", langs)
    for page in pages:
        index.take(page.lang if page.lang in langs else langs[0], page)
    files = dict(index.files())
    index.close()
    assert not (folder / "held").exists()
    return files


def data_of(content: bytes) -> Any:
    begin, _, data = content.decode().partition(",")
    assert begin.startswith('kartotekaSearch("')
    return json.loads(data.rstrip().removesuffix(")"))


def lines_of(files: dict[str, bytes], letters: str) -> list[str]:
    """Return the lines of all files of words of a group."""
    return [
        line
        for name, content in files.items()
        if name.startswith(f"search/{letters}/w-")
        for line in data_of(content).split("|")
    ]


# ── known answers ─────────────────────────────────────────────────────────────────────────────────────


def test_forms_of_one_word_stand_in_one_line_with_the_page_they_are_on(tmp_path: Path) -> None:
    lines = lines_of(index_of(tmp_path, [LEV]), "ru")
    assert [line.rpartition(":")[0] for line in lines if line.startswith("тюрьм")] == [
        "тюрьм:5ах,5е"
    ]
    (of_name,) = (line for line in lines if line.startswith("кагарлицк:"))
    (slot,) = slots(["people/lev.html"]).tolist()
    assert of_name.endswith(f":{number(2 * slot + 1)}{DIGITS[IN_TITLE]}")


def test_a_name_is_found_by_its_sound_in_the_other_script(tmp_path: Path) -> None:
    files = index_of(
        tmp_path, [LEV, Found("people/lev.html", "person", "Lev Kagarlitsky", "", "en")]
    )
    heard = [data_of(files[f"search/{lang}/s-.js"]).split("|") for lang in ("en", "ru")]
    assert "kagarlik:kagarlitski" in heard[0]
    assert "kagarlik:кагарлицк" in heard[1]


def test_the_browser_folds_and_hears_names_as_the_index_does() -> None:
    """The file is held against the browser's side by ``frontend/test/search.test.ts``."""
    path = Path(__file__).parents[2] / "frontend" / "test" / "heard.json"
    known = json.loads(path.read_text(encoding="utf-8"))
    made = {name: [folded(name), sorted(sound_keys(folded(name)))] for name in known}
    assert made == known


def test_of_a_long_text_every_word_is_found_and_where_it_stands(tmp_path: Path) -> None:
    text = "cold " * 3_000 + "refrigerator " + "cold " * 3_000
    files = index_of(tmp_path, [Found("letters/l.html", "source", "A letter", text, "en")])
    (line,) = (line for line in lines_of(files, "letters") if line.startswith("refriger:"))
    *_, block = numbers(line.rpartition(":")[2])
    parts = sorted(n for n in files if "/p-" in n)
    texts = [piece for part in parts for piece in data_of(files[part])[5:]]
    assert "refrigerator" in texts[block]
    assert "".join(texts) == text


def test_a_form_that_begins_otherwise_than_its_stem_leads_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "MOST_ROOM", 1)
    monkeypatch.setattr(tree.grown, "__defaults__", (1,))
    lines = lines_of(index_of(tmp_path, [ANA]), "en")
    assert "=die:dying" in lines


def test_a_list_of_very_many_pages_is_a_file_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group, "VERY_MANY", 10)
    pages = [Found(f"{n}.html", "person", "Ana", "prison", "en") for n in range(12)]
    files = index_of(tmp_path, pages)
    assert any(line.startswith("prison:6:~") for line in lines_of(files, "en"))
    assert f"search/en/b-{tree.file_name('prison')}.js" in files


def test_digits_say_what_was_written() -> None:
    chance = np.random.default_rng(1)
    terms = np.sort(chance.integers(0, 30, 2_000))
    places = np.concatenate(
        [np.sort(chance.choice(1 << 20, int((terms == t).sum()), replace=False)) for t in range(30)]
    )
    signs, blocks = chance.integers(0, 16, 2_000), chance.integers(0, 90, 2_000) // 40
    text, starts = written(terms, places, signs, blocks)
    at = -1
    for n in range(2_000):
        at = -1 if n and terms[n] != terms[n - 1] else at
        piece = text[starts[n] : starts[n + 1]].decode()
        gap, *rest = numbers(piece)
        at += gap // 2 + 1
        assert at == places[n]
        assert bool(rest) == bool(signs[n] or blocks[n])
    assert len(DIGITS) == len(set(DIGITS)) == 64
    assert not set(DIGITS.lower()) & set('aeiouy"\\<|:,~')
    assert len(TIMES) == 8


# ── the same bytes, and few others ────────────────────────────────────────────────────────────────────


def many(count: int = 300) -> list[Found]:
    chance = random.Random(5)  # noqa: S311
    words = ["".join(chance.choices("abdeiklmnorstu", k=7)) for _ in range(900)]
    return [
        Found(f"{n}.html", "person", words[n], " ".join(chance.choices(words, k=60)), "en")
        for n in range(count)
    ]


def test_in_whatever_order_pages_come_the_bytes_are_the_same(tmp_path: Path) -> None:
    pages = [*many(), LETTER, LEV, ANA]
    first = index_of(tmp_path, pages)
    random.Random(2).shuffle(pages)  # noqa: S311
    assert index_of(tmp_path, pages) == first


def test_sorted_on_disk_a_part_at_a_time_it_is_the_same_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = index_of(tmp_path, many())
    monkeypatch.setattr(postings, "_PART", 500)
    monkeypatch.setattr("kartoteka.publish.indexing.gathering._HELD", 300)
    assert index_of(tmp_path, many()) == whole


def test_a_word_more_on_one_page_changes_few_files(tmp_path: Path) -> None:
    pages = many()
    before = index_of(tmp_path, pages)
    old = pages[50]
    pages[50] = Found(old.url, old.kind, old.title, old.text + " refrigerator", old.lang)
    after = index_of(tmp_path, pages)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    # The page's text, the word, its ending; the list of pages where the length is another.
    assert len(changed) <= 4
    assert len(after) > 50


def test_a_new_page_moves_hardly_any_other() -> None:
    urls = [f"people/{n}.html" for n in range(1_100)]
    before = slots(urls)
    after = slots([*urls, "people/new.html"])[:-1]
    assert len(np.unique(before)) == len(urls)
    assert int((before != after).sum()) <= 3


# ── what it must not break, or tell ───────────────────────────────────────────────────────────────────


def test_a_letter_that_contains_markup_and_line_separators_cannot_end_the_script(
    tmp_path: Path,
) -> None:
    files = index_of(tmp_path, [Found("a.html", "source", "T", "</script>\u2028 x", "en")])
    (content,) = (c for n, c in files.items() if "/t-" in n)
    assert b"</script>" not in content
    assert "\u2028".encode() not in content
    assert data_of(content)[0][1:] == ["a.html", "source", "T", "en", "</script>\u2028 x"]


def test_every_word_of_the_index_stands_on_a_page_and_no_hidden_name_is_one(
    secret: Archive, tmp_path: Path
) -> None:
    built = site(secret, tmp_path / "site", as_of=TODAY)
    words: set[str] = set()
    for path in (built.path / "search").rglob("w-*.js"):
        words |= words_in(path.read_bytes())
    assert len(words) > 50
    assert not words & set(SECRETS)
    assert not [p for p in built.path.rglob("*") if p.name == ".index"]


def test_a_hidden_name_that_gets_into_the_words_alone_stops_the_build(
    secret: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever mistake would bring it there: the files are read as they were written."""
    monkeypatch.setattr(
        "kartoteka.publish.indexing.gathering.stem",
        lambda form: "orlov" if form == "bread" else form,
    )
    monkeypatch.setattr(
        "kartoteka.publish.indexing.gathering.folded",
        lambda word: "orlov" if word == "bread" else word,
    )
    with pytest.raises(PublishBlocked, match="search/"):
        site(secret, tmp_path / "site", as_of=TODAY)


def test_a_part_of_a_public_name_is_no_leak(secret: Archive, tmp_path: Path) -> None:
    """The other side: what stands on a page that may be read may stand in the index."""
    assert site(secret, tmp_path / "site", as_of=TODAY).pages > 10


def test_no_sentence_has_two_full_stops(tiny: Archive, tmp_path: Path) -> None:
    """In Russian a date ends with one of its own: «в октябре 2024 г.»."""
    passage = tiny.passages("first-letter")[0].id
    with tiny.edit(why="a short stay") as edit:
        days = read_edtf("2024-10-03/2024-10-05")
        edit.add(Statement("short", "marek", "stay", "north-gate", when=days))
        edit.add(Attestation("a-short", "short", passage))
    site(tiny, tmp_path / "site", as_of=TODAY)
    shown = "".join(
        path.read_text(encoding="utf-8") for path in (tmp_path / "site/search/ru").glob("[tp]-*.js")
    )
    assert re.search(r"октября 2024\s*г\.\W", shown)
    assert ".." not in shown


def test_an_empty_site_has_an_empty_index(tmp_path: Path) -> None:
    files = index_of(tmp_path, [])
    assert sorted(files) == [f"search/{g}/all.js" for g in ("en", "letters", "ru")]
    assert data_of(files["search/en/all.js"])["pages"] == 0
