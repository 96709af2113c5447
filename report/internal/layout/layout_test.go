package layout_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/layout"
)

// TestRows checks that a format gets the rows of tables only in its form.
func TestRows(t *testing.T) {
	v := reporttest.Small(t)
	for _, rows := range []layout.Rows{layout.Lines, layout.Columns} {
		tables := 0
		for _, b := range layout.Report(v, rows) {
			table, ok := b.(layout.Table)
			if !ok {
				continue
			}
			tables++
			for _, row := range table.Rows {
				if (row.Lines != nil) != (rows == layout.Lines) || (row.Cells != nil) != (rows == layout.Columns) {
					t.Errorf("%d lines and %d cells in a row of %v", len(row.Lines), len(row.Cells), rows)
				}
				if row.Cells != nil && len(row.Cells) != len(table.Columns) {
					t.Errorf("%d cells in %d columns", len(row.Cells), len(table.Columns))
				}
			}
		}
		if tables < 4 {
			t.Errorf("%d tables", tables)
		}
	}
}

// TestHeadings checks that documents have the sections of the view in order.
func TestHeadings(t *testing.T) {
	v := reporttest.Small(t)
	var got []string
	for _, b := range layout.Report(v, layout.Lines) {
		if h, ok := b.(layout.Heading); ok && h.Level == 2 {
			got = append(got, h.Text)
		}
	}
	var want []string
	for _, s := range v.Sections {
		switch s {
		case report.SectionFindings:
			want = append(want, v.Labels.Findings, v.Labels.Who)
			continue
		case report.SectionMethods:
			want = append(want, v.Labels.HowToRead)
		}
		if title := v.Labels.SectionTitle(s); title != "" {
			want = append(want, title)
			continue
		}
		for _, d := range v.Domains {
			want = append(want, d.Label.String())
		}
	}
	if diff := cmp.Diff(append(want, v.Labels.About), got); diff != "" {
		t.Errorf("headings (-want +got):\n%s", diff)
	}
}
