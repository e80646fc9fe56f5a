"""The files of the index, read once more before they are published, for words that must not leave.

In: the files as they were written, and who reads for hidden names. Out: what the proof found. A word by
itself may be a hidden name where it is a part of a public one («Лев» of «Лев Орлов»), so a suspect word is
cleared by a page on which it stands and which the reader lets pass; a word that stands on none is a leak.
"""

from __future__ import annotations

import json

from kartoteka.publish.indexing.digits import DIGITS
from kartoteka.publish.indexing.site_index import SiteIndex
from kartoteka.publish.proof import ProofReader, Read


class IndexProof:
    """Reads the files of an index.

    Parameters
    ----------
    reader
        Finds hidden names.
    """

    def __init__(self, reader: ProofReader) -> None:
        self._reader = reader
        self._suspects: dict[str, str] = {}

    def take(self, name: str, content: bytes) -> None:
        """Take a file; its words are looked at."""
        if self._reader and name.rpartition("/")[2].startswith("w-"):
            for word in words_in(content):
                if self._reader.text("", word) or self._reader.text("", word.capitalize()):
                    self._suspects.setdefault(word, name)

    def read(self, index: SiteIndex) -> Read:
        """Return what was found, once all files were taken; the index must not be closed yet."""
        suspects = self._suspects
        for word, page in index.standing(suspects.keys()) if suspects else ():
            if not self._reader.text(page.url, f"{page.title}\n{page.text}"):
                suspects.pop(word, None)
            if not suspects:
                break
        leaks = (self._reader.leak(file, word) for word, file in sorted(suspects.items()))
        return Read(b"", b"", tuple(leaks))


def words_in(content: bytes) -> set[str]:
    """Return the forms that a file of words lists.

    >>> sorted(words_in('kartotekaSearch("ru/w-","тюрьм:5а,3ем:07|=die:dying")'.encode()))
    ['dying', 'тюрем', 'тюрьма']
    """
    data = json.loads("[" + content.decode().partition("(")[2].rstrip().removesuffix(")") + "]")
    found: set[str] = set()
    for line in data[1].split("|"):
        stem, forms, *_ = line.split(":")
        if stem.startswith("="):
            found.update(forms.split(","))
        else:
            found.update(stem[: DIGITS.index(form[0])] + form[1:] for form in forms.split(","))
    return found
