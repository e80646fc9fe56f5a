"""Statements a page at a time, and what is counted over many: by subject, by source, by witness.

In: an open archive, ids. Out: ids, counts, and statements with a few of their attestations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kartoteka.archive import query, sqlite, whole
from kartoteka.archive.looking import IN, MANY, Looking, json_of
from kartoteka.archive.reader import Ids
from kartoteka.model.statements import Attested


class StatementLists(Looking):
    """Lists of statements."""

    def statement_ids(
        self,
        offset: int = 0,
        limit: int = 50,
        **conditions: Ids | None,
    ) -> tuple[str, ...]:
        """Return ids of a page of statements; the conditions are those of ``Archive.statements``."""
        return self._statement_ids("", limit, offset, conditions)

    def newest_statement_ids(self, limit: int, **conditions: Ids | None) -> tuple[str, ...]:
        """Return ids of the statements recorded last."""
        return self._statement_ids("DESC", limit, 0, conditions)

    def _statement_ids(
        self, way: str, limit: int, offset: int, conditions: Mapping[str, Ids | None]
    ) -> tuple[str, ...]:
        where, values = query.conditions(**conditions)
        rows = self._all(
            f"SELECT s.id FROM statement s WHERE {where} ORDER BY s.rowid {way} LIMIT ? OFFSET ?",  # noqa: S608
            *values,
            limit,
            offset,
        )
        return tuple(row[0] for row in rows)

    def count_statements(self, **conditions: Ids | None) -> int:
        """Return how many statements meet conditions; :data:`MANY` + 1 where there are more than that."""
        where, values = query.conditions(**conditions)
        inner = f"SELECT 1 FROM statement s WHERE {where} LIMIT {MANY + 1}"  # noqa: S608
        return self._one(f"SELECT count(*) FROM ({inner})", *values)  # noqa: S608

    def predicates_of(self, subject: Ids) -> dict[str, int]:
        """Return predicate → how many statements have this subject."""
        rows = self._all(
            f"SELECT predicate, count(*) FROM statement WHERE subject {IN} GROUP BY predicate",  # noqa: S608
            json_of(subject),
        )
        return {row[0]: row[1] for row in rows}

    def subjects(self, objects: Ids, predicate: str, most: int) -> tuple[str, ...]:
        """Return whose statements of a predicate have one of these objects, each once."""
        rows = self._all(
            f"SELECT DISTINCT subject FROM statement WHERE object {IN} AND predicate = ? LIMIT ?",  # noqa: S608
            json_of(objects),
            predicate,
            most,
        )
        return tuple(row[0] for row in rows)

    def spoken_of(self, source: str) -> tuple[str, ...]:
        """Return the entities that the statements of a source name, the most named first."""
        rows = self._all(
            # The plus: what of roles is asked is looked up by the statement, not among all of the archive.
            "WITH said AS (SELECT DISTINCT a.statement AS id FROM passage p "
            "JOIN attestation a ON a.passage = p.id WHERE p.source = ?) "
            "SELECT entity FROM (SELECT subject AS entity FROM said JOIN statement USING (id) "
            "UNION ALL SELECT object FROM said JOIN statement USING (id) "
            "UNION ALL SELECT +r.entity FROM said CROSS JOIN role r ON r.statement = said.id) "
            "WHERE entity IS NOT NULL GROUP BY entity ORDER BY count(*) DESC, entity",
            source,
        )
        return tuple(row[0] for row in rows)

    def count_spoken_of(self, source: str) -> dict[str, int]:
        """Return entity → how many statements of a source have it as subject or object."""
        rows = self._all(
            "WITH said AS (SELECT DISTINCT a.statement AS id FROM passage p "
            "JOIN attestation a ON a.passage = p.id WHERE p.source = ?) "
            "SELECT entity, count(*) FROM (SELECT subject AS entity FROM said JOIN statement "
            "USING (id) UNION ALL SELECT object FROM said JOIN statement USING (id)) "
            "WHERE entity IS NOT NULL GROUP BY entity",
            source,
        )
        return {row[0]: row[1] for row in rows}

    def count_about(self, entities: Ids) -> dict[str, int]:
        """Return entity → how many statements have it as subject or object."""
        ids = json_of(entities)
        rows = self._all(
            f"SELECT entity, sum(n) FROM (SELECT subject AS entity, count(*) AS n FROM statement "  # noqa: S608
            f"WHERE subject {IN} GROUP BY subject UNION ALL SELECT object, count(*) "
            f"FROM statement WHERE object {IN} GROUP BY object) GROUP BY entity",
            ids,
            ids,
        )
        return {row[0]: row[1] for row in rows}

    def mentions(self, entities: Ids, most: int) -> tuple[str, ...]:
        """Return ids of statements in which entities are the object or in a role, the newest first."""
        ids = json_of(entities)
        rows = self._all(
            f"SELECT s.id FROM statement s JOIN ("  # noqa: S608
            f"SELECT * FROM (SELECT rowid AS at FROM statement WHERE object {IN} "
            "ORDER BY rowid DESC LIMIT ?) UNION SELECT * FROM (SELECT s.rowid FROM role r "
            f"JOIN statement s ON s.id = r.statement WHERE r.entity {IN} "
            "ORDER BY s.rowid DESC LIMIT ?)) ON s.rowid = at ORDER BY at DESC LIMIT ?",
            ids,
            most,
            ids,
            most,
            most,
        )
        return tuple(row[0] for row in rows)

    def count_mentions(self, entities: Ids) -> int:
        """Return how many statements have entities as object or in a role; at most a little over MANY."""
        ids = json_of(entities)
        return self._one(
            f"SELECT count(*) FROM (SELECT id FROM statement WHERE object {IN} "  # noqa: S608
            f"UNION SELECT statement FROM role WHERE entity {IN} LIMIT {MANY + 1})",
            ids,
            ids,
        )

    def source_ids_as_added(self) -> tuple[str, ...]:
        """Return the ids of the sources, the newest added first."""
        return tuple(r[0] for r in self._all("SELECT id FROM source ORDER BY rowid DESC"))

    def is_named(self, id: str) -> bool:  # noqa: A002 - the field's name
        """Tell whether a source names an id as its author, addressee or place, or bears it."""
        sql = "SELECT 1 FROM source WHERE id = ?1 OR author = ?1 OR addressee = ?1 OR place = ?1"
        return bool(self._all(f"{sql} LIMIT 1", id))

    def few(
        self, ids: Ids, most: int, first: Iterable[str] = ()
    ) -> tuple[tuple[Attested, ...], dict[str, int]]:
        """Return statements, each with a few attestations, and how many each has in all.

        Parameters
        ----------
        ids
            Of the statements; they come in this order.
        most
            Attestations of each.
        first
            Passages whose attestations come before others.
        """
        with sqlite.explained(self._path):
            wanted = [ids] if isinstance(ids, str) else list(dict.fromkeys(ids))
            return whole.few(self._db, wanted, most, list(first))

    def witnesses(self, statements: Iterable[str], most: int) -> dict[str, set[str]]:
        """Return statement → who knew (innermost speakers, else authors), of ``most`` attestations."""
        found: dict[str, set[str]] = {statement: set() for statement in statements}
        saying = whole.FIRST_SAYING.format("w.value")
        sql = (
            "SELECT DISTINCT a.statement, iif(a.telling IS NULL, coalesce((SELECT t.author FROM part t "  # noqa: S608
            "WHERE t.source = p.source AND t.start <= p.start AND p.start < t.end "
            "ORDER BY t.end - t.start LIMIT 1), s.author), l.speaker) "
            f"FROM json_each(?1) w CROSS JOIN attestation a ON a.rowid IN ({saying}) "
            "CROSS JOIN passage p ON p.id = a.passage CROSS JOIN source s ON s.id = p.source "
            "LEFT JOIN telling l ON l.id = a.telling"
        )
        rows = self._all(sql, json_of(found), most)
        for statement, knew in rows:
            if knew:
                found[statement].add(knew)
        return found
