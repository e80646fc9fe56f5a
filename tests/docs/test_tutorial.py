"""The tutorial and the how-to pages, done as they say, with the real program."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from parts.tutorial import SENTENCES, Run, Write, steps
from tests.docs.conftest import DOCS, perform

HOW_TO = sorted((DOCS / "how-to").glob("*.md"))
TUTORIALS = sorted((DOCS / "tutorial").glob("*.md"))


def test_a_newcomer_does_the_tutorial(after_tutorial: Path) -> None:
    """Every command did what the page says; at the end there are a site and a plain export."""
    assert (after_tutorial / "site" / "index.html").is_file()
    assert any((after_tutorial / "plain").rglob("*.evidence.yaml"))


@pytest.mark.parametrize("page", [p for p in TUTORIALS if p.name.startswith("ot-")], ids=str)
def test_a_newcomer_does_it_in_russian(page: Path, tmp_path: Path) -> None:
    """The translation is done as well, with its own letters or the same."""
    perform(page, tmp_path, lang="ru")
    assert (tmp_path / "site" / "index.html").is_file()


@pytest.mark.parametrize("page", HOW_TO, ids=lambda page: page.stem)
def test_somebody_who_has_done_the_tutorial_does_one_thing(page: Path, my_folder: Path) -> None:
    """Each how-to page goes on with the archive of the tutorial."""
    perform(page, my_folder)


def test_the_demo_and_the_tutorial_share_no_folder(my_folder: Path) -> None:
    """A how-to page works on a copy: the tutorial's folder is as it was."""
    shutil.rmtree(my_folder / "site")
    assert (my_folder / "letters" / "ana-1.md").is_file()


@pytest.mark.parametrize("page", [*TUTORIALS, *HOW_TO], ids=lambda page: page.stem)
def test_every_file_to_be_saved_is_found(page: Path) -> None:
    """A sentence that asks for a file, and no block after it that is understood as one."""
    text = " ".join(page.read_text(encoding="utf-8").lower().split())
    asked = sum(text.count(s.lower()) for both in SENTENCES.values() for s in both)
    assert asked == sum(isinstance(step, Write) for step in steps(page.read_text(encoding="utf-8")))


PAGE = """\
Save this as `a.txt`:

```text
one
two
```

Change this in `a.txt`:

```diff
 one
-two
+three
```

Add this to the end of `a.txt`:

```text
four
```

```console
$ kartoteka new x.kartoteka
ready
…
$ kartoteka life x.kartoteka nobody
```

```console fails
$ kartoteka life x.kartoteka nobody
```
"""


def test_what_a_page_says_is_understood(tmp_path: Path) -> None:
    """Files saved, changed and appended to; commands with what they print."""
    done = list(steps(PAGE))
    for step in done:
        if isinstance(step, Write):
            step.apply(tmp_path)
    assert (tmp_path / "a.txt").read_text() == "one\nthree\nfour\n"
    runs = [step for step in done if isinstance(step, Run)]
    assert [run.printed for run in runs] == [("ready",), (), ()]
    assert [run.fails for run in runs] == [False, False, True]


def test_a_page_that_is_not_true_is_noticed(tmp_path: Path) -> None:
    """A command that prints something else than the page says."""
    page = tmp_path / "page.md"
    page.write_text("```console\n$ kartoteka new x.kartoteka\nA unicorn.\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="unicorn"):
        perform(page, tmp_path)
