package form

import (
	"cmp"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
)

// CASEOptions adds what CASE needs and a rubric may lack. nil is the same as the zero value,
// which is enough for a rubric with a date.
type CASEOptions struct {
	// Score adds a score to each level: the rank of its stage, from 1. Stages are ranks
	// and not quantities, so the default is no scores.
	Score bool
	// Changed is the day of the last change, YYYY-MM-DD, for a rubric without a date. The
	// default is the first day of the year with which the edition starts, such as 2023.2;
	// a loss reports it.
	Changed string
	// BaseURI is the address of the CASE service that will serve the rubric, such as
	// https://example.org/ims/case/v1p1. The default is URIs of the form urn:uuid, which name
	// the parts but are not addresses; a loss reports it. An address starts with https:// or
	// http:// and has no query and no fragment.
	BaseURI string
	// Creator is who made the rubric, for [CASEPackage]. The default is the publisher of the
	// rubric's source, or else of its first source that has one, or else the title of the
	// rubric; a loss reports the last case.
	Creator string
}

// CASE returns the rubric as a CFRubric of 1EdTech CASE 1.1, with a
// CFRubricCriterion for each competency and a CFRubricCriterionLevel for each stage.
// The domain is the category of a criterion. The stage is the quality of a level, and the
// competency's descriptor, if there is one, is its description. The first reference of a
// competency or its domain to the framework CASE by a UUID is the CFItemURI of the criterion.
// Guidance, links and all other references are in its extensions, under the keys guidance, links
// and references and in the form of the rubric document.
//
// Identifiers are version 5 UUIDs (RFC 9562) and stay the same as long as ids do: of
// the rubric in the URL namespace, over urn:waymark:rubric:ID@EDITION:LANGUAGE; of a
// criterion in the rubric's, over the competency's id; of a level in the criterion's,
// over the stage's id.
//
// A CASE rubric has one language: pass a localized rubric for another one. CASE returns an
// error if r is nil, if the day of the last change is not known or not a calendar day, or if the
// base URI is not an address.
func CASE(r *rubric.Rubric, opt *CASEOptions) (json.RawMessage, []Omission, error) {
	if opt == nil {
		opt = &CASEOptions{}
	}
	e, err := newEdition("form.CASE", r, nil)
	if err != nil {
		return nil, nil, err
	}
	day, guessed, err := opt.resolve(r)
	if err != nil {
		return nil, nil, fmt.Errorf("CASE rubric of %s: %w", r.Ref(), err)
	}
	e.refers = true
	w := caseWriter{edition: e, opt: opt, changed: day + "T00:00:00Z"}
	data, err := source.Marshal(w.rubric())
	if err != nil {
		return nil, nil, err
	}
	losses := []Omission{
		{OmissionTranslation, []string{"language"}, "CASE does not record the language of a rubric."},
		{OmissionNonAnswers, []string{"ratings"}, "CASE has levels only: non-answers are not levels."},
	}
	losses = append(losses, w.guesses(guessed)...)
	if !r.AsksEveryone() {
		losses = append(losses, Omission{OmissionStructure, []string{"asked"}, "The form does not say which constituencies a competency asks."})
	}
	return data, e.losses(losses...), nil
}

// guesses returns what CASE needs and neither the rubric nor the options say. day is whether the
// day of the last change is a guess.
func (w *caseWriter) guesses(day bool) []Omission {
	var list []Omission
	if day {
		list = append(list, Omission{OmissionDate, []string{"date"}, "The rubric has no date: the last change is the first day of the year of its edition."})
	}
	if w.opt.BaseURI == "" {
		list = append(list, Omission{OmissionAddress, []string{"uri"}, "There is no base URI: the URIs name the rubric and its parts, and nothing can be fetched from them."})
	}
	return list
}

