"""What the last build of a site knew, kept for the next: which pages asked for what, and what was there.

In: records of units (a page with the sub-pages of its long lists). Out: one file in the user's own cache
folder, never in the site. It holds hashes of what was published, and the words by which the search finds the
pages; of what was held back nothing, not even hashed. To remove it is always safe: the next build then makes
every page. So does one that finds it damaged, or made for another site or by another version of the program.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from io import BufferedRandom, BufferedReader
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kartoteka.publish.grounds import Grounds
from kartoteka.publish.noted import Numbers, among
from kartoteka.publish.searching import Found

Key = tuple[str, str]
"""A unit: its language, and the path of its page below the language's folder."""

Signs = npt.NDArray[np.uint32]
"""Short hashes of what pages link to."""

_FORM = 2
"""Counts up when the file is written otherwise."""

_SUM = 16
"""Bytes at the beginning of the file by which it is seen whether the rest is whole."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A page, and the sub-pages of its long lists.

    Parameters
    ----------
    given
        Digest of what it was made with besides what it asked for.
    tags
        What it asked for.
    files
        The paths of its files, below the folder of the site.
    signs
        What they link to.
    words
        What the search finds it by, as :func:`squeezed`; empty where it should not.
    """

    given: int
    tags: Numbers
    files: tuple[str, ...]
    signs: Signs
    words: bytes

    @property
    def found(self) -> Found | None:
        """What the search finds it by; None where it should not."""
        return Found(*json.loads(zlib.decompress(self.words))) if self.words else None


def squeezed(found: Found | None) -> bytes:
    """Return what the search finds a page by in little room: of a large site it is all that is published."""
    if found is None:
        return b""
    return zlib.compress(json.dumps(astuple(found), ensure_ascii=False).encode(), 1)


@dataclass(frozen=True, slots=True)
class Kept:
    """All that a build knew.

    Parameters
    ----------
    site
        The mark of the site that was built.
    alike
        Digest of what must be alike for any page to be kept: the program, the vocabulary, the titles.
    grounds
        The facts.
    noted
        Answers: keys (ascending) and digests.
    units
        Every page.
    """

    site: int
    alike: int
    grounds: Grounds
    noted: tuple[Numbers, Numbers]
    units: Mapping[Key, Unit]

    def unlike(self, tags: Numbers) -> set[Key]:
        """Return the units that asked for one of some tags."""
        return self._with([u.tags for u in self.units.values()], tags)

    def linking(self, signs: Signs) -> set[Key]:
        """Return the units that link to one of some targets, and perhaps a few others."""
        return self._with([u.signs for u in self.units.values()], signs)

    def _with(self, each: list[Any], wanted: Any) -> set[Key]:  # noqa: ANN401 - arrays of one kind
        if not each or not len(wanted):
            return set()
        hits = np.flatnonzero(among(np.concatenate(each), np.unique(wanted)))
        ends = np.cumsum([len(one) for one in each])
        at = np.unique(np.searchsorted(ends, hits, side="right"))
        keys = tuple(self.units)
        return {keys[n] for n in at.tolist()}


def cache_folder() -> Path:
    """Return the folder in which this program may keep what it can make again; OSError: there is none."""
    try:
        home = Path.home()
    except RuntimeError as error:
        raise FileNotFoundError(str(error)) from error  # of a user whom nobody has given a home
    if sys.platform == "win32":
        above = Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local")
    elif sys.platform == "darwin":
        above = home / "Library/Caches"
    else:
        above = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return above / "kartoteka" / "sites"


def file_of(site: Path) -> Path:
    """Return where is kept what is known of a site: a name that does not tell which."""
    name = hashlib.sha256(os.fsencode(site.resolve())).hexdigest()[:24]
    return cache_folder() / f"{name}.kept"


