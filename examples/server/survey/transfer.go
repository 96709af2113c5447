package survey

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Export writes the responses of an assessment as NDJSON, without those that nobody has sent. They
// are raw: nothing is hidden.
func Export(ctx context.Context, st *store.Store, assessment string, w io.Writer) error {
	return st.EachRater(ctx, assessment, func(r *store.Rater) error {
		if !r.Finished {
			return nil
		}
		_, err := fmt.Fprintf(w, "%s\n", r.Response)
		return err
	})
}

// Import is what a file of responses has, before it is imported.
type Import struct {
	Raters   []store.Rater  // to be imported
	Refused  int            // records that are not valid responses
	Unplaced map[string]int // valid responses by an organization that is not a school
	Drafts   int            // valid responses that are unfinished
	Problems problem.List
	Notices  []assess.Notice
}

// IsSheet reports whether a file is a spreadsheet and not JSON.
func IsSheet(data []byte) bool {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	return len(data) > 0 && data[0] != '{' && data[0] != '[' && !bytes.HasPrefix(data, []byte{0x1f, 0x8b})
}

// translations are the localized rubrics, whose titles sheets may have.
func (s *Survey) translations() []*rubric.Rubric {
	var all []*rubric.Rubric
	for _, l := range s.Languages {
		if s.local[l.Tag] != s.rubric {
			all = append(all, s.local[l.Tag])
		}
	}
	return all
}

// ProposeMapping returns a mapping for a spreadsheet, in YAML with comments.
func (s *Survey) ProposeMapping(ctx context.Context, name string, data []byte) (string, error) {
	p, err := assess.ProposeMapping(s.rubric, name, bytes.NewReader(data), &assess.ReadOptions{
		Limits: assess.UploadLimits(), Context: ctx, CSV: &assess.CSVOptions{Translations: s.translations()},
	})
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = p.WriteYAML(&b)
	return b.String(), err
}

// ReadImport reads a file of responses. A mapping, in YAML, says what the columns of a
// spreadsheet are. Responses whose organization is not a school belong to the school with the id
// given, or unplaced if that is "". The error is a problem.List if the mapping is not valid.
func (s *Survey) ReadImport(ctx context.Context, name string, data []byte, mapping, school string) (*Import, error) {
	csv := &assess.CSVOptions{Translations: s.translations()}
	if mapping != "" {
		m, err := assess.LoadMapping(s.rubric, "mapping.yaml", []byte(mapping), nil)
		if err != nil {
			return nil, err
		}
		csv.Mapping = m
	}
	schools := map[string]string{}
	for _, sc := range s.Schools {
		schools[sc.Title] = sc.ID
	}
	var report assess.Report
	found := &Import{Unplaced: map[string]int{}}
	opt := &assess.ReadOptions{Limits: assess.UploadLimits(), Context: ctx, CSV: csv, Report: &report}
	for p, err := range assess.Read(s.rubric, name, bytes.NewReader(data), opt) {
		if list, ok := problem.Of(err); ok {
			found.Problems.Append(list)
			found.Refused += assess.Refused(err)
			continue
		}
		if err != nil {
			return nil, err
		}
		if p.Draft() {
			found.Drafts++
		}
		id, ok := schools[p.Organization()]
		if !ok {
			id = school
		}
		if id == "" {
			found.Unplaced[p.Organization()]++
			continue
		}
		r := store.Rater{
			AssessmentID: s.ID, SchoolID: id, Constituency: p.Constituency(), ResponseID: p.ID(), Language: s.Language(p.Language()), Finished: !p.Draft(),
		}
		if r.Response, err = p.MarshalJSON(); err != nil {
			return nil, err
		}
		found.Raters = append(found.Raters, r)
	}
	found.Notices = report.Notices
	return found, nil
}
