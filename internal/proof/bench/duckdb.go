package main

import (
	"database/sql"
	"fmt"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2" // the driver
)

// prepareDuckDB opens a database in memory. The job makes a table of the counts, which
// is where somebody who works with a database wants them.
func prepareDuckDB(s *survey, name string, workers int, query string) (*job, error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return nil, fmt.Errorf("open DuckDB: %w", err)
	}
	db.SetMaxOpenConns(1) // temporary tables belong to a connection
	for _, setting := range []string{
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		"LOAD json",
		fmt.Sprintf("SET threads = %d", workers),
		"SET preserve_insertion_order = false",
		"CREATE TYPE rating AS ENUM (" + quoteAll(s.ratings) + ")",
		"CREATE TYPE competency AS ENUM ('', " + quoteAll(s.competencies) + ")",
	} {
		if _, err := db.Exec(setting); err != nil {
			return nil, fmt.Errorf("prepare DuckDB: %w", err)
		}
	}
	query = "CREATE TEMP TABLE counts AS " + strings.ReplaceAll(query, "FILE", quote(name))
	run := func() error {
		if _, err := db.Exec(query); err != nil {
			return fmt.Errorf("count with DuckDB: %w", err)
		}
		return nil
	}
	return &job{run: run, counts: func() (*counts, error) { return readDuckDB(db, s) }, close: db.Close}, nil
}

// readDuckDB reads the table of counts, which has either a row for each group or a row
// for each count.
func readDuckDB(db *sql.DB, s *survey) (*counts, error) {
	rows, err := db.Query("SELECT * FROM counts")
	if err != nil {
		return nil, fmt.Errorf("read the counts from DuckDB: %w", err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, fmt.Errorf("read the counts from DuckDB: %w", err)
	}
	all := newCounts(s)
	if len(columns) == 5 {
		err = all.readLong(rows)
	} else {
		err = all.readWide(rows)
	}
	if err != nil {
		return nil, fmt.Errorf("read the counts from DuckDB: %w", err)
	}
	return all, rows.Err()
}

// readWide adds the rows of a table that has a column for each count.
func (c *counts) readWide(rows *sql.Rows) error {
	var organization, constituency string
	var responses uint64
	cells := make([]uint32, len(c.survey.competencies)*len(c.survey.ratings))
	into := []any{&organization, &constituency, &responses}
	for i := range cells {
		into = append(into, &cells[i])
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		g := c.group(organization, constituency)
		g.responses = responses
		copy(g.cells, cells)
	}
	return nil
}

// readLong adds the rows of a table that has a row for each count above zero, apart
// from those of what was not answered.
func (c *counts) readLong(rows *sql.Rows) error {
	competencies, ratings := places(c.survey.competencies), places(c.survey.ratings)
	var organization, constituency, competency, rating string
	var n uint64
	for rows.Next() {
		if err := rows.Scan(&organization, &constituency, &competency, &rating, &n); err != nil {
			return err
		}
		g := c.group(organization, constituency)
		if competency == "" {
			g.responses = n
			continue
		}
		g.cells[competencies[competency]*len(ratings)+ratings[rating]] = uint32(n)
	}
	for _, g := range c.groups {
		g.fillNotAnswered(c.survey)
	}
	return nil
}

// fillNotAnswered counts what no response says: a competency was not answered by those
// who did not rate it.
func (g *group) fillNotAnswered(s *survey) {
	width := len(s.ratings)
	for i := range s.competencies {
		cells := g.cells[i*width : (i+1)*width]
		left := uint32(g.responses)
		for _, n := range cells {
			left -= n
		}
		cells[s.place(notAnswered)] = left
	}
}
