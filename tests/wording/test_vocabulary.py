"""The default vocabulary holds together: what a term names exists, and is said in both languages."""

import re

import pytest

from kartoteka.archive.vocabulary import default_vocabulary
from kartoteka.model.entities import KINDS
from kartoteka.model.terms import Term

VOCABULARY = default_vocabulary()
PREDICATES = VOCABULARY.terms("predicate")
VALUES = {"text", "number", "date", "scale"}


@pytest.mark.parametrize("term", list(VOCABULARY), ids=lambda t: t.key)
def test_every_term_is_said_in_english_and_russian(term: Term) -> None:
    assert {"en", "ru"} <= set(term.label)
    assert re.search("[а-яё]", term.label["ru"])
    assert term.broader is None or VOCABULARY.has(term.vocab, term.broader)


@pytest.mark.parametrize("predicate", PREDICATES, ids=lambda t: t.id)
def test_a_predicate_says_who_what_and_how(predicate: Term) -> None:
    assert predicate.domain
    assert set(predicate.domain) <= set(KINDS)
    assert all(VOCABULARY.has("role", role) for role in predicate.roles)
    assert {"en", "ru"} <= set(predicate.definition)
    assert {"en", "ru"} <= set(predicate.pattern)
    allowed = {
        "subject",
        "object",
        "value",
        "when",
        "in_object",
        "to_object",
        "counted",
        *predicate.roles,
    }
    for pattern in predicate.pattern.values():
        assert set(re.findall(r"{(\w+)}", pattern)) <= allowed


@pytest.mark.parametrize("term", [*PREDICATES, *VOCABULARY.terms("role")], ids=lambda t: t.key)
def test_what_may_stand_as_object_or_value_is_a_kind_a_value_or_a_list(term: Term) -> None:
    assert term.range
    for allowed in term.range:
        vocab = allowed.partition("term:")[2]
        assert allowed in {*KINDS, *VALUES} or VOCABULARY.terms(vocab)
