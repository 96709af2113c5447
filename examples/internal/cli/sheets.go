package cli

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// SheetFlags are the flags that say how spreadsheets are read.
type SheetFlags struct {
	mapping, constituency, dateLayout, encoding, keep string
	ignore, words, columns, skip, fill                []string
	ranks                                             bool
}

// Register adds the flags to a set.
func (f *SheetFlags) Register(fs *flag.FlagSet) {
	fs.StringVar(&f.mapping, "mapping", "", "`file` that says what the columns of a sheet are (mapping/1; check proposes one)")
	fs.StringVar(&f.constituency, "constituency", "", "`id` of the constituency of all rows of a sheet without a column for it")
	fs.StringVar(&f.dateLayout, "date-layout", "", "how a sheet writes dates, such as `DD/MM/YYYY`")
	fs.StringVar(&f.encoding, "encoding", "", "`name` of a sheet's encoding: utf-8, utf-16, windows-1252, iso-8859-1 or macintosh")
	fs.StringVar(&f.keep, "keep", "", "`which` response of someone who has answered again to count: first, last, latest (by date) or none; default all")
	fs.BoolVar(&f.ranks, "ranks", false, "numbers in a sheet are ranks of stages, 1 for the lowest")
	fs.Func("ignore", "`header` of a column of a sheet to ignore; may be repeated", func(s string) error {
		f.ignore = append(f.ignore, s)
		return nil
	})
	fs.Func("column", "what a column of a sheet is, `HEADER=MEANING`: a field such as constituency, or the id of a competency; may be repeated", func(s string) error {
		f.columns = append(f.columns, s)
		return nil
	})
	fs.Func("fill", "`header` of a column of a sheet in which an empty cell means the same as the one above it, as where cells were merged; may be repeated", func(s string) error {
		f.fill = append(f.fill, s)
		return nil
	})
	fs.Func("skip", "rows of a sheet that do not count, `HEADER=VALUE`: those with the value in the column; may be repeated", func(s string) error {
		f.skip = append(f.skip, s)
		return nil
	})
	fs.Func("word", "what a word in a sheet means, `COLUMN:TEXT=MEANING`, or TEXT=MEANING for all columns; may be repeated", func(s string) error {
		f.words = append(f.words, s)
		return nil
	})
}

// Answers returns how to read the results of a SurveyJS form, whose report is the given one.
func (f *SheetFlags) Answers(opt *assess.ReadOptions, report *assess.Report) *form.AnswerOptions {
	return &form.AnswerOptions{Ignore: f.ignore, Translations: opt.CSV.Translations, Mapping: opt.CSV.Mapping, Report: report}
}

// Options returns how to read responses to a rubric, of which known has the translations.
func (f *SheetFlags) Options(known *Rubrics, r *rubric.Rubric) (*assess.ReadOptions, error) {
	opt := known.ReadOptions(r)
	opt.CSV.Ignore, opt.CSV.Ranks, opt.CSV.Encoding, opt.CSV.DateLayout = f.ignore, f.ranks, f.encoding, f.dateLayout
	doc := assess.MappingDocument{}
	if f.mapping != "" {
		data, err := os.ReadFile(f.mapping)
		if err != nil {
			return nil, err
		}
		m, err := assess.LoadMapping(r, f.mapping, data, nil)
		if err != nil {
			return nil, err
		}
		doc = m.Document()
	}
	if err := f.addTo(&doc); err != nil {
		return nil, err
	}
	m, err := assess.NewMapping(r, doc)
	if err != nil {
		return nil, fmt.Errorf("the flags for sheets: %w", err)
	}
	opt.CSV.Mapping = m
	return opt, nil
}

// addTo adds what the flags say to a mapping. Their columns precede those of the mapping.
func (f *SheetFlags) addTo(doc *assess.MappingDocument) error {
	doc.Ranks = doc.Ranks || f.ranks
	if f.dateLayout != "" {
		doc.DateLayout = f.dateLayout
	}
	if f.constituency != "" {
		doc.Constituency = f.constituency
	}
	if f.keep != "" {
		doc.Repeats = &assess.RepeatsEntry{Keep: f.keep}
	}
	var columns []assess.ColumnEntry
	for _, w := range f.words {
		i := strings.LastIndex(w, "=")
		if i <= 0 {
			return fmt.Errorf("-word %s: write COLUMN:TEXT=MEANING", problem.FileName(w))
		}
		text, meaning := w[:i], w[i+1:]
		column := ""
		if k := strings.LastIndex(text, ":"); k >= 0 {
			column, text = text[:k], text[k+1:]
		}
		if column != "" {
			columns = append(columns, assess.ColumnEntry{Header: column, Words: map[string]string{text: meaning}})
			continue
		}
		if doc.Words == nil {
			doc.Words = make(map[string]string)
		}
		doc.Words[text] = meaning
	}
	for _, c := range f.columns {
		i := strings.LastIndex(c, "=")
		if i <= 0 {
			return fmt.Errorf("-column %s: write HEADER=MEANING", problem.FileName(c))
		}
		columns = append(columns, assess.ColumnEntry{Header: c[:i], Is: c[i+1:]})
	}
	for _, header := range f.fill {
		columns = append(columns, assess.ColumnEntry{Header: header, FillDown: true})
	}
	for _, s := range f.skip {
		i := strings.LastIndex(s, "=")
		if i <= 0 {
			return fmt.Errorf("-skip %s: write HEADER=VALUE", problem.FileName(s))
		}
		doc.Skip = append(doc.Skip, assess.SkipEntry{Header: s[:i], Values: []string{s[i+1:]}})
	}
	doc.Columns = append(columns, doc.Columns...)
	return nil
}

// shownColumns is how many ignored columns are named on one line.
const shownColumns = 8

// WriteReport writes what the readers of spreadsheets did that no problem shows: ignored
// columns of a file on one line, everything else on a line each.
func WriteReport(w io.Writer, report *assess.Report) {
	ignored := make(map[string][]string)
	var files []string
	for _, n := range report.Notices {
		if n.Code == problem.IgnoredColumn && n.Count == 0 {
			if len(ignored[n.Pos.File]) == 0 {
				files = append(files, n.Pos.File)
			}
			ignored[n.Pos.File] = append(ignored[n.Pos.File], fmt.Sprintf("%q", n.Path))
		}
	}
	for _, file := range files {
		names := ignored[file]
		more := ""
		if len(names) > shownColumns {
			more = fmt.Sprintf(" and %d more", len(names)-shownColumns)
			names = names[:shownColumns]
		}
		fmt.Fprintf(w, "%s: ignored columns: %s%s\n", file, strings.Join(names, ", "), more)
	}
	for _, n := range report.Notices {
		switch {
		case n.Code == problem.IgnoredColumn && n.Count == 0:
		case n.Count > 1:
			fmt.Fprintf(w, "%s (%d times, first here)\n", n.Problem, n.Count)
		default:
			fmt.Fprintln(w, n.Problem)
		}
	}
}

// IsSurveyJS reports whether an input begins like results of a SurveyJS form.
func IsSurveyJS(head []byte) bool {
	start := bytes.TrimLeft(head, "\ufeff \t\r\n")
	return len(start) > 0 && (start[0] == '[' || start[0] == '{') && bytes.Contains(head, []byte(`"ratings-`)) && !bytes.Contains(head, []byte(`"format"`))
}
