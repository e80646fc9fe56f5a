"""How fast, and how large: search in 10,000 letters of 5 kB and 100,000 passages, beside a scan of the texts.

Letters are made up (``prose.py``). Every step runs in a process of its own. Run alone:
``python -m benchmarks.search [small|full]``, or one step: ``python -m benchmarks.search STEP FOLDER LETTERS``.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import kartoteka
from benchmarks.prose import Prose
from kartoteka.annotate.anchor import make_passage
from kartoteka.archive.archive import Archive
from kartoteka.archive.index import Index
from kartoteka.archive.words import stem, words
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.dates import read_edtf
from kartoteka.model.entities import Entity
from kartoteka.model.sources import Original, Source
from kartoteka.model.statements import Attestation, Role, Statement
from kartoteka.search import search

LETTERS = {"small": 1_000, "full": 10_000}
PASSAGES = 10
"""Of each letter; one statement each."""

QUERIES = 60
"""Of each sort."""

AT = "2026-01-01T00:00:00Z"
INDEXED = re.compile(r"search_\w+")


# ── the archive ───────────────────────────────────────────────────────────────────────────────────────


def sources(prose: Prose, numbers: range) -> Iterator[tuple[Source, str]]:
    import hashlib

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


def _say_in(edit: Any, i: int, text: str, people: int) -> None:
    lines = text.split("\n")
    at, records = 0, []
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


def build(place: Path, letters: int) -> dict[str, Any]:
    """Make the archive, and once more the letters alone without an index."""
    prose = Prose()
    prose.letter(0)
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
    return {
        "letters": letters,
        "added": added,
        "said": said,
        "again": again,
        "bare": bare,
        "bare_said": bare_said,
        **sizes,
    }


def index_size(archive: Archive) -> dict[str, int]:
    """Return bytes of the file, of the texts, and of the index."""
    db = archive._db
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    index = 0
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in filter(INDEXED.fullmatch, tables):
        if table.endswith("_data"):
            index += db.execute(f"SELECT sum(length(block)) FROM {table}").fetchone()[0] or 0  # noqa: S608
        elif table.endswith("_docsize"):
            index += db.execute(f"SELECT sum(length(sz) + 6) FROM {table}").fetchone()[0] or 0  # noqa: S608
    index += db.execute(
        "SELECT sum(2 * length(CAST(word AS BLOB)) + 6) FROM search_word"
    ).fetchone()[0]
    index += db.execute(
        "SELECT sum(length(CAST(word AS BLOB)) + length(sound) + 6) FROM search_sound"
    ).fetchone()[0]
    texts = db.execute("SELECT sum(length(CAST(text AS BLOB))) FROM text").fetchone()[0]
    return {"file": archive.path.stat().st_size, "texts": texts, "index": index}


# ── the queries ───────────────────────────────────────────────────────────────────────────────────────


def queries(prose: Prose, letters: int) -> dict[str, list[str]]:
    """Return sort → queries; words come from the letters, so that something is found."""
    chance = random.Random(5)  # noqa: S311
    made: dict[str, list[str]] = {}

    def one() -> tuple[list[str], str]:
        text = prose.letter(chance.randrange(letters))
        line = chance.choice([line for line in text.split("\n") if len(line.split()) > 5])
        return re.findall(r"\w+", line), line

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
    fill("phrase", lambda: '"{0} {1}"'.format(*one()[0][1:3]))
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


def ask(place: Path, letters: int) -> dict[str, Any]:
    """Ask all queries in random order, each once before it is timed: pages come from the system's memory."""
    prose = Prose()
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
    return {"spent": spent, "found": found, "asked": len(asked)}


def scan(place: Path, letters: int) -> dict[str, Any]:
    """Answer some of the queries as programs without an index do: look through every text and passage."""
    prose = Prose()
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
    return spent


STEPS = {"build": build, "ask": ask, "scan": scan}


def measure(step: str, place: Path, letters: int) -> dict[str, Any]:
    """Run one step in its own process."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.search", step, str(place), str(letters)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout)


# ── the figures ───────────────────────────────────────────────────────────────────────────────────────


def table(scale: str) -> str:
    """Return the figures as Markdown."""
    letters = LETTERS[scale]
    with tempfile.TemporaryDirectory() as folder:
        built, asked, scanned = (measure(step, Path(folder), letters) for step in STEPS)
    return "\n\n".join([_built(built), _asked(asked), _scanned(asked, scanned)])


def run(bench: Any) -> str:
    """Return the figures for a run of all benchmarks."""
    return table("small" if bench.scale == "small" else "full")


def _built(f: dict[str, Any]) -> str:
    n, mib = f["letters"], 1024 * 1024
    return (
        f"{n:,} letters and {n * PASSAGES:,} passages: the texts have {f['texts'] / mib:.1f} MiB, the archive "
        f"{f['file'] / mib:.1f}, the index in it {f['index'] / mib:.1f}. Writing the letters with the index "
        f"{n / f['added']:,.0f} a CPU second, without it {n / f['bare']:,.0f} (files are not read in either); "
        f"passages with their statements {n * PASSAGES / f['said']:,.0f} and {n * PASSAGES / f['bare_said']:,.0f}. "
        f"The whole index made anew: {f['again']:.1f} CPU seconds."
    )


def _asked(f: dict[str, Any]) -> str:
    rows = [
        "| queries | p50 ms | p95 ms | p99 ms | longest | p99 of CPU |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    everything = [pair for some in f["spent"].values() for pair in some]
    for sort, some in [*sorted(f["spent"].items()), (f"**all {f['asked']}**", everything)]:
        wall, cpu = sorted(w for w, _ in some), sorted(c for _, c in some)
        cells = [quantile(wall, q) for q in (0.5, 0.95, 0.99)] + [wall[-1], quantile(cpu, 0.99)]
        rows.append(f"| {sort} | " + " | ".join(f"{1000 * cell:.1f}" for cell in cells) + " |")
    return "\n".join(rows) + f"\n\n{f['found']} of {f['asked']} queries found something."


def quantile(ordered: list[float], q: float) -> float:
    """Return the value below which a share of ordered values lies (the next greater one)."""
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))]


def _scanned(asked: dict[str, Any], f: dict[str, Any]) -> str:
    rows = ["| without an index | CPU ms | times as long as the median search |", "|---|--:|--:|"]
    cpu = sorted(c for some in asked["spent"].values() for _, c in some)
    for sort, seconds in f.items():
        rows.append(f"| {sort} | {1000 * seconds:,.0f} | {seconds / quantile(cpu, 0.5):,.0f} |")
    return "\n".join(rows)


def main() -> None:
    step, *rest = [*sys.argv[1:], "small"]
    if step in STEPS:
        print(json.dumps(STEPS[step](Path(rest[0]), int(rest[1]))))
    else:
        print(table(step))


if __name__ == "__main__":
    main()
