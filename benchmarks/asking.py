"""How long each question takes of an archive with up to a million statements, and what the whole costs.

Questions are asked of entities chosen by chance, and of the one of which most is told, with a page's limit;
the Atlas and the journeys are kept between them, and Python's search for garbage is put off, as in the
workbench. ``cold`` is a whole command in a new process, the start of Python included.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import kartoteka
from benchmarks import world
from benchmarks.answers import whole_answers
from benchmarks.runner import Bench, table
from kartoteka.web.serve import settled

SHOWN = 30
QUESTIONS = ("life", "status", "place", "group", "type", "hearsay")
KIND = {"life": "person", "status": "person", "hearsay": "place"}
HUB = {"person": "person-0", "place": "prison-0", "group": "group-0", "type": "type-0"}

Facts = dict[str, float]


def questions(archive: kartoteka.Archive) -> dict[str, Callable[[str], object]]:
    """Return question → what answers it, with one Atlas for all."""
    from kartoteka.relate.atlas import Atlas
    from kartoteka.relate.group import group
    from kartoteka.relate.hearsay import each_hearsay
    from kartoteka.relate.life import life
    from kartoteka.relate.place import place
    from kartoteka.relate.standing import Journeys
    from kartoteka.relate.status import status
    from kartoteka.relate.type import type as type_of

    a = Atlas(archive)
    j = Journeys(a)
    return {
        "life": lambda i: life(archive, i, atlas=a, limit=SHOWN),
        "status": lambda i: status(archive, i, atlas=a),
        "place": lambda i: place(archive, i, atlas=a, journeys=j, limit=SHOWN),
        "group": lambda i: group(archive, i, atlas=a, limit=SHOWN),
        "type": lambda i: type_of(archive, i, atlas=a, journeys=j, limit=SHOWN),
        "hearsay": lambda i: list(islice(each_hearsay(archive, i, atlas=a, journeys=j), SHOWN)),
    }


def ask(path: str, question: str, number: str) -> tuple[int, Facts]:
    """Ask one question of many; return percentiles in CPU milliseconds."""
    with kartoteka.open(Path(path)) as archive:
        kind = KIND.get(question, question)
        ids = [e.id for e in archive.entities(kind)]  # pyright: ignore[reportArgumentType]
        chosen = random.Random(1).sample(ids, min(int(number), len(ids)))  # noqa: S311
        answer = questions(archive)[question]
        with settled():
            took = sorted(_milliseconds(answer, i) for i in chosen)
            facts = {"median": took[len(took) // 2], "p99": took[int(len(took) * 0.99)]}
            return len(took), {**facts, "hub": _milliseconds(answer, HUB[kind])}


def _milliseconds(answer: Callable[[str], object], id_: str) -> float:
    start = time.process_time()
    answer(id_)
    return (time.process_time() - start) * 1000


def cold(path: str, question: str) -> int:
    """Run one command as a person does."""
    kind = KIND.get(question, question)
    program = [sys.executable, "-c", "import sys; from kartoteka.cli import main; sys.exit(main())"]
    command = [*program, question, path, HUB[kind].replace("-0", "-3")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return 1


def export_csv(path: str, folder: str) -> int:
    """Write the archive as tables."""
    from kartoteka.annotate.csv_export import export_csv as export

    with kartoteka.open(Path(path)) as archive:
        export(archive, folder)
        return archive.counts()["attestation"]


def verify(path: str) -> int:
    """Compare everything with what was said of it when it was written."""
    with kartoteka.open(Path(path)) as archive:
        assert archive.verify() == ()
        return archive.counts()["change"]


def find(path: str) -> int:
    """Look for contradictions and gaps; return how many findings there are."""
    from kartoteka.check.run import findings

    with kartoteka.open(Path(path)) as archive, archive.sparing():
        return len(findings(archive))


def run(bench: Bench) -> str:
    """Return the figures as Markdown tables."""
    statements = bench.of(20_000, 100_000, 1_000_000)
    place = bench.place("asking")
    path = world.write_archive(place / f"world-{statements}.kartoteka", statements, bench.say)
    rows: list[tuple[object, ...]] = []
    for question in QUESTIONS:
        done = bench.step(ask, path, question, bench.of(50, 100, 200))
        once = bench.step(cold, path, question)
        facts = done.facts
        rows.append((question, facts["median"], facts["p99"], facts["hub"], once.cpu, done.peak))
    head = ("question", "median, ms:", "p99, ms:", "most told of, ms:", "cold, s:", "peak MiB:")
    whole = [
        (name, step.items, step.cpu, step.wall, step.peak)
        for name, step in (
            ("contradictions and gaps (check)", bench.step(find, path)),
            ("evidence and records to CSV", bench.step(export_csv, path, place / "csv")),
            ("history verified", bench.step(verify, path)),
        )
    ]
    shutil.rmtree(place / "csv")
    asked = (
        f"{statements:,} statements, {path.stat().st_size / 2**20:,.0f} MiB; milliseconds of CPU."
    )
    more = table(("of the whole", "items:", "CPU, s:", "seconds:", "peak MiB:"), whole)
    return "\n\n".join((asked, table(head, rows), whole_answers(bench, path), more))
