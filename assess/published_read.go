package assess

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/spectrum"
)

// LoadPublished reads a summary/1 document, JSON or YAML, as [Published.MarshalJSON]
// writes it. R is the edition that was rated, or a translation of it. Name is the file
// name to report positions with; opt may be nil.
//
// The document is read as strictly as any other. Its counts have to fit together, its
// hidden cells have to be consistent with each other and with the policy, and every
// result in it (medians, agreement, differences, warnings) has to follow from its
// counts. Titles, the messages of warnings and the generator are texts that may differ.
// The error is a [problem.List] with everything that is wrong.
//
// The result is like the summary that was published: [Compare], [Trend] and package
// report take it, and writing it again gives the same bytes if the titles are those of
// r. A document from before summaries had strands is read and written without them; its
// strands have results all the same, which are the sums of its domains. Of a progress document it is the later wave; [LoadProgress] reads all of it.
func LoadPublished(r *rubric.Rubric, name string, data []byte, opt *rubric.LoadOptions) (*Published, error) {
	l, err := readSummary("assess.LoadPublished", r, name, data, opt)
	if err != nil {
		return nil, err
	}
	p := l.published()
	if len(l.problems) == 0 {
		l.compare(p, func(key string) bool { return progressKeys[key] })
	}
	if len(l.problems) > 0 {
		return nil, sorted(l.problems)
	}
	return p, nil
}

// LoadProgress reads a summary/1 document with a baseline, as [Progress.MarshalJSON]
// writes it. Before and after are the editions that were rated in the two waves. It is
// as strict as [LoadPublished].
func LoadProgress(before, after *rubric.Rubric, name string, data []byte, opt *rubric.LoadOptions) (*Progress, error) {
	if err := given.Rubric("assess.LoadProgress", "before", before); err != nil {
		return nil, err
	}
	l, err := readSummary("assess.LoadProgress", after, name, data, opt)
	if err != nil {
		return nil, err
	}
	p := l.progress(before, l.published())
	if len(l.problems) == 0 {
		l.compare(p, func(string) bool { return false })
	}
	if len(l.problems) > 0 {
		return nil, sorted(l.problems)
	}
	return p, nil
}

// SummaryRubric returns the edition that a summary/1 document is of, so that the rubric
// for [LoadPublished] can be chosen. It checks nothing else. The error is a
// [problem.List].
func SummaryRubric(name string, data []byte) (rubric.Ref, error) {
	root, problems := source.Parse(name, data, summaryLimits(nil))
	if root == nil {
		return rubric.Ref{}, problems.Err()
	}
	if bad := source.WrongFormat(root, SummaryFormat); bad != nil {
		return rubric.Ref{}, problem.List{*bad}
	}
	var ref rubric.Ref
	at := root.Get("rubric")
	if at == nil {
		return rubric.Ref{}, problem.List{{Pos: root.Pos, Path: "rubric", Code: problem.MissingKey, Msg: "the key rubric is missing"}}
	}
	if problems, _ := source.Decode(at, &ref); len(problems) > 0 {
		for i := range problems {
			problems[i].Path = source.JoinPath("rubric", problems[i].Path)
		}
		return rubric.Ref{}, sorted(problems)
	}
	return ref, nil
}

// summaryLimits are ample: a summary of 300 competencies and ten constituencies has
// 2 MB.
func summaryLimits(opt *rubric.LoadOptions) source.Limits {
	lim := source.Limits{Bytes: 64 << 20, Nodes: 4_000_000}
	if opt == nil {
		return lim
	}
	if opt.Limits.Bytes > 0 {
		lim.Bytes = opt.Limits.Bytes
	}
	if opt.Limits.Nodes > 0 {
		lim.Nodes = opt.Limits.Nodes
	}
	lim.Depth = opt.Limits.Depth
	return lim
}

var summaryShapes = sync.OnceValue(func() source.Shapes { return source.ShapesOf(reflect.TypeFor[SummaryDocument]()) })

// summaryForms are the types that are written in forms of their own.
func summaryForms() source.Customs {
	return source.Customs{
		reflect.TypeFor[CountEntry]():  readCount,
		reflect.TypeFor[CellEntry]():   readCell,
		reflect.TypeFor[StageCounts](): readStageCounts,
	}
}

func readCount(c *source.Context) {
	e := c.Value.Addr().Interface().(*CountEntry)
	switch {
	case c.Node.IsHidden():
		e.Hidden = true
	case c.Node.Kind == source.Map:
		c.WrongType(`a number or {"hidden":true}`)
	default:
		c.Read(&e.N)
	}
}

