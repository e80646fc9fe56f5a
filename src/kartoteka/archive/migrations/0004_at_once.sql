-- Format 4: what is kept beside the tables, so that a page of an archive with a million statements is there at once.
--
-- The three tables below hold nothing that the tables above them do not hold, and can be made anew from them
-- (kartoteka verify compares the two; archive/beside.py writes them, inside the edit that writes the tables).

CREATE TABLE named (         -- which statements name an entity, as subject, object or in a role
  entity     TEXT NOT NULL,
  statement  INTEGER NOT NULL,           -- its rowid: in the order of recording
  PRIMARY KEY (entity, statement)
) STRICT, WITHOUT ROWID;

CREATE TABLE been (          -- what may place somebody somewhere: relate/presences.py reads journeys off it
  who        TEXT NOT NULL,
  place      TEXT NOT NULL,
  kind       INTEGER NOT NULL,           -- 0 a stay, 1 another statement, 2 a telling, 3 the head of a letter
  record     INTEGER NOT NULL,           -- its rowid
  nth        INTEGER NOT NULL,           -- which of those that the record speaks of
  begins     INTEGER,                    -- the earliest day on which it can have begun
  ends       INTEGER,                    -- the latest on which it can have ended
  PRIMARY KEY (who, place, kind, record, nth)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (         -- how many statements there are of everybody, under each predicate
  entity     TEXT NOT NULL,
  position   TEXT NOT NULL CHECK (position IN ('subject', 'object')),
  predicate  TEXT NOT NULL,
  polarity   INTEGER NOT NULL,
  deprecated INTEGER NOT NULL CHECK (deprecated IN (0, 1)),
  fallen     INTEGER NOT NULL CHECK (fallen IN (0, 1)),  -- 1: attested, and nobody asserts it
  n          INTEGER NOT NULL,
  PRIMARY KEY (entity, position, predicate, polarity, deprecated, fallen)
) STRICT, WITHOUT ROWID;

-- Statements in the order in which pages show them (relate.order.time_key): by the latest day on which they can
-- have begun, the latest on which they can have ended, the earliest beginning; what is open or has no time at all
-- comes last. An index ends in the rowid, so that what is equal stays in the order of recording.
DROP INDEX statement_by_object;
DROP INDEX statement_by_subject;
CREATE INDEX statement_by_object ON statement (
  object, predicate, coalesce(b1, 1000000000), coalesce(e1, 1000000000),
  CASE WHEN edtf IS NULL THEN 1000000000 ELSE coalesce(b0, -1000000000) END);
CREATE INDEX statement_by_subject ON statement (
  subject, predicate, coalesce(b1, 1000000000), coalesce(e1, 1000000000),
  CASE WHEN edtf IS NULL THEN 1000000000 ELSE coalesce(b0, -1000000000) END);

-- A group was where its members were: they are read off an index.
CREATE INDEX statement_of_members ON statement (object, polarity, rank, id, subject, b0, e1) WHERE predicate = 'member';

-- The groups among the many who stayed in a prison; the few statements that deny something.
CREATE INDEX entity_by_kind ON entity (kind, id);
CREATE INDEX statement_denied ON statement (object, predicate) WHERE polarity = -1;

-- Whether an edit stands is read off the edits that took it back, not off the whole history.
CREATE INDEX change_by_undone ON change (undoes, edit) WHERE undoes IS NOT NULL;
