"""Types found among the lives of an archive: planted ones are found, and what cannot be claimed is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from kartoteka.analyse.laying import lives_in_time
from kartoteka.analyse.quality.chance import NULLS, Null
from kartoteka.analyse.types import types
from kartoteka.analyse.typology.cautions import CHANCE
from kartoteka.analyse.typology.declare import declare
from kartoteka.analyse.typology.tree import life_tree
from kartoteka.archive.archive import Archive
from kartoteka.errors import UnknownName, UsageError
from kartoteka.model.dates import day_of
from kartoteka.publish.view import View
from kartoteka.relate.type import type as type_profile
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


def two_ways() -> Story:
    """Four who stayed in the north; four who were taken from the north to the south in May."""
    people = [f"n{i}" for i in range(4)] + [f"s{i}" for i in range(4)]
    story = Story().people(*people).groups("choir")
    story.place("north", "prison").place("north-1", "cell", within="north")
    story.place("south", "colony").place("south-1", "cell", within="south")
    story.letter("letter", by="n0", written="2025-01-10")
    for who in people[:4]:
        story.say(who, "stay", "north-1", when="2024-01-01/2024-12-31")
        story.say(who, "member", "choir", when="2024-03/2024-10")
    for who in people[4:]:
        story.say(who, "stay", "north-1", when="2024-01-01/2024-05-10")
        story.say(who, "stay", "south-1", when="2024-05-11/2024-12-31")
    return story


def test_planted_types_are_found_and_named_by_what_happened(told: Tell) -> None:
    found = types(told(two_ways()), states="prison", draws=10)
    by_name = {t.names["en"]: sorted(t.people) for t in found.types}
    assert by_name == {
        "North throughout": ["n0", "n1", "n2", "n3"],
        "North → south": ["s0", "s1", "s2", "s3"],
    }


def test_every_life_keeps_its_statements(told: Tell) -> None:
    archive = told(two_ways())
    found = types(archive, states="prison", draws=5)
    for one in found.types:
        for member in one.members:
            said = archive.statements(ids=member.evidence)
            assert {f.statement.subject for f in said} == {member.person}
            assert {f.statement.predicate for f in said} == {"stay"}


def test_what_a_type_shares_beside_its_states(told: Tell) -> None:
    """Those who stayed sang in a choir."""
    found = types(told(two_ways()), states="prison", draws=5)
    stayed = next(t for t in found.types if "n0" in t.people)
    choir = next(m for m in stayed.marks if m.what == "choir")
    assert (choir.kind, choir.share, choir.elsewhere) == ("group", 1.0, 0.0)
    assert len(choir.evidence) == 4


def test_lives_too_little_known_are_named_and_not_placed(told: Tell) -> None:
    story = two_ways().people("passer", "absent")
    story.say("passer", "stay", "south-1", when="2024-06-03")
    found = types(told(story), states="prison", draws=5)
    assert found.left_out == {"passer": 1}
    assert found.undated == ("absent",)
    said = {c.kind for c in found.cautions}
    assert {"few_lives", "not_a_sample", "left_out", "undated"} <= said


def test_dates_that_decide_the_type_make_a_life_borderline(told: Tell) -> None:
    """Of Vera it is only known that she left the north some time in the year."""
    story = two_ways().people("vera")
    story.say("vera", "stay", "north-1", when="2024-01-01/[2024-05-01..2024-12-31]")
    story.say("vera", "stay", "south-1", when="[2024-05-02..2024-12-31]/2024-12-31")
    found = types(told(story), states="prison", k=2, draws=40, seed=3)
    member = next(m for t in found.types for m in t.members if m.person == "vera")
    others = [m for t in found.types for m in t.members if m.person != "vera"]
    assert member.survives < 1
    assert all(m.survives == 1 for m in others)
    assert any(c.kind == "uncertain_dates" for c in found.cautions)


def test_the_same_seed_is_the_same_typology(told: Tell) -> None:
    archive = told(two_ways())
    assert types(archive, seed=4, states="prison") == types(archive, seed=4, states="prison")


@pytest.mark.parametrize("measure", ["om", "lcs", "omspell"])
def test_other_measures_find_them_too(told: Tell, measure: str) -> None:
    found = types(told(two_ways()), states="prison", measure=measure, draws=3)
    assert ["n0", "n1", "n2", "n3"] in [sorted(t.people) for t in found.types]


def test_what_was_asked_wrongly_is_said(told: Tell) -> None:
    archive = told(two_ways())
    with pytest.raises(UnknownName, match="states"):
        types(archive, states="prisn")
    with pytest.raises(UnknownName, match="measure"):
        types(archive, measure="guess")
    with pytest.raises(UsageError, match="from 2 to 7"):
        types(archive, k=9, states="prison")
    with pytest.raises(UsageError, match="occupation"):
        types(archive, states="occupation")


def test_a_type_is_declared_in_one_edit_that_can_be_taken_back(told: Tell) -> None:
    archive = told(two_ways())
    before = archive.counts()
    found = types(archive, states="prison", draws=5)
    wanted = next(t for t in found.types if "s0" in t.people)
    ids = declare(archive, found, why="holds against the letters", only=[wanted.id])
    profile = type_profile(archive, ids[wanted.id])
    assert sorted(f.statement.subject for f in profile.members) == ["s0", "s1", "s2", "s3"]
    assert archive.verify() == ()
    evidence = [e for f in profile.members for e in f.evidence]
    assert {(e.attestation.basis, e.attestation.method) for e in evidence} == {
        ("inferred", "machine")
    }
    assert all("stay" in e.passage.exact for e in evidence)
    (memo,) = archive.memos(ids[wanted.id])
    assert memo.text.startswith("holds against the letters")
    assert "8 lives" in memo.text
    archive.undo()
    after = archive.counts()
    assert {k: n for k, n in after.items() if k != "change"} == {
        k: n for k, n in before.items() if k != "change"
    }


def test_what_follows_from_private_words_is_private(told: Tell) -> None:
    """One stay was said in confidence: that it makes somebody one of a type is in confidence as well."""
    archive = told(two_ways())
    (said,) = archive.statements(subject="s0", object="south-1", predicate="stay")
    with archive.edit(why="in confidence") as edit:
        edit.replace(said.statement, replace(said.statement, access="restricted"))
    found = types(archive, states="prison", draws=5)
    wanted = next(t for t in found.types if "s0" in t.people)
    ids = declare(archive, found, why="holds", only=[wanted.id])
    members = type_profile(archive, ids[wanted.id]).members
    access = {f.statement.subject: f.statement.access for f in members}
    assert access == {"s0": "restricted", "s1": "public", "s2": "public", "s3": "public"}
    view = View(archive, today=day_of(2026, 1, 1))
    published = view.statements(object=ids[wanted.id], predicate="trait")
    assert sorted(f.statement.subject for f in published) == ["s1", "s2", "s3"]
    # The words that were public before are public still.
    assert "s0 stay north-1." in view.text("letter")
    assert "s0 stay south-1." not in view.text("letter")


def test_what_tells_of_hidden_or_of_few_lives_is_private(told: Tell) -> None:
    """The definition is the path of one life; a criterion of one life is that life."""
    archive = told(two_ways())
    found = types(archive, states="prison", draws=5)
    stayed, moved = sorted(found.types, key=lambda t: t.people)
    with archive.edit(why="in danger") as edit:
        for who in (stayed.medoid, "s0", "s1"):
            person = archive.entity(who)
            edit.replace(person, replace(person, access="restricted"))
    ids = declare(archive, found, why="holds")
    for one in (stayed, moved):
        about = archive.statements(subject=ids[one.id], predicate=("definition", "criterion"))
        assert about
        assert {f.statement.access for f in about} == {"restricted"}


def test_no_type_is_declared_without_a_reason(told: Tell) -> None:
    archive = told(two_ways())
    found = types(archive, states="prison", draws=5)
    with pytest.raises(UsageError, match="say why"):
        declare(archive, found, why=" ")
    with pytest.raises(UnknownName, match="found-type"):
        declare(archive, found, why="so", only=["type-9"])


# ── laying lives out ──────────────────────────────────────────────────────────────────────────────


def spelled(archive: Archive, who: str, **asked: object) -> str:
    lives = lives_in_time(archive, known=0, **asked)  # pyright: ignore[reportArgumentType]
    row = lives.people.index(who)
    names = [s.partition(":")[2][0] for s in lives.channels[0].states]
    return "".join("." if c < 0 else names[c] for c in lives.codes[0][row])


def year() -> Story:
    story = Story().people("ana").place("north", "prison").place("south", "colony")
    return story.letter("letter", by="ana", written="2025-01-10")


def test_a_gap_stays_a_gap(told: Tell) -> None:
    story = year()
    story.say("ana", "stay", "north", when="2024-01-01/2024-03-31")
    story.say("ana", "stay", "south", when="2024-06-01/2024-08-31")
    assert spelled(told(story), "ana", unit="month", states="prison") == "nnn..sss"


def test_still_so_lasts_until_it_was_last_said(told: Tell) -> None:
    """A stay since November, of which a letter of January tells."""
    story = year()
    story.say("ana", "stay", "north", when="2024-11-01/..")
    assert spelled(told(story), "ana", unit="month", states="prison") == "nnn"


def test_a_shorter_stay_within_a_longer_one_counts(told: Tell) -> None:
    """A fortnight of quarantine within a year in prison."""
    story = year()
    story.say("ana", "stay", "north", when="2024-01-01/2024-06-30")
    story.say("ana", "stay", "north", when="2024-03-01/2024-03-31", roles={"regime": "quarantine"})
    assert spelled(told(story), "ana", unit="month") == "ppqppp"


def test_lives_are_counted_from_an_event(told: Tell) -> None:
    """Arrested in March and in May: both begin with the arrest."""
    story = year().people("boris")
    for who, month in (("ana", "03"), ("boris", "05")):
        story.say(who, "event", value="arrested", when=f"2024-{month}-01")
        story.say(who, "stay", "north", when=f"2024-{month}-01/2024-{month}-28")
        story.say(who, "stay", "south", when=f"2024-{month}-29/2024-09-01")
    archive = told(story)
    asked = {"unit": "month", "states": "prison", "since": "arrested"}
    assert spelled(archive, "ana", **asked)[:2] == spelled(archive, "boris", **asked)[:2] == "ns"


def test_uncertain_dates_as_early_and_as_late_as_can_be(told: Tell) -> None:
    story = year()
    story.say("ana", "stay", "north", when="2024-01-01/[2024-02-01..2024-04-30]")
    lives = lives_in_time(told(story), unit="month", states="prison", known=0)
    known = {dates: int((lives.dated(dates)[0] >= 0).sum()) for dates in ("earliest", "latest")}
    assert lives.uncertain
    assert known["earliest"] < known["latest"]
    chance = np.random.default_rng(1)
    drawn = {int((lives.drawn(chance)[0] >= 0).sum()) for _ in range(30)}
    assert len(drawn) > 1


def test_every_cell_knows_its_statements(told: Tell) -> None:
    story = year()
    story.say("ana", "stay", "north", when="2024-01-01/2024-03-31")
    story.say("ana", "stay", "south", when="2024-04-01/2024-08-31")
    archive = told(story)
    lives = lives_in_time(archive, unit="month", states="prison", known=0)
    (first,) = lives.evidence(0, 0)
    (last,) = lives.evidence(0, len(lives.grid) - 1)
    assert archive.statements(ids=first)[0].statement.object == "north"
    assert archive.statements(ids=last)[0].statement.object == "south"


def test_several_channels_make_one_alphabet(told: Tell) -> None:
    archive = told(two_ways())
    lives = lives_in_time(archive, states=("prison", "member"), known=0)
    both = lives.sequences()
    assert {s for s in both.states if s != "*"} == {"entity:north + entity:choir"}


@pytest.mark.parametrize("null", NULLS)
def test_what_chance_keeps_is_chosen_and_said(told: Tell, null: Null) -> None:
    found = types(told(two_ways()), states="prison", k=2, draws=10, null=null)
    kinds = {c.kind for c in found.cautions}
    assert kinds & set(CHANCE[null])
    others = {kind for other in NULLS if other != null for kind in CHANCE[other]}
    assert not kinds & others
    assert found.null == null


def test_states_of_each_time_leave_the_two_ways_no_chance(told: Tell) -> None:
    """Drawn month by month, nobody stays anywhere; shuffled spells leave those who never moved."""
    found = types(told(two_ways()), states="prison", k=2, draws=30, null="moments")
    assert any(c.kind == "not_chance_moments" for c in found.cautions)


def test_an_unknown_null_model_is_said(told: Tell) -> None:
    with pytest.raises(UnknownName, match="null model"):
        types(told(two_ways()), states="prison", null="luck")  # pyright: ignore[reportArgumentType]


def test_the_tree_of_lives_is_drawn_without_a_crossing(told: Tell) -> None:
    found = types(told(two_ways()), states="prison", k=2, draws=3)
    tree = life_tree(found)
    assert sorted(leaf.person for leaf in tree.leaves) == sorted(found.lives.people)
    assert len(tree.joins) == 7
    below = [{row} for row in range(8)]
    for join in tree.joins:
        rows = below[join.a] | below[join.b]
        assert rows == set(range(min(rows), max(rows) + 1))
        assert max(below[join.a]) < min(below[join.b])
        assert join.lives == len(rows)
        kinds = {tree.leaves[row].type for row in rows}
        assert join.type == (kinds.pop() if len(kinds) == 1 else None)
        below.append(rows)
    assert tree.joins[-1].type is None
    assert tree.joins[-1].height == tree.height
    rows_of = tree.positions()
    for branch, join in enumerate(tree.joins, len(tree.leaves)):
        assert rows_of[join.a] < rows_of[branch] < rows_of[join.b]
    assert {leaf.person for leaf in tree.leaves if leaf.exemplar} == {t.medoid for t in found.types}


def test_the_tree_of_some_lives_joins_where_they_are_apart(told: Tell) -> None:
    """Of two lives the join is at their distance; whoever was not placed is no leaf."""
    found = types(told(two_ways()), states="prison", k=2, draws=3)
    people = found.lives.people
    tree = life_tree(found, [people[0], people[7]])
    assert tree.height == pytest.approx(found.distances[6])
    with pytest.raises(UsageError, match="nobody"):
        life_tree(found, [people[0], "nobody"])
    with pytest.raises(UsageError, match="two lives"):
        life_tree(found, people[:1])
