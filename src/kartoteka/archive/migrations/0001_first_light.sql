-- The schema of a Kartoteka archive, format 1.
--
-- SQLite keeps these statements, with their comments, inside the archive itself (table sqlite_master), so
-- that whoever opens the file in fifty years can read what its columns mean without Kartoteka.
--
-- Dates are kept as written (EDTF, or words) and as four days: the earliest and latest day of the
-- beginning (b0, b1) and of the end (e0, e1). A day is a number: 1 is 0001-01-01 of the proleptic
-- Gregorian calendar, 739335 is 2025-03-25. Empty means unbounded. A stay is possible on day d if
-- b0 <= d <= e1, and certain if b1 <= d <= e0.
--
-- Ids are texts that do not change. Rows keep the order in which they were recorded (rowid).
-- Everything below except `original` and `text` is written through edits that leave a line in `change`.

CREATE TABLE term (          -- the archive's own words; the default vocabulary is not repeated here
  key        TEXT PRIMARY KEY NOT NULL,  -- "vocab:id"
  vocab      TEXT NOT NULL,              -- the list: predicate, role, sort, aspect, code ...
  id         TEXT NOT NULL,
  broader    TEXT,                       -- the term above it in the same list
  data       TEXT NOT NULL               -- JSON: label {lang: text}, definition, domain, range, roles ...
) STRICT;

CREATE TABLE entity (        -- whom and what the testimonies speak of
  id         TEXT PRIMARY KEY NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('person', 'place', 'group', 'type', 'thing')),
  label      TEXT NOT NULL,              -- a cache of its best name; the names are statements
  alias      TEXT,                       -- the public name: where there is one, readers see only it
  access     TEXT NOT NULL CHECK (access IN ('public', 'restricted'))
) STRICT;

CREATE TABLE original (      -- the bytes as they came; never changed, never deleted by an undo
  sha256     TEXT PRIMARY KEY NOT NULL,
  media_type TEXT NOT NULL,
  name       TEXT NOT NULL,              -- of the file it came in
  bytes      BLOB NOT NULL
) STRICT;

CREATE TABLE text (          -- the texts made of them (decoded, LF, NFC); never changed either
  sha256     TEXT PRIMARY KEY NOT NULL,  -- of the text in UTF-8
  text       TEXT NOT NULL
) STRICT;

CREATE TABLE source (        -- a letter, diary, interview, field note
  id         TEXT PRIMARY KEY NOT NULL,
  kind       TEXT NOT NULL,
  title      TEXT NOT NULL,
  author     TEXT,                       -- entity ids; no foreign keys, because a letter may come
  addressee  TEXT,                       --   before anybody has said who wrote it and where
  written    TEXT,                       -- EDTF
  written_words TEXT,                    -- the words it was understood from, if words
  b0 INTEGER, b1 INTEGER, e0 INTEGER, e1 INTEGER,
  place      TEXT,
  lang       TEXT NOT NULL,              -- BCP 47
  sha256     TEXT NOT NULL REFERENCES original,
  text_sha256 TEXT NOT NULL REFERENCES text,
  length     INTEGER NOT NULL,           -- of the text, in Unicode code points
  rights     TEXT,
  access     TEXT NOT NULL CHECK (access IN ('public', 'restricted')),
  release_after TEXT                     -- ISO date from which it may be published
) STRICT;
CREATE INDEX source_by_sha256 ON source (sha256);
CREATE INDEX source_by_date ON source (b0, id);

CREATE TABLE part (          -- a stretch of a source in another voice than its author's
  id         TEXT PRIMARY KEY NOT NULL,  -- "source:start-end"
  source     TEXT NOT NULL REFERENCES source,
  start      INTEGER NOT NULL,           -- code points, start included, end excluded
  end        INTEGER NOT NULL CHECK (end > start),
  author     TEXT,
  written    TEXT, written_words TEXT, b0 INTEGER, b1 INTEGER, e0 INTEGER, e1 INTEGER,
  locator    TEXT                        -- page, turn, time code
) STRICT;
CREATE INDEX part_by_source ON part (source, start);

CREATE TABLE passage (       -- a span of a source's text, and the words to find it again by
  id         TEXT PRIMARY KEY NOT NULL,
  source     TEXT NOT NULL REFERENCES source,
  start      INTEGER NOT NULL,
  end        INTEGER NOT NULL CHECK (end > start),
  exact      TEXT NOT NULL,
  prefix     TEXT NOT NULL,              -- up to 32 code points before
  suffix     TEXT NOT NULL,              --   and after
  locator    TEXT
) STRICT;
CREATE INDEX passage_by_source ON passage (source, start);

CREATE TABLE statement (     -- one proposition; it has no source and no author of its own
  id         TEXT PRIMARY KEY NOT NULL,
  subject    TEXT NOT NULL REFERENCES entity,
  predicate  TEXT NOT NULL,              -- a term of the list "predicate"
  object     TEXT REFERENCES entity,
  value      TEXT,
  lang       TEXT,                       -- of the value
  edtf       TEXT,                       -- when it held
  words      TEXT,                       -- the words that was understood from
  b0 INTEGER, b1 INTEGER, e0 INTEGER, e1 INTEGER,
  duration   TEXT,                       -- ISO 8601 with EDTF marks: P1M~
  polarity   INTEGER NOT NULL CHECK (polarity IN (1, -1)),
  rank       TEXT NOT NULL CHECK (rank IN ('preferred', 'normal', 'deprecated')),
  access     TEXT NOT NULL CHECK (access IN ('public', 'restricted')),
  CHECK ((object IS NULL) <> (value IS NULL))
) STRICT;
CREATE INDEX statement_by_subject ON statement (subject, predicate);
CREATE INDEX statement_by_object ON statement (object, predicate);
CREATE INDEX statement_by_predicate ON statement (predicate, b0);

