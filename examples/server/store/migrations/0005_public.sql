-- Published results that everybody who has the address can read.
CREATE TABLE public_pages (
	assessment_id TEXT PRIMARY KEY REFERENCES assessments ON DELETE CASCADE,
	name TEXT NOT NULL UNIQUE, -- in the address
	listed INTEGER NOT NULL,   -- whether search engines may list it
	number INTEGER NOT NULL    -- of the publication
);
