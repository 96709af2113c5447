package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"iter"
	"os"

	_ "modernc.org/sqlite"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/testdata"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) error {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection to :memory: is a database of its own
	if err := fill(ctx, db, testdata.District); err != nil {
		return err
	}
	r := cei.Latest()
	tallies, err := count(ctx, db, r)
	if err != nil {
		return err
	}
	var all assess.Tally
	for _, t := range tallies {
		if err := all.Merge(t); err != nil {
			return err
		}
	}
	return write(out, r, &all)
}

const schema = `
CREATE TABLE responses (id TEXT PRIMARY KEY, organization TEXT NOT NULL, constituency TEXT NOT NULL);
CREATE TABLE answers (response TEXT NOT NULL REFERENCES responses, competency TEXT NOT NULL, answer TEXT NOT NULL,
	PRIMARY KEY (response, competency));`

// groups gives the number of raters and, for each competency, of those who gave each
// answer. Who did not answer a competency has no row in answers.
const groups = `
SELECT organization, constituency, '', '', COUNT(*) FROM responses GROUP BY 1, 2
UNION ALL
SELECT organization, constituency, competency, answer, COUNT(*)
	FROM responses JOIN answers ON answers.response = responses.id GROUP BY 1, 2, 3, 4`

// fill stores responses as an application would, one row an answer.
func fill(ctx context.Context, db *sql.DB, ndjson []byte) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return err
	}
	for p, err := range readResponses(ndjson) {
		if err != nil {
			return err
		}
		if err := store(ctx, tx, p); err != nil {
			return fmt.Errorf("store response %s: %w", p.ID(), err)
		}
	}
	return tx.Commit()
}

func store(ctx context.Context, tx *sql.Tx, p *assess.Response) error {
	if _, err := tx.ExecContext(ctx, "INSERT INTO responses VALUES (?, ?, ?)", p.ID(), p.Organization(), p.Constituency()); err != nil {
		return err
	}
	for competency, entry := range p.Document().Ratings {
		if _, err := tx.ExecContext(ctx, "INSERT INTO answers VALUES (?, ?, ?)", p.ID(), competency, entry.Stage); err != nil {
			return err
		}
	}
	return nil
}

// count returns the tally of each organization.
func count(ctx context.Context, db *sql.DB, r *rubric.Rubric) (map[string]*assess.Tally, error) {
	rows, err := db.QueryContext(ctx, groups)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return assess.TallyCounts(r, "answers", scan(rows))
}

// scan yields the rows of the query.
func scan(rows *sql.Rows) iter.Seq2[assess.AnswerCount, error] {
	return func(yield func(assess.AnswerCount, error) bool) {
		for rows.Next() {
			var c assess.AnswerCount
			err := rows.Scan(&c.Group, &c.Constituency, &c.Competency, &c.Answer, &c.N)
			if !yield(c, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(assess.AnswerCount{}, err)
		}
	}
}

func write(out io.Writer, r *rubric.Rubric, all *assess.Tally) error {
	summary, err := all.Summarize(r, nil)
	if err != nil {
		return err
	}
	published, err := summary.Publish(assess.Policy{})
	if err != nil {
		return err
	}
	view, err := report.Build(published, nil)
	if err != nil {
		return err
	}
	return text.Write(out, view, nil)
}
