package assess

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// progressKeys are the keys that only a progress document has.
var progressKeys = map[string]bool{"baseline": true, "baseline_policy": true, "baseline_raters": true, "change": true}

// checkTable checks that the shown counts fit together and that the hidden ones are
// consistent with each other.
func (l *summaryReader) checkTable() {
	t := &l.table
	l.checkRaters()
	for i := range l.doc.Domains {
		path := fmt.Sprintf("domains[%d]", i)
		domain := t.rows[l.doc.Domains[i].ID]
		competencies := l.doc.Domains[i].Competencies
		l.checkRow(path, domain, uint64(len(competencies)))
		rows := make([]int, len(competencies))
		for j, c := range competencies {
			rows[j] = t.rows[c.ID]
			l.checkRow(fmt.Sprintf("%s.competencies[%d]", path, j), rows[j], 1)
		}
		for column := range t.columns {
			var parts []*ResultCell
			for _, row := range rows {
				parts = append(parts, t.at(row, column))
			}
			l.checkSum(path+"."+l.columnPath(column), t.at(domain, column), parts, "the competencies")
		}
	}
}

// columnPath returns the path of a column's cell from that of its row.
func (l *summaryReader) columnPath(column int) string {
	if column == 0 {
		return "all"
	}
	return source.JoinPath("by", l.table.columns[column].ID)
}

// slack is how far a sum of n numbers may be from the number that it should be,
// because each is rounded.
func (l *summaryReader) slack(n int) uint64 {
	if l.doc.Policy.RoundTo <= 1 {
		return 0
	}
	return uint64(n) * (uint64(l.doc.Policy.RoundTo) + 1) / 2
}

func (l *summaryReader) checkRaters() {
	t := &l.table
	least := uint64(l.doc.Policy.MinGroup)
	var sum uint64
	hidden := false
	for column, c := range t.raters {
		path := "raters." + l.columnPath(column)
		switch {
		case c.Hidden:
			hidden = true
			continue
		case c.N > 0 && c.N < least && l.doc.Policy.RoundTo <= 1:
			l.add(path, problem.Inconsistent, fmt.Sprintf("%d raters are shown, fewer than the %d that the policy asks for", c.N, least), "")
		}
		if column > 0 {
			sum += c.N // cannot overflow: numbers in documents are below 2^53
		}
	}
	if all := t.raters[0]; !all.Hidden && len(t.columns) > 1 {
		l.checkNumber("raters.all", all.N, sum, !hidden, l.slack(len(t.columns)), "the constituencies")
	}
}

// checkRow checks the cells of a domain or competency, of so many ratings a rater.
func (l *summaryReader) checkRow(path string, row int, ratings uint64) {
	t := &l.table
	var parts []*ResultCell
	answers, all := l.answersOf(row)
	for column, raters := range t.raters {
		cell := t.at(row, column)
		at := path + "." + l.columnPath(column)
		if column > 0 {
			parts = append(parts, cell)
		}
		switch {
		case cell.Hidden, cell.NotAsked:
		case !all && column == 0:
			terms := len(t.columns) * int(ratings) * (len(l.doc.Spectrum) + nonAnswers + 1)
			l.checkNumber(at, cell.Asked(), answers[0], l.known(row), l.slack(terms), "the raters who are asked")
		case raters.Hidden:
			l.add(at, problem.Inconsistent, "the result is shown although its raters are hidden", "")
		default:
			terms := int(ratings)*(len(l.doc.Spectrum)+nonAnswers) + int(ratings)
			if !all {
				raters.N, ratings = answers[column], 1
			}
			l.checkNumber(at, raters.N*ratings, cell.Asked(), true, l.slack(terms), "the answers")
		}
	}
	if len(parts) > 0 {
		l.checkSum(path+".all", t.at(row, 0), parts, "the constituencies")
	}
}

// answersOf returns how many answers each column has on a row, as far as the numbers of
// raters are shown. all is true if everyone is asked all of it: then these are the raters
// of the column for each competency.
func (l *summaryReader) answersOf(row int) (answers []uint64, all bool) {
	t := &l.table
	if t.rubric.AsksEveryone() {
		return nil, true
	}
	rows, _ := t.rowsOf(t.ids[row])
	answers, all = make([]uint64, len(t.columns)), true
	for _, r := range rows {
		for column, raters := range t.raters[1:] {
			if t.at(r, column+1).NotAsked {
				all = false
				continue
			}
			answers[column+1] += raters.N
			answers[0] += raters.N
		}
	}
	return answers, all
}

// known reports whether the raters of all constituencies that are asked a row are shown.
func (l *summaryReader) known(row int) bool {
	t := &l.table
	rows, _ := t.rowsOf(t.ids[row])
	for _, r := range rows {
		for column, raters := range t.raters[1:] {
			if raters.Hidden && !t.at(r, column+1).NotAsked {
				return false
			}
		}
	}
	return true
}

