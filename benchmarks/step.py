"""``python -m benchmarks.step MODULE:FUNCTION WORD…``: one step in a process of its own, as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib import import_module


def main(name: str, *words: str) -> None:
    module, _, function = name.partition(":")
    step = getattr(import_module(module), function)
    start = time.perf_counter()
    done = step(*words)
    wall = time.perf_counter() - start
    items, facts = done if isinstance(done, tuple) else (done, {})
    # The whole process counts, imports too: that is what a command costs.
    spent = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    figure = {
        "items": items,
        "cpu": sum(s.ru_utime + s.ru_stime for s in spent),
        "wall": wall,
        "peak": max(s.ru_maxrss for s in spent) / 1024,
        "facts": facts,
    }
    print(json.dumps(figure))


if __name__ == "__main__":
    main(*sys.argv[1:])
