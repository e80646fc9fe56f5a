"""The names in a plain export: which file is whose, and what the folder says of itself.

In: ids of sources. Out: file names that every file system keeps apart (some fold case, some refuse ``:``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

MANIFEST = "plain.yaml"
README = "README.txt"
ARCHIVE = "archive.evidence.yaml"
OF_ARCHIVE = "(archive)"
"""In the manifest, the archive's own evidence file; no source's file can be called so."""

_OURS = re.compile(r"(?:sources|originals|evidence)/[^/\\]+")
_FORBIDDEN = re.compile(r"[^\w.~+@-]")
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST = 150  # bytes: file systems allow 255, and suffixes come behind


def is_ours(name: str) -> bool:
    """Tell whether a name in a manifest can be of our making: never a path that leads elsewhere.

    >>> [is_ours(name) for name in ("sources/may.txt", "archive.evidence.yaml", "../x", "/etc/x")]
    [True, True, False, False]
    """
    return name == ARCHIVE or _OURS.fullmatch(name) is not None


def file_stems(ids: Iterable[str]) -> dict[str, str]:
    """Return id → the beginning of its files' names; the id itself wherever that can be.

    >>> file_stems(["letter-7", "Letter-7", "a/b"])
    {'Letter-7': 'Letter-7', 'a/b': 'a%2Fb', 'letter-7': 'letter-7~e77eac73'}
    """
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for id_ in sorted(ids):
        stem = _FORBIDDEN.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), id_)
        mark = hashlib.sha256(id_.encode()).hexdigest()[:8]
        if len(stem.encode()) > _LONGEST:
            stem = stem.encode()[:_LONGEST].decode(errors="ignore") + "~" + mark
        if stem.casefold() in taken or stem.startswith(".") or _RESERVED.fullmatch(stem):
            stem = f"{stem.lstrip('.')}~{mark}"
        taken.add(stem.casefold())
        stems[id_] = stem
    return stems


README_TEXT = """\
This folder is a whole Kartoteka archive as plain texts. Nothing but a text editor is needed to read it.

  sources/ID.txt               a letter, diary or interview, exactly as it is in the archive (UTF-8)
  sources/ID.source.yaml       who wrote it, to whom, when and where
  originals/                   the files as they came, where they are not those texts; named by SHA-256
  evidence/ID.evidence.yaml    what the text says, statement by statement, each with its words
  archive.evidence.yaml        the people, places and groups, the words used, the judgements and notes
  plain.yaml                   the list of these files, and in which order things were recorded

It may hold names that must not become public. Keep it as you would keep the letters.
To make an archive of it again:  kartoteka import ARCHIVE --plain FOLDER


Эта папка — целый архив «Картотеки» в виде простых текстов. Чтобы его читать, довольно текстового редактора.

  sources/ID.txt               письмо, дневник или интервью, точно как в архиве (UTF-8)
  sources/ID.source.yaml       кто написал, кому, когда и где
  originals/                   файлы, какими они пришли, если они не совпадают с текстом; имя — SHA-256
  evidence/ID.evidence.yaml    что сказано в тексте: утверждение за утверждением, у каждого свои слова
  archive.evidence.yaml        люди, места и группы, словарь, решения и заметки
  plain.yaml                   список этих файлов и порядок, в котором всё записано

Здесь могут быть имена, которые нельзя разглашать. Храните папку так же, как письма.
Сделать из неё архив снова:  kartoteka import ARCHIVE --plain FOLDER
"""
