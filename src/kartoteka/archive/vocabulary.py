"""YAML files of terms → :class:`~kartoteka.model.terms.Vocabulary`.

The default vocabulary ships with the package (``model/vocabulary/*.yaml``: list → id → fields of
:class:`~kartoteka.model.terms.Term`). An archive holds only what it adds, so that a newer Kartoteka can
improve a label without touching anybody's archive.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, cast

import yaml

from kartoteka.model.terms import Cardinality, Term, Vocabulary


@cache
def default_vocabulary() -> Vocabulary:
    """Return the terms that come with Kartoteka."""
    folder = resources.files("kartoteka.model") / "vocabulary"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    terms: list[Term] = []
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            lists = yaml.load(file.read_text(encoding="utf-8"), loader)  # noqa: S506
            terms += [
                term_from(vocab, id_, fields or {})
                for vocab, entries in lists.items()
                for id_, fields in entries.items()
            ]
    return Vocabulary(terms)


def term_from(vocab: str, id_: str, fields: dict[str, Any]) -> Term:
    """Return a term from the fields of a YAML or JSON mapping."""
    return Term(
        id=id_,
        vocab=vocab,
        broader=fields.get("broader"),
        label=dict(fields.get("label") or {}),
        definition=dict(fields.get("definition") or {}),
        domain=tuple(fields.get("domain") or ()),
        range=tuple(fields.get("range") or ()),
        roles=tuple(fields.get("roles") or ()),
        cardinality=cast("Cardinality", fields.get("cardinality") or "many"),
        unattested=bool(fields.get("unattested")),
        pattern=dict(fields.get("pattern") or {}),
        exact_match=tuple(fields.get("exact_match") or ()),
        extra=dict(fields.get("extra") or {}),
    )
