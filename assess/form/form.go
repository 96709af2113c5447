package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/internal/formwords"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/prose"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// Options adds to the content of a form. nil is the same as the zero value, which adds
// nothing.
type Options struct {
	// Translations are the rubric in other languages ([rubric.Rubric.Localize]).
	// People choose among them while they answer.
	Translations []*rubric.Rubric
}

// Omission is a part of the rubric or of responses that a form cannot represent, or not fully.
type Omission struct {
	// Reason is the kind of loss. Reasons are stable.
	Reason OmissionReason `json:"reason"`
	// Where lists the keys of the affected texts, as [rubric.Rubric.Texts] yields them, or
	// the affected fields of a response or rating.
	Where []string `json:"where"`
	// Note describes the loss in English.
	Note string `json:"note"`
}

// String returns the numbers of rows and columns.
func (s Sheet) String() string {
	columns := 0
	if len(s) > 0 {
		columns = len(s[0])
	}
	return fmt.Sprintf("%d rows of %d columns", len(s), columns)
}

// OmissionReason is the kind of a loss.
type OmissionReason string

// The values of OmissionReason.
const (
	OmissionText        OmissionReason = "text"        // texts that the form has no place for
	OmissionSources     OmissionReason = "sources"     // which document a wording was transcribed from
	OmissionStructure   OmissionReason = "structure"   // what the rubric groups or aligns
	OmissionTranslation OmissionReason = "translation" // languages that the form cannot hold or lacks words for
	OmissionID          OmissionReason = "id"          // the form does not name the response
	OmissionLanguage    OmissionReason = "language"    // the answers do not say which language was used
	OmissionNonAnswers  OmissionReason = "non-answers" // not applicable, don't know, declined
	OmissionRemarks     OmissionReason = "remarks"     // evidence and notes, or their exact form
	OmissionDate        OmissionReason = "date"        // when the rubric was last changed
	OmissionLimits      OmissionReason = "limits"      // limits that only the loader checks
	OmissionAddress     OmissionReason = "address"     // where the rubric is served
	OmissionCreator     OmissionReason = "creator"     // who made the rubric
	OmissionExtensions  OmissionReason = "extensions"  // texts that other programs may ignore
)

// edition is a rubric with its translations. It records which of its texts a form uses.
type edition struct {
	*rubric.Rubric
	all    []*rubric.Rubric // the rubric itself first
	words  []*formwords.Words
	used   map[string]bool // by text key
	refers bool            // the form has the references to other frameworks
	exact  bool            // texts stay as they are, without one line for each paragraph
}

func newEdition(function string, r *rubric.Rubric, opt *Options) (*edition, error) {
	if err := given.Rubric(function, "r", r); err != nil {
		return nil, err
	}
	e := &edition{Rubric: r, all: []*rubric.Rubric{r}, used: make(map[string]bool)}
	if opt != nil {
		e.all = append(e.all, opt.Translations...)
	}
	seen := make(map[string]bool)
	for i, t := range e.all {
		if err := given.Rubric(function, fmt.Sprintf("Options.Translations[%d]", i-1), t); err != nil {
			return nil, err
		}
		if t.Ref() != r.Ref() {
			return nil, fmt.Errorf("form of %s: %s is not a translation of it", r.Ref(), t.Ref())
		}
		if seen[t.Language()] {
			return nil, fmt.Errorf("form of %s: two rubrics are in the language %q, keep one", r.Ref(), t.Language())
		}
		seen[t.Language()] = true
		e.words = append(e.words, formwords.In(t.Language()))
	}
	return e, nil
}

// text is a wording in the languages of an edition, in their order.
type text []string

func (t text) empty() bool { return t == nil || t[0] == "" }

// text returns a wording of the rubric in all languages and marks it as used. Each paragraph and each
// list item is a line.
func (e *edition) text(key string, get func(*rubric.Rubric) string) text {
	e.used[key] = true
	t := make(text, len(e.all))
	for i, r := range e.all {
		t[i] = get(r)
		if !e.exact {
			t[i] = prose.Lines(t[i])
		}
	}
	return t
}

// word returns words that are not part of the rubric, in all languages.
func (e *edition) word(get func(*formwords.Words) string) text {
	t := make(text, len(e.words))
	for i, w := range e.words {
		t[i] = get(w)
	}
	return t
}

// join joins texts in each language, skipping empty ones.
func join(sep string, parts ...text) text {
	var joined text
	for _, p := range parts {
		if p == nil {
			continue
		}
		if joined == nil {
			joined = make(text, len(p))
		}
		for i := range p {
			if joined[i] != "" && p[i] != "" {
				joined[i] += sep
			}
			joined[i] += p[i]
		}
	}
	return joined
}

func (e *edition) title() text  { return e.text("title", (*rubric.Rubric).Title) }
func (e *edition) notice() text { return e.text("notice", (*rubric.Rubric).Notice) }

func (e *edition) constituencyTitle(id string) text {
	return e.text(id+".title", func(r *rubric.Rubric) string {
		c, _ := r.Constituency(id)
		return c.Title
	})
}

