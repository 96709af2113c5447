-- The largest numbers of answers that have been shown of each group while people answer: a number
-- that falls would tell more. They are as round as they were shown.
CREATE TABLE shown_counts (
	school_id TEXT NOT NULL REFERENCES schools ON DELETE CASCADE,
	constituency TEXT NOT NULL,
	finished BIGINT NOT NULL,
	begun BIGINT NOT NULL,
	PRIMARY KEY (school_id, constituency)
) {{unordered}};