func readCell(c *source.Context) {
	e := c.Value.Addr().Interface().(*CellEntry)
	switch {
	case c.Node.IsHidden():
		e.Hidden = true
	case c.Node.IsFlag("not_asked"):
		e.NotAsked = true
	default:
		c.Struct()
	}
}

func readStageCounts(c *source.Context) {
	counts := c.Value.Addr().Interface().(*StageCounts)
	*counts = StageCounts{}
	c.Keys("id", func(key string, value *source.Context) {
		var n uint64
		value.Read(&n)
		*counts = append(*counts, StageCount{key, n})
	})
}

// summaryReader makes a published summary from a document.
type summaryReader struct {
	checker
	doc   SummaryDocument
	table table
}

// readSummary reads the document and checks its shape.
func readSummary(function string, r *rubric.Rubric, name string, data []byte, opt *rubric.LoadOptions) (*summaryReader, error) {
	if err := cmp.Or(given.Rubric(function, "the rubric", r), given.Limits(function, opt)); err != nil {
		return nil, err
	}
	root, problems := source.Parse(name, data, summaryLimits(opt))
	if root == nil {
		return nil, problems.Err()
	}
	if bad := source.WrongFormat(root, SummaryFormat); bad != nil {
		problems.Add(*bad)
		return nil, sorted(problems)
	}
	l := &summaryReader{}
	more, unread := summaryShapes().DecodeCustom(root, &l.doc, summaryForms())
	if problems.Append(more); len(problems) > 0 {
		return nil, sorted(problems)
	}
	l.checker = checker{rubric: r, root: root, unread: unread}
	if want := r.Ref(); l.doc.Rubric != want {
		l.add("rubric", problem.WrongEdition, "the summary is of "+describe(l.doc.Rubric, want)+", expected "+describe(want, l.doc.Rubric), "read it with the edition that it names")
		return nil, l.problems
	}
	return l, nil
}

// published makes the summary. It means nothing if there are problems.
func (l *summaryReader) published() *Published {
	var err error
	if l.table, err = newTable(l.rubric, &Tally{}); err != nil {
		l.add("", problem.Inconsistent, err.Error(), "")
		return nil
	}
	l.table.assumption = l.doc.Assumption
	l.policy("policy", l.doc.Policy)
	l.readRaters()
	l.readInvited()
	l.readCells()
	l.readStrands()
	l.readLevelRule()
	if len(l.problems) == 0 {
		l.checkTable()
	}
	if len(l.problems) > 0 {
		return nil
	}
	if err := l.table.addStrands(); err != nil {
		l.add("strands", problem.Inconsistent, err.Error(), "")
		return nil
	}
	p := &Published{
		policy: Policy(l.doc.Policy), table: l.table, place: l.doc.Hierarchy,
		minGapRaters: defaultMinGapRaters, generator: l.doc.Generator,
	}
	if l.doc.MinGapRaters > 0 {
		p.minGapRaters = uint64(l.doc.MinGapRaters)
	}
	p.excluded = l.readExclusions()
	p.gaps = p.table.gaps(p.minGapRaters)
	p.warnings = p.table.warnings(p.minGapRaters)
	for i := range min(len(p.warnings), len(l.doc.Warnings)) {
		p.warnings[i].Msg = l.doc.Warnings[i].Msg
	}
	return p
}

func (l *summaryReader) policy(path string, e PolicyEntry) {
	if p, err := Policy(e).WithDefaults(); err != nil {
		l.add(path, problem.Inconsistent, err.Error(), "")
	} else if p != Policy(e) {
		l.add(path, problem.Inconsistent, "the policy does not name its minimum", "write min_group and name")
	}
}

func (l *summaryReader) readRaters() {
	t := &l.table
	t.raters[0] = l.doc.Raters.All.RaterCount
	byGroup(l, "raters.by", l.doc.Raters.By, func(column int, e CountEntry) { t.raters[column] = e.RaterCount })
}

// byGroup hands over the entries of an object by constituency, and reports those that
// are missing or unknown.
func byGroup[E any](l *summaryReader, path string, entries map[string]E, read func(column int, e E)) {
	if !knownGroups(l, path, entries, read) {
		return // the unknown one may be a misspelt one
	}
	for _, c := range l.table.columns[1:] {
		if _, ok := entries[c.ID]; !ok {
			l.add(path, problem.Inconsistent, "the key "+c.ID+" is missing: the rubric names this constituency", "")
		}
	}
}

