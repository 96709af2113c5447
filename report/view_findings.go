package report

// FindingsSection is the summary that a report begins with: what was found, in sentences. The
// picture of the section is [View.Picture] with the name "findings": the ratings of each domain or,
// if the rubric has one domain, of each competency. It is empty without results.
type FindingsSection struct {
	// Items are in the order to read them in. There is at most one of each kind; what has nothing to
	// say is left out.
	Items []Finding
}

// FindingKind says what a finding is about.
type FindingKind string

// The kinds of findings, in the order of every report.
const (
	FindingStanding      FindingKind = "standing"      // how far along the community is
	FindingStrengths     FindingKind = "strengths"     // up to three strengths
	FindingEdges         FindingKind = "edges"         // up to three growing edges
	FindingConversations FindingKind = "conversations" // what to talk about next
	FindingDifferences   FindingKind = "differences"   // up to two differences between groups
	FindingProgress      FindingKind = "progress"      // what changed since an earlier wave
	FindingTargets       FindingKind = "targets"       // how far it is to the goals
	FindingParticipation FindingKind = "participation" // how many people took part
	FindingHidden        FindingKind = "hidden"        // how much is not shown
)

// Finding is what a report says first about one question. Its sentences do not depend on which
// other sections the report has.
type Finding struct {
	Kind      FindingKind
	Heading   string
	Sentences []FindingSentence // at least one
	// Section is where the report has the details. It is "" if the report has no such section.
	Section Section
	// Competencies are the ids of the competencies that the sentences name, in their order and each
	// once.
	Competencies []string
}

// FindingSentence is one sentence, or two that belong together, and the numbers that it rests on.
type FindingSentence struct {
	Text TaggedText
	// Cells are the published numbers that the sentence states, counts or compares. They are empty if
	// it states none, such as a reflection question or a number of hidden results.
	Cells []FindingCell
}

// FindingCell is a published number: Count of Of ratings or people.
//
// If Stage is not "", Count of Of ratings of ID by Constituency are at that stage or above. If it is
// "", Count people of Constituency took part, of Of invited; Of is 0 if that is not known or not
// shown, and ID is "".
type FindingCell struct {
	ID           string // of a strand, domain or competency; "" for all domains together
	Constituency string // an id, [assess.AllRaters] or [assess.ShownRaters]
	Stage        string // id of a stage of the published rubric
	// Earlier reports whether the number is of the earlier wave of Options.Progress.
	Earlier   bool
	Count, Of uint64
}

// Finding returns the finding of a kind, or nil if the report has none.
func (v *View) Finding(kind FindingKind) *Finding {
	for i := range v.Findings.Items {
		if v.Findings.Items[i].Kind == kind {
			return &v.Findings.Items[i]
		}
	}
	return nil
}
