"""Evidence files with a mistake → what is printed: recorded for real, each in turn.

In: the letters of the tutorial. Out: Markdown, each mistake with the message that came back.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from kartoteka.annotate.evidence import record
from kartoteka.archive.archive import Archive
from kartoteka.errors import Refused
from kartoteka.importers.add import add
from kartoteka.testing import empty_archive
from parts.tutorial import save_files

BASE = """\
entities:
  ana:       {kind: person, label: Ana}
  toma:      {kind: person, label: Toma}
  north-3:   {kind: place, sort: cell, label: cell 3}
  riverside: {kind: place, sort: prison, label: Riverside}
"""

MISTAKES = {
    "The words are not in the text": """\
source: ana-1
statements:
  - subject: ana
    predicate: stay
    object: north-3
    quote: "I am in cell 3, and it is quarantine"
""",
    "The words are there twice": """\
source: ana-1
statements:
  - {subject: ana, predicate: stay, object: north-3, quote: "Riverside"}
""",
    "Nobody is called so": """\
source: ana-1
statements:
  - {subject: tomma, predicate: stay, object: riverside, quote: "She was in Riverside"}
""",
    "There is no such predicate": """\
source: ana-1
statements:
  - {subject: toma, predicate: lived_in, object: riverside, quote: "She was in Riverside"}
""",
    "The predicate has no such role": """\
source: ana-1
statements:
  - {subject: toma, predicate: stay, object: riverside, roles: {aspect: food}, quote: "She was in Riverside"}
""",
    "An entity of the wrong kind": """\
source: ana-1
statements:
  - {subject: riverside, predicate: stay, object: toma, quote: "She was in Riverside"}
""",
    "A date that cannot be read": """\
source: ana-1
statements:
  - {subject: toma, predicate: stay, object: riverside, when: 2025-02-30, quote: "She was in Riverside"}
""",
    "An unknown key": """\
source: ana-1
statements:
  - {subject: toma, predicate: stay, object: riverside, qoute: "She was in Riverside"}
""",
    "Words without quotation marks": """\
source: ana-1
memos:
  - {about: ana, text: Ask her: who was there?}
""",
}


def mistakes() -> str:
    """Return each mistake with what is printed."""
    with TemporaryDirectory() as folder:
        at = Path(folder)
        save_files(at)
        with empty_archive(at / "work.kartoteka") as archive:
            add(archive, at / "letters")
            _record(archive, at, BASE)
            return "\n\n".join(
                f"**{title}**\n\n```yaml wrong\n{text}```\n\n```\n{_record(archive, at, text)}\n```"
                for title, text in MISTAKES.items()
            )


def _record(archive: Archive, folder: Path, text: str) -> str:
    file = folder / "ana-1.evidence.yaml"
    file.write_text(text, encoding="utf-8")
    try:
        record(archive, file)
    except Refused as refused:
        return str(refused).replace(f"{folder}/", "")
    return "Recorded."
