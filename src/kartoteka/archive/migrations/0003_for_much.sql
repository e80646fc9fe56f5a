-- Format 3: indices for archives with a million statements.
--
-- The pages of a prison in which ten thousand people stayed show the first of them by time, and their number:
-- both are read off the index, without looking at the statements.

DROP INDEX statement_by_object;
DROP INDEX statement_by_subject;
CREATE INDEX statement_by_object ON statement (object, predicate, b1, e1, b0, polarity, rank, id);
CREATE INDEX statement_by_subject ON statement (subject, predicate, object, b1, e1, b0, polarity, rank, id);

-- Whether a statement stands is asked far more often than who attests it.
DROP INDEX attestation_by_statement;
CREATE INDEX attestation_by_statement ON attestation (statement, stance);
CREATE INDEX attestation_not_asserting ON attestation (statement) WHERE stance <> 'asserts';

DROP INDEX telling_by_speaker;
CREATE INDEX telling_by_speaker ON telling (speaker, place);

CREATE INDEX source_by_author ON source (author) WHERE author IS NOT NULL;