// resolve checks the options for a rubric and returns the day of the last change. guessed is true if
// only the year is known.
func (opt *CASEOptions) resolve(r *rubric.Rubric) (day string, guessed bool, err error) {
	if base := opt.BaseURI; base != "" && (!source.Keeps("url", base) || strings.ContainsAny(base, "?#")) {
		return "", false, fmt.Errorf("the base URI is %q: give an address without query and fragment, such as https://example.org/ims/case/v1p1", base)
	}
	day = cmp.Or(r.Date(), opt.Changed)
	if e := r.Edition(); day == "" && len(e) >= 4 && source.IsDate(e[:4]+"-01-01") {
		day, guessed = e[:4]+"-01-01", true
	}
	if day == "" {
		return "", false, errors.New("the day of the last change is not known: set CASEOptions.Changed")
	}
	for _, d := range []string{day, opt.Changed} {
		if d != "" && !source.IsDate(d) {
			return "", false, fmt.Errorf("day of the last change: the calendar has no day %q in the form YYYY-MM-DD", d)
		}
	}
	return day, guessed, nil
}

type cfRubric struct {
	Identifier  string        `json:"identifier"`
	URI         string        `json:"uri"`
	Title       string        `json:"title"`
	Description string        `json:"description,omitempty"`
	Criteria    []cfCriterion `json:"CFRubricCriteria"`
	Changed     string        `json:"lastChangeDateTime"`
}

type cfCriterion struct {
	Identifier  string    `json:"identifier"`
	URI         string    `json:"uri"`
	Category    string    `json:"category"`
	Description string    `json:"description"`
	Item        *cfLink   `json:"CFItemURI,omitempty"`
	Position    int       `json:"position"`
	RubricID    string    `json:"rubricId"`
	Levels      []cfLevel `json:"CFRubricCriterionLevels"`
	Changed     string    `json:"lastChangeDateTime"`
	// Extensions has what CASE has no place for, in the form of the rubric document.
	Extensions *cfExtensions `json:"extensions,omitempty"`
}

// cfLink is a LinkURI of CASE.
type cfLink struct {
	Title      string `json:"title"`
	Identifier string `json:"identifier"`
	URI        string `json:"uri"`
}

type cfExtensions struct {
	Guidance   []string      `json:"guidance,omitempty"`
	Links      []cfWebLink   `json:"links,omitempty"`
	References []cfReference `json:"references,omitempty"`
}

type cfWebLink struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

type cfReference struct {
	Framework string `json:"framework"`
	ID        string `json:"id"`
	Relation  string `json:"relation,omitempty"`
	Title     string `json:"title,omitempty"`
	URL       string `json:"url,omitempty"`
}

type cfLevel struct {
	Identifier  string   `json:"identifier"`
	URI         string   `json:"uri"`
	Description string   `json:"description,omitempty"`
	Quality     string   `json:"quality"`
	Score       *float64 `json:"score,omitempty"`
	Position    int      `json:"position"`
	CriterionID string   `json:"rubricCriterionId"`
	Changed     string   `json:"lastChangeDateTime"`
}

type caseWriter struct {
	*edition
	opt     *CASEOptions
	changed string
	id      uuid // of the rubric
	// competencyItem returns the CFItem of a competency. It is nil for a rubric alone.
	competencyItem func(c *rubric.Competency) *cfLink
}

func (w *caseWriter) rubric() cfRubric {
	w.id = w.rubricID()
	doc := cfRubric{Identifier: w.id.String(), URI: w.uri(w.id), Title: w.title()[0], Changed: w.changed}
	doc.Description = w.text("definition", (*rubric.Rubric).Definition)[0]
	for c := range w.Competencies() {
		doc.Criteria = append(doc.Criteria, w.criterion(c))
	}
	return doc
}

func (w *caseWriter) rubricID() uuid {
	return urlNamespace().named("urn:waymark:rubric:" + w.Ref().String() + ":" + w.Language())
}

