"""Every sentence exists in both languages, with the same facts in it, and every key that is used exists."""

import ast
import re
import string
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest
import yaml

import kartoteka
from kartoteka.wording.texts import LANGUAGES, has_text, plural_form, say

TEXTS = {
    f"{file.name.removesuffix('.yaml')}.{key}": entry
    for file in (resources.files("kartoteka.wording") / "texts").iterdir()
    if file.name.endswith(".yaml")
    for key, entry in yaml.safe_load(file.read_text(encoding="utf-8")).items()
}
FILES = [
    f
    for f in (resources.files("kartoteka.wording") / "texts").iterdir()
    if f.name.endswith(".yaml")
]
PLURALS = {"en": {"one", "other"}, "ru": {"one", "few", "many"}}


def facts(text: str) -> set[str]:
    return {
        name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name
    }


def facts_of(forms: str | dict[str, str]) -> set[str]:
    texts = [forms] if isinstance(forms, str) else forms.values()
    return set().union(*map(facts, texts))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_key_stands_twice(file: Traversable) -> None:
    """Of two, the last would be said in place of the first, and nobody would be told."""
    keys = re.findall(r"^([\w-]+):", file.read_text(encoding="utf-8"), re.MULTILINE)
    assert [key for key in keys if keys.count(key) > 1] == []


@pytest.mark.parametrize("key", TEXTS)
def test_a_sentence_has_both_languages_and_the_same_facts(key: str) -> None:
    entry = TEXTS[key]
    assert set(entry) == set(LANGUAGES)
    # The number itself may go unsaid in one form ("a letter"), the other facts may not.
    assert facts_of(entry["en"]) - {"n"} == facts_of(entry["ru"]) - {"n"}
    for lang, forms in entry.items():
        if isinstance(forms, dict):
            assert PLURALS[lang] <= set(forms) <= PLURALS[lang] | {"other"}
        else:
            assert forms.strip()


def keys_in_the_code() -> Iterator[tuple[str, str]]:
    for path in Path(kartoteka.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="say"), args=[ast.Constant(value=str(key)), *_]):
                    yield f"{path.name}:{node.lineno}", key
                case _:
                    pass


def test_every_key_that_the_code_names_exists() -> None:
    used = list(keys_in_the_code())
    assert used
    assert [(where, key) for where, key in used if not has_text(key)] == []


@pytest.mark.parametrize(
    ("n", "form"), [(1, "one"), (3, "few"), (7, "many"), (12, "many"), (101, "one")]
)
def test_russian_counts_in_three_forms(n: int, form: str) -> None:
    assert plural_form(n, "ru") == form


def test_an_unknown_language_is_answered_in_english() -> None:
    assert say("sentences.not", "fr") == say("sentences.not", "en")
