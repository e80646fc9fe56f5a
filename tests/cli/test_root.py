"""The verbs: one name for one thing, found at once, explained in two languages."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from tests.cli.conftest import Run

import kartoteka
from kartoteka.archive.archive import Archive
from kartoteka.cli.help import arguments, examples, options, usage
from kartoteka.cli.root import SECTIONS, VERBS, root
from kartoteka.wording.texts import LANGUAGES

COMMANDS_ONLY = {"demo", "serve", "entities", "vocabulary", "completion"}
"""Verbs that are no function: they compose, list, or speak to the shell."""

PLAIN = {"export": "export_plain", "import": "import_plain"}
"""Verbs whose form is an option of the command and a part of the function's name."""


@pytest.mark.parametrize("verb", sorted(set(VERBS) - COMMANDS_ONLY))
def test_a_verb_is_a_function_of_the_same_name(verb: str) -> None:
    """Whoever knows the command knows the library: `kartoteka.life`, or `archive.undo`."""
    name = PLAIN.get(verb, verb)
    assert name in kartoteka.__all__ or callable(getattr(Archive, name))


def test_a_function_is_a_verb_of_the_same_name() -> None:
    """And the other way round; the rest are classes, and ways to open and to read."""
    others = {"Archive", "KartotekaError", "View", "__version__", "open", "questions", "read_edtf"}
    verbs = {*VERBS, *PLAIN.values(), "save_as_code"}  # search --save-as-code
    assert set(kartoteka.__all__) - others <= verbs
    assert len(kartoteka.__all__) <= 32, "docs/decisions/0012: a verb earns its place"


def test_every_public_name_is_there() -> None:
    """Names are looked up late; a wrong home would be noticed only by whoever uses it."""
    assert all(getattr(kartoteka, name) for name in kartoteka.__all__)
    assert {name.__module__.split(".")[0] for name in (kartoteka.check, kartoteka.life)} == {
        "kartoteka"
    }
    assert callable(kartoteka.check)


def test_the_verb_check_stays_the_verb() -> None:
    """The stage `check` has the same name; importing one of its modules must not hide the verb."""
    code = "import kartoteka.check.rules, kartoteka; print(callable(kartoteka.check))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_explained_with_examples_that_can_be_typed(verb: str, lang: str) -> None:
    """A missing text would be a KeyError; an example with a wrong option a usage error."""
    command = root.get_command(click.Context(root), verb)
    assert command is not None
    assert usage(command, lang).startswith(f"kartoteka {verb}")
    assert all(meaning for _, meaning in arguments(command, lang))
    assert all(meaning for _, meaning in options(command, lang, shared=False))
    shown = examples(verb, lang)
    assert len(shown) >= 2
    for typed, _ in shown:
        _parses(typed)


def _parses(typed: str) -> None:
    import shlex

    words = [w for w in shlex.split(typed.partition(" >")[0]) if w != "kartoteka"]
    command = root.get_command(click.Context(root), words[0])
    assert command is not None
    command.make_context(words[0], words[1:], obj=None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_names_every_verb_and_fits_the_terminal(run: Run, lang: str) -> None:
    said = run("--help", "--lang", lang)
    assert said.code == 0
    assert all(f"  {verb} " in said.out for verbs in SECTIONS.values() for verb in verbs)
    assert max(map(len, said.out.splitlines())) <= 80


def test_help_speaks_the_language_wherever_it_is_asked_for(run: Run) -> None:
    """--lang before the verb, after it, after --help, or in the environment."""
    for words in (
        ["--lang", "ru", "life", "--help"],
        ["life", "--lang=ru", "--help"],
        ["life", "--help", "--lang", "ru"],
    ):
        assert "Рассказать жизнь" in run(*words).out
    assert "Рассказать жизнь" in run("life", "--help", LANG="ru_RU.UTF-8").out
    assert "Tell a life" in run("life", "--help", LANG="ru_RU.UTF-8", KARTOTEKA_LANG="en").out


def test_without_a_verb_there_is_help_and_no_error(run: Run) -> None:
    assert run().code == 0
    assert "kartoteka demo" in run().out


def test_the_version(run: Run) -> None:
    assert run("--version").out == f"kartoteka {kartoteka.__version__}\n"


def test_help_imports_nothing_heavy() -> None:
    """The cause of a slow start, before it is felt."""
    code = (
        "import sys; from kartoteka.cli import root\n"
        "try: root.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'rich', 'sqlcipher3', 'jinja2', 'Stemmer', 'chardet'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
