package rubric

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// checker finds problems that the shape of a document does not show, such as duplicate ids
// and unknown references. It reports a reference only if everything that it could mean was
// readable, so that one mistake gives one problem.
type checker struct {
	root     *source.Node
	unread   map[string]bool // paths that the decoder could not read
	problems problem.List
	hints    int

	named                                    map[string]string // id to what it names
	stages, steps, domains, sources, someIDs idSet
	constituencies                           idSet
}

type idSet struct {
	ids     []string
	known   map[string]bool
	partial bool // some id could not be read
}

func (s *idSet) add(id string) {
	if id == "" {
		s.partial = true
		return
	}
	s.ids = append(s.ids, id)
	if s.known == nil {
		s.known = make(map[string]bool)
	}
	s.known[id] = true
}

func (s *idSet) lacks(id string) bool {
	return id != "" && !s.partial && !s.known[id]
}

func (d *EditionDocument) check(root *source.Node, unread map[string]bool) problem.List {
	c := &checker{root: root, unread: unread, named: make(map[string]string)}
	c.collect(d)
	c.codes(d)
	c.titles(d)
	c.sourceRefs(d)
	c.references(d)
	c.asked(d)
	c.externalReferences(d)
	c.promptSets(d)
	if d.Date != "" && !unread["date"] {
		if !source.IsDate(d.Date) {
			c.add("date", problem.BadDate, "the calendar has no day "+source.Quote(d.Date), "")
		}
	}
	return c.problems
}

func (c *checker) add(path string, code problem.Code, msg, hint string) {
	c.addAt(source.Lookup(c.root, path), path, code, msg, hint)
}

func (c *checker) addAt(at problem.Pos, path string, code problem.Code, msg, hint string) {
	if len(c.problems) <= problem.Max {
		c.problems = append(c.problems, problem.Problem{Pos: at, Path: path, Code: code, Msg: msg, Hint: hint})
	}
}

// name records an id and reports it if something else has it.
func (c *checker) name(set *idSet, kind, path, id string) {
	set.add(id)
	if c.unread[path+".id"] {
		set.partial = true
	}
	if id == "" {
		return
	}
	if first, dup := c.named[id]; dup {
		c.add(path+".id", problem.DuplicateID, fmt.Sprintf("the id %s is the id of %s already", source.Quote(id), first), "choose an id that nothing else in the rubric has")
		set.partial = true // references may mean the id that this should have been
		return
	}
	c.named[id] = kind
}

func (c *checker) collect(d *EditionDocument) {
	c.sources.partial = c.unread["sources"]
	c.constituencies.partial = c.unread["constituencies"]
	c.domains.partial = c.unread["domains"]
	c.stages.partial = c.unread["spectrum"] || c.unread["spectrum.stages"]
	c.steps.partial = c.unread["reference_spectrum"] || c.unread["reference_spectrum.steps"]
	for i, s := range d.Sources {
		c.name(&c.sources, "a source", at("sources", i), s.ID)
	}
	for i, s := range d.Constituencies {
		c.name(&c.constituencies, "a constituency", at("constituencies", i), s.ID)
	}
	c.background(d)
	c.name(&c.someIDs, "the spectrum", "spectrum", d.Spectrum.ID)
	for i, s := range d.Spectrum.Stages {
		path := at("spectrum.stages", i)
		c.name(&c.stages, "a stage", path, s.ID)
	}
	if r := d.ReferenceSpectrum; r != nil {
		c.name(&c.someIDs, "the reference spectrum", "reference_spectrum", r.ID)
		for i, s := range r.Steps {
			c.name(&c.steps, "a step", at("reference_spectrum.steps", i), s.ID)
		}
	}
	for i, s := range d.Strands {
		c.name(&c.someIDs, "a strand", at("strands", i), s.ID)
	}
	for i, dom := range d.Domains {
		path := at("domains", i)
		c.name(&c.domains, "a domain", path, dom.ID)
		for j, comp := range dom.Competencies {
			c.name(&c.someIDs, "a competency", at(path+".competencies", j), comp.ID)
		}
	}
	for i, s := range d.PromptSets {
		c.name(&c.someIDs, "a prompt set", at("prompt_sets", i), s.ID)
	}
	for i, l := range d.Lists {
		c.name(&c.someIDs, "a list", at("lists", i), l.ID)
	}
	for i, r := range d.Resources {
		c.name(&c.someIDs, "a resource", at("resources", i), r.ID)
	}
}

// codes checks that codes are unique, because spreadsheets identify competencies by them.
func (c *checker) codes(d *EditionDocument) {
	seen := make(map[string]bool)
	one := func(path, code string) {
		if code == "" {
			return
		}
		if seen[code] {
			c.add(path+".code", problem.DuplicateCode, "another domain or competency has the code "+source.Quote(code)+" already", "give each a code of its own")
		}
		seen[code] = true
	}
	for i, dom := range d.Domains {
		one(at("domains", i), dom.Code)
		for j, comp := range dom.Competencies {
			one(at(at("domains", i)+".competencies", j), comp.Code)
		}
	}
}

// sourceRefs checks that every text resolves to a listed source.
func (c *checker) sourceRefs(d *EditionDocument) {
	c.sourcesOf(d.objectSources, d.walk, len(d.Sources) > 0)
}

