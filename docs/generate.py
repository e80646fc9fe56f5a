"""The generated parts of the documentation, written into their pages.

In: the code, the schema, the vocabulary, the wording. Out: whatever stands in a page of ``docs`` between
``<!-- generated: PART -->`` and ``<!-- end of PART -->``; the rest of a page is written by hand and stays.

    python docs/generate.py            write every part that is not current
    python docs/generate.py --check    write nothing; name the pages that are not current, and fail
    python docs/generate.py cli        only the part ``cli``
    python docs/generate.py violations the list of what is too long, which the rest leaves alone

A new part is one function in :data:`PARTS` that returns Markdown, and its two marks in a page.
``tests/docs/test_docs.py`` runs the check.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
sys.path.insert(0, str(DOCS))

PARTS: dict[str, str] = {
    "schema": "parts.schema:schema",
    "predicates": "parts.vocabulary:predicates",
    "lists": "parts.vocabulary:lists",
    "api": "parts.api:api",
    "analyse": "parts.analyse:analyse",
    "mistakes": "parts.mistakes:mistakes",
    "evidence-rules": "parts.messages:evidence_rules",
    "dates": "parts.dates:dates",
    "words-en": "parts.dates:words_en",
    "words-ru": "parts.dates:words_ru",
    "margins": "parts.dates:margins",
    "durations": "parts.dates:durations",
    "cli": "parts.cli:cli",
    "exit-codes": "parts.cli:exit_codes",
    "simulation": "parts.simulation:simulation",
    "keys": "parts.keys:keys",
    "violations": "parts.violations:violations",
}
"""Part → the function that writes it, ``MODULE:FUNCTION``; imported only when it is wanted."""

CEILINGS = frozenset({"violations"})
"""Parts that the code may fall below: renewed only when they are asked for."""

_MARKS = re.compile(
    r"(<!-- generated: (?P<part>[\w-]+) -->\n).*?(<!-- end of (?P=part) -->)", re.DOTALL
)


@cache
def written(part: str) -> str:
    """Return the Markdown of a part, with empty lines around it."""
    module, _, name = PARTS[part].partition(":")
    write: Callable[[], str] = getattr(import_module(module), name)
    return f"\n{write().strip()}\n\n"


def current(page: str, only: set[str]) -> str:
    """Return a page with its generated parts as they should be."""

    def renewed(match: re.Match[str]) -> str:
        wanted = match["part"] in only if only else match["part"] not in CEILINGS
        return f"{match[1]}{written(match['part'])}{match[3]}" if wanted else match[0]

    return _MARKS.sub(renewed, page)


def outdated(only: set[str]) -> Iterator[tuple[Path, str]]:
    """Yield the pages that are not current, each with what it should be."""
    for path in sorted(DOCS.rglob("*.md")):
        page = path.read_text(encoding="utf-8")
        if (new := current(page, only)) != page:
            yield path, new


def main(arguments: list[str] | None = None) -> int:
    """Run as a command; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="*", choices=[[], *PARTS], help="only these parts")
    parser.add_argument(
        "--check", action="store_true", help="write nothing, fail if anything is old"
    )
    options = parser.parse_args(arguments)
    found = list(outdated(set(options.part)))
    for path, new in found:
        print(f"{'not current' if options.check else 'written'}: {path.relative_to(ROOT)}")
        if not options.check:
            path.write_text(new, encoding="utf-8")
    if options.check and found:
        print("Run: python docs/generate.py")
    return int(options.check and bool(found))


if __name__ == "__main__":
    sys.exit(main())
