-- A row that is written to find out whether the database can be written to.
CREATE TABLE health (filler {{blob}} NOT NULL);
INSERT INTO health (filler) VALUES ('');
