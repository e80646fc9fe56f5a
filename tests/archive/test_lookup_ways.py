"""A question to the search index has the same answers whichever way it is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kartoteka.archive import lookup_answers, lookup_ways
from kartoteka.archive.archive import Archive
from kartoteka.archive.conditions import All, Condition, Either, Having, Near, Not, Phrase, Words
from kartoteka.archive.lookup import KINDS, Question, question
from kartoteka.archive.lookup_fields import EACH, NARROW
from kartoteka.model.coding import Coding
from kartoteka.model.sources import Part
from kartoteka.model.statements import Attestation, Statement

VALUES = {
    "about": ("osip", "long-cell"),
    "by": ("ida", "osip"),
    "code": ("food",),
    "source": ("first-letter",),
}


@pytest.fixture
def coded(tiny: Archive) -> Archive:
    """Passages under codes, a part by somebody else, and a statement said in two letters."""
    first, second = (tiny.passages(id_) for id_ in ("first-letter", "second-letter"))
    said = tiny.statements(passage=first[0].id)[0].statement
    with tiny.edit(why="codes") as edit:
        edit.add(
            Coding("c1", first[0].id, "food"),
            Coding("c2", second[0].id, "food"),
            Part("second-letter", 0, second[0].end + 1, author="osip"),
            Attestation("again", said.id, second[0].id),
            Statement("unsaid", "osip", "trait", None, "calm"),
        )
    return tiny


def asked(field: str) -> list[Condition]:
    known = Having(field, VALUES[field])
    word = Words((Phrase(("the",)), Phrase(("a",))))
    return [known, All((word, known)), All((word, Not(known))), Either((word, known))]


def rows(archive: Archive, question: Question) -> list[int]:
    return [] if question.hopeless else list(lookup_answers.rows(archive._db, question))


def each(condition: Condition) -> Condition:
    match condition:
        case Having():
            return replace(condition, each=True)
        case Not(part=part):
            return Not(each(part))
        case All(parts=parts) | Either(parts=parts):
            return type(condition)(tuple(map(each, parts)))
        case _:
            return condition


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("field", sorted(NARROW))
def test_a_field_asked_of_each_record_and_as_a_set_is_the_same(
    coded: Archive, field: str, kind: str
) -> None:
    for condition in asked(field):
        as_a_set = rows(coded, question(condition, kind, narrow=True))
        assert rows(coded, question(condition, kind)) == as_a_set
        assert rows(coded, question(each(condition), kind)) == as_a_set
        assert rows(coded, lookup_ways.tuned(coded._db, condition, kind)) == as_a_set


@pytest.mark.parametrize("field", sorted(EACH))
def test_the_fields_find_something_and_not_everything(coded: Archive, field: str) -> None:
    for kind in EACH[field]:
        found = rows(coded, question(Having(field, VALUES[field], each=True), kind))
        assert 0 < len(found) < coded.counts()[kind]


def test_counted_and_ranked_at_once_is_as_counted_and_then_ranked(coded: Archive) -> None:
    soup, the = Phrase(("soup",)), Phrase(("the",))
    conditions = [condition for field in VALUES for condition in asked(field)]
    conditions += [
        Words((soup,)),
        Words((Near((soup, the), 5),)),
        Words((Phrase(("the", "cell")),)),
    ]
    for condition in conditions:
        for kind in KINDS:
            made = lookup_ways.tuned(coded._db, condition, kind)
            if not made.hopeless:
                number, best = lookup_answers.answers(coded._db, made, 3)
                assert number == lookup_answers.count(coded._db, made)
                assert best == lookup_answers.top(coded._db, made, 3)


def test_the_smaller_number_is_gone_through(coded: Archive) -> None:
    """Of few records with the words each is asked; of a field that few have, the set is made."""
    rare, common = Words((Phrase(("soup",)),)), Words((Phrase(("a",), prefix=True),))
    many = Having("about", ("ida", "osip", "marek", "long-cell"))
    assert not lookup_ways.tuned(coded._db, All((rare, many)), "statement").narrow
    few = Having("code", ("nothing",))
    assert lookup_ways.tuned(coded._db, All((common, few)), "passage").narrow


def test_nothing_is_asked_of_each_record_where_that_would_be_all_of_them(coded: Archive) -> None:
    """One field or another: of whoever has neither, both would be asked."""
    few, many = Having("code", ("nothing",)), Having("by", ("ida", "osip"))
    statements = {
        Either((few, many)): False,
        All((Not(few), Not(many))): False,
        Either((All((few, many)), many)): False,
        All((few, many)): True,
        All((few, Either((few, many)))): True,
    }
    for condition, each_asked in statements.items():
        found = lookup_ways.tuned(coded._db, condition, "passage").where.text
        assert (EACH["by"]["passage"] in found) == each_asked, condition


def test_near_of_one_word_is_that_word() -> None:
    """FTS5 takes the same occurrence for both."""
    one, near = Words((Phrase(("the",)),)), Words((Near((Phrase(("the",)),) * 2, 5),))
    assert question(near, "source") == question(one, "source")