// ofDomain returns a text of a domain; code puts the printed number before it.
func (e *edition) ofDomain(d *rubric.Domain, field string, code bool, get func(*rubric.Domain) string) text {
	return e.text(d.ID()+"."+field, func(r *rubric.Rubric) string {
		local, _ := r.Domain(d.ID())
		if code {
			return strings.TrimSpace(local.Code() + " " + get(local))
		}
		return get(local)
	})
}

func (e *edition) domainTitle(d *rubric.Domain) text {
	return e.ofDomain(d, "title", true, (*rubric.Domain).Title)
}

func (e *edition) domainSummary(d *rubric.Domain) text {
	return e.ofDomain(d, "summary", false, (*rubric.Domain).Summary)
}

// prompts returns a domain's questions.
func (e *edition) prompts(d *rubric.Domain) []text {
	var list []text
	for i := range slices.Collect(d.Prompts()) {
		list = append(list, e.ofDomain(d, "prompts["+strconv.Itoa(i)+"]", false, func(local *rubric.Domain) string {
			return slices.Collect(local.Prompts())[i]
		}))
	}
	return list
}

// competencyTitle is the label of a competency.
func (e *edition) competencyTitle(c *rubric.Competency) text {
	return e.text(c.ID()+".title", func(r *rubric.Rubric) string {
		local, _ := r.Competency(c.ID())
		return local.Label()
	})
}

func (e *edition) competencySummary(c *rubric.Competency) text {
	return e.text(c.ID()+".summary", func(r *rubric.Rubric) string {
		local, _ := r.Competency(c.ID())
		return local.Summary()
	})
}

func (e *edition) stageTitle(s spectrum.Stage) text {
	return e.text(s.ID()+".title", func(r *rubric.Rubric) string {
		local, _ := r.Spectrum().Stage(s.ID())
		return local.Title()
	})
}

// messages is what a stage tells the community, on one line.
func (e *edition) messages(s spectrum.Stage) text {
	for i := range slices.Collect(s.Messages()) {
		e.used[s.ID()+".messages["+strconv.Itoa(i)+"]"] = true
	}
	t := make(text, len(e.all))
	for i, r := range e.all {
		local, _ := r.Spectrum().Stage(s.ID())
		t[i] = strings.Join(slices.Collect(local.Messages()), ", ")
	}
	return t
}

// descriptor is what a competency looks like at a stage, or nil if the rubric does not
// describe it.
func (e *edition) descriptor(c *rubric.Competency, s spectrum.Stage) text {
	if _, ok := c.Descriptor(s); !ok {
		return nil
	}
	return e.text(c.ID()+".descriptors."+s.ID(), func(r *rubric.Rubric) string {
		local, _ := r.Competency(c.ID())
		stage, _ := r.Spectrum().Stage(s.ID())
		d, _ := local.Descriptor(stage)
		return d
	})
}

// hasDescriptors reports whether the rubric describes a competency at any stage.
func hasDescriptors(r *rubric.Rubric, c *rubric.Competency) bool {
	for s := range r.Spectrum().Stages() {
		if _, ok := c.Descriptor(s); ok {
			return true
		}
	}
	return false
}

// nonAnswer is a non-answer with its title in all languages.
type nonAnswer struct {
	id    string
	title text
}

func (e *edition) nonAnswers() []nonAnswer {
	var list []nonAnswer
	for i, n := range e.words[0].NonAnswers() {
		list = append(list, nonAnswer{n.ID, e.word(func(w *formwords.Words) string { return w.NonAnswers()[i].Title })})
	}
	return list
}

// losses returns the losses of every form, followed by own: unused texts, sources,
// structure, and languages for which formwords has no words.
func (e *edition) losses(own ...Omission) []Omission {
	var list []Omission
	var keys []string
	sourced := false
	for t := range e.Texts() {
		sourced = sourced || t.Source != ""
		if !e.used[t.Key] {
			keys = append(keys, t.Key)
		}
	}
	if len(keys) > 0 {
		list = append(list, Omission{OmissionText, keys, "The form does not show these texts of the rubric."})
	}
	if sourced {
		list = append(list, Omission{OmissionSources, []string{"sources"}, "The form does not say which document a wording was transcribed from."})
	}
	for range e.Strands() {
		list = append(list, Omission{OmissionStructure, []string{"strands"}, "The form does not group domains into strands."})
		break
	}
	if len(e.Levels()) > 0 {
		list = append(list, Omission{OmissionStructure, []string{"level"}, "The form does not say which level a competency belongs to."})
	}
	for name := range e.Frameworks() {
		if !e.refers {
			list = append(list, Omission{OmissionStructure, []string{"references"}, "The form does not refer to other frameworks, such as " + name + "."})
		}
		break
	}
	var foreign []string
	for i, r := range e.all {
		if !sameLanguage(e.words[i].Language, r.Language()) {
			foreign = append(foreign, r.Language())
		}
	}
	if len(foreign) > 0 {
		list = append(list, Omission{OmissionTranslation, foreign, "The words of the form that are not the rubric's are in English in these languages."})
	}
	return append(list, own...)
}

func sameLanguage(a, b string) bool {
	return source.PrimaryLanguage(a) == source.PrimaryLanguage(b)
}

// limitOf returns the most characters that a rule of the loader allows.
func limitOf(rule string) int {
	r, _ := source.RuleNamed(rule)
	return r.Max
}
