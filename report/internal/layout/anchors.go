package layout

import "github.com/waymark-go/waymark/report"

// The anchors of sections that are not a [report.Section].
const (
	AnchorWho       = "who"
	AnchorHowToRead = "how-to-read"
)

// DomainAnchor returns the anchor of the section of a domain.
func DomainAnchor(id string) string { return "domain-" + id }

// FindingAnchor returns the anchor in an HTML page of the section with the details of a finding, or ""
// if the report has none.
func FindingAnchor(v *report.View, f *report.Finding) string {
	switch {
	case f.Section == report.SectionDomains && len(v.Domains) > 0:
		return DomainAnchor(v.Domains[0].ID)
	case f.Kind == report.FindingParticipation:
		return AnchorWho
	case f.Kind == report.FindingHidden:
		return AnchorHowToRead
	}
	return string(f.Section)
}

// anchorPrefix begins the ids of sections in Markdown. It keeps them apart from the ids that renderers
// of Markdown make from the words of headings, such as strengths.
const anchorPrefix = "part-"

// part adds the heading of a section that links lead to.
func (d *reportDocument) part(anchor, heading string) {
	d.add(Anchor{anchorPrefix + anchor})
	d.section(heading)
}
