package rubric

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/spectrum"
)

// CrosswalkFormat is the first key's value in a crosswalk document.
const CrosswalkFormat = "crosswalk/1"

// CrosswalkDocument is a crosswalk in its editable form, with a field for each key of a
// crosswalk file.
type CrosswalkDocument struct {
	// Says what the document is.
	Format string `json:"format" enum:"crosswalk/1"`
	// The earlier edition, such as cei@2023.1.
	From string `json:"from" rule:"ref"`
	// The later edition, such as cei@2023.2.
	To string `json:"to" rule:"ref"`
	// Who made the crosswalk, and why it is right.
	Notice string `json:"notice,omitzero" rule:"text"`
	// The stage ids of the later edition by those of the earlier one, lower to lower. It is optional if
	// both spectra have the same ids in the same order.
	Stages map[string]string `json:"stages,omitempty" keys:"id" rule:"id"`
	// What became of the competencies. Every competency of both editions is listed once.
	Competencies []CrosswalkEntry `json:"competencies" items:"1-10000"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// CrosswalkEntry says what became of competencies.
type CrosswalkEntry struct {
	// The ids of the competencies in the earlier edition.
	From []string `json:"from,omitempty" rule:"id" unique:"true"`
	// The ids of the competencies in the later edition.
	To []string `json:"to,omitempty" rule:"id" unique:"true"`
	// What became of them. Same and reworded are one to one, split is one to several, merged several to
	// one, dropped one to none, and added none to one.
	Relation string `json:"relation" enum:"same,reworded,split,merged,dropped,added"`
	// How far ratings before and after can be compared.
	Comparable string `json:"comparable" enum:"fully,partly,not"`
	// What a reader of the comparison should know.
	Note string `json:"note,omitzero" rule:"text"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// Relation is what became of competencies from one edition to another.
type Relation string

// The relations.
const (
	RelationSame     Relation = "same"     // one to one, word for word
	RelationReworded Relation = "reworded" // one to one in other words
	RelationSplit    Relation = "split"    // one became several
	RelationMerged   Relation = "merged"   // several became one
	RelationDropped  Relation = "dropped"  // one without a successor
	RelationAdded    Relation = "added"    // one without a predecessor
)

// Comparability is how far ratings of the two editions can be compared.
type Comparability string

// The values of Comparability.
const (
	FullyComparable  Comparability = "fully"
	PartlyComparable Comparability = "partly"
	NotComparable    Comparability = "not"
)

// Crosswalk maps one edition of a rubric to another. It never changes once it
// is loaded and is safe for concurrent use.
type Crosswalk struct {
	doc      CrosswalkDocument
	from, to *Rubric
	links    []CrosswalkLink
	stages   map[string]spectrum.Stage // by stage id of from
}

// CrosswalkLink is what became of competencies. From and To are in the order of their
// editions.
type CrosswalkLink struct {
	From, To   []*Competency
	Relation   Relation
	Comparable Comparability
	Note       string // may be ""
}

// LoadCrosswalk reads a crosswalk document in YAML or JSON. from and to are the editions
// that the document names. It must list every competency of both exactly once. name and
// opt are as in [Load]. The error is a [problem.List], unless from or to is nil.
func LoadCrosswalk(name string, data []byte, from, to *Rubric, opt *LoadOptions) (*Crosswalk, error) {
	if err := errors.Join(notLoaded("LoadCrosswalk", "from", from), notLoaded("LoadCrosswalk", "to", to), opt.check("LoadCrosswalk")); err != nil {
		return nil, err
	}
	x := &Crosswalk{from: from, to: to, stages: make(map[string]spectrum.Stage)}
	check := func(root *source.Node, unread map[string]bool) problem.List {
		c := &crosswalkChecker{checker: checker{root: root, unread: unread}, x: x}
		c.check(&x.doc)
		return c.problems
	}
	if problems := load(name, data, CrosswalkFormat, opt, &x.doc, check); len(problems) > 0 {
		return nil, problems
	}
	return x, nil
}

// From returns the earlier edition.
func (x *Crosswalk) From() *Rubric { return x.from }

// To returns the later edition.
func (x *Crosswalk) To() *Rubric { return x.to }

// Notice returns who made the crosswalk and why it is right, or "".
func (x *Crosswalk) Notice() string { return x.doc.Notice }

// Links yields what became of the competencies, in the order of the document.
func (x *Crosswalk) Links() iter.Seq[CrosswalkLink] {
	return func(yield func(CrosswalkLink) bool) {
		for _, l := range x.links {
			l.From, l.To = slices.Clone(l.From), slices.Clone(l.To)
			if !yield(l) {
				return
			}
		}
	}
}

// Stage returns the stage of the later edition for stage s of the earlier one or of a
// translation of it. ok is false if there is none.
func (x *Crosswalk) Stage(s spectrum.Stage) (to spectrum.Stage, ok bool) {
	if !s.Spectrum().Equal(x.from.spectrum) {
		return spectrum.Stage{}, false
	}
	to, ok = x.stages[s.ID()]
	return to, ok
}

// crosswalkChecker resolves a document and reports what does not fit its editions.
type crosswalkChecker struct {
	checker
	x *Crosswalk
}

func (c *crosswalkChecker) check(d *CrosswalkDocument) {
	if c.reversed(d) {
		return
	}
	wrong := c.edition("from", d.From, c.x.from)
	if c.edition("to", d.To, c.x.to) || wrong {
		return // all ids would be unknown
	}
	c.stages(d)
	from := c.side("from", c.x.from)
	to := c.side("to", c.x.to)
	for i, e := range d.Competencies {
		path := at("competencies", i)
		link := CrosswalkLink{
			From: from.resolve(path, e.From), To: to.resolve(path, e.To),
			Relation: Relation(e.Relation), Comparable: Comparability(e.Comparable), Note: e.Note,
		}
		c.relation(path, e)
		// A missing id may be one that would be reported as not covered.
		fewestFrom, fewestTo := Relation(e.Relation).fewest()
		from.partial = from.partial || len(e.From) < fewestFrom
		to.partial = to.partial || len(e.To) < fewestTo
		c.x.links = append(c.x.links, link)
	}
	from.uncovered(nil)
	to.uncovered(from)
}

// reversed reports a document that leads from the later edition to the earlier one,
// or whose from and to were exchanged.
func (c *crosswalkChecker) reversed(d *CrosswalkDocument) bool {
	from, to := c.x.from.ref.String(), c.x.to.ref.String()
	if from == to || c.unread["from"] || c.unread["to"] {
		return false
	}
	if d.From == to && d.To == from {
		c.add("from", problem.WrongEdition, "the crosswalk leads from "+to+" to "+from+", expected the other direction", "exchange the two editions, or write a crosswalk from "+from+" to "+to)
		return true
	}
	if d.From != from || d.To != to {
		return false
	}
	right, wrong := 0, 0
	count := func(ids []string, own, other *Rubric) {
		for _, id := range ids {
			_, inOwn := own.Competency(id)
			_, inOther := other.Competency(id)
			switch {
			case inOwn && !inOther:
				right++
			case inOther && !inOwn:
				wrong++
			}
		}
	}
	for _, e := range d.Competencies {
		count(e.From, c.x.from, c.x.to)
		count(e.To, c.x.to, c.x.from)
	}
	if wrong < 2 || right > 0 {
		return false // one id on the wrong side is a mistake in that entry
	}
	c.add("from", problem.WrongEdition, "the entries lead from "+to+" to "+from+", but the keys from and to name the other direction", "write from: "+to+" and to: "+from+", or exchange from and to in each entry")
	return true
}

// edition reports a document that names another edition than r.
func (c *crosswalkChecker) edition(key, ref string, r *Rubric) bool {
	if ref == "" || c.unread[key] || ref == r.ref.String() {
		return false
	}
	c.add(key, problem.WrongEdition, "the crosswalk names "+source.Quote(ref)+", expected "+r.ref.String(), "")
	return true
}

func (c *crosswalkChecker) stages(d *CrosswalkDocument) {
	if c.unread["stages"] {
		return
	}
	to := c.x.to.Spectrum()
	if len(d.Stages) == 0 {
		c.sameStages()
		return
	}
	last := 0
	for s := range c.x.from.Spectrum().Stages() {
		id, ok := d.Stages[s.ID()]
		path := "stages." + s.ID()
		if !ok || c.unread[path] {
			continue
		}
		target, ok := to.Stage(id)
		if !ok {
			c.add(path, problem.UnknownStage, c.x.to.ref.String()+" has no stage "+source.Quote(id), c.hint(id, stageIDs(to)))
			continue
		}
		if target.Rank() < last {
			c.add(path, problem.StageOrder, "a higher stage maps to a lower stage than the one before", "keep the order of the stages")
		}
		last = target.Rank()
		c.x.stages[s.ID()] = target
	}
	for id := range d.Stages {
		if _, ok := c.x.from.Spectrum().Stage(id); !ok {
			path := "stages." + id
			c.addAt(source.LookupKey(c.root, path), path, problem.UnknownStage, c.x.from.ref.String()+" has no stage "+source.Quote(id), c.hint(id, stageIDs(c.x.from.Spectrum())))
		}
	}
}

// sameStages maps each stage to the one with the same id, if both spectra have the same
// ids in the same order.
func (c *crosswalkChecker) sameStages() {
	from, to := stageIDs(c.x.from.Spectrum()), stageIDs(c.x.to.Spectrum())
	if !slices.Equal(from, to) {
		c.add("stages", problem.NotCovered, "the key stages is missing and the editions have different stages", "map each stage of "+c.x.from.String()+" to one of "+c.x.to.String())
		return
	}
	for s := range c.x.to.Spectrum().Stages() {
		c.x.stages[s.ID()] = s
	}
}

func stageIDs(s *spectrum.Spectrum) []string {
	var ids []string
	for stage := range s.Stages() {
		ids = append(ids, stage.ID())
	}
	return ids
}

// Fits reports whether relation r can link from competencies of the earlier edition to to
// competencies of the later one.
func (r Relation) Fits(from, to int) bool {
	switch r {
	case RelationSame, RelationReworded:
		return from == 1 && to == 1
	case RelationSplit:
		return from == 1 && to >= 2
	case RelationMerged:
		return from >= 2 && to == 1
	case RelationDropped:
		return from == 1 && to == 0
	case RelationAdded:
		return from == 0 && to == 1
	}
	return false
}

// Fits reports whether competencies with relation r can have comparability c.
func (c Comparability) Fits(r Relation) bool {
	return c == NotComparable || r != RelationDropped && r != RelationAdded
}

// words returns in words how many ids a relation has in from and in to.
func (r Relation) words() string {
	switch r {
	case RelationSplit:
		return "from one id to two or more"
	case RelationMerged:
		return "from two ids or more to one"
	case RelationDropped:
		return "from one id to none"
	case RelationAdded:
		return "from no id to one"
	}
	return "from one id to one"
}

// fewest returns the smallest numbers of ids that a relation has in from and in to.
func (r Relation) fewest() (from, to int) {
	for from := range 3 {
		for to := range 3 {
			if r.Fits(from, to) {
				return from, to
			}
		}
	}
	return 0, 0
}

// relation checks that an entry has the numbers of ids that its relation needs.
func (c *crosswalkChecker) relation(path string, e CrosswalkEntry) {
	if c.unread[path] || c.unread[path+".relation"] || c.unread[path+".from"] || c.unread[path+".to"] {
		return
	}
	from, to := len(e.From), len(e.To)
	r := Relation(e.Relation)
	if !r.Fits(from, to) {
		c.add(path, problem.Relation, fmt.Sprintf("the relation %s leads %s, found %d and %d", r, r.words(), from, to), "change the relation or the ids")
		return
	}
	if !Comparability(e.Comparable).Fits(r) && !c.unread[path+".comparable"] {
		c.add(path+".comparable", problem.Relation, "a competency that was "+e.Relation+" cannot be compared", "write not")
	}
}

// side is one of the two editions, with the ids that were listed so far.
type side struct {
	c       *crosswalkChecker
	key     string
	rubric  *Rubric
	ids     []string
	covered map[string]bool
	forgot  map[string]bool
	partial bool
}

func (c *crosswalkChecker) side(key string, r *Rubric) *side {
	s := &side{c: c, key: key, rubric: r, covered: make(map[string]bool), forgot: make(map[string]bool)}
	for comp := range r.Competencies() {
		s.ids = append(s.ids, comp.ID())
	}
	return s
}

// resolve looks up an entry's ids.
func (s *side) resolve(path string, ids []string) []*Competency {
	if s.c.unread[path] || s.c.unread[path+"."+s.key] {
		s.partial = true
	}
	var found []*Competency
	for i, id := range ids {
		where := at(path+"."+s.key, i)
		comp, ok := s.rubric.Competency(id)
		switch {
		case s.c.unread[where]:
			s.partial = true
		case !ok:
			s.partial = true
			s.c.add(where, problem.UnknownCompetency, s.rubric.ref.String()+" has no competency "+source.Quote(id), s.c.hint(id, s.ids))
		case s.covered[id]:
			s.partial = true // another id was meant
			s.c.add(where, problem.CoveredTwice, source.Quote(id)+" is in an earlier entry already", "list each competency once")
		default:
			found = append(found, comp)
			s.covered[id] = true
		}
	}
	slices.SortFunc(found, func(a, b *Competency) int { return a.index - b.index })
	return found
}

// uncovered reports the competencies that no entry lists, unless an unreadable id may be
// one of them. An id that is missing on both sides is one mistake, so that it is not
// reported if the other side reported it.
func (s *side) uncovered(other *side) {
	if s.partial || s.c.unread["competencies"] {
		return
	}
	for _, id := range s.ids {
		if s.covered[id] || other != nil && other.forgot[id] {
			continue
		}
		s.forgot[id] = true
		s.c.add("competencies", problem.NotCovered, "no entry lists "+source.Quote(id)+" of "+s.rubric.ref.String(), "add an entry with the id under "+s.key)
	}
}
