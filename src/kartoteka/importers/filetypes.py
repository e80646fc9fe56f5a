"""What a file is that is not a plain text, by its first bytes.

In: bytes. Out: the key of a sentence that names the kind of file and says how to make a text of it, or
None where nothing is recognised. Signatures from the format specifications.
"""

from __future__ import annotations

SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "is_pdf"),
    (0, b"{\\rtf", "is_rtf"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is_old_word"),
    (0, b"SQLite format 3\x00", "is_archive"),
    (0, b"\xff\xd8\xff", "is_picture"),
    (0, b"\x89PNG\r\n", "is_picture"),
    (0, b"GIF8", "is_picture"),
    (0, b"II*\x00", "is_picture"),
    (0, b"MM\x00*", "is_picture"),
    (0, b"BM", "is_picture?"),
    (8, b"WEBP", "is_picture"),
    (4, b"ftypheic", "is_picture"),
    (4, b"ftypmif1", "is_picture"),
    (4, b"ftyp", "is_recording"),
    (8, b"WAVE", "is_recording"),
    (8, b"AVI ", "is_recording"),
    (0, b"ID3", "is_recording?"),
    (0, b"OggS", "is_recording"),
    (0, b"fLaC", "is_recording"),
    (0, b"\x1aE\xdf\xa3", "is_recording"),
    (0, b"\x1f\x8b", "is_packed"),
    (0, b"BZh", "is_packed?"),
    (0, b"7z\xbc\xaf\x27\x1c", "is_packed"),
    (0, b"Rar!\x1a\x07", "is_packed"),
    (0, b"\xfd7zXZ\x00", "is_packed"),
)
"""Offset, bytes, key; a key with ``?`` counts only where the beginning also holds a NUL byte, because
a text may begin so."""

_IN_ZIP = (
    (b"word/", "is_word"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "is_odt"),
    (b"mimetypeapplication/epub", "is_epub"),
)


def recognised(data: bytes) -> str | None:
    """Return the key of what the file is, or None.

    >>> recognised(b"%PDF-1.7"), recognised(b"BM: Dear mother"), recognised(b"Dear mother")
    ('is_pdf', None, None)
    """
    if data.startswith(b"PK\x03\x04"):
        # The names of the parts stand at the head of each part and again at the end of the file.
        seen = data[:4096] + data[-65536:]
        return next((key for mark, key in _IN_ZIP if mark in seen), "is_packed")
    for offset, signature, key in SIGNATURES:
        if data.startswith(signature, offset) and (key[-1] != "?" or b"\x00" in data[:1024]):
            return key.rstrip("?")
    return None
