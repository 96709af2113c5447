package assess

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Exclusions says how many records of the inputs are not among the responses that were
// counted, and why. [Collection.Exclusions] returns it for what [Collect] has read. A program
// that reads in another way fills it with [Exclusions.Add]. The zero value is empty.
//
// [SummaryOptions] take it, so that a published summary shows it. It is exact, and not for
// publication itself.
type Exclusions struct {
	// Refused has the records that are not valid responses.
	Refused []Refusal
	// NotCounted has the valid records that are not counted.
	NotCounted []ReasonCount
	// Counted has the responses that were counted, by language, which shows whether the
	// refusals fall on one language more than on others.
	Counted []LanguageCount
}

// Refusal is how many records were refused for one reason: the code of the first problem of
// each. Constituency is an id and Language a primary language such as es; they are "" if the
// records do not say or could not be read.
type Refusal struct {
	Code                   problem.Code
	Constituency, Language string
	Count                  uint64
}

// ReasonCount is how many records are left out for one reason: preview, test, spam,
// unfinished, rejected, superseded, draft, or one that a mapping names.
type ReasonCount struct {
	// The reason: the code of the problem, or why records are not counted, such as preview.
	Reason string `json:"reason" rule:"name"`
	// How many records, rounded as the policy says.
	Count uint64 `json:"count"`
}

// LanguageCount is how many responses are in a primary language such as es, or "" if they do
// not say.
type LanguageCount struct {
	Language string
	Count    uint64
}

// Add adds what a reader of responses has yielded, such as [Read]: a response or an error.
// Errors of the reader itself count nothing. It is for records that [Collect] has not read.
// It panics if both are nil or p is the zero Response.
func (e *Exclusions) Add(p *Response, err error) {
	if err == nil {
		given.Must(given.Made("assess.Exclusions.Add", "p", p == nil, func() bool { return p.rubric == nil }, "a reader of responses"))
	}
	if ps, ok := problem.Of(err); ok && len(ps) > 0 {
		if n := Refused(err); n > 0 {
			e.Refused = append(e.Refused, Refusal{Code: ps[0].Code, Count: uint64(n)})
		}
	}
	switch {
	case err != nil:
	case p.Draft():
		e.NotCounted = append(e.NotCounted, ReasonCount{reasonDraft, 1})
	default:
		e.Counted = append(e.Counted, LanguageCount{primaryLanguage([]byte(p.language)), 1})
	}
	e.compact()
}

// AddReport adds the rows of sheets that were not counted.
func (e *Exclusions) AddReport(r *Report) {
	if r == nil {
		return
	}
	for _, n := range r.Notices {
		if n.NotCounted {
			e.NotCounted = append(e.NotCounted, ReasonCount{n.Reason, n.Count})
		}
	}
	e.compact()
}

// Merge adds the exclusions of other inputs.
func (e *Exclusions) Merge(o *Exclusions) {
	if o == nil {
		return
	}
	e.Refused = append(e.Refused, o.Refused...)
	e.NotCounted = append(e.NotCounted, o.NotCounted...)
	e.Counted = append(e.Counted, o.Counted...)
	e.compact()
}

// reasonDraft is the reason for which drafts are not counted.
const reasonDraft = "draft"

// compact sorts the lists and adds up equal entries.
func (e *Exclusions) compact() {
	e.Refused = addUp(e.Refused, func(r *Refusal) *uint64 { return &r.Count }, func(a, b Refusal) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Constituency, b.Constituency), cmp.Compare(a.Language, b.Language))
	})
	e.NotCounted = addUp(e.NotCounted, func(r *ReasonCount) *uint64 { return &r.Count }, func(a, b ReasonCount) int { return cmp.Compare(a.Reason, b.Reason) })
	e.Counted = addUp(e.Counted, func(l *LanguageCount) *uint64 { return &l.Count }, func(a, b LanguageCount) int { return cmp.Compare(a.Language, b.Language) })
}

// addUp sorts a list and adds up the counts of entries that compare equal.
func addUp[E any](list []E, count func(*E) *uint64, compare func(a, b E) int) []E {
	if slices.IsSortedFunc(list, compare) && len(list) < 2 {
		return list
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, compare)
	n := 0
	for i := 1; i < len(list); i++ {
		if compare(list[n], list[i]) == 0 {
			*count(&list[n]) += *count(&list[i])
		} else {
			n++
			list[n] = list[i]
		}
	}
	return list[:n+1]
}