def read(site: Path) -> Kept | None:
    """Return what is known of a site; None where nothing is, or nothing that can be understood."""
    try:
        with file_of(site).open("rb") as file:
            if file.read(_SUM) != _sum_of(file):
                return None  # whatever a damaged file would say, or raise
            file.seek(_SUM)
            with np.load(file, allow_pickle=False) as held:
                return _unpacked({name: held[name] for name in held.files})
    except (OSError, ValueError, KeyError):
        return None  # not there; or written otherwise


def _sum_of(file: BufferedReader | BufferedRandom) -> bytes:
    """Return the sum of a file from where it is read to its end."""
    return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=_SUM)).digest()


def write(site: Path, kept: Kept) -> None:
    """Keep what is known of a site, readable for this user alone; where that cannot be, it is not kept."""
    try:
        to = file_of(site)
    except OSError:
        return
    new = to.with_name(f"{to.name}.{os.getpid()}")
    try:
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.touch(mode=0o600)
        with new.open("w+b") as file:
            file.write(bytes(_SUM))
            np.savez(file, **packed(kept))
            file.seek(_SUM)
            sum_ = _sum_of(file)
            file.seek(0)
            file.write(sum_)
        new.replace(to)
    except OSError:
        # The site stands; the next build makes every page.
        _take_away(to, new)


def forget(site: Path) -> None:
    """Forget what is known of a site."""
    try:
        _take_away(file_of(site))
    except OSError:
        return  # nowhere could anything be known


def _take_away(*paths: Path) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            continue  # nothing is there, or nobody may touch it; what is stale there is noticed by its mark


def packed(kept: Kept) -> dict[str, Any]:
    """Return all that is known as arrays, under the names that they have in the file."""
    units = tuple(kept.units.items())
    said = [[*key, unit.files] for key, unit in units]
    text = zlib.compress(json.dumps(said, ensure_ascii=False).encode(), 1)
    every, numbers = np.unique(_joined((u.tags for _, u in units), np.uint64), return_inverse=True)
    return {
        "form": np.array([_FORM, kept.site, kept.alike], np.uint64),
        "digests": kept.grounds.digests,
        "first": kept.grounds.first.astype(np.uint32),
        "tags": kept.grounds.tags,
        "told": np.array([kept.grounds.told]),
        "keys": kept.noted[0],
        "answers": kept.noted[1],
        "units": np.frombuffer(text, np.uint8),
        "given": np.array([u.given for _, u in units], np.uint64),
        "asked": every,
        "asked_by": numbers.astype(np.uint32),
        "asked_ends": np.cumsum([len(u.tags) for _, u in units]),
        "words": np.frombuffer(b"".join(u.words for _, u in units), np.uint8),
        "words_ends": np.cumsum([len(u.words) for _, u in units]),
        "signs": _joined((u.signs for _, u in units), np.uint32),
        "signs_ends": np.cumsum([len(u.signs) for _, u in units]),
    }


def _joined(each: Iterable[Any], kind: type[Any]) -> Any:  # noqa: ANN401 - an array of the kind
    return np.concatenate([np.zeros(0, kind), *each])


def _unpacked(held: Mapping[str, Any]) -> Kept | None:
    form, site, alike = held["form"].tolist()
    if form != _FORM:
        return None
    first = held["first"].astype(np.uint64)
    said = json.loads(zlib.decompress(held["units"].tobytes()))
    tags = np.split(held["asked"][held["asked_by"]], held["asked_ends"][:-1])
    signs = np.split(held["signs"], held["signs_ends"][:-1])
    words = np.split(held["words"], held["words_ends"][:-1])
    each = zip(said, held["given"].tolist(), tags, signs, words, strict=True)
    units = {
        (lang, path): Unit(given, under, tuple(files), to, found.tobytes())
        for (lang, path, files), given, under, to, found in each
    }
    return Kept(
        site,
        alike,
        Grounds(held["digests"], first, held["tags"], int(held["told"][0])),
        (held["keys"], held["answers"]),
        units,
    )
