"""What somebody may have meant by a name that is not there.

In: the name as typed, and the names there are. Out: the few nearest. Case does not count; a name that
holds the typed one (or is held by it) is nearer than one that is only spelled alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

MOST = 3
"""More is not a hint but a list."""

SHORTEST = 3
"""Characters from which being part of another name means something."""


def nearest(typed: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the nearest names, best first.

    Parameters
    ----------
    typed
        What is not there.
    names
        Name (id or label, in any language) → id.

    Examples
    --------
    >>> nearest("Письма", {"letter": "letter", "письмо": "letter", "diary": "diary"})
    ('letter',)
    >>> nearest("long", {"long-cell": "long-cell", "song": "song"})
    ('long-cell', 'song')
    >>> nearest("xyz", {"letter": "letter"})
    ()
    """
    folded = {name.casefold(): id_ for name, id_ in names.items()}
    wanted = typed.strip().casefold()
    alike = [name for name in folded if _holds(name, wanted)]
    # Shortest first: of the names that hold the typed one the least is left unexplained.
    alike = sorted(alike, key=len)[:MOST]
    alike += get_close_matches(wanted, folded, n=MOST, cutoff=0.6)
    return tuple(dict.fromkeys(folded[name] for name in alike))[:MOST]


def _holds(name: str, wanted: str) -> bool:
    if name == wanted:
        return True
    shorter = min(len(name), len(wanted))
    return shorter >= SHORTEST and (wanted in name or name in wanted)