// checkSum checks a cell against those that it is the sum of, as far as they are shown.
func (l *summaryReader) checkSum(path string, whole *ResultCell, parts []*ResultCell, what string) {
	if whole.Hidden {
		return
	}
	all := true
	sum := ResultCell{}
	for _, part := range parts {
		if part.Hidden {
			all = false
			continue
		}
		if err := sum.add(*part); err != nil {
			l.add(path, problem.Inconsistent, err.Error(), "")
			return
		}
	}
	slack := l.slack(len(parts) + 1)
	for s, n := range whole.Stages.Counts() {
		var have uint64
		for other, k := range sum.Stages.Counts() {
			if other.Rank() == s.Rank() {
				have = k
			}
		}
		l.checkNumber(source.JoinPath(path+".counts", s.ID()), n, have, all, slack, what)
	}
	for i, pair := range [nonAnswers][2]uint64{
		{whole.NonAnswers.NotAnswered, sum.NonAnswers.NotAnswered},
		{whole.NonAnswers.NotApplicable, sum.NonAnswers.NotApplicable},
		{whole.NonAnswers.DontKnow, sum.NonAnswers.DontKnow},
		{whole.NonAnswers.Declined, sum.NonAnswers.Declined},
	} {
		l.checkNumber(path+".non_answers."+nonAnswerNames[i], pair[0], pair[1], all, slack, what)
	}
}

// checkNumber checks a number against a sum: they are equal if all parts of the sum
// are shown, otherwise the sum is not larger.
func (l *summaryReader) checkNumber(path string, n, sum uint64, all bool, slack uint64, what string) {
	switch {
	case sum > n && sum-n > slack:
		l.add(path, problem.Inconsistent, fmt.Sprintf("is %d, but %s add up to %d", n, what, sum), "")
	case all && n > sum && n-sum > slack:
		l.add(path, problem.Inconsistent, fmt.Sprintf("is %d, but %s add up to only %d", n, what, sum), "")
	}
}

// compare reports what the document says and its counts do not.
func (l *summaryReader) compare(follows json.Marshaler, skip func(key string) bool) {
	data, err := follows.MarshalJSON()
	if err != nil {
		l.add("", problem.Inconsistent, err.Error(), "")
		return
	}
	want, problems := source.Parse("summary.json", data, source.Limits{Bytes: len(data), Nodes: len(data)})
	if l.problems.Append(problems); want == nil {
		return
	}
	d := treeComparison{list: &l.problems, skip: skip}
	d.value("", l.root, want)
}

// treeComparison compares a document with the one that its counts give.
type treeComparison struct {
	list *problem.List
	skip func(key string) bool
}

func (d *treeComparison) add(n *source.Node, path, msg string) {
	d.list.Add(problem.Problem{Pos: n.Pos, Path: path, Code: problem.Inconsistent, Msg: msg})
}

func (d *treeComparison) value(path string, got, want *source.Node) {
	switch want.Kind {
	case source.Map:
		if got.Kind == source.Map {
			d.object(path, got, want)
			return
		}
	case source.List:
		if got.Kind != source.List {
			break
		}
		if len(got.Items) != len(want.Items) {
			d.add(got, path, fmt.Sprintf("has %d items, the counts give %d", len(got.Items), len(want.Items)))
			return
		}
		for i := range want.Items {
			d.value(path+"["+strconv.Itoa(i)+"]", got.Items[i], want.Items[i])
		}
		return
	default:
		if sameScalar(got, want) {
			return
		}
	}
	d.add(got, path, "does not follow from the counts, which give "+inWords(want))
}

// freeTexts are the keys whose texts may differ: those of a translation, for instance.
var freeTexts = map[string]bool{"title": true, "msg": true, "generator": true}

func (d *treeComparison) object(path string, got, want *source.Node) {
	for _, f := range want.Fields {
		if freeTexts[f.Key] || d.skip(f.Key) {
			continue
		}
		at := source.JoinPath(path, f.Key)
		if value := got.Get(f.Key); value != nil {
			d.value(at, value, f.Value)
		} else {
			d.add(got, at, "the key "+f.Key+" is missing; the counts give "+inWords(f.Value))
		}
	}
	for _, f := range got.Fields {
		if want.Get(f.Key) == nil && !d.skip(f.Key) && (path != "" || f.Key != source.SchemaKey) {
			d.list.Add(problem.Problem{Pos: f.Pos, Path: source.JoinPath(path, f.Key), Code: problem.Inconsistent, Msg: "the counts do not give " + f.Key})
		}
	}
}

// sameScalar reports whether two scalars are equal. Numbers that are not whole may
// differ by a unit of the fourth decimal, which other programs round differently.
func sameScalar(got, want *source.Node) bool {
	if got.Kind == source.Number && want.Kind == source.Number {
		a, err1 := strconv.ParseFloat(got.Text, 64)
		b, err2 := strconv.ParseFloat(want.Text, 64)
		return err1 == nil && err2 == nil && (a == b || strings.Contains(want.Text, ".") && math.Abs(a-b) < 1.001e-4)
	}
	if want.Kind == source.String {
		text, ok := got.AsText()
		return ok && text == want.Text
	}
	return got.Kind == want.Kind && got.Text == want.Text
}

func inWords(n *source.Node) string {
	switch n.Kind {
	case source.Map, source.List:
		return n.Kind.String()
	case source.Null:
		return "null"
	}
	return n.Text
}
