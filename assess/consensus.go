package assess

import (
	"cmp"
	"iter"
	"slices"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/spectrum"
)

// ConsensusFormat is the first key's value in a consensus document.
const ConsensusFormat = "consensus/1"

// ConsensusDocument is a consensus in its editable form: what a consensus file says,
// key by key. Agreements are by competency id.
type ConsensusDocument struct {
	// Says what the document is.
	Format string `json:"format" enum:"consensus/1"`
	// The edition that the team talked about, such as cei@2023.2.
	Rubric string `json:"rubric" rule:"ref"`
	// The id of the document.
	ID string `json:"id" rule:"name"`
	// The school or district.
	Organization string `json:"organization,omitzero" rule:"name"`
	// The calendar day of the agreement, YYYY-MM-DD.
	Date string `json:"date,omitzero" rule:"date"`
	// The language of the texts, as a BCP 47 tag.
	Language string `json:"language,omitzero" rule:"language"`
	// Who agreed, by name or role.
	Who []string `json:"who,omitempty" rule:"name" items:"0-1000"`
	// What was agreed on, by the id of the competency.
	Agreements map[string]ConsensusEntry `json:"agreements"`
}

// ConsensusEntry is, in a document, the stage that a team agreed on, and why.
type ConsensusEntry struct {
	// The id of the stage that the team agreed on.
	Stage string `json:"stage"`
	// Why the team sees it there.
	Rationale string `json:"rationale,omitzero" rule:"free"`
	// What the agreement rests on, a text for each piece.
	Evidence []string `json:"evidence,omitempty" rule:"free" items:"0-100"`
	// Who agreed, where it is not who the document says.
	Who []string `json:"who,omitempty" rule:"name" items:"0-1000"`
	// The calendar day, where it is not that of the document.
	Date string `json:"date,omitzero" rule:"date"`
}

// Consensus is the stages that a team agreed on. It is the result of a conversation and
// not a rating: it is shown beside the distribution of ratings and never counted with
// them. It never changes and is safe for concurrent use.
type Consensus struct {
	rubric     *rubric.Rubric
	doc        ConsensusDocument
	agreements []ConsensusAgreement // in the rubric's order
}

// ConsensusAgreement is the stage that a team agreed on for a competency, and why.
// Rationale and Evidence are free text. Who and Date are those of the document if the
// agreement has none.
type ConsensusAgreement struct {
	Competency *rubric.Competency
	Stage      spectrum.Stage
	Rationale  string
	Evidence   []string
	Who        []string
	Date       string
}

// LoadConsensus reads a consensus on a rubric, YAML or JSON, as strictly as a
// response. The limits are those of a rubric document. opt may be nil. The error is a
// [problem.List].
func LoadConsensus(r *rubric.Rubric, name string, data []byte, opt *rubric.LoadOptions) (*Consensus, error) {
	if err := cmp.Or(given.Rubric("assess.LoadConsensus", "r", r), given.Limits("assess.LoadConsensus", opt)); err != nil {
		return nil, err
	}
	k := &Consensus{rubric: r}
	if err := loadDocument(name, data, ConsensusFormat, documentLimits(opt), &k.doc, k.resolve); err != nil {
		return nil, err
	}
	return k, nil
}

// NewConsensus returns the consensus of a document that was made or changed in code, such as by a
// form. It fills in an empty Format or Rubric. The error is a [problem.List] with paths and
// without lines, unless r is nil or the zero Rubric.
func NewConsensus(r *rubric.Rubric, doc ConsensusDocument) (*Consensus, error) {
	if err := given.Rubric("assess.NewConsensus", "r", r); err != nil {
		return nil, err
	}
	doc.Format = cmp.Or(doc.Format, ConsensusFormat)
	doc.Rubric = cmp.Or(doc.Rubric, r.Ref().String())
	if doc.Agreements == nil {
		doc.Agreements = map[string]ConsensusEntry{}
	}
	data, err := source.Marshal(doc)
	if err != nil {
		return nil, err
	}
	k, err := LoadConsensus(r, "consensus", data, nil)
	if problems, ok := problem.Of(err); ok {
		for i := range problems {
			problems[i].Pos = problem.Pos{File: doc.ID}
		}
		return nil, problems
	}
	return k, err
}

// Document returns the consensus in its editable form. Changing it does not change k.
func (k *Consensus) Document() ConsensusDocument {
	doc := k.doc
	doc.Who = slices.Clone(doc.Who)
	doc.Agreements = make(map[string]ConsensusEntry, len(k.doc.Agreements))
	for id, e := range k.doc.Agreements {
		e.Evidence, e.Who = slices.Clone(e.Evidence), slices.Clone(e.Who)
		doc.Agreements[id] = e
	}
	return doc
}

func (k *Consensus) resolve(root *source.Node, unread map[string]bool) problem.List {
	c := &checker{rubric: k.rubric, root: root, unread: unread}
	if c.wrongEdition(k.doc.Rubric) {
		return c.problems
	}
	c.date("date", k.doc.Date)
	for id, e := range k.doc.Agreements {
		path := source.JoinPath("agreements", id)
		comp, ok := k.rubric.Competency(id)
		if !ok {
			c.unknownCompetency("agreements", id)
			continue
		}
		c.date(path+".date", e.Date)
		if unread[path] || unread[path+".stage"] {
			continue
		}
		stage, ok := k.rubric.Spectrum().Stage(e.Stage)
		if !ok {
			c.add(path+".stage", problem.UnknownStage, source.Quote(e.Stage)+" is no stage", source.DidYouMean(e.Stage, c.stageIDs()))
			continue
		}
		a := ConsensusAgreement{Competency: comp, Stage: stage, Rationale: e.Rationale, Evidence: e.Evidence, Who: e.Who, Date: e.Date}
		if len(a.Who) == 0 {
			a.Who = k.doc.Who
		}
		if a.Date == "" {
			a.Date = k.doc.Date
		}
		k.agreements = append(k.agreements, a)
	}
	slices.SortFunc(k.agreements, func(a, b ConsensusAgreement) int { return a.Competency.Index() - b.Competency.Index() })
	return c.problems
}

// Rubric returns the rubric that the consensus is on.
func (k *Consensus) Rubric() *rubric.Rubric { return k.rubric }

// ID returns the consensus's id.
func (k *Consensus) ID() string { return k.doc.ID }

// Organization returns the school or district, or "".
func (k *Consensus) Organization() string { return k.doc.Organization }

// Date returns the calendar day, YYYY-MM-DD, or "".
func (k *Consensus) Date() string { return k.doc.Date }

// Agreements yields the agreements in the order of the rubric. Competencies without an
// agreement are left out.
func (k *Consensus) Agreements() iter.Seq[ConsensusAgreement] {
	return func(yield func(ConsensusAgreement) bool) {
		for _, a := range k.agreements {
			a.Evidence, a.Who = slices.Clone(a.Evidence), slices.Clone(a.Who)
			if !yield(a) {
				return
			}
		}
	}
}

// Agreement returns the agreement on a competency of the rubric or of a translation of it;
// ok is false if there is none.
func (k *Consensus) Agreement(c *rubric.Competency) (a ConsensusAgreement, ok bool) {
	for a := range k.Agreements() {
		if a.Competency.Equal(c) {
			return a, true
		}
	}
	return ConsensusAgreement{}, false
}

// MarshalJSON writes the consensus as a consensus/1 document. Reading it back gives
// an equal consensus.
func (k *Consensus) MarshalJSON() ([]byte, error) { return source.Marshal(k.doc) }
