-- Files that a coordinator is importing. They are deleted after the import, or the day after.
CREATE TABLE uploads (
	id TEXT PRIMARY KEY,
	assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
	name TEXT NOT NULL,
	data {{blob}} NOT NULL,
	expires BIGINT NOT NULL
);
