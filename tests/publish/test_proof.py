"""What the proof reads on a page: a label that is cut is read as the whole of it, and nothing else is."""

from __future__ import annotations

import pytest

from kartoteka.publish.proof import ProofReader
from kartoteka.publish.redact import Hidden, Redactor
from kartoteka.publish.svg import fitted

READER = ProofReader(
    Redactor([Hidden("Artyom Lvov", "person", "N. N.")], ["Artyom Tikhodubrovsky"])
)


@pytest.mark.parametrize(
    ("shown", "leaks"),
    [
        ("Artyom Tikhodubrovsky", ()),
        (fitted("Artyom Tikhodubrovsky", 80), ()),
        (fitted("Artyom Lvov of the North", 80), ("Artyom Lvov",)),
        ("Artyom…", ("Artyom",)),
        ("Artyom…<title>Somebody else</title>", ("Artyom",)),
        ("Artyom Lv…<title>Artyom Tikhodubrovsky</title>", ("Artyom",)),
    ],
)
def test_a_label_that_is_cut_is_read_as_the_whole_of_it(shown: str, leaks: tuple[str, ...]) -> None:
    read = READER.page("en/a.html", f'<svg><text class="label" x="0">{shown}</text></svg>')
    assert tuple(str(leak.facts["name"]) for leak in read.leaks) == leaks
