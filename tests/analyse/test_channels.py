"""Several sequences of one life side by side."""

from __future__ import annotations

import pytest

from kartoteka.analyse.channels import Channels
from kartoteka.analyse.forms import from_text
from kartoteka.errors import UnusableSequences

WORK = from_text(["job-job-none", "none-job"], ids=("ana", "osip"))


def test_a_combination_is_a_state() -> None:
    """Lives of unequal length; a name with the joining sign in it."""
    home = from_text(["a+b-c-c", "a+b-a+b"], ids=("ana", "osip"))
    channels = Channels((WORK, home), ("work", "home"))
    both = channels.combined
    assert both.spelled(0) == ("job+a+b", "job+c", "none+c")
    assert both.spelled(1) == ("none+a+b", "job+a+b")
    assert channels.parts_of.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]


def test_channels_of_other_lives_are_refused() -> None:
    """Another person, or another length, in the second channel."""
    with pytest.raises(UnusableSequences, match="home: the lives differ"):
        Channels((WORK, from_text(["a-a-a", "a-a"], ids=("ana", "lev"))), ("work", "home"))
    with pytest.raises(UnusableSequences, match="home: the sequences end elsewhere"):
        Channels((WORK, from_text(["a-a-a", "a-a-a"], ids=("ana", "osip"))), ("work", "home"))
    with pytest.raises(UnusableSequences, match="names"):
        Channels((WORK,), ("work", "home"))
