"""A plain export → an archive: the other direction of :mod:`kartoteka.annotate.plain`.

In: the folder. Out: sources and evidence in the archive, in one edit, or nothing. Texts and originals must be
what their hashes say. The evidence may have been edited by hand in the meantime: it is read like any other
evidence file, only that what the archive once accepted is not judged by the vocabulary again.
"""

from __future__ import annotations

import hashlib
import pickle
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kartoteka.annotate.context import Context
from kartoteka.annotate.entry import Entry
from kartoteka.annotate.files import YamlFile
from kartoteka.annotate.plain import FORMAT
from kartoteka.annotate.plain_names import ARCHIVE, MANIFEST, OF_ARCHIVE, is_ours
from kartoteka.annotate.recording import Recorded, Recording
from kartoteka.annotate.shapes import Fields, fields_of
from kartoteka.annotate.trouble import Trouble
from kartoteka.annotate.values import choice, time
from kartoteka.annotate.yaml12 import Map, Seq, Text, YamlTrouble, read_yaml
from kartoteka.archive.archive import Archive
from kartoteka.archive.aside import Aside
from kartoteka.archive.edit import Edit
from kartoteka.errors import Refused, UnreadableSource
from kartoteka.importers.reasons import Reason
from kartoteka.model.entities import ACCESSES, Access
from kartoteka.model.sources import Original, Source

_ORDERED = {"statement": "order_of_statements", "memo": "order_of_memos"}
"""Kind of entry whose order runs through the files → where the manifest has it."""

_NONE = 0
"""The number of entries that are none."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of :func:`import_plain`: ids of the sources, and the evidence."""

    sources: tuple[str, ...]
    recorded: Recorded


def import_plain(archive: Archive, folder: Path | str, *, lang: str = "en") -> Imported:
    """Read a plain export into an archive, all or nothing.

    Parameters
    ----------
    archive
        New, as a rule. What it has already must be equal.
    folder
        Made by :func:`~kartoteka.annotate.plain.export_plain`.
    lang
        Of the findings.

    Returns
    -------
    Imported
        What was read.

    Raises
    ------
    UnreadableSource
        The folder is no plain export, or a file is missing or is not what its hash says.
    Refused
        Something is wrong with the evidence: all findings at once.
    Conflict
        The archive has a source of the same id that differs.
    """
    folder = Path(folder)
    manifest = _manifest(folder)
    listed = [n.text or "" for n in _seq(manifest, "files").items if isinstance(n, Text)]
    names = [name for name in listed if is_ours(name)]
    trouble = Trouble(lang)
    with archive.edit(why=f"import --plain {folder.name}", verb="import") as edit:
        about = [name for name in names if name.endswith(".source.yaml")]
        sources = tuple(_source(edit, folder, name, trouble) for name in about)
        context = Context(archive, trusting=True)
        with edit.aside() as aside:
            together = _Together(archive, folder, names, manifest, trouble, aside)
            recorded = Recording(context, edit, trouble, [together]).run()
        if trouble:
            raise Refused(trouble.findings())
    return Imported(sources, recorded)


def _manifest(folder: Path) -> Map:
    path = folder / MANIFEST
    if not path.is_file():
        raise UnreadableSource(folder, Reason("no_manifest", name=MANIFEST))
    manifest = _yaml(path)
    found = manifest.entries.get("format")
    if not isinstance(found, Text) or found.text != FORMAT:
        raise UnreadableSource(path, Reason("unknown_format", known=FORMAT))
    return manifest


def _yaml(path: Path) -> Map:
    try:
        return read_yaml(_bytes(path))
    except YamlTrouble as wrong:
        reason = Reason("no_yaml", line=wrong.line, column=wrong.column, rule=wrong.rule)
        raise UnreadableSource(path, reason) from None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableSource(path, Reason("listed_not_there")) from None
    except OSError as error:
        said = error.strerror or str(error)
        raise UnreadableSource(path, Reason("cannot_be_read", said=said)) from error


def _seq(node: Map, key: str) -> Seq:
    found = node.entries.get(key)
    return found if isinstance(found, Seq) else Seq([], node.line, node.column)


# ── sources ───────────────────────────────────────────────────────────────────────────────────────


def _source(edit: Edit, folder: Path, name: str, trouble: Trouble) -> str:
    path = folder / name
    fields = fields_of("source", _yaml(path), str(path), trouble)
    given = fields.mapping("original") if fields else None
    original = fields_of("original", given, str(path), trouble) if given else None
    if fields is None or original is None or not fields.sound or not original.sound:
        raise UnreadableSource(path, _first(trouble))
    text_path = path.with_name(path.name.removesuffix(".source.yaml") + ".txt")
    content = _checked(text_path, fields.text("text_sha256") or "")
    sha256 = original.text("sha256") or ""
    kept = folder / "originals" / sha256
    raw = content if _sha256(content) == sha256 else _checked(kept, sha256)
    media_type, file_name = original.text("media_type") or "", original.text("name") or ""
    edit.keep_original(Original(sha256, media_type, file_name, raw))
    text = content.decode()
    edit.add(_made(fields, sha256, edit.keep_text(text), len(text), path))
    return fields.text("id") or ""


