"""What can be wrong → the message and the way out, as tables.

In: the wording of the rules. Out: Markdown. What a rule means beyond its sentence is written by hand in the
page; that every rule is there is tested.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

TEXTS = Path(__file__).parents[2] / "src" / "kartoteka" / "wording" / "texts"

NAMES = {"words used in the sentences": "many mistakes"}
"""What a heading of the file is called on the page, where that says more."""

_HEADING = re.compile(r"# ── (.*) ──$")


def evidence_rules() -> str:
    """Return the rules of ``kartoteka record``, by topic."""
    file = TEXTS / "evidence.yaml"
    said = read(file)
    sections: list[str] = []
    rows: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if heading := _HEADING.match(line):
            rows = []
            sections.append(f"### {NAMES.get(heading[1], heading[1]).capitalize()}")
        key = line.partition(":")[0]
        if key in said and f"{key}-fix" in said:
            if not rows:
                rows = ["| rule | message | what to do |", "|---|---|---|"]
                sections.append("")
            rows.append(f"| `{key}` | {_cell(said[key])} | {_cell(said[f'{key}-fix'])} |")
            sections[-1] = "\n".join(rows)
    return "\n\n".join(_without_empty(sections))


def _without_empty(sections: list[str]) -> list[str]:
    """Leave out headings with nothing below (words used within sentences)."""
    following = [*sections[1:], "### "]
    return [s for s, n in zip(sections, following, strict=True) if not (s[:4] == n[:4] == "### ")]


def read(file: Path) -> dict[str, dict[str, Any]]:
    """Return the sentences of a topic."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def _cell(entry: dict[str, Any]) -> str:
    text = entry["en"]
    text = text["other"] if isinstance(text, dict) else text
    plain = text.replace("{hint}", "").replace("{{", "{").replace("}}", "}").replace("|", "\\|")
    return plain.strip()
