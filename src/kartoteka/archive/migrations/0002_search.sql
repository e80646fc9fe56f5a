-- Format 2: the search index. It holds nothing that the tables do not hold, and can be made anew from them
-- (kartoteka verify compares the two; archive/index.py writes it, inside the edit that writes the tables).
--
-- One full-text table for each kind of record that can be searched, whose rowid is the record's. The tables are
-- "contentless": they keep which stems stand where, and no second copy of the words. Texts are stemmed before they
-- come here (archive/words.py), so that the tokenizer has only to part them at the spaces.

CREATE VIRTUAL TABLE search_source   -- a source's title and text
USING fts5(title, text, content='', tokenize='ascii');
CREATE VIRTUAL TABLE search_passage   -- the exact words of a passage
USING fts5(text, content='', tokenize='ascii');
CREATE VIRTUAL TABLE search_name   -- labels, public names, and statements of names
USING fts5(text, content='', tokenize='ascii');
CREATE VIRTUAL TABLE search_statement   -- its value, the values of its roles, the words of its date
USING fts5(text, content='', tokenize='ascii');
CREATE VIRTUAL TABLE search_memo   -- a memo's title and text
USING fts5(title, text, content='', tokenize='ascii');

-- What is deleted is overwritten. Not so for the texts of sources: the table text keeps them for ever.
INSERT INTO search_passage (search_passage, rank) VALUES ('secure-delete', 1);
INSERT INTO search_name (search_name, rank) VALUES ('secure-delete', 1);
INSERT INTO search_statement (search_statement, rank) VALUES ('secure-delete', 1);
INSERT INTO search_memo (search_memo, rank) VALUES ('secure-delete', 1);
-- Bytes gathered before a segment is written, and segments that are merged at a time: with the defaults (1 MiB, 4)
-- an import takes longer by a third of the time of the index.
INSERT INTO search_source (search_source, rank) VALUES ('hashsize', 33554432);
INSERT INTO search_source (search_source, rank) VALUES ('automerge', 16);

-- What fields ask of texts: by:ana, written:2024 lang:ru. The last answers without reading the texts' rows.
CREATE INDEX source_by_facts ON source (written, b0, e1, lang, kind, id);
CREATE INDEX part_by_author ON part (author) WHERE author IS NOT NULL;

CREATE TABLE search_word (   -- every word that was ever indexed, for prefixes and for near spellings
  word       TEXT PRIMARY KEY NOT NULL,  -- lower case, ё as е, without accents
  stem       TEXT NOT NULL               -- as it stands in the index
) STRICT, WITHOUT ROWID;

CREATE TABLE search_sound (  -- how a word sounds that may be a name, whatever the script and the spelling
  sound      TEXT NOT NULL,              -- its consonants (archive/sounds.py)
  word       TEXT NOT NULL,
  named      INTEGER NOT NULL CHECK (named IN (0, 1)),  -- 1: it stands in a name of the archive
  PRIMARY KEY (sound, word)
) STRICT, WITHOUT ROWID;
