-- Format 5: where statements are said, as row numbers; and who stayed in a place, in an index that has all of it.
--
-- The table below holds nothing that the tables above it do not hold, and can be made anew from them
-- (kartoteka verify compares the two; archive/said_in.py writes it, inside the edit that writes the tables).

CREATE TABLE said_in (       -- the passage and the source of each attestation, all by their rowids
  statement  INTEGER NOT NULL,
  attestation INTEGER NOT NULL,
  passage    INTEGER NOT NULL,
  source     INTEGER NOT NULL,
  PRIMARY KEY (statement, attestation)
) STRICT, WITHOUT ROWID;

-- Who was in the same cells as a group: its page looks through ten thousand stays, of which nothing else is read.
CREATE INDEX statement_of_stays ON statement (
  object, coalesce(e1, 1000000000), CASE WHEN edtf IS NULL THEN 1000000000 ELSE coalesce(b0, -1000000000) END,
  subject, id, b0, b1, e0, e1, polarity, rank) WHERE predicate = 'stay';
