"""What ``kartoteka.analyse`` offers → one section each, from the docstrings, in the order of one's work.

In: the modules named below. Out: Markdown. Whatever a package lists in ``__all__`` is there; of a module what
is named here.
"""

from __future__ import annotations

import ast
import doctest
import inspect
from collections.abc import Iterator
from importlib import import_module
from types import FunctionType

from parts.api import entry

SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Sequences", "sequences", ("sequences", "Sequences")),
    ("From frames and texts", "forms", ("from_wide", "from_text")),
    ("From spells and events", "spells", ("from_spells", "from_events")),
    ("Several channels", "channels", ("Channels",)),
    ("Measures", "measures", ()),
    ("Costs", "measures.costs", ("Features", "learn")),
    ("Dissimilarities", "dissimilarities", ("Dissimilarities", "CrossDissimilarities")),
    (
        "Without a matrix",
        "streaming",
        ("sums", "neighbours", "sums_and_neighbours", "assign", "medoids", "costs_of_rounds"),
    ),
    ("Many settings", "multiverse", ("multiverse", "Multiverse")),
    ("Clusters", "cluster", ()),
    ("Quality", "quality", ()),
    ("Indicators", "indicators", ()),
    ("Discrepancy", "discrepancy", ()),
    ("Charts", "charts", ()),
    ("Types of an archive", "types", ("types",)),
    ("The tree of a typology", "typology.tree", ("life_tree", "LifeTree", "Leaf", "Join")),
    ("Declaring found types", "typology.declare", ("declare",)),
)
"""Heading, module below ``kartoteka.analyse``, names; none: all that the module offers."""


def analyse() -> str:
    """Return every name with its signature and docstring."""
    return "\n\n".join(part for section in SECTIONS for part in _section(*section))


def offered(module: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of a section."""
    made = import_module(f"kartoteka.analyse.{module}")
    if names:
        return names
    if listed := getattr(made, "__all__", None):
        return tuple(listed)
    return tuple(
        name
        for name, thing in vars(made).items()
        if inspect.isfunction(thing) and thing.__module__ == made.__name__ and name[0] != "_"
    )


def _section(title: str, module: str, names: tuple[str, ...]) -> Iterator[str]:
    yield f"## {title}"
    full = f"kartoteka.analyse.{module}"
    yield f"From `{full}`."
    made = import_module(full)
    for name in offered(module, names):
        thing = getattr(made, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            yield from entry(f"### `{name}`", name, thing, _with_imports(thing))
            yield from _methods(name, thing)


def _with_imports(thing: type | FunctionType) -> str:
    """Return a docstring whose examples begin with what they need, so that a reader can run them."""
    said = inspect.getdoc(thing) or ""
    examples = "".join(e.source for e in doctest.DocTestParser().get_examples(said))
    nodes = [node for node in ast.walk(ast.parse(examples)) if isinstance(node, ast.Name)]
    made = {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    made |= {a.asname or a.name for a in _imported(examples)}
    around = vars(import_module(thing.__module__))
    used = sorted({node.id for node in nodes} - made)
    lines = sorted(_import(name, around[name], thing.__module__) for name in used if name in around)
    return said.replace(">>> ", "".join(f">>> {line}\n" for line in lines) + ">>> ", 1)


def _imported(source: str) -> Iterator[ast.alias]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from node.names


def _import(name: str, value: object, module: str) -> str:
    """Return the line that imports a name."""
    if inspect.ismodule(value):
        return f"import {value.__name__} as {name}" if value.__name__ != name else f"import {name}"
    home = getattr(value, "__module__", None)
    return f"from {home if isinstance(home, str) else module} import {name}"


def _methods(name: str, thing: object) -> Iterator[str]:
    """Yield the methods a class has beside ``fit`` and what its kind has in common."""
    if not inspect.isclass(thing):
        return
    for method, value in vars(thing).items():
        if method[0] != "_" and inspect.isfunction(value) and inspect.getdoc(value):
            yield from entry(f"#### `{name}.{method}`", f"{name}.{method}", value)
