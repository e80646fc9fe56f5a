"""The parameters of the simulated world → a table.

In: the fields of :class:`~kartoteka.simulate.parameters.Parameters`. Out: Markdown.
"""

from __future__ import annotations

from kartoteka.simulate.parameters import SIZES, rules


def simulation() -> str:
    """Return the table of parameters, then that of the sizes."""
    lines = ["| parameter | default | unit | what it does |", "|---|--:|---|---|"]
    lines += [
        f"| `{name}` | {default} | {unit} | {said} |" for name, default, unit, said in rules()
    ]
    columns = list(next(iter(SIZES.values())))
    lines += ["", "Sizes by name:", ""]
    lines += ["| size | " + " | ".join(f"`{c}`" for c in columns) + " |"]
    lines += ["|---|" + "--:|" * len(columns)]
    for size, numbers in SIZES.items():
        lines.append(f"| `{size}` | " + " | ".join(f"{n:,}" for n in numbers.values()) + " |")
    return "\n".join(lines)
