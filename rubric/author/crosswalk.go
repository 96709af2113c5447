package author

import (
	"cmp"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/internal/fold"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
)

// ToDecide is in a drafted crosswalk what the author has to replace. No loader accepts it.
const ToDecide = "to decide"

// LinkDraft is an entry of a [CrosswalkDraft].
type LinkDraft struct {
	// Entry says what became of competencies. Its relation or its comparability is [ToDecide]
	// unless the entry is decided.
	Entry rubric.CrosswalkEntry `json:"entry"`
	// Remarks are what the author needs to decide: titles, the wordings before and after, and
	// competencies of the other edition with similar titles.
	Remarks []string `json:"remarks,omitempty"`
}

// Decided reports whether nothing in the entry is left to decide.
func (l LinkDraft) Decided() bool {
	return l.Entry.Relation != ToDecide && l.Entry.Comparable != ToDecide
}

// CrosswalkDraft is a crosswalk in progress. [CrosswalkDraft.WriteYAML] writes it for an author.
type CrosswalkDraft struct {
	// Document is the crosswalk without its competencies. A stage without an equal in the
	// later edition maps to [ToDecide].
	Document rubric.CrosswalkDocument `json:"document"`
	// Links are what became of the competencies of the earlier edition, in its order, followed
	// by those that only the later edition has.
	Links []LinkDraft `json:"links"`
}

// DraftCrosswalk returns the draft of a crosswalk from one edition to another, from what
// [rubric.Diff] finds. A competency with the same id and the same texts in both editions is
// decided: same, and fully comparable. Everything else is left to decide:
//
//   - a competency with the same id and other texts is reworded; how far it is comparable is open
//   - how far a competency is comparable that other constituencies are asked is open too
//   - a competency with another id and the same title is paired; relation and comparability
//     are open
//   - a competency that only one edition has is open
//
// It returns an error if a rubric is nil or both are the same edition.
func DraftCrosswalk(before, after *rubric.Rubric) (*CrosswalkDraft, error) {
	if err := errors.Join(loaded("DraftCrosswalk", "before", before), loaded("DraftCrosswalk", "after", after)); err != nil {
		return nil, err
	}
	if before.Ref().String() == after.Ref().String() {
		return nil, errors.New("author.DraftCrosswalk: both rubrics are " + before.Ref().String() + "; a new edition needs another edition key")
	}
	d := crosswalkDrafter{
		before: before, after: after, changes: make(map[string][]rubric.EditionChange),
		draft: CrosswalkDraft{Document: rubric.CrosswalkDocument{
			Format: rubric.CrosswalkFormat, From: before.Ref().String(), To: after.Ref().String(), Stages: stages(before, after),
		}},
	}
	for _, c := range rubric.Diff(before, after) {
		id, _, _ := strings.Cut(c.Key, ".")
		d.changes[id] = append(d.changes[id], c)
	}
	d.link()
	return &d.draft, nil
}

// stages maps the stages of an edition to those with the same id, nil if both editions have
// the same.
func stages(before, after *rubric.Rubric) map[string]string {
	list := make(map[string]string)
	same := before.Spectrum().Len() == after.Spectrum().Len()
	for s := range before.Spectrum().Stages() {
		list[s.ID()] = ToDecide
		if to, ok := after.Spectrum().Stage(s.ID()); ok {
			list[s.ID()] = s.ID()
			same = same && to.Rank() == s.Rank()
		} else {
			same = false
		}
	}
	if same {
		return nil
	}
	return list
}

type crosswalkDrafter struct {
	before, after *rubric.Rubric
	changes       map[string][]rubric.EditionChange // by id of the part
	draft         CrosswalkDraft
}

func (d *crosswalkDrafter) link() {
	paired := make(map[string]bool) // ids of after that have another id before
	for c := range d.before.Competencies() {
		if _, ok := d.after.Competency(c.ID()); ok {
			d.draft.Links = append(d.draft.Links, d.kept(c))
			continue
		}
		if to := d.renamed(c, paired); to != nil {
			paired[to.ID()] = true
			d.draft.Links = append(d.draft.Links, LinkDraft{
				Entry:   rubric.CrosswalkEntry{From: []string{c.ID()}, To: []string{to.ID()}, Relation: ToDecide, Comparable: ToDecide},
				Remarks: []string{"Both have the title: " + c.Title(), "The ids differ. Write same or reworded if it is the same competency."},
			})
			continue
		}
		d.draft.Links = append(d.draft.Links, LinkDraft{
			Entry: rubric.CrosswalkEntry{From: []string{c.ID()}, Relation: ToDecide, Comparable: string(rubric.NotComparable)},
			Remarks: append([]string{"Only " + d.before.Ref().String() + " has: " + c.Title()},
				append(similar(c, d.after, d.before), "Write dropped, or add the ids that it became under to.")...),
		})
	}
	for c := range d.after.Competencies() {
		if _, ok := d.before.Competency(c.ID()); ok || paired[c.ID()] {
			continue
		}
		d.draft.Links = append(d.draft.Links, LinkDraft{
			Entry: rubric.CrosswalkEntry{To: []string{c.ID()}, Relation: ToDecide, Comparable: string(rubric.NotComparable)},
			Remarks: []string{
				"Only " + d.after.Ref().String() + " has: " + c.Title(),
				"Write added, or delete this entry and add the id to the entry that it came from.",
			},
		})
	}
}

