"""The pages of types found among the published lives: what they are, who is in them, how far to trust them.

In: a desk, and through it the view: only lives that may be published are looked at, under the names they are
published by, so that nothing of a hidden one can be seen in a type, a count or a border.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from kartoteka.analyse.states import state_name
from kartoteka.analyse.typology.model import FoundType, FoundTypology
from kartoteka.analyse.typology.tree import life_tree
from kartoteka.analyse.typology.words import mark_words, period, spoken_times
from kartoteka.publish.addresses import link
from kartoteka.publish.desk import Desk, Ref
from kartoteka.publish.found_types import found_path, shown, typologies
from kartoteka.publish.strips import Bundle, Said, Strip, distribution, index_plot, legend
from kartoteka.publish.trees import dendrogram, quality_bars
from kartoteka.wording.texts import say


@dataclass(frozen=True, slots=True)
class FoundMember:
    """A life in a type, as the page shows it."""

    ref: Ref
    strength: int
    exemplar: bool
    borderline: str


@dataclass(frozen=True, slots=True)
class FoundTypeSection:
    """A type on the page."""

    id: str
    name: str
    count: str
    medoid: Ref
    members: tuple[FoundMember, ...]
    marks: tuple[str, ...]
    survives: str
    distribution: Markup


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Everything on the page of a found typology."""

    standfirst: str
    legend: Markup
    plot: Markup
    types: tuple[FoundTypeSection, ...]
    claims: tuple[str, ...]
    tree: Markup
    quality: Markup
    labels: tuple[tuple[str, str], ...]


def found_pages(desk: Desk) -> Iterator[tuple[str, str, Callable[[], FoundPage]]]:
    """Yield path, title and maker of every page."""
    for states, found in typologies(desk.facts).items():
        title = say(f"types.site_title_{states}", desk.lang)
        yield found_path(states), title, _made(desk, states, found)


def _made(desk: Desk, states: str, found: FoundTypology) -> Callable[[], FoundPage]:
    return lambda: _Setting(desk, found_path(states), found).page()


class _Setting:
    """One page in one language."""

    def __init__(self, desk: Desk, path: str, found: FoundTypology) -> None:
        self.desk, self.path, self.found = desk, path, found
        codes = found.lives.codes[0]
        used: list[int] = np.unique(codes[codes >= 0]).tolist()
        self.states = [found.lives.channels[0].states[i] for i in used]
        self.numbers = {old: new for new, old in enumerate(used)}
        self.shown = tuple(shown(found))
        self.times = spoken_times(found, desk.lang)

    def say(self, key: str, **facts: object) -> str:
        return say(f"types.{key}", self.desk.lang, **facts)

    def page(self) -> FoundPage:
        lang = self.desk.lang
        labels = [state_name(s, self.desk.atlas, lang) for s in self.states]
        bundles = [self._bundle(t) for t in self.shown]
        lives = sum(len(t.members) for t in self.shown)
        count = self.say("lives_counted", n=lives)
        said = (self.say("plot_title"), self.say("plot_description", n=lives))
        return FoundPage(
            standfirst=f"{count} · {period(self.found, lang)}",
            legend=legend(labels, self.say("unknown_state")),
            plot=index_plot("lives", bundles, self.times, said),
            types=tuple(self._section(t, b) for t, b in zip(self.shown, bundles, strict=True)),
            claims=tuple(self._claims()),
            tree=self._tree(),
            quality=self._quality(),
            labels=tuple((key, self.say(key)) for key in _LABELS),
        )

    def _claims(self) -> Iterator[str]:
        """Say what it can claim; how many were left out is a fact about the archive, not about the page."""
        for caution in self.found.cautions:
            if caution.kind not in ("left_out", "undated", "small_types"):
                yield self.say(caution.kind, **_decimals(caution.facts, self.desk.lang))
        if hidden := len(self.found.types) - len(self.shown):
            yield self.say("hidden_small", n=hidden)

    def _strip(self, person: str, *, exemplar: bool = False) -> Strip:
        row = self.found.lives.people.index(person)
        codes: list[int] = self.found.lives.codes[0][row].tolist()
        states = tuple(self.numbers[c] if c >= 0 else None for c in codes)
        target = self.desk.addresses.path("person", self.desk.head(person))
        href = link(self.path, target) if target else None
        return Strip(self.desk.atlas.name(person, self.desk.lang), href, states, exemplar)

    def _bundle(self, one: FoundType) -> Bundle:
        strips = (self._strip(p, exemplar=p == one.medoid) for p in one.people)
        return Bundle(one.names[self.desk.lang], tuple(strips))

    def _section(self, one: FoundType, bundle: Bundle) -> FoundTypeSection:
        lang = self.desk.lang
        names = {t.id: t.names[lang] for t in self.shown}
        members = tuple(
            FoundMember(
                self.desk.ref(m.person),
                round(100 * m.strength),
                m.person == one.medoid,
                names.get(m.nearest or "", "") if m.borderline else "",
            )
            for m in one.members
        )
        said: Said = (
            self.say("distribution_title", name=one.names[lang]),
            self.say("distribution_description"),
        )
        return FoundTypeSection(
            id=one.id,
            name=one.names[lang],
            count=self.say("lives_counted", n=len(one.members)),
            medoid=self.desk.ref(one.medoid),
            members=members,
            marks=tuple(mark_words(mark, self.desk.atlas, lang) for mark in one.marks),
            survives=self.say("survives_type", percent=round(100 * one.survives)),
            distribution=distribution(f"states-{one.id}", bundle, self.times, said),
        )

    def _tree(self) -> Markup:
        tree = life_tree(self.found, [p for t in self.shown for p in t.people])
        joins = [(join.a, join.b, join.height) for join in tree.joins]
        leaves = [self._strip(leaf.person) for leaf in tree.leaves]
        said = (self.say("tree_title"), self.say("tree_description"))
        return dendrogram("tree", joins, leaves, range(len(leaves)), said)

    def _quality(self) -> Markup:
        figures = [
            (
                self.say("types_counted", n=k),
                width,
                _decimal(width, self.desk.lang),
                k == self.found.k,
            )
            for k, width in self.found.separation.items()
        ]
        return quality_bars("k", figures, (self.say("quality"), self.say("quality_description")))


_LABELS = (
    "found_intro",
    "plot_caption",
    "members",
    "distinguished",
    "borderline",
    "claims",
    "quality",
    "quality_description",
    "tree_title",
    "tree_description",
    "exemplar",
    "distribution_description",
    "strength_word",
    "as_list",
)


def _decimals(facts: dict[str, float | int | str], lang: str) -> dict[str, object]:
    return {k: _decimal(v, lang) if isinstance(v, float) else v for k, v in facts.items()}


def _decimal(number: float, lang: str) -> str:
    return f"{number:.2f}".replace(".", "," if lang == "ru" else ".")