// knownGroups hands over the entries of an object by constituency. It reports those that are
// unknown and returns false if there are any.
func knownGroups[E any](l *summaryReader, path string, entries map[string]E, read func(column int, e E)) (known bool) {
	ids := make([]string, 0, len(l.table.columns)-1)
	for column, c := range l.table.columns[1:] {
		ids = append(ids, c.ID)
		if e, ok := entries[c.ID]; ok {
			read(column+1, e)
		}
	}
	known = true
	for id := range entries {
		if !slices.Contains(ids, id) {
			known = false
			key := source.JoinPath(path, id)
			l.addAt(source.LookupKey(l.root, key), key, problem.UnknownConstituency, "no constituency has the id "+source.Quote(id), source.DidYouMean(id, ids))
		}
	}
	return known
}

// readCells fills the table. Domains and competencies are in the order of the rubric.
func (l *summaryReader) readCells() {
	i := 0
	for d := range l.rubric.Domains() {
		if i == len(l.doc.Domains) {
			l.add("domains", problem.UnknownDomain, "the domain "+source.Quote(d.ID())+" is missing", "")
			return
		}
		entry, path := &l.doc.Domains[i], fmt.Sprintf("domains[%d]", i)
		if entry.ID != d.ID() {
			l.add(path+".id", problem.UnknownDomain, "found "+source.Quote(entry.ID)+", expected "+source.Quote(d.ID()), "the domains are in the order of the rubric")
			return
		}
		l.readRow(path, d.ID(), entry.All, entry.By)
		l.readCompetencies(path, d, entry.Competencies)
		i++
	}
	if i < len(l.doc.Domains) {
		l.add(fmt.Sprintf("domains[%d].id", i), problem.UnknownDomain, l.rubric.Ref().String()+" has no domain "+source.Quote(l.doc.Domains[i].ID), "")
	}
}

func (l *summaryReader) readCompetencies(path string, d *rubric.Domain, entries []CompetencyResult) {
	j := 0
	for c := range d.Competencies() {
		if j == len(entries) {
			l.add(path+".competencies", problem.UnknownCompetency, "the competency "+source.Quote(c.ID())+" is missing", "")
			return
		}
		at := fmt.Sprintf("%s.competencies[%d]", path, j)
		if entries[j].ID != c.ID() {
			l.add(at+".id", problem.UnknownCompetency, "found "+source.Quote(entries[j].ID)+", expected "+source.Quote(c.ID()), "the competencies are in the order of the rubric")
			return
		}
		l.readRow(at, c.ID(), entries[j].All, entries[j].By)
		j++
	}
	if j < len(entries) {
		l.add(fmt.Sprintf("%s.competencies[%d].id", path, j), problem.UnknownCompetency, "the domain "+d.ID()+" has no competency "+source.Quote(entries[j].ID), "")
	}
}

func (l *summaryReader) readRow(path, id string, all CellEntry, by map[string]CellEntry) {
	row := l.table.rows[id]
	l.readCell(path+".all", all, l.table.at(row, 0))
	byGroup(l, path+".by", by, func(column int, e CellEntry) {
		l.readCell(source.JoinPath(path+".by", l.table.columns[column].ID), e, l.table.at(row, column))
	})
}

func (l *summaryReader) readCell(path string, e CellEntry, into *ResultCell) {
	switch {
	case into.NotAsked && !e.NotAsked:
		l.add(path, problem.Inconsistent, "has a result, but the rubric does not ask this constituency", `write {"not_asked":true}`)
		return
	case e.NotAsked && !into.NotAsked:
		l.add(path, problem.Inconsistent, "is not asked, but the rubric asks this constituency", "")
		return
	case into.NotAsked:
		return
	case e.Hidden:
		*into = ResultCell{Hidden: true}
		return
	}
	*into = ResultCell{Stages: l.distribution(path+".counts", e.Counts), NonAnswers: e.NonAnswers}
}

// distribution reads counts by stage.
func (l *summaryReader) distribution(path string, counts StageCounts) spectrum.Distribution {
	s := l.rubric.Spectrum()
	byRank := make([]uint64, s.Len())
	seen := make([]bool, s.Len())
	unknown := false
	for _, c := range counts {
		stage, ok := s.Stage(c.Stage)
		if !ok {
			unknown = true
			key := source.JoinPath(path, c.Stage)
			l.addAt(source.LookupKey(l.root, key), key, problem.UnknownStage, "no stage has the id "+source.Quote(c.Stage), source.DidYouMean(c.Stage, l.stageIDs()))
			continue
		}
		byRank[stage.Rank()-1], seen[stage.Rank()-1] = c.N, true
	}
	for stage := range s.Stages() {
		if !seen[stage.Rank()-1] && !unknown {
			l.add(path, problem.Inconsistent, "the key "+stage.ID()+" is missing", "")
		}
	}
	d, err := s.Distribution(byRank...)
	if err != nil {
		l.add(path, problem.Inconsistent, err.Error(), "")
	}
	return d
}

