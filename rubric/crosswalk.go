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

// CrosswalkDocument is a crosswalk in its editable form: what a crosswalk file
// says, key by key.
type CrosswalkDocument struct {
	// Says what the document is.
	Format string `json:"format" enum:"crosswalk/1"`
	// The earlier edition, such as cei@2023.1.
	From string `json:"from" rule:"ref"`
	// The later edition, such as cei@2023.2.
	To string `json:"to" rule:"ref"`
	// Who made the crosswalk and on what ground.
	Notice string `json:"notice,omitzero" rule:"text"`
	// The stage ids of the later edition by those of the earlier one, lower to lower. It may be left out
	// where both spectra have the same ids in the same order.
	Stages map[string]string `json:"stages,omitempty" keys:"id" rule:"id"`
	// What became of the competencies. Each of both editions is spoken of once.
	Competencies []CrosswalkEntry `json:"competencies" items:"1-10000"`
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
}

// Relation says what became of a competency from one edition to another.
type Relation string

// The relations.
const (
	RelationSame     Relation = "same"     // one to one, word for word
	RelationReworded Relation = "reworded" // one to one in other words
	RelationSplit    Relation = "split"    // one became several
	RelationMerged   Relation = "merged"   // several became one
	RelationDropped  Relation = "dropped"  // one has no successor
	RelationAdded    Relation = "added"    // one has no predecessor
)

// Comparability says how far ratings before and after can be compared.
type Comparability string

// The comparabilities.
const (
	FullyComparable  Comparability = "fully"
	PartlyComparable Comparability = "partly"
	NotComparable    Comparability = "not"
)

// Crosswalk leads from one edition of a rubric to another. It never changes once it
// is loaded and is safe for concurrent use.
type Crosswalk struct {
	doc      CrosswalkDocument
	from, to *Rubric
	links    []CrosswalkLink
	stages   map[string]spectrum.Stage // by stage id of from
}

// CrosswalkLink says what became of competencies. From and To are in the order of their
// editions.
type CrosswalkLink struct {
	From, To   []*Competency
	Relation   Relation
	Comparable Comparability
	Note       string // may be ""
}

// LoadCrosswalk reads the crosswalk from one edition to another, YAML or JSON. The
// two are the editions that the document names. Every competency of both must be
// spoken of exactly once. The error is a [problem.List].
func LoadCrosswalk(name string, data []byte, from, to *Rubric, opt *LoadOptions) (*Crosswalk, error) {
	if err := errors.Join(missing("LoadCrosswalk", "from", from), missing("LoadCrosswalk", "to", to)); err != nil {
		return nil, err
	}
	root, problems := parse(name, data, CrosswalkFormat, opt.limits())
	if root == nil {
		return nil, problems.Err()
	}
	var doc CrosswalkDocument
	more, unread := source.Decode(root, &doc)
	c := &crosswalkChecker{
		checker: checker{root: root, unread: unread},
		x:       &Crosswalk{doc: doc, from: from, to: to, stages: make(map[string]spectrum.Stage)},
	}
	c.check(&doc)
	problems.Append(c.problems)
	problems.Append(more)
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	return c.x, nil
}

// From returns the edition that the crosswalk leads from.
func (x *Crosswalk) From() *Rubric { return x.from }

// To returns the edition that the crosswalk leads to.
func (x *Crosswalk) To() *Rubric { return x.to }

// Notice says who made the crosswalk and on what ground; it may be "".
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

// Stage returns the stage of the later edition that a stage of the earlier one is;
// ok is false when it has none.
func (x *Crosswalk) Stage(s spectrum.Stage) (to spectrum.Stage, ok bool) {
	to, ok = x.stages[s.ID()]
	return to, ok
}

// crosswalkChecker resolves a document and finds what does not fit its editions.
type crosswalkChecker struct {
	checker
	x *Crosswalk
}

func (c *crosswalkChecker) check(d *CrosswalkDocument) {
	wrong := c.edition("from", d.From, c.x.from)
	if c.edition("to", d.To, c.x.to) || wrong {
		return // the ids of other editions would all be unknown
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
		// An id that the entry lacks is one that would seem uncovered.
		fewestFrom, fewestTo := Relation(e.Relation).fewest()
		from.partial = from.partial || len(e.From) < fewestFrom
		to.partial = to.partial || len(e.To) < fewestTo
		c.x.links = append(c.x.links, link)
	}
	from.uncovered(nil)
	to.uncovered(from)
}

// edition reports a document that is of another edition than the one at hand.
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
			c.add(path, problem.StageOrder, "a higher stage may not become a lower one", "")
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

// sameStages maps each stage to the one of the same id, which only stands for
// itself where the whole spectrum is the same.
func (c *crosswalkChecker) sameStages() {
	from, to := stageIDs(c.x.from.Spectrum()), stageIDs(c.x.to.Spectrum())
	if !slices.Equal(from, to) {
		c.add("stages", problem.NotCovered, "the two editions have different stages, and the key stages does not say which becomes which", "")
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

// Fits says whether a relation can lead from so many competencies to so many.
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

// Fits says whether what became of competencies by a relation can be compared so far.
func (c Comparability) Fits(r Relation) bool {
	return c == NotComparable || r != RelationDropped && r != RelationAdded
}

// words says in words from how many competencies a relation leads to how many.
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

// fewest returns how many ids a relation needs at the least in from and in to.
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

// relation checks that the numbers of ids are those that the relation is about.
func (c *crosswalkChecker) relation(path string, e CrosswalkEntry) {
	if c.unread[path] || c.unread[path+".relation"] || c.unread[path+".from"] || c.unread[path+".to"] {
		return
	}
	from, to := len(e.From), len(e.To)
	r := Relation(e.Relation)
	if !r.Fits(from, to) {
		c.add(path, problem.Relation, fmt.Sprintf("%s leads %s, found %d and %d", r, r.words(), from, to), "")
		return
	}
	if !Comparability(e.Comparable).Fits(r) && !c.unread[path+".comparable"] {
		c.add(path+".comparable", problem.Relation, "what was "+e.Relation+" has nothing to be compared with", "write not")
	}
}

// side is one of the two editions, with what is spoken of so far.
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
			s.partial = true // another id was to stand here
			s.c.add(where, problem.CoveredTwice, source.Quote(id)+" is spoken of already", "")
		default:
			found = append(found, comp)
			s.covered[id] = true
		}
	}
	slices.SortFunc(found, func(a, b *Competency) int { return a.index - b.index })
	return found
}

// uncovered reports the competencies that no entry speaks of, unless one may have
// been misspelt. What the other side has reported under the same id is one entry
// that was forgotten.
func (s *side) uncovered(other *side) {
	if s.partial || s.c.unread["competencies"] {
		return
	}
	for _, id := range s.ids {
		if s.covered[id] || other != nil && other.forgot[id] {
			continue
		}
		s.forgot[id] = true
		s.c.add("competencies", problem.NotCovered, "no entry speaks of "+source.Quote(id)+" of "+s.rubric.ref.String(), "")
	}
}