CREATE TABLE role (          -- qualifies a statement: regime: quarantine
  statement  TEXT NOT NULL REFERENCES statement,
  position   INTEGER NOT NULL,
  role       TEXT NOT NULL,              -- a term of the list "role"
  entity     TEXT REFERENCES entity,
  value      TEXT,
  PRIMARY KEY (statement, position),
  CHECK ((entity IS NULL) <> (value IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX role_by_entity ON role (entity) WHERE entity IS NOT NULL;

CREATE TABLE telling (       -- a speech act by which news travelled
  id         TEXT PRIMARY KEY NOT NULL,
  source     TEXT NOT NULL REFERENCES source,  -- the text in which we read of it
  speaker    TEXT REFERENCES entity,
  told_in    TEXT REFERENCES telling,    -- in which it was passed on; empty: told to the text's author
  edtf       TEXT, words TEXT, b0 INTEGER, b1 INTEGER, e0 INTEGER, e1 INTEGER,
  place      TEXT REFERENCES entity,
  reliability INTEGER CHECK (reliability BETWEEN 0 AND 4),  -- of the speaker
  access     TEXT NOT NULL CHECK (access IN ('public', 'restricted'))
) STRICT;
CREATE INDEX telling_by_source ON telling (source);
CREATE INDEX telling_by_speaker ON telling (speaker);
CREATE INDEX telling_by_told_in ON telling (told_in);
CREATE INDEX telling_by_place ON telling (place);

CREATE TABLE attestation (   -- that a passage asserts, denies or doubts a statement
  id         TEXT PRIMARY KEY NOT NULL,
  statement  TEXT NOT NULL REFERENCES statement,
  passage    TEXT NOT NULL REFERENCES passage,
  telling    TEXT REFERENCES telling,    -- the innermost of the chain; empty: the author's own word
  basis      TEXT NOT NULL,              -- how the innermost speaker knows
  stance     TEXT NOT NULL CHECK (stance IN ('asserts', 'denies', 'doubts')),
  certainty  INTEGER CHECK (certainty BETWEEN 0 AND 4),     -- of our reading
  method     TEXT NOT NULL CHECK (method IN ('hand', 'machine')),
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL               -- UTC, ISO 8601
) STRICT;
CREATE INDEX attestation_by_statement ON attestation (statement);
CREATE INDEX attestation_by_passage ON attestation (passage);
CREATE INDEX attestation_by_telling ON attestation (telling) WHERE telling IS NOT NULL;

CREATE TABLE identity (      -- a judgement that two entities are the same, different, maybe
  id         TEXT PRIMARY KEY NOT NULL,
  a          TEXT NOT NULL REFERENCES entity,
  b          TEXT NOT NULL REFERENCES entity,
  verdict    TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'maybe')),
  reason     TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  withdrawn_at TEXT,
  CHECK (a < b)
) STRICT;
CREATE INDEX identity_by_b ON identity (b);
CREATE INDEX identity_by_a ON identity (a);

CREATE TABLE coding (        -- a passage under a code
  id         TEXT PRIMARY KEY NOT NULL,
  passage    TEXT NOT NULL REFERENCES passage,
  code       TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX coding_by_passage ON coding (passage);
CREATE INDEX coding_by_code ON coding (code);

CREATE TABLE memo (          -- a note about anything
  id         TEXT PRIMARY KEY NOT NULL,
  about      TEXT NOT NULL,              -- the id of an entity, source, statement, passage or code
  title      TEXT NOT NULL,
  text       TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX memo_by_about ON memo (about);

CREATE TABLE change (        -- the history: one line per record and edit, never altered
  seq        INTEGER PRIMARY KEY NOT NULL,
  edit       INTEGER NOT NULL,           -- an edit is undone as a whole
  at         TEXT NOT NULL,              -- UTC, ISO 8601
  by         TEXT NOT NULL,
  why        TEXT NOT NULL,
  undoes     INTEGER,                    -- the edit that this one takes back
  kind       TEXT NOT NULL,
  id         TEXT NOT NULL,
  before     TEXT,                       -- the record as JSON; empty: it did not exist
  after      TEXT,                       --   or exists no longer
  previous_hash TEXT NOT NULL,
  hash       TEXT NOT NULL               -- SHA-256 of previous_hash and this line
) STRICT;
CREATE INDEX change_by_edit ON change (edit);
CREATE INDEX change_by_record ON change (kind, id);

CREATE TRIGGER change_is_append_only_u BEFORE UPDATE ON change
BEGIN SELECT raise(ABORT, 'the history is never altered'); END;
CREATE TRIGGER change_is_append_only_d BEFORE DELETE ON change
BEGIN SELECT raise(ABORT, 'the history is never altered'); END;
