"""What each kind of entry may say: its keys, and whether each is a text, a list or a mapping.

In: a node of the file. Out: :class:`Fields`, in which every key is known and of the right shape; what was
not is noted as trouble, once, and taken as unsaid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kartoteka.annotate.trouble import Placed, Trouble
from kartoteka.annotate.yaml12 import Map, Node, Seq, Text

Shape = Literal["text", "list", "map", "text or map"]

_ALLOWED: dict[Shape, tuple[type, ...]] = {
    "text": (Text,),
    "list": (Seq,),
    "map": (Map,),
    "text or map": (Text, Map),
}


def _keys(**shapes: str) -> dict[str, Shape]:
    """Shape → names of keys, the other way round; ``_or_`` stands for a space."""
    names: dict[str, Shape] = {
        "texts": "text",
        "lists": "list",
        "maps": "map",
        "either": "text or map",
    }
    return {key: names[shape] for shape, keys in shapes.items() for key in keys.split()}


SHAPES: dict[str, dict[str, Shape]] = {
    "file": _keys(
        texts="source",
        maps="recorded entities",
        lists="terms parts statements codings memos identities",
    ),
    "recorded": _keys(texts="by at"),
    "term": _keys(
        texts="vocab id broader cardinality unattested",
        either="label definition",
        lists="domain range roles exact_match",
        maps="pattern extra",
    ),
    "part": _keys(texts="from to author locator", either="written", lists="at"),
    "entity": _keys(texts="kind sort label part_of alias access gender", lists="names"),
    "name": _keys(texts="value lang kind"),
    "statement": _keys(
        texts="subject predicate object value lang duration polarity rank access quote occurrence exact "
        "locator basis stance certainty method id",
        either="when",
        maps="roles recorded",
        lists="at told_by",
    ),
    "when": _keys(texts="edtf words"),
    "role": _keys(texts="entity text"),
    "telling": _keys(texts="speaker place reliability access", either="when"),
    "coding": _keys(texts="code quote occurrence exact locator id", lists="at", maps="recorded"),
    "memo": _keys(texts="about title text id", maps="recorded"),
    "identity": _keys(texts="a b verdict reason id withdrawn_at", maps="recorded"),
    "source": _keys(
        texts="id kind title author addressee place lang rights access release_after text_sha256",
        either="written",
        maps="original",
    ),
    "original": _keys(texts="name media_type sha256"),
}
"""Kind of entry → its keys and their shapes."""

REQUIRED: dict[str, tuple[str, ...]] = {
    "term": ("vocab", "id"),
    "name": ("value",),
    "statement": ("subject", "predicate"),
    "coding": ("code",),
    "memo": ("about", "text"),
    "identity": ("a", "b", "verdict", "reason"),
    "source": ("id", "kind", "lang", "access", "text_sha256", "original"),
    "original": ("name", "media_type", "sha256"),
}
"""Kind of entry → the keys it cannot do without."""


@dataclass(slots=True)
class Fields:
    """One entry: what it says under each key, and whether anything was wrong with it.

    Parameters
    ----------
    kind
        Of entry: a key of :data:`SHAPES`.
    said
        Key → node, only those that say something and have the right shape.
    file, line, column
        Where it stands.
    sound
        Whether nothing was wrong so far; an entry that is not sound is not recorded.
    broken
        Keys whose value was taken as unsaid because it had the wrong shape.
    """

    kind: str
    said: dict[str, Node]
    file: str
    line: int
    column: int | None
    trouble: Trouble
    sound: bool = True
    broken: frozenset[str] = frozenset()

    def text(self, key: str) -> str | None:
        """Return the text under a key."""
        node = self.said.get(key)
        return node.text if isinstance(node, Text) else None

    def items(self, key: str) -> list[Node]:
        """Return the items of the list under a key."""
        node = self.said.get(key)
        return node.items if isinstance(node, Seq) else []

    def mapping(self, key: str) -> Map | None:
        """Return the mapping under a key."""
        node = self.said.get(key)
        return node if isinstance(node, Map) else None

    def place(self, key: str | None = None) -> Placed:
        """Return where a key's value stands, else where the entry begins."""
        return self.said.get(key, self) if key else self

    def wrong(
        self,
        rule: str,
        key: str | Placed | None = None,
        *,
        once: str | None = None,
        **facts: object,
    ) -> None:
        """Note a mistake at a key's value, at a place, or at the entry."""
        place = self.place(key) if key is None or isinstance(key, str) else key
        self.trouble.add(rule, self.file, place, once=once, **facts)
        self.sound = False


def fields_of(
    kind: str, node: Node, file: str, trouble: Trouble, *, ignored: frozenset[str] = frozenset()
) -> Fields | None:
    """Return an entry with its keys checked; None where it is not a mapping at all.

    Parameters
    ----------
    kind
        A key of :data:`SHAPES`.
    ignored
        Keys that somebody else has read already (``record`` and ``source`` of a JSON line).
    """
    if not isinstance(node, Map):
        facts = {"key": kind, "wanted": "map", "found": shape_of(node)}
        trouble.add("wrong-shape", file, node, **_shape_words(trouble, facts))
        return None
    fields = Fields(kind, {}, file, node.line, node.column, trouble)
    broken = {key for key in node.entries if key not in ignored and not _take(fields, node, key)}
    fields.broken = frozenset(broken)
    for key in REQUIRED.get(kind, ()):
        if key not in fields.said and key not in broken:
            fields.wrong("missing-key", key=None, name=key, entry=kind)
    return fields


def _take(fields: Fields, node: Map, key: str) -> bool:
    """Take one key over into the fields; False where something is wrong with it."""
    value, shapes = node.entries[key], SHAPES[fields.kind]
    if key not in shapes:
        hint = fields.trouble.near(key, shapes)
        facts = {"known": ", ".join(shapes), "entry": fields.kind, "hint": hint}
        fields.wrong("unknown-key", node.keys.get(key, node), name=key, **facts)
        return False
    if isinstance(value, Text) and value.text is None:
        return True  # nothing said
    if not isinstance(value, _ALLOWED[shapes[key]]):
        facts = {"key": key, "wanted": shapes[key], "found": shape_of(value)}
        fields.wrong("wrong-shape", value, **_shape_words(fields.trouble, facts))
        return False
    fields.said[key] = value
    return True


def shape_of(node: Node) -> Shape:
    """Return what a node is."""
    return "text" if isinstance(node, Text) else "list" if isinstance(node, Seq) else "map"


def _shape_words(trouble: Trouble, facts: dict[str, str]) -> dict[str, str]:
    from kartoteka.wording.texts import say

    def word(name: str) -> str:
        return say("evidence.shape-" + facts[name].replace(" ", "-"), trouble.lang)

    return {"name": facts["key"], "wanted": word("wanted"), "found": word("found")}
