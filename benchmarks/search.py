"""How fast, and how large: search in 10,000 letters and 100,000 passages, beside a scan of the texts.

Letters are made up (``prose.py``); every step runs in a process of its own. Queries are of all sorts, with
words drawn from the letters as they occur in them, so that very frequent ones are among them.
"""

from __future__ import annotations

import hashlib
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import kartoteka
from benchmarks.prose import Prose
from benchmarks.runner import Bench, table
from kartoteka.annotate.anchor import make_passage
from kartoteka.archive.archive import Archive
from kartoteka.archive.codec import Record
from kartoteka.archive.edit import Edit
from kartoteka.archive.index import Index
from kartoteka.archive.words import stem, words
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.dates import read_edtf
from kartoteka.model.entities import Entity
from kartoteka.model.sources import Original, Source
from kartoteka.model.statements import Attestation, Role, Statement
from kartoteka.search import search

PASSAGES = 10
"""Of each letter; one statement each."""

QUERIES = 60
"""Of each sort."""

AT = "2026-01-01T00:00:00Z"
INDEXED = re.compile(r"search_\w+")


# ── the archive ───────────────────────────────────────────────────────────────────────────────────────


def sources(prose: Prose, numbers: range) -> Iterator[tuple[Source, str]]:
    for i in numbers:
        text = prose.letter(i)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        author = f"person-{i % 500}"
        written = read_edtf(f"{2020 + i % 6}-{i % 12 + 1:02}-15")
        yield (
            Source(
                *(f"letter-{i}", "letter", " ".join(text.split()[:4]), author, None, written),
                *(None, "ru" if i % 3 == 0 else "en", sha256, sha256, len(text)),
            ),
            text,
        )


def add_letters(archive: Archive, prose: Prose, letters: int) -> float:
    """Add the letters as ``add`` does, 500 in an edit; return the CPU seconds of writing them."""
    spent = 0.0
    for start in range(0, letters, 500):
        batch = list(sources(prose, range(start, min(start + 500, letters))))
        cpu = time.process_time()
        with archive.edit(why="letters") as edit:
            edit.keep_originals(
                Original(s.sha256, "text/plain", s.id, t.encode()) for s, t in batch
            )
            edit.keep_texts(text for _, text in batch)
            edit.add(*(source for source, _ in batch))
        spent += time.process_time() - cpu
    return spent


def say_things(archive: Archive, prose: Prose, letters: int) -> float:
    """Record people, places, and ten passages with a statement in each letter; return CPU seconds."""
    cpu = time.process_time()
    with archive.edit(why="entities") as edit:
        for i, (latin, russian) in enumerate(prose.names):
            edit.add(
                Entity(f"person-{i}", "person", latin),
                Statement(f"n-{i}", f"person-{i}", "name", None, russian, "ru"),
            )
        edit.add(*(Entity(f"place-{i}", "place", f"Place {i}") for i in range(200)))
    for start in range(0, letters, 500):
        with archive.edit(why="evidence") as edit:
            for i in range(start, min(start + 500, letters)):
                _say_in(edit, i, prose.letter(i), len(prose.names))
    return time.process_time() - cpu


def _say_in(edit: Edit, i: int, text: str, people: int) -> None:
    lines = text.split("\n")
    at = 0
    records: list[Record] = []
    for j, line in enumerate(lines[:PASSAGES]):
        passage = make_passage(f"letter-{i}", text, at, at + len(line))
        at += len(line) + 1
        number = i * PASSAGES + j
        who, where = f"person-{number % people}", f"place-{number % 200}"
        said = Statement(f"s-{number}", who, "stay", where)
        if j % 5 == 0:
            said = Statement(
                *(f"s-{number}", where, "rating", None, str(j % 3)),
                roles=(Role("aspect", value="food"), Role("verbatim", value=line[:60])),
            )
        attested = Attestation(f"a-{number}", said.id, passage.id, created_by="b", created_at=AT)
        records += [passage, said, attested]
        if j == 1:
            records.append(Coding(f"c-{number}", passage.id, f"code-{i % 40}", "b", AT))
    if i % 20 == 0:
        records.append(Memo(f"m-{i}", f"letter-{i}", lines[0][:40], lines[-1], "b", AT))
    edit.add(*records)