def _first(trouble: Trouble) -> str:
    found = trouble.findings()
    return found[0].message if found else Reason("no_original_said")


def _checked(path: Path, sha256: str) -> bytes:
    content = _bytes(path)
    if _sha256(content) != sha256:
        raise UnreadableSource(path, Reason("not_as_exported"))
    return content


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _made(fields: Fields, sha256: str, text_sha256: str, length: int, path: Path) -> Source:
    written, _ = time(fields, "written", None, "")
    access: Access = choice(fields, "access", ACCESSES, "public")
    if not fields.sound:
        raise UnreadableSource(path, Reason("access_or_written"))
    return Source(
        id=fields.text("id") or "",
        kind=fields.text("kind") or "",
        title=fields.text("title") or "",
        author=fields.text("author"),
        addressee=fields.text("addressee"),
        written=written,
        place=fields.text("place"),
        lang=fields.text("lang") or "",
        sha256=sha256,
        text_sha256=text_sha256,
        length=length,
        rights=fields.text("rights"),
        access=access,
        release_after=fields.text("release_after"),
    )


# ── evidence ──────────────────────────────────────────────────────────────────────────────────────


class _Together:
    """All evidence files of an export as one, their statements and memos in the order of recording."""

    def __init__(
        self,
        archive: Archive,
        folder: Path,
        names: list[str],
        manifest: Map,
        trouble: Trouble,
        aside: Aside,
    ) -> None:
        self.name, self.source = str(folder), None
        now = archive.now()
        # Kind → file → its entries as they follow each other, put aside: in memory they take gigabytes.
        self._aside = aside
        self._unordered = array("q")
        self._ordered: dict[str, dict[str, array[int]]] = {kind: {} for kind in _ORDERED}
        self._runs = {
            kind: [*map(_run, _seq(manifest, key).items)] for kind, key in _ORDERED.items()
        }
        lengths = {kind: _by_file(runs) for kind, runs in self._runs.items()}
        for name in names:
            if name.endswith(".evidence.yaml"):
                content = _bytes(folder / name)
                file = YamlFile(folder / name, content, archive.by, now, trouble)
                self._pack(_stem(name), [*file.entries(trouble)], lengths)

    def _pack(
        self, stem: str, entries: list[Entry], lengths: dict[str, dict[str, list[int]]]
    ) -> None:
        self._unordered.append(self._put([e for e in entries if e.kind not in _ORDERED]))
        for kind, of_files in lengths.items():
            some, at = [e for e in entries if e.kind == kind], 0
            blocks = self._ordered[kind][stem] = array("q")
            for n in of_files.get(stem, ()):
                blocks.append(self._put(some[at : at + n]))
                at += n
            blocks.append(self._put(some[at:]))

    def _put(self, entries: list[Entry]) -> int:
        """Put entries aside; return their number, 0 for none."""
        if not entries:
            return _NONE
        return self._aside.put(zlib.compress(pickle.dumps(entries), level=1))

    def _get(self, number: int) -> list[Entry]:
        if number == _NONE:
            return []
        return pickle.loads(zlib.decompress(self._aside.get(number)))  # noqa: S301 - packed here

    def entries(self, trouble: Trouble) -> Iterator[Entry]:  # noqa: ARG002 - noted when they were read
        """Yield everything, section by section; what was added by hand comes last."""
        for packed in self._unordered:
            yield from self._get(packed)
        for kind, by_file in self._ordered.items():
            blocks = {stem: iter(packed) for stem, packed in by_file.items()}
            for stem, _ in self._runs[kind]:
                yield from self._get(next(blocks[stem])) if stem in blocks else ()
            for packed in blocks.values():
                yield from self._get(next(packed))


def _by_file(runs: list[tuple[str, int]]) -> dict[str, list[int]]:
    """Return file → how many of its entries follow each other, each time it is its turn."""
    found: dict[str, list[int]] = {}
    for stem, n in runs:
        found.setdefault(stem, []).append(n)
    return found


def _stem(name: str) -> str:
    if name == ARCHIVE:
        return OF_ARCHIVE
    return name.removeprefix("evidence/").removesuffix(".evidence.yaml")


def _run(node: object) -> tuple[str, int]:
    said = node.entries if isinstance(node, Map) else {}
    texts = [v.text for v in (said.get("file"), said.get("entries")) if isinstance(v, Text)]
    if len(texts) == 2 and texts[0] and texts[1] and texts[1].isdecimal():
        return texts[0], int(texts[1])
    return "", 0