// sourcesOf checks the source keys of a document and, if it lists sources, that every text has
// one.
func (c *checker) sourcesOf(objects func(one func(path, id string)), walk func(visit), listed bool) {
	one := func(path, id string) {
		if c.sources.lacks(id) {
			c.add(path, problem.UnknownSource, "no source has the id "+source.Quote(id), c.hint(id, c.sources.ids))
		}
	}
	objects(one)
	walk(func(_, path string, t *TextEntry, _ string) { one(path+".source", t.Source) })
	if !listed || c.someSourceUnread() {
		return
	}
	var first string
	missing := 0
	walk(func(_, path string, _ *TextEntry, src string) {
		if src == "" {
			if missing == 0 {
				first = path
			}
			missing++
		}
	})
	if missing > 0 {
		msg := "the document lists sources and this text has none"
		if missing > 1 {
			msg += fmt.Sprintf(", nor do %d more", missing-1)
		}
		c.add(first, problem.MissingSource, msg, "add a source key to the document, which applies to every text below it")
	}
}

// someSourceUnread reports whether a source key was unreadable. It may be the one that
// gives the texts without a source theirs.
func (c *checker) someSourceUnread() bool {
	for path := range c.unread {
		if path == "source" || strings.HasSuffix(path, ".source") {
			return true
		}
	}
	return false
}

func (c *checker) references(d *EditionDocument) {
	for i, s := range d.Spectrum.Stages {
		for j, id := range s.Steps {
			path := at(at("spectrum.stages", i)+".steps", j)
			if c.steps.lacks(id) {
				c.add(path, problem.UnknownStep, "no step of the reference spectrum has the id "+source.Quote(id), c.hint(id, c.steps.ids))
			}
		}
	}
	in := make(map[string]string)
	for i, s := range d.Strands {
		for j, id := range s.Domains {
			path := at(at("strands", i)+".domains", j)
			if c.domains.lacks(id) {
				c.add(path, problem.UnknownDomain, "no domain has the id "+source.Quote(id), c.hint(id, c.domains.ids))
			}
			if other, dup := in[id]; dup && id != "" && !c.unread[path] {
				c.add(path, problem.DuplicateReference, "the domain "+source.Quote(id)+" belongs to the strand "+source.Quote(other)+" already", "list each domain in one strand")
			}
			in[id] = s.ID
		}
	}
	for i, dom := range d.Domains {
		for j, comp := range dom.Competencies {
			for id := range comp.Descriptors {
				if c.stages.lacks(id) {
					path := at(at("domains", i)+".competencies", j) + ".descriptors." + id
					c.addAt(source.LookupKey(c.root, path), path, problem.UnknownStage, "no stage has the id "+source.Quote(id), c.hint(id, c.stages.ids))
				}
			}
		}
	}
}

func (c *checker) promptSets(d *EditionDocument) {
	for i, s := range d.PromptSets {
		path := at("prompt_sets", i)
		if c.domains.lacks(s.Domain) {
			c.add(path+".domain", problem.UnknownDomain, "no domain has the id "+source.Quote(s.Domain), c.hint(s.Domain, c.domains.ids))
		}
		if c.stages.lacks(s.Stage) {
			c.add(path+".stage", problem.UnknownStage, "no stage has the id "+source.Quote(s.Stage), c.hint(s.Stage, c.stages.ids))
		}
		if c.steps.lacks(s.Step) {
			c.add(path+".step", problem.UnknownStep, "no step of the reference spectrum has the id "+source.Quote(s.Step), c.hint(s.Step, c.steps.ids))
		}
	}
}

// maxHints is how many unknown ids of one document get a similar id as a hint. The search
// takes time, and more unknown ids are not typing errors.
const maxHints = 100

func (c *checker) hint(id string, choice []string) string {
	if c.hints++; c.hints > maxHints {
		return ""
	}
	return source.DidYouMean(id, choice)
}

func at(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// objectSources calls one with the path and the value of the source key of each object that can
// have one. Texts are not among them.
func (d *EditionDocument) objectSources(one func(path, id string)) {
	one("source", d.Source)
	for i, x := range d.Constituencies {
		one(at("constituencies", i)+".source", x.Source)
	}
	for i, x := range d.Background {
		one(at("background", i)+".source", x.Source)
	}
	one("spectrum.source", d.Spectrum.Source)
	for i, x := range d.Spectrum.Stages {
		one(at("spectrum.stages", i)+".source", x.Source)
	}
	if r := d.ReferenceSpectrum; r != nil {
		one("reference_spectrum.source", r.Source)
		for i, x := range r.Steps {
			one(at("reference_spectrum.steps", i)+".source", x.Source)
		}
	}
	for i, x := range d.Strands {
		one(at("strands", i)+".source", x.Source)
	}
	for i, x := range d.Domains {
		one(at("domains", i)+".source", x.Source)
		for j, y := range x.Competencies {
			one(at(at("domains", i)+".competencies", j)+".source", y.Source)
		}
	}
	for i, x := range d.PromptSets {
		one(at("prompt_sets", i)+".source", x.Source)
	}
	for i, x := range d.Lists {
		one(at("lists", i)+".source", x.Source)
	}
	for i, x := range d.Resources {
		one(at("resources", i)+".source", x.Source)
	}
}
