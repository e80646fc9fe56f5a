"""An archive in which much must not be read, for every test of publishing."""

# ruff: noqa: E501 - letters and evidence are as long as they are

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import kartoteka
from kartoteka.archive.archive import Archive
from kartoteka.model.dates import Day, day_of
from kartoteka.publish.site import Built, site
from kartoteka.publish.view import View

TODAY: Day = day_of(2026, 1, 15)

OPEN = """---
id: open-letter
kind: letter
title: Письмо о Павле Орлове
author: vera
addressee: ida
written: 2025-05-02
place: mill
lang: ru
---

Дорогая Ида!

Сюда привезли Павла Орлова, а с ним Анну Львовну Гусеву. Орлову дали нижнюю койку. «Орлов, — сказал я, —
подвинься». С ПАВЛОМ\u00a0ОРЛОВЫМ говорить легко, с Ор\u00adловым вдвоём ещё легче. Его зовут Копчёный, и Копченому это нравится.
В тетради он пишет по-английски: Pavel Orlov's soup; p. orlov. Кто-то переправил буквы: Opлoв.

У Гусевой диабет, об этом никому не слова. Анне Львовне носят хлеб. Раньше она сидела в Кедровой камере.

Осип говорит, что на Озёрной суп хороший. Орлов говорит, что на Озёрной суп плохой.

Внизу приписка рукой надзирателя: Прочёл. Зайцев. Конец приписки.

Вера
"""

OPEN_EVIDENCE = """
source: open-letter
parts:
  - {from: "Прочёл.", to: "Зайцев.", author: zaytsev}
terms:
  - {vocab: code, id: bread, label: {en: bread, ru: хлеб}}
entities:
  vera: {kind: person, label: Вера Малинина, gender: female}
  ida: {kind: person, label: Ида, gender: female}
  osip: {kind: person, label: Осип, gender: male}
  pavel-orlov:
    {kind: person, label: Павел Орлов, access: restricted,
     names: [{value: Pavel Orlov, lang: en}, {value: Копчёный, lang: ru, kind: nickname}]}
  anna-guseva: {kind: person, label: Анна Львовна Гусева, alias: Тамара, gender: female}
  zaytsev: {kind: person, label: Зайцев, access: restricted}
  mill: {kind: place, sort: prison, label: Мельница}
  lake: {kind: place, sort: prison, label: Озёрная}
  cedar: {kind: place, sort: cell, label: Кедровая камера, part_of: mill, access: restricted}
  mill-1: {kind: place, sort: cell, label: "Мельница, 1", part_of: mill}
statements:
  - {subject: vera, predicate: stay, object: mill-1, when: 2025-05-02, basis: experienced, quote: "Сюда привезли"}
  - {subject: pavel-orlov, predicate: stay, object: mill-1, when: 2025-05, basis: saw, quote: "Орлову дали нижнюю койку"}
  - {subject: anna-guseva, predicate: stay, object: mill-1, when: 2025-05, basis: saw, quote: "Анну Львовну Гусеву"}
  - {subject: anna-guseva, predicate: trait, value: диабет у Гусевой, lang: ru, access: restricted, basis: saw, quote: "У Гусевой диабет"}
  - {subject: anna-guseva, predicate: stay, object: cedar, basis: heard-said, quote: "Раньше она сидела в Кедровой камере"}
  - {subject: anna-guseva, predicate: event, value: Анне Львовне носят хлеб, lang: ru, basis: saw, quote: "Анне Львовне носят хлеб"}
  - {subject: lake, predicate: rating, value: "2", roles: {aspect: food}, told_by: [osip], basis: unknown, quote: "Осип говорит, что на Озёрной суп хороший."}
  - {subject: lake, predicate: rating, value: "-1", roles: {aspect: food}, told_by: [pavel-orlov], basis: unknown, quote: "Орлов говорит, что на Озёрной суп плохой."}
codings:
  - {code: bread, quote: "Анне Львовне носят хлеб"}
memos:
  - {about: vera, title: Заметка о Вере, text: "Сказочное признание, спросить ещё раз."}
identities:
  - {a: osip, b: pavel-orlov, verdict: maybe, reason: "Орлов и Осип одного роста"}
"""

LATER = """---
id: later-letter
kind: letter
title: Потом
author: ida
written: 2025-06-01
lang: ru
release_after: 2030-01-01
---

Тимофей Грач вышел. Осип жив.
"""

LATER_EVIDENCE = """
source: later-letter
entities:
  grach: {kind: person, label: Тимофей Грач}
statements:
  - {subject: grach, predicate: event, value: вышел, lang: ru, basis: saw, quote: "Тимофей Грач вышел."}
  - {subject: osip, predicate: event, value: жив, lang: ru, basis: saw, quote: "Осип жив."}
"""

CLOSED = """---
id: closed-letter
kind: letter
title: Закрытое
author: ida
written: 2025-07-01
lang: ru
access: restricted
---

Осип видел Марфу Пчелинцеву.
"""

CLOSED_EVIDENCE = """
source: closed-letter
entities:
  marfa: {kind: person, label: Марфа Пчелинцева}
statements:
  - {subject: osip, predicate: met, object: marfa, basis: saw, quote: "Осип видел Марфу Пчелинцеву."}
"""

SECRETS = (
    *("орлов", "orlov", "павел", "павл", "pavel", "копчен", "opлoв", "гусев", "gusev", "львовн"),
    *("анна", "анну", "анне", "зайцев", "кедров", "диабет", "грач", "тимофе", "пчелинцев", "марф"),
    *("сказочное", "признание", "tellmaker", "одного роста", "cedar", "grach", "marfa", "zaytsev"),
)
"""What must not stand in any file, folded to lower case and е."""


@pytest.fixture
def secret(tmp_path: Path) -> Iterator[Archive]:
    """Three letters, of which one may be read, with names that may not."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for name, letter, evidence in (
        ("open", OPEN, OPEN_EVIDENCE),
        ("later", LATER, LATER_EVIDENCE),
        ("closed", CLOSED, CLOSED_EVIDENCE),
    ):
        (folder / f"{name}.md").write_text(letter, encoding="utf-8")
        (folder / f"{name}.evidence.yaml").write_text(evidence, encoding="utf-8")
    with kartoteka.new(tmp_path / "secret.kartoteka", by="tellmaker") as archive:
        kartoteka.add(archive, folder)
        kartoteka.record(archive, folder)
        yield archive


@pytest.fixture
def view(secret: Archive) -> View:
    """What of it may be read."""
    return View(secret, today=TODAY)


@pytest.fixture
def build(tmp_path: Path) -> Callable[[Archive], Built]:
    """Build a site as of one day."""
    return lambda archive: site(archive, tmp_path / "site", as_of=TODAY)