// kept links a competency that both editions have.
func (d *crosswalkDrafter) kept(c *rubric.Competency) LinkDraft {
	entry := rubric.CrosswalkEntry{
		From: []string{c.ID()}, To: []string{c.ID()}, Relation: string(rubric.RelationSame), Comparable: string(rubric.FullyComparable),
	}
	var remarks []string
	for _, change := range d.changes[c.ID()] {
		switch change.Kind {
		case rubric.PartMoved:
			continue
		case rubric.AskedChanged:
			entry.Comparable = ToDecide
			remarks = append(remarks, "asked before: "+cmp.Or(change.Before, "everyone"), "asked now: "+cmp.Or(change.After, "everyone"))
			continue
		}
		entry.Relation, entry.Comparable = string(rubric.RelationReworded), ToDecide
		_, field, _ := strings.Cut(change.Key, ".")
		remarks = append(remarks, describe(field, change)...)
	}
	return LinkDraft{entry, remarks}
}

// describe returns what has changed in a field of a competency.
func describe(field string, c rubric.EditionChange) []string {
	if field == "" {
		field = c.Key
	}
	var lines []string
	if c.Before != "" {
		lines = append(lines, field+" before: "+c.Before)
	}
	if c.After != "" {
		lines = append(lines, field+" now: "+c.After)
	}
	return lines
}

// renamed returns the one competency of the later edition that has the title of c and an id
// that the earlier edition does not have.
func (d *crosswalkDrafter) renamed(c *rubric.Competency, paired map[string]bool) *rubric.Competency {
	var found *rubric.Competency
	for to := range d.after.Competencies() {
		if _, ok := d.before.Competency(to.ID()); ok || paired[to.ID()] || fold.Key(to.Title()) != fold.Key(c.Title()) {
			continue
		}
		if found != nil {
			return nil
		}
		found = to
	}
	return found
}

// similar returns remarks on the competencies that only r has and whose titles share most words
// with that of c, at most three.
func similar(c *rubric.Competency, r, other *rubric.Rubric) []string {
	type candidate struct {
		shared float64
		text   string
	}
	words := titleWords(c.Title())
	var list []candidate
	for to := range r.Competencies() {
		if _, ok := other.Competency(to.ID()); ok {
			continue
		}
		theirs := titleWords(to.Title())
		both := 0
		for w := range theirs {
			if words[w] {
				both++
			}
		}
		if shared := float64(2*both) / float64(max(1, len(words)+len(theirs))); shared >= 0.4 {
			list = append(list, candidate{shared, "Similar in " + r.Ref().String() + ": " + to.ID() + ", " + to.Title()})
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int {
		switch {
		case a.shared > b.shared:
			return -1
		case a.shared < b.shared:
			return 1
		}
		return 0
	})
	var remarks []string
	for _, l := range list[:min(3, len(list))] {
		remarks = append(remarks, l.text)
	}
	return remarks
}

// titleWords are the words of a title, without short ones such as articles.
func titleWords(title string) map[string]bool {
	words := make(map[string]bool)
	for w := range strings.FieldsSeq(fold.Text(title)) {
		if len(w) > 3 {
			words[w] = true
		}
	}
	return words
}

// Undecided returns the number of entries and stages that are left to decide.
func (d *CrosswalkDraft) Undecided() int {
	n := 0
	for _, l := range d.Links {
		if !l.Decided() {
			n++
		}
	}
	for to := range maps.Values(d.Document.Stages) {
		if to == ToDecide {
			n++
		}
	}
	return n
}

// WriteYAML writes the draft as a crosswalk document, with the remarks as comments before the
// entries. Entries that are left to decide have the value "to decide", which
// [rubric.LoadCrosswalk] reports at its line. It returns an error if writing fails or w is nil.
func (d *CrosswalkDraft) WriteYAML(w io.Writer) error {
	if w == nil {
		return errors.New("author.CrosswalkDraft.WriteYAML: w is nil")
	}
	var b yamlWriter
	if n := d.Undecided(); n > 0 {
		b.comment(0, "Replace each "+source.Quote(ToDecide)+". relation is same, reworded, split, merged, dropped or added;")
		b.comment(0, "comparable is fully, partly or not. A note says what a reader of a comparison should know.")
	}
	b.value(0, d.Document, "competencies")
	b.line(0, "competencies:")
	for _, l := range d.Links {
		for _, remark := range l.Remarks {
			b.comment(2, strings.ReplaceAll(remark, "\n", "\n  "))
		}
		b.link(l.Entry)
	}
	return b.writeTo(w)
}

// link writes an entry as an item of a list, with the ids on one line.
func (w *yamlWriter) link(e rubric.CrosswalkEntry) {
	start := w.b.Len()
	if len(e.From) > 0 {
		w.line(4, "from: ["+strings.Join(e.From, ", ")+"]")
	}
	if len(e.To) > 0 {
		w.line(4, "to: ["+strings.Join(e.To, ", ")+"]")
	}
	w.value(4, e, "from", "to")
	if w.b.Len() > start {
		w.b.Bytes()[start+2] = '-'
	}
}
