"""Our own violations of the house style: modules and functions that are too long.

In: ``src/kartoteka``. Out: two lists. ``tests/docs/test_house_style.py`` holds that they do not grow.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "kartoteka"

MODULE_LINES = 250
FUNCTION_LINES = 50


def long_modules() -> list[tuple[str, int]]:
    """Return the modules over :data:`MODULE_LINES` with their lines, longest first."""
    sizes = ((_name(path), len(_source(path).splitlines())) for path in PACKAGE.rglob("*.py"))
    return sorted(((n, s) for n, s in sizes if s > MODULE_LINES), key=lambda x: (-x[1], x[0]))


def long_functions() -> list[tuple[str, int]]:
    """Return the functions over :data:`FUNCTION_LINES` (docstring left out), longest first."""
    found = [f for f in functions() if f[1] > FUNCTION_LINES]
    return sorted(found, key=lambda x: (-x[1], x[0]))


def functions() -> Iterator[tuple[str, int]]:
    """Yield every function with its lines, without its docstring."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(_source(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{_name(path)}: {node.name}", _length(node)


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    docstring = node.body[0] if ast.get_docstring(node) is not None else None
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    return lines - ((docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0)


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def violations() -> str:
    """Return both lists as Markdown."""
    total = sum(1 for _ in functions())
    modules, over = long_modules(), long_functions()
    return "\n\n".join(
        [
            f"**Modules over {MODULE_LINES} lines: {len(modules)}**",
            _listed(modules),
            (
                f"**Functions over {FUNCTION_LINES} lines: {len(over)}** "
                f"({len(over) / total:.1%} of {total}; the aim is 3 %)"
            ),
            _listed(over),
        ]
    )


def _listed(found: list[tuple[str, int]]) -> str:
    return "\n".join(f"- `{name}`: {lines} lines" for name, lines in found) or "None."