// progress makes the comparison with the earlier wave.
func (l *summaryReader) progress(before *rubric.Rubric, after *Published) *Progress {
	switch {
	case l.doc.Baseline == nil || l.doc.BaselinePolicy == nil || l.doc.BaselineRaters == nil:
		l.add("", problem.Inconsistent, "baseline, baseline_policy and baseline_raters are not all present", "read a summary without an earlier wave with LoadPublished")
	case *l.doc.Baseline != before.Ref():
		l.add("baseline", problem.WrongEdition, "the earlier wave is of "+describe(*l.doc.Baseline, before.Ref())+", expected "+describe(before.Ref(), *l.doc.Baseline), "read it with the edition that it names")
	}
	if len(l.problems) > 0 {
		return nil
	}
	p := &Progress{after: after, baseline: l.baseline(before)}
	for i := range l.doc.Domains {
		d := &l.doc.Domains[i]
		path := fmt.Sprintf("domains[%d]", i)
		p.changes = append(p.changes, l.rowChanges(path, d.ID, d.All, d.By)...)
	}
	for i := range l.doc.Domains {
		for j, c := range l.doc.Domains[i].Competencies {
			p.changes = append(p.changes, l.rowChanges(fmt.Sprintf("domains[%d].competencies[%d]", i, j), c.ID, c.All, c.By)...)
		}
	}
	if err := p.addStrands(); err != nil {
		l.add("strands", problem.Inconsistent, err.Error(), "")
	}
	return p
}

func (l *summaryReader) baseline(before *rubric.Rubric) Baseline {
	l.policy("baseline_policy", *l.doc.BaselinePolicy)
	b := Baseline{rubric: before, policy: Policy(*l.doc.BaselinePolicy), columns: []rubric.Constituency{{}}, raters: []RaterCount{l.doc.BaselineRaters.All.RaterCount}}
	for c := range before.Constituencies() {
		e, ok := l.doc.BaselineRaters.By[c.ID]
		if !ok {
			l.add("baseline_raters.by", problem.Inconsistent, "the key "+c.ID+" is missing: the rubric of the earlier wave names this constituency", "")
		}
		b.columns, b.raters = append(b.columns, c), append(b.raters, e.RaterCount)
	}
	return b
}

// rowChanges returns the changes of a domain or competency by column.
func (l *summaryReader) rowChanges(path, id string, all CellEntry, by map[string]CellEntry) []ResultChange {
	row := l.table.rows[id]
	_, pooled := l.rubric.Domain(id)
	changes := []ResultChange{l.change(path+".all", all.Change, *l.table.at(row, 0), pooled)}
	for column, c := range l.table.columns[1:] {
		changes = append(changes, l.change(source.JoinPath(path+".by", c.ID), by[c.ID].Change, *l.table.at(row, column+1), pooled))
	}
	return changes
}

func (l *summaryReader) change(path string, e *ChangeEntry, after ResultCell, pooled bool) ResultChange {
	if after.NotAsked {
		return ResultChange{After: after, Comparable: rubric.NotComparable, Reason: ChangeNotAsked}
	}
	if after.Hidden {
		return ResultChange{Before: ResultCell{Hidden: true}, After: after, Comparable: rubric.NotComparable, Reason: ChangeHidden}
	}
	if e == nil {
		l.add(path, problem.Inconsistent, "the key change is missing", "")
		return ResultChange{}
	}
	path += ".change"
	c := ResultChange{After: after, Comparable: rubric.Comparability(e.Comparable), Note: e.Note, Reason: ChangeReason(e.Reason)}
	switch {
	case c.Reason == ChangeHidden:
		c.Before = ResultCell{Hidden: true}
	case c.Reason == ChangeNotAsked:
		c.Before = ResultCell{NotAsked: true}
	case !c.beforeKnown():
	case e.NonAnswersBefore == nil:
		l.add(path, problem.Inconsistent, "the key non_answers_before is missing", "")
	default:
		c.Before = ResultCell{Stages: l.distribution(path+".counts_before", e.CountsBefore), NonAnswers: *e.NonAnswersBefore}
		c.Reason = ""
		c.measure(pooled)
	}
	return c
}
