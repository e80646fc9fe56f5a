"""Made-up letters and statements in any number, the same for the same seed.

In: a seed and how many. Out: letters of about 5 kB, two in three in English and one in Russian, and JSON
Lines of statements about them whose quotes stand in them. Nobody in them lives.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ENGLISH = """the a our his every cell corridor letter window tea bread doctor transfer morning evening walk
neighbour guard parcel kettle television refrigerator vote argument song chess soup blanket laundry was is
had came went said told asked shared kept moved slept wrote waited laughed read and but then because when
quietly again never always slowly of in with without before after under until"""
RUSSIAN = """камера коридор письмо окно чай хлеб врач этап утро вечер прогулка сосед посылка чайник телевизор
холодильник спор песня шахматы суп одеяло баня был есть пришёл ушёл сказал спросил делили хранил перевели
спал писал ждал смеялся читал и но потом потому что когда тихо снова никогда всегда медленно в с без до
после под пока наш его каждый старый новый тёплый"""

LENGTH = 5_000
"""Bytes of a letter, about."""

QUOTED = 10
"""Sentences of a letter that statements quote."""

PLACES, PEOPLE = 200, 2_000
FIRST_DAY = date(2024, 1, 1)


def sentence(chance: random.Random, words: str) -> str:
    """Return a sentence of 6 to 14 words that means nothing."""
    chosen = " ".join(chance.choices(words.split(), k=chance.randint(6, 14)))
    return f"{chosen[0].upper()}{chosen[1:]}."


def letter(number: int, seed: int = 1) -> list[str]:
    """Return the sentences of a letter; each is unique in it."""
    chance = random.Random(f"{seed} {number}")  # noqa: S311 - to be repeatable is the point
    russian = number % 3 == 0
    sentences: list[str] = []
    size = 0
    while size < LENGTH:
        mark = f"№ {len(sentences) + 1}: " if russian else f"No. {len(sentences) + 1}: "
        sentences.append(mark + sentence(chance, RUSSIAN if russian else ENGLISH))
        size += len(sentences[-1].encode()) + 1
    return sentences


def write_letters(folder: Path, number: int) -> None:
    """Write letters with front matter into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(number):
        head = f"---\nid: letter-{i}\nauthor: person-{i % PEOPLE}\nwritten: 2024-{i % 12 + 1:02}-15\n---\n\n"
        (folder / f"letter-{i}.txt").write_text(
            head + "\n".join(letter(i)) + "\n", encoding="utf-8"
        )


def write_statements(folder: Path, number: int, letters: int) -> None:
    """Write statements as JSON Lines, one file for every thousand letters, with their entities."""
    folder.mkdir(parents=True, exist_ok=True)
    per_letter = -(-number // letters)
    for start in range(0, letters, 1_000):
        with (folder / f"{start:06}.evidence.jsonl").open("w", encoding="utf-8") as file:
            for record in _records(start, min(start + 1_000, letters), per_letter):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _entity(id_: str, kind: str) -> dict[str, object]:
    return {"record": "entity", "id": id_, "kind": kind, "label": id_.capitalize()}


def _records(first: int, last: int, per_letter: int) -> Iterator[dict[str, object]]:
    if first == 0:
        for i in range(PLACES):
            yield _entity(f"place-{i}", "place")
        for i in range(PEOPLE):
            yield _entity(f"person-{i}", "person")
    for i in range(first, last):
        sentences = letter(i)[:QUOTED]
        for j in range(per_letter):
            # Everybody is somewhere on one day, then on the next: no statement is made twice.
            number = i * per_letter + j
            day = FIRST_DAY + timedelta(days=number // PEOPLE)
            yield {
                "record": "statement",
                "source": f"letter-{i}",
                "subject": f"person-{number % PEOPLE}",
                "predicate": "stay",
                "object": f"place-{number % PLACES}",
                "when": day.isoformat(),
                "quote": sentences[j % len(sentences)],
                "basis": "experienced",
            }
