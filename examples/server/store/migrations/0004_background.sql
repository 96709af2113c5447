-- The background question by whose answers results are divided, '' for none, and tallies by such
-- an answer.
ALTER TABLE assessments ADD COLUMN split TEXT NOT NULL DEFAULT '';
CREATE TABLE kept_parts (
	school_id TEXT NOT NULL REFERENCES schools ON DELETE CASCADE,
	part TEXT NOT NULL, -- the id of an answer, '' if results are not divided
	tally {{blob}} NOT NULL,
	PRIMARY KEY (school_id, part)
);
INSERT INTO kept_parts (school_id, part, tally) SELECT school_id, '', tally FROM kept_tallies;
DROP TABLE kept_tallies;
