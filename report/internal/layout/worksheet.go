package layout

import "github.com/waymark-go/waymark/report"

// Worksheet returns the blocks of a worksheet.
func Worksheet(s *report.Worksheet) []Block {
	d := new(document)
	d.top(&s.Head, &s.Labels)
	for i, f := range s.Fields {
		field := Field{Name: f.Name.String() + ":", Tight: i > 0}
		for _, c := range f.Choices {
			field.Choices = append(field.Choices, c.Title.String())
		}
		d.add(field)
	}
	d.howToUse(s.Own.HowToUse, s.Purpose, s.Steps)
	d.section(s.Own.Stages)
	d.add(Stages{})
	columns := []string{s.Labels.Competency}
	for _, c := range s.Choices {
		columns = append(columns, c.Title.String())
	}
	columns = append(columns, s.Own.Evidence)
	for i := range s.Domains {
		domain := &s.Domains[i]
		d.section(domain.Label.String())
		d.prose(domain.Summary)
		d.add(Ratings{Columns: columns, Rows: domain.Competencies, Evidence: s.Own.Evidence, Lines: s.EvidenceLines})
		d.help(&domain.Help)
	}
	d.about(&s.About, &s.Labels)
	return d.blocks
}
