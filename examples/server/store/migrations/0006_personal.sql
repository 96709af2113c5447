-- Links that one person can use once. Using one deletes it, so that nothing tells which answers
-- came by which link.
CREATE TABLE personal_links (
	token {{blob}} PRIMARY KEY,
	assessment_id TEXT NOT NULL REFERENCES assessments ON DELETE CASCADE,
	school_id TEXT NOT NULL REFERENCES schools ON DELETE CASCADE,
	constituency TEXT NOT NULL
) {{unordered}};
CREATE INDEX personal_links_by_school ON personal_links (school_id, constituency);
