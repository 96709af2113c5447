-- {{blob}} and {{unordered}} differ by database: see dialect in store.go. Tables about raters
-- have no time and no order of insertion, because both could tell who answered.
CREATE TABLE users (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	password TEXT NOT NULL,
	may_create INTEGER NOT NULL
);
CREATE TABLE sessions (
	token {{blob}} PRIMARY KEY,
	user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
	expires BIGINT NOT NULL
);
CREATE TABLE assessments (
	id TEXT PRIMARY KEY,
	title TEXT NOT NULL,
	organization TEXT NOT NULL,
	rubric {{blob}} NOT NULL,
	min_group INTEGER NOT NULL,
	notes INTEGER NOT NULL,
	opens TEXT NOT NULL,
	closes TEXT NOT NULL,
	delete_on TEXT NOT NULL,
	answers_deleted INTEGER NOT NULL
);
CREATE TABLE languages (
	assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
	position INTEGER NOT NULL,
	language TEXT NOT NULL,
	overlay {{blob}},
	PRIMARY KEY (assessment_id, position)
);
CREATE TABLE members (
	assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
	user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
	role TEXT NOT NULL,
	PRIMARY KEY (assessment_id, user_id)
);
CREATE TABLE invitations (
	token {{blob}} PRIMARY KEY,
	assessment_id TEXT REFERENCES assessments ON DELETE CASCADE,
	role TEXT NOT NULL,
	expires BIGINT NOT NULL
);
CREATE TABLE schools (
	id TEXT PRIMARY KEY,
	assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
	position INTEGER NOT NULL,
	title TEXT NOT NULL,
	UNIQUE (assessment_id, title)
);
CREATE TABLE invited (
	school_id TEXT NOT NULL REFERENCES schools ON DELETE CASCADE,
	constituency TEXT NOT NULL,
	people BIGINT NOT NULL,
	PRIMARY KEY (school_id, constituency)
);
CREATE TABLE links (
	id TEXT PRIMARY KEY,
	assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
	school_id TEXT NOT NULL REFERENCES schools ON DELETE CASCADE,
	constituency TEXT NOT NULL,
	token {{blob}} NOT NULL UNIQUE,
	created TEXT NOT NULL,
	withdrawn TEXT NOT NULL
);
CREATE TABLE raters (
	id TEXT PRIMARY KEY,
	assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
	school_id TEXT NOT NULL REFERENCES schools ON DELETE CASCADE,
	constituency TEXT NOT NULL,
	code {{blob}} UNIQUE, -- NULL for an imported response
	response_id TEXT NOT NULL,
	language TEXT NOT NULL,
	finished INTEGER NOT NULL,
	response {{blob}} NOT NULL,
	UNIQUE (assessment_id, response_id)
) {{unordered}};
CREATE INDEX raters_by_assessment ON raters (assessment_id, school_id);
CREATE TABLE kept_tallies (
	school_id TEXT PRIMARY KEY REFERENCES schools ON DELETE CASCADE,
	tally {{blob}} NOT NULL
);
CREATE TABLE publications (
	id TEXT PRIMARY KEY,
	assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
	number INTEGER NOT NULL,
	day TEXT NOT NULL,
	UNIQUE (assessment_id, number)
);
CREATE TABLE nodes (
	publication_id TEXT NOT NULL REFERENCES publications ON DELETE CASCADE,
	school_id TEXT NOT NULL, -- '' for all schools together
	tally {{blob}}, -- of a node without parts
	summary {{blob}} NOT NULL,
	PRIMARY KEY (publication_id, school_id)
);
CREATE TABLE baselines (
	assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
	school_id TEXT NOT NULL,
	edition TEXT NOT NULL,
	summary {{blob}} NOT NULL,
	PRIMARY KEY (assessment_id, school_id)
);
CREATE TABLE documents ( -- that people write together
	assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
	school_id TEXT NOT NULL, -- '' for all schools together
	kind TEXT NOT NULL,
	version INTEGER NOT NULL,
	document {{blob}} NOT NULL,
	PRIMARY KEY (assessment_id, school_id, kind)
);
CREATE TABLE audit (
	id TEXT PRIMARY KEY,
	at TEXT NOT NULL,
	who TEXT NOT NULL,
	assessment_id TEXT NOT NULL,
	action TEXT NOT NULL,
	detail TEXT NOT NULL
);
CREATE INDEX audit_by_assessment ON audit (assessment_id, at);
