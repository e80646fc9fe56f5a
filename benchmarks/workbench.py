"""The workbench on a large archive: how long each call takes at the server.

In: an archive (``kartoteka simulate big.kartoteka --size million`` makes one of a million statements). Out:
for each call the median, the 99th percentile and the largest of its CPU milliseconds, over records drawn by
chance; the time to open; the memory.

    python -m benchmarks.workbench big.kartoteka [--calls 100] [--only card,marks]

CPU time is measured, not the clock's, because other programs share the machine; one thread does the work.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import msgspec

from benchmarks.runner import SCALES, Bench, table
from kartoteka.archive.archive import Archive
from kartoteka.web.app import MODULES
from kartoteka.web.calls import CALLS, At
from kartoteka.web.known import Known
from kartoteka.web.serve import settled

AIM = 50.0
"""Milliseconds, p99."""


class _Room:
    """A back room in which nothing happens: slow work is not measured here."""

    def __getattr__(self, name: str) -> object:
        from kartoteka.web.backroom import Job

        return list if name == "busy" else lambda *_a, **_k: (Job(), "none")


class _Server:
    room, preview, folder, lang = _Room(), "x", Path(), "en"

    def link(self) -> str:
        return ""


Draw = Callable[[random.Random], dict[str, Any]]


def bodies(known: Known) -> dict[str, Draw]:
    """Return what is asked of each call, by chance; the heaviest records as often as the others."""
    archive = known.archive
    sources = list(known.sources)
    heads = {
        kind: [e.id for e in known.atlas.heads(kind)]
        for kind in ("person", "place", "group", "type")
    }
    names = [n for h in heads["person"] + heads["place"] for n in known.names.names(h)[:1]]
    marked = sorted(sources, key=lambda s: -known.progress.of(s)["marks"])[:50]
    codes = [c.id for c in known.atlas.vocabulary.terms("code")]

    def passages(chance: random.Random) -> dict[str, Any]:
        found = archive.lists.marks(chance.choice(marked))
        return {"passages": [m.passage for m in found[:40]]}

    def typed(chance: random.Random) -> dict[str, Any]:
        name = chance.choice(names)
        return {"text": name[: chance.randint(1, len(name))], "source": chance.choice(sources)}

    def about(chance: random.Random) -> str:
        return chance.choice(heads[chance.choice(["person", "place", "group"])] or sources)

    drawn: dict[str, Draw] = {
        "pulse": lambda _: {},
        "hello": lambda _: {},
        "home": lambda _: {},
        "sources": lambda c: {
            "offset": c.randrange(0, len(sources), 50),
            "order": c.choice(["written", "title", "added"]),
        },
        "source": lambda c: {"id": c.choice(sources)},
        "marks": lambda c: {"source": c.choice(marked)},
        "mark": passages,
        "known-here": lambda c: {"source": c.choice(sources)},
        "complete": typed,
        "entities": lambda c: {
            "offset": c.randrange(0, 1_000),
            "kind": c.choice(["person", "place"]),
        },
        "statements": lambda c: {"about": about(c), "offset": c.choice([0, 0, 50, 500])},
        "vocabulary": lambda _: {},
        "codebook": lambda _: {},
        "memos": lambda _: {},
        "history": lambda c: {"offset": c.randrange(0, max(1, known.edit))},
        "date": lambda c: {"text": "last week", "source": c.choice(sources)},
        "search": lambda c: {"text": c.choice(names)},
    }
    for kind, ids in heads.items():
        if ids:
            drawn[f"card ({kind})"] = lambda c, ids=ids: {"id": c.choice(ids)}
    busiest = _busiest(known)
    drawn["card (busiest)"] = lambda c: {"id": c.choice(busiest)}
    if codes:
        drawn["code"] = lambda c: {"id": c.choice(codes)}
    person, place = heads["person"], heads["place"]
    drawn["record"] = lambda c: _to_record(known, c, sources, person, place)
    drawn["sentence"] = lambda c: {
        "statement": {"subject": c.choice(person), "predicate": "stay", "object": c.choice(place)}
    }
    return drawn


def _busiest(known: Known) -> list[str]:
    """Return the twenty entities of which most is said."""
    rows = known.archive.lists.count_about([e.id for e in known.atlas.heads()])
    return sorted(rows, key=lambda i: -rows[i])[:20]


def _to_record(
    known: Known, chance: random.Random, sources: list[str], people: list[str], places: list[str]
) -> dict[str, Any]:
    source = chance.choice(sources)
    text = known.archive.text(source)
    start = chance.randrange(0, max(1, len(text) - 20))
    entry = {"subject": chance.choice(people), "predicate": "stay", "object": chance.choice(places)}
    entry |= {
        "at": [start, min(len(text), start + 20)],
        "basis": "saw",
        "when": f"20{chance.randint(10, 30)}",
    }
    return {"source": source, "statements": [entry]}


def measure(known: Known, name: str, draw: Draw, calls: int, seed: int) -> list[float]:
    """CPU milliseconds of each of some calls, the JSON included; the first is not kept."""
    call = CALLS[name.partition(" ")[0]]
    chance = random.Random(seed)  # noqa: S311 - chance, not secrets
    server: Any = _Server()
    took: list[float] = []
    for _ in range(calls + 1):
        body = msgspec.convert(draw(chance), call.body)
        began = time.process_time()
        known.renew()
        msgspec.json.encode(call.do(At(known, "en", server), body))
        took.append(1_000 * (time.process_time() - began))
    return took[1:]


def said(took: list[float]) -> tuple[float, float, float]:
    """Return the median, the 99th percentile and the largest."""
    return median(took), quantiles(took, n=100)[98] if len(took) > 1 else took[0], max(took)


def _rows(known: Known, only: str, calls: int, seed: int) -> Iterator[tuple[str, list[float]]]:
    wanted = only.split(",") if only else None
    for name, draw in bodies(known).items():
        if wanted is None or name.partition(" ")[0] in wanted:
            yield name, measure(known, name, draw, calls, seed)


def every_call(path: str, calls: str) -> tuple[int, dict[str, Any]]:
    """Ask each call so many times; return how many were asked, and their milliseconds."""
    _load()
    known = Known(Archive(path, by="benchmark"))
    _prepare(known)
    with settled():
        figures = {name: said(took) for name, took in _rows(known, "", int(calls), 1)}
    return len(figures) * int(calls), {"calls": figures, "counts": known.archive.counts()}


def run(bench: Bench) -> str:
    """Make a world, ask every call of the workbench, return the figures as a Markdown table."""
    from kartoteka.simulate.simulate import simulate

    path = bench.place("workbench") / "world.kartoteka"
    if not path.exists():
        bench.say("a world is made …")
        simulate(path, size=("small", "large", "million")[SCALES.index(bench.scale)])
    figure = bench.step(every_call, path, bench.of(100, 200, 200))
    counts = figure.facts["counts"]
    head = ("call", "median, CPU ms:", "p99:", "longest:")
    rows = [(name, *took) for name, took in figure.facts["calls"].items()]
    return (
        f"{counts['source']:,} sources, {counts['passage']:,} passages, {counts['statement']:,} statements; "
        f"at most {figure.peak:,.0f} MiB.\n\n{table(head, rows)}"
    )


def _prepare(known: Known) -> None:
    """Do what a server does beside its first calls."""
    from kartoteka.web.ask_known import prepare

    prepare(name for head in known.names.heads() for name in known.names.names(head))


def _load() -> None:
    for module in MODULES:
        import_module(f"kartoteka.web.{module}")


def main() -> int:
    """Measure and print; 1 where a call misses the aim."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("archive", type=Path)
    parser.add_argument("--calls", type=int, default=100)
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    _load()
    began = time.process_time()
    known = Known(Archive(args.archive, by="benchmark"))
    print(f"opened in {time.process_time() - began:.1f} CPU s; {known.archive.counts()}")
    _prepare(known)
    missed = 0
    print(f"{'call':<18}{'median':>9}{'p99':>9}{'most':>9}   CPU ms")
    with settled():
        for name, took in _rows(known, args.only, args.calls, args.seed):
            middle, p99, most = said(took)
            missed += p99 > AIM
            late = "  over the aim" if p99 > AIM else ""
            print(f"{name:<18}{middle:9.1f}{p99:9.1f}{most:9.1f}{late}", flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most {memory:.0f} MiB")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
