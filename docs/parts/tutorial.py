"""A page that tells its reader what to save and what to type → the files, and the commands with their output.

In: Markdown in which a fenced block follows a line with one of three sentences::

    Save this as `letters/ana-1.md`:          the block is the whole file
    Add this to the end of `FILE`:            the block is appended
    Change this in `FILE`:                    a diff: lines with - are replaced by those with +

and fenced ``console`` blocks, in which ``$`` begins a command and the lines after it are what is printed
(``…`` alone stands for any lines). ``console fails`` says that the command refuses.
Out: :class:`Step` values, in the page's order. Tests run them; ``mistakes.py`` uses the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TUTORIAL = Path(__file__).parents[1] / "tutorial" / "from-letters-to-a-site.md"

SENTENCES = {
    "save": ("Save this as", "Сохраните это как"),
    "append": ("Add this to the end of", "Допишите это в конец"),
    "change": ("Change this in", "Измените это в"),
}
"""What is to be done with a block → the sentence before it, English and Russian."""

_BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(
    rf"(?P<how>{'|'.join(s for both in SENTENCES.values() for s in both)}) `(?P<name>[^`]+)`[^:]*:$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Write:
    """Save, append to or change a file."""

    how: str
    name: str
    body: str

    def apply(self, folder: Path) -> None:
        """Do it, below a folder."""
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if self.how == "change":
            old, new = (
                "".join(
                    f"{line[1:]}\n" for line in self.body.splitlines() if line[:1] in (sign, " ")
                )
                for sign in "-+"
            )
            if before.count(old) != 1:
                raise ValueError(f"{self.name} has not exactly one:\n{old}")
            path.write_text(before.replace(old, new), encoding="utf-8")
        else:
            path.write_text((before if self.how == "append" else "") + self.body, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Run:
    """A command, the lines that must be in what it prints, in this order, and whether it refuses."""

    command: str
    printed: tuple[str, ...]
    fails: bool


Step = Write | Run


def steps(page: str) -> Iterator[Step]:
    """Yield what a reader of a page does, in order."""
    for block in _BLOCK.finditer(page):
        info, body = block["info"].split(), block["body"]
        if info[:1] == ["console"]:
            yield from _runs(body, fails="fails" in info)
        elif told := _FILE.search(_sentence_before(page, block.start())):
            how = next(
                h for h, said in SENTENCES.items() if told["how"].lower() in map(str.lower, said)
            )
            yield Write(how, told["name"], body)


def _sentence_before(page: str, position: int) -> str:
    """Return the paragraph before a block, on one line."""
    return " ".join(page[:position].rstrip().rpartition("\n\n")[2].split())


def _runs(body: str, *, fails: bool) -> Iterator[Run]:
    for piece in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, printed = piece.partition("\n")
        while command.endswith("\\"):
            more, _, printed = printed.partition("\n")
            command = command[:-1] + more.strip()
        lines = (line.strip() for line in printed.splitlines())
        yield Run(command, tuple(line for line in lines if line and line != "…"), fails)


def save_files(folder: Path, page: Path = TUTORIAL) -> None:
    """Save the first version of every file of a page."""
    for step in steps(page.read_text(encoding="utf-8")):
        if isinstance(step, Write) and step.how == "save":
            step.apply(folder)
