package report

import (
	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report/internal/clean"
)

// Policy returns in plain sentences what a policy hides, as the head of a report does: for a page
// that people read before they answer, and before results are published. It returns an error if the
// policy is not valid.
func (w *Words) Policy(p assess.Policy) (string, error) {
	p, err := p.WithDefaults()
	if err != nil {
		return "", err
	}
	return w.doc.policy(p), nil
}

// policy returns what a policy with its defaults hides.
func (d *wordsDocument) policy(p assess.Policy) string {
	rules := []string{d.Head.policy(clean.Line(p.Name), p.MinGroup)}
	if p.MinOutside > 0 {
		rules = append(rules, d.Head.unanimousRule(p.MinOutside))
	}
	if p.RoundTo > 1 {
		rules = append(rules, d.Head.roundedTo(p.RoundTo))
	}
	return d.Head.sentences(rules...)
}
