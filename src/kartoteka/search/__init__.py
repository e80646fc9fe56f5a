"""Search inside an archive: words in all their forms, names in every script, and what is known of records.

In: an archive and a query as people type it. Out: ranked hits with their context and evidence
(:func:`search`); passages under a code (:func:`save_as_code`). The index itself is in ``archive/index.py``.
"""

from kartoteka.search.found import Found, Hit
from kartoteka.search.marks import Excerpt
from kartoteka.search.run import search
from kartoteka.search.saving import Saved, save_as_code

__all__ = ["Excerpt", "Found", "Hit", "Saved", "save_as_code", "search"]
