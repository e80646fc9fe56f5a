"""The public names of the package → one section each, from their docstrings.

In: ``kartoteka.__all__``. Out: Markdown. Docstrings are numpydoc; only what we use of it is understood.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import kartoteka

_SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)
_ROLE = re.compile(r":\w+:`(?:~[\w.]+\.)?([^`]+)`")


def api() -> str:
    """Return every public name with its signature and docstring."""
    sections: list[str] = []
    for name in sorted(kartoteka.__all__, key=str.lower):
        thing = getattr(kartoteka, name)
        if not name.startswith("__"):
            sections += list(entry(f"## `{name}`", f"kartoteka.{name}", thing))
            sections += list(_methods(name, thing))
    return "\n\n".join(sections)


def _methods(name: str, thing: object) -> Iterator[str]:
    if not inspect.isclass(thing) or _is_error(thing):
        return
    for method, value in vars(thing).items():
        if not method.startswith("_") and inspect.getdoc(value):
            shown = f"{name[0].lower()}{name[1:]}.{method}"
            yield from entry(f"### `{name}.{method}`", shown, value)


def _is_error(thing: object) -> bool:
    return inspect.isclass(thing) and issubclass(thing, BaseException)


def entry(heading: str, shown: str, thing: object, said: str | None = None) -> Iterator[str]:
    """Yield a heading, the signature, the docstring (or ``said`` in its place)."""
    yield heading
    if callable(thing) and not _is_error(thing):
        yield f"```python\n{shown}{_signature(thing)}\n```"
    yield _markdown(said if said is not None else inspect.getdoc(thing) or "")


def _signature(thing: object) -> str:
    """Return the parameters as one would type them, types left to the docstring and the source."""
    signature = inspect.signature(thing)  # pyright: ignore[reportArgumentType]
    kept = [
        parameter.replace(annotation=inspect.Parameter.empty)
        for parameter in signature.parameters.values()
        if parameter.name != "self"
    ]
    bare = str(signature.replace(parameters=kept, return_annotation=inspect.Signature.empty))
    plain = re.sub(r"<\w+\.\w+: ('[^']*')>", r"\1", re.sub(r"<function [^>]+>", "…", bare))
    returned = signature.return_annotation
    if returned in (inspect.Signature.empty, "None", None):
        return plain
    return f"{plain} -> {returned if isinstance(returned, str) else returned.__name__}"


def _markdown(docstring: str) -> str:
    """Turn a numpydoc docstring into Markdown."""
    text = _ROLE.sub(r"`\1`", docstring).replace("``", "`")
    first, *sections = _SECTION.split(text)
    done = [_prose(first)]
    for title, body in zip(sections[::2], sections[1::2], strict=True):
        done.append(f"*{title}*")
        done.append(_prose(body) if title in ("Examples", "References") else _items(body))
    return "\n\n".join(part for part in done if part)


def _prose(text: str) -> str:
    """Doctests become code blocks; an indented block after ``::`` too."""
    blocks: list[str] = []
    for block in re.split(r"\n{2,}", text.strip()):
        if block.startswith(">>> "):
            blocks.append(f"```pycon\n{block}\n```")
        else:
            blocks.append(block)
    return "\n\n".join(blocks)


def _items(body: str) -> str:
    """``name`` / indented text → a list."""
    items: list[str] = []
    for line in body.rstrip().splitlines():
        if line and not line.startswith(" "):
            items.append(f"- `{line.strip()}`")
        elif line.strip():
            items[-1] += (": " if items[-1].endswith("`") else " ") + line.strip()
    return "\n".join(items)
