"""Questions across lives, places and codes; each answer is a frame that carries its evidence.

In: a :class:`~kartoteka.archive.reader.Reader`. Out: a Polars frame with one row per thing found, whose
column ``evidence`` lists the ids of the statements, attestations and passages it rests on.

``together`` who was with whom · ``present`` who was in a place at a time · ``said`` what is said of
something, by those who were there and by those who were not · ``near`` passages under one code near
another · ``cross`` codes against any attribute. Each module also has the generator of frozen values that the
pages of the command line are set from; ``frames`` turns such values into rows.
"""

from __future__ import annotations

from kartoteka.relate.queries.cross import cross
from kartoteka.relate.queries.near import near
from kartoteka.relate.queries.present import present
from kartoteka.relate.queries.said import said
from kartoteka.relate.queries.together import together

__all__ = ["cross", "near", "present", "said", "together"]
