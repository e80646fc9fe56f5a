"""The registry of rules: ours and those of plug-ins, through one door.

A rule is a name and a function from :class:`~kartoteka.check.material.Material` to findings. To add rules
from another package, put them into a tuple and name it as an entry point::

    # my_rules.py
    from kartoteka.check import Rule

    def long_titles(material):
        for source in material.sources:
            if len(source.title) > 200:
                yield material.finding("long-title", "note", ("source", source.id), …)

    RULES = (Rule("long-title", long_titles),)

    # pyproject.toml
    [project.entry-points."kartoteka.checks"]
    mine = "my_rules:RULES"
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import entry_points
from itertools import chain

from kartoteka.check.material import Material
from kartoteka.errors import UnknownName
from kartoteka.model.findings import Finding

GROUP = "kartoteka.checks"
"""The group of entry points."""

FAMILIES = (
    "anchors",
    "presence",
    "fellows",
    "times",
    "nesting",
    "counts",
    "conflicts",
    "knowing",
    "identities",
    "gaps",
)
"""The modules of ours; each has a tuple ``RULES``, as a plug-in's has."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check.

    Parameters
    ----------
    name
        What the findings carry as ``rule``.
    run
        From the material to findings; it must not raise about the material.
    asks
        Whether a finding of it may be of severity ``ask``: who wants only questions need not run the others.
    """

    name: str
    run: Callable[[Material], Iterable[Finding]]
    asks: bool = True


def all_rules() -> tuple[Rule, ...]:
    """Return every rule: ours first, then those of plug-ins."""
    return tuple(chain(_ours(), _of_plugins()))


def _ours() -> Iterator[Rule]:
    for family in FAMILIES:
        yield from import_module(f"kartoteka.check.{family}").RULES


def _of_plugins() -> Iterator[Rule]:
    for point in entry_points(group=GROUP):
        yield from point.load()


def chosen(names: Collection[str] | None) -> tuple[Rule, ...]:
    """Return the rules of some names; all where None.

    Raises
    ------
    UnknownName
        No rule is called so.
    """
    if names is None:
        return all_rules()
    rules = tuple(_ours())
    if not {r.name for r in rules}.issuperset(names):
        rules = all_rules()  # only now: to look through all that is installed takes a while
    known = [r.name for r in rules]
    for name in names:
        if name not in known:
            raise UnknownName("rule", name, get_close_matches(name, known, n=2))
    return tuple(r for r in rules if r.name in names)