// primaryLanguage returns the primary language of a tag, such as es for es-MX, or "" if it
// has none of two or three letters. So there are few of them, whatever the inputs hold.
func primaryLanguage(tag []byte) string {
	primary := source.PrimaryLanguage(string(tag))
	if n := len(primary); n < 2 || n > 3 || strings.Trim(primary, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return primary
}

// languageCounter counts responses by primary language. Those with two letters, which nearly
// all have, are counted without a lookup.
type languageCounter struct {
	none    uint64          // responses that do not say
	letters [26 * 26]uint64 // by both letters
	others  map[string]uint64
}

// add counts a response with a language tag, which may be empty.
func (l *languageCounter) add(tag []byte) {
	if len(tag) == 0 {
		l.none++
		return
	}
	if len(tag) == 2 || len(tag) > 2 && tag[2] == '-' {
		if first, second := (tag[0]|0x20)-'a', (tag[1]|0x20)-'a'; first < 26 && second < 26 {
			l.letters[int(first)*26+int(second)]++
			return
		}
	}
	if l.others == nil {
		l.others = make(map[string]uint64)
	}
	l.others[primaryLanguage(tag)]++
}

// merge adds the counts of m.
func (l *languageCounter) merge(m *languageCounter) {
	l.none += m.none
	for i, n := range m.letters {
		l.letters[i] += n
	}
	if l.others == nil && len(m.others) > 0 {
		l.others = make(map[string]uint64)
	}
	for language, n := range m.others {
		l.others[language] += n
	}
}

// list returns the counts, sorted.
func (l *languageCounter) list() []LanguageCount {
	list := []LanguageCount{{"", l.none}}
	for i, n := range l.letters {
		list = append(list, LanguageCount{string([]byte{'a' + byte(i/26), 'a' + byte(i%26)}), n})
	}
	for language, n := range l.others {
		list = append(list, LanguageCount{language, n})
	}
	var e Exclusions
	e.Counted = slices.DeleteFunc(list, func(c LanguageCount) bool { return c.Count == 0 })
	e.compact()
	return e.Counted
}

// Exclusions returns which records are not among the responses of the collection.
func (c *Collection) Exclusions() *Exclusions {
	e := &Exclusions{Refused: slices.Clone(c.Refusals), Counted: slices.Clone(c.languages)}
	if c.Drafts > 0 {
		e.NotCounted = append(e.NotCounted, ReasonCount{reasonDraft, c.Drafts})
	}
	e.AddReport(&c.Report)
	return e
}

// ExclusionsEntry is, in a summary document, how many records are not in the results and
// why. Records that were refused or not counted are in no other number of the document.
type ExclusionsEntry struct {
	// The records that are not valid responses, by the code of the first problem of each.
	Refused []ReasonCount `json:"refused" items:"0-1000"`
	// The records that are valid but not counted, by reason.
	NotCounted []ReasonCount `json:"not_counted" items:"0-1000"`
	// The groups and languages of which more records were refused than of the others, so that the results may not show them.
	Uneven []UnevenEntry `json:"uneven" items:"0-1000"`
}

// UnevenEntry is a constituency or a language of which more records were refused than of the
// others. It names neither if the policy hides that it is there.
type UnevenEntry struct {
	// The id of the constituency.
	Constituency string `json:"constituency,omitzero" rule:"id"`
	// The primary language, such as es.
	Language string `json:"language,omitzero" rule:"language"`
	// Whether the policy hides which group or language it is.
	Hidden bool `json:"hidden,omitzero"`
}

// Exclusions returns which records are not in the summary, as the policy lets it be shown;
// ok is false if none is known to be missing.
//
// Refused records have no ratings that count, so their number shows nothing about anybody's
// answers. It is rounded as all counts are, because the number of all records may be known.
// A constituency of which more records were refused than of the others is named only if the
// number of its raters is shown, a language only if as many responses in it as the policy
// asks for were counted.
func (p *Published) Exclusions() (e ExclusionsEntry, ok bool) {
	if p.excluded == nil {
		return ExclusionsEntry{}, false
	}
	e = *p.excluded
	e.Refused, e.NotCounted, e.Uneven = slices.Clone(e.Refused), slices.Clone(e.NotCounted), slices.Clone(e.Uneven)
	return e, true
}

const (
	// minUneven is how many records of a group have to be refused for a warning.
	minUneven = 5
	// minUnevenShare is the share of its records that have to be refused.
	minUnevenShare = 0.05
	// unevenRatio is how many times the share of the others that is.
	unevenRatio = 2
)

// publish returns what a policy shows of the exclusions beside the results that are shown, or
// nil if nothing is missing.
func (e *Exclusions) publish(p Policy, shown, exact *table) *ExclusionsEntry {
	if e == nil || len(e.Refused)+len(e.NotCounted) == 0 {
		return nil
	}
	all := Exclusions{}
	all.Merge(e)
	entry := &ExclusionsEntry{Refused: []ReasonCount{}, NotCounted: []ReasonCount{}, Uneven: []UnevenEntry{}}
	for _, r := range all.Refused {
		if n := len(entry.Refused); n > 0 && entry.Refused[n-1].Reason == string(r.Code) {
			entry.Refused[n-1].Count += r.Count
		} else {
			entry.Refused = append(entry.Refused, ReasonCount{string(r.Code), r.Count})
		}
	}
	entry.NotCounted = append(entry.NotCounted, named(all.NotCounted)...)
	if p.RoundTo > 1 {
		for _, list := range [][]ReasonCount{entry.Refused, entry.NotCounted} {
			for i := range list {
				list[i].Count = roundTo(list[i].Count, uint64(p.RoundTo))
			}
		}
	}
	entry.Uneven = append(entry.Uneven, all.uneven(p, shown, exact)...)
	return entry
}

// uneven returns the groups and languages whose records were refused more often than others. A hidden
// entry means that there are some that the policy does not allow to be named.
func (e *Exclusions) uneven(p Policy, shown, exact *table) (uneven []UnevenEntry) {
	groups, languages := make(map[string]uint64), make(map[string]uint64)
	for _, r := range e.Refused {
		groups[r.Constituency] += r.Count
		languages[r.Language] += r.Count
	}
	byLanguage := make(map[string]uint64)
	for _, l := range e.Counted {
		byLanguage[l.Language] = l.Count
	}
	counted := make(map[string]uint64)
	for i, c := range exact.columns[1:] {
		counted[c.ID] = exact.raters[i+1].N
	}
	hidden := false
	for _, c := range shown.columns[1:] {
		if !isUneven(c.ID, groups, counted) {
			continue
		}
		if raters := shown.ratersOf(c.ID); raters.Hidden || raters.N == 0 {
			hidden = true
		} else {
			uneven = append(uneven, UnevenEntry{Constituency: c.ID})
		}
	}
	for _, language := range slices.Sorted(maps.Keys(languages)) {
		if !source.IsLanguageTag(language) || !isUneven(language, languages, byLanguage) {
			continue
		}
		if byLanguage[language] < uint64(p.MinGroup) {
			hidden = true
		} else {
			uneven = append(uneven, UnevenEntry{Language: language})
		}
	}
	if hidden {
		uneven = append(uneven, UnevenEntry{Hidden: true})
	}
	return uneven
}

// reasonOther is the reason of records whose reason cannot be written into a document.
const reasonOther = "other"

// named returns counts whose reasons a document can have, and no more of them than it can.
func named(list []ReasonCount) []ReasonCount {
	const most = 1000
	list = slices.Clone(list)
	for i := range list {
		if i >= most-1 || !source.Keeps("name", list[i].Reason) {
			list[i].Reason = reasonOther
		}
	}
	return addUp(list, func(r *ReasonCount) *uint64 { return &r.Count }, func(a, b ReasonCount) int { return cmp.Compare(a.Reason, b.Reason) })
}

// isUneven reports whether more of the records of one group were refused than of the other
// ones that are known.
func isUneven(group string, refused, counted map[string]uint64) bool {
	n := refused[group]
	if n < minUneven {
		return false
	}
	var otherRefused, otherCounted uint64
	for g, count := range refused {
		if g != group && g != "" {
			otherRefused += count
		}
	}
	for g, count := range counted {
		if g != group && g != "" {
			otherCounted += count
		}
	}
	if otherRefused+otherCounted == 0 {
		return false
	}
	share := float64(n) / float64(n+counted[group])
	others := float64(otherRefused) / float64(otherRefused+otherCounted)
	return share >= minUnevenShare && share > unevenRatio*others
}

// readExclusions checks the exclusions of a document.
func (l *summaryReader) readExclusions() *ExclusionsEntry {
	e := l.doc.Excluded
	if e == nil {
		return nil
	}
	if e.Refused == nil { // which is how an empty list is decoded
		e.Refused = []ReasonCount{}
	}
	if e.NotCounted == nil {
		e.NotCounted = []ReasonCount{}
	}
	if e.Uneven == nil {
		e.Uneven = []UnevenEntry{}
	}
	for i, u := range e.Uneven {
		path := "excluded.uneven[" + strconv.Itoa(i) + "]"
		named := u.Constituency != "" || u.Language != ""
		switch {
		case u.Constituency != "" && u.Language != "" || named == u.Hidden:
			l.add(path, problem.Inconsistent, "has not exactly one of the keys constituency, language and hidden", "")
		case u.Constituency == "":
		case l.table.ratersOf(u.Constituency).Hidden:
			l.add(path+".constituency", problem.Inconsistent, source.Quote(u.Constituency)+" is named although it is not a constituency whose raters are shown", "")
		}
	}
	return e
}
