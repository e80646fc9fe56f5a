"""``check`` as a whole: order, languages, choice of rules, and plug-ins."""

from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.check import Rule, check, rules
from kartoteka.check.rules import all_rules
from kartoteka.errors import UnknownName
from kartoteka.testing import Story, tiny_archive
from kartoteka.wording.texts import has_text

Tell = Callable[[Story], Archive]


@pytest.fixture
def letter(story: Story) -> Story:
    """An error, a warning, two questions and a note, recorded in another order."""
    story.groups("table").letter("l2", by="ana", written="2025-03-25", place="south")
    story.letter("l1", by="ana", written="2025-03-01", place="north")
    story.say("ana", "count", value="7", roles={"of": "prison"}, letter="l2")
    story.say("ana", "count", value="9", roles={"of": "cell"}, letter="l1")
    story.say("ana", "stay", "north-1", when="2025-02-01/2025-02-20")
    story.say("ana", "stay", "south-1", when="2025-02-05/2025-02-15")
    story.say("ana", "stay", "south-2", when="2025-02-10/2025-02-12", duration="P1Y")
    return story


def test_the_gravest_first_then_by_place_in_the_letters(letter: Story, told: Tell) -> None:
    findings = check(told(letter))
    order = ["error", "warning", "ask", "note"]
    assert [order.index(f.severity) for f in findings] == sorted(
        order.index(f.severity) for f in findings
    )
    asked = [f for f in findings if f.rule == "count-not-reached"]
    assert [f.facts["claimed"] for f in asked] == ["nine cells", "seven prisons"]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_finding_says_what_and_how_to_mend_it(letter: Story, told: Tell, lang: str) -> None:
    findings = check(told(letter), lang=lang)
    assert len({f.rule for f in findings}) >= 4
    for finding in findings:
        assert finding.message
        assert finding.fix
        assert finding.where.id
        assert finding.evidence
        assert "{" not in finding.message


def test_both_languages_find_the_same(letter: Story, told: Tell) -> None:
    archive = told(letter)
    english, russian = check(archive), check(archive, lang="ru")
    assert [(f.rule, f.where, f.evidence) for f in english] == [
        (f.rule, f.where, f.evidence) for f in russian
    ]


def test_only_some_rules(letter: Story, told: Tell) -> None:
    assert {f.rule for f in check(told(letter), rules=["count-not-reached"])} == {
        "count-not-reached"
    }


def test_a_rule_that_does_not_exist_is_an_error_with_near_names(letter: Story, told: Tell) -> None:
    with pytest.raises(UnknownName, match="count-not-reached"):
        check(told(letter), rules=["count-not-reach"])


def test_names_of_rules_are_unique_and_have_their_texts() -> None:
    names = [rule.name for rule in all_rules()]
    assert len(names) == len(set(names))
    for name in names:
        assert has_text(f"findings.{name}") or name == "group-out-of-time"


def test_a_plug_in_comes_in_through_the_entry_point(
    letter: Story, told: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = EntryPoint("mine", "nowhere:RULES", rules.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda _self: (Rule("mine", lambda _material: ()),))
    monkeypatch.setattr(
        rules, "entry_points", lambda *, group: [point] if group == rules.GROUP else []
    )
    assert all_rules()[-1].name == "mine"
    assert check(told(letter), rules=["mine"]) == ()


def test_an_empty_archive_has_no_findings(story: Story, told: Tell) -> None:
    assert check(told(story)) == ()


def test_the_tiny_archive(tmp_path: Path) -> None:
    with tiny_archive(tmp_path / "tiny.kartoteka") as archive:
        found = {(f.rule, f.severity) for f in check(archive)}
    assert ("conflicting-values", "warning") in found
    assert not [f for f in found if f[1] == "error"]