def build(folder: str, number: str) -> tuple[int, dict[str, Any]]:
    """Make the archive, and once more the letters alone without an index."""
    place, letters, prose = Path(folder), int(number), Prose()
    prose.letter(0)
    (place / "search.kartoteka").unlink(missing_ok=True)
    with kartoteka.new(place / "search.kartoteka", by="b") as archive:
        added = add_letters(archive, prose, letters)
        said = say_things(archive, prose, letters)
        sizes = index_size(archive)
        cpu = time.process_time()
        archive.reindex()
        again = time.process_time() - cpu
    writing = Index.add
    Index.add = lambda *_: None  # type: ignore[method-assign] - the archive as it was before
    try:
        with kartoteka.new(place / "bare.kartoteka", by="b") as archive:
            bare = add_letters(archive, prose, letters)
            bare_said = say_things(archive, prose, letters)
    finally:
        Index.add = writing  # type: ignore[method-assign]
    (place / "bare.kartoteka").unlink()
    spent = {"added": added, "said": said, "again": again, "bare": bare, "bare_said": bare_said}
    return letters, {"letters": letters, **spent, **sizes}


def index_size(archive: Archive) -> dict[str, int]:
    """Return bytes of the file, of the texts, and of the index."""
    db = archive._db
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    index = 0
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in filter(INDEXED.fullmatch, tables):
        if name.endswith("_data"):
            index += db.execute(f"SELECT sum(length(block)) FROM {name}").fetchone()[0] or 0  # noqa: S608
        elif name.endswith("_docsize"):
            index += db.execute(f"SELECT sum(length(sz) + 6) FROM {name}").fetchone()[0] or 0  # noqa: S608
    index += db.execute(
        "SELECT sum(2 * length(CAST(word AS BLOB)) + 6) FROM search_word"
    ).fetchone()[0]
    index += db.execute(
        "SELECT sum(length(CAST(word AS BLOB)) + length(sound) + 6) FROM search_sound"
    ).fetchone()[0]
    texts = db.execute("SELECT sum(length(CAST(text AS BLOB))) FROM text").fetchone()[0]
    words = db.execute("SELECT count(*) FROM search_word").fetchone()[0]
    return {"file": archive.path.stat().st_size, "texts": texts, "index": index, "words": words}


# ── the queries ───────────────────────────────────────────────────────────────────────────────────────


def queries(prose: Prose, letters: int) -> dict[str, list[str]]:
    """Return sort → queries; words come from the letters, so that something is found."""
    chance = random.Random(5)  # noqa: S311
    made: dict[str, list[str]] = {}
    named = {name for pair in prose.names for name in pair}

    def one() -> tuple[list[str], str]:
        text = prose.letter(chance.randrange(letters))
        line = chance.choice([line for line in text.split("\n") if len(line.split()) > 5])
        found = re.findall(r"\w+", line)
        return [w if w in named else w.lower() for w in found], line  # as people type them

    def word() -> str:
        return chance.choice(
            [w for w in one()[0] if len(w) > 3 or chance.random() < 0.2] or ["cell"]
        )

    def fill(sort: str, query: Callable[[], str]) -> None:
        made[sort] = [query() for _ in range(QUERIES)]

    fill("one word", word)
    fill("two words", lambda: " ".join(chance.sample(one()[0], 2)))
    fill("three words", lambda: " ".join(chance.sample(one()[0], 3)))
    fill("either", lambda: f"{word()} OR {word()}")
    fill("phrase", lambda: f'"{" ".join(one()[0][1:3])}"')
    fill("beginning", lambda: f"{max((word() for _ in range(4)), key=len)[:4]}*")
    fill("near", lambda: "NEAR({0} {2}, 5)".format(*one()[0]))
    fill("name", lambda: chance.choice(chance.choice(prose.names)))
    fill("name in the other script", lambda: chance.choice(prose.names)[0])
    fill("written", lambda: f"{word()} written:{2020 + chance.randrange(6)}")
    fill("person", lambda: f"{word()} person:person-{chance.randrange(500)}")
    fill("by and lang", lambda: f"{word()} by:person-{chance.randrange(500)} lang:ru")
    fill("code", lambda: f"{word()} code:code-{chance.randrange(40)}")
    fill("not", lambda: f"{word()} -{word()}")
    fill("fields alone", lambda: f"person:person-{chance.randrange(500)} in:passage")
    return made