func (w *caseWriter) criterion(c *rubric.Competency) cfCriterion {
	id := w.id.named(c.ID())
	criterion := cfCriterion{
		Identifier: id.String(), URI: w.uri(id), Category: w.domainTitle(c.Domain())[0],
		Description: join("\n", w.competencyTitle(c), w.competencySummary(c))[0],
		Position:    c.Index() + 1, RubricID: w.id.String(), Changed: w.changed,
	}
	if w.competencyItem != nil {
		criterion.Item = w.competencyItem(c)
	} else {
		criterion.Item, criterion.Extensions = w.additional(c)
	}
	for s := range w.Spectrum().Stages() {
		level := id.named(s.ID())
		l := cfLevel{
			Identifier: level.String(), URI: w.uri(level), Quality: w.stageTitle(s)[0],
			Position: s.Rank(), CriterionID: id.String(), Changed: w.changed,
		}
		if d := w.descriptor(c, s); d != nil {
			l.Description = d[0]
		}
		if w.opt.Score {
			score := float64(s.Rank())
			l.Score = &score
		}
		criterion.Levels = append(criterion.Levels, l)
	}
	return criterion
}

// caseFramework is the framework whose ids are the identifiers of CFItems.
const caseFramework = "CASE"

// additional returns the CFItem that a competency refers to, and the guidance, the links and
// the other references of the competency, with the references of its domain.
func (w *caseWriter) additional(c *rubric.Competency) (*cfLink, *cfExtensions) {
	var item *cfLink
	var more cfExtensions
	for g := range c.Guidance() {
		w.used[c.ID()+".guidance["+strconv.Itoa(len(more.Guidance))+"]"] = true
		more.Guidance = append(more.Guidance, g)
	}
	for l := range c.Links() {
		w.used[c.ID()+".links["+strconv.Itoa(len(more.Links))+"].title"] = true
		more.Links = append(more.Links, cfWebLink(l))
	}
	add := func(id string, references iter.Seq[rubric.Reference]) {
		i := 0
		for f := range references {
			w.used[id+".references["+strconv.Itoa(i)+"].title"] = true
			i++
			if item == nil && strings.EqualFold(f.Framework, caseFramework) && isUUID(f.ID) {
				item = &cfLink{cmp.Or(f.Title, f.ID), f.ID, cmp.Or(f.URL, "urn:uuid:"+f.ID)}
			} else {
				more.References = append(more.References, cfReference{f.Framework, f.ID, string(f.Relation), f.Title, f.URL})
			}
		}
	}
	add(c.ID(), c.References())
	add(c.Domain().ID(), c.Domain().References())
	if len(more.Guidance)+len(more.Links)+len(more.References) == 0 {
		return item, nil
	}
	return item, &more
}

// uri returns the address of the rubric or of a part of it. CASE serves complete rubrics, so
// the address of a part has a fragment.
func (w *caseWriter) uri(id uuid) string {
	uri := w.address("CFRubrics", w.id)
	switch {
	case w.opt.BaseURI == "":
		return "urn:uuid:" + id.String()
	case id != w.id:
		uri += "#" + id.String()
	}
	return uri
}

// address returns the address of an object that the service serves by its id.
func (w *caseWriter) address(collection string, id uuid) string {
	if w.opt.BaseURI == "" {
		return "urn:uuid:" + id.String()
	}
	return strings.TrimSuffix(w.opt.BaseURI, "/") + "/" + collection + "/" + id.String()
}

type uuid [16]byte

// urlNamespace is the namespace of names that are URLs (RFC 9562, section 6.6).
func urlNamespace() uuid {
	return uuid{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
}

// named returns the version 5 UUID of a name in the namespace (RFC 9562, section 5.5).
func (u uuid) named(name string) uuid {
	sum := sha1.Sum(append(u[:], name...))
	var v uuid
	copy(v[:], sum[:])
	v[6] = v[6]&0x0f | 0x50
	v[8] = v[8]&0x3f | 0x80
	return v
}

// isUUID reports whether s has the form of a UUID in lower case, which CASE requires.
func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i, c := range []byte(s) {
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if !strings.ContainsRune("0123456789abcdef", rune(c)) {
				return false
			}
		}
	}
	return true
}

func (u uuid) String() string {
	h := hex.EncodeToString(u[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
