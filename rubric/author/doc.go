// Package author helps the authors of rubrics: it drafts translations and crosswalks, and reads
// rubrics from spreadsheets and from CASE packages.
package author