def ask(folder: str, number: str) -> tuple[int, dict[str, Any]]:
    """Ask all queries in random order, each once before it is timed: pages come from the system's memory."""
    place, letters, prose = Path(folder), int(number), Prose()
    asked = [(sort, query) for sort, some in queries(prose, letters).items() for query in some]
    random.Random(7).shuffle(asked)  # noqa: S311
    spent: dict[str, list[tuple[float, float]]] = {}
    found = 0
    with kartoteka.open(place / "search.kartoteka") as archive:
        for sort, query in asked:
            search(archive, query)
            wall, cpu = time.perf_counter(), time.process_time()
            found += search(archive, query).total > 0
            spent.setdefault(sort, []).append(
                (time.perf_counter() - wall, time.process_time() - cpu)
            )
    return len(asked), {"spent": spent, "found": found, "asked": len(asked)}


def scan(folder: str, number: str) -> tuple[int, dict[str, Any]]:
    """Answer some of the queries as programs without an index do: look through every text and passage."""
    place, letters, prose = Path(folder), int(number), Prose()
    made = queries(prose, letters)
    spent: dict[str, float] = {}
    with kartoteka.open(place / "search.kartoteka") as archive:
        db = archive._db
        for sort in ("one word", "two words", "phrase"):
            cpu = time.process_time()
            for query in made[sort][:5]:
                parts = [query.strip('"')] if sort == "phrase" else query.split()
                where = " AND ".join(["text LIKE ?"] * len(parts))
                values = [f"%{part}%" for part in parts]
                db.execute(f"SELECT count(*) FROM text WHERE {where}", values).fetchone()  # noqa: S608
                where = where.replace("text", "exact")
                db.execute(f"SELECT count(*) FROM passage WHERE {where}", values).fetchone()  # noqa: S608
            spent[f"LIKE, {sort}"] = (time.process_time() - cpu) / 5
        cpu = time.process_time()
        for query in made["one word"][:3]:
            base = stem(next(words(query))[0])
            pattern = re.compile(rf"\b{re.escape(base)}\w*", re.IGNORECASE)
            sum(bool(pattern.search(text)) for (text,) in db.execute("SELECT text FROM text"))
            sum(bool(pattern.search(text)) for (text,) in db.execute("SELECT exact FROM passage"))
        spent["regular expression, one word"] = (time.process_time() - cpu) / 3
    return len(spent), spent


def run(bench: Bench) -> str:
    """Return the figures as Markdown."""
    letters = bench.of(1_000, 10_000, 10_000)
    place = bench.place("search")
    facts = [bench.step(step, place, letters).facts for step in (build, ask, scan)]
    return "\n\n".join([_built(facts[0]), _asked(facts[1]), _scanned(facts[1], facts[2])])


def _built(f: Mapping[str, Any]) -> str:
    n, mib = f["letters"], 1024 * 1024
    said = n * PASSAGES
    return (
        f"{n:,} letters, {said:,} passages and statements, {f['words']:,} different words: the texts have "
        f"{f['texts'] / mib:.1f} MiB, the archive {f['file'] / mib:.1f}, the index in it "
        f"{f['index'] / mib:.1f}.\n\n"
        + table(
            ("written", "a CPU second:", "without the index:"),
            (
                ("letters (their files not read)", n / f["added"], n / f["bare"]),
                ("passages with statements", said / f["said"], said / f["bare_said"]),
                ("letters and passages, index made anew", (n + said) / f["again"], "—"),
            ),
        )
    )


def _asked(f: Mapping[str, Any]) -> str:
    everything = [pair for some in f["spent"].values() for pair in some]
    rows: list[tuple[object, ...]] = []
    for sort, some in [*sorted(f["spent"].items()), (f"**all {f['asked']}**", everything)]:
        cpu, wall = sorted(c for _, c in some), sorted(w for w, _ in some)
        cells = [quantile(cpu, q) for q in (0.5, 0.95, 0.99)] + [cpu[-1], quantile(wall, 0.99)]
        rows.append((sort, *(f"{1000 * cell:.1f}" for cell in cells)))
    head = ("queries", "p50, CPU ms:", "p95:", "p99:", "longest:", "p99, by the clock:")
    return f"{table(head, rows)}\n\n{f['found']} of {f['asked']} queries found something."


def quantile(ordered: Sequence[float], q: float) -> float:
    """Return the value below which a share of ordered values lies (the next greater one).

    >>> quantile([1.0, 2.0, 3.0, 4.0], 0.5)
    3.0
    """
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))]


def _scanned(asked: Mapping[str, Any], f: Mapping[str, float]) -> str:
    cpu = sorted(c for some in asked["spent"].values() for _, c in some)
    median = quantile(cpu, 0.5)
    rows = [(sort, 1000 * seconds, seconds / median) for sort, seconds in f.items()]
    return table(("without an index", "CPU ms:", "times the median search:"), rows)
